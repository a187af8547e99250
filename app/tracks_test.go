package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

// inStep is the id of a deliverable or win that a step's page shows.
func inStep(t *testing.T, page apptest.Answer, marker string) string {
	t.Helper()
	row := page.Doc().Find("li.deliverable:contains('" + marker + "')")
	if row.Length() != 1 {
		t.Fatalf("%q stands %d times on the step", marker, row.Length())
	}
	return row.AttrOr("id", "  ")[2:]
}

func TestAStepIsFinishedWithEvidenceAndReopenedWithAReason(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		track := beginning(b, "Vår CRM", "small") + "/tracks/gartner"
		step := track + "/metrics"
		b.Post(step+"/deliverables", url.Values{"name": {"A scorecard <script>alert(1)</script>"}}).Must(http.StatusSeeOther)
		page := b.Get(step).Must(http.StatusOK)
		one := step + "/deliverables/" + inStep(t, page, "A scorecard <script>")

		owed := b.Post(step+"/finish", url.Values{"version": {"1"}}).Must(http.StatusUnprocessableEntity)
		if got := owed.Text(".standing .notice.bad"); !strings.Contains(got, "A scorecard") {
			t.Errorf("what is owed is not said: %q", got)
		}
		b.Post(one, url.Values{"name": {"A scorecard"}, "evidence_text": {"Shown in June"}, "evidence_link": {"https://firm.example/s"}, "version": {"1"}}).Must(http.StatusSeeOther)
		for _, d := range others(b.Get(step)) {
			b.Post(step+"/deliverables/"+d, url.Values{"name": {"Not ours"}, "not_applicable": {"true"}, "reason": {"One site only"}, "version": {"1"}}).Must(http.StatusSeeOther)
		}
		b.Post(step+"/finish", url.Values{"version": {"1"}}).Must(http.StatusSeeOther)
		if got := b.Get(track).Must(http.StatusOK).Text(".steps > li:nth-child(8)"); !strings.Contains(got, "Done") {
			t.Errorf("the track shows %q", got)
		}

		b.Post(step+"/deliverables", url.Values{"name": {"One more"}}).Must(http.StatusUnprocessableEntity)
		b.Post(one, url.Values{"name": {"A scorecard"}, "version": {"2"}}).Must(http.StatusUnprocessableEntity)
		b.Post(step+"/reopen", url.Values{"version": {"2"}}).Must(http.StatusUnprocessableEntity)
		b.Post(step+"/reopen", url.Values{"reason": {"The board asked for two more"}, "version": {"2"}}).Must(http.StatusSeeOther)
		if got := b.Get(step).Text(".standing"); !strings.Contains(got, "The board asked for two more") || !strings.Contains(got, "Under way") {
			t.Errorf("the step shows %q", got)
		}
	})
}

// others are the deliverables of a step that nothing is given for.
func others(page apptest.Answer) []string {
	var ids []string
	for _, row := range page.Doc().Find("li.deliverable:contains('Outstanding')").EachIter() {
		ids = append(ids, row.AttrOr("id", "  ")[2:])
	}
	return ids
}

func TestAStepsPlanIsKeptWithEachForecast(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		step := b.Begin("Vår CRM", "small") + "/tracks/kotter/coalition"
		owner, _ := b.Get(step).Must(http.StatusOK).Doc().Find("#f-step-owner_id option").Eq(1).Attr("value")
		plan := url.Values{"status": {"active"}, "owner_id": {owner}, "planned_start": {"2026-09-01"}, "planned_finish": {"2026-10-01"},
			"forecast_finish": {"2026-10-08"}, "notes": {"Meets on Tuesdays"}, "version": {"1"}}
		b.Post(step, plan).Must(http.StatusSeeOther)
		plan.Set("version", "2")
		plan.Set("forecast_finish", "2026-10-20")
		plan.Set("forecast_reason", "The sponsor changed")
		b.Post(step, plan).Must(http.StatusSeeOther)
		page := b.Get(step).Must(http.StatusOK)
		if n := page.Doc().Find(".log li").Length(); n != 2 || !strings.Contains(page.Text(".log"), "The sponsor changed") {
			t.Errorf("%d forecasts are kept: %q", n, page.Text(".log"))
		}
		if got := page.Text(".facts"); !strings.Contains(got, "Åsa Łukowska") || !strings.Contains(got, "20 October 2026") {
			t.Errorf("the plan shows %q", got)
		}

		plan.Set("notes", "Another note")
		stale := b.Post(step, plan).Must(http.StatusConflict)
		if got := stale.Text("#f-step-notes"); got != "Another note" {
			t.Errorf("what was typed is lost: %q", got)
		}
		if got := stale.Text("#f-step-notes-theirs"); !strings.Contains(got, "Meets on Tuesdays") {
			t.Errorf("what is stored is not shown: %q", got)
		}

		wrong := url.Values{"status": {"active"}, "planned_start": {"2026-09-01"}, "planned_finish": {"2026-08-01"}, "version": {"3"}}
		again := b.Post(step, wrong).Must(http.StatusUnprocessableEntity)
		if again.Text("#f-step-planned_finish-wrong") == "" {
			t.Error("no message by the day")
		}
	})
}

func TestADeliverableIsRemovedAndBroughtBack(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		step := b.Begin("Vår CRM", "small") + "/tracks/kotter/enable"
		b.Post(step+"/deliverables", url.Values{"name": {"Time set aside"}, "evidence_link": {"javascript:alert(1)"}}).Must(http.StatusUnprocessableEntity)
		b.Post(step+"/deliverables", url.Values{"name": {"Time set aside"}, "not_applicable": {"true"}, "reason": {" "}}).Must(http.StatusUnprocessableEntity)
		b.Post(step+"/deliverables", url.Values{"name": {"Time set aside"}}).Must(http.StatusSeeOther)
		id := inStep(t, b.Get(step), "Time set aside")
		if got := b.Get(step + "/deliverables/" + id).Must(http.StatusSeeOther).Location; got != step+"#d-"+id {
			t.Errorf("its address leads to %s", got)
		}
		b.Post(step+"/deliverables/"+id+"/delete", url.Values{"version": {"1"}}).Must(http.StatusSeeOther)
		after := b.Get(step)
		if strings.Contains(after.Text("main"), "Time set aside") {
			t.Error("it is still there")
		}
		seq, _ := after.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(strings.Split(step, "/tracks")[0]+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		inStep(t, b.Get(step), "Time set aside")
	})
}

func TestAFileIsEvidence(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		step := home + "/tracks/kotter/enable"
		b.Post(step+"/deliverables", url.Values{"name": {"Time set aside"}}).Must(http.StatusSeeOther)
		one := step + "/deliverables/" + inStep(t, b.Get(step), "Time set aside")
		form := url.Values{"name": {"Time set aside"}, "version": {"1"}}
		b.Send(one, b.Token(), form, map[string][]byte{"file": {}}).Must(http.StatusUnprocessableEntity)
		b.Send(one, b.Token(), form, map[string][]byte{"file": []byte("Two hours a week")}).Must(http.StatusSeeOther)
		page := b.Get(step)
		link := page.Doc().Find("li.deliverable a[href*='/files/']")
		if !strings.Contains(page.Text("li.deliverable"), "In place") || link.Text() != "file.txt" {
			t.Fatalf("the deliverable shows %q", page.Text("li.deliverable"))
		}
		if got := string(b.Get(link.AttrOr("href", "")).Must(http.StatusOK).Body); got != "Two hours a week" {
			t.Errorf("the file reads %q", got)
		}
		form.Set("version", "2")
		form.Set("remove_file", "true")
		b.Post(one, form).Must(http.StatusSeeOther)
		after := b.Get(step)
		if got := after.Text("li.deliverable"); !strings.Contains(got, "Outstanding") {
			t.Errorf("without its file the deliverable shows %q", got)
		}
		seq, _ := after.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		if got := b.Get(step).Text("li.deliverable"); !strings.Contains(got, "file.txt") {
			t.Errorf("Undo did not bring the file back: %q", got)
		}
	})
}

func TestTheVisionAndTheWinsStandOnTheirSteps(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		track := b.Begin("Vår CRM", "small") + "/tracks/kotter"
		b.Post(track+"/vision/text", url.Values{"body": {""}, "state": {"communicated"}, "version": {"0"}}).Must(http.StatusUnprocessableEntity)
		b.Post(track+"/vision/text", url.Values{"body": {"Every customer is known."}, "state": {"communicated"}, "version": {"0"}}).Must(http.StatusSeeOther)
		if got := b.Get(track + "/vision").Text("blockquote"); got != "Every customer is known." {
			t.Errorf("the vision reads %q", got)
		}
		stale := b.Post(track+"/vision/text", url.Values{"body": {"Another"}, "state": {"draft"}, "version": {"0"}}).Must(http.StatusConflict)
		if got := stale.Text("#f-vision-body-theirs"); !strings.Contains(got, "Every customer is known.") {
			t.Errorf("what is stored is not shown: %q", got)
		}

		b.Post(track+"/wins/promises", url.Values{"title": {""}, "status": {"promised"}}).Must(http.StatusUnprocessableEntity)
		b.Post(track+"/wins/promises", url.Values{"title": {"One list of customers"}, "status": {"promised"}, "promised_on": {"2026-05-04"}}).Must(http.StatusSeeOther)
		page := b.Get(track + "/wins")
		if got := page.Text("li.deliverable"); !strings.Contains(got, "Late") {
			t.Errorf("the promise shows %q", got)
		}
		win := track + "/wins/promises/" + inStep(t, page, "One list")
		b.Post(win, url.Values{"title": {"One list of customers"}, "status": {"delivered"}, "version": {"1"}}).Must(http.StatusSeeOther)
		if got := b.Get(track + "/wins").Text("li.deliverable"); !strings.Contains(got, "Delivered") {
			t.Errorf("the win shows %q", got)
		}
		b.Post(win+"/delete", url.Values{"version": {"2"}}).Must(http.StatusSeeOther)
	})
}

func TestNothingIsFoundOnATrackThatIsNotThere(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		first, second := b.Begin("Ett", "small"), b.Begin("Två", "small")
		step := first + "/tracks/kotter/urgency"
		b.Post(step+"/deliverables", url.Values{"name": {"The case in figures"}}).Must(http.StatusSeeOther)
		id := inStep(t, b.Get(step), "The case in figures")
		for _, path := range []string{"/tracks/lewin", "/tracks/kotter/unfreeze", "/tracks/kotter/strategy", "/tracks/gartner/urgency", "/tracks/kotter/unfreeze/deliverables/1"} {
			b.Get(first + path).Must(http.StatusNotFound)
		}
		form := url.Values{"name": {"Mine now"}, "version": {"1"}, "status": {"active"}}
		for _, path := range []string{
			second + "/tracks/kotter/urgency/deliverables/" + id, second + "/tracks/kotter/urgency/deliverables/" + id + "/delete",
			first + "/tracks/kotter/coalition/deliverables/" + id, first + "/tracks/kotter/coalition/deliverables/" + id + "/delete",
			first + "/tracks/kotter/unfreeze", first + "/tracks/kotter/unfreeze/finish", first + "/tracks/kotter/unfreeze/deliverables",
		} {
			b.Post(path, form).Must(http.StatusNotFound)
		}
		b.Post(first+"/tracks/kotter/wins/promises/"+id, url.Values{"title": {"Mine now"}, "status": {"promised"}, "version": {"1"}}).Must(http.StatusNotFound)
		inStep(t, b.Get(step), "The case in figures")
	})
}

func TestAViewerReadsTheTracksAndChangesNothing(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		site.SetUp(t)
		viewer := site.Browser(t)
		for _, s := range demoSignIns(t, site) {
			if s[0] == "viewer" {
				viewer.Post("/sign-in", url.Values{"email": {s[1]}, "password": {s[2]}}).Must(http.StatusSeeOther)
			}
		}
		step := "/projects/demo/tracks/kotter/wins"
		page := viewer.Get(step).Must(http.StatusOK)
		if n := page.Doc().Find("main form:not([method=get])").Length(); n != 0 { // to find is not to change
			t.Errorf("a viewer is offered %d forms", n)
		}
		for _, path := range []string{"", "/finish", "/reopen", "/deliverables", "/promises"} {
			answer := viewer.Post(step+path, url.Values{}).Must(http.StatusForbidden)
			if !strings.Contains(answer.Text("main"), "contributor") {
				t.Errorf("%s does not say who may: %q", path, answer.Text("main"))
			}
		}
	})
}

func TestEachCountOfAStepOpensTheRowsThatItCounts(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/risks", riskForm("Nobody believes it")).Must(http.StatusSeeOther)
		b.Post(home+"/rollout", url.Values{"title": {"Ask ten customers"}, "status": {"todo"}, "effort_hours": {"0"}, "kotter_step": {"urgency"}}).Must(http.StatusSeeOther)
		b.Post(home+"/decisions", url.Values{"question": {"Shall finance confirm the case?"}, "kotter_step": {"urgency"}}).Must(http.StatusSeeOther)
		links := b.Get(home + "/tracks/kotter/urgency").Doc().Find("#linked a")
		if links.Length() != 3 {
			t.Fatalf("%d counts are shown", links.Length())
		}
		for _, link := range links.EachIter() {
			counted, _, _ := strings.Cut(link.Text(), " ")
			rows := b.Get(link.AttrOr("href", "")).Must(http.StatusOK).Doc().Find("main tbody tr").Length()
			if counted == "0" || counted != strconv.Itoa(rows) {
				t.Errorf("%q opens %d rows", link.Text(), rows)
			}
		}
	})
}

package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func sheetForm(state string, pairs ...string) url.Values {
	v := url.Values{"state": {state}, "version": {"0"}}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

func TestAWorksheetIsFilledInReadAndBroughtBackAsItWas(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		step := home + "/tracks/kotter/urgency"
		if got := b.Get(step).Must(http.StatusOK).Text("#worksheets"); !strings.Contains(got, "Case for urgency") || !strings.Contains(got, "Not begun") {
			t.Errorf("the step offers %q", got)
		}
		sheet := step + "/worksheets/urgency_case"
		if n := b.Get(sheet).Must(http.StatusOK).Doc().Find("form table.asking tbody tr").Length(); n != 4 {
			t.Errorf("two tables begin with %d rows", n)
		}
		b.Post(sheet, sheetForm("draft", "cell[situation]", "Kunder lämnar oss <b>tyst</b>.", "cell[figures-0-figure_of]", "Lost customers",
			"cell[figures-1-figure_of]", " ", "cell[figures-3-figure_of]", "Double orders", "cell[figures-3-today]", "12", "cell[unasked]", "x")).Must(http.StatusSeeOther)
		page := b.Get(sheet).Must(http.StatusOK)
		text := page.Text("main")
		for _, want := range []string{"Kunder lämnar oss <b>tyst</b>.", "Lost customers", "Double orders", "2 of 5 parts filled in", "Draft"} {
			if !strings.Contains(text, want) {
				t.Errorf("the worksheet lacks %q", want)
			}
		}
		if n := page.Doc().Find("main table tbody tr").Length(); n != 2 {
			t.Errorf("it has %d rows: blank ones are left out", n)
		}
		b.Post(sheet, sheetForm("ready", "version", "1", "cell[figures-0-figure_of]", "Lost customers", "cell[figures-1-figure_of]", "Double orders", "drop[figures-0]", "true")).Must(http.StatusSeeOther)
		after := b.Get(sheet)
		if got := after.Text("main"); strings.Contains(got, "Lost customers") || !strings.Contains(got, "Double orders") || !strings.Contains(got, "Ready since") {
			t.Errorf("after dropping a row it reads %q", got)
		}
		seq, _ := after.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		if got := b.Get(sheet).Text("main"); !strings.Contains(got, "Lost customers") || !strings.Contains(got, "tyst") {
			t.Errorf("Undo brought back %q", got)
		}
		if got := b.Get(home + "/activity").Text("main"); !strings.Contains(got, "the worksheet W1 Case for urgency") {
			t.Errorf("the log says %q", got)
		}
	})
}

func TestAStaleWorksheetShowsBothAndLosesNothing(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		sheet := b.Begin("Vår CRM", "small") + "/tracks/kotter/enable/worksheets/obstacles"
		b.Post(sheet, sheetForm("draft", "cell[time]", "Two hours a week", "cell[obstacles-0-obstacle]", "Bonus")).Must(http.StatusSeeOther)
		stale := b.Post(sheet, sheetForm("draft", "cell[time]", "None", "cell[obstacles-0-obstacle]", "No keys")).Must(http.StatusConflict)
		if got := stale.Text("textarea[name='cell[time]']"); got != "None" {
			t.Errorf("what was typed is lost: %q", got)
		}
		if got := stale.Text("main"); !strings.Contains(got, "Two hours a week") || !strings.Contains(got, "Bonus") {
			t.Errorf("what is stored is not shown: %q", got)
		}
	})
}

func TestAWorksheetSaysWhatIsTooLong(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		step := b.Begin("Vår CRM", "small") + "/tracks/gartner/metrics"
		sheet := step + "/worksheets/measures"
		for _, c := range []struct {
			name, field string
			length      int
			want        int
		}{
			{"a long text at its limit", "cell[rhythm]", 10_000, http.StatusSeeOther},
			{"a long text beyond it", "cell[rhythm]", 10_001, http.StatusUnprocessableEntity},
			{"a cell at its limit", "cell[measures-0-today]", 2_000, http.StatusSeeOther},
			{"a cell beyond it", "cell[measures-0-today]", 2_001, http.StatusUnprocessableEntity},
		} {
			version, _ := b.Get(sheet + "?edit=1").Doc().Find("main form input[name=version]").First().Attr("value")
			got := b.Post(sheet, sheetForm("draft", "version", version, c.field, strings.Repeat("å", c.length)))
			if got.Status != c.want {
				t.Errorf("%s: %d", c.name, got.Status)
			}
			if c.want == http.StatusUnprocessableEntity && !strings.Contains(got.Text("main .wrong"), "at most") {
				t.Errorf("%s: the message is %q", c.name, got.Text("main .wrong"))
			}
		}
		if got := b.Post(sheet, sheetForm("ready", "version", "2", "cell[rhythm]", " ")).Must(http.StatusUnprocessableEntity).Text(".wrong"); !strings.Contains(got, "something stands in it") {
			t.Errorf("an empty one cannot be ready: %q", got)
		}
		b.Post(sheet, sheetForm("done", "cell[rhythm]", "x")).Must(http.StatusUnprocessableEntity)
		b.Get(step + "/worksheets/urgency_case").Must(http.StatusNotFound)
		b.Post(step+"/worksheets/nothing", sheetForm("draft")).Must(http.StatusNotFound)
	})
}

func TestATableGrowsByAPressAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		sheet := b.Begin("Vår CRM", "small") + "/tracks/kotter/anchor/worksheets/new_ways"
		first := b.Get(sheet).Must(http.StatusOK)
		if got := first.Text("textarea[name='cell[places-0-place]']"); got != "Hiring" {
			t.Errorf("the first row offered is %q", got)
		}
		grown := b.Post(sheet, sheetForm("draft", "cell[places-0-place]", "Hiring", "cell[places-1-today]", "typed", "more", "places")).Must(http.StatusOK)
		if n := grown.Doc().Find("#t-places tbody tr").Length(); n != 5 {
			t.Errorf("it grew to %d rows", n)
		}
		if got := grown.Text("textarea[name='cell[places-1-today]']"); got != "typed" {
			t.Errorf("what was typed became %q", got)
		}
		if n := b.Get(sheet).Doc().Find(".mark:contains('Draft')").Length(); n != 0 {
			t.Error("a press for more rows has saved something")
		}
	})
}

func TestAReadyWorksheetBecomesEvidenceWithOnePress(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		step := home + "/tracks/kotter/urgency"
		sheet := step + "/worksheets/urgency_case"
		owed := others(b.Get(step))
		give := step + "/deliverables/" + owed[0] + "/worksheet"
		b.Post(sheet, sheetForm("draft", "cell[ask]", "A pilot in March")).Must(http.StatusSeeOther)
		if got := b.Post(give, url.Values{"sheet": {"urgency_case"}, "version": {"1"}}).Must(http.StatusUnprocessableEntity).Text("body"); !strings.Contains(got, "ready first") {
			t.Errorf("a draft is given: %q", got)
		}
		b.Post(sheet, sheetForm("ready", "version", "1", "cell[ask]", "A pilot in March")).Must(http.StatusSeeOther)
		action, found := b.Get(sheet).Doc().Find("#evidence form[action='" + give + "'] button").Attr("class")
		if !found {
			t.Fatalf("no button to give it: %s", action)
		}
		b.Post(give, url.Values{"sheet": {"vision_page"}, "version": {"1"}}).Must(http.StatusNotFound)
		b.Post(give, url.Values{"sheet": {"urgency_case"}, "version": {"1"}}).Must(http.StatusSeeOther)
		row := b.Get(step).Doc().Find("#d-" + owed[0]).Text()
		if !strings.Contains(row, "In place") || !strings.Contains(row, "Case for urgency") {
			t.Errorf("the deliverable reads %q", row)
		}
		if got := b.Get(home + "/activity").Text("main"); !strings.Contains(got, "Worksheet") {
			t.Errorf("the log says %q", got)
		}
		name := strings.TrimSpace(b.Get(step).Doc().Find("#d-" + owed[0] + " h3").Text())
		b.Post(step+"/deliverables/"+owed[0], url.Values{"name": {name}, "remove_sheet": {"true"}, "version": {"2"}}).Must(http.StatusSeeOther)
		if row := b.Get(step).Doc().Find("#d-" + owed[0]).Text(); !strings.Contains(row, "Outstanding") {
			t.Errorf("without its worksheet the deliverable reads %q", row)
		}
	})
}

func TestAWorksheetShowsWhatTheRegistersHoldAlready(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		list := home + "/tracks/kotter/coalition/worksheets/coalition_list"
		if got := b.Get(list).Must(http.StatusOK).Text("main"); !strings.Contains(got, "Still missing: ") || !strings.Contains(got, "Sponsor") {
			t.Errorf("what is missing is not said: %q", got)
		}
		b.Post(home+"/coalition", memberForm("Signe Öberg")).Must(http.StatusSeeOther)
		page := b.Get(list).Must(http.StatusOK)
		if !strings.Contains(page.Text("main"), "Signe Öberg") || page.Doc().Find("main a[href='"+home+"/coalition']").Length() == 0 {
			t.Error("the coalition is not shown, or not led to")
		}
		b.Post(home+"/tracks/kotter/vision/text", url.Values{"body": {"One picture of each customer."}, "state": {"draft"}, "version": {"0"}}).Must(http.StatusSeeOther)
		for _, step := range []string{"kotter/vision", "gartner/vision"} {
			if got := b.Get(home + "/tracks/" + step + "/worksheets/vision_page").Must(http.StatusOK).Text("main"); !strings.Contains(got, "One picture of each customer.") {
				t.Errorf("on %s the vision is not shown", step)
			}
		}
		for _, sheet := range []string{"communicate/worksheets/message_plan", "enable/worksheets/obstacles", "wins/worksheets/quick_win"} {
			b.Get(home + "/tracks/kotter/" + sheet).Must(http.StatusOK)
		}
	})
}

func TestAWorksheetIsHandedRoundAsPDFHoweverMuchStandsInIt(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		sheet := b.Begin("Vår CRM", "small") + "/tracks/kotter/urgency/worksheets/urgency_case"
		b.Post(sheet, sheetForm("draft", "cell[situation]", strings.Repeat("Kunder lämnar oss tyst. ", 400), "cell[figures-0-today]", strings.Repeat("tolv ", 390))).Must(http.StatusSeeOther)
		pdf := b.Get(sheet + "/worksheet.pdf").Must(http.StatusOK)
		if pdf.Type != "application/pdf" || !strings.HasPrefix(string(pdf.Body), "%PDF-") {
			t.Errorf("it is %s", pdf.Type)
		}
	})
}

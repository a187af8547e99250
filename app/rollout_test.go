package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
	"stegvis/app/rollout"
)

func taskForm(title string) url.Values {
	return url.Values{"title": {title}, "status": {"todo"}, "planned_start": {"2026-03-09"}, "planned_finish": {"2026-03-20"}, "kotter_step": {"wins"}}
}

// lane is the text of a lane of the board.
func lane(a apptest.Answer, status string) string {
	return a.Text("[data-lane=" + status + "]")
}

// taskLink adds a task and gives the address of its page.
func taskLink(b *apptest.Browser, home string, form url.Values) string {
	b.Post(home+"/rollout", form).Must(http.StatusSeeOther)
	link, _ := b.Get(home + "/rollout?view=list&sort=number&desc=true").Must(http.StatusOK).Doc().Find("tbody a").First().Attr("href")
	return link
}

func version(n int) url.Values { return url.Values{"version": {strconv.Itoa(n)}} }

// with is a form with one more field.
func with(form url.Values, name, value string) url.Values {
	form.Set(name, value)
	return form
}

func TestACardIsMovedByItsFormAndBackByUndo(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Utrullning", "small")
		link := taskLink(b, home, taskForm("Koppla ordersystemet <b>"))
		board := b.Get(home + "/rollout?q=koppla").Must(http.StatusOK)
		if got := lane(board, "todo"); !strings.Contains(got, "Koppla ordersystemet <b>") || !strings.Contains(got, "overdue") {
			t.Errorf("the card says %q", got)
		}
		form := board.Doc().Find(".card form")
		if form.AttrOr("action", "") != link+"/move" || form.Find("button[name=status]").Length() != 3 {
			t.Error("the card has no form that moves it to each other lane")
		}

		b.Post(link+"/move", with(version(1), "status", "done")).Must(http.StatusSeeOther)
		after := b.Get(home + "/rollout?q=koppla").Must(http.StatusOK)
		if !strings.Contains(lane(after, "done"), "Koppla") || strings.Contains(lane(after, "todo"), "Koppla") {
			t.Error("the card is not in its new lane")
		}
		if got, _ := b.Get(link).Doc().Find("#f-actual_finish").Attr("value"); got == "" {
			t.Error("a task that is done has no day")
		}
		seq, _ := after.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		if !strings.Contains(lane(b.Get(home+"/rollout"), "todo"), "Koppla") {
			t.Error("Undo did not move it back")
		}
	})
}

func TestAMoveOfACardThatHasMovedMeanwhileShowsBoth(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Utrullning", "small")
		link := taskLink(b, home, taskForm("Utbilda säljarna"))
		b.Post(link+"/move", with(version(1), "status", "blocked")).Must(http.StatusSeeOther)
		conflict := b.Post(link+"/move", with(version(1), "status", "done")).Must(http.StatusConflict)
		if got := conflict.Text("#f-status-theirs"); !strings.Contains(got, "Blocked") {
			t.Errorf("what is stored is not shown: %q", got)
		}
		if got := conflict.Doc().Find("#f-status option[selected]").AttrOr("value", ""); got != "done" {
			t.Errorf("what was chosen is lost: %q", got)
		}
		if got := conflict.Doc().Find("#f-title").AttrOr("value", ""); got != "Utbilda säljarna" {
			t.Errorf("the form would save the title %q", got)
		}
		wrong := b.Post(link+"/move", with(version(2), "status", "later")).Must(http.StatusUnprocessableEntity)
		if wrong.Text("#f-status-wrong") == "" {
			t.Error("an unknown lane is not refused by its field")
		}
	})
}

func TestEveryForecastIsKeptWithItsReason(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Utrullning", "small")
		link := taskLink(b, home, taskForm("Migrera kunddata"))
		for i, day := range []string{"2026-03-25", "2026-04-01", "2026-04-01"} {
			form := with(taskForm("Migrera kunddata"), "forecast_finish", day)
			form.Set("forecast_reason", "Dubbletter, omgång "+strconv.Itoa(i+1))
			b.Post(link, with(form, "version", strconv.Itoa(i+1))).Must(http.StatusSeeOther)
		}
		page := b.Get(link).Must(http.StatusOK)
		kept := page.Doc().Find(".log li")
		if kept.Length() != 2 {
			t.Fatalf("%d forecasts are kept, want 2: one that says the same is none", kept.Length())
		}
		if got := kept.First().Text(); !strings.Contains(got, "1 April 2026") || !strings.Contains(got, "12 days late") || !strings.Contains(got, "omgång 2") || !strings.Contains(got, "Åsa Łukowska") {
			t.Errorf("the latest forecast says %q", got)
		}
		if got := page.Text("aside .part"); !strings.Contains(got, "(12 days late)") {
			t.Errorf("the slip is not said: %q", got)
		}
	})
}

func TestATaskThatIsWrongOrStaleIsShownAgain(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Utrullning", "small")
		form := taskForm("")
		form.Set("planned_finish", "i morgon")
		form.Set("note", "Ring Växjö")
		again := b.Post(home+"/rollout?view=list&owner=", form).Must(http.StatusUnprocessableEntity)
		if again.Text("#f-planned_finish-wrong") == "" || again.Text("#f-note") != "Ring Växjö" || again.Doc().Find("details.add[open]").Length() != 1 {
			t.Error("the form is not shown again as it was typed")
		}
		for name, c := range map[string]struct{ field, value, wrong string }{
			"a finish before the start":   {"planned_finish", "2026-03-01", "planned_finish"},
			"a wave of another project":   {"wave_id", "0193", "wave_id"},
			"an owner of another project": {"owner_id", "0193", "owner_id"},
			"a pilot of another project":  {"pilot_id", "0193", "pilot_id"},
		} {
			if b.Post(home+"/rollout", with(taskForm("x"), c.field, c.value)).Must(http.StatusUnprocessableEntity).Text("#f-"+c.wrong+"-wrong") == "" {
				t.Errorf("%s is not said by its field", name)
			}
		}
		ahead := with(taskForm("x"), "status", "done")
		if b.Post(home+"/rollout", with(ahead, "actual_finish", "2126-01-01")).Must(http.StatusUnprocessableEntity).Text("main") == "" {
			t.Error("done on a day to come")
		}

		link := taskLink(b, home, taskForm("Ett namn"))
		b.Post(link, with(taskForm("Två namn"), "version", "1")).Must(http.StatusSeeOther)
		stale := b.Post(link, with(taskForm("Tre namn"), "version", "1")).Must(http.StatusConflict)
		if got := stale.Text("#f-title-theirs"); !strings.Contains(got, "Två namn") {
			t.Errorf("what is stored is not shown: %q", got)
		}
		b.Get(home + "/rollout/tasks/0193").Must(http.StatusNotFound)
		b.Post(home+"/rollout/tasks/0193/move", with(version(1), "status", "done")).Must(http.StatusNotFound)
	})
}

func TestTheListIsFilteredSortedAndPaged(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Utrullning", "small")
		list := home + "/rollout?view=list"
		for i, title := range []string{"Filter ål", "Filter ök", "Filter ax"} {
			form := with(taskForm(title), "planned_finish", "2026-04-0"+strconv.Itoa(3-i))
			if i == 1 {
				form.Set("milestone", "true")
				form.Set("status", "blocked")
				form.Set("gartner_step", "technology")
			}
			b.Post(home+"/rollout", form).Must(http.StatusSeeOther)
		}
		b.Post(home+"/rollout", url.Values{"title": {"Filter utan dag"}, "status": {"todo"}}).Must(http.StatusSeeOther)
		for filter, want := range map[string]string{
			"&q=FILTER":                                "Filter ax|Filter ök|Filter ål|Filter utan dag",
			"&q=filter&sort=planned&desc=true":         "Filter ål|Filter ök|Filter ax|Filter utan dag",
			"&q=filter&sort=number":                    "Filter ål|Filter ök|Filter ax|Filter utan dag",
			"&q=filter&milestones=true":                "Filter ök",
			"&q=filter&status=blocked":                 "Filter ök",
			"&q=filter&gartner_step=technology":        "Filter ök",
			"&q=filter&kotter_step=wins&status=todo":   "Filter ax|Filter ål",
			"&q=filter&size=2&page=2":                  "Filter ål|Filter utan dag",
			"&q=filter&sort=number&desc=true&size=1":   "Filter utan dag",
			"&q=filter&wave=0193":                      "",
			"&q=filter&kotter_step=urgency&sort=title": "",
		} {
			var got []string
			b.Get(list + filter).Must(http.StatusOK).Doc().Find("tbody td.title a").Each(func(_ int, s *goquery.Selection) { got = append(got, s.Text()) })
			if strings.Join(got, "|") != want {
				t.Errorf("%s shows %q, want %q", filter, got, want)
			}
		}
	})
}

func TestTheBoardShowsTheFirstOfALaneAndLeadsToTheRest(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Utrullning", "small")
		for i := range rollout.LaneSize + 3 {
			b.Post(home+"/rollout", taskForm("Många "+strconv.Itoa(i))).Must(http.StatusSeeOther)
		}
		board := b.Get(home + "/rollout?q=många").Must(http.StatusOK)
		if n := board.Doc().Find("[data-lane=todo] .card").Length(); n != rollout.LaneSize {
			t.Errorf("%d cards, want %d", n, rollout.LaneSize)
		}
		rest := board.Doc().Find(".lane > a")
		if rest.Text() != "3 more in the list" {
			t.Errorf("the lane says %q", rest.Text())
		}
		if n := b.Get(rest.AttrOr("href", "")).Must(http.StatusOK).Doc().Find("tbody tr").Length(); n != rollout.LaneSize+3 {
			t.Errorf("the link leads to %d tasks", n)
		}
	})
}

func TestAPilotIsJudgedByCriteriaSetInAdvance(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Utrullning", "small") + "/rollout"
		b.Post(home+"/waves", url.Values{"name": {"Våg Syd"}, "start_on": {"2026-09-01"}, "end_on": {"2026-10-15"}}).Must(http.StatusSeeOther)
		wave := b.Get(home+"/waves").Doc().Find("h2 a:contains('Våg Syd')").AttrOr("href", "")
		id := wave[strings.LastIndex(wave, "/")+1:]
		pilot := b.Post(home+"/pilots", url.Values{"name": {"Pilot Malmö"}, "site": {"Malmö"}, "wave_id": {id}}).Must(http.StatusSeeOther).Location
		pilotID := pilot[strings.LastIndex(pilot, "/")+1:]

		wrong := b.Post(home+"/criteria", url.Values{"pilot_id": {pilotID}, "name": {"Användning"}, "verdict": {"open"}}).Must(http.StatusUnprocessableEntity)
		if wrong.Text("#f-criterion-target-wrong") == "" || wrong.Doc().Find("#f-criterion-name").AttrOr("value", "") != "Användning" {
			t.Error("a criterion without a target is not shown again")
		}
		criterion := url.Values{"pilot_id": {pilotID}, "name": {"Användning"}, "target": {"80 % varje vecka"}, "verdict": {"open"}}
		b.Post(home+"/criteria", criterion).Must(http.StatusSeeOther)
		link := b.Get(pilot).Doc().Find("tbody a").AttrOr("href", "")
		criterion.Set("result", "84 %")
		criterion.Set("verdict", "met")
		b.Post(link, with(criterion, "version", "1")).Must(http.StatusSeeOther)
		b.Post(link, with(criterion, "version", "1")).Must(http.StatusConflict)
		if got := b.Get(home + "/pilots").Text("tbody tr"); !strings.Contains(got, "1 met") || !strings.Contains(got, "Not judged yet") {
			t.Errorf("the pilots say %q", got)
		}

		judged := url.Values{"name": {"Pilot Malmö"}, "wave_id": {id}, "outcome": {"go"}, "version": {"1"}}
		if b.Post(pilot, judged).Must(http.StatusUnprocessableEntity).Text("#f-outcome_reason-wrong") == "" {
			t.Error("an outcome without a reason is accepted")
		}
		b.Post(pilot, with(judged, "outcome_reason", "Målet nåddes.")).Must(http.StatusSeeOther)
		if got := b.Get(pilot).Text("aside"); !strings.Contains(got, "Go: roll out") || !strings.Contains(got, "Målet nåddes.") {
			t.Errorf("the outcome is shown as %q", got)
		}
		if got := b.Get(home + "/waves").Text("section:contains('Våg Syd')"); !strings.Contains(got, "Go: roll out") {
			t.Errorf("the wave says %q", got)
		}
	})
}

func TestAWaveOrPilotIsNotRemovedWhileSomethingStandsInIt(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		project := b.Begin("Utrullning", "small")
		home := project + "/rollout"
		b.Post(home+"/waves", url.Values{"name": {"Våg Nord"}}).Must(http.StatusSeeOther)
		wave := b.Get(home+"/waves").Doc().Find("h2 a:contains('Våg Nord')").AttrOr("href", "")
		waveID := wave[strings.LastIndex(wave, "/")+1:]
		pilot := b.Post(home+"/pilots", url.Values{"name": {"Pilot Luleå"}, "wave_id": {waveID}}).Must(http.StatusSeeOther).Location
		task := taskLink(b, project, with(taskForm("Resa dit"), "pilot_id", pilot[strings.LastIndex(pilot, "/")+1:]))
		if got := b.Get(task).Doc().Find("#f-wave_id option[selected]").AttrOr("value", ""); got != waveID {
			t.Errorf("a task of a pilot stands in wave %q, not in the pilot's", got)
		}

		refused := b.Post(wave+"/delete", version(1)).Must(http.StatusUnprocessableEntity)
		if got := refused.Text(".notice"); !strings.Contains(got, "pilots: 1, tasks: 1") {
			t.Errorf("the refusal says %q", got)
		}
		if got := refused.Doc().Find("#f-name").AttrOr("value", ""); got != "Våg Nord" {
			t.Errorf("the form behind the refusal holds %q", got)
		}
		if got := b.Post(pilot+"/delete", version(1)).Must(http.StatusUnprocessableEntity).Text(".notice"); !strings.Contains(got, "tasks stand in it (1)") {
			t.Errorf("the refusal says %q", got)
		}
		b.Post(task+"/delete", version(1)).Must(http.StatusSeeOther)
		b.Post(pilot+"/delete", version(1)).Must(http.StatusSeeOther)
		b.Post(wave+"/delete", version(7)).Must(http.StatusConflict)
		b.Post(wave+"/delete", version(1)).Must(http.StatusSeeOther)
		after := b.Get(home + "/waves").Must(http.StatusOK)
		if strings.Contains(after.Text("main h2"), "Våg Nord") {
			t.Error("the wave is still there")
		}
		seq, _ := after.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(project+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		b.Get(wave).Must(http.StatusOK)
	})
}

func TestPilotsWavesAndWinsAreNarrowedByWhatAReaderSees(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		project := b.Begin("Utrullning", "small")
		home, wins := project+"/rollout", project+"/tracks/kotter/wins"
		b.Post(home+"/waves", url.Values{"name": {"Våg Syd"}, "note": {"Efter semestern"}}).Must(http.StatusSeeOther)
		b.Post(home+"/waves", url.Values{"name": {"Våg Nord"}}).Must(http.StatusSeeOther)
		wave := b.Get(home+"/waves").Doc().Find("h2 a:contains('Våg Syd')").AttrOr("href", "")
		syd := wave[strings.LastIndex(wave, "/")+1:]
		b.Post(home+"/pilots", url.Values{"name": {"ÖSTERLEN"}, "site": {"Ystad"}, "wave_id": {syd}}).Must(http.StatusSeeOther)
		luleå := b.Post(home+"/pilots", url.Values{"name": {"Norrbotten"}, "site": {"Luleå"}}).Must(http.StatusSeeOther).Location
		b.Post(luleå, url.Values{"name": {"Norrbotten"}, "site": {"Luleå"}, "outcome": {"stop"}, "outcome_reason": {"Ingen tid."}, "version": {"1"}}).Must(http.StatusSeeOther)
		b.Post(wins+"/promises", url.Values{"title": {"Första ÅRSMÖTET i systemet"}, "status": {"promised"}}).Must(http.StatusSeeOther)
		b.Post(wins+"/promises", url.Values{"title": {"Ett kundkort"}, "measure": {"Alla ser samma"}, "status": {"missed"}}).Must(http.StatusSeeOther)

		pilots, waves, promises := "tbody td.title a", "main section h2 a", "[id^=w-] h3"
		for _, one := range []struct{ at, titles, want string }{
			{home + "/pilots?q=österlen", pilots, "ÖSTERLEN"},
			{home + "/pilots?q=LULEÅ", pilots, "Norrbotten"},
			{home + "/pilots?outcome=stop", pilots, "Norrbotten"},
			{home + "/pilots?outcome=none&wave=" + syd, pilots, "ÖSTERLEN"},
			{home + "/pilots?wave=" + syd, pilots, "ÖSTERLEN"},
			{home + "/pilots?q=ystad&outcome=stop", pilots, ""},
			{home + "/waves?q=semestern", waves, "Våg Syd"},
			{home + "/waves?q=osterlen", waves, "Våg Syd"},
			{home + "/waves?q=nord", waves, "Våg Nord"},
			{home + "/waves?q=finns+inte", waves, ""},
			{wins + "?q=årsmötet", promises, "Första ÅRSMÖTET i systemet"},
			{wins + "?q=samma", promises, "Ett kundkort"},
			{wins + "?status=missed", promises, "Ett kundkort"},
			{wins + "?status=delivered", promises, ""},
		} {
			doc := b.Get(one.at).Must(http.StatusOK).Doc()
			var got []string
			for _, title := range doc.Find(one.titles).EachIter() {
				got = append(got, title.Text())
			}
			if strings.Join(got, ", ") != one.want {
				t.Errorf("%s shows %q, want %q", one.at, got, one.want)
			}
			if one.want == "" && !strings.Contains(doc.Find("main .empty").Text(), "Nothing matches this filter") {
				t.Errorf("%s does not say that nothing was found", one.at)
			}
		}
		if file := string(b.Get(home + "/pilots?q=ystad&export=pilots").Must(http.StatusOK).Body); !strings.Contains(file, "ÖSTERLEN") || strings.Contains(file, "Norrbotten") {
			t.Errorf("the file of the narrowed pilots holds %q", file)
		}
	})
}

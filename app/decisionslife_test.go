package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

// firstOwner is the first person whom a form offers.
func firstOwner(a apptest.Answer, form string) (id, name string) {
	option := a.Doc().Find("form[action='" + form + "'] select[name=owner_id] option:not([value='']):not([value=nobody])").First()
	return option.AttrOr("value", ""), option.Text()
}

func TestWhatTheCommitteeDecidedIsCarriedOutAndDone(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		link := asked(by["contributor"], home, with(questionForm("Flyttar vi våg 2?"), "cost", "95 000"))
		now := func() string { return by["viewer"].Get(link).Must(http.StatusOK).Text(".life .now") }
		if got := now(); !strings.Contains(got, "Decided") || !strings.Contains(got, "Waits for the steering committee") || !strings.Contains(got, "overdue") {
			t.Errorf("while it is asked the line says %q", got)
		}
		by["contributor"].Post(link+"/carry", with(version(1), "due_on", "2126-01-01")).Must(http.StatusUnprocessableEntity)
		by["committee"].Post(link+"/decide", url.Values{"choice": {"Vänta till mars"}, "how": {"meeting"}, "version": {"1"}}).Must(http.StatusSeeOther)
		if got := now(); !strings.Contains(got, "Carried out") || !strings.Contains(got, "Nobody carries it out yet") {
			t.Errorf("when it is decided the line says %q", got)
		}
		for _, role := range []string{"committee", "viewer"} {
			if n := by[role].Get(link).Doc().Find("form[action^='" + link + "']").Length(); n != 0 {
				t.Errorf("%s is shown %d forms", role, n)
			}
			for _, door := range []string{"/carry", "/done", "/reopen"} {
				by[role].Post(link+door, version(2)).Must(http.StatusForbidden)
			}
		}
		page := by["contributor"].Get(link).Must(http.StatusOK)
		owner, name := firstOwner(page, link+"/carry")
		by["contributor"].Post(link+"/carry", url.Values{"owner_id": {owner}, "due_on": {"2126-01-01"}, "version": {"2"}}).Must(http.StatusSeeOther)
		if got := now(); !strings.Contains(got, name) || !strings.Contains(got, "1 January 2126") || !strings.Contains(got, "days left") {
			t.Errorf("while it is carried out the line says %q", got)
		}
		by["contributor"].Post(link+"/done", url.Values{"outcome": {"Vågen flyttades <i>sex</i> veckor."}, "version": {"3"}}).Must(http.StatusSeeOther)
		done := by["viewer"].Get(link).Must(http.StatusOK).Text("main")
		for _, want := range []string{"Vågen flyttades <i>sex</i> veckor.", "95,000 SEK", "in a meeting", "Vänta till mars", name} {
			if !strings.Contains(strings.ReplaceAll(done, "\u202f", " "), want) {
				t.Errorf("when it is done the page does not say %q: %s", want, done)
			}
		}
		by["lead"].Post(link+"/reopen", version(4)).Must(http.StatusSeeOther)
		if got := now(); !strings.Contains(got, "Carried out") || strings.Contains(by["viewer"].Get(link).Text("main"), "sex") {
			t.Errorf("taken back, the line says %q", got)
		}
	})
}

func TestUndoTakesBackThatADecisionIsDone(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Beslut", "small")
		link := asked(b, home, questionForm("Köper vi?"))
		b.Post(link+"/decide", with(version(1), "choice", "Vänta till mars")).Must(http.StatusSeeOther)
		b.Post(link+"/done", version(2)).Must(http.StatusSeeOther)
		page := b.Get(link).Must(http.StatusOK)
		if got := page.Text(".life .now"); !strings.Contains(got, "Done") {
			t.Errorf("the line says %q", got)
		}
		b.Post(home+"/undo", url.Values{"seq": {seqOf(page)}}).Must(http.StatusSeeOther)
		if got := b.Get(link).Text(".life .now"); !strings.Contains(got, "Nobody carries it out yet") {
			t.Errorf("taken back, the line says %q", got)
		}
	})
}

func TestTheFormsOfADecisionAreShownAgainWithWhatWasTyped(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Beslut", "small")
		link := asked(b, home, questionForm("Köper vi?"))
		b.Post(link+"/decide", url.Values{"choice": {"Vänta till mars"}, "decided_on": {"2026-03-02"}, "version": {"1"}}).Must(http.StatusSeeOther)
		for name, c := range map[string]struct{ door, field, value, wrong string }{
			"due before it was decided":  {"carry", "due_on", "2026-03-01", "#f-carry-due_on-wrong"},
			"due on a day misspelt":      {"carry", "due_on", "soon", "#f-carry-due_on-wrong"},
			"carried out by a stranger":  {"carry", "owner_id", "0193", "#f-carry-owner_id-wrong"},
			"done on a day to come":      {"done", "done_on", "2126-01-01", "#f-done-done_on-wrong"},
			"done before it was decided": {"done", "done_on", "2026-03-01", "#f-done-done_on-wrong"},
			"an outcome without end":     {"done", "outcome", strings.Repeat("x", 10001), "#f-done-outcome-wrong"},
			"a cost that is none":        {"", "cost", "mycket", ""},
		} {
			if c.door == "" {
				b.Post(home+"/decisions", with(questionForm(name), c.field, c.value)).Must(http.StatusUnprocessableEntity)
				continue
			}
			again := b.Post(link+"/"+c.door, with(version(2), c.field, c.value)).Must(http.StatusUnprocessableEntity)
			if again.Text(c.wrong) == "" || again.Doc().Find("details[open] "+c.wrong+", section "+c.wrong).Length() == 0 {
				t.Errorf("%s: no message that is seen", name)
			}
		}
		page := b.Get(link)
		owner, _ := firstOwner(page, link+"/carry")
		b.Post(link+"/carry", url.Values{"owner_id": {owner}, "version": {"2"}}).Must(http.StatusSeeOther)
		stale := b.Post(link+"/done", url.Values{"outcome": {"Köpt."}, "version": {"2"}}).Must(http.StatusConflict)
		if got := stale.Text("#finish .notice"); !strings.Contains(got, "changed meanwhile") || stale.Text("#f-done-outcome") != "Köpt." {
			t.Errorf("the answer says %q and holds %q", got, stale.Text("#f-done-outcome"))
		}
		b.Post(link+"/done", shownForm(t, stale.Doc(), link+"/done")).Must(http.StatusSeeOther)
		for _, door := range []string{"/carry", "/done"} {
			refused := b.Post(link+door, version(4)).Must(http.StatusUnprocessableEntity)
			if got := refused.Text(".notice"); !strings.Contains(got, "done already") {
				t.Errorf("%s: the answer says %q", door, got)
			}
		}
		b.Post(link+"/reopen", version(4)).Must(http.StatusSeeOther)
		if got := b.Post(link+"/reopen", version(5)).Must(http.StatusUnprocessableEntity).Text(".notice"); !strings.Contains(got, "not marked as done") {
			t.Errorf("the answer says %q", got)
		}
	})
}

func TestDecisionsAreListedCountedAndExportedByHowFarTheyHaveCome(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		b := demoBrowser(t, site, "lead")
		for filter, want := range map[string]int{"stage=asked": 3, "stage=decided": 1, "stage=carrying_out": 2, "stage=done": 2, "stage=withdrawn": 0, "late=true": 2, "owner=nobody&stage=decided": 1} {
			if n := b.Get(demoHome + "/decisions?" + filter).Must(http.StatusOK).Doc().Find("tbody td.title a").Length(); n != want {
				t.Errorf("%s finds %d, want %d", filter, n, want)
			}
		}
		late := rows(t, b.Get(demoHome+"/decisions?late=true&stage=carrying_out&export=csv"), ',')
		at := map[string]string{}
		for i, head := range late[0] {
			at[head] = late[1][i]
		}
		for head, want := range map[string]string{"Stage": "Being carried out", "Days overdue": "8", "Owner": "Oskar Lindmyr", "How it was decided": "in a meeting", "To be done by": inDays(-8), "Done on": ""} {
			if at[head] != want {
				t.Errorf("%s is %q, want %q (%q)", head, at[head], want, late)
			}
		}
		overview := b.Get(demoHome).Must(http.StatusOK)
		if got := overview.Text("section:has(#decisions-title)"); !strings.Contains(got, "3 waiting") || !strings.Contains(got, "2 decisions are overdue") || !strings.Contains(got, "To be done by") {
			t.Errorf("the overview says %q", got)
		}
		if got := b.Get("/projects").Must(http.StatusOK).Text("tbody tr"); !strings.Contains(got, "6 decisions open") || !strings.Contains(got, "2 overdue") {
			t.Errorf("the portfolio says %q", got)
		}
		found := b.Get(demoHome + "/search?q=call+notes").Must(http.StatusOK).Text("main")
		if !strings.Contains(found, "Being carried out") {
			t.Errorf("the search says %q", found)
		}
	})
}

func TestManyDecisionsAreGivenAnOwnerAtOnce(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Beslut", "small")
		for _, question := range []string{"Bulk one?", "Bulk two?"} {
			b.Post(asked(b, home, questionForm(question))+"/decide", with(version(1), "choice", "Vänta till mars")).Must(http.StatusSeeOther)
		}
		asked(b, home, questionForm("Bulk open?"))
		owner, _ := firstOwner(b.Post(home+"/decisions/pick", url.Values{"pick": picksOf(b, home+"/decisions?q=bulk")}).Must(http.StatusOK), home+"/decisions/bulk")
		all := url.Values{"pick": picksOf(b, home+"/decisions?q=bulk"), "owner_id": {owner}}
		if told := b.Post(home+"/decisions/bulk", all).Must(http.StatusConflict).Text("[role=alert]"); !strings.Contains(told, "Bulk open?") {
			t.Errorf("told: %q", told)
		}
		made := url.Values{"pick": picksOf(b, home+"/decisions?q=bulk&stage=decided"), "owner_id": {owner}}
		b.Post(home+"/decisions/bulk", made).Must(http.StatusSeeOther)
		if n := len(picksOf(b, home+"/decisions?stage=carrying_out&owner="+owner)); n != 2 {
			t.Errorf("%d are carried out", n)
		}
	})
}

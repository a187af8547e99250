package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

// mark is the health in the head of a page, in words.
func mark(a apptest.Answer) string { return a.Text("header.head .side .mark .word") }

// highRisk is a form of a risk that is as bad as can be and owned by nobody.
func highRisk(title string) url.Values {
	form := riskForm(title)
	form.Set("likelihood", "5")
	return form
}

func TestTheHeadOfTheNextPageShowsWhatAChangeDidToTheHealth(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		before := b.Get(home + "/health").Must(http.StatusOK)
		if mark(b.Get(home+"/costs")) == "" {
			t.Error("a new project has no mark in its head")
		}
		for _, title := range []string{"One", "Two", "Three"} {
			b.Post(home+"/risks", highRisk(title)).Must(http.StatusSeeOther)
		}
		after := b.Get(home + "/health").Must(http.StatusOK)
		if n, m := before.Doc().Find(".log li").Length(), after.Doc().Find(".log li").Length(); m <= n {
			t.Errorf("the history had %d turns and has %d", n, m)
		}
		overview := b.Get(home).Must(http.StatusOK)
		if mark(overview) != mark(b.Get(home+"/risks")) || mark(overview) == "" {
			t.Errorf("the overview says %q, the risks %q", mark(overview), mark(b.Get(home+"/risks")))
		}
		if words := overview.Text(".verdicts > li:nth-child(3) summary"); !strings.Contains(words, "Off track") || !strings.Contains(words, "risks have nobody to own them") {
			t.Errorf("the side of risk says %q", words)
		}
		if text := overview.Text(".verdicts > li:nth-child(3) .ruled"); !strings.Contains(text, "At risk from 1, off track from 3") {
			t.Errorf("its rule says %q", text)
		}
	})
}

func TestEveryFigureOfTheOverviewOpensWhatItSums(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	b := demoBrowser(t, site, "lead")
	overview := b.Get("/projects/demo").Must(http.StatusOK)
	seen := 0
	for _, a := range overview.Doc().Find("main a[href^='/projects/demo']").EachIter() {
		href := a.AttrOr("href", "")
		if answer := b.Get(href); answer.Status != http.StatusOK {
			t.Errorf("%s answers %d", href, answer.Status)
		}
		seen++
	}
	if seen < 40 {
		t.Errorf("only %d links", seen)
	}
	for path, want := range map[string]string{"/risks?status=open&level=high&owner=nobody": ".score", "/risks?due=true": "tbody tr", "/rollout?view=list&late=true": "tbody tr"} {
		if b.Get("/projects/demo"+path).Must(http.StatusOK).Doc().Find(want).Length() == 0 {
			t.Errorf("%s shows nothing", path)
		}
	}
}

func TestAColourThatALeadSetsStandsBesideTheRules(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		for _, title := range []string{"One", "Two", "Three"} {
			b.Post(home+"/risks", highRisk(title)).Must(http.StatusSeeOther)
		}
		form := url.Values{"dimension": {"risk"}, "colour": {"amber"}, "reason": {""}}
		refused := b.Post(home+"/health", form).Must(http.StatusUnprocessableEntity)
		if refused.Text("#f-reason-wrong") == "" || refused.Doc().Find("details[open] select[name=colour] option[selected]").AttrOr("value", "") != "amber" {
			t.Error("without a reason the form is not shown again as it was")
		}
		form.Set("reason", "Owners are named on <b>Monday</b>")
		b.Post(home+"/health", form).Must(http.StatusSeeOther)
		words := b.Get(home).Must(http.StatusOK).Text(".verdicts > li:nth-child(3)")
		for _, want := range []string{"At risk", "Owners are named on <b>Monday</b>.", "By the rule:Off track", "Set by Åsa Łukowska, until the rule’s colour changes."} {
			if !strings.Contains(words, want) {
				t.Errorf("the overview lacks %q: %s", want, words)
			}
		}
		action, _ := b.Get(home + "/health").Doc().Find("form[action*='/overrides/']").Attr("action")
		b.Post(action, url.Values{"version": {"1"}}).Must(http.StatusSeeOther)
		if words := b.Get(home).Text(".verdicts > li:nth-child(3) summary"); !strings.Contains(words, "Off track") {
			t.Errorf("after the end the rule does not count again: %s", words)
		}
	})
}

func TestThresholdsAreChangedInOneTableAndJudgeFromThenOn(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/risks", riskForm("One")).Must(http.StatusSeeOther)
		page := b.Get(home + "/settings/health").Must(http.StatusOK)
		form := url.Values{"version": {"0"}}
		for _, in := range page.Doc().Find(".thresholds input").EachIter() {
			form.Set(in.AttrOr("name", ""), in.AttrOr("value", ""))
		}
		form.Set("red[unowned_risks]", "0")
		refused := b.Post(home+"/settings/health", form).Must(http.StatusUnprocessableEntity)
		if refused.Doc().Find(".thresholds [aria-invalid]").Length() != 1 || refused.Doc().Find("[name='red[unowned_risks]']").AttrOr("value", "") != "0" {
			t.Error("the wrong field is not the one that is marked, or has lost what was typed")
		}
		form.Set("amber[unowned_risks]", "70")
		form.Set("red[unowned_risks]", "71")
		b.Post(home+"/settings/health", form).Must(http.StatusSeeOther)
		if text := b.Get(home + "/health").Text(".ruled"); !strings.Contains(text, "At risk from 70, off track from 71") {
			t.Errorf("the rules say %q", text)
		}
		form.Set("amber[unowned_risks]", "50")
		stale := b.Post(home+"/settings/health", form).Must(http.StatusConflict)
		if !strings.Contains(stale.Text(".theirs"), "70") {
			t.Errorf("a stale save shows %q", stale.Text(".theirs"))
		}
		if line := b.Get(home + "/activity?kind=health_rules").Text(".log"); !strings.Contains(line, "High risks without an owner") || !strings.Contains(line, "the default → now: 70") {
			t.Errorf("the log says %q", line)
		}
	})
}

func TestThePortfolioTellsTheHealthAndTheFinishOfEachProjectWithoutAskingMore(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		b.Begin("First", "small")
		asked := func() int64 {
			before := site.Statements()
			b.Get("/projects").Must(http.StatusOK)
			return site.Statements() - before
		}
		asked()
		one := asked()
		for _, name := range []string{"Second", "Third", "Fourth"} {
			b.Begin(name, "enterprise")
		}
		asked()
		if many := asked(); many > one {
			t.Errorf("%d queries for one project, %d for four", one, many)
		}
		rows := b.Get("/projects").Doc().Find("tbody tr")
		if rows.Length() != 4 || rows.Find(".mark").Length() != 4*7 { // the whole and its six sides
			t.Errorf("%d projects, %d marks", rows.Length(), rows.Find(".mark").Length())
		}
	})
}

func TestTheOverviewSpeaksTheReadersLanguage(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	b := demoBrowser(t, site, "lead")
	b.Post("/me", url.Values{"name": {"Torkel Brännvik"}, "language": {"sv"}, "theme": {"auto"}, "version": {"1"}}).Must(http.StatusSeeOther)
	page := b.Get("/projects/demo").Must(http.StatusOK)
	if sentence := page.Text(".lead-sentence"); !strings.Contains(sentence, "slutdatumet har glidit 12 dagar") {
		t.Errorf("the sentence is %q", sentence)
	}
	if mark(page) != "I riskzonen" {
		t.Errorf("the mark is %q", mark(page))
	}
}

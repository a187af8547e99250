package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestANewProjectHoldsWhatItsTemplateSays(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		for template, says := range map[string]struct{ contents, risk, deliverable string }{
			"small":      {"6 months · 35 deliverables · 10 risks · 14 cost lines · 1 pilot · 2 waves · 21 tasks · 5 milestones · expert parts off", "Resources are lacking", "Kick-off held"},
			"enterprise": {"12 months", "Key people are overloaded or leave", "Steering committee set up"},
			"rescue":     {"8 months", "The first attempt has used up the trust", "New start announced by management"},
		} {
			if got := b.Get("/projects/new").Must(http.StatusOK).Text("label:has(input[value=" + template + "])"); !strings.Contains(got, says.contents) {
				t.Errorf("%s promises %q", template, got)
			}
			home := b.Begin("Vår CRM "+template, template)
			if got := b.Get(home + "/risks").Must(http.StatusOK).Text("tbody"); !strings.Contains(got, says.risk) {
				t.Errorf("%s: the register holds %q", template, got)
			}
			if got := b.Get(home+"/tracks/kotter/urgency").Text("main") + b.Get(home+"/tracks/kotter/coalition").Text("main"); !strings.Contains(got, says.deliverable) {
				t.Errorf("%s: no %q in %q", template, says.deliverable, got)
			}
			if got := b.Get(home + "/costs").Text("tbody"); !strings.Contains(got, "Benefits forgone") || !strings.Contains(got, "Computer hardware") {
				t.Errorf("%s: the cost lines are %q", template, got)
			}
		}
	})
}

func TestTheExpectedCostIsSpreadOverTheLines(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		form := url.Values{"name": {"Vår CRM"}, "template": {"small"}, "organisation": {"fjord-son"}, "currency": {"SEK"}, "budget": {"mycket"},
			"time_zone": {"Europe/Stockholm"}, "country": {"SE"}, "language": {"en"}, "start_on": {"2026-03-02"}}
		again := b.Post("/projects", form).Must(http.StatusUnprocessableEntity)
		if again.Text("#f-budget-wrong") == "" || again.Doc().Find("#f-budget").AttrOr("value", "") != "mycket" {
			t.Error("the wrong amount is not shown again with a message")
		}
		form.Set("budget", "-1")
		if got := b.Post("/projects", form).Must(http.StatusUnprocessableEntity).Text("#f-budget-wrong"); got == "" {
			t.Error("less than nothing passes")
		}
		form.Set("budget", "1 000 000")
		home := b.Post("/projects", form).Must(http.StatusSeeOther).Location
		if got := b.Get(home + "/costs").Text("main"); !strings.Contains(got, "1,000,000") || !strings.Contains(got, "190,000") {
			t.Errorf("the case shows %q", got)
		}
	})
}

func TestAKnownCauseIsAddedWithOneTap(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		reads := func(lang string) {
			b.Post("/me", url.Values{"name": {"Åsa Łukowska"}, "language": {lang}, "theme": {"auto"}}).Must(http.StatusSeeOther)
			b.Get("/me") // takes the word of it
		}
		reads("sv")
		home := b.Begin("Vår CRM", "small") + "/risks"
		offer := b.Get(home).Must(http.StatusOK).Doc().Find("details:has(input[name=key])")
		if n := offer.Find("li").Length(); n != 10 || !strings.Contains(offer.Text(), "Det blir ett it-projekt") {
			t.Fatalf("%d causes are offered: %s", n, offer.Text())
		}
		b.Post(home+"/from-catalogue", url.Values{"key": {"it_project"}}).Must(http.StatusSeeOther)
		after := b.Get(home).Must(http.StatusOK)
		if got := after.Text("tbody"); !strings.Contains(got, "Det blir ett it-projekt") {
			t.Errorf("the register holds %q", got)
		}
		if n := after.Doc().Find("details li:has(input[name=key])").Length(); n != 9 {
			t.Errorf("%d causes are still offered", n)
		}
		reads("en")
		if got := b.Get(home).Text("tbody"); !strings.Contains(got, "It becomes an IT project") {
			t.Errorf("to an English reader it is %q", got)
		}
		seq, _ := after.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(strings.TrimSuffix(home, "/risks")+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		if got := b.Get(home).Text("tbody"); strings.Contains(got, "IT project") {
			t.Error("Undo did not take it back")
		}
		b.Post(home+"/from-catalogue", url.Values{"key": {"weather"}}).Must(http.StatusNotFound)
	})
}

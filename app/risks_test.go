package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func riskForm(title string) url.Values {
	return url.Values{"title": {title}, "category": {"technical"}, "likelihood": {"4"}, "impact": {"5"},
		"response": {"reduce"}, "status": {"open"}, "review_on": {"2026-12-01"}, "kotter_step": {"urgency"}}
}

func TestARiskIsAddedChangedRemovedAndBroughtBack(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/risks", riskForm("Gränssnittet <script>alert(1)</script>")).Must(http.StatusSeeOther)
		mine := home + "/risks?q=Gränssnittet" // beside those of the template
		list := b.Get(mine).Must(http.StatusOK)
		row := list.Doc().Find("tbody tr")
		if row.Length() != 1 || !strings.Contains(row.Text(), "<script>alert(1)</script>") || !strings.Contains(row.Text(), "20") {
			t.Fatalf("the list shows %q", row.Text())
		}
		link, _ := row.Find("a").Attr("href")

		form := riskForm("Gränssnittet saknas")
		form.Set("version", "1")
		form.Set("likelihood", "2")
		b.Post(link, form).Must(http.StatusSeeOther)
		page := b.Get(link).Must(http.StatusOK)
		if n := page.Doc().Find(".log li").Length(); n != 2 {
			t.Errorf("%d scorings are kept, want 2", n)
		}

		stale := riskForm("Ett annat namn")
		stale.Set("version", "1")
		conflict := b.Post(link, stale).Must(http.StatusConflict)
		if got, _ := conflict.Doc().Find("input[name=title]").Attr("value"); got != "Ett annat namn" {
			t.Errorf("what was typed is lost: %q", got)
		}
		if got := conflict.Text("#f-title-theirs"); !strings.Contains(got, "Gränssnittet saknas") {
			t.Errorf("what is stored is not shown: %q", got)
		}

		b.Post(link+"/delete", url.Values{"version": {"2"}}).Must(http.StatusSeeOther)
		after := b.Get(mine).Must(http.StatusOK)
		if after.Doc().Find("tbody tr").Length() != 0 {
			t.Error("a removed risk is still listed")
		}
		seq, _ := after.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		if got := b.Get(mine).Text("tbody tr"); !strings.Contains(got, "Gränssnittet saknas") {
			t.Errorf("Undo did not bring it back: %q", got)
		}
	})
}

func TestWrongFieldsAreShownAgainWithWhatWasTyped(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Projekt", "small")
		form := riskForm("")
		form.Set("review_on", "i morgon")
		form.Set("cause", "Det vet vi inte")
		form.Set("likelihood", "9")
		again := b.Post(home+"/risks", form).Must(http.StatusUnprocessableEntity)
		if got := again.Text("#f-cause"); got != "Det vet vi inte" {
			t.Errorf("the cause is lost: %q", got)
		}
		if got, _ := again.Doc().Find("#f-review_on").Attr("value"); got != "i morgon" {
			t.Errorf("the day is lost: %q", got)
		}
		if again.Text("#f-review_on-wrong") == "" {
			t.Error("no message by the day")
		}
	})
}

func TestAfterWrongFieldsTheFormIsStillBasedOnWhatThePersonSaw(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Projekt", "small")
		b.Post(home+"/risks", riskForm("A risk")).Must(http.StatusSeeOther)
		link, _ := b.Get(home + "/risks").Doc().Find("tbody a").Attr("href")
		form := riskForm("")
		form.Set("version", "1")
		form.Set("cause", "Two\r\nlines")
		again := b.Post(link, form).Must(http.StatusUnprocessableEntity)
		form = riskForm("Another name")
		version, _ := again.Doc().Find("main input[name=version]").Attr("value")
		form.Set("version", version)
		b.Post(link, form).Must(http.StatusSeeOther)
		if got := again.Doc().Find("#f-cause").Text(); got != "Two\nlines" {
			t.Errorf("the lines became %q", got)
		}
	})
}

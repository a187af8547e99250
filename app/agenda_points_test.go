package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

// takesBack presses the Undo that a page offers.
func takesBack(b *apptest.Browser, home, page string) {
	b.Post(home+"/undo", url.Values{"seq": {b.Get(page).Must(http.StatusOK).Doc().Find(".flash input[name=seq]").AttrOr("value", "")}}).Must(http.StatusSeeOther)
}

// offers puts an activity on an agenda, opens it and counts what its phones are offered.
func offers(b *apptest.Browser, at, kind, options, catalogue string) string {
	b.Post(at+"/activities", url.Values{"kind": {kind}, "title": {"Offer of " + kind}, "minutes": {"5"}, "options": {options}, "catalogue": {catalogue}}).Must(http.StatusSeeOther)
	link := b.Get(at).Must(http.StatusOK).Doc().Find(".agenda a:contains('Offer of "+kind+"')").AttrOr("href", "/")
	return link
}

func TestARemovedActivityComesBackToItsPlaceByUndo(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Projekt", "small")
		at := plans(b, home, "Session")
		for _, title := range []string{"First", "Second", "Third"} {
			adds(b, at, "cards", title, "")
		}
		second := b.Get(at).Doc().Find(".agenda a:contains('Second')").AttrOr("href", "")
		b.Post(second+"/delete", nil).Must(http.StatusSeeOther)
		takesBack(b, home, at)
		if got := strings.Join(strings.Fields(b.Get(at).Text(".agenda a")), ""); got != "FirstSecondThird" {
			t.Errorf("the agenda reads %q", got)
		}
		b.Get(second).Must(http.StatusOK)
		if log := b.Get(home + "/activity").Must(http.StatusOK).Text("main"); !strings.Contains(log, "removed the activity Second") || !strings.Contains(log, "brought back the activity Second") {
			t.Errorf("the log says %q", log)
		}
	})
}

func TestActivitiesByHandOfferTheCatalogueBesideWhatIsWritten(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Projekt", "small")
		at := plans(b, home, "Session")
		page := b.Get(at).Must(http.StatusOK).Doc()
		if _, on := page.Find("#f-add-catalogue").Attr("checked"); !on {
			t.Error("the catalogue is not offered from the beginning")
		}
		for kind, want := range map[string]string{"pains": "Offer the catalogue’s 21 choices", "drivers": "Offer the catalogue’s 5 choices", "pitfalls": "Offer the catalogue’s 4 choices"} {
			point := offers(b, at, kind, "Ours alone", "true")
			form := b.Get(point).Must(http.StatusOK)
			if !strings.Contains(form.Text("main"), want) || form.Doc().Find("textarea[name=options]").Text() != "Ours alone" {
				t.Errorf("%s: %q", kind, form.Text("main form"))
			}
			version := func() []string { return []string{b.Get(point).Doc().Find("input[name=version]").AttrOr("value", "")} }
			kept := url.Values{"version": version(), "kind": {kind}, "title": {"Changed"}, "minutes": {"7"}, "options": {"Ours alone\nAnd this"}, "catalogue": {"true"}}
			b.Post(point, kept).Must(http.StatusSeeOther)
			if got := b.Get(point).Text("main"); !strings.Contains(got, want) {
				t.Errorf("%s, once changed: %q", kind, got)
			}
			kept.Del("catalogue")
			kept["version"] = version()
			b.Post(point, kept).Must(http.StatusSeeOther)
			if got := b.Get(point).Text("main"); strings.Contains(got, want) {
				t.Errorf("%s, without the catalogue: %q", kind, got)
			}
		}
	})
}

func TestSignsAloneFindNoWorkshopAndAReadyAgendaIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Projekt", "small")
		plans(b, home, "Session")
		plans(b, home, "Fifty % of it")
		for words, want := range map[string]int{"%": 1, "_": 0, "!": 0, "\u200b": 0, "´": 0, "   ": 2, "session": 1} {
			if got := b.Get(home + "/workshops?q=" + url.QueryEscape(words)).Must(http.StatusOK).Doc().Find("tbody tr").Length(); got != want {
				t.Errorf("%q lists %d, want %d", words, got, want)
			}
		}
		form := workshopForm("Ready")
		form.Set("agenda", "kickoff")
		made := b.Post(home+"/workshops", form).Must(http.StatusSeeOther).Location
		if got := b.Get(made).Text(".flash"); strings.Contains(got, "Put activities") || !strings.Contains(got, "the agenda that you chose") {
			t.Errorf("after a ready agenda: %q", got)
		}
	})
}

func TestARehearsalMarksItsVoicesAndItsResultsReachNoRegister(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Projekt", "small")
		form := workshopForm("Rehearsed")
		form.Set("rehearsal", "true")
		at := b.Post(home+"/workshops", form).Must(http.StatusSeeOther).Location
		activity := adds(b, at, "risks", "What could go wrong", "")
		orders(b, at, "begin").Must(http.StatusSeeOther)
		orders(b, at, "turn", "activity", activity, "phase", "open").Must(http.StatusSeeOther)
		b.Post(at+"/rehearsal", url.Values{"people": {"6"}}).Must(http.StatusSeeOther)
		if got := b.Get(at + "/desk").Must(http.StatusOK).Text("#pulse"); !strings.Contains(got, "6 made-up voices") {
			t.Errorf("the desk says %q", got)
		}
		orders(b, at, "turn", "activity", activity, "phase", "revealed").Must(http.StatusSeeOther)
		page := b.Get(at + "/results").Must(http.StatusOK)
		if page.Doc().Find("[name=one], [name=subject]").Length() != 0 || !strings.Contains(page.Text(".notice"), "rehearsal") {
			t.Error("results of a rehearsal are offered")
		}
		card := b.Get(at+"/desk/pulse").Doc().Find("input[name=pick]").First().AttrOr("value", "")
		before := b.Get(home + "/risks").Doc().Find("tbody tr").Length()
		b.Post(at, with(form, "version", "1")).Must(http.StatusSeeOther) // a rehearsal stays one
		plain := with(form, "version", "2")
		plain.Del("rehearsal")
		b.Post(at, plain).Must(http.StatusSeeOther)
		b.Post(at+"/results", url.Values{"activity": {activity}, "one": {card}, "into": {"risk"}}).Must(http.StatusUnprocessableEntity)
		if after := b.Get(home + "/risks").Doc().Find("tbody tr").Length(); after != before {
			t.Errorf("%d risks after a rehearsal, %d before", after, before)
		}
		for _, file := range []string{"md", "json"} {
			if got := string(b.Get(at + "/results." + file).Must(http.StatusOK).Body); !strings.Contains(strings.ToLower(got), "rehearsal") {
				t.Errorf("the %s file does not say that it is a rehearsal", file)
			}
		}
	})
}

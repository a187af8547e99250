package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func workshopForm(title string) url.Values {
	return url.Values{"title": {title}, "held_on": {"2026-12-01"}, "naming": {"either"}, "ask_role": {"true"}, "tables": {"0"}}
}

// plans makes a workshop and gives its address.
func plans(b *apptest.Browser, home, title string) string {
	return b.Post(home+"/workshops", workshopForm(title)).Must(http.StatusSeeOther).Location
}

// adds puts an activity on an agenda and gives its id.
func adds(b *apptest.Browser, workshop, kind, title, options string) string {
	b.Post(workshop+"/activities", url.Values{"kind": {kind}, "title": {title}, "minutes": {"10"}, "options": {options}}).Must(http.StatusSeeOther)
	link := b.Get(workshop).Must(http.StatusOK).Doc().Find(fmt.Sprintf(".agenda a:contains('%s')", title)).AttrOr("href", "/")
	return link[strings.LastIndex(link, "/")+1:]
}

// orders does something at a desk.
func orders(b *apptest.Browser, workshop, what string, pairs ...string) apptest.Answer {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.Post(workshop+"/desk/"+what, form)
}

// walkedWorkshop makes one that runs, with an activity that is open, a card on it and
// its agenda in the library of whoever makes it; they are among what was made.
func walkedWorkshop(b *apptest.Browser, home string, made map[string]string) {
	at := plans(b, home, "Walked workshop")
	activity := adds(b, at, "cards", "Walked activity", "")
	orders(b, at, "begin").Must(http.StatusSeeOther)
	orders(b, at, "turn", "activity", activity, "phase", "open").Must(http.StatusSeeOther)
	orders(b, at, "card", "activity", activity, "text", "Walked card").Must(http.StatusSeeOther)
	desk := b.Get(at + "/desk").Must(http.StatusOK)
	made["workshop"], made["activity"], made["code"] = at[strings.LastIndex(at, "/")+1:], activity, desk.Text(".code")
	made["card"] = desk.Doc().Find("input[name=pick]").AttrOr("value", "")
	b.Post(at+"/agenda", url.Values{"name": {"Walked agenda"}}).Must(http.StatusSeeOther)
	form := b.Get("/me/agendas").Must(http.StatusOK).Doc().Find("form[action^='/me/agendas/'][action$='/delete']").AttrOr("action", "///")
	made["agenda"] = strings.Split(form, "/")[3]
}

func TestAWorkshopIsPlannedFoundRemovedAndBroughtBack(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Projekt", "small")
		at := plans(b, home, "Öppen session")
		plans(b, home, "Another")
		for address, want := range map[string]int{"?q=öppen": 1, "?stage=planned": 2, "?stage=running": 0, "?stage=elsewhen": 0, "?sort=title&desc=true": 2, "?sort=held": 2} {
			if got := b.Get(home + "/workshops" + address).Must(http.StatusOK).Doc().Find("tbody tr").Length(); got != want {
				t.Errorf("%s lists %d, want %d", address, got, want)
			}
		}
		if file := b.Get(home + "/workshops?export=csv").Must(http.StatusOK).Body; !strings.Contains(string(file), "Öppen session") {
			t.Errorf("the file holds %q", file)
		}
		again := workshopForm("")
		b.Post(at, again).Must(http.StatusUnprocessableEntity)
		again = workshopForm("Öppnare session")
		again.Set("version", "1")
		b.Post(at, again).Must(http.StatusSeeOther)
		b.Post(at+"/delete", url.Values{"version": {"2"}}).Must(http.StatusSeeOther)
		after := b.Get(home + "/workshops")
		if after.Doc().Find("tbody tr").Length() != 1 {
			t.Error("a removed workshop is still listed")
		}
		b.Post(home+"/undo", url.Values{"seq": {after.Doc().Find(".flash input[name=seq]").AttrOr("value", "")}}).Must(http.StatusSeeOther)
		if got := b.Get(at).Must(http.StatusOK).Text("h1"); got != "Öppnare session" {
			t.Errorf("brought back as %q", got)
		}
	})
}

func TestAnAgendaIsAddedToChangedMovedAndShortened(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Projekt", "small")
		at := plans(b, home, "Session")
		scoring := adds(b, at, "scoring", "Where we are", "")
		adds(b, at, "risks", "What could go wrong", "Too little time\n\nToo late")
		motion := adds(b, at, "decision", "Shall we begin?", "")
		titles := func() string {
			return strings.Join(strings.Fields(b.Get(at).Must(http.StatusOK).Text(".agenda a")), " ")
		}
		b.Post(at+"/activities/"+motion+"/move", url.Values{"place": {"1"}}).Must(http.StatusSeeOther)
		if got := titles(); !strings.HasPrefix(got, "Shall we begin?") {
			t.Errorf("after the move: %s", got)
		}
		b.Post(at+"/activities/"+scoring, url.Values{"kind": {"scoring"}, "title": {"How mature we are"}, "minutes": {"45"}, "version": {"1"}}).Must(http.StatusSeeOther)
		late := b.Post(at+"/activities/"+scoring, url.Values{"kind": {"scoring"}, "title": {"Where we stand"}, "minutes": {"30"}, "version": {"1"}}).Must(http.StatusConflict)
		if mine, theirs := late.Doc().Find("#f-activity-title").AttrOr("value", ""), late.Text("#f-activity-title-theirs"); mine != "Where we stand" || !strings.Contains(theirs, "How mature we are") {
			t.Errorf("the second of two editors reads %q beside %q", mine, theirs)
		}
		page := b.Get(at)
		if got := page.Text(".agenda") + page.Text("main header"); !strings.Contains(got, "How mature we are") || !strings.Contains(got, "1 h 5 min in all") {
			t.Errorf("after the change: %s", got)
		}
		b.Post(at+"/activities/"+motion+"/delete", nil).Must(http.StatusSeeOther)
		if got := titles(); strings.Contains(got, "Shall we begin?") {
			t.Errorf("after the removal: %s", got)
		}
		b.Get(at + "/activities/" + motion).Must(http.StatusNotFound)
		wrong := b.Post(at+"/activities", url.Values{"kind": {"pitfalls"}, "title": {"Traps"}, "minutes": {"0"}}).Must(http.StatusUnprocessableEntity)
		if got := wrong.Doc().Find("#f-add-title").AttrOr("value", ""); got != "Traps" {
			t.Errorf("the title is lost: %q", got)
		}
		nothing := b.Post(at+"/activities", url.Values{"kind": {"pitfalls"}, "title": {"Traps"}, "minutes": {"5"}}).Must(http.StatusUnprocessableEntity)
		if nothing.Text("#f-add-options-wrong") == "" {
			t.Error("a check of nothing is taken")
		}
	})
}

func TestARoomIsLedFromTheDeskThroughVotesCardsAndAnAgreedLevel(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Projekt", "small")
		at := plans(b, home, "Session")
		scoring := adds(b, at, "scoring", "Where we are", "Leadership\nData")
		cards := adds(b, at, "risks", "What could go wrong", "")
		if b.Get(at+"/screen").Must(http.StatusOK).Doc().Find(".qr").Length() != 0 {
			t.Error("a code hangs on the wall before the room is open")
		}
		orders(b, at, "turn", "activity", scoring, "phase", "open").Must(http.StatusUnprocessableEntity)
		orders(b, at, "begin").Must(http.StatusSeeOther)
		for _, name := range []string{"Saga", "Eskil", "Tove"} {
			orders(b, at, "people", "name", name, "role", "sales").Must(http.StatusSeeOther)
		}
		orders(b, at, "turn", "activity", scoring, "phase", "open").Must(http.StatusSeeOther)
		desk := b.Get(at + "/desk").Must(http.StatusOK)
		subject := strings.TrimSuffix(strings.TrimPrefix(desk.Doc().Find("select[name^='vote[']").AttrOr("name", ""), "vote["), "]")
		for i, form := range []string{"2", "4", "5"} {
			who := desk.Doc().Find("form[action$='/desk/votes'] input[name=participant]").Eq(i).AttrOr("value", "")
			orders(b, at, "votes", "activity", scoring, "participant", who, "vote["+subject+"]", form).Must(http.StatusSeeOther)
		}
		wall := b.Get(at + "/screen").Must(http.StatusOK)
		if got := wall.Text(".screen-voted"); !strings.Contains(got, "3 of 3") {
			t.Errorf("the wall counts %q", got)
		}
		if wall.Doc().Find(".voices").Length() != 0 || b.Get(at+"/desk").Doc().Find(".voices").Length() != 0 {
			t.Error("votes are seen before they are revealed")
		}
		orders(b, at, "turn", "activity", scoring, "phase", "revealed").Must(http.StatusSeeOther)
		if got := b.Get(at + "/screen").Text(".results"); !strings.Contains(got, "Middle voice 4") || !strings.Contains(got, "from 2 to 5") {
			t.Errorf("the wall shows %q", got)
		}
		orders(b, at, "agree", "activity", scoring, "subject", subject, "value", "9").Must(http.StatusUnprocessableEntity)
		orders(b, at, "agree", "activity", scoring, "subject", subject, "value", "4", "dissent", "Saga: the figures are older").Must(http.StatusSeeOther)
		if got := b.Get(at + "/activities/" + scoring).Text(".results"); !strings.Contains(got, "Agreed: 4") || !strings.Contains(got, "the figures are older") {
			t.Errorf("what came of it is %q", got)
		}
		orders(b, at, "turn", "activity", scoring, "phase", "closed").Must(http.StatusSeeOther)
		if got := b.Get(at + "/screen"); got.Doc().Find(".voices").Length() != 0 {
			t.Error("what was revealed stays on the wall when the desk goes back")
		}

		orders(b, at, "turn", "activity", cards, "phase", "open").Must(http.StatusSeeOther)
		for _, text := range []string{"Too late", "Too dear", "<b>Nonsense</b>"} {
			orders(b, at, "card", "activity", cards, "text", text).Must(http.StatusSeeOther)
		}
		card := func(text string) string {
			return b.Get(at+"/desk/pulse").Must(http.StatusOK).Doc().Find(fmt.Sprintf(".slips li:contains('%s') input[name=pick]", text)).AttrOr("value", "")
		}
		nonsense := card("Nonsense")
		orders(b, at, "cards", "activity", cards, "do", "hide", "pick", nonsense).Must(http.StatusSeeOther)
		orders(b, at, "cards", "activity", cards, "do", "group", "cluster", "Money and time", "pick", card("Too late"), "pick", card("Too dear")).Must(http.StatusSeeOther)
		if got := b.Get(at + "/desk/pulse").Text("#pulse"); strings.Contains(got, "Nonsense") || !strings.Contains(got, "Money and time") {
			t.Errorf("the cards are %q", got)
		}
		orders(b, at, "cards", "activity", cards, "do", "return", "pick", nonsense).Must(http.StatusSeeOther)
		if card("Nonsense") == "" {
			t.Error("a card does not come back")
		}
		orders(b, at, "lock", "on", "true").Must(http.StatusSeeOther)
		if b.Get(at+"/screen").Doc().Find(".qr").Length() != 0 {
			t.Error("a locked room asks people in")
		}
		orders(b, at, "end").Must(http.StatusSeeOther)
		orders(b, at, "card", "activity", cards, "text", "Late").Must(http.StatusUnprocessableEntity)
	})
}

func TestTheWallCarriesTheAddressThatPeopleTypeAndTheDeskWarnsOfOneThatPhonesDoNotReach(t *testing.T) {
	t.Parallel()
	for address, warns := range map[string]bool{"https://crm.firm.example": false, "http://127.0.0.1:8080": true} {
		settings := sqliteSettings(t)
		settings.PublicURL = address
		site := apptest.Open(t, settings)
		b := site.SetUp(t)
		at := plans(b, b.Begin("Projekt", "small"), "Session")
		adds(b, at, "cards", "Talk", "")
		if got := b.Get(at).Doc().Find(".notice.warn").Length() == 1; got != warns {
			t.Errorf("%s: the agenda warns: %t", address, got)
		}
		if got := b.Get(at+"/desk").Doc().Find(".notice.warn").Length() == 1; got != warns {
			t.Errorf("%s: the desk warns: %t", address, got)
		}
		orders(b, at, "begin").Must(http.StatusSeeOther)
		wall := b.Get(at + "/screen")
		code := wall.Text(".screen-code")
		if label := wall.Doc().Find(".qr").AttrOr("aria-label", ""); len(code) != 6 || !strings.Contains(label, strings.Split(address, "//")[1]+"/join/"+code) {
			t.Errorf("%s: the code %q leads to %q", address, code, label)
		}
	}
}

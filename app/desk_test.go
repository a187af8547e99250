package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"stegvis/app/apptest"
	"stegvis/app/platform/database"
	"stegvis/app/workshop"
)

func TestTheDeskOffersTheLevelsThatAQuestionHasAndProposesTheNearest(t *testing.T) {
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		at := plans(b, b.Begin("Projekt", "small"), "Session")
		b.Post(at+"/activities", url.Values{"kind": {"scoring"}, "title": {"Five factors"}, "minutes": {"10"}, "questionnaire": {"five_factors"}}).Must(http.StatusSeeOther)
		link := b.Get(at).Doc().Find(".agenda a").First().AttrOr("href", "/")
		a := link[strings.LastIndex(link, "/")+1:]
		orders(b, at, "begin").Must(http.StatusSeeOther)
		for _, name := range []string{"Saga", "Eskil", "Tove", "Alva"} {
			orders(b, at, "people", "name", name).Must(http.StatusSeeOther)
		}
		orders(b, at, "turn", "activity", a, "phase", "open").Must(http.StatusSeeOther)
		desk := b.Get(at + "/desk").Must(http.StatusOK)
		field := desk.Doc().Find("select[name^='vote[']").First()
		if got := choices(field); !cmp.Equal(got, []string{"0", "1", "3", "5"}) {
			t.Errorf("somebody without a phone may say %q", got)
		}
		subject := strings.TrimSuffix(strings.TrimPrefix(field.AttrOr("name", ""), "vote["), "]")
		for i, level := range []string{"1", "3", "5", "5"} { // the middle voice is 4
			who := desk.Doc().Find("form[action$='/desk/votes'] input[name=participant]").Eq(i).AttrOr("value", "")
			orders(b, at, "votes", "activity", a, "participant", who, "vote["+subject+"]", level).Must(http.StatusSeeOther)
		}
		orders(b, at, "turn", "activity", a, "phase", "revealed").Must(http.StatusSeeOther)
		form := b.Get(at + "/desk").Doc().Find(fmt.Sprintf("details form[action$='/desk/agree']:has(input[value='%s'])", subject))
		if got := choices(form.Find("select[name=value]")); !cmp.Equal(got, []string{"1", "3", "5"}) {
			t.Errorf("the group may agree on %q", got)
		}
		if got := form.Find("option[selected]").AttrOr("value", ""); got != "5" {
			t.Errorf("level %q is proposed, want 5, the higher of the two beside the middle voice", got)
		}
		wrong := orders(b, at, "agree", "activity", a, "subject", subject, "value", "4").Must(http.StatusUnprocessableEntity)
		if got := wrong.Text(".wrong"); got != "Choose one of these levels: 1, 3, 5." {
			t.Errorf("a level between is answered %q", got)
		}
		orders(b, at, "agree", "activity", a, "subject", subject, "value", "5").Must(http.StatusSeeOther)
	})
}

// choices are the values of a field's choices.
func choices(field *goquery.Selection) []string {
	return field.Find("option").Map(func(_ int, o *goquery.Selection) string { return o.AttrOr("value", "") })
}

func TestNoPhoneIsToldWhereOthersPutPeopleAndTheWallNotBeforeTheReveal(t *testing.T) {
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		const whom = "The sales managers’ deputies"
		lead := site.SetUp(t)
		home := lead.Begin("Vår CRM", "small")
		h := newHall(t, site, strings.TrimSuffix(strings.TrimPrefix(home, "/projects/"), "/"))
		wall := strings.TrimSuffix(home, "/") + "/workshops/" + h.id + "/screen"
		phone, other := site.Browser(t), site.Browser(t)
		h.lets(phone, "Maja", "sales")
		h.lets(other, "Olle", "it")
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Map, Title: "Whom does it touch?"})
		h.turns(a, workshop.Open)
		phone.Post("/room/cards", url.Values{"activity": {a}, "id": {database.NewID()}, "text": {whom}, "column": {"1"}, "line": {"5"}}).Must(http.StatusSeeOther)
		if got := phone.Get("/room").Text(".card-form .hint"); got != "Groups, not names: “the sales managers”, not a person." {
			t.Errorf("whoever writes is told %q", got)
		}
		for _, phase := range []workshop.Phase{workshop.Open, workshop.Closed, workshop.Revealed} {
			h.turns(a, phase)
			for _, path := range []string{"/room", "/room/events", "/room/own"} {
				if strings.Contains(string(other.Get(path).Must(http.StatusOK).Body), whom) {
					t.Errorf("%s: another phone reads it at %s", phase, path)
				}
			}
			if got := phone.Get("/room").Text("#mine"); !strings.Contains(got, whom) {
				t.Errorf("%s: whoever wrote it reads %q", phase, got)
			}
			if seen := strings.Contains(string(lead.Get(wall).Must(http.StatusOK).Body), whom); seen != (phase == workshop.Revealed) {
				t.Errorf("%s: on the wall: %t", phase, seen)
			}
		}
	})
}

func TestAnOrderThatWasGivenOfAnotherPhaseIsRefusedInWordsAndShowsWhatIsOnNow(t *testing.T) {
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		at := plans(b, b.Begin("Projekt", "small"), "Session")
		motion := adds(b, at, "decision", "Shall we begin?", "")
		cards := adds(b, at, "cards", "Anything else?", "")
		orders(b, at, "begin").Must(http.StatusSeeOther)
		orders(b, at, "show", "activity", motion, "from", "nothing").Must(http.StatusSeeOther)
		turn := func(from, to string) apptest.Answer {
			return orders(b, at, "turn", "activity", motion, "from", from, "phase", to)
		}
		turn("waiting", "open").Must(http.StatusSeeOther)
		turn("open", "closed").Must(http.StatusSeeOther)
		for from, to := range map[string]string{"open": "closed", "revealed": "closed", "waiting": "open"} {
			again := turn(from, to).Must(http.StatusUnprocessableEntity)
			if got := again.Text("#desk [role=alert]"); got != "Nothing was changed: this activity takes no more answers. Look at it, then choose again." {
				t.Errorf("%s to %s is answered %q", from, to, got)
			}
			if got := again.Doc().Find(".turns .primary").First().Text(); got != "Reveal the result" {
				t.Errorf("%s to %s: the desk offers %q", from, to, got)
			}
		}
		orders(b, at, "show", "activity", motion, "from", cards).Must(http.StatusUnprocessableEntity)
		orders(b, at, "show", "activity", cards, "from", motion).Must(http.StatusSeeOther)
		if got := turn("closed", "revealed").Must(http.StatusUnprocessableEntity).Text("[role=alert]"); !strings.Contains(got, "The room has moved on") {
			t.Errorf("a turn of what is no longer on is answered %q", got)
		}
	})
}

func TestTheActivityLogTellsWhatWhoeverLeadsDidAndNobodysNameOrPlaceToThoseWhoMayNotKnow(t *testing.T) {
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := strings.TrimSuffix(b.Begin("Projekt", "small"), "/")
		at := plans(b, home, "Session")
		scoring := adds(b, at, "scoring", "Where we are", "Leadership")
		chart := adds(b, at, "map", "Whom it touches", "")
		b.Post(at+"/activities/"+scoring+"/move", url.Values{"place": {"2"}}).Must(http.StatusSeeOther)
		orders(b, at, "begin").Must(http.StatusSeeOther)
		orders(b, at, "people", "name", "Saga Lindqvist").Must(http.StatusSeeOther)
		orders(b, at, "lock", "on", "true").Must(http.StatusSeeOther)
		orders(b, at, "turn", "activity", chart, "phase", "open").Must(http.StatusSeeOther)
		orders(b, at, "card", "activity", chart, "text", "The sales managers").Must(http.StatusSeeOther)
		card := b.Get(at+"/desk").Doc().Find("input[name=pick]").AttrOr("value", "")
		orders(b, at, "place", "activity", chart, "card", card, "column", "1", "line", "5").Must(http.StatusSeeOther)
		orders(b, at, "cards", "activity", chart, "do", "hide", "pick", card).Must(http.StatusSeeOther)
		orders(b, at, "turn", "activity", scoring, "phase", "revealed").Must(http.StatusSeeOther)
		subject := b.Get(at+"/desk").Doc().Find("form[action$='/desk/agree'] input[name=subject]").AttrOr("value", "")
		orders(b, at, "agree", "activity", scoring, "subject", subject, "value", "4", "dissent", "the figures are older").Must(http.StatusSeeOther)
		orders(b, at, "dismiss", "participant", b.Get(at+"/desk").Doc().Find("form[action$='/desk/dismiss'] input[name=participant]").AttrOr("value", "")).Must(http.StatusSeeOther)
		log := strings.Join(strings.Fields(b.Get(home+"/activity").Must(http.StatusOK).Text("main")), " ")
		for _, want := range []string{
			"added the activity Where we are", "Place on the agenda", "Locked", "How far it has comebefore:Not opened → now: Open", "the activity Whom it touches: The sales managers",
			"Place upward", "Taken away from the room", "the activity Where we are: Leadership", "Level agreed onbefore:– → now: 4", "the figures are older", "Seat taken out of the roombefore:– → now: 1",
		} {
			if !strings.Contains(log, want) {
				t.Errorf("the log does not say %q", want)
			}
		}
		if strings.Contains(log, "Saga") {
			t.Error("the log names who was in the room")
		}
		if t.Failed() {
			t.Log(log)
		}
	})
}

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

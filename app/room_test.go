package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/flow"
	"stegvis/app/platform/database"
	"stegvis/app/stakeholder"
	"stegvis/app/workshop"
)

// inHall runs a test in a workshop of a new project, with one phone in it.
func inHall(t *testing.T, run func(t *testing.T, h *hall, site *apptest.Site, phone *apptest.Browser)) {
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		home := site.SetUp(t).Begin("Vår CRM", "small")
		h := newHall(t, site, strings.TrimSuffix(strings.TrimPrefix(home, "/projects/"), "/"))
		phone := site.Browser(t)
		h.lets(phone, "Maja", "sales")
		run(t, h, site, phone)
	})
}

func TestACodeLetsAnybodyInWithoutAnAccountAndShowsNoClient(t *testing.T) {
	t.Parallel()
	inHall(t, func(t *testing.T, h *hall, site *apptest.Site, _ *apptest.Browser) {
		b := site.Browser(t)
		b.Get("/room").Must(http.StatusNotFound)
		if b.Get("/join").Must(http.StatusOK).Doc().Find("input[name=code]").Length() != 1 {
			t.Error("nobody is asked for the code")
		}
		door := b.Get("/join/" + strings.ToLower(h.code[:3]) + "-" + h.code[3:]).Must(http.StatusOK)
		if got := door.Text("h1"); got != "Kick-off <b>north</b>" {
			t.Errorf("the door says %q", got)
		}
		if door.Doc().Find("select[name=role] option").Length() != 7 {
			t.Error("the roles are not offered")
		}
		b.Post("/join", url.Values{"code": {h.code}, "name": {strings.Repeat("å", 81)}}).Must(http.StatusUnprocessableEntity)
		joined := b.Post("/join", url.Values{"code": {h.code}, "name": {"Olle"}, "role": {"it"}}).Must(http.StatusSeeOther)
		cookie := joined.Header.Get("Set-Cookie")
		if joined.Location != "/room" || !strings.HasPrefix(cookie, "seat=") || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") {
			t.Errorf("led to %s with %q", joined.Location, cookie)
		}
		room := b.Get("/room").Must(http.StatusOK)
		if text := room.Text("main"); !strings.Contains(text, "Olle · IT") || strings.Contains(string(room.Body), "Vår CRM") || strings.Contains(string(room.Body), "Fjord") {
			t.Errorf("the room shows %q", text)
		}
		if again := b.Get("/join/" + h.code); again.Location != "/room" {
			t.Errorf("whoever is in is asked again: %d", again.Status)
		}
		b.Post("/join", url.Values{"code": {h.code}, "name": {"Olle"}}).Must(http.StatusSeeOther)
		if people := h.state().People; people != 2 {
			t.Errorf("%d people in the room, want 2", people)
		}
	})
}

func TestALockedRoomAndWrongCodesSayWhy(t *testing.T) {
	t.Parallel()
	inHall(t, func(t *testing.T, h *hall, site *apptest.Site, _ *apptest.Browser) {
		b := site.Browser(t)
		h.must(h.rooms.Workshops.Lock(h.ctx, h.key, h.id, true))
		b.Post("/join", url.Values{"code": {h.code}}).Must(http.StatusUnprocessableEntity)
		if got := b.Get("/join/" + h.code).Must(http.StatusOK).Text("[role=alert]"); !strings.Contains(got, "Nobody else can come in now") {
			t.Errorf("a locked room says %q", got)
		}
		token := b.Token()
		for n := range 210 {
			a := b.Send("/join", token, url.Values{"code": {"QQQQQQ"}}, nil)
			if want := map[bool]int{true: http.StatusNotFound, false: http.StatusTooManyRequests}[n < 200]; a.Status != want {
				t.Fatalf("guess %d: status %d, want %d", n+1, a.Status, want)
			}
		}
		if got := b.Get("/join/" + h.code).Must(http.StatusTooManyRequests).Text("main"); !strings.Contains(got, "Too many wrong codes") {
			t.Errorf("after many guesses: %q", got)
		}
	})
}

func TestCardsAndDotsByPlainForms(t *testing.T) {
	t.Parallel()
	inHall(t, func(t *testing.T, h *hall, site *apptest.Site, phone *apptest.Browser) {
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Risks, Title: "What could go wrong?", Dots: 3})
		if got := phone.Get("/room").Text("h1"); got != "Welcome" {
			t.Errorf("before the first activity: %q", got)
		}
		h.turns(a, workshop.Open)
		card := url.Values{"activity": {a}, "id": {database.NewID()}, "text": {"<script>alert(1)</script> no time"}, "part": {"personnel"}}
		phone.Post("/room/cards", card).Must(http.StatusSeeOther)
		phone.Post("/room/cards", card).Must(http.StatusSeeOther)
		page := phone.Get("/room").Must(http.StatusOK)
		if got := page.Text("#mine .own-card > p"); got != "<script>alert(1)</script> no time" || page.Doc().Find("main script").Length() != 0 {
			t.Errorf("my card is %q", got)
		}
		plus, _ := page.Doc().Find("#now li[data-subject] button[data-step='1']").Attr("value")
		sent, _ := page.Doc().Find("[data-votes] input[name=sent]").Attr("value")
		phone.Post("/room/votes", url.Values{"activity": {a}, "vote": {plus}, "sent": {sent}}).Must(http.StatusSeeOther)
		page = phone.Get("/room")
		if got := page.Text("[data-left]"); got != "2" {
			t.Errorf("%s dots are left, want 2", got)
		}
		subject, _, _ := strings.Cut(plus, ":")
		if got := phone.Post("/room/votes", url.Values{"activity": {a}, "vote": {subject + ":4"}, "sent": {"9"}}).Must(http.StatusUnprocessableEntity).Text("#room-fault"); !strings.Contains(got, "3 dots in all") {
			t.Errorf("a fourth dot: %q", got)
		}
		long := phone.Post("/room/cards", url.Values{"activity": {a}, "id": {database.NewID()}, "text": {strings.Repeat("å", 10_000)}}).Must(http.StatusUnprocessableEntity)
		if !strings.Contains(long.Text("#room-fault"), "500") || len([]rune(long.Text("[data-write] textarea"))) != 10_000 {
			t.Errorf("10,000 characters: %q", long.Text("#room-fault"))
		}
		h.turns(a, workshop.Revealed)
		if got := phone.Get("/room").Text(".bars"); !strings.Contains(got, "no time") || !strings.HasSuffix(got, "1") {
			t.Errorf("revealed: %q", got)
		}
		h.turns(a, workshop.Open)
		phone.Post("/room/cards/"+card.Get("id")+"/delete", url.Values{"activity": {a}}).Must(http.StatusSeeOther)
		if n := len(h.state().Cards); n != 0 {
			t.Errorf("%d cards after withdrawing", n)
		}
	})
}

func TestAScaleTellsItsSpreadByRoleAndNobodysVote(t *testing.T) {
	t.Parallel()
	inHall(t, func(t *testing.T, h *hall, site *apptest.Site, phone *apptest.Browser) {
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Scoring, Title: "Vision", Options: "A vision that all know"})
		question := h.option(a, 0)
		h.turns(a, workshop.Open)
		phones := []*apptest.Browser{phone}
		for _, role := range []string{"sales", "sales", "it", "it", "it"} {
			b := site.Browser(t)
			h.lets(b, "", role)
			phones = append(phones, b)
		}
		for i, b := range phones {
			b.Post("/room/votes", url.Values{"activity": {a}, "on-" + question: {[]string{"1", "2", "3", "4", "5", "5"}[i]}, "sent": {"1"}}).Must(http.StatusSeeOther)
		}
		if phone.Get("/room").Doc().Find("input[type=radio][value='1'][checked]").Length() != 1 {
			t.Error("my own vote is not marked")
		}
		if got := phone.Get("/room/events").Text("main, body"); strings.Contains(got, "median") {
			t.Error("votes are seen before they are revealed")
		}
		h.turns(a, workshop.Revealed)
		got := phone.Get("/room").Text("dl.facts")
		for _, want := range []string{"3.5", "1–5", "Sales", "IT"} {
			if !strings.Contains(got, want) {
				t.Errorf("the spread %q lacks %s", got, want)
			}
		}
		h.turns(a, workshop.Closed)
		if phone.Get("/room").Doc().Find("dl.facts").Length() != 0 {
			t.Error("what was taken back is still seen")
		}
	})
}

func TestWhatCannotBeTakenIsAnsweredInWordsAndTheRoomGoesOn(t *testing.T) {
	t.Parallel()
	inHall(t, func(t *testing.T, h *hall, site *apptest.Site, phone *apptest.Browser) {
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Motion, Title: "Go on?", Options: "Go on to wave two"})
		question := h.option(a, 0)
		yes := url.Values{"activity": {a}, "on-" + question: {"1"}, "sent": {"1"}}
		h.turns(a, workshop.Open)
		phone.Post("/room/votes", yes).Must(http.StatusSeeOther)
		phone.Post("/room/votes", yes).Must(http.StatusSeeOther) // twice
		for what, form := range map[string]url.Values{
			"an unknown card":   {"activity": {a}, "vote": {database.NewID() + ":1"}, "sent": {"2"}},
			"a value too high":  {"activity": {a}, "on-" + question: {"7"}, "sent": {"2"}},
			"no number":         {"activity": {a}, "on-" + question: {"yes"}, "sent": {"2"}},
			"nothing":           {"activity": {a}, "sent": {"2"}},
			"another activity":  {"activity": {database.NewID()}, "on-" + question: {"1"}, "sent": {"2"}},
			"a card where none": {"activity": {a}, "id": {database.NewID()}, "text": {"A card"}},
		} {
			path := "/room/votes"
			if form.Has("text") {
				path = "/room/cards"
			}
			answer := phone.Post(path, form)
			if answer.Status != http.StatusUnprocessableEntity && answer.Status != http.StatusNotFound || answer.Text("#room-fault") == "" {
				t.Errorf("%s: status %d, %q", what, answer.Status, answer.Text("#room-fault"))
			}
		}
		forged := phone.Post("/room/votes", url.Values{"activity": {a}, "on-" + question: {"2"}, "sent": {"3"}, "participant": {database.NewID()}, "participant_id": {database.NewID()}})
		forged.Must(http.StatusSeeOther) // it is the bearer's own vote, whoever the form says it is
		h.turns(a, workshop.Closed)
		if got := phone.Post("/room/votes", yes).Must(http.StatusUnprocessableEntity).Text("#room-fault"); !strings.Contains(got, "takes no cards or votes now") {
			t.Errorf("a vote after closing: %q", got)
		}
		h.turns(a, workshop.Revealed)
		result := h.state().ResultOf(question)
		if len(result.Ballots) != 1 || result.Count(workshop.No) != 1 {
			t.Errorf("counted: %+v", result)
		}
		h.must(h.rooms.Workshops.End(h.ctx, h.key, h.id))
		if got := phone.Get("/room").Must(http.StatusOK).Text("h1"); got != "The workshop is over" {
			t.Errorf("afterwards: %q", got)
		}
		if got := phone.Send("/room/votes", "forged", yes, nil); got.Status != http.StatusForbidden {
			t.Errorf("a form from elsewhere: status %d", got.Status)
		}
	})
}

func TestWhereAPhonePlacesAStakeholderTheRegisterHasThem(t *testing.T) {
	t.Parallel()
	inHall(t, func(t *testing.T, h *hall, site *apptest.Site, phone *apptest.Browser) {
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Map, Title: "Whom does it touch?"})
		h.turns(a, workshop.Open)
		asks := func(what string) string {
			return phone.Get("/room").Must(http.StatusOK).Doc().Find("[data-write] fieldset:contains('"+what+"') input").AttrOr("name", "")
		}
		card := database.NewID()
		phone.Post("/room/cards", url.Values{"activity": {a}, "id": {card}, "text": {"The sales managers"}, asks("Influence"): {"5"}, asks("Support"): {"1"}}).Must(http.StatusSeeOther)
		h.turns(a, workshop.Revealed)
		if got := phone.Get("/room").Text("main"); !strings.Contains(got, "The sales managers") || strings.Contains(got, "Support 1") {
			t.Errorf("the phone shows %q", got)
		}
		_, err := h.rooms.Harvest.Take(h.ctx, h.key, h.id, flow.HarvestDraft{Activity: a, Subjects: []string{card}, Into: flow.AsStakeholder})
		h.must(err)
		all, err := h.rooms.Involved.FindParties(h.ctx, h.key, stakeholder.PartyFilter{})
		h.must(err)
		if len(all.Rows) != 1 || all.Rows[0].Influence != 5 || all.Rows[0].Support != -stakeholder.MostSupport {
			t.Errorf("the register has %+v", all.Rows)
		}
	})
}

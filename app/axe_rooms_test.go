package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/platform/database"
	"stegvis/app/workshop"
)

// speaks lets the people without a phone answer all that an activity asks, with long
// words.
func (h *hall) speaks(kind workshop.ActivityKind, activity string, people []workshop.Participant) {
	h.t.Helper()
	rules := kind.Rules()
	for i, somebody := range people {
		if rules.Cards {
			h.must(h.rooms.Workshops.PutFor(h.ctx, h.key, h.id, activity, somebody.ID, workshop.CardDraft{
				ID: database.NewID(), Text: "No time for " + longWord, Column: min(rules.Wide, i+1), Line: min(rules.High, i+1)}))
		}
		if rules.Voting != workshop.NoVote {
			h.must(h.rooms.Workshops.SpeakFor(h.ctx, h.key, h.id, activity, somebody.ID, map[string]int{h.option(activity, 0): i + 1}))
		}
	}
}

func TestNoPageOfWhoeverLeadsARoomIsHardToUseForAnybody(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	h := newHall(t, site, strings.TrimSuffix(strings.TrimPrefix(home, "/projects/"), "/"))
	var people []workshop.Participant
	for _, name := range []string{"Saga", "Eskil", longWord} {
		p, err := h.rooms.Workshops.AddProxy(h.ctx, h.key, h.id, workshop.Entry{Name: name, Role: "sales"})
		h.must(err)
		people = append(people, p)
	}
	w := browsertest.Open(t, site.Listen(t))
	enterAs(w, "asa@firm.example", "correct horse battery")
	at := strings.TrimSuffix(home, "/") + "/workshops/" + h.id
	w.Go(at + "/desk") // nothing is on
	examine(t, w)
	for _, kind := range []workshop.ActivityKind{workshop.Scoring, workshop.Risks, workshop.Map, workshop.Motion} {
		a := h.adds(workshop.ActivityDraft{Kind: kind, Title: string(kind) + " " + longWord, Prompt: "What do we think of the " + longWord + "?", Options: "Leadership\n" + longWord})
		h.turns(a, workshop.Open)
		h.speaks(kind, a, people)
		for _, phase := range []workshop.Phase{workshop.Open, workshop.Revealed} {
			h.turns(a, phase)
			for _, page := range []string{"/desk", "/screen", "/screen?light=1", "/activities/" + a} {
				w.Go(at + page)
				examine(t, w)
			}
		}
	}
	h.must(h.rooms.Workshops.End(h.ctx, h.key, h.id))
	b.Post("/me", url.Values{"name": {"Åsa Łukowska"}, "language": {"sv"}, "theme": {"auto"}}).Must(http.StatusSeeOther)
	for _, page := range []string{"", "/desk", "/screen", "/results", "/agenda"} {
		w.Go(at + page)
		examine(t, w)
	}
}

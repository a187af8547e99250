package app_test

import (
	"fmt"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/platform/database"
	"stegvis/app/workshop"
)

// handled looks at the page that a phone shows: whole, in light and dark, and as
// narrow as phones are.
func handled(t *testing.T, w *browsertest.Window) {
	t.Helper()
	wellMade(t, w)
	w.Accessible()
	w.Dark(true)
	w.Readable()
	w.Dark(false)
	w.Size(320, 640)
	w.Fits()
	w.Phone()
}

// longWord is what no line has room for.
const longWord = "Kundrelationshanteringssystemsleverantörsutvärderingsmötesprotokoll"

func TestNoStateOfAPhoneIsHardToUseForAnybody(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	home := site.SetUp(t).Begin("Vår CRM", "small")
	h := newHall(t, site, strings.TrimSuffix(strings.TrimPrefix(home, "/projects/"), "/"))
	w := browsertest.Open(t, serve(t, site))
	w.Phone()
	for _, path := range []string{"/join", "/join/QQQQQQ", "/room", "/join/" + h.code} {
		w.Go(path)
		handled(t, w)
	}
	w.Type("#f-name", strings.Repeat("å", 81))
	w.Click("main form .button.primary")
	w.Wait("[aria-invalid=true]")
	handled(t, w)
	w.Type("#f-name", "Maja")
	w.Set("#f-role", "sales")
	w.Click("main form .button.primary")
	w.WaitFor(`document.querySelector(".live h1")?.innerText === "Welcome"`)
	handled(t, w)
	for _, kind := range workshop.ActivityKinds() {
		h.through(kind, func(to workshop.Phase) {
			w.WaitFor(fmt.Sprintf(`document.querySelector("h1").innerText.includes(%q) && document.querySelector("#on").dataset.on.includes(" %s ")`, kind, to))
			handled(t, w)
		}, w)
	}
	h.inSwedish(t, w)
	h.must(h.rooms.Workshops.Lock(h.ctx, h.key, h.id, true))
	late := browsertest.Open(t, w.Base)
	late.Phone()
	late.Go("/join/" + h.code)
	handled(t, late)
	h.must(h.rooms.Workshops.End(h.ctx, h.key, h.id))
	w.WaitFor(`document.querySelector("h1").innerText === "The workshop is over"`)
	handled(t, w)
}

// inSwedish has the first and the last phase of each kind of activity looked at on a
// phone whose browser asks for Swedish, whose words are longer.
func (h *hall) inSwedish(t *testing.T, of *browsertest.Window) {
	h.t.Helper()
	w := browsertest.Open(t, of.Base)
	w.Speaks("sv")
	w.Phone()
	w.Go("/join/" + h.code)
	handled(t, w)
	w.Set("#f-role", "service")
	w.Click("main form .button.primary")
	w.WaitFor(`document.documentElement.lang === "sv" && document.querySelector(".live h1") !== null`)
	for _, kind := range workshop.ActivityKinds() {
		a := h.adds(workshop.ActivityDraft{Kind: kind, Title: string(kind) + " " + longWord, Options: "Ledarskap\n" + longWord})
		for _, to := range []workshop.Phase{workshop.Open, workshop.Revealed} {
			h.turns(a, to)
			w.WaitFor(fmt.Sprintf(`document.querySelector("#on").dataset.on.startsWith(%q)`, a+" "+string(to)))
			w.Accessible()
			w.Fits()
		}
	}
}

// through takes a kind of activity from before its opening to what came of it, with
// long words, and has each phase looked at; what a phone says on it is said by w.
func (h *hall) through(kind workshop.ActivityKind, look func(workshop.Phase), w *browsertest.Window) {
	h.t.Helper()
	a := h.adds(workshop.ActivityDraft{Kind: kind, Title: string(kind) + " " + longWord, Prompt: "What do we think of the " + longWord + "?", Options: "Leadership\n" + longWord})
	h.turns(a, workshop.Waiting)
	look(workshop.Waiting)
	h.turns(a, workshop.Open)
	rules := kind.Rules()
	if rules.Cards {
		h.must(h.rooms.Workshops.PutFor(h.ctx, h.key, h.id, a, "", workshop.CardDraft{ID: database.NewID(), Text: "From the desk: " + longWord}))
		w.Type("[data-write] textarea", "No time for "+longWord)
		for n := range 2 * min(rules.Wide, 1) {
			w.Click(fmt.Sprintf("[data-write] .scale:nth-of-type(%d) label:nth-of-type(2)", n+1))
		}
		w.Click("[data-write] .button")
		w.Wait("#mine .own-card")
		w.Click("#mine summary")
	}
	switch rules.Voting {
	case workshop.Dots:
		w.Click(`#on [data-subject] [data-step="1"]`)
	case workshop.Scale, workshop.Choice:
		w.Click(`#on fieldset[data-subject] label`)
	}
	look(workshop.Open)
	h.turns(a, workshop.Closed)
	look(workshop.Closed)
	h.turns(a, workshop.Revealed)
	look(workshop.Revealed)
	if rules.Voting == workshop.Scale {
		h.must(h.rooms.Workshops.Agree(h.ctx, h.key, h.id, a, h.option(a, 0), workshop.Agreed{Value: 2, Dissents: []workshop.Dissent{{Reason: "Rune: the " + longWord}}}))
		w.WaitFor(`document.querySelector("#on").innerText.includes("Rune")`)
		look(workshop.Revealed)
	}
}

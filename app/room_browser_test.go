package app_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/workshop"
)

// serve runs the site as a node does, with its background work, and gives its address.
// That streams do not hold up a node that stops is shown with the program itself.
func serve(t *testing.T, site *apptest.Site) string {
	t.Helper()
	return serveOn(t, site, free(t))
}

// free is a free port of this machine.
func free(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

func serveOn(t *testing.T, site *apptest.Site, listener net.Listener) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context())) // it outlives the windows, which are closed first
	ended := make(chan error, 1)
	go func() { ended <- site.Serve(ctx, listener, io.Discard) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return "http://" + listener.Addr().String()
}

// phoneIn is a phone that has come in by the code.
func phoneIn(t *testing.T, base string, h *hall, name, role string) *browsertest.Window {
	t.Helper()
	w := browsertest.Open(t, base)
	w.Size(390, 844)
	w.Go("/join/" + strings.ToLower(h.code))
	w.Type("#f-name", name)
	w.Set("#f-role", role)
	w.Accessible()
	w.Fits()
	w.Click("main form .button.primary")
	w.WaitFor(`document.querySelector(".live") !== null`)
	return w
}

// within fails when something takes longer on a screen than people in the room would bear.
func within(t *testing.T, w *browsertest.Window, limit time.Duration, expression string) {
	t.Helper()
	began := time.Now()
	w.WaitFor(expression)
	if took := time.Since(began); took > limit {
		t.Errorf("%s took %s", expression, took)
	}
}

func TestTwoPhonesSeeTheRoomAsItChangesAndLoseNothing(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		home := site.SetUp(t).Begin("Vår CRM", "small")
		base := serve(t, site)
		h := newHall(t, site, strings.TrimSuffix(strings.TrimPrefix(home, "/projects/"), "/"))
		risks := h.adds(workshop.ActivityDraft{Kind: workshop.Risks, Title: "What could go wrong?", Prompt: "One risk a card.", Dots: 3})
		motion := h.adds(workshop.ActivityDraft{Kind: workshop.Motion, Title: "Go on?", Options: "Go on to wave two"})
		maja, olle := phoneIn(t, base, h, "Maja", "sales"), phoneIn(t, base, h, "Olle", "it")
		h.turns(risks, workshop.Open)
		const limit = 2 * time.Second // 300 ms by themselves; the test's machine is shared
		for _, w := range []*browsertest.Window{maja, olle} {
			within(t, w, limit, `document.querySelector("h1").innerText === "What could go wrong?" && document.querySelector(".timer").innerText.includes(":")`)
		}
		olle.Type("[data-write] textarea", "half a thought")
		maja.Type("[data-write] textarea", "No time <b>for</b> training")
		maja.Click("[data-write] .button")
		within(t, olle, limit, `document.querySelector("#on [data-subject] p")?.innerText.includes("No time <b>for</b> training")`)
		if got := browsertest.Eval[string](olle, `document.querySelector("[data-write] textarea").value`); got != "half a thought" {
			t.Errorf("what was being written is %q", got)
		}
		maja.WaitFor(`document.querySelectorAll("#mine .own-card").length === 1`)
		maja.Accessible()
		maja.Fits()
		maja.Dark(true)
		maja.Accessible()
		maja.Size(320, 640)
		maja.Fits()

		olle.Offline(true)
		olle.Click("#on [data-subject] [data-step='1']")
		olle.Click("#on [data-subject] [data-step='1']")
		olle.Click("[data-write] .button")
		olle.WaitFor(`document.querySelector("#on [data-subject] output").innerText === "2" && !document.querySelector("#room-line").hidden && document.querySelector("#pending li") !== null`)
		olle.Accessible()
		olle.Offline(false)
		olle.WaitFor(`document.querySelectorAll("#on [data-subject]").length === 2 && document.querySelector("#room-line").hidden && document.querySelectorAll("#mine .own-card").length === 1`)
		h.turns(risks, workshop.Revealed)
		within(t, maja, limit, `document.querySelector(".bars")?.innerText.includes("No time")`)
		maja.Accessible()
		if state := h.state(); len(state.Cards) != 2 || state.Results[0].Sum != 2 {
			t.Errorf("lost or doubled: %d cards, %+v", len(state.Cards), state.Results)
		}

		h.turns(motion, workshop.Open)
		for _, w := range []*browsertest.Window{maja, olle} {
			w.Click("#on fieldset label")
		}
		olle.Click("#on fieldset label:nth-of-type(2)")
		olle.WaitFor(`Object.keys(localStorage).length === 0 || !JSON.stringify(localStorage).includes("vote")`)
		olle.Go("/room") // loaded again, it shows the same
		olle.WaitFor(`document.querySelector("#on input[value='2']").checked`)
		h.turns(motion, workshop.Closed)
		h.turns(motion, workshop.Revealed)
		result := h.state().ResultOf(h.option(motion, 0))
		if result.Count(workshop.Yes) != 1 || result.Count(workshop.No) != 1 {
			t.Errorf("counted %+v", result)
		}
		within(t, olle, limit, `document.querySelector("#on").innerText.includes("Too few have voted")`)
		h.must(h.rooms.Workshops.End(h.ctx, h.key, h.id))
		within(t, olle, limit, `document.querySelector("h1").innerText === "The workshop is over"`)
		olle.Accessible()
	})
}

func TestAPhoneWithoutScriptsTakesPart(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	home := site.SetUp(t).Begin("Vår CRM", "small")
	h := newHall(t, site, strings.TrimSuffix(strings.TrimPrefix(home, "/projects/"), "/"))
	a := h.adds(workshop.ActivityDraft{Kind: workshop.Map, Title: "Whom does it touch?"})
	w := browsertest.Open(t, site.Listen(t))
	w.Scripts(false)
	w.Size(390, 844)
	w.Go("/join")
	w.Type("#f-code", h.code)
	w.Click("main form .button.primary")
	w.Wait("#f-name")
	w.Click("main form .button.primary")
	w.Wait("main.phone")
	h.turns(a, workshop.Open)
	w.Go("/room")
	w.Type("[data-write] textarea", "The sales managers")
	w.Click("[data-write] .scale:nth-of-type(1) label:nth-of-type(4)")
	w.Click("[data-write] .button")
	w.Wait("#mine .own-card")
	if cards := h.state().Cards; len(cards) != 1 || cards[0].Column != 4 {
		t.Errorf("placed %+v", cards)
	}
}

func TestTwoTabsOfOnePhoneSayTheLaterAndLoseNothing(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	home := site.SetUp(t).Begin("Vår CRM", "small")
	base := serve(t, site)
	h := newHall(t, site, strings.TrimSuffix(strings.TrimPrefix(home, "/projects/"), "/"))
	motion := h.adds(workshop.ActivityDraft{Kind: workshop.Motion, Title: "Go on?", Options: "Go on to wave two"})
	cards := h.adds(workshop.ActivityDraft{Kind: workshop.Cards, Title: "Anything else?"})
	h.turns(motion, workshop.Open)
	first := phoneIn(t, base, h, "Maja", "sales")
	second := first.Tab()
	second.Go("/room")
	const sent = `!JSON.stringify(localStorage).includes("vote")`
	for _, say := range []struct {
		in    *browsertest.Window
		value int
	}{{first, workshop.Yes}, {second, workshop.No}, {first, workshop.Abstain}, {second, workshop.Yes}, {first, workshop.No}} {
		say.in.Click(fmt.Sprintf(`#on fieldset label:has(input[value="%d"])`, say.value))
		say.in.WaitFor(sent)
		for _, tab := range []*browsertest.Window{first, second} {
			tab.WaitFor(fmt.Sprintf(`document.querySelector('#on input[value="%d"]').checked && document.querySelector("#room-fault").hidden`, say.value))
		}
	}

	h.turns(cards, workshop.Open)
	for i, tab := range []*browsertest.Window{first, second} {
		tab.Wait("[data-write] textarea")
		tab.Offline(true)
		sendsCard(tab, fmt.Sprintf("Kept in tab %d", i+1))
		tab.WaitFor(fmt.Sprintf(`JSON.stringify(localStorage).includes("Kept in tab %d")`, i+1))
	}
	if kept := browsertest.Eval[string](first, `JSON.stringify(localStorage)`); !strings.Contains(kept, "tab 1") || !strings.Contains(kept, "tab 2") {
		t.Fatalf("of two tabs is kept %s", kept)
	}
	second.Close() // before there is a network again
	first.Offline(false)
	first.WaitFor(`!JSON.stringify(localStorage).includes("Kept in tab 1")`)
	first.Go("/room")
	first.WaitFor(`document.querySelectorAll("#mine .own-card").length === 2 && !JSON.stringify(localStorage).includes("Kept")`)
	h.turns(motion, workshop.Revealed)
	if result := h.state().ResultOf(h.option(motion, 0)); result.Count(workshop.No) != 1 || len(result.Ballots) != 1 {
		t.Errorf("counted %+v", result)
	}
}

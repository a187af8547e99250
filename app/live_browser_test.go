package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/platform/database"
	"stegvis/app/workshop"
)

// leads opens the desk and the wall of a workshop, each in a browser of its own.
func leads(t *testing.T, base, home string, h *hall) (desk, wall *browsertest.Window) {
	t.Helper()
	desk, wall = browsertest.Open(t, base), browsertest.Open(t, base)
	for w, page := range map[*browsertest.Window]string{desk: "/desk", wall: "/screen"} {
		enter(w)
		w.Go(strings.TrimSuffix(home, "/") + "/workshops/" + h.id + page)
	}
	return desk, wall
}

// reads waits until a window shows a text.
func reads(w *browsertest.Window, text string) {
	w.WaitFor(fmt.Sprintf(`document.body.innerText.includes(%q)`, text))
}

func TestTheDeskAndTheWallFollowTheRoomAndLeaveAloneWhatIsTyped(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		home := site.SetUp(t).Begin("Vår CRM", "small")
		base := serve(t, site)
		h := newHall(t, site, strings.Trim(strings.TrimPrefix(home, "/projects/"), "/"))
		phone := site.Browser(t)
		h.lets(phone, "Maja", "sales")
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Map, Title: "Whom does it touch?"})
		h.turns(a, workshop.Open)
		desk, wall := leads(t, base, home, h)
		writes := func(text, counted string) {
			phone.Post("/room/cards", url.Values{"activity": {a}, "id": {database.NewID()}, "text": {text}}).Must(http.StatusSeeOther)
			reads(desk, text)
			reads(wall, counted)
			if browsertest.Eval[bool](wall, fmt.Sprintf(`document.body.innerText.includes(%q)`, text)) {
				t.Errorf("the wall shows %q while the map is still being written", text)
			}
		}
		writes("The sales managers", "1 card")
		desk.Click("#pulse [name=pick]")
		desk.Set("#pulse select[name=column]", "3")
		desk.Type("#sorting [name=cluster]", "half a na")
		writes("The plant in the north", "2 cards")
		if got := browsertest.Eval[string](desk, `[document.querySelector("#pulse [name=pick]").checked, document.querySelector("#pulse select[name=column]").value, document.querySelector("#sorting [name=cluster]").value].join()`); got != "true,3,half a na" {
			t.Errorf("what stood on the desk is now %s", got)
		}
		desk.Press("me")
		if got := browsertest.Eval[string](desk, `document.querySelector("#sorting [name=cluster]").value`); got != "half a name" {
			t.Errorf("typed on, it is %q", got)
		}
		asked := `performance.getEntriesByType("resource").filter((r) => /pulse|screen$/.test(r.name)).length`
		before := browsertest.Eval[int](desk, asked) + browsertest.Eval[int](wall, asked)
		time.Sleep(2500 * time.Millisecond) // who polls would have asked
		if after := browsertest.Eval[int](desk, asked) + browsertest.Eval[int](wall, asked); after != before {
			t.Errorf("though nothing changed they ask: %d times, then %d", before, after)
		}
	})
}

// between is a proxy that lets no stream of events through, and loses every third
// answer to what a phone sends after the site has heard it.
func between(t *testing.T, base string, stream http.HandlerFunc) string {
	t.Helper()
	site, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	through := httputil.NewSingleHostReverseProxy(site)
	var sent atomic.Int64
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.Contains(r.Header.Get("Accept"), "text/event-stream"):
			stream(w, r)
		case r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/room/") && sent.Add(1)%3 == 1:
			through.ServeHTTP(httptest.NewRecorder(), r)
			w.WriteHeader(http.StatusGatewayTimeout)
		default:
			through.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(proxy.Close)
	t.Cleanup(proxy.CloseClientConnections)
	return proxy.URL
}

func TestWhereNoStreamComesThroughScreensAskAndWhatIsSentTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	for name, stream := range map[string]http.HandlerFunc{
		"held back": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"refused":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) },
	} {
		t.Run(name, func(t *testing.T) {
			site := apptest.Open(t, sqliteSettings(t))
			home := site.SetUp(t).Begin("Vår CRM", "small")
			base := between(t, serve(t, site), stream)
			h := newHall(t, site, strings.Trim(strings.TrimPrefix(home, "/projects/"), "/"))
			a := h.adds(workshop.ActivityDraft{Kind: workshop.Risks, Title: "What could go wrong?", Dots: 3})
			maja, olle := phoneIn(t, base, h, "Maja", "sales"), phoneIn(t, base, h, "Olle", "it")
			h.turns(a, workshop.Open)
			desk, wall := leads(t, base, home, h)
			sendsCard(maja, mostFeared)
			for _, w := range []*browsertest.Window{olle, desk, wall} {
				reads(w, mostFeared)
			}
			gives(olle, cardOn(olle, mostFeared), 2)
			sendsCard(olle, lessFeared)
			for _, w := range []*browsertest.Window{maja, desk, wall} {
				reads(w, lessFeared)
			}
			gives(maja, cardOn(maja, mostFeared), 1)
			reads(desk, "2 of 2")
			for _, w := range []*browsertest.Window{maja, olle} {
				w.WaitFor(`!/vote|text/.test(JSON.stringify(localStorage))`)
			}
			h.turns(a, workshop.Revealed)
			for _, w := range []*browsertest.Window{maja, olle, wall} {
				w.WaitFor(`document.querySelector("#on .bars, .results") !== null`)
			}
			if state := h.state(); len(state.Cards) != 2 || state.Results[0].Sum != 3 || len(state.Results[0].Ballots) != 2 {
				t.Errorf("lost or doubled: %d cards, %+v", len(state.Cards), state.Results)
			}
			for _, line := range append(maja.Console(), olle.Console()...) {
				if !strings.Contains(line, "status of 504") { // the answers that were lost
					t.Error(line)
				}
			}
		})
	}
}

package app_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime/pprof"
	"slices"
	"strings"
	"testing"
	"time"

	"stegvis/app/apptest"
	"stegvis/app/platform/database"
	"stegvis/app/workshop"
)

// live is a screen of a room as its script keeps it: it hears that something has
// changed, and looks at what it shows then.
type live struct {
	events <-chan string
	look   func(event string) (string, error)
}

// hears opens a stream of events and gives what they carry, as it comes.
func hears(ctx context.Context, t *testing.T, client *http.Client, address string) <-chan string {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	resp, err := client.Do(r)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %v, %+v", address, err, resp)
	}
	events := make(chan string, 100)
	go func() {
		defer close(events)
		defer resp.Body.Close()
		var event strings.Builder
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if lines.Text() != "" {
				event.WriteString(lines.Text() + "\n")
				continue
			}
			events <- event.String()
			event.Reset()
		}
	}()
	return events
}

// asks is what a screen does that fetches a page at each event.
func asks(client *http.Client, page string) func(string) (string, error) {
	return func(string) (string, error) {
		resp, err := client.Get(page)
		if err != nil {
			return "", err
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		return string(body), err
	}
}

// shows waits until a screen shows a text.
func (s live) shows(text string) error {
	for patience := time.After(10 * time.Second); ; {
		select {
		case event, on := <-s.events:
			if !on {
				return fmt.Errorf("the stream ended before %q", text)
			}
			if shown, err := s.look(event); err != nil || strings.Contains(shown, text) {
				return err
			}
		case <-patience:
			return fmt.Errorf("never shows %q", text)
		}
	}
}

func TestACardAndAVoteOfOnePhoneAreOnEveryScreen(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := site.SetUp(t)
		home := strings.TrimSuffix(lead.Begin("Vår CRM", "small"), "/")
		base := serve(t, site)
		h := newHall(t, site, strings.TrimPrefix(home, "/projects/"))
		maja, olle := site.Browser(t), site.Browser(t)
		h.lets(maja, "Maja", "sales")
		h.lets(olle, "Olle", "it")
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Risks, Title: "What could go wrong?", Dots: 3})
		h.turns(a, workshop.Open)
		token, at := maja.Token(), base+home+"/workshops/"+h.id
		desk := live{hears(t.Context(), t, lead.Client(), at+"/events"), asks(lead.Client(), at+"/desk/pulse")}
		wall := live{hears(t.Context(), t, lead.Client(), at+"/events"), asks(lead.Client(), at+"/screen")}
		phone := live{hears(t.Context(), t, olle.Client(), base+"/room/events"), func(event string) (string, error) { return event, nil }}

		// sends is how long what a phone sends takes to the last of some screens.
		sends := func(path string, form url.Values, text string, screens ...live) time.Duration {
			t.Helper()
			form.Set("csrf", token)
			form.Set("activity", a)
			began, shown := time.Now(), make(chan error)
			for _, s := range screens {
				go func() { shown <- s.shows(text) }()
			}
			resp, err := maja.Client().PostForm(base+path, form)
			h.must(err)
			h.must(resp.Body.Close())
			for range screens {
				if err := <-shown; err != nil {
					t.Error(err)
				}
			}
			return time.Since(began)
		}
		var took []time.Duration
		var first string
		for n := range 10 {
			id, text := database.NewID(), fmt.Sprintf("Risk number %d of ten", n+1)
			first = map[bool]string{true: id, false: first}[first == ""]
			took = append(took, sends("/room/cards", url.Values{"id": {id}, "text": {text}}, text, phone, desk, wall))
			time.Sleep(150 * time.Millisecond) // as people write
		}
		vote := sends("/room/votes", url.Values{"vote": {first + ":2"}, "sent": {"1"}}, "1 of 2", desk, wall)
		slices.Sort(took)
		t.Logf("a card is on a phone, the desk and the wall after %s (slowest of ten %s), a vote is counted after %s", took[5], took[9], vote)
		h.turns(a, workshop.Revealed)
		if err := phone.shows("2 dots"); err != nil {
			t.Error(err)
		}
	})
}

// streaming is how many goroutines of this process serve streams.
func streaming(t *testing.T) int {
	t.Helper()
	var stacks bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&stacks, 2); err != nil {
		t.Fatal(err)
	}
	return strings.Count(stacks.String(), "web.send(") + strings.Count(stacks.String(), "web.(*server).stream.func") + strings.Count(stacks.String(), "workshop.(*Hub).follow(")
}

func TestStreamsWhoseBrowsersAreGoneLeaveNothingBehind(t *testing.T) {
	site := apptest.Open(t, sqliteSettings(t))
	lead := site.SetUp(t)
	home := strings.TrimSuffix(lead.Begin("Vår CRM", "small"), "/")
	base := serve(t, site)
	h := newHall(t, site, strings.TrimPrefix(home, "/projects/"))
	phones := make([]*apptest.Browser, 20)
	for i := range phones {
		phones[i] = site.Browser(t)
		h.lets(phones[i], "", "sales")
	}
	a := h.adds(workshop.ActivityDraft{Kind: workshop.Cards, Title: "Talk"})
	before := streaming(t)
	ctx, leave := context.WithCancel(t.Context())
	for _, phone := range phones {
		<-hears(ctx, t, phone.Client(), base+"/room/events")
		<-hears(ctx, t, lead.Client(), base+home+"/workshops/"+h.id+"/events")
	}
	if now := streaming(t); now < before+40 {
		t.Fatalf("%d goroutines serve 40 streams", now-before)
	}
	leave()
	for deadline := time.Now().Add(10 * time.Second); streaming(t) > before; {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines are left", streaming(t)-before)
		}
		for _, phase := range []workshop.Phase{workshop.Open, workshop.Waiting} {
			h.turns(a, phase) // what is written shows that nobody is there
			time.Sleep(150 * time.Millisecond)
		}
	}
}

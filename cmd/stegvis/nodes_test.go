package main_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"stegvis/app/platform/database/postgrestest"
)

const (
	seats   = 24
	dwell   = time.Second // of voting, before and after the kill
	patient = 20 * time.Second
)

// address is one address for several nodes: requests go to them in turn, and past
// one that nobody answers at.
type address struct {
	nodes []string // "127.0.0.1:1234"
	turn  atomic.Int64
}

// RoundTrip is one request. What breaks off once it was sent is not sent to another
// node: whoever asked learns of it.
func (a *address) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	first := int(a.turn.Add(1))
	for i := range a.nodes {
		r.URL.Scheme, r.URL.Host = "http", a.nodes[(first+i)%len(a.nodes)]
		r.Body = io.NopCloser(bytes.NewReader(body))
		resp, err := http.DefaultTransport.RoundTrip(r)
		if err == nil || !strings.Contains(err.Error(), "connection refused") {
			return resp, err
		}
	}
	return nil, fmt.Errorf("no node answers")
}

// behind puts nodes behind one address.
func behind(t *testing.T, nodes ...*node) string {
	t.Helper()
	a := new(address)
	for _, n := range nodes {
		a.nodes = append(a.nodes, strings.TrimPrefix(n.base, "http://"))
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(*httputil.ProxyRequest) {}, Transport: a, FlushInterval: -1, ErrorLog: log.New(io.Discard, "", 0)})
	t.Cleanup(proxy.Close)
	t.Cleanup(proxy.CloseClientConnections) // streams do not end by themselves
	return proxy.URL
}

// seat is the phone of somebody in a room, which does what its script does.
type seat struct {
	*browser
	streams bool // or it asks again and again

	sent, value int // of the last vote that was acknowledged
	lost        int // votes without an answer, which were sent again

	mu    sync.Mutex
	shown string
	cuts  int // of its stream
}

// votes votes again and again, each vote until it is acknowledged.
func (s *seat) votes(activity, subject string, over *atomic.Bool) {
	for sent := 1; !over.Load(); {
		value := sent%3 + 1
		status, _, err := s.post("/room/votes", url.Values{"activity": {activity}, "vote": {fmt.Sprintf("%s:%d", subject, value)}, "sent": {fmt.Sprint(sent)}})
		switch {
		case err == nil && status == http.StatusSeeOther:
			s.sent, s.value = sent, value
			sent++
			time.Sleep(10 * time.Millisecond)
		case err != nil || status >= http.StatusInternalServerError:
			s.lost++
			time.Sleep(50 * time.Millisecond)
		default:
			s.t.Errorf("a vote is answered with %d", status)
			return
		}
	}
}

// listens follows the room by a stream, opened anew when it breaks off, or by asking.
func (s *seat) listens() {
	accept := map[bool]string{true: "text/event-stream", false: "text/html"}[s.streams]
	client := http.Client{Jar: s.Jar}
	for s.t.Context().Err() == nil {
		r, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.base+"/room/events", nil)
		if err != nil {
			s.t.Error(err)
			return
		}
		r.Header.Set("Accept", accept)
		if resp, err := client.Do(r); err == nil {
			s.hears(resp)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func (s *seat) hears(resp *http.Response) {
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return
	}
	if !s.streams {
		if page, err := io.ReadAll(resp.Body); err == nil {
			s.see(string(page))
		}
		return
	}
	var event strings.Builder
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		if event.WriteString(lines.Text() + "\n"); lines.Text() == "" {
			if picture := event.String(); strings.HasPrefix(picture, "data:") {
				s.see(picture)
			}
			event.Reset()
		}
	}
	s.mu.Lock()
	s.cuts++
	s.mu.Unlock()
}

func (s *seat) see(picture string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown = picture
}

var (
	barField   = regexp.MustCompile(`<span class="num">(\d+)</span>`)
	ownField   = regexp.MustCompile(`data-sent="(\d+)"[^>]*data-votes="\{&#34;[^&]+&#34;:(\d+)\}"`)
	codeField  = regexp.MustCompile(`<p class="code">(\w+)</p>`)
	pointField = regexp.MustCompile(`/activities/([0-9a-f-]{36})"`)
	voteField  = regexp.MustCompile(`data-subject="([^"]+)"`)
)

// finds is what a pattern finds on a page.
func (b *browser) finds(pattern *regexp.Regexp, page string) string {
	b.t.Helper()
	status, body := b.get(page)
	found := pattern.FindStringSubmatch(body)
	if found == nil {
		b.t.Fatalf("%s (%d) shows no %s", page, status, pattern)
	}
	return found[1]
}

// opens begins a workshop with one question in it.
func (b *browser) opens(home string) (room, activity, code string) {
	b.t.Helper()
	room = b.must(home+"/workshops", url.Values{"title": {"Go or no-go"}, "held_on": {"2030-01-01"}, "naming": {"anonymous"}})
	b.must(room+"/activities", url.Values{"kind": {"decision"}, "title": {"Go on?"}, "minutes": {"5"}, "options": {"Go on to wave two"}})
	b.must(room+"/desk/begin", url.Values{})
	return room, b.finds(pointField, room), b.finds(codeField, room+"/desk")
}

// sits is somebody's phone that came in by the code.
func (n *node) sits(base, code string) *browser {
	n.t.Helper()
	b := n.browser()
	b.base = base
	b.learn("/join/" + code)
	b.must("/join", url.Values{"code": {code}})
	return b
}

// counts are the bars that a phone shows.
func (s *seat) counts() (bars []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, bar := range barField.FindAllStringSubmatch(s.shown, -1) {
		bars = append(bars, bar[1])
	}
	return bars
}

func TestOfTwoNodesBehindOneAddressOneIsKilledAmidAVoteAndEverybodySeesTheRightResult(t *testing.T) {
	at := postgrestest.URL(t)
	stays := start(t, "--data", t.TempDir(), "--database-url", at)
	lead, home := stays.setUp()
	dies := start(t, "--data", t.TempDir(), "--database-url", at)
	lead.base = behind(t, stays, dies)
	room, activity, code := lead.opens(home)
	turn := func(phase string) {
		t.Helper()
		lead.must(room+"/desk/turn", url.Values{"activity": {activity}, "phase": {phase}})
	}
	turn("open")

	var over atomic.Bool
	var voting sync.WaitGroup
	phones := make([]*seat, seats)
	for i := range phones {
		s := &seat{browser: stays.sits(lead.base, code), streams: i%4 != 0}
		s.learn("/room")
		subject := s.finds(voteField, "/room")
		phones[i] = s
		go s.listens()
		voting.Go(func() { s.votes(activity, subject, &over) })
	}
	time.Sleep(dwell)
	signal(t, dies, syscall.SIGKILL)
	dies.end(10 * time.Second)
	time.Sleep(dwell)
	over.Store(true)
	voting.Wait()

	turn("closed")
	turn("revealed")
	tally, lost, cuts, acknowledged := make([]int, 3), 0, 0, 0
	for i, s := range phones {
		tally[s.value-1]++
		lost, acknowledged = lost+s.lost, acknowledged+s.sent
		_, own := s.get("/room/own")
		if kept := ownField.FindStringSubmatch(own); kept == nil || kept[1] != fmt.Sprint(s.sent) || kept[2] != fmt.Sprint(s.value) {
			t.Errorf("phone %d: vote %d for %d was acknowledged, and kept is %q", i, s.sent, s.value, kept)
		}
	}
	want := strings.Fields(strings.Trim(fmt.Sprint(tally), "[]"))
	for i, s := range phones {
		for deadline := time.Now().Add(patient); !slices.Equal(s.counts(), want); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Errorf("phone %d shows %v, want %v", i, s.counts(), want)
				break
			}
		}
		s.mu.Lock()
		cuts += s.cuts
		s.mu.Unlock()
	}
	if lost == 0 || cuts == 0 {
		t.Errorf("the kill cut %d streams and cost %d answers: it came amid nothing", cuts, lost)
	}
	t.Logf("%d votes were acknowledged, %d sent again, %d streams opened anew; the result is %v", acknowledged, lost, cuts, want)
}

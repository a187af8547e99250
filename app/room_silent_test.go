package app_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"stegvis/app/apptest"
	"stegvis/app/platform/database"
	"stegvis/app/workshop"
)

func TestFiveHundredPhonesThatNeverReadHoldNobodyUpAndCostNoMemory(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall, site *apptest.Site, phone *apptest.Browser) {
		a := h.adds(workshop.ActivityDraft{Kind: workshop.Risks, Title: "What could go wrong?"})
		h.turns(a, workshop.Open)
		go h.rooms.Bus.Listen(t.Context(), h.rooms.DB) // what PostgreSQL tells
		address := strings.TrimPrefix(site.Listen(t), "http://")
		for range 500 {
			opens(t, address, h.seats(""))
		}
		reading := opens(t, address, h.seats(""))
		h.must(reading.SetReadDeadline(time.Now().Add(time.Minute)))
		reader := bufio.NewReader(reading)
		awaits(t, reader, "</div>") // all stand, or soon will
		before := heap()
		for n := range 10 { // pictures that grow by ten cards, more than a connection takes in
			mark := fmt.Sprintf("card %d.", n)
			for i := range 10 {
				text := fmt.Sprintf("%s %s", mark, strings.Repeat("å", 480))
				h.must(h.rooms.Workshops.PutFor(h.ctx, h.key, h.id, a, "", workshop.CardDraft{ID: database.NewID(), Text: text}))
				if i == 9 {
					awaits(t, reader, mark)
				}
			}
		}
		if grown := heap() - before; grown > 24<<20 {
			t.Errorf("%d MiB are kept for phones that never read", grown>>20)
		}
		h.lets(site.Browser(t), "Olle", "it")
		phone.Post("/room/cards", url.Values{"activity": {a}, "id": {database.NewID()}, "text": {"The room goes on"}}).Must(http.StatusSeeOther)
		awaits(t, reader, "The room goes on")
	})
}

// seats gives somebody a seat, and the cookie of their phone.
func (h *hall) seats(name string) string {
	h.t.Helper()
	_, token, err := h.rooms.Workshops.Join(h.ctx, workshop.Entry{Code: h.code, Name: name}, "10.0.0.1")
	h.must(err)
	return "seat=" + token
}

// opens asks for the events of a room and reads nothing of them.
func opens(t *testing.T, address, cookie string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err == nil {
		t.Cleanup(func() { _ = conn.Close() })
		_, err = fmt.Fprintf(conn, "GET /room/events HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nAccept: text/event-stream\r\n\r\n", address, cookie)
	}
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// awaits reads until something comes by.
func awaits(t *testing.T, from *bufio.Reader, want string) {
	t.Helper()
	for {
		line, err := from.ReadString('\n')
		if err != nil {
			t.Fatalf("waiting for %q: %v", want, err)
		}
		if strings.Contains(line, want) {
			return
		}
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

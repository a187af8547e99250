package web

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/workshop"
	"stegvis/templates/phones"
)

// How streams of events are kept.
const (
	aliveEvery  = 20 * time.Second // a browser hears that the other end is there
	writeWithin = 10 * time.Second // who does not read for so long is let go, and comes again when it can
	streamLife  = 15 * time.Minute // then the browser comes anew, and is looked at whether it still may
)

// roomEvents shows a participant's browser the room as it changes; a browser that
// cannot listen asks for the present picture again and again.
func (s *server) roomEvents(c *fiber.Ctx, guest project.Guest) error {
	who, w, err := s.Workshops.Seated(c.UserContext(), guest)
	if err != nil {
		return err
	}
	if listens(c) {
		s.stream(c, workshop.View{WorkshopID: w.ID, For: workshop.Phones, Lang: visitOf(c).text.Lang(), Table: who.Group}, workshop.Pass{Seat: who.ID})
		return nil
	}
	state, err := s.Workshops.Shown(c.UserContext(), w.ID, who.Group)
	if err != nil {
		return err
	}
	return render(c, phones.Now(phones.Picture{State: state, Now: s.Now()}))
}

// listens reports whether a browser asks for a stream of events.
func listens(c *fiber.Ctx) bool {
	return strings.Contains(c.Get(fiber.HeaderAccept), "text/event-stream")
}

// stream shows a view as it changes, until the browser goes or its pass is lost. The connection is
// taken out of the server's hands: so a screen that waits costs one small goroutine
// and no buffers, what is drawn once is written as it is to all, and a node that
// stops need not wait for it. The room is drawn once the request is over and has let
// go of the database: else many who come at once would hold all its connections
// while they wait for the one drawing, which needs one.
func (s *server) stream(c *fiber.Ctx, v workshop.View, by workshop.Pass) {
	c.Context().HijackSetNoResponse(true)
	c.Context().Hijack(func(conn net.Conn) {
		l, err := s.hub.Watch(v, by)
		if err != nil { // the browser comes again
			slog.Warn("web: a room cannot be shown", "workshop", v.WorkshopID, "error", err)
			return
		}
		defer l.Close()
		send(conn, l)
	})
}

// send writes pictures as they come. Those that a slow browser has missed it never gets.
func send(conn net.Conn, l *workshop.Listener) {
	alive := time.NewTicker(aliveEvery)
	defer alive.Stop()
	until := time.Now().Add(streamLife)
	for frame, on := opening(), true; on && time.Now().Before(until) && put(conn, frame); {
		select {
		case frame, on = <-l.Frames():
		case <-alive.C:
			frame = []byte("event: alive\ndata: 1\n\n")
		}
	}
}

func put(conn net.Conn, frame []byte) bool {
	if conn.SetWriteDeadline(time.Now().Add(writeWithin)) != nil {
		return false
	}
	_, err := conn.Write(frame)
	return err == nil
}

// opening is the head of a stream. Browsers that lose it come again each at its
// own moment, not all at once.
func opening() []byte {
	return fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Accel-Buffering: no\r\nConnection: close\r\n\r\nretry: %d\n\n", 500+rand.IntN(2000))
}

// deskEvents tells the desk and the wall that their room has changed, and nothing of
// it: each asks for itself, and so is looked at every time whether it still may.
func (s *server) deskEvents(c *fiber.Ctx, key project.Scope) error {
	if err := key.Require(project.Assess); err != nil {
		return err
	}
	w, err := s.Workshops.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	if !listens(c) {
		return fault.Missing()
	}
	s.stream(c, workshop.View{WorkshopID: w.ID, For: workshop.Leads}, s.leads(visitOf(c).token, key))
	return nil
}

// leads is the pass of who leads: that their session still opens the project, to
// somebody who may lead there.
func (s *server) leads(token string, key project.Scope) workshop.Pass {
	return workshop.Pass{Still: func(ctx context.Context) (bool, error) {
		signed, err := s.Accounts.BySession(ctx, token)
		if err == nil {
			key, err = s.Projects.Open(ctx, signed.Account, key.Project.Slug, key.Text)
		}
		if fault.Is(err, fault.Unauthenticated) || fault.Is(err, fault.NotFound) {
			return false, nil
		}
		return key.Allows(project.Assess), err
	}}
}

// draw draws a room for one sort of screen in one language, as an event.
func (s *server) draw(ctx context.Context, v workshop.View) ([]byte, error) {
	if v.For == workshop.Gone {
		return []byte("event: gone\ndata: 1\n\n"), nil
	}
	if v.For == workshop.Leads { // no two are alike, for what is alike is not sent again
		return fmt.Appendf(nil, "event: changed\ndata: %d\n\n", time.Now().UnixNano()), nil
	}
	state, err := s.Workshops.Shown(ctx, v.WorkshopID, v.Table)
	if err != nil {
		return nil, err
	}
	var drawn bytes.Buffer
	picture := phones.Now(phones.Picture{State: state, Now: s.Now()})
	if err := picture.Render(i18n.With(ctx, s.Texts.For(v.Lang)), &drawn); err != nil {
		return nil, err
	}
	return event(drawn.Bytes()), nil
}

// event is a text as an event of a stream.
func event(text []byte) []byte {
	lines := strings.Split(strings.ReplaceAll(string(text), "\r", ""), "\n")
	return []byte("data: " + strings.Join(lines, "\ndata: ") + "\n\n")
}

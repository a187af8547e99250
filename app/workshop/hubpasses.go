package workshop

import (
	"context"
	"log/slog"
	"slices"

	"stegvis/app/platform/bus"
)

// Pass is what lets somebody look: a seat in the room, or a right that they are asked
// for again while they look.
type Pass struct {
	Seat  string // the participant's id, "" for who leads
	Still func(ctx context.Context) (bool, error)
}

// news are what a room's events say together.
type news struct {
	changed bool // what it shows
	parted  bool // somebody may have lost what let them look
}

// newsIn is an event with all that wait behind it.
func newsIn(e bus.Event, events <-chan bus.Event) news {
	var n news
	for on := true; on; {
		n.changed = n.changed || e.Resync || e.Kind == Event
		n.parted = n.parted || e.Resync || e.Kind != Event
		select {
		case e, on = <-events:
		default:
			return n
		}
	}
	return n
}

// part sends those away who may not look any more, and lets phones whose people sit at
// another table look from there. It reports whether any do, for whom that is to be drawn.
func (h *Hub) part(r *room) (moved bool) {
	ctx, cancel := context.WithTimeout(context.Background(), drawWithin)
	defer cancel()
	var all []*Listener
	seated := false
	h.mu.Lock()
	for _, looking := range r.looking {
		for l := range looking {
			all = append(all, l)
			seated = seated || l.pass.Seat != ""
		}
	}
	h.mu.Unlock()
	var sits map[string]int
	var err error
	if seated {
		sits, err = h.sits(ctx, r.id)
	}
	for _, l := range all {
		may := true
		if l.pass.Seat != "" {
			table, sitting := sits[l.pass.Seat]
			if may = err != nil || sitting; sitting && h.move(l, table) {
				moved = true
			}
		} else if l.pass.Still != nil {
			var wrong error
			if may, wrong = l.pass.Still(ctx); wrong != nil {
				may, err = true, wrong
			}
		}
		if !may {
			h.sendAway(ctx, l)
		}
	}
	if err != nil { // they are asked again
		slog.Warn("workshop: nobody can be asked whether they may look", "workshop", r.id, "error", err)
	}
	return moved
}

// move lets a phone look from another table, with what is known there already.
func (h *Hub) move(l *Listener, table int) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.roomOf(l)
	if r == nil || h.stopped || l.view.For != Phones || l.view.Table == table {
		return false
	}
	h.lookAway(r, l)
	l.view.Table = table
	if r.looking[l.view] == nil {
		r.looking[l.view] = map[*Listener]bool{}
	}
	r.looking[l.view][l] = true
	if frame := r.latest[l.view]; frame != nil {
		hand(l.frames, frame)
	}
	return true
}

// sendAway tells somebody that they may not look any more, and ends their listening.
func (h *Hub) sendAway(ctx context.Context, l *Listener) {
	word, err := h.draw(ctx, View{WorkshopID: l.view.WorkshopID, For: Gone, Lang: l.view.Lang})
	if err != nil {
		slog.Warn("workshop: somebody is sent away without a word", "workshop", l.view.WorkshopID, "error", err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.roomOf(l) != nil {
		h.end(l, word)
	}
}

// roomOf is the room in which somebody looks, nil when they do not any more.
func (h *Hub) roomOf(l *Listener) *room {
	if r := h.rooms[l.view.WorkshopID]; r != nil && r.looking[l.view][l] {
		return r
	}
	return nil
}

// end lets a screen see no more, after a last word if there is one.
func (h *Hub) end(l *Listener, word []byte) {
	h.leave(l)
	if h.stopped {
		return
	}
	if word != nil {
		hand(l.frames, word)
	}
	close(l.frames)
}

func (h *Hub) leave(l *Listener) {
	r, seat := h.roomOf(l), l.pass.Seat
	if r == nil {
		return
	}
	if r.seats[seat] = slices.DeleteFunc(r.seats[seat], func(other *Listener) bool { return other == l }); len(r.seats[seat]) == 0 {
		delete(r.seats, seat)
	}
	h.lookAway(r, l)
	if len(r.looking) == 0 {
		delete(h.rooms, r.id)
		r.stop()
	}
}

func (h *Hub) lookAway(r *room, l *Listener) {
	v := l.view
	delete(r.looking[v], l)
	if len(r.looking[v]) == 0 {
		delete(r.looking, v)
		delete(r.latest, v) // nobody keeps it up to date any more
	}
}

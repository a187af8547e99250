package workshop

import (
	"bytes"
	"context"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"

	"stegvis/app/platform/bus"
	"stegvis/app/project"
)

// View is who looks at a room, and in which language: all who share one are shown
// the very same.
type View struct {
	WorkshopID string
	For        Audience
	Lang       string
	Table      int // breakout table of a phone, 0 for none
}

// Audience is a sort of screen.
type Audience string

// The audiences.
const (
	Phones Audience = "phones"
	Leads  Audience = "leads" // the desk and the wall, which hear of a change and look by themselves
	Gone   Audience = "gone"  // those who may not look any more, and are told so
)

// Hub keeps the screens of one node up to date: when a room changes, each of its
// views is drawn once and handed to all who look.
type Hub struct {
	bus  *bus.Bus
	draw func(ctx context.Context, v View) ([]byte, error)
	sits func(ctx context.Context, workshopID string) (map[string]int, error)

	mu      sync.Mutex
	rooms   map[string]*room
	stopped bool
}

// pause is how long a room gathers changes after it was drawn. The first change of a
// quiet room is shown at once.
const pause = 100 * time.Millisecond

// againWithin is after how long at most a view that could not be drawn is tried again.
const againWithin = 2 * time.Second

// drawWithin is how long drawing a view may take.
const drawWithin = 5 * time.Second

// drawnAtOnce is how many views of a room are drawn side by side: each holds one of the
// node's connections to the database meanwhile.
const drawnAtOnce = 4

// lookEvery is how often those who look are asked again for their passes, beside when
// it is told that somebody lost theirs.
const lookEvery = 5 * time.Second

// screensMost is how many screens one seat has at a node at most: a phone's tabs, and
// streams of its that nobody has noticed yet to be dead.
const screensMost = 5

type room struct {
	id      string
	stop    func()
	looking map[View]map[*Listener]bool
	seats   map[string][]*Listener // the screens of each seat, in the order of their coming
	latest  map[View][]byte        // as they were drawn last, while somebody looks at them
	first   singleflight.Group     // drawings for those who begin to look
}

// Listener is one screen. A screen that is slow gets the latest picture and not
// those that it missed.
type Listener struct {
	view   View
	pass   Pass
	frames chan []byte
	close  func()
}

// Frames are the pictures as they come, until the node stops, the pass is lost, the
// seat has newer screens enough, or Close.
func (l *Listener) Frames() <-chan []byte { return l.frames }

// Close ends listening.
func (l *Listener) Close() { l.close() }

// NewHub takes the bus, how a view is drawn, and who sits in a room at which table.
func NewHub(b *bus.Bus, draw func(ctx context.Context, v View) ([]byte, error), sits func(ctx context.Context, workshopID string) (map[string]int, error)) *Hub {
	return &Hub{bus: b, draw: draw, sits: sits, rooms: map[string]*room{}}
}

// Look shows a view from now on. The first picture comes with the next change; who
// begins to look draws the present one.
func (h *Hub) Look(v View, by Pass) *Listener {
	l := &Listener{view: v, pass: by, frames: make(chan []byte, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.rooms[v.WorkshopID]
	if r == nil {
		r = h.open(v.WorkshopID)
	}
	if r.looking[v] == nil {
		r.looking[v] = map[*Listener]bool{}
	}
	r.looking[v][l] = true
	if h.stopped {
		close(l.frames)
	}
	l.close = sync.OnceFunc(func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.leave(l)
	})
	if by.Seat != "" {
		if r.seats[by.Seat] = append(r.seats[by.Seat], l); len(r.seats[by.Seat]) > screensMost {
			h.end(r.seats[by.Seat][0], nil)
		}
	}
	return l
}

// Watch is Look, with the present picture first. For many who come at once, as
// after a node has gone, it is drawn once.
func (h *Hub) Watch(v View, by Pass) (*Listener, error) {
	l := h.Look(v, by)
	h.mu.Lock()
	r := h.roomOf(l)
	if r == nil { // and is sent away already
		h.mu.Unlock()
		return l, nil
	}
	frame := r.latest[v]
	h.mu.Unlock()
	if frame == nil {
		drawn, err, _ := r.first.Do(string(v.For)+" "+v.Lang+" "+strconv.Itoa(v.Table), func() (any, error) { return h.picture(v) })
		if err != nil {
			l.Close()
			return nil, err
		}
		frame = drawn.([]byte)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.roomOf(l) == nil {
		return l, nil
	}
	if l.view != v { // who looks has another table meanwhile, and what is seen there
		return l, nil
	}
	if r.latest[v] == nil { // else a change was drawn meanwhile, which is later
		r.latest[v] = frame
	}
	if len(l.frames) == 0 && !h.stopped {
		l.frames <- r.latest[v]
	}
	return l, nil
}

func (h *Hub) picture(v View) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), drawWithin)
	defer cancel()
	return h.draw(ctx, v)
}

// open follows a room's changes while somebody looks.
func (h *Hub) open(workshopID string) *room {
	events, stop := h.bus.Subscribe(func(e bus.Event) bool {
		return e.Kind == project.MemberKind || (e.Kind == Event || e.Kind == Parted) && e.ID == workshopID
	})
	r := &room{id: workshopID, stop: stop, looking: map[View]map[*Listener]bool{}, seats: map[string][]*Listener{}, latest: map[View][]byte{}}
	h.rooms[workshopID] = r
	go h.follow(r, events)
	return r
}

// follow shows a room whenever it has changed, until nobody looks, and asks those who
// look again for their passes. What could not be drawn is tried again by itself, less
// and less often, since the change may be the last for long.
func (h *Hub) follow(r *room, events <-chan bus.Event) {
	passes := time.NewTicker(lookEvery)
	defer passes.Stop()
	var failed []View
	var again <-chan time.Time
	wait := pause
	for {
		views := failed
		select {
		case e, on := <-events:
			if !on {
				return
			}
			news := newsIn(e, events) // what changes from here on is shown the next time
			moved := news.parted && h.part(r)
			if !news.changed && !moved {
				continue
			}
			views = h.views(r)
		case <-passes.C:
			if !h.part(r) {
				continue
			}
			views = h.views(r)
		case <-again:
		}
		failed, again = h.show(r, views), nil
		if wait = min(2*wait, againWithin); len(failed) == 0 {
			wait = pause
		} else {
			again = time.After(wait)
		}
		time.Sleep(pause)
	}
}

// Stop sends all screens away, so that a node that ends need not wait for them; they
// come again to another.
func (h *Hub) Stop() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopped {
		return
	}
	h.stopped = true
	for _, r := range h.rooms {
		for _, looking := range r.looking {
			for l := range looking {
				close(l.frames)
			}
		}
	}
}

// views are those at which somebody looks.
func (h *Hub) views(r *room) []View {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Collect(maps.Keys(r.looking))
}

// show draws views of a room, each once, and hands them to all who look. It gives those
// that could not be drawn.
func (h *Hub) show(r *room, views []View) (failed []View) {
	looked := h.views(r)
	var drawing errgroup.Group
	drawing.SetLimit(drawnAtOnce)
	var mu sync.Mutex
	for _, v := range views {
		if !slices.Contains(looked, v) {
			continue
		}
		drawing.Go(func() error {
			frame, err := h.picture(v)
			if err == nil {
				h.hand(r, v, frame)
				return nil
			}
			slog.Warn("workshop: a room cannot be drawn", "workshop", v.WorkshopID, "error", err)
			mu.Lock()
			defer mu.Unlock()
			failed = append(failed, v)
			return nil // the others are drawn all the same
		})
	}
	_ = drawing.Wait()
	return failed
}

func (h *Hub) hand(r *room, v View, frame []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopped || len(r.looking[v]) == 0 || bytes.Equal(r.latest[v], frame) { // not everything that changes is seen everywhere
		return
	}
	r.latest[v] = frame
	for l := range r.looking[v] {
		hand(l.frames, frame)
	}
}

// hand leaves the latest picture, whether or not the one before was taken.
func hand(frames chan []byte, frame []byte) {
	select {
	case <-frames:
	default:
	}
	frames <- frame
}

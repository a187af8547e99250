// Package bus tells the other parts of a node, and the other nodes, that
// something changed. An event carries ids only: whoever hears it reads again.
package bus

import (
	"context"
	"encoding/json"
	"sync"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
)

// Event says what changed. Seq is its number in the audit log of the project. A
// Resync event carries nothing: events may have been missed, so read all again.
type Event struct {
	OrganisationID string `json:"o,omitempty"`
	ProjectID      string `json:"p,omitempty"`
	Kind           string `json:"k,omitempty"`
	ID             string `json:"i,omitempty"`
	Seq            int64  `json:"s,omitempty"`
	Resync         bool   `json:"r,omitempty"`
}

const channel = "stegvis"

type busKey struct{}

// With puts the bus into a context, from where Publish takes it.
func With(ctx context.Context, b *Bus) context.Context { return context.WithValue(ctx, busKey{}, b) }

// Publish tells the event once the writing transaction commits; when it rolls
// back nothing is told. On PostgreSQL the notification is part of the
// transaction and reaches every node, this one included.
func Publish(ctx context.Context, tx *gorm.DB, e Event) error {
	if tx.Name() == "postgres" {
		raw, err := json.Marshal(e)
		if err != nil {
			return err
		}
		return tx.Exec("SELECT pg_notify(?, ?)", channel, string(raw)).Error
	}
	if b, ok := ctx.Value(busKey{}).(*Bus); ok {
		database.AfterCommit(ctx, func() { b.deliver(e) })
	}
	return nil
}

// Bus fans events out to the subscribers of one node.
type Bus struct {
	mu          sync.Mutex
	subscribers map[chan Event]func(Event) bool
}

// New is a bus without subscribers.
func New() *Bus { return &Bus{subscribers: map[chan Event]func(Event) bool{}} }

// waiting is how many events a subscriber may be behind before it is told to
// read all again.
const waiting = 64

// Subscribe gives the events that keep lets through until stop is called. A
// subscriber who is too slow gets a Resync instead of what it missed; nobody
// waits for it.
func (b *Bus) Subscribe(keep func(Event) bool) (events <-chan Event, stop func()) {
	ch := make(chan Event, waiting)
	b.mu.Lock()
	b.subscribers[ch] = keep
	b.mu.Unlock()
	return ch, sync.OnceFunc(func() {
		b.mu.Lock()
		delete(b.subscribers, ch)
		close(ch)
		b.mu.Unlock()
	})
}

func (b *Bus) deliver(e Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for ch, keep := range b.subscribers {
		if e.Resync || keep(e) {
			offer(ch, e)
		}
	}
}

// offer never blocks. A full channel is emptied and left with one Resync.
func offer(ch chan Event, e Event) {
	select {
	case ch <- e:
		return
	default:
	}
	for {
		select {
		case <-ch:
			continue
		default:
		}
		break
	}
	ch <- Event{Resync: true}
}

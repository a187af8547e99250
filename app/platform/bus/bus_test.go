package bus_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
)

func all(bus.Event) bool { return true }

// node is a bus that listens; it is heard from the first Resync on, which on
// PostgreSQL says that the connection stands.
func node(t *testing.T, db *database.DB) (*bus.Bus, <-chan bus.Event) {
	t.Helper()
	b := bus.New()
	events, stop := b.Subscribe(all)
	t.Cleanup(stop)
	go b.Listen(t.Context(), db)
	if db.Postgres() {
		if e := next(t, events); !e.Resync {
			t.Fatalf("the first event of a connection is %+v", e)
		}
	}
	return b, events
}

func next(t *testing.T, events <-chan bus.Event) bus.Event {
	t.Helper()
	select {
	case e := <-events:
		return e
	case <-time.After(10 * time.Second):
		t.Fatal("waited in vain for an event")
		return bus.Event{}
	}
}

func publish(t *testing.T, b *bus.Bus, db *database.DB, fails error, events ...bus.Event) {
	t.Helper()
	err := db.Write(bus.With(t.Context(), b), func(ctx context.Context, tx *gorm.DB) error {
		for _, e := range events {
			if err := bus.Publish(ctx, tx, e); err != nil {
				return err
			}
		}
		return fails
	})
	if !errors.Is(err, fails) {
		t.Fatal(err)
	}
}

func TestWhatIsCommittedIsToldInOrderAndNothingElse(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b, events := node(t, db)
		first := bus.Event{OrganisationID: "o", ProjectID: "p", Kind: "risk", ID: "1", Seq: 7}
		publish(t, b, db, errors.New("rolled back"), bus.Event{ID: "never"})
		publish(t, b, db, nil, first, bus.Event{ID: "2"})
		publish(t, b, db, nil, bus.Event{ID: "3"})
		for n, want := range []bus.Event{first, {ID: "2"}, {ID: "3"}} {
			if got := next(t, events); got != want {
				t.Errorf("event %d is %+v, want %+v", n, got, want)
			}
		}
	})
}

func TestASubscriberHearsOnlyWhatItKeepsAndNothingAfterItsEnd(t *testing.T) {
	db := databasetest.SQLite(t)
	b, everything := node(t, db)
	mine, stop := b.Subscribe(func(e bus.Event) bool { return e.ProjectID == "mine" })
	publish(t, b, db, nil, bus.Event{ProjectID: "other"}, bus.Event{ProjectID: "mine"})
	if e := next(t, mine); e.ProjectID != "mine" {
		t.Errorf("heard %+v", e)
	}
	stop()
	stop()
	publish(t, b, db, nil, bus.Event{ProjectID: "mine"})
	if e, open := <-mine; open {
		t.Errorf("heard %+v after the end", e)
	}
	for range 3 {
		next(t, everything)
	}
}

func TestASlowSubscriberHoldsNobodyUpAndIsToldToReadAgain(t *testing.T) {
	db := databasetest.SQLite(t)
	b, slow := node(t, db)
	for range 500 {
		publish(t, b, db, nil, bus.Event{ID: "many"})
	}
	resyncs, rest := 0, 0
	for len(slow) > 0 {
		if e := <-slow; e.Resync {
			resyncs++
		} else {
			rest++
		}
	}
	if resyncs != 1 || rest == 500 {
		t.Errorf("%d resyncs and %d events after an overflow", resyncs, rest)
	}
	publish(t, b, db, nil, bus.Event{ID: "after"})
	if e := next(t, slow); e.ID != "after" {
		t.Errorf("after the overflow it heard %+v", e)
	}
}

func TestEveryNodeHearsWhatAnyWritesOnce(t *testing.T) {
	db := databasetest.Postgres(t)
	a, heardByA := node(t, db)
	b, heardByB := node(t, db)
	publish(t, a, db, nil, bus.Event{ID: "from a"})
	publish(t, b, db, nil, bus.Event{ID: "from b"})
	for name, events := range map[string]<-chan bus.Event{"a": heardByA, "b": heardByB} {
		for _, want := range []string{"from a", "from b"} {
			if e := next(t, events); e.ID != want {
				t.Errorf("%s heard %+v, want %q", name, e, want)
			}
		}
		if len(events) > 0 {
			t.Errorf("%s heard %+v twice", name, <-events)
		}
	}
}

func TestABrokenConnectionComesBackWithAResync(t *testing.T) {
	db := databasetest.Postgres(t)
	b, events := node(t, db)
	err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		return tx.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE datname = current_database() AND query LIKE 'LISTEN%'`).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if e := next(t, events); !e.Resync {
		t.Errorf("the new connection begins with %+v", e)
	}
	publish(t, b, db, nil, bus.Event{ID: "again"})
	if e := next(t, events); e.ID != "again" {
		t.Errorf("heard %+v", e)
	}
}

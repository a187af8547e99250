package workshop_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/workshop"
)

// changes tells that something in the room changed.
func changes(t *testing.T, db *database.DB, b *bus.Bus, room string) {
	t.Helper()
	if err := db.Write(bus.With(t.Context(), b), func(ctx context.Context, tx *gorm.DB) error {
		return bus.Publish(ctx, tx, bus.Event{Kind: workshop.Event, ID: room})
	}); err != nil {
		t.Fatal(err)
	}
}

func TestAViewThatCouldNotBeDrawnIsDrawnAgainWithoutAnotherChange(t *testing.T) {
	t.Parallel()
	db := databasetest.SQLite(t)
	b := bus.New()
	var broken atomic.Int32
	var drawn atomic.Int32
	hub := workshop.NewHub(b, func(_ context.Context, v workshop.View) ([]byte, error) {
		if v.Lang == "sv" && broken.Add(-1) >= 0 {
			return nil, errors.New("the database is away")
		}
		return fmt.Appendf(nil, "%s %d", v.Lang, drawn.Add(1)), nil
	}, nil)
	look := func(lang string) *workshop.Listener {
		l, err := hub.Watch(workshop.View{WorkshopID: "w", For: workshop.Phones, Lang: lang}, workshop.Pass{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(l.Close)
		<-l.Frames() // as it is
		return l
	}
	unlucky, lucky := look("sv"), look("en")
	broken.Store(3)
	changes(t, db, b, "w")
	for _, l := range []*workshop.Listener{lucky, unlucky} {
		select {
		case <-l.Frames():
		case <-time.After(10 * time.Second):
			t.Fatal("a change is not shown")
		}
	}
	time.Sleep(300 * time.Millisecond)
	if n := drawn.Load(); n != 4 { // the first of each, and the change for each: who saw it is not drawn for again
		t.Errorf("drawn %d times, want 4", n)
	}
}

func TestWhatCannotBeDrawnIsNotTriedOnceNobodyLooks(t *testing.T) {
	t.Parallel()
	db := databasetest.SQLite(t)
	b := bus.New()
	var tries atomic.Int32
	hub := workshop.NewHub(b, func(context.Context, workshop.View) ([]byte, error) {
		tries.Add(1)
		return nil, errors.New("the database is away")
	}, nil)
	l := hub.Look(workshop.View{WorkshopID: "w", For: workshop.Phones}, workshop.Pass{})
	changes(t, db, b, "w")
	for deadline := time.Now().Add(10 * time.Second); tries.Load() < 2; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it is not tried again")
		}
	}
	l.Close()
	time.Sleep(50 * time.Millisecond)
	before := tries.Load()
	time.Sleep(time.Second)
	if after := tries.Load(); after > before+1 {
		t.Errorf("tried %d times more", after-before)
	}
}

func TestViewsOfARoomAreDrawnSideBySideAndNotAllAtOnce(t *testing.T) {
	t.Parallel()
	db := databasetest.SQLite(t)
	b := bus.New()
	var changed atomic.Bool
	var now, most atomic.Int32
	hub := workshop.NewHub(b, func(_ context.Context, v workshop.View) ([]byte, error) {
		if !changed.Load() {
			return []byte("before"), nil
		}
		n := now.Add(1)
		defer now.Add(-1)
		for have := most.Load(); n > have && !most.CompareAndSwap(have, n); have = most.Load() {
		}
		time.Sleep(100 * time.Millisecond)
		return fmt.Appendf(nil, "table %d", v.Table), nil
	}, nil)
	var all []*workshop.Listener
	for table := range 12 {
		l, err := hub.Watch(workshop.View{WorkshopID: "w", For: workshop.Phones, Lang: "en", Table: table}, workshop.Pass{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(l.Close)
		<-l.Frames()
		all = append(all, l)
	}
	changed.Store(true)
	changes(t, db, b, "w")
	for table, l := range all {
		select {
		case frame := <-l.Frames():
			if string(frame) != fmt.Sprintf("table %d", table) {
				t.Errorf("table %d sees %q", table, frame)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("table %d is not shown the change", table)
		}
	}
	if n := most.Load(); n < 2 || n > 4 {
		t.Errorf("%d were drawn at once", n)
	}
}

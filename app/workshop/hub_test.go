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

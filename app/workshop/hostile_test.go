package workshop_test

import (
	"context"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/workshop"
)

func TestTheSameVoteFromManyPhonesAtOnceCountsOnce(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Dots: 3, Options: "Old data\nNo time"})
		_, all, err := s.Agenda(t.Context(), s.key, s.id)
		s.must(err)
		options := all[0].Settings().Options
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja", "")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		card := workshop.CardDraft{ID: database.NewID(), Text: "The sponsor leaves"}
		var tries sync.WaitGroup
		for i := range 24 {
			tries.Go(func() {
				err := s.votes(maja, a, options[i%2].Key, 2, int64(i/2+1)) // both together are a dot too many
				if err != nil && !fault.Is(err, fault.Invalid) {
					t.Error(err)
				}
				s.must(s.Put(t.Context(), maja, a, card))
			})
		}
		tries.Wait()
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Revealed))
		state := s.room()
		sum := 0
		for _, r := range state.Results {
			sum += r.Sum
		}
		if sum != 2 || len(state.Cards) != 1 {
			t.Errorf("%d dots of 3 and %d cards", sum, len(state.Cards))
		}
	})
}

func TestAForgedSeatTenThousandCharactersAndMarkup(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Cards})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("<b>Maja</b>", "")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		markup := `<script>alert(1)</script> & "<img src=x onerror=alert(1)>"`
		put := func(g project.Guest, text string) error {
			return s.Put(t.Context(), g, a, workshop.CardDraft{ID: database.NewID(), Text: text})
		}
		forged := maja
		forged.Link.ObjectID = database.NewID()
		s.refused(put(forged, "Not me"), fault.NotFound, "a seat that is none")
		elsewhere := maja
		elsewhere.Link.ProjectID = database.NewID()
		s.refused(put(elsewhere, "Not here"), fault.NotFound, "a seat of another project")
		s.refused(put(maja, strings.Repeat("å", 10_000)), fault.Invalid, "ten thousand characters")
		s.refused(s.Put(t.Context(), maja, a, workshop.CardDraft{ID: "1' OR '1'='1", Text: "x"}), fault.Invalid, "an id that is none")
		s.refused(s.Put(t.Context(), maja, database.NewID(), workshop.CardDraft{ID: database.NewID(), Text: "x"}), fault.NotFound, "an activity of another room")
		s.must(put(maja, markup))
		s.must(s.Dismiss(t.Context(), s.key, s.id, []string{maja.Link.ObjectID}))
		s.refused(put(maja, "Back again"), fault.NotFound, "a seat that was ended")
		if cards := s.room().Cards; len(cards) != 1 || cards[0].Text != markup {
			t.Errorf("the room shows %+v", cards)
		}
	})
}

func TestAThousandGuessesOpenNothingAndKeepNobodyOut(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		code := s.code()
		tooMany := 0
		for i := range 1000 {
			guess := fmt.Sprintf("%c%c%c%c%c%c", 'A'+i%26, 'A'+i/26%26, 'A'+i/676, 'Q', 'Q', 'Q')
			if _, err := s.Door(t.Context(), guess, "10.0.0.9"); fault.Is(err, fault.TooMany) {
				tooMany++
			} else if err == nil && guess != code {
				t.Errorf("%s opens a room", guess)
			}
		}
		if tooMany < 790 {
			t.Errorf("%d of 1,000 guesses are turned away as too many", tooMany)
		}
		if _, _, err := s.Join(t.Context(), workshop.Entry{Code: code}, "10.0.0.9"); !fault.Is(err, fault.TooMany) {
			t.Errorf("who guessed comes in with the right code: %v", err)
		}
		if _, _, err := s.Join(t.Context(), workshop.Entry{Code: code}, "10.0.0.10"); err != nil {
			t.Errorf("somebody with the right code: %v", err)
		}
	})
}

func TestScreensThatNeverReadDelayNobodyAndKeepOnePictureEach(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		b := bus.New()
		ctx := bus.With(t.Context(), b)
		go b.Listen(ctx, s.DB)
		picture := make([]byte, 64<<10)
		var drawn atomic.Int64 // a picture like the one before is not handed out again
		hub := workshop.NewHub(b, func(context.Context, workshop.View) ([]byte, error) {
			return strconv.AppendInt(append([]byte(nil), picture...), drawn.Add(1), 10), nil
		}, s.Sits)
		t.Cleanup(hub.Stop)
		view := workshop.View{WorkshopID: s.id, For: workshop.Phones, Lang: "en"}
		var silent []*workshop.Listener
		for range 500 {
			silent = append(silent, hub.Look(view, workshop.Pass{}))
		}
		reader := hub.Look(view, workshop.Pass{})
		changed := func() {
			s.must(s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
				return bus.Publish(ctx, tx, bus.Event{Kind: workshop.Event, ID: s.id})
			}))
		}
		waits := func(what string) {
			select {
			case <-reader.Frames():
			case <-time.After(10 * time.Second):
				t.Fatalf("%s: the reader waits in vain", what)
			}
		}
		for deadline := time.Now().Add(10 * time.Second); ; { // until the connection stands
			changed()
			select {
			case <-reader.Frames():
			case <-time.After(200 * time.Millisecond):
				if time.Now().Before(deadline) {
					continue
				}
				t.Fatal("no picture comes")
			}
			break
		}
		before := heap()
		for range 20 {
			changed()
			waits("beside 500 that never read")
		}
		if grown := heap() - before; grown > 4<<20 {
			t.Errorf("%d KiB were kept for screens that never read", grown>>10)
		}
		for _, l := range silent {
			if len(l.Frames()) > 1 {
				t.Fatal("a screen keeps more than the latest picture")
			}
			l.Close()
		}
		changed()
		waits("after the others left")
	})
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

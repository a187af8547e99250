package rate_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/rate"
)

func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func take(t *testing.T, db *database.DB, l rate.Limit, name string, at time.Time) bool {
	t.Helper()
	var within bool
	err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		var err error
		within, err = l.Take(tx, name, at)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return within
}

func TestAWindowAllowsSoManyTriesAndIsNotProlonged(t *testing.T) {
	limit := rate.Limit{Tries: 2, Window: time.Minute}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		for _, c := range []struct {
			name   string
			who    string
			after  time.Duration
			within bool
		}{
			{"the first", "åsa", 0, true},
			{"the last that is allowed", "åsa", 30 * time.Second, true},
			{"one too many", "åsa", 31 * time.Second, false},
			{"somebody else", "øystein", 31 * time.Second, true},
			{"the window's last moment", "åsa", time.Minute - time.Microsecond, false},
			{"the window is over", "åsa", time.Minute, true},
			{"the new window counts anew", "åsa", 90 * time.Second, true},
			{"and ends", "åsa", 100 * time.Second, false},
		} {
			if got := take(t, db, limit, c.who, noon().Add(c.after)); got != c.within {
				t.Errorf("%s: within %v, want %v", c.name, got, c.within)
			}
		}
	})
}

func TestManyAtOnceGetNoMoreThanTheLimit(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		var within atomic.Int64
		var all sync.WaitGroup
		for range 32 {
			all.Go(func() {
				if take(t, db, rate.Limit{Tries: 7, Window: time.Minute}, "one name", noon()) {
					within.Add(1)
				}
			})
		}
		all.Wait()
		if within.Load() != 7 {
			t.Errorf("%d of 32 were let through, want 7", within.Load())
		}
	})
}

func TestTriesAreForgottenWhenTheyAreClearedOrOver(t *testing.T) {
	limit := rate.Limit{Tries: 1, Window: time.Minute}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		take(t, db, limit, "cleared", noon())
		take(t, db, limit, "over", noon())
		take(t, db, limit, "running", noon().Add(time.Second))
		var left []string
		err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			if err := rate.Clear(tx, "cleared"); err != nil {
				return err
			}
			if err := rate.Sweep(tx, noon().Add(time.Minute)); err != nil {
				return err
			}
			return tx.Table("rate").Pluck("name", &left).Error
		})
		if err != nil || len(left) != 1 || left[0] != "running" {
			t.Errorf("%q are left, %v", left, err)
		}
		if !take(t, db, limit, "cleared", noon().Add(time.Second)) {
			t.Error("a cleared name has no new try")
		}
	})
}

func TestALimitIsSpentAfterItsLastTryUntilTheWindowIsOver(t *testing.T) {
	limit := rate.Limit{Tries: 2, Window: time.Minute}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		spent := func(at time.Time) (is bool) {
			t.Helper()
			if err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) (err error) {
				is, err = limit.Spent(tx, "solveig", at)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return is
		}
		for tries := range 2 {
			if spent(noon()) {
				t.Errorf("spent after %d tries", tries)
			}
			take(t, db, limit, "solveig", noon())
		}
		if !spent(noon()) || !spent(noon().Add(time.Minute-time.Microsecond)) {
			t.Error("not spent within its window")
		}
		if spent(noon().Add(time.Minute)) {
			t.Error("spent after its window")
		}
	})
}

package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/job"
)

// quick makes a test wait for tens of milliseconds where a node waits for seconds.
func quick() job.Options {
	return job.Options{
		Lease: 300 * time.Millisecond, Poll: 20 * time.Millisecond, Grace: 50 * time.Millisecond,
		Backoff: func(int64) time.Duration { return 10 * time.Millisecond },
	}
}

// start runs a runner until the test ends; stop ends it earlier and waits.
func start(t *testing.T, r *job.Runner) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); r.Run(ctx) }()
	stop = func() { cancel(); <-ended }
	t.Cleanup(stop)
	return stop
}

func enqueue(t *testing.T, ctx context.Context, db *database.DB, orders ...job.Order) {
	t.Helper()
	err := db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		for _, o := range orders {
			if err := job.Enqueue(ctx, tx, o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func rows(t *testing.T, db *database.DB, kind string) (jobs []job.Job) {
	t.Helper()
	err := db.Read(context.WithoutCancel(t.Context()), func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("kind = ?", kind).Order("id").Find(&jobs).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return jobs
}

// until waits for a state that background work brings about.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

func finished(t *testing.T, db *database.DB, kind string) func() bool {
	return func() bool {
		for _, j := range rows(t, db, kind) {
			if j.DoneAt == nil {
				return false
			}
		}
		return true
	}
}

func TestWorkOrderedInARolledBackTransactionIsNeverDone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		var did sync.Map
		r := job.NewRunner(db, bus.New(), quick())
		r.Handle("note", func(_ context.Context, payload json.RawMessage) error {
			var p struct{ Name string }
			err := json.Unmarshal(payload, &p)
			did.Store(p.Name, true)
			return err
		})
		start(t, r)
		changed := errors.New("changed my mind")
		err := db.Write(t.Context(), func(ctx context.Context, tx *gorm.DB) error {
			err := job.Enqueue(ctx, tx, job.Order{Kind: "note", Payload: map[string]string{"Name": "rolled back"}})
			return errors.Join(err, changed)
		})
		if !errors.Is(err, changed) {
			t.Fatal(err)
		}
		enqueue(t, t.Context(), db, job.Order{Kind: "note", Payload: map[string]string{"Name": "committed"}})
		until(t, "the committed one is done", func() bool { _, ok := did.Load("committed"); return ok })
		if _, ok := did.Load("rolled back"); ok {
			t.Error("work was done that nobody ordered")
		}
	})
}

func TestTwoRunnersDoEachJobOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		const jobs = 120
		var done [jobs]atomic.Int64
		var by [2]atomic.Int64
		for n := range by {
			r := job.NewRunner(db, bus.New(), job.Options{Poll: 10 * time.Millisecond})
			r.Handle("count", func(_ context.Context, payload json.RawMessage) error {
				var p struct{ N int }
				err := json.Unmarshal(payload, &p)
				done[p.N].Add(1)
				by[n].Add(1)
				time.Sleep(time.Millisecond)
				return err
			})
			start(t, r)
		}
		var writers sync.WaitGroup
		for w := range 4 {
			writers.Go(func() {
				for n := w; n < jobs; n += 4 {
					enqueue(t, t.Context(), db, job.Order{Kind: "count", Payload: struct{ N int }{n}})
				}
			})
		}
		writers.Wait()
		until(t, "all is finished", finished(t, db, "count"))
		for n := range done {
			if got := done[n].Load(); got != 1 {
				t.Errorf("job %d was done %d times", n, got)
			}
		}
		if by[0].Load() == 0 || by[1].Load() == 0 {
			t.Errorf("one runner did everything: %d and %d", by[0].Load(), by[1].Load())
		}
	})
}

func TestAJobOfADeadNodeIsTakenAgainWhenItsLeaseEnds(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		enqueue(t, t.Context(), db, job.Order{Kind: "lost", MaxAttempts: 2})
		dies(t, db)
		var did atomic.Int64
		r := job.NewRunner(db, bus.New(), quick())
		r.Handle("lost", func(context.Context, json.RawMessage) error { did.Add(1); return nil })
		start(t, r)
		time.Sleep(100 * time.Millisecond)
		if did.Load() != 0 {
			t.Fatal("it was taken while the lease ran")
		}
		expire(t, db)
		until(t, "it is taken again", func() bool { return did.Load() == 1 })
		until(t, "that is written", finished(t, db, "lost"))
		if j := rows(t, db, "lost")[0]; j.Attempts != 2 || j.GaveUp {
			t.Errorf("after a death and a success: %+v", j)
		}
	})
}

func TestAJobThatKillsItsNodesIsGivenUp(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		enqueue(t, t.Context(), db, job.Order{Kind: "deadly", MaxAttempts: 1})
		dies(t, db)
		expire(t, db)
		r := job.NewRunner(db, bus.New(), quick())
		r.Handle("deadly", func(context.Context, json.RawMessage) error { t.Error("it was run again"); return nil })
		start(t, r)
		until(t, "it is given up", finished(t, db, "deadly"))
		if j := rows(t, db, "deadly")[0]; !j.GaveUp || j.LastError == "" {
			t.Errorf("given up without a trace: %+v", j)
		}
	})
}

// dies leaves the table as a node does that was killed in its first attempt.
func dies(t *testing.T, db *database.DB) {
	t.Helper()
	set(t, db, map[string]any{
		"attempts": 1, "leased_by": "a node that was killed", "leased_until": database.Instant(time.Now().Add(time.Hour)),
	})
}

func expire(t *testing.T, db *database.DB) {
	t.Helper()
	set(t, db, map[string]any{"leased_until": database.Instant(time.Now().Add(-time.Millisecond))})
}

func set(t *testing.T, db *database.DB, values map[string]any) {
	t.Helper()
	err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&job.Job{}).Where("done_at IS NULL AND kind NOT LIKE 'job.%'").Updates(values).Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestALongJobKeepsItsLease(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		var did atomic.Int64
		for range 2 {
			r := job.NewRunner(db, bus.New(), quick())
			r.Handle("long", func(ctx context.Context, _ json.RawMessage) error {
				did.Add(1)
				time.Sleep(900 * time.Millisecond) // three leases
				return ctx.Err()
			})
			start(t, r)
		}
		enqueue(t, t.Context(), db, job.Order{Kind: "long"})
		until(t, "it is finished", finished(t, db, "long"))
		if did.Load() != 1 {
			t.Errorf("it was run %d times", did.Load())
		}
	})
}

func TestWhoLostTheLeaseStopsAndCannotWriteAnOutcome(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stopped := make(chan error, 1)
		r := job.NewRunner(db, bus.New(), quick())
		r.Handle("taken", func(ctx context.Context, _ json.RawMessage) error {
			set(t, db, map[string]any{
				"attempts": 2, "leased_by": "another node", "leased_until": database.Instant(time.Now().Add(time.Hour)),
			})
			<-ctx.Done()
			stopped <- context.Cause(ctx)
			return nil
		})
		start(t, r)
		enqueue(t, t.Context(), db, job.Order{Kind: "taken"})
		if err := <-stopped; !strings.Contains(fmt.Sprint(err), "lease") {
			t.Errorf("it stopped because of %v", err)
		}
		time.Sleep(50 * time.Millisecond)
		if j := rows(t, db, "taken")[0]; j.DoneAt != nil || j.LeasedBy != "another node" {
			t.Errorf("the other node's lease was spoilt: %+v", j)
		}
	})
}

func TestFailuresAreTriedAgainAndThenGivenUp(t *testing.T) {
	for name, c := range map[string]struct {
		fails    func(attempt int64) error
		attempts int64
		gaveUp   bool
	}{
		"twice, then well":   {func(n int64) error { return failing(n < 3, errors.New("not yet")) }, 3, false},
		"always":             {func(int64) error { return errors.New("\x00never\xff") }, 4, true},
		"a panic, then well": {func(n int64) error { return panicking(n == 1) }, 2, false},
		"finally":            {func(int64) error { return fmt.Errorf("sent: %w", job.Final(errors.New("no such box"))) }, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			databasetest.Each(t, func(t *testing.T, db *database.DB) {
				var tries atomic.Int64
				r := job.NewRunner(db, bus.New(), quick())
				r.Handle("hard", func(context.Context, json.RawMessage) error { return c.fails(tries.Add(1)) })
				start(t, r)
				enqueue(t, t.Context(), db, job.Order{Kind: "hard", MaxAttempts: 4, Payload: map[string]string{"token": "secret"}})
				until(t, "it ends", finished(t, db, "hard"))
				j := rows(t, db, "hard")[0]
				if tries.Load() != c.attempts || j.Attempts != c.attempts || j.GaveUp != c.gaveUp || (j.LastError != "") != c.gaveUp {
					t.Errorf("%d tries, row %+v", tries.Load(), j)
				}
				if j.Payload != "{}" {
					t.Errorf("a finished job still holds %s", j.Payload)
				}
			})
		})
	}
}

func failing(fails bool, err error) error {
	if fails {
		return err
	}
	return nil
}

func panicking(panics bool) error {
	if panics {
		panic("a mistake of ours")
	}
	return nil
}

func TestAUniqueKeyIsOrderedOnceUntilItIsFinished(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		same := job.Order{Kind: "digest", UniqueKey: "monday"}
		enqueue(t, t.Context(), db, same, same, job.Order{Kind: "digest", UniqueKey: "tuesday"}, job.Order{Kind: "digest"}, job.Order{Kind: "digest"})
		if n := len(rows(t, db, "digest")); n != 4 {
			t.Fatalf("%d rows, want two keys and two without", n)
		}
		r := job.NewRunner(db, bus.New(), quick())
		r.Handle("digest", func(context.Context, json.RawMessage) error { return nil })
		stop := start(t, r)
		until(t, "all is finished", finished(t, db, "digest"))
		stop()
		enqueue(t, t.Context(), db, same)
		if n := len(rows(t, db, "digest")); n != 5 {
			t.Errorf("%d rows: a finished job blocks its key", n)
		}
	})
}

func TestWorkForLaterWaits(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		at := time.Now().Add(300 * time.Millisecond)
		ran := make(chan time.Time, 1)
		r := job.NewRunner(db, bus.New(), quick())
		r.Handle("later", func(context.Context, json.RawMessage) error { ran <- time.Now(); return nil })
		start(t, r)
		enqueue(t, t.Context(), db, job.Order{Kind: "later", RunAt: at})
		if when := <-ran; when.Before(at.Truncate(time.Microsecond)) {
			t.Errorf("it ran %s early", at.Sub(when))
		}
	})
}

func TestNewWorkWakesTheRunnersOfAllNodes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := bus.New()
		go b.Listen(t.Context(), db)
		r := job.NewRunner(db, b, job.Options{Poll: time.Hour})
		ran := make(chan struct{}, 10)
		r.Handle("now", func(context.Context, json.RawMessage) error { ran <- struct{}{}; return nil })
		start(t, r)
		time.Sleep(300 * time.Millisecond) // the runner has looked and waits
		enqueue(t, bus.With(t.Context(), b), db, job.Order{Kind: "now"})
		select {
		case <-ran:
		case <-time.After(10 * time.Second):
			t.Error("nobody woke it")
		}
	})
}

func TestPeriodicWorkRunsOnceAmongAllNodes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		const interval = 200 * time.Millisecond
		var mu sync.Mutex
		var ends []time.Time
		for range 3 {
			r := job.NewRunner(db, bus.New(), quick())
			r.Every("sweep", interval, func(context.Context) error {
				mu.Lock()
				defer mu.Unlock()
				if n := len(ends); n > 0 && time.Since(ends[n-1]) < interval-10*time.Millisecond {
					t.Errorf("run %d came after %s", n, time.Since(ends[n-1]))
				}
				ends = append(ends, time.Now())
				return failing(len(ends) == 2, job.Final(errors.New("once")))
			})
			start(t, r)
		}
		until(t, "it ran four times, a failure included", func() bool { mu.Lock(); defer mu.Unlock(); return len(ends) >= 4 })
		if n := len(rows(t, db, "sweep")); n != 1 {
			t.Errorf("%d rows for one periodic kind", n)
		}
	})
}

func TestAShorterIntervalHoldsFromTheNextStart(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		var did atomic.Int64
		for n, interval := range []time.Duration{time.Hour, 10 * time.Millisecond} {
			r := job.NewRunner(db, bus.New(), quick())
			r.Every("sweep", interval, func(context.Context) error { did.Add(1); return nil })
			stop := start(t, r)
			until(t, "it ran", func() bool { return did.Load() > int64(n) })
			stop()
		}
	})
}

func TestAStopLetsRunningWorkFinishAndPutsTheRestBack(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		begun := make(chan struct{}, 2)
		o := quick()
		o.Grace = 500 * time.Millisecond
		r := job.NewRunner(db, bus.New(), o)
		r.Handle("short", func(ctx context.Context, _ json.RawMessage) error {
			begun <- struct{}{}
			time.Sleep(100 * time.Millisecond)
			return ctx.Err()
		})
		r.Handle("endless", func(ctx context.Context, _ json.RawMessage) error {
			begun <- struct{}{}
			<-ctx.Done()
			return ctx.Err()
		})
		stop := start(t, r)
		enqueue(t, t.Context(), db, job.Order{Kind: "short"}, job.Order{Kind: "endless"})
		<-begun
		<-begun
		stop()
		if j := rows(t, db, "short")[0]; j.DoneAt == nil || j.GaveUp {
			t.Errorf("it was not let finish: %+v", j)
		}
		if j := rows(t, db, "endless")[0]; j.DoneAt != nil || j.LeasedUntil != nil || j.Attempts != 0 {
			t.Errorf("it was not put back: %+v", j)
		}
	})
}

func TestAPayloadMustBeAnObject(t *testing.T) {
	for _, payload := range []any{1, "text", []int{1}, true} {
		if err := job.Enqueue(t.Context(), nil, job.Order{Kind: "x", Payload: payload}); !errors.Is(err, job.ErrPayload) {
			t.Errorf("%v: %v", payload, err)
		}
	}
}

func TestBackoffDoublesUpToAnHour(t *testing.T) {
	for attempt, most := range map[int64]time.Duration{
		1: 2 * time.Second, 2: 4 * time.Second, 11: 2048 * time.Second, 12: time.Hour, 1000: time.Hour,
	} {
		if got := job.Backoff(attempt); got > most || got < most*3/4 {
			t.Errorf("after attempt %d: %s, want %s less at most a quarter", attempt, got, most)
		}
	}
}

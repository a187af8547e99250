package job

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
)

// Handler does the work of one kind. It may be called again for work that it had
// already done, when a node died before it could say so. Its context ends when
// the time is up, the lease is lost or the node stops.
type Handler func(ctx context.Context, payload json.RawMessage) error

// Options tune a runner; zero fields take the defaults named beside them.
type Options struct {
	Workers int           // jobs at a time: 4
	Lease   time.Duration // how long a dead node keeps a job from others: 1 minute; clocks of nodes may differ by half of it
	Poll    time.Duration // how often to look without having been told: 3 seconds
	Timeout time.Duration // the longest that a job may run: 15 minutes
	Grace   time.Duration // how long running jobs may go on when the node stops: 20 seconds
	Backoff func(attempt int64) time.Duration
}

func (o Options) withDefaults() Options {
	o.Workers = cmp.Or(o.Workers, 4)
	o.Lease = cmp.Or(o.Lease, time.Minute)
	o.Poll = cmp.Or(o.Poll, 3*time.Second)
	o.Timeout = cmp.Or(o.Timeout, 15*time.Minute)
	o.Grace = cmp.Or(o.Grace, 20*time.Second)
	if o.Backoff == nil {
		o.Backoff = Backoff
	}
	return o
}

// Backoff is the pause after the nth attempt failed: 2 seconds, doubling, at
// most an hour; less up to a quarter by chance, so that jobs that failed together
// do not come back together.
func Backoff(attempt int64) time.Duration {
	pause := time.Hour
	if attempt <= 11 {
		pause = time.Second << max(attempt, 1)
	}
	return pause - rand.N(pause/4)
}

// Runner takes jobs of the kinds that it knows and runs them. Handle and Every
// are called before Run.
type Runner struct {
	db       *database.DB
	bus      *bus.Bus
	name     string
	options  Options
	handlers map[string]Handler
	every    map[string]time.Duration
	planted  bool
}

// NewRunner is a runner that also drops, daily, what finished a month ago.
func NewRunner(db *database.DB, b *bus.Bus, o Options) *Runner {
	r := &Runner{
		db: db, bus: b, name: database.NewID(), options: o.withDefaults(),
		handlers: map[string]Handler{}, every: map[string]time.Duration{},
	}
	r.Every("job.purge", 24*time.Hour, r.purge)
	return r
}

// Handle says how a kind is done.
func (r *Runner) Handle(kind string, h Handler) { r.handlers[kind] = h }

func (r *Runner) kinds() []string { return slices.Collect(maps.Keys(r.handlers)) }

// Run works until ctx ends, lets running jobs finish within the grace, puts the
// rest back and returns.
func (r *Runner) Run(ctx context.Context) {
	ctx = bus.With(ctx, r.bus)
	news, stop := r.bus.Subscribe(func(e bus.Event) bool { return e.Kind == Event })
	defer stop()
	work, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	var running sync.WaitGroup
	slots := make(chan struct{}, r.options.Workers)
	for take(ctx, slots) {
		j, found := r.next(ctx)
		if !found {
			<-slots
			r.wait(ctx, news)
			continue
		}
		running.Go(func() {
			defer func() { <-slots }()
			r.run(work, j)
		})
	}
	end := time.AfterFunc(r.options.Grace, func() { cancel(errStopping) })
	defer end.Stop()
	running.Wait()
}

var errStopping = errors.New("job: the node is stopping")

// take waits for a free slot; false when ctx ended.
func take(ctx context.Context, slots chan struct{}) bool {
	select {
	case <-ctx.Done():
		return false
	case slots <- struct{}{}:
		return ctx.Err() == nil
	}
}

// next leases a due job; a database that does not answer is asked again later.
func (r *Runner) next(ctx context.Context) (Job, bool) {
	err := r.plant(ctx)
	if err == nil {
		var j Job
		var found bool
		if j, found, err = r.lease(ctx); err == nil {
			return j, found
		}
	}
	if ctx.Err() == nil {
		slog.Error("job: cannot take work", "error", err)
	}
	return Job{}, false
}

// wait returns when there may be work. One look finds all that was told so far,
// so the rest of the news is dropped.
func (r *Runner) wait(ctx context.Context, news <-chan bus.Event) {
	poll := time.NewTimer(r.options.Poll)
	defer poll.Stop()
	select {
	case <-ctx.Done():
	case <-poll.C:
	case <-news:
		for len(news) > 0 {
			<-news
		}
	}
}

// run does one job and writes down how it went. The lease is kept until that is
// written, so that a database that is away for a moment causes no second run.
func (r *Runner) run(ctx context.Context, j Job) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var keeping sync.WaitGroup
	keeping.Go(func() { r.keep(ctx, j, cancel) })
	values := r.outcome(ctx, j, r.call(ctx, j))
	err := r.settle(ctx, j, values)
	for err != nil && !errors.Is(err, errLost) && pause(ctx, time.Second) {
		err = r.settle(ctx, j, values)
	}
	if err != nil {
		slog.Error("job: the outcome could not be kept", "job", j.ID, "kind", j.Kind, "error", err)
	}
	cancel(nil)
	keeping.Wait()
}

// settle writes an outcome even when the job's own time is over.
func (r *Runner) settle(ctx context.Context, j Job, values map[string]any) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return r.held(ctx, j, values)
}

func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

func (r *Runner) call(ctx context.Context, j Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
			slog.Error("job: panic", "job", j.ID, "kind", j.Kind, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, r.options.Timeout)
	defer cancel()
	return r.handlers[j.Kind](ctx, json.RawMessage(j.Payload))
}

// outcome decides what becomes of a job after an attempt.
func (r *Runner) outcome(ctx context.Context, j Job, err error) map[string]any {
	switch {
	case err == nil:
		return r.ended(j, "", false)
	case errors.Is(context.Cause(ctx), errStopping):
		return r.putBack(j)
	case IsFinal(err) || j.Attempts >= j.MaxAttempts:
		slog.Error("job: given up", "job", j.ID, "kind", j.Kind, "attempts", j.Attempts, "error", err)
		return r.ended(j, err.Error(), true)
	}
	slog.Warn("job: will be tried again", "job", j.ID, "kind", j.Kind, "attempt", j.Attempts, "error", err)
	return r.again(j, err.Error())
}

// finalError marks a failure that no further attempt can mend.
type finalError struct{ error }

func (e finalError) Unwrap() error { return e.error }

// Final marks an error so that the job is given up at once.
func Final(err error) error { return finalError{err} }

// IsFinal reports whether no further attempt can mend an error.
func IsFinal(err error) bool {
	var final finalError
	return errors.As(err, &final)
}

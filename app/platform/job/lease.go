package job

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/platform/database"
)

// errLost says that the lease ran out and somebody else may have the job.
var errLost = errors.New("job: the lease was lost")

const stopped = "the node stopped while it ran this"

// lease takes the next due job for this runner, or none. Rows that another node
// is just taking are skipped on PostgreSQL; on SQLite the transaction is the
// only writer. A job whose nodes died as often as it may be tried is given up.
func (r *Runner) lease(ctx context.Context) (taken Job, found bool, err error) {
	err = r.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		for {
			now := database.Instant(time.Now())
			var due []Job
			err := tx.Clauses(clause.Locking{Strength: "UPDATE", Options: "SKIP LOCKED"}).
				Where("done_at IS NULL AND run_at <= ? AND (leased_until IS NULL OR leased_until < ?)", now, now).
				Where("kind IN ?", r.kinds()).Order("run_at, id").Limit(1).Find(&due).Error
			if err != nil || len(due) == 0 {
				return err
			}
			taken = due[0]
			row := tx.Model(&Job{}).Where("id = ?", taken.ID)
			if taken.Attempts >= taken.MaxAttempts {
				if err := row.Updates(r.ended(taken, stopped, true)).Error; err != nil {
					return err
				}
				continue
			}
			found, taken.Attempts = true, taken.Attempts+1
			return row.Updates(map[string]any{
				"attempts": taken.Attempts, "leased_by": r.name, "leased_until": now.Add(r.options.Lease),
			}).Error
		}
	})
	return taken, found && err == nil, err
}

// held changes a job if this runner still has the lease of this very attempt.
func (r *Runner) held(ctx context.Context, j Job, values map[string]any) error {
	return r.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		done := tx.Model(&Job{}).Where("id = ? AND leased_by = ? AND attempts = ? AND done_at IS NULL", j.ID, r.name, j.Attempts).
			Updates(values)
		if done.Error == nil && done.RowsAffected == 0 {
			return errLost
		}
		return done.Error
	})
}

// keep renews the lease until ctx ends, and calls lost when it is gone.
func (r *Runner) keep(ctx context.Context, j Job, lost func(error)) {
	tick := time.NewTicker(r.options.Lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := r.held(ctx, j, map[string]any{"leased_until": database.Instant(time.Now().Add(r.options.Lease))})
		if errors.Is(err, errLost) {
			lost(err)
			return
		}
		if err != nil && ctx.Err() == nil {
			slog.Warn("job: the lease could not be renewed", "job", j.ID, "kind", j.Kind, "error", err)
		}
	}
}

// ended is how a job looks that is over: a periodic one waits for its next turn,
// any other keeps no payload.
func (r *Runner) ended(j Job, reason string, gaveUp bool) map[string]any {
	now := database.Instant(time.Now())
	values := map[string]any{"leased_until": nil, "leased_by": "", "last_error": readable(reason)}
	if interval, periodic := r.every[j.Kind]; periodic && j.UniqueKey != nil && *j.UniqueKey == everyKey {
		values["attempts"], values["run_at"] = 0, now.Add(interval)
		return values
	}
	values["done_at"], values["gave_up"], values["payload"] = now, gaveUp, "{}"
	return values
}

func (r *Runner) again(j Job, reason string) map[string]any {
	return map[string]any{
		"leased_until": nil, "leased_by": "", "last_error": readable(reason),
		"run_at": database.Instant(time.Now().Add(r.options.Backoff(j.Attempts))),
	}
}

// putBack undoes a lease: the node stops, which is not the job's failure.
func (r *Runner) putBack(j Job) map[string]any {
	return map[string]any{"leased_until": nil, "leased_by": "", "attempts": j.Attempts - 1}
}

// readable shortens an error to what a column should hold and PostgreSQL takes.
func readable(reason string) string {
	const most = 2000
	if len(reason) > most {
		reason = reason[:most]
	}
	return strings.ReplaceAll(strings.ToValidUTF8(reason, ""), "\x00", "")
}

package job

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
)

const (
	everyKey      = "every" // the unique key of the one row of a periodic kind
	everyAttempts = 5       // then it waits for its next turn
	keepFinished  = 30 * 24 * time.Hour
)

// Every runs a kind now and then again an interval after each end, once among
// all nodes: there is one row for it, which is never finished but moved on.
func (r *Runner) Every(kind string, interval time.Duration, h func(ctx context.Context) error) {
	r.every[kind] = interval
	r.Handle(kind, func(ctx context.Context, _ json.RawMessage) error { return h(ctx) })
}

// plant makes sure, once, that each periodic kind has its row, and brings a row
// nearer that waits for longer than the interval, which may have been shortened.
func (r *Runner) plant(ctx context.Context) error {
	if r.planted {
		return nil
	}
	err := r.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		for kind, interval := range r.every {
			if err := Enqueue(ctx, tx, Order{Kind: kind, UniqueKey: everyKey, MaxAttempts: everyAttempts}); err != nil {
				return err
			}
			next := database.Instant(time.Now().Add(interval))
			if err := tx.Model(&Job{}).
				Where("kind = ? AND unique_key = ? AND done_at IS NULL AND leased_until IS NULL AND run_at > ?", kind, everyKey, next).
				Update("run_at", next).Error; err != nil {
				return err
			}
		}
		return nil
	})
	r.planted = err == nil
	return err
}

// purge drops what finished long ago, whether done or given up.
func (r *Runner) purge(ctx context.Context) error {
	return r.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("done_at < ?", database.Instant(time.Now().Add(-keepFinished))).Delete(&Job{}).Error
	})
}

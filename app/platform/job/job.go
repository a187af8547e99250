// Package job runs work later, in the background and at least once: a table in
// the database, written in the transaction of whoever orders the work, from which
// every node takes what is due under a lease.
package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
)

// Event is the kind of the bus event that tells runners of new work.
const Event = "job"

// Order is work to be done.
type Order struct {
	Kind           string
	Payload        any       // marshalled as JSON, which must give an object; nil is {}
	UniqueKey      string    // while an order of this kind and key is unfinished, another is dropped; "" is none
	RunAt          time.Time // not before; zero is at once
	MaxAttempts    int64     // 0 is 16, which spans about seven hours
	OrganisationID string    // "" when it belongs to none
}

const defaultAttempts = 16

// Job is a row of the table. A finished one has DoneAt; when it also gave up,
// LastError says why. An unfinished one is being run while LeasedUntil is ahead.
type Job struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	Kind           string
	Payload        string `gorm:"type:jsonb"` // emptied in the end: it may hold a link that is as good as a key
	UniqueKey      *string
	RunAt          time.Time
	Attempts       int64 // begun, the running one included
	MaxAttempts    int64
	LeasedUntil    *time.Time
	LeasedBy       string
	LastError      string
	GaveUp         bool
	DoneAt         *time.Time
	CreatedAt      time.Time
}

// TableName tells GORM.
func (Job) TableName() string { return "job" }

// ErrPayload is a payload whose JSON is no object, which the databases would
// keep differently.
var ErrPayload = errors.New("job: the payload must be a JSON object")

// Enqueue orders work within the caller's transaction: rolled back, it is never
// done; committed, it is done even if this node dies now.
func Enqueue(ctx context.Context, tx *gorm.DB, o Order) error {
	j, err := o.row(database.Instant(time.Now()))
	if err != nil {
		return err
	}
	made := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&j)
	if made.Error != nil {
		return fmt.Errorf("job: %w", made.Error)
	}
	if made.RowsAffected == 0 || j.RunAt.After(j.CreatedAt) {
		return nil
	}
	return bus.Publish(ctx, tx, bus.Event{Kind: Event, ID: j.ID})
}

func (o Order) row(now time.Time) (Job, error) {
	j := Job{
		ID: database.NewID(), OrganisationID: o.OrganisationID, Kind: o.Kind, Payload: "{}",
		RunAt: now, MaxAttempts: o.MaxAttempts, CreatedAt: now,
	}
	if o.Payload != nil {
		raw, err := json.Marshal(o.Payload)
		if err != nil {
			return j, fmt.Errorf("job: %w", err)
		}
		if raw[0] != '{' {
			return j, ErrPayload
		}
		j.Payload = string(raw)
	}
	if !o.RunAt.IsZero() {
		j.RunAt = database.Instant(o.RunAt)
	}
	if o.UniqueKey != "" {
		j.UniqueKey = &o.UniqueKey
	}
	if j.MaxAttempts == 0 {
		j.MaxAttempts = defaultAttempts
	}
	return j, nil
}

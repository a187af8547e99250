// Package flow holds the writes that touch several slices in one transaction.
package flow

import (
	"context"
	"errors"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Undo takes changes back, whichever slice they belong to.
type Undo struct {
	db    *database.DB
	kinds map[record.Kind]Undoable
}

// Undoable is a slice whose changes can be taken back.
type Undoable func(context.Context, project.Scope, audit.Entry) error

// NewUndo takes the slices by the kind of their rows.
func NewUndo(db *database.DB, kinds map[record.Kind]Undoable) *Undo {
	return &Undo{db: db, kinds: kinds}
}

// Take takes back the change that a line of the project's log tells of. Only the
// person who made it may, and only while nothing came after it; the slice asks
// for the permission that the change itself took.
func (u *Undo) Take(ctx context.Context, key project.Scope, seq int64) error {
	if err := key.Require(project.Comment); err != nil {
		return err
	}
	var e audit.Entry
	err := u.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		if e, err = audit.Find(tx, key.ProjectID, seq); err != nil {
			return err
		}
		return record.Visible(key, e.Needs)
	})
	undo := u.kinds[record.Kind(e.Kind)]
	if errors.Is(err, gorm.ErrRecordNotFound) || (err == nil && (undo == nil || e.ActorID != key.Actor().ID)) {
		return fault.Missing()
	}
	if err != nil {
		return err
	}
	if e.Batch != "" {
		return u.takeAll(ctx, key, e.Batch)
	}
	return undo(ctx, key, e)
}

// takeAll takes back all that was changed at once, from the last row to the first,
// or nothing: rows that were changed since are named. It is one change in its turn.
func (u *Undo) takeAll(ctx context.Context, key project.Scope, batch string) error {
	return u.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		lines, err := audit.Batch(tx, key.ProjectID, batch)
		if err != nil {
			return err
		}
		ctx = record.WithBatch(ctx)
		var moved []string
		for _, e := range lines {
			if err := record.Visible(key, e.Needs); err != nil {
				return err
			}
			err := u.kinds[record.Kind(e.Kind)](ctx, key, e)
			if fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound) {
				moved = append(moved, e.Label)
			} else if err != nil {
				return err
			}
		}
		if len(moved) > 0 {
			return fault.New(fault.Conflict, "fault.undo_many", "count", len(moved), "names", named(moved))
		}
		return nil
	})
}

// named are the first of some names, in the order of the list that they come from.
func named(names []string) string {
	slices.Reverse(names)
	const shown = 10
	if len(names) > shown {
		names = append(names[:shown:shown], "…")
	}
	return strings.Join(names, "; ")
}

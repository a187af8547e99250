package record

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
)

// Entry is a row type that a Register keeps: its pointer is Kept and knows the
// draft that its form shows.
type Entry[T any] interface {
	*T
	Kept
	Drafted(t *i18n.Text) any
}

// Draft is what is typed of a row. Apply copies it onto a row, BasedOn is the
// version that the person saw.
type Draft[T any] interface {
	Apply(row *T, key project.Scope)
	BasedOn() int64
}

// Register keeps the rows of one sort. Each of its writes is permission,
// validity, transaction and audit, in that order.
type Register[T any, P Entry[T], D Draft[T]] struct {
	DB  *database.DB
	May project.Permission // what writing asks for

	// Check looks over what a draft alone cannot know, such as references.
	Check func(tx *gorm.DB, key project.Scope, row P) error
	// Then writes what goes with a row; before is nil for a new one.
	Then func(ctx context.Context, tx *gorm.DB, key project.Scope, before, after P) error
	// Keep says why a row cannot be removed, nil when it can.
	Keep func(tx *gorm.DB, key project.Scope, row P) error
	// Load reads what goes with a row, so that the log's images are whole.
	Load func(tx *gorm.DB, key project.Scope, row P) error
	// See narrows rows to those that the person may see; nil where all may be seen
	// that read the project. Any other is NotFound.
	See func(q *gorm.DB, key project.Scope) *gorm.DB
}

// Create adds a row.
func (s Register[T, P, D]) Create(ctx context.Context, key project.Scope, d D) (T, error) {
	return s.CreateFrom(ctx, key, d, "", Origin{})
}

// CreateFrom adds a row whose words are a catalogue's (textKey, "" for none) or
// that came from another row.
func (s Register[T, P, D]) CreateFrom(ctx context.Context, key project.Scope, d D, textKey string, from Origin) (T, error) {
	var row T
	if err := s.allowed(key, d); err != nil {
		return row, err
	}
	d.Apply(&row, key)
	P(&row).Base().TextKey = textKey
	if o, ok := any(&row).(interface{ CameFrom(Origin) }); ok {
		o.CameFrom(from)
	}
	err := s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		P(&row).Base().ID = database.NewID()
		if err := s.checked(tx, key, &row); err != nil {
			return err
		}
		if err := Insert(ctx, tx, key, P(&row)); err != nil {
			return err
		}
		return s.then(ctx, tx, key, nil, &row)
	})
	return row, err
}

// Save changes a row; a stale one is a Conflict.
func (s Register[T, P, D]) Save(ctx context.Context, key project.Scope, id string, d D) (T, error) {
	var after T
	if err := s.allowed(key, d); err != nil {
		return after, err
	}
	err := s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		before, err := s.take(tx, key, id)
		if err != nil {
			return err
		}
		after = before
		d.Apply(&after, key)
		return s.replace(ctx, tx, key, audit.Changed, &before, &after, d.BasedOn())
	})
	return after, err
}

// Change edits a row otherwise than by its whole draft, such as a move on a
// board.
func (s Register[T, P, D]) Change(ctx context.Context, key project.Scope, id string, version int64, edit func(P) error) (T, error) {
	var after T
	if err := key.Require(s.May); err != nil {
		return after, err
	}
	err := s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		before, err := s.take(tx, key, id)
		if err != nil {
			return err
		}
		after = before
		if err := edit(&after); err != nil {
			return err
		}
		return s.replace(ctx, tx, key, audit.Changed, &before, &after, version)
	})
	return after, err
}

func (s Register[T, P, D]) replace(ctx context.Context, tx *gorm.DB, key project.Scope, action audit.Action, before, after P, version int64) error {
	if err := s.checked(tx, key, after); err != nil {
		return err
	}
	if err := save(ctx, tx, key, action, before, after, version); err != nil {
		return err
	}
	return s.then(ctx, tx, key, before, after)
}

// Delete hides a row until Undo brings it back.
func (s Register[T, P, D]) Delete(ctx context.Context, key project.Scope, id string, version int64) (T, error) {
	var before T
	if err := key.Require(s.May); err != nil {
		return before, err
	}
	err := s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var err error
		if before, err = s.take(tx, key, id); err != nil {
			return err
		}
		after := before
		return s.hide(ctx, tx, key, &before, &after, version)
	})
	return before, err
}

// Undo takes back the change that a line of the log tells of: what was created
// is deleted, anything else returns to its image from before, looked over as a
// draft would be. It is a Conflict when the row has been changed since.
func (s Register[T, P, D]) Undo(ctx context.Context, key project.Scope, e audit.Entry) error {
	if err := key.Require(s.May); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var now, made, after T
		if err := s.seen(tx, key).Where("project_id = ? AND id = ?", key.ProjectID, e.ObjectID).Take(P(&now)).Error; err != nil {
			return fault.Missing()
		}
		if err := json.Unmarshal([]byte(e.AfterImage), &made); err != nil {
			return fmt.Errorf("record: the log's image cannot be read: %w", err)
		}
		version := P(&made).Base().Version
		if P(&now).Base().Version != version {
			return fault.Stale(&now)
		}
		if e.Action == audit.Created {
			after = now
			return s.hide(ctx, tx, key, &now, &after, version)
		}
		if err := json.Unmarshal([]byte(e.BeforeImage), &after); err != nil {
			return fmt.Errorf("record: the log's image cannot be read: %w", err)
		}
		return s.restore(ctx, tx, key, &now, &after, version)
	})
}

func (s Register[T, P, D]) hide(ctx context.Context, tx *gorm.DB, key project.Scope, before, after P, version int64) error {
	if s.Keep != nil {
		if err := s.Keep(tx, key, before); err != nil {
			return err
		}
	}
	return Delete(ctx, tx, key, before, after, version)
}

func (s Register[T, P, D]) restore(ctx context.Context, tx *gorm.DB, key project.Scope, now, after P, version int64) error {
	if err := validate.Draft(after.Drafted(key.Text)); err != nil {
		return err
	}
	if s.Load != nil {
		if err := s.Load(tx, key, now); err != nil {
			return err
		}
	}
	return s.replace(ctx, tx, key, audit.Restored, now, after, version)
}

// One is a row that is not deleted, or NotFound.
func (s Register[T, P, D]) One(ctx context.Context, key project.Scope, id string) (T, error) {
	var row T
	if err := key.Require(project.Read); err != nil {
		return row, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		row, err = s.take(tx, key, id)
		return err
	})
	return row, err
}

func (s Register[T, P, D]) allowed(key project.Scope, d D) error {
	if err := key.Require(s.May); err != nil {
		return err
	}
	if err := validate.Draft(d); err != nil {
		return err
	}
	if deep, ok := any(d).(deeplyValid); ok {
		return deep.Valid(key)
	}
	return nil
}

// deeplyValid is a draft that has rules beyond its tags.
type deeplyValid interface{ Valid(key project.Scope) error }

func (s Register[T, P, D]) take(tx *gorm.DB, key project.Scope, id string) (T, error) {
	var row T
	err := Take(s.seen(tx, key), key, id, P(&row))
	if err == nil && s.Load != nil {
		err = s.Load(tx, key, &row)
	}
	return row, err
}

// seen narrows rows to those that the person may see.
func (s Register[T, P, D]) seen(q *gorm.DB, key project.Scope) *gorm.DB {
	if s.See == nil {
		return q
	}
	return s.See(q, key)
}

func (s Register[T, P, D]) checked(tx *gorm.DB, key project.Scope, row P) error {
	if s.Check == nil {
		return nil
	}
	return s.Check(tx, key, row)
}

func (s Register[T, P, D]) then(ctx context.Context, tx *gorm.DB, key project.Scope, before, after P) error {
	if s.Then == nil {
		return nil
	}
	return s.Then(ctx, tx, key, before, after)
}

package record

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/finding"
	"stegvis/app/project"
)

// hung is what may be taken away from a row.
type hung interface {
	Removable(key project.Scope) bool
	logged() (Ref, string) // what it is, and how the log names it
	found() finding.Thing
}

// RemoveComment hides a comment; only its author and leads may.
func (s *Attachments) RemoveComment(ctx context.Context, key project.Scope, id string) error {
	if err := key.Require(project.Comment); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var c Comment
		err := Take(tx, key, id, &c)
		if err != nil {
			return err
		}
		if ctx, err = s.within(ctx, tx, key, Ref{c.Kind, c.ObjectID}); err != nil {
			return err
		}
		return hide(ctx, tx, key, c)
	})
}

// RemoveFile hides a file; only who attached it and leads may.
func (s *Attachments) RemoveFile(ctx context.Context, key project.Scope, id string) error {
	if err := key.Require(project.EditRegisters); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var f File
		err := Take(tx.Omit("body"), key, id, &f)
		if err != nil {
			return err
		}
		if !s.carries(f.Kind) {
			return fault.Missing()
		}
		if ctx, err = s.within(ctx, tx, key, Ref{f.Kind, f.ObjectID}); err != nil {
			return err
		}
		return hide(ctx, tx, key, f)
	})
}

func hide[T hung](ctx context.Context, tx *gorm.DB, key project.Scope, row T) error {
	if !row.Removable(key) {
		return fault.New(fault.Forbidden, "attached.fault.others")
	}
	ref, label := row.logged()
	done := tx.Model(new(T)).Where("project_id = ? AND id = ? AND deleted_at IS NULL", key.ProjectID, ref.ID).
		Update("deleted_at", database.Instant(key.Now()))
	if err := one(done); err != nil {
		return err
	}
	if err := finding.Forget(tx, key.ProjectID, string(ref.Kind), ref.ID); err != nil {
		return err
	}
	return Log(ctx, tx, key, audit.Deleted, ref, label, row, nil)
}

// one is NotFound unless a statement touched a row: somebody was quicker.
func one(done *gorm.DB) error {
	if done.Error == nil && done.RowsAffected == 0 {
		return fault.Missing()
	}
	return done.Error
}

// Unlink takes a link away.
func (s *Attachments) Unlink(ctx context.Context, key project.Scope, id string) error {
	if err := key.Require(project.EditRegisters); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var l Link
		err := tx.Where("project_id = ? AND id = ?", key.ProjectID, id).Take(&l).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return fault.Missing()
		}
		if err != nil {
			return err
		}
		label, err := s.between(tx, key, l)
		if err != nil {
			return err
		}
		if ctx, err = s.within(ctx, tx, key, Ref{l.FromKind, l.FromID}, Ref{l.ToKind, l.ToID}); err != nil {
			return err
		}
		if err := one(tx.Where("project_id = ? AND id = ?", key.ProjectID, id).Delete(&Link{})); err != nil {
			return err
		}
		return Log(ctx, tx, key, audit.Deleted, Ref{LinkKind, l.ID}, label, l, nil)
	})
}

// Undo takes back what a line of the log tells of a comment, a file or a link:
// what was added goes, what was removed is there again.
func (s *Attachments) Undo(ctx context.Context, key project.Scope, e audit.Entry) error {
	added := e.Action == audit.Created
	switch {
	case Kind(e.Kind) == LinkKind && added:
		return s.Unlink(ctx, key, e.ObjectID)
	case Kind(e.Kind) == LinkKind:
		return s.relink(ctx, key, e)
	case Kind(e.Kind) == FileKind && added:
		return s.RemoveFile(ctx, key, e.ObjectID)
	case Kind(e.Kind) == FileKind:
		return show[File](ctx, s, key, project.EditRegisters, e)
	case added:
		return s.RemoveComment(ctx, key, e.ObjectID)
	}
	return show[Comment](ctx, s, key, project.Comment, e)
}

// show brings back what was hidden.
func show[T hung](ctx context.Context, s *Attachments, key project.Scope, may project.Permission, e audit.Entry) error {
	if err := key.Require(may); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		on, _ := HungOn(e)
		ctx, err := s.within(ctx, tx, key, on)
		if err != nil {
			return err
		}
		done := tx.Model(new(T)).Where("project_id = ? AND id = ? AND deleted_at IS NOT NULL", key.ProjectID, e.ObjectID).Update("deleted_at", nil)
		if err := one(done); err != nil {
			return err
		}
		var row T
		if err := Take(tx, key, e.ObjectID, &row); err != nil {
			return err
		}
		if err := finding.Keep(tx, key.Text, row.found()); err != nil {
			return err
		}
		return Log(ctx, tx, key, audit.Restored, Ref{Kind(e.Kind), e.ObjectID}, e.Label, nil, nil)
	})
}

func (s *Attachments) relink(ctx context.Context, key project.Scope, e audit.Entry) error {
	if err := key.Require(project.EditRegisters); err != nil {
		return err
	}
	var l Link
	if err := json.Unmarshal([]byte(e.BeforeImage), &l); err != nil {
		return fmt.Errorf("record: the log's image cannot be read: %w", err)
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		ctx, err := s.within(ctx, tx, key, Ref{l.FromKind, l.FromID}, Ref{l.ToKind, l.ToID})
		if err != nil {
			return err
		}
		if fresh, err := join(tx, l); err != nil || !fresh {
			return err
		}
		return Log(ctx, tx, key, audit.Restored, Ref{LinkKind, l.ID}, e.Label, nil, l)
	})
}

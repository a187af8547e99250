// Package record is what all rows that people keep in a project share: identity
// and version, track tags, origin, links, comments, files, forecasts, and the
// one way in which they are written.
package record

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// Kind names a sort of row, as in addresses, tags and the log.
type Kind string

// Ref points at any row.
type Ref struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
}

// Row is embedded by every row that people edit. Number counts per project and
// kind from 1 and never changes; Version rises with each save.
type Row struct {
	ID             string     `json:"id" gorm:"primaryKey"`
	OrganisationID string     `json:"organisation_id"`
	ProjectID      string     `json:"project_id"`
	Number         int64      `json:"number"`
	Version        int64      `json:"version"`
	CreatedAt      time.Time  `json:"created_at"`
	UpdatedAt      time.Time  `json:"updated_at" gorm:"autoUpdateTime:false"` // by the clock of who saves
	DeletedAt      *time.Time `json:"deleted_at"`
	TextKey        string     `json:"text_key"` // while its words are the catalogue's own
}

// Tags place a row on either track or both, by step key; "" is no step.
type Tags struct {
	KotterStep  string `json:"kotter_step" form:"kotter_step" validate:"omitempty,oneof=urgency coalition vision communicate enable wins consolidate anchor"`
	GartnerStep string `json:"gartner_step" form:"gartner_step" validate:"omitempty,oneof=vision strategy experience collaboration processes information technology metrics"`
}

// Origin says what a row came from: a catalogue, a workshop card, another row.
type Origin struct {
	OriginKind string `json:"origin_kind" form:"-"`
	OriginID   string `json:"origin_id" form:"-"`
}

// CameFrom sets where a row came from.
func (o *Origin) CameFrom(from Origin) { *o = from }

// Base gives the generic writes access to the embedded row.
func (r *Row) Base() *Row { return r }

// Coded is the row's number behind the letter of its sort, as people name it.
func (r *Row) Coded(letter string) string { return letter + strconv.FormatInt(r.Number, 10) }

// Phrase is one of the row's texts: the catalogue's while nobody has edited it.
func (r *Row) Phrase(field, text string) i18n.Phrase {
	if r.TextKey == "" {
		return i18n.Phrase{Text: text}
	}
	return i18n.Phrase{Key: r.TextKey + "." + field, Text: text}
}

// Keep copies the words that a person typed over the stored ones, unless they
// typed exactly what the catalogue shows them: then the row stays translatable.
// Each entry is a field's name, the stored text and the typed one.
func (r *Row) Keep(t *i18n.Text, words ...Words) {
	if r.TextKey != "" && r.untouched(t, words) {
		return
	}
	r.TextKey = ""
	for _, w := range words {
		*w.Stored = w.Typed
	}
}

// Words is one text of a row as stored and as typed.
type Words struct {
	Field  string
	Stored *string
	Typed  string
}

func (r *Row) untouched(t *i18n.Text, words []Words) bool {
	for _, w := range words {
		if w.Typed != r.Phrase(w.Field, *w.Stored).In(t) && w.Typed != *w.Stored {
			return false
		}
	}
	return true
}

// Kept is what the generic writes ask of a row type.
type Kept interface {
	Base() *Row
	TableName() string
	RecordKind() Kind
	Label() string // for the log and for search: its title
}

// Insert gives a row its identity and number, writes it, logs it and tells the
// bus. It joins the caller's transaction.
func Insert(ctx context.Context, tx *gorm.DB, key project.Scope, row Kept) error {
	base := row.Base()
	at := database.Instant(key.Now())
	if base.ID == "" {
		base.ID = database.NewID()
	}
	base.OrganisationID, base.ProjectID = key.OrganisationID, key.ProjectID
	base.Version, base.CreatedAt, base.UpdatedAt = 1, at, at
	err := audit.Hold(tx, key.ProjectID)
	if err != nil {
		return err
	}
	if base.Number, err = database.Next(tx, fmt.Sprintf("number:%s:%s", key.ProjectID, row.RecordKind())); err != nil {
		return err
	}
	if err := tx.Create(row).Error; err != nil {
		return err
	}
	return tell(ctx, tx, key, audit.Created, nil, row)
}

// Delete hides a row; Undo brings it back.
func Delete(ctx context.Context, tx *gorm.DB, key project.Scope, before, after Kept, typed int64) error {
	at := database.Instant(key.Now())
	after.Base().DeletedAt = &at
	return save(ctx, tx, key, audit.Deleted, before, after, typed)
}

// save writes a row over the one that it was made from. typed is the version
// that the person saw; when the row has moved on since, the answer is a Conflict
// with the row as it is now.
func save(ctx context.Context, tx *gorm.DB, key project.Scope, action audit.Action, before, after Kept, typed int64) error {
	if before.Base().Version != typed {
		return fault.Stale(before)
	}
	if err := audit.Hold(tx, key.ProjectID); err != nil {
		return err
	}
	base := after.Base()
	base.Version, base.UpdatedAt = typed+1, database.Instant(key.Now())
	done := tx.Where("project_id = ? AND version = ?", key.ProjectID, typed).Select("*").Omit("created_at", "number").Updates(after)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected == 0 {
		return stale(tx, key, before)
	}
	return tell(ctx, tx, key, action, before, after)
}

// stale reads the row again: somebody saved between our reading and our writing.
func stale(tx *gorm.DB, key project.Scope, row Kept) error {
	err := tx.Where("project_id = ? AND id = ?", key.ProjectID, row.Base().ID).Take(row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.Missing()
	}
	if err != nil {
		return err
	}
	return fault.Stale(row)
}

// Tallied is a row that is counted as it is written. Recount is given the row as it
// was, nil for a new one; the project's writes take turns.
type Tallied interface {
	Recount(tx *gorm.DB, before Kept) error
}

// tell makes a written row known: to its counts, to the search, to the log and to
// the bus. before is nil for a new one.
func tell(ctx context.Context, tx *gorm.DB, key project.Scope, action audit.Action, before, after Kept) error {
	if of, ok := after.(Tallied); ok {
		if err := of.Recount(tx, before); err != nil {
			return err
		}
	}
	if err := findable(tx, key, after); err != nil {
		return err
	}
	var image any
	if before != nil {
		image = before
	}
	return Log(ctx, tx, key, action, Ref{after.RecordKind(), after.Base().ID}, after.Label(), image, after)
}

// Log records a change of something in a project that is no row of its own, and
// tells the bus.
func Log(ctx context.Context, tx *gorm.DB, key project.Scope, action audit.Action, ref Ref, label string, before, after any) error {
	e, err := audit.Record(tx, audit.Change{
		Actor: key.Actor(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID,
		Action: action, Kind: string(ref.Kind), ObjectID: ref.ID, Label: label, Before: before, After: after, At: key.Now(), Batch: batchOf(ctx),
		Needs: string(cmp.Or(needsIn(ctx), needsOf(after), needsOf(before))),
	})
	if err != nil {
		return err
	}
	leave(ctx, e.Seq)
	return bus.Publish(ctx, tx, bus.Event{
		OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Kind: string(ref.Kind), ID: ref.ID, Seq: e.Seq,
	})
}

// Take reads one row that is not deleted into row, or is NotFound.
func Take(tx *gorm.DB, key project.Scope, id string, row any) error {
	err := tx.Where("project_id = ? AND id = ? AND deleted_at IS NULL", key.ProjectID, id).Take(row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.Missing()
	}
	return err
}

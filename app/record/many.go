package record

import (
	"bytes"
	"context"
	"encoding/json"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
)

// MostAtOnce is how many rows are changed at once at most.
const MostAtOnce = 500

// Picked is a row that somebody picked from a list, by the version that they saw.
type Picked struct {
	ID      string
	Version int64
}

// Changes are what all slices let people change on many rows at once. What is empty
// stays as it is; Nobody takes an owner, or a step, away.
type Changes struct {
	OwnerID     string `form:"owner_id" validate:"max=36"`
	KotterStep  string `form:"kotter_step" validate:"omitempty,oneof=nobody urgency coalition vision communicate enable wins consolidate anchor"`
	GartnerStep string `form:"gartner_step" validate:"omitempty,oneof=nobody vision strategy experience collaboration processes information technology metrics"`
	Shift       int    `form:"shift" validate:"min=-3650,max=3650"` // days
}

// Onto puts a choice in place of a value, unless the choice is to leave it.
func Onto[T ~string](value *T, choice T) {
	switch string(choice) {
	case "":
	case Nobody:
		*value = ""
	default:
		*value = choice
	}
}

// Chosen looks over what is to be changed on many rows: the permission, each value,
// and that there is any.
func Chosen[C comparable](key project.Scope, may project.Permission, c C) error {
	if err := key.Require(may); err != nil {
		return err
	}
	var nothing C
	if c == nothing {
		return fault.Broken("fault.nothing_chosen")
	}
	return validate.Draft(c)
}

// Tag puts the chosen steps onto a row's.
func (c Changes) Tag(tags *Tags) {
	Onto(&tags.KotterStep, c.KotterStep)
	Onto(&tags.GartnerStep, c.GartnerStep)
}

// Move shifts a day, if there is one.
func (c Changes) Move(days ...*date.Day) {
	for _, d := range days {
		if !d.IsZero() {
			*d = d.AddDays(c.Shift)
		}
	}
}

// Obstacle is why one of many rows cannot be changed.
type Obstacle struct {
	Name i18n.Phrase
	ID   string
	Why  fault.Text
}

// Obstacles are why nothing was changed: one entry for each row that stood in the way.
type Obstacles []Obstacle

// blocked is the fault by which the caller learns of obstacles.
func (o Obstacles) blocked() error {
	return &fault.Fault{Kind: fault.Conflict, Text: fault.Text{Key: "fault.blocked", Args: []any{"count", len(o)}}, Current: o}
}

type batchKey struct{}

// WithBatch makes what is logged with the context one change, which one Undo takes
// back. Within a batch it changes nothing.
func WithBatch(ctx context.Context) context.Context {
	if batchOf(ctx) != "" {
		return ctx
	}
	return context.WithValue(ctx, batchKey{}, database.NewID())
}

func batchOf(ctx context.Context) string {
	id, _ := ctx.Value(batchKey{}).(string)
	return id
}

// SaveMany changes many rows in one transaction, each by the draft that edit makes
// of it and by every rule that one row is held to. When one cannot be changed none
// is, and the fault says which and why. It returns how many were other than before.
func (s Register[T, P, D]) SaveMany(ctx context.Context, key project.Scope, picks []Picked, edit func(row P) (D, error)) (int, error) {
	return s.many(ctx, key, picks, func(ctx context.Context, tx *gorm.DB, before P, version int64) (bool, error) {
		d, err := edit(before)
		if err == nil {
			err = s.allowed(key, d)
		}
		if err != nil {
			return false, err
		}
		after := *before
		d.Apply(&after, key)
		if same, err := alike(before, P(&after)); same || err != nil {
			return false, err
		}
		return true, s.replace(ctx, tx, key, audit.Changed, before, &after, version)
	})
}

// alike reports whether the log would tell two states of a row apart.
func alike(a, b any) (bool, error) {
	before, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	after, err := json.Marshal(b)
	return bytes.Equal(before, after), err
}

// Some are those of some rows that are there, by id.
func (s Register[T, P, D]) Some(ctx context.Context, key project.Scope, ids []string) (map[string]P, error) {
	var found map[string]P
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		found, err = s.picked(tx, key, ids)
		return err
	})
	return found, err
}

// DeleteMany hides many rows in one transaction, or none.
func (s Register[T, P, D]) DeleteMany(ctx context.Context, key project.Scope, picks []Picked) (int, error) {
	return s.many(ctx, key, picks, func(ctx context.Context, tx *gorm.DB, before P, version int64) (bool, error) {
		after := *before
		return true, s.hide(ctx, tx, key, before, &after, version)
	})
}

// many runs a write on each picked row, and goes on where one is refused, so that
// all obstacles are told at once.
func (s Register[T, P, D]) many(ctx context.Context, key project.Scope, picks []Picked, one func(context.Context, *gorm.DB, P, int64) (bool, error)) (int, error) {
	if err := key.Require(s.May); err != nil {
		return 0, err
	}
	if len(picks) == 0 || len(picks) > MostAtOnce {
		return 0, fault.Field("pick", "fault.field.picks", "most", MostAtOnce)
	}
	var changed int
	err := s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		changed = 0
		ids := make([]string, len(picks))
		for i, p := range picks {
			ids[i] = p.ID
		}
		rows, err := s.picked(tx, key, ids)
		if err != nil {
			return err
		}
		var obstacles Obstacles
		ctx = WithBatch(ctx)
		for _, p := range picks {
			did, err := s.pick(ctx, tx, key, rows[p.ID], p, one)
			if f, expected := fault.As(err); expected {
				obstacles = append(obstacles, obstacle(p.ID, rows[p.ID], f))
			} else if err != nil {
				return err
			}
			if did {
				changed++
			}
		}
		if len(obstacles) > 0 {
			return obstacles.blocked()
		}
		return nil
	})
	return changed, err
}

func (s Register[T, P, D]) pick(ctx context.Context, tx *gorm.DB, key project.Scope, row P, p Picked, one func(context.Context, *gorm.DB, P, int64) (bool, error)) (bool, error) {
	if row == nil {
		return false, fault.Missing()
	}
	if row.Base().Version != p.Version {
		return false, fault.Stale(row)
	}
	if s.Load != nil {
		if err := s.Load(tx, key, row); err != nil {
			return false, err
		}
	}
	return one(ctx, tx, row, p.Version)
}

// picked reads the picked rows that are there.
func (s Register[T, P, D]) picked(tx *gorm.DB, key project.Scope, ids []string) (map[string]P, error) {
	var rows []T
	err := s.seen(tx, key).Where("project_id = ? AND id IN ? AND deleted_at IS NULL", key.ProjectID, ids).Find(&rows).Error
	found := make(map[string]P, len(rows))
	for i := range rows {
		found[P(&rows[i]).Base().ID] = &rows[i]
	}
	return found, err
}

// obstacle is a fault as it is told of one of many rows.
func obstacle[T any, P Entry[T]](id string, row P, f *fault.Fault) Obstacle {
	o := Obstacle{ID: id, Why: f.Text}
	if row != nil {
		o.Name = i18n.Phrase{Text: row.Label()}
	}
	for _, text := range f.Fields {
		o.Why = text
	}
	return o
}

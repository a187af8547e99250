package maturity

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/project"
	"stegvis/app/record"
)

// TargetKind names targets in the log.
const TargetKind record.Kind = "target"

// Target is the level that is aimed at in a dimension, by when and why. It is never
// changed: another aim is another target, and the latest one counts.
type Target struct {
	record.Row `gorm:"embedded"`
	Dimension  string   `json:"dimension"`
	Level      int      `json:"level"`
	DueOn      date.Day `json:"due_on"`
	Reason     string   `json:"reason"`
	MadeBy     string   `json:"made_by"`
}

// TableName tells GORM.
func (Target) TableName() string { return "maturity_target" }

// RecordKind tells package record.
func (Target) RecordKind() record.Kind { return TargetKind }

// Label is the key of the dimension's name.
func (t Target) Label() string { return "maturity.short." + t.Dimension }

// Because is the reason as a phrase.
func (t Target) Because() i18n.Phrase { return t.Phrase("reason", t.Reason) }

// TargetDraft is what is typed of a target.
type TargetDraft struct {
	Dimension string   `form:"dimension" validate:"required,oneof=vision strategy experience collaboration processes information technology metrics"`
	Level     int      `form:"level" validate:"min=1,max=5"`
	DueOn     date.Day `form:"due_on" validate:"required"`
	Reason    string   `form:"reason" validate:"required,max=2000"`
}

// BasedOn is always zero: targets are not changed.
func (TargetDraft) BasedOn() int64 { return 0 }

// Valid asks for a day that lies ahead: what is aimed at cannot have been due.
func (d TargetDraft) Valid(key project.Scope) error {
	if d.DueOn.Before(key.Today()) {
		return fault.Field("due_on", "target.fault.past")
	}
	return nil
}

// Apply copies the draft onto a target.
func (d TargetDraft) Apply(t *Target, key project.Scope) {
	t.Dimension, t.Level, t.DueOn, t.Reason, t.MadeBy = d.Dimension, d.Level, d.DueOn, d.Reason, key.Actor().Name
}

// Drafted is the target as its form shows it.
func (t Target) Drafted(in *i18n.Text) any {
	return TargetDraft{Dimension: t.Dimension, Level: t.Level, DueOn: t.DueOn, Reason: t.Because().In(in)}
}

// EaseKind names judgements of ease in the log.
const EaseKind record.Kind = "ease"

// UsualEase is how easily a dimension is moved while nobody has said otherwise.
const UsualEase = 3

// Ease is how easily the lead thinks that a dimension is moved, from 1, hard, to
// 5, easy. The latest one counts.
type Ease struct {
	record.Row `gorm:"embedded"`
	Dimension  string `json:"dimension"`
	Ease       int    `json:"ease"`
	MadeBy     string `json:"made_by"`
}

// TableName tells GORM.
func (Ease) TableName() string { return "maturity_ease" }

// RecordKind tells package record.
func (Ease) RecordKind() record.Kind { return EaseKind }

// Label is the key of the dimension's name.
func (e Ease) Label() string { return "maturity.short." + e.Dimension }

// EaseDraft is what is chosen of an ease.
type EaseDraft struct {
	Dimension string `form:"dimension" validate:"required,oneof=vision strategy experience collaboration processes information technology metrics"`
	Ease      int    `form:"ease" validate:"min=1,max=5"`
}

// BasedOn is always zero: judgements of ease are not changed.
func (EaseDraft) BasedOn() int64 { return 0 }

// Apply copies the draft onto an ease.
func (d EaseDraft) Apply(e *Ease, key project.Scope) {
	e.Dimension, e.Ease, e.MadeBy = d.Dimension, d.Ease, key.Actor().Name
}

// Drafted is the ease as its form shows it.
func (e Ease) Drafted(*i18n.Text) any { return EaseDraft{Dimension: e.Dimension, Ease: e.Ease} }

// Targets keeps what is aimed at, and how easily it is reached.
type Targets struct {
	record.Register[Target, *Target, TargetDraft]
	Eases record.Register[Ease, *Ease, EaseDraft]
}

// NewTargets takes the database.
func NewTargets(db *database.DB) *Targets {
	return &Targets{
		record.Register[Target, *Target, TargetDraft]{DB: db, May: project.Assess},
		record.Register[Ease, *Ease, EaseDraft]{DB: db, May: project.Manage},
	}
}

// Aims are the targets and eases that count, by dimension.
type Aims struct {
	Targets map[string]Target
	Eases   map[string]int
}

// Ease is how easily a dimension is moved.
func (a Aims) Ease(dimension string) int {
	if e := a.Eases[dimension]; e > 0 {
		return e
	}
	return UsualEase
}

// Now are the targets and eases that count, in two queries.
func (s *Targets) Now(ctx context.Context, key project.Scope) (Aims, error) {
	aims := Aims{Targets: map[string]Target{}, Eases: map[string]int{}}
	if err := key.Require(project.Read); err != nil {
		return aims, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var targets []Target
		if err := latest(tx, key, "maturity_target").Find(&targets).Error; err != nil {
			return err
		}
		for _, t := range targets {
			aims.Targets[t.Dimension] = t
		}
		var eases []Ease
		err := latest(tx, key, "maturity_ease").Find(&eases).Error
		for _, e := range eases {
			aims.Eases[e.Dimension] = e.Ease
		}
		return err
	})
	return aims, err
}

// latest narrows appended rows to the latest of each dimension.
func latest(tx *gorm.DB, key project.Scope, table string) *gorm.DB {
	return tx.Where("project_id = ? AND deleted_at IS NULL AND number IN (SELECT max(number) FROM "+table+
		" WHERE project_id = ? AND deleted_at IS NULL GROUP BY dimension)", key.ProjectID, key.ProjectID)
}

// Earlier are all targets that were set for a dimension, the latest first.
func (s *Targets) Earlier(ctx context.Context, key project.Scope, dimension string, at record.Page) (record.Paged[Target], error) {
	var found record.Paged[Target]
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		q := tx.Model(&Target{}).Where("project_id = ? AND dimension = ? AND deleted_at IS NULL", key.ProjectID, dimension)
		found, err = record.Fetch[Target](q, "number DESC", at)
		return err
	})
	return found, err
}

// Reached is how much of the way from the first level to a target is behind, in
// basis points: the first level is where everybody begins, so there nothing is
// reached, and at the target or above it all is. It is rounded down, so that a
// whole is told only when the target is reached. The level is in tenths.
func Reached(tenths, target int) money.BasisPoints {
	const whole = 10_000
	way := 10 * (target - 1)
	if way <= 0 || tenths >= 10*target {
		return whole
	}
	return money.BasisPoints(max(tenths-10, 0) * whole / way)
}

// Aimed is an assessment with the targets that count now in the place of its own.
func (a Aims) Aimed(at Assessment) Assessment {
	at.Answers = slices.Clone(at.Answers)
	for i, one := range at.Answers {
		if t, set := a.Targets[one.Dimension]; set {
			at.Answers[i].Target = t.Level
		}
	}
	return at
}

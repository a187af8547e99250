package framework

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Planting is a deliverable of the catalogue, by its key below its step.
type Planting struct {
	Track       string
	StepKey     string
	Deliverable string
	Across      string // the step of the other track that it helps
}

// textKey is where the catalogue's words for it stand; they have a "name".
func (p Planting) textKey() string {
	return "domain.deliverable." + p.Track + "." + p.StepKey + "." + p.Deliverable
}

// Plant begins the tracks of a new project: all sixteen steps, and the
// deliverables that its template asks for.
func (f *Framework) Plant(ctx context.Context, key project.Scope, all []Planting) error {
	if err := key.Require(project.EditRegisters); err != nil {
		return err
	}
	return f.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		for _, track := range []string{record.Kotter, record.Gartner} {
			for _, step := range record.Steps(track) {
				if err := plant(tx, newStep(key, Place{track, step})); err != nil {
					return err
				}
			}
		}
		for _, p := range all {
			d := DeliverableDraft{Place: Place{p.Track, p.StepKey}, Tags: Place{Track: p.Track}.other(p.Across), Name: key.Text.T(p.textKey() + ".name")}
			if _, err := f.Deliverables.CreateFrom(ctx, key, d, p.textKey(), record.Origin{}); err != nil {
				return err
			}
		}
		return nil
	})
}

// newRow is the row of something that is there without anybody having made it.
// Its version is 0 and the log does not know it: the first save is its first
// change, and of two people who save first at the same moment one is told.
func newRow(key project.Scope, number int64) record.Row {
	at := database.Instant(key.Now())
	return record.Row{
		ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Number: number, CreatedAt: at, UpdatedAt: at,
	}
}

func newStep(key project.Scope, at Place) *Step {
	number := at.Ordinal()
	if at.Track == record.Gartner {
		number += len(record.Steps(record.Kotter))
	}
	return &Step{Row: newRow(key, int64(number)), Place: at, Status: Idle}
}

// plant writes a row unless its like is there already.
func plant(tx *gorm.DB, row any) error {
	return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(row).Error
}

// hold reads a step and keeps it from changing until the transaction ends, so
// that a step and its deliverables are judged together. It plants a missing row.
func hold(tx *gorm.DB, key project.Scope, at Place) (Step, error) {
	var step Step
	if !at.Known() {
		return step, fault.Missing()
	}
	if err := plant(tx, newStep(key, at)); err != nil {
		return step, err
	}
	err := tx.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).
		Where("project_id = ? AND track = ? AND step_key = ?", key.ProjectID, at.Track, at.StepKey).Take(&step).Error
	return step, err
}

func holdVision(tx *gorm.DB, key project.Scope) (Vision, error) {
	var v Vision
	if err := plant(tx, &Vision{Row: newRow(key, 1), State: Drafting}); err != nil {
		return v, err
	}
	err := tx.Where("project_id = ?", key.ProjectID).Take(&v).Error
	return v, err
}

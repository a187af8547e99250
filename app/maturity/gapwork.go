package maturity

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/project"
	"stegvis/app/record"
)

// GapKind names a gap as the origin of a row; the origin's id is the assessment
// that showed it.
const GapKind record.Kind = "gap"

// Work is one row that was made of a gap: which proposal became which row. The row
// may be gone by now.
type Work struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	ProjectID      string
	AssessmentID   string
	Dimension      string
	Part           string // of the proposals for the dimension
	Kind           record.Kind
	ObjectID       string
	MadeOn         date.Day
}

// TableName tells GORM.
func (Work) TableName() string { return "gap_work" }

// Ref is the row.
func (w Work) Ref() record.Ref { return record.Ref{Kind: w.Kind, ID: w.ObjectID} }

// KeepWork notes that a row was made of a gap, within the caller's transaction and
// after its check of permission.
func KeepWork(tx *gorm.DB, key project.Scope, w Work) error {
	w.ID, w.OrganisationID, w.ProjectID, w.MadeOn = database.NewID(), key.OrganisationID, key.ProjectID, key.Today()
	return tx.Create(&w).Error
}

// mostWork is how much of what was made of gaps is shown, the latest.
const mostWork = 500

// Work is what was made of gaps, of one dimension or, with "", of all, in the order
// in which it was made.
func (s *Register) Work(ctx context.Context, key project.Scope, dimension string) ([]Work, error) {
	var all []Work
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := tx.Where("project_id = ?", key.ProjectID)
		if dimension != "" {
			q = q.Where("dimension = ?", dimension)
		}
		return q.Order("made_on DESC, id DESC").Limit(mostWork).Find(&all).Error
	})
	slices.Reverse(all)
	return all, err
}

package risk

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Register keeps the risks of all projects.
type Register struct {
	record.Register[Risk, *Risk, Draft]
}

// New takes the database.
func New(db *database.DB) *Register {
	return &Register{record.Register[Risk, *Risk, Draft]{DB: db, May: project.EditRegisters, Check: check, Then: appendScoring}}
}

func check(tx *gorm.DB, key project.Scope, r *Risk) error {
	r.TitleFold = text.Fold(r.Title)
	return project.CheckPeople(tx, key, map[string]string{"owner_id": r.Owner()})
}

// appendScoring keeps a new judgement beside the row that holds the latest.
func appendScoring(_ context.Context, tx *gorm.DB, key project.Scope, before, after *Risk) error {
	if before != nil && before.Likelihood == after.Likelihood && before.Impact == after.Impact {
		return nil
	}
	return score(tx, key, after.ID, after.Likelihood, after.Impact, key.Now())
}

func score(tx *gorm.DB, key project.Scope, id string, likelihood, impact int, at time.Time) error {
	return tx.Create(&Scoring{
		ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, RiskID: id,
		Likelihood: likelihood, Impact: impact, MadeBy: key.Actor().Name, MadeAt: database.Instant(at),
	}).Error
}

// Recall adds a judgement that was made at an earlier moment to a risk's
// history, for imports; the row keeps the latest.
func (s *Register) Recall(ctx context.Context, key project.Scope, id string, likelihood, impact int, at time.Time) error {
	if err := key.Require(project.EditRegisters); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(_ context.Context, tx *gorm.DB) error { return score(tx, key, id, likelihood, impact, at) })
}

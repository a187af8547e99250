package risk

import (
	"context"

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
	return score(tx, key, after)
}

func score(tx *gorm.DB, key project.Scope, r *Risk) error {
	return tx.Create(&Scoring{
		ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, RiskID: r.ID,
		Likelihood: r.Likelihood, Impact: r.Impact, MadeBy: key.Actor().Name, MadeAt: database.Instant(key.Now()),
	}).Error
}

package outlook

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/businesscase"
	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

// Slices are what an outlook is made from.
type Slices struct {
	Plan     *rollout.Plan
	Costs    *businesscase.Register
	Risks    *risk.Register
	Tracks   *framework.Framework
	Maturity *maturity.Register
	Involved *stakeholder.Stakeholders
	Projects *project.Projects
	Asked    *decision.Register
}

// Outlook computes over the slices of a project.
type Outlook struct {
	db        *database.DB
	slices    Slices
	Overrides record.Register[Override, *Override, OverrideDraft]
	Changes   record.Register[Rules, *Rules, RulesDraft] // of the thresholds
}

// New takes the database and the slices.
func New(db *database.DB, slices Slices) *Outlook {
	return &Outlook{
		db: db, slices: slices,
		Overrides: record.Register[Override, *Override, OverrideDraft]{DB: db, May: project.Manage, Check: only},
		Changes:   record.Register[Rules, *Rules, RulesDraft]{DB: db, May: project.Manage, Then: keepLimits, Load: loadLimits},
	}
}

// Health judges a project as it stands at this moment.
func (o *Outlook) Health(ctx context.Context, key project.Scope) (Health, error) {
	_, health, err := o.Look(ctx, key)
	return health, err
}

// Look is Health with what it was judged from, for pages that show both.
func (o *Outlook) Look(ctx context.Context, key project.Scope) (State, Health, error) {
	var s State
	var table Thresholds
	err := o.db.Read(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var err error
		if table, err = o.thresholds(tx, key); err != nil {
			return err
		}
		s, err = o.read(ctx, tx, key)
		return err
	})
	if err != nil {
		return s, Health{}, err
	}
	return s, Assess(s, table, key.Today()), nil
}

// thresholds is the table by which a project is judged.
func (o *Outlook) thresholds(tx *gorm.DB, key project.Scope) (Thresholds, error) {
	var limits []Limit
	err := tx.Where("project_id = ?", key.ProjectID).Find(&limits).Error
	return Defaults().with(limits), err
}

// read asks each slice once; how many queries that takes does not depend on how
// much there is.
func (o *Outlook) read(ctx context.Context, tx *gorm.DB, key project.Scope) (State, error) {
	s := State{Kept: map[Dimension]Kept{}}
	var kept []Kept
	for _, part := range []func() error{
		func() (err error) { s.Pace, err = o.slices.Plan.Pace(ctx, key); return },
		func() (err error) { s.Case, err = o.slices.Costs.Case(ctx, key); return },
		func() (err error) { s.Risks, err = o.slices.Risks.Standing(ctx, key); return },
		func() (err error) { s.Tracks, err = o.slices.Tracks.Tracks(ctx, key); return },
		func() (err error) { s.Wins, err = o.slices.Tracks.AllWins(ctx, key); return },
		func() (err error) { s.Coalition, err = o.slices.Involved.Coalition(ctx, key); return },
		func() (err error) { s.Told, err = o.slices.Involved.Told(ctx, key); return },
		func() (err error) { s.Trained, err = o.slices.Involved.Trained(ctx, key); return },
		func() (err error) { s.Assessments, err = o.slices.Maturity.Latest(ctx, key, 2); return },
		func() error { return tx.Where("project_id = ?", key.ProjectID).Find(&kept).Error },
		func() error {
			return tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).Order("number").Find(&s.Overrides).Error
		},
	} {
		if err := part(); err != nil {
			return s, err
		}
	}
	for _, k := range kept {
		s.Kept[k.Dimension] = k
	}
	return s, nil
}

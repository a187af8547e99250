package risk

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Register keeps the risks of all projects.
type Register struct{ db *database.DB }

// New takes the database.
func New(db *database.DB) *Register { return &Register{db: db} }

// Create adds a risk with its first scoring.
func (s *Register) Create(ctx context.Context, key project.Scope, d Draft) (Risk, error) {
	if err := key.Require(project.EditRegisters); err != nil {
		return Risk{}, err
	}
	if err := d.check(); err != nil {
		return Risk{}, err
	}
	var r Risk
	r.apply(d, key.Text, text.Fold)
	r.TextKey, r.Origin = d.TextKey, d.Origin
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := project.CheckPeople(tx, key, map[string]string{"owner_id": d.OwnerID}); err != nil {
			return err
		}
		r.ID = database.NewID()
		if err := record.Insert(ctx, tx, key, &r); err != nil {
			return err
		}
		return appendScoring(tx, key, r, key.Now())
	})
	return r, err
}

func (d *Draft) check() error {
	d.Title = strings.TrimSpace(d.Title)
	return validate.Draft(*d)
}

// Save changes a risk. A new likelihood or impact is appended to its scorings.
func (s *Register) Save(ctx context.Context, key project.Scope, id string, d Draft) (Risk, error) {
	if err := key.Require(project.EditRegisters); err != nil {
		return Risk{}, err
	}
	if err := d.check(); err != nil {
		return Risk{}, err
	}
	var after Risk
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var before Risk
		if err := record.Take(tx, key, id, &before); err != nil {
			return err
		}
		if err := project.CheckPeople(tx, key, map[string]string{"owner_id": d.OwnerID}); err != nil {
			return err
		}
		after = before
		after.apply(d, key.Text, text.Fold)
		if err := record.Update(ctx, tx, key, &before, &after, d.Version); err != nil {
			return err
		}
		if after.Likelihood == before.Likelihood && after.Impact == before.Impact {
			return nil
		}
		return appendScoring(tx, key, after, key.Now())
	})
	return after, err
}

func appendScoring(tx *gorm.DB, key project.Scope, r Risk, at time.Time) error {
	return tx.Create(&Scoring{
		ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, RiskID: r.ID,
		Likelihood: r.Likelihood, Impact: r.Impact, MadeBy: key.Actor().Name, MadeAt: database.Instant(at),
	}).Error
}

// Rescore appends a scoring that was made at an earlier moment, for imports; the
// row takes it over when none is later.
func (s *Register) Rescore(ctx context.Context, key project.Scope, id string, likelihood, impact int, at time.Time) error {
	if err := key.Require(project.EditRegisters); err != nil {
		return err
	}
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		return appendScoring(tx, key, Risk{Row: record.Row{ID: id}, Likelihood: likelihood, Impact: impact}, at)
	})
}

// Delete hides a risk until Undo brings it back.
func (s *Register) Delete(ctx context.Context, key project.Scope, id string, version int64) (Risk, error) {
	if err := key.Require(project.EditRegisters); err != nil {
		return Risk{}, err
	}
	var before Risk
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := record.Take(tx, key, id, &before); err != nil {
			return err
		}
		after := before
		return record.Delete(ctx, tx, key, &before, &after, version)
	})
	return before, err
}

// Undo takes back the change that a line of the log tells of.
func (s *Register) Undo(ctx context.Context, key project.Scope, e audit.Entry) error {
	if err := key.Require(project.EditRegisters); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		return record.Undo(ctx, tx, key, e, func(r *Risk) error {
			r.TitleFold = text.Fold(r.Title)
			return validate.Draft(r.Draft(key.Text))
		})
	})
}

package risk

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/project"
	"stegvis/app/record"
)

// Cell is how many open risks have one likelihood and impact.
type Cell struct {
	Likelihood int
	Impact     int
	Count      int
}

// counted is where a risk is counted: among those of its status in its cell of the
// matrix. A risk that is deleted is counted nowhere.
type counted struct {
	status             Status
	likelihood, impact int
}

func (r *Risk) counted() counted {
	if r == nil || r.DeletedAt != nil {
		return counted{}
	}
	return counted{r.Status, r.Likelihood, r.Impact}
}

// Recount moves a risk to where it is counted now, so that a long register knows
// its length and its matrix without being read through.
func (r *Risk) Recount(tx *gorm.DB, before record.Kept) error {
	was, _ := before.(*Risk)
	from, to := was.counted(), r.counted()
	if from == to {
		return nil
	}
	if err := from.add(tx, r, -1); err != nil {
		return err
	}
	return to.add(tx, r, 1)
}

func (at counted) add(tx *gorm.DB, r *Risk, n int) error {
	if at == (counted{}) {
		return nil
	}
	if n < 0 {
		return tx.Exec("UPDATE risk_tally SET count = count - 1 WHERE project_id = ? AND status = ? AND likelihood = ? AND impact = ? AND count > 0",
			r.ProjectID, at.status, at.likelihood, at.impact).Error
	}
	return tx.Exec("INSERT INTO risk_tally (project_id, organisation_id, status, likelihood, impact, count) VALUES (?, ?, ?, ?, ?, 1) "+
		"ON CONFLICT (project_id, status, likelihood, impact) DO UPDATE SET count = risk_tally.count + 1",
		r.ProjectID, r.OrganisationID, at.status, at.likelihood, at.impact).Error
}

// total is how many risks a project has.
func total(tx *gorm.DB, projectID string) (int64, error) {
	var n int64
	err := tx.Table("risk_tally").Where("project_id = ?", projectID).Select("CAST(COALESCE(SUM(count), 0) AS BIGINT)").Scan(&n).Error
	return n, err
}

// Matrix counts the open risks by likelihood and impact.
func (s *Register) Matrix(ctx context.Context, key project.Scope) ([]Cell, error) {
	var cells []Cell
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("risk_tally").Where("project_id = ? AND status = ? AND count > 0", key.ProjectID, Open).
			Select("likelihood, impact, count").Order("likelihood, impact").Scan(&cells).Error
	})
	return cells, err
}

package risk

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/project"
)

// Recent is the register with what has changed in it of late.
type Recent struct {
	Open []Risk         // all of them, the highest first
	Past []Risk         // what has occurred, and what is closed and was changed of late; the latest first
	Was  map[string]int // the scores as they were, by the ids of the risks that there were
}

// Recent reads the register in two queries: what is closed only when it was changed
// since a day, and the scores as they were at the beginning of another.
func (s *Register) Recent(ctx context.Context, key project.Scope, closed, scored date.Day) (Recent, error) {
	found := Recent{Was: map[string]int{}}
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	var all []Risk
	var was []struct {
		RiskID string
		Score  int
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := tx.Where("project_id = ? AND deleted_at IS NULL AND (status <> ? OR updated_at >= ?)", key.ProjectID, Closed, closed.Time()).
			Order("score DESC, number").Find(&all).Error
		if err != nil {
			return err
		}
		return tx.Raw(`SELECT risk_id, score FROM (
			SELECT risk_id, likelihood * impact AS score, ROW_NUMBER() OVER (PARTITION BY risk_id ORDER BY made_at DESC, id DESC) AS back
			FROM risk_scoring WHERE project_id = ? AND made_at < ?) AS before WHERE back = 1`, key.ProjectID, scored.Time()).Scan(&was).Error
	})
	for _, r := range all {
		if r.Status == Open {
			found.Open = append(found.Open, r)
		} else {
			found.Past = append(found.Past, r)
		}
	}
	slices.SortStableFunc(found.Past, func(a, b Risk) int { return b.UpdatedAt.Compare(a.UpdatedAt) })
	for _, one := range was {
		found.Was[one.RiskID] = one.Score
	}
	return found, err
}

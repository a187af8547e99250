package risk

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/project"
)

// Standing says what the register asks for: how many risks are open, how bad
// they are, and whether anybody looks after them.
type Standing struct {
	All     int `json:"all"`
	Open    int `json:"open"`
	High    int `json:"high"`    // open and high
	Top     int `json:"top"`     // the highest score of the open ones
	Unowned int `json:"unowned"` // open and high, with nobody to own them
	Due     int `json:"due"`     // open, and the review day has passed
}

// Standing reads what the register asks for, in one query.
func (s *Register) Standing(ctx context.Context, key project.Scope) (Standing, error) {
	if err := key.Require(project.Read); err != nil {
		return Standing{}, err
	}
	of, err := s.StandingOf(ctx, []project.Project{key.Project}, key.Now())
	return of[key.ProjectID], err
}

// StandingOf is Standing for some projects by their ids: one query for each day that
// it is in them, which are two around midnight and else one. Who has the projects was
// let in to them.
func (s *Register) StandingOf(ctx context.Context, projects []project.Project, now time.Time) (map[string]Standing, error) {
	days := map[date.Day][]string{}
	for _, p := range projects {
		today := date.Of(now, p.Zone())
		days[today] = append(days[today], p.ID)
	}
	of := make(map[string]Standing, len(projects))
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		for today, ids := range days {
			var found []struct {
				ProjectID string
				Standing  `gorm:"embedded"`
			}
			if err := tx.Model(&Risk{}).Where("project_id IN ? AND deleted_at IS NULL", ids).Group("project_id").
				Select(`project_id, COUNT(*) AS "all", COUNT(CASE WHEN status = 'open' THEN 1 END) AS open,
				COUNT(CASE WHEN status = 'open' AND score >= ? THEN 1 END) AS high,
				COALESCE(MAX(CASE WHEN status = 'open' THEN score END), 0) AS top,
				COUNT(CASE WHEN status = 'open' AND score >= ? AND owner_id IS NULL THEN 1 END) AS unowned,
				COUNT(CASE WHEN status = 'open' AND review_on < ? THEN 1 END) AS due`, highFrom, highFrom, today).
				Scan(&found).Error; err != nil {
				return err
			}
			for _, f := range found {
				of[f.ProjectID] = f.Standing
			}
		}
		return nil
	})
	return of, err
}

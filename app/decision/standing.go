package decision

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/project"
)

// Standing is how many decisions of a project ask for something.
type Standing struct {
	Waiting     int // for the committee
	Uncarried   int // decided, and nobody carries them out
	CarryingOut int
	Overdue     int // of all these
}

// Open is how many ask for something at all.
func (s Standing) Open() int { return s.Waiting + s.Uncarried + s.CarryingOut }

// StandingOf is how the decisions of some projects stand, by the projects' ids: one
// query for each day that it is in them, which are two around midnight and else one.
// Who has the projects was let in to them.
func (s *Register) StandingOf(ctx context.Context, projects []project.Project, now time.Time) (map[string]Standing, error) {
	days := map[date.Day][]string{}
	for _, p := range projects {
		today := date.Of(now, p.Zone())
		days[today] = append(days[today], p.ID)
	}
	of := make(map[string]Standing, len(projects))
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		for today, ids := range days {
			found, err := standings(tx, ids, today)
			if err != nil {
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

// Standing is how the decisions of one project stand.
func (s *Register) Standing(ctx context.Context, key project.Scope) (Standing, error) {
	if err := key.Require(project.Read); err != nil {
		return Standing{}, err
	}
	of, err := s.StandingOf(ctx, []project.Project{key.Project}, key.Now())
	return of[key.ProjectID], err
}

type standing struct {
	ProjectID string
	Standing  `gorm:"embedded"`
}

func standings(tx *gorm.DB, projects []string, today date.Day) ([]standing, error) {
	var found []standing
	count := func(condition string) string { return "COUNT(CASE WHEN " + condition + " THEN 1 END)" }
	err := tx.Model(&Decision{}).
		Select("project_id, "+count(Waiting.holds())+" AS waiting, "+count(Made.holds())+" AS uncarried, "+
			count(CarryingOut.holds())+" AS carrying_out, "+count(late)+" AS overdue", today, today).
		Where("project_id IN ? AND deleted_at IS NULL", projects).Group("project_id").Scan(&found).Error
	return found, err
}

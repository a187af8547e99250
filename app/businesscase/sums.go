package businesscase

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/project"
)

// summed is Sum for many projects at once: by line first, since an estimate to
// complete stands in for what is planned of its line.
const summed = `SELECT project_id, CAST(SUM(approved) AS BIGINT) AS approved, CAST(SUM(planned) AS BIGINT) AS planned,
	CAST(SUM(actual) AS BIGINT) AS actual, CAST(SUM(to_complete) AS BIGINT) AS to_complete
FROM (
	SELECT l.project_id, SUM(COALESCE(a.approved, 0)) AS approved, SUM(COALESCE(a.planned, 0)) AS planned, SUM(COALESCE(a.actual, 0)) AS actual,
		COALESCE(l.to_complete, SUM(CASE WHEN a.month >= ? AND a.actual = 0 THEN a.planned ELSE 0 END)) AS to_complete
	FROM cost_line AS l LEFT JOIN cost_amount AS a ON a.line_id = l.id
	WHERE l.project_id IN ? AND l.deleted_at IS NULL
	GROUP BY l.project_id, l.id, l.to_complete
) AS lines GROUP BY project_id`

// Sums is what the cases of some projects come to, by the projects' ids: one query
// for each month that it is in them, which are two at the turn of a month and else
// one. Who has the projects was let in to them.
func (s *Register) Sums(ctx context.Context, projects []project.Project, now time.Time) (map[string]Sum, error) {
	months := map[date.Month][]string{}
	for _, p := range projects {
		m := date.Of(now, p.Zone()).Month()
		months[m] = append(months[m], p.ID)
	}
	sums := make(map[string]Sum, len(projects))
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		for m, ids := range months {
			var found []struct {
				ProjectID string
				Sum       `gorm:"embedded"`
			}
			if err := tx.Raw(summed, m, ids).Scan(&found).Error; err != nil {
				return err
			}
			for _, f := range found {
				sums[f.ProjectID] = f.Sum
			}
		}
		return nil
	})
	return sums, err
}

package rollout

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/project"
)

// Progress is what was finished in a stretch of days, what should have been
// finished by now and is not, and what is expected in the days ahead. Milestones
// count among what was finished only: those to come have a list of their own.
type Progress struct {
	Done   []Task // the latest first
	Missed []Task // the longest overdue first
	Next   []Task // the soonest first
}

// Progress reads what was done since a day, what was missed, and what is to be
// done up to a day.
func (s *Plan) Progress(ctx context.Context, key project.Scope, since, until date.Day) (Progress, error) {
	var p Progress
	if err := key.Require(project.Read); err != nil {
		return p, err
	}
	today := key.Today()
	var found []Task
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).
			Where("(status = 'done' AND actual_finish BETWEEN ? AND ?) OR (status <> 'done' AND milestone = ? AND (planned_finish < ? OR COALESCE(forecast_finish, planned_finish) <= ?))",
				since, today, false, today, until).
			Order("COALESCE(actual_finish, forecast_finish, planned_finish), number").Limit(1000).Find(&found).Error
	})
	for _, t := range found {
		switch {
		case t.Status == Done:
			p.Done = append(p.Done, t)
		case !t.PlannedFinish.IsZero() && t.PlannedFinish.Before(today):
			p.Missed = append(p.Missed, t)
		default:
			p.Next = append(p.Next, t)
		}
	}
	slices.Reverse(p.Done)
	slices.SortStableFunc(p.Missed, func(a, b Task) int { return a.PlannedFinish.Compare(b.PlannedFinish) })
	return p, err
}

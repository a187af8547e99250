package rollout

import (
	"context"

	"stegvis/app/project"
	"stegvis/app/record"
)

// Changes are what is changed on many tasks at once; what is empty stays.
type Changes struct {
	Status    Status `form:"status" validate:"omitempty,oneof=todo doing blocked done"`
	WaveID    string `form:"wave_id" validate:"max=36"`
	PlanShift int    `form:"plan_shift" validate:"min=-3650,max=3650"` // days
	Reason    string `form:"reason" validate:"max=500,oneline"`        // why what is expected moves
	record.Changes
}

// ChangeMany changes many tasks, or none, and says how many. Shift moves what is
// expected of those that are not done, as a new forecast; PlanShift moves the plan.
func (s *Plan) ChangeMany(ctx context.Context, key project.Scope, picks []record.Picked, c Changes) (int, error) {
	if err := record.Chosen(key, s.Tasks.May, c); err != nil {
		return 0, err
	}
	return s.Tasks.SaveMany(ctx, key, picks, func(t *Task) (TaskDraft, error) {
		d := t.Draft(key.Text)
		record.Onto(&d.OwnerID, c.OwnerID)
		record.Onto(&d.Status, c.Status)
		record.Onto(&d.WaveID, c.WaveID)
		c.Tag(&d.Tags)
		if c.Shift != 0 && d.Status != Done {
			d.ForecastFinish, d.ForecastReason = t.Expected(), c.Reason
			c.Move(&d.ForecastFinish)
		}
		record.Changes{Shift: c.PlanShift}.Move(&d.PlannedStart, &d.PlannedFinish)
		return d, nil
	})
}

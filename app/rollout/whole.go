package rollout

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Whole is a roll-out with all that is in it. Earlier is what was expected of a
// milestone before its present forecast, by its id; of one that was never forecast
// anew it has nothing.
type Whole struct {
	Stages
	Tasks   []Task // by the day on which they are expected, those without one last
	Earlier map[string]date.Day
}

// mostTasks is how many tasks are read at once.
const mostTasks = 10_000

// Whole reads a whole roll-out, in six queries.
func (s *Plan) Whole(ctx context.Context, key project.Scope) (Whole, error) {
	var all Whole
	err := s.db.Read(ctx, func(ctx context.Context, tx *gorm.DB) (err error) {
		if all.Stages, err = s.Stages(ctx, key); err != nil {
			return err
		}
		if err := tasks(tx, key).Order(expected + " IS NULL, " + expected + ", number").Limit(mostTasks).Find(&all.Tasks).Error; err != nil {
			return err
		}
		return all.remember(tx, key)
	})
	return all, err
}

// remember reads what was expected of the milestones before.
func (w *Whole) remember(tx *gorm.DB, key project.Scope) error {
	var made []record.Forecast
	milestones := tasks(tx, key).Select("id").Where("milestone = ?", true)
	err := tx.Where("project_id = ? AND kind = ? AND object_id IN (?)", key.ProjectID, TaskKind, milestones).
		Order("made_at DESC, id DESC").Limit(mostTasks).Find(&made).Error
	w.Earlier = map[string]date.Day{}
	planned, seen := map[string]date.Day{}, map[string]int{}
	for _, t := range w.Tasks {
		planned[t.ID] = t.PlannedFinish
	}
	for _, f := range made {
		switch seen[f.ObjectID]++; {
		case seen[f.ObjectID] == 1: // the present one: before it the plan held
			w.Earlier[f.ObjectID] = planned[f.ObjectID]
		case seen[f.ObjectID] == 2 && !f.Day.IsZero():
			w.Earlier[f.ObjectID] = f.Day
		}
	}
	return err
}

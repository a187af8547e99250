package rollout

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Filter narrows the tasks; empty fields do not.
type Filter struct {
	Status     Status `form:"status"`
	OwnerID    string `form:"owner"`
	WaveID     string `form:"wave"`
	PilotID    string `form:"pilot"`
	Milestones bool   `form:"milestones"`
	Words      string `form:"q"`
	Sort       string `form:"sort"`
	Desc       bool   `form:"desc"`
	View       string `form:"view"` // "board" or the list
	record.Tags
	record.Page
}

func orders() map[string]string {
	return map[string]string{"number": "number", "title": "title_fold", "status": "status", "planned": "planned_finish", "forecast": "forecast_finish"}
}

func (f Filter) order() string {
	column, known := orders()[f.Sort]
	switch {
	case !known:
		return "planned_finish, number"
	case f.Desc:
		return column + " DESC, id DESC"
	}
	return column + ", id"
}

func (f Filter) narrow(q *gorm.DB) *gorm.DB {
	for column, value := range map[string]string{
		"status": string(f.Status), "owner_id": f.OwnerID, "wave_id": f.WaveID, "pilot_id": f.PilotID,
		"kotter_step": f.KotterStep, "gartner_step": f.GartnerStep,
	} {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	if f.Milestones {
		q = q.Where("milestone = ?", true)
	}
	if f.Words != "" {
		q = q.Where("title_fold LIKE ? ESCAPE '!'", "%"+text.Like(text.Fold(strings.TrimSpace(f.Words)))+"%")
	}
	return q
}

// Find is a page of the tasks and milestones.
func (s *Plan) Find(ctx context.Context, key project.Scope, f Filter) (record.Paged[Task], error) {
	var found record.Paged[Task]
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := f.narrow(tx.Model(&Task{}).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID))
		var err error
		found, err = record.Fetch[Task](q, f.order(), f.Page)
		return err
	})
	return found, err
}

// Stages are the waves with their pilots and what those must show.
type Stages struct {
	Waves    []Wave
	Pilots   []Pilot
	Criteria []Criterion
}

// Stages reads all waves, pilots and criteria of a project.
func (s *Plan) Stages(ctx context.Context, key project.Scope) (Stages, error) {
	var all Stages
	if err := key.Require(project.Read); err != nil {
		return all, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		mine := func() *gorm.DB {
			return tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).Limit(1000)
		}
		if err := mine().Order("start_on, number").Find(&all.Waves).Error; err != nil {
			return err
		}
		if err := mine().Order("start_on, number").Find(&all.Pilots).Error; err != nil {
			return err
		}
		return mine().Order("number").Find(&all.Criteria).Error
	})
	return all, err
}

// Of are the criteria of a pilot.
func (s Stages) Of(pilotID string) []Criterion {
	var own []Criterion
	for _, c := range s.Criteria {
		if c.PilotID == pilotID {
			own = append(own, c)
		}
	}
	return own
}

// Milestones are those that are expected, or were planned, between two days, the
// last one included, and those that should have been reached and were not.
func (s *Plan) Milestones(ctx context.Context, key project.Scope, from, to date.Day) ([]Task, error) {
	var found []Task
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND milestone = ? AND deleted_at IS NULL", key.ProjectID, true).
			Where("(COALESCE(forecast_finish, planned_finish) BETWEEN ? AND ?) OR (planned_finish BETWEEN ? AND ?) OR (status <> 'done' AND planned_finish < ?)", from, to, from, to, from).
			Order("COALESCE(forecast_finish, planned_finish), number").Limit(200).Find(&found).Error
	})
	return found, err
}

// Count says how many tasks stand where.
type Count struct {
	Status Status
	Count  int
}

// Counts are the numbers of tasks by status.
func (s *Plan) Counts(ctx context.Context, key project.Scope) (map[Status]int, error) {
	var rows []Count
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Task{}).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).
			Select("status, COUNT(*) AS count").Group("status").Scan(&rows).Error
	})
	counts := map[Status]int{}
	for _, r := range rows {
		counts[r.Status] = r.Count
	}
	return counts, err
}

// Forecasts are all forecasts of a task, the latest first.
func (s *Plan) Forecasts(ctx context.Context, key project.Scope, taskID string) ([]record.Forecast, error) {
	var all []record.Forecast
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		all, err = record.Forecasts(tx, key, record.Ref{Kind: TaskKind, ID: taskID})
		return err
	})
	return all, err
}

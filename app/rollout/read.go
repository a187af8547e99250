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
	Late       bool   `form:"late"`  // open, and should be finished by now
	Ahead      bool   `form:"ahead"` // open, and expected within AheadDays or late
	Words      string `form:"q"`
	Sort       string `form:"sort"`
	Desc       bool   `form:"desc"`
	View       string `form:"view"` // "list" or "timeline", else the board
	record.Tags
	record.Page
	today date.Day
}

// expected is Task.Expected in SQL.
const expected = "COALESCE(actual_finish, forecast_finish, planned_finish)"

func orders() map[string]string {
	return map[string]string{"number": "number", "title": "title_fold", "status": statusOrder, "planned": "planned_finish", "expected": expected,
		"owner": record.NameOf("task", "owner_id")}
}

// statusOrder is the order of a board.
const statusOrder = "CASE status WHEN 'todo' THEN 0 WHEN 'doing' THEN 1 WHEN 'blocked' THEN 2 ELSE 3 END"

// order puts what has no day last, on either database; without a choice it puts
// what is done after what is not.
func (f Filter) order() string {
	column, known := orders()[f.Sort]
	if !known {
		return "CASE status WHEN 'done' THEN 1 ELSE 0 END, " + expected + " IS NULL, " + expected + ", number"
	}
	if f.Desc {
		return column + " IS NULL, " + column + " DESC, number DESC"
	}
	return column + " IS NULL, " + column + ", number"
}

func (f Filter) narrow(q *gorm.DB) *gorm.DB {
	for column, value := range map[string]string{
		"status": string(f.Status), "wave_id": f.WaveID, "pilot_id": f.PilotID,
		"kotter_step": f.KotterStep, "gartner_step": f.GartnerStep,
	} {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	q = record.OwnedBy(q, f.OwnerID)
	if f.Milestones {
		q = q.Where("milestone = ?", true)
	}
	if f.Late {
		q = q.Where("status <> 'done' AND "+expected+" < ?", f.today)
	}
	if f.Ahead {
		q = q.Where("status <> 'done' AND "+expected+" <= ?", f.today.AddDays(AheadDays))
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
	f.today = key.Today()
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		found, err = record.Fetch[Task](f.narrow(tasks(tx, key)), f.order(), f.Page)
		return err
	})
	return found, err
}

func tasks(tx *gorm.DB, key project.Scope) *gorm.DB {
	return tx.Model(&Task{}).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID)
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

func count(q *gorm.DB, counts map[Status]int) error {
	var rows []struct {
		Status Status
		Count  int
	}
	err := q.Select("status, COUNT(*) AS count").Group("status").Scan(&rows).Error
	for _, r := range rows {
		counts[r.Status] = r.Count
	}
	return err
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

// Package rollout keeps the roll-out in stages: waves, the pilots that come
// first, and the tasks and milestones of both.
package rollout

import (
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// TaskKind names tasks and milestones in addresses, tags and the log.
const TaskKind record.Kind = "task"

// TaskLetter stands before a task's number.
const TaskLetter = "T"

// Status is where a task stands.
type Status string

// The statuses, in the order of a board.
const (
	Todo    Status = "todo"
	Doing   Status = "doing"
	Blocked Status = "blocked"
	Done    Status = "done"
)

// Statuses lists the statuses in the order of a board.
func Statuses() []Status { return []Status{Todo, Doing, Blocked, Done} }

// Task is work to be done, or a milestone: a moment to be reached, without
// effort. ForecastFinish is the latest forecast; earlier ones are kept beside.
type Task struct {
	record.Row     `gorm:"embedded"`
	record.Tags    `gorm:"embedded"`
	record.Origin  `gorm:"embedded"`
	Title          string      `json:"title"`
	TitleFold      string      `json:"-"`
	Note           string      `json:"note"`
	Milestone      bool        `json:"milestone"`
	WaveID         *string     `json:"wave_id"`
	PilotID        *string     `json:"pilot_id"`
	OwnerID        *string     `json:"owner_id"`
	Status         Status      `json:"status"`
	PlannedStart   date.Day    `json:"planned_start"`
	PlannedFinish  date.Day    `json:"planned_finish"`
	ForecastFinish date.Day    `json:"forecast_finish"`
	ActualFinish   date.Day    `json:"actual_finish"`
	EffortMinutes  int64       `json:"effort_minutes"`
	forecastReason i18n.Phrase // why the forecast moved, until it is written beside
}

// TableName tells GORM.
func (Task) TableName() string { return "task" }

// RecordKind tells package record.
func (Task) RecordKind() record.Kind { return TaskKind }

// Label is the title.
func (t Task) Label() string { return t.Title }

// Code is the number as people name it.
func (t Task) Code() string { return t.Coded(TaskLetter) }

// Owner is the owner's id, "" for nobody.
func (t Task) Owner() string { return record.Given(t.OwnerID) }

// Wave is the wave's id, "" for none.
func (t Task) Wave() string { return record.Given(t.WaveID) }

// Pilot is the pilot's id, "" for none.
func (t Task) Pilot() string { return record.Given(t.PilotID) }

// Titled is the title as a phrase.
func (t Task) Titled() i18n.Phrase { return t.Phrase("title", t.Title) }

// Expected is the day on which the task was finished, else is expected to be:
// the forecast when there is one, else the plan.
func (t Task) Expected() date.Day {
	switch {
	case !t.ActualFinish.IsZero():
		return t.ActualFinish
	case !t.ForecastFinish.IsZero():
		return t.ForecastFinish
	}
	return t.PlannedFinish
}

// Slip is how many days later than planned the task is or was finished;
// negative when earlier, zero when nothing was planned.
func (t Task) Slip() int {
	if t.PlannedFinish.IsZero() {
		return 0
	}
	return t.Expected().Sub(t.PlannedFinish)
}

// Late reports whether the task should have been finished by now and is not.
func (t Task) Late(today date.Day) bool {
	return t.Status != Done && !t.Expected().IsZero() && t.Expected().Before(today)
}

// TaskDraft is what is typed of a task. Effort is in hours, as people think of it.
type TaskDraft struct {
	Title          string   `form:"title" validate:"required,max=200,oneline"`
	Note           string   `form:"note" validate:"max=10000"`
	Milestone      bool     `form:"milestone"`
	WaveID         string   `form:"wave_id" validate:"max=36"`
	PilotID        string   `form:"pilot_id" validate:"max=36"`
	OwnerID        string   `form:"owner_id" validate:"max=36"`
	Status         Status   `form:"status" validate:"required,oneof=todo doing blocked done"`
	PlannedStart   date.Day `form:"planned_start"`
	PlannedFinish  date.Day `form:"planned_finish"`
	ForecastFinish date.Day `form:"forecast_finish"`
	ForecastReason string   `form:"forecast_reason" validate:"max=500,oneline"`
	ForecastKey    string   `form:"-"` // of the reason, for imports
	ActualFinish   date.Day `form:"actual_finish"`
	EffortHours    int64    `form:"effort_hours" validate:"min=0,max=100000"`
	Version        int64    `form:"version"`
	record.Tags
	record.Proposal
}

// FreshTask is a draft that leaves its tags to its words and its place in the plan.
func FreshTask() TaskDraft { return TaskDraft{Status: Todo, Proposal: record.Tags{}.Proposed()} }

// suggested are the tags that the title tells of; what belongs to a pilot is there
// for an early win, what belongs to a wave takes it further.
func (d TaskDraft) suggested() record.Tags {
	var otherwise record.Tags
	switch {
	case d.PilotID != "":
		otherwise.KotterStep = "wins"
	case d.WaveID != "":
		otherwise.KotterStep = "consolidate"
	}
	return record.Suggest(d.Title, otherwise)
}

// BasedOn is the version that the person saw.
func (d TaskDraft) BasedOn() int64 { return d.Version }

// Valid checks the order of the days, and that what is done was done by today.
func (d TaskDraft) Valid(key project.Scope) error {
	if d.Status == Done && d.ActualFinish.After(key.Today()) {
		return fault.Field("actual_finish", "fault.field.ahead")
	}
	return inOrder("planned_finish", d.PlannedStart, d.PlannedFinish)
}

// MoveDraft is what is typed when a task is put into another lane of the board.
type MoveDraft struct {
	Status  Status `form:"status"`
	Version int64  `form:"version"`
}

// Apply copies the draft onto a task. A task that is done has an actual day:
// today when none was typed; one that is not done has none.
func (d TaskDraft) Apply(t *Task, key project.Scope) {
	t.Keep(key.Text,
		record.Words{Field: "title", Stored: &t.Title, Typed: strings.TrimSpace(d.Title)},
		record.Words{Field: "note", Stored: &t.Note, Typed: d.Note},
	)
	t.Milestone, t.Status, t.Tags = d.Milestone, d.Status, d.Settle(d.Tags, d.suggested())
	t.WaveID, t.PilotID, t.OwnerID = record.Optional(d.WaveID), record.Optional(d.PilotID), record.Optional(d.OwnerID)
	t.PlannedStart, t.PlannedFinish, t.ForecastFinish, t.ActualFinish = d.PlannedStart, d.PlannedFinish, d.ForecastFinish, d.ActualFinish
	t.forecastReason = i18n.Phrase{Key: d.ForecastKey, Text: strings.TrimSpace(d.ForecastReason)}
	if t.EffortMinutes/60 != d.EffortHours { // minutes that an import brought survive a save of the form
		t.EffortMinutes = d.EffortHours * 60
	}
	t.settle(key.Today())
}

func (t *Task) settle(today date.Day) {
	switch {
	case t.Status != Done:
		t.ActualFinish = date.Day{}
	case t.ActualFinish.IsZero():
		t.ActualFinish = today
	}
}

// Drafted is Draft, for a form that is shown again.
func (t Task) Drafted(text *i18n.Text) any { return t.Draft(text) }

// Draft is the task as its form shows it to a reader.
func (t Task) Draft(text *i18n.Text) TaskDraft {
	return TaskDraft{
		Title: t.Titled().In(text), Note: t.Phrase("note", t.Note).In(text), Milestone: t.Milestone,
		WaveID: t.Wave(), PilotID: t.Pilot(), OwnerID: t.Owner(), Status: t.Status,
		PlannedStart: t.PlannedStart, PlannedFinish: t.PlannedFinish, ForecastFinish: t.ForecastFinish, ActualFinish: t.ActualFinish,
		EffortHours: t.EffortMinutes / 60, Version: t.Version, Tags: t.Tags,
	}
}

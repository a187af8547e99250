// Package rollout holds the pages of the roll-out: the board and the list of
// tasks, the waves, and the pilots with what they must show.
package rollout

import (
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/rollout"
	"stegvis/templates/partial"
)

// Choices are what a task can be given to.
type Choices struct {
	People []partial.Option
	Waves  []partial.Option
	Pilots []partial.Option
}

// RoomPage is the tasks, as a board or as a list.
type RoomPage struct {
	Home    string // address of the room
	Listed  bool   // a list rather than a board
	Lanes   []Lane
	Rows    []Row
	List    partial.Listing
	Choices Choices
	Form    partial.Form
	MayEdit bool
}

// Empty reports whether the board has nothing to show.
func (p RoomPage) Empty() bool {
	cards := 0
	for _, l := range p.Lanes {
		cards += len(l.Cards)
	}
	return cards == 0
}

// Lane is a column of the board; Rest leads to all its tasks in the list.
type Lane struct {
	rollout.Lane
	Cards []Row
	Rest  string
}

// Row is a task on the board or in the list.
type Row struct {
	rollout.Task
	Owner string
	Wave  string
	Late  int // days since it should have been finished, 0 when it is not late
	Move  partial.Form
}

// TaskPage is a task with its form and its forecasts.
type TaskPage struct {
	Task      rollout.Task
	Row       Row
	Pilot     string
	Form      partial.Form
	Move      partial.Form
	Delete    partial.Form
	Choices   Choices
	Forecasts []record.Forecast
	Key       project.Scope
	MayEdit   bool
	Back      string
}

// WavesPage is the roll-out in its stages.
type WavesPage struct {
	Home     string
	Stages   rollout.Stages
	List     partial.Listing
	Timeline string // SVG
	Form     partial.Form
	MayEdit  bool
}

// nothing reports whether there is nothing to show, of waves or of what was looked for.
func (p WavesPage) nothing() bool {
	return len(p.Stages.Waves) == 0 && (!p.List.Narrow.Narrowed || len(p.Stages.Pilots) == 0)
}

// WavePage is one wave.
type WavePage struct {
	Home    string
	Wave    rollout.Wave
	Stages  rollout.Stages
	Form    partial.Form
	Pilot   partial.Form // to add one
	Waves   []partial.Option
	Delete  partial.Form
	MayEdit bool
}

// PilotsPage is all pilots side by side.
type PilotsPage struct {
	Home    string
	List    partial.Listing
	Stages  rollout.Stages
	Waves   []partial.Option
	Form    partial.Form
	MayEdit bool
}

// PilotPage is one pilot with its criteria.
type PilotPage struct {
	Home      string
	Pilot     rollout.Pilot
	Wave      string
	Tally     rollout.Tally
	Form      partial.Form
	Waves     []partial.Option
	Heads     []partial.Column // of the criteria
	Criteria  rollout.Judged
	Criterion partial.Form // to add one
	Delete    partial.Form
	MayEdit   bool
}

// CriterionPage is one criterion.
type CriterionPage struct {
	Criterion rollout.Criterion
	Form      partial.Form
	Delete    partial.Form
	MayEdit   bool
	Back      string
}

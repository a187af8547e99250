package report

import (
	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
)

// Steering is what the page for the steering committee shows. Lists are cut to what
// a page can hold at most; the counts beside them are of all.
type Steering struct {
	Health     *Health    `json:"health"`
	Tracks     []Track    `json:"tracks"`
	Decisions  Decisions  `json:"decisions"`
	Milestones Milestones `json:"milestones"`
	Money      *Money     `json:"money"`
	Risks      Risks      `json:"risks"`
	Maturity   *Maturity  `json:"maturity"`
	Work       Work       `json:"work"`
}

// Tone is where a step stands.
type Tone string

// The tones: done, under way, and "" for a step that has not begun.
const (
	Good   Tone = "good"
	Active Tone = "active"
)

// Health is how the project is: the whole with what its one sentence is made of,
// and the six sides.
type Health struct {
	Overall outlook.Colour `json:"overall"`
	Basis   outlook.Basis  `json:"basis"`
	Sides   []Side         `json:"sides"`
}

// Side is one of the six. Rule is the rule's own colour where somebody has put
// another in its place, "" elsewhere.
type Side struct {
	Dimension outlook.Dimension `json:"dimension"`
	Colour    outlook.Colour    `json:"colour"`
	Rule      outlook.Colour    `json:"rule,omitempty"`
}

// Track is where one of the two tracks stands. Step is the first step that is
// not done, from 1; when all are done it is zero.
type Track struct {
	Key   string        `json:"key"`
	Step  int           `json:"step"`
	Name  i18n.Phrase   `json:"name"`
	Steps []Tone        `json:"steps"`
	Names []i18n.Phrase `json:"names,omitempty"` // of the steps
}

// Milestones are those of the days ahead, and those that were missed.
type Milestones struct {
	Rows  []Milestone `json:"rows"`
	Days  int         `json:"days"` // how far ahead
	Total int         `json:"total"`
}

// Milestone is one moment to be reached. Slip is in days, later being positive.
type Milestone struct {
	Title    i18n.Phrase `json:"title"`
	Planned  date.Day    `json:"planned"`
	Forecast date.Day    `json:"forecast"`
	Slip     int         `json:"slip"`
	Reached  bool        `json:"reached"`
	Late     bool        `json:"late"`
	ID       string      `json:"id,omitempty"`
}

// Money is the business case: its groups, the total, and the months for the
// curve.
type Money struct {
	Currency string     `json:"currency"`
	From     date.Month `json:"from"` // the first month of the forecast
	Groups   []Group    `json:"groups"`
	Total    Sum        `json:"total"`
	Months   []Month    `json:"months"`
}

// Group is one group of costs.
type Group struct {
	Key string `json:"key"`
	Sum
}

// Sum is in minor units.
type Sum struct {
	Approved int64 `json:"approved"`
	Actual   int64 `json:"actual"`
	Forecast int64 `json:"forecast"`
	Variance int64 `json:"variance"` // what is left over; negative when the forecast is above what was approved
	// Over is by which share the forecast is above what was approved.
	Over money.BasisPoints `json:"over"`
}

// Month is one month of all lines together, in minor units.
type Month struct {
	Month    date.Month `json:"month"`
	Approved int64      `json:"approved"`
	Planned  int64      `json:"planned"`
	Actual   int64      `json:"actual"`
}

// Risks are the highest open ones and how all open ones lie.
type Risks struct {
	Rows  []Risk `json:"rows"`
	Total int64  `json:"total"`
	Cells []Cell `json:"cells"`
}

// Risk is one open risk.
type Risk struct {
	Title    i18n.Phrase `json:"title"`
	Score    int         `json:"score"`
	Owner    string      `json:"owner"`
	Response string      `json:"response"` // key
	Plan     i18n.Phrase `json:"plan"`
	ID       string      `json:"id,omitempty"`
}

// Cell counts the open risks of one likelihood and impact.
type Cell struct {
	Likelihood int `json:"likelihood"`
	Impact     int `json:"impact"`
	Count      int `json:"count"`
}

// Maturity is the latest assessment, and the levels of the one before it.
type Maturity struct {
	Day    date.Day `json:"day"`
	Levels []Level  `json:"levels"`
	Before []Level  `json:"before"`
}

// Level is one dimension of an assessment.
type Level struct {
	Dimension string `json:"dimension"`
	Current   int    `json:"current"`
	Target    int    `json:"target"`
	Tenths    int    `json:"tenths,omitempty"` // the level more exactly, where practices were judged
}

// Work is what was done in the days before, what should have been and was not,
// and what comes in the days ahead.
type Work struct {
	Days   int   `json:"days"` // back and ahead
	Done   Tasks `json:"done"`
	Missed Tasks `json:"missed"`
	Next   Tasks `json:"next"`
}

// Tasks are the first of some tasks.
type Tasks struct {
	Rows  []Task `json:"rows"`
	Total int    `json:"total"`
}

// Task is one task with the day that counts for its list.
type Task struct {
	Title i18n.Phrase `json:"title"`
	Owner string      `json:"owner"`
	Day   date.Day    `json:"day"`
}

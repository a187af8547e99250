package report

import (
	"context"

	"stegvis/app/businesscase"
	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// State is what can be compared of a project on a day. Every report of a project
// carries it, whatever its pages show, so that any two can be compared. Without a
// day it is that of nothing.
type State struct {
	Day        date.Day         `json:"day"`
	Health     []SideState      `json:"health"` // the whole, then its sides
	Milestones []MilestoneState `json:"milestones"`
	Money      *MoneyState      `json:"money"` // nil without figures
	Risks      []RiskState      `json:"risks"`
	Decisions  []DecisionState  `json:"decisions"`
	Steps      []StepState      `json:"steps"`
	Maturity   *MaturityState   `json:"maturity"` // nil while nothing was assessed
}

// SideState is the colour of a side of health. Rule is the rule's own where somebody
// has set the colour by hand, "" elsewhere.
type SideState struct {
	Dimension outlook.Dimension `json:"dimension"`
	Colour    outlook.Colour    `json:"colour"`
	Rule      outlook.Colour    `json:"rule,omitempty"`
}

// ruled is the colour by rule.
func (s SideState) ruled() outlook.Colour {
	if s.Rule != "" {
		return s.Rule
	}
	return s.Colour
}

// MilestoneState is a moment to be reached: the day in the plan, the one expected
// now, and the one on which it was reached.
type MilestoneState struct {
	ID       string      `json:"id"`
	Title    i18n.Phrase `json:"title"`
	Planned  date.Day    `json:"planned"`
	Forecast date.Day    `json:"forecast"`
	Reached  date.Day    `json:"reached"`
}

// MoneyState is the totals of the business case, in minor units.
type MoneyState struct {
	Currency string `json:"currency"`
	Approved int64  `json:"approved"`
	Actual   int64  `json:"actual"`
	Forecast int64  `json:"forecast"`
}

// RiskState is a risk of the register.
type RiskState struct {
	ID     string      `json:"id"`
	Code   string      `json:"code"`
	Title  i18n.Phrase `json:"title"`
	Score  int         `json:"score"`
	Status risk.Status `json:"status"`
}

// DecisionState is a question to the committee and how far it has come.
type DecisionState struct {
	ID       string         `json:"id"`
	Code     string         `json:"code"`
	Question i18n.Phrase    `json:"question"`
	Stage    decision.Stage `json:"stage"`
	Deadline date.Day       `json:"deadline"`
	Decided  date.Day       `json:"decided"`
	Choice   i18n.Phrase    `json:"choice"`
	Due      date.Day       `json:"due"`
	Done     date.Day       `json:"done"`
}

// StepState is how far a step of one of the two tracks has come.
type StepState struct {
	Track  string           `json:"track"`
	Key    string           `json:"key"`
	Name   i18n.Phrase      `json:"name"`
	Status framework.Status `json:"status"`
}

// MaturityState is the latest assessment. Levels are in tenths.
type MaturityState struct {
	Unit   string           `json:"unit"` // which part of the organisation, "" for all of it
	Mean   int              `json:"mean"`
	Levels []DimensionState `json:"levels"`
}

// DimensionState is how far one dimension has come, in tenths of a level.
type DimensionState struct {
	Dimension string `json:"dimension"`
	Tenths    int    `json:"tenths"`
}

// stateNow reads the state of a project. Nothing that is confided is in it.
func stateNow(ctx context.Context, r *Reading) (State, error) {
	looked, health, err := r.Look(ctx)
	if err != nil {
		return State{}, err
	}
	s := State{Day: r.Key.Today(), Health: sidesOf(health), Money: moneyOf(looked.Case), Steps: stepsOf(looked.Tracks), Maturity: maturityOf(looked.Assessments)}
	for _, read := range []func(context.Context, *Reading) error{s.milestones, s.risks, s.decisions} {
		if err := read(ctx, r); err != nil {
			return s, err
		}
	}
	return s, nil
}

func sidesOf(h outlook.Health) []SideState {
	var all []SideState
	for _, v := range append([]outlook.Verdict{h.Overall}, h.Dimensions...) {
		side := SideState{Dimension: v.Dimension, Colour: v.Colour}
		if v.Overridden() {
			side.Rule = v.RuleColour
		}
		all = append(all, side)
	}
	return all
}

func moneyOf(c businesscase.Case) *MoneyState {
	total := c.All()
	if total == (businesscase.Sum{}) {
		return nil
	}
	return &MoneyState{Currency: c.Currency, Approved: total.Approved, Actual: total.Actual, Forecast: total.Forecast()}
}

func stepsOf(tracks framework.Tracks) []StepState {
	var all []StepState
	for _, track := range []string{record.Kotter, record.Gartner} {
		for _, s := range tracks.Of(track) {
			all = append(all, StepState{Track: track, Key: s.StepKey, Name: s.Named(), Status: s.State()})
		}
	}
	return all
}

func maturityOf(latest []maturity.Assessment) *MaturityState {
	if len(latest) == 0 {
		return nil
	}
	m := &MaturityState{Unit: latest[0].Unit, Mean: latest[0].Mean()}
	for _, a := range latest[0].Answers {
		m.Levels = append(m.Levels, DimensionState{a.Dimension, a.Level()})
	}
	return m
}

// every reads all rows of a list, batch by batch.
func every[T any](page func(record.Page) (record.Paged[T], error)) ([]T, error) {
	var all []T
	for n := 1; ; n++ {
		found, err := page(record.Page{All: true, Number: n})
		all = append(all, found.Rows...)
		if err != nil || len(found.Rows) < record.Batch {
			return all, err
		}
	}
}

func (s *State) milestones(ctx context.Context, r *Reading) error {
	found, err := every(func(at record.Page) (record.Paged[rollout.Task], error) {
		return r.From.Plan.Find(ctx, r.Key, rollout.Filter{Milestones: true, Sort: "number", Page: at})
	})
	for _, m := range found {
		s.Milestones = append(s.Milestones, MilestoneState{ID: m.ID, Title: m.Titled(), Planned: m.PlannedFinish, Forecast: m.Expected(), Reached: m.ActualFinish})
	}
	return err
}

func (s *State) risks(ctx context.Context, r *Reading) error {
	found, err := every(func(at record.Page) (record.Paged[risk.Risk], error) {
		return r.From.Risks.List(ctx, r.Key, risk.Filter{Sort: "number", Page: at})
	})
	for _, one := range found {
		s.Risks = append(s.Risks, RiskState{ID: one.ID, Code: one.Code(), Title: one.Phrase("title", one.Title), Score: one.Score, Status: one.Status})
	}
	return err
}

func (s *State) decisions(ctx context.Context, r *Reading) error {
	found, err := every(func(at record.Page) (record.Paged[decision.Decision], error) {
		return r.From.Decisions.List(ctx, r.Key, decision.Filter{Sort: "number", Page: at})
	})
	for _, d := range found {
		s.Decisions = append(s.Decisions, DecisionState{
			ID: d.ID, Code: d.Code(), Question: d.Asks(), Stage: d.Stage(), Deadline: d.Deadline,
			Decided: d.DecidedOn, Choice: d.Chose(), Due: d.DueOn, Done: d.DoneOn,
		})
	}
	return err
}

// awaited is the day that counts now: by when a question is to be decided, or by
// when what was decided is to be done.
func (d DecisionState) awaited() date.Day {
	switch d.Stage {
	case decision.Waiting:
		return d.Deadline
	case decision.Made, decision.CarryingOut:
		return d.Due
	}
	return date.Day{}
}

// late is how many days that day is over, zero when it is not.
func (d DecisionState) late(today date.Day) int {
	if day := d.awaited(); !day.IsZero() {
		return max(today.Sub(day), 0)
	}
	return 0
}

// made reports whether the committee has decided.
func (d DecisionState) made() bool {
	return d.Stage == decision.Made || d.Stage == decision.CarryingOut || d.Stage == decision.Done
}

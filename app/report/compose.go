package report

import (
	"context"

	"stegvis/app/businesscase"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// How far the report looks, and how many rows an input keeps of each list: as
// many as the largest room shows.
const (
	daysAhead      = 90
	daysAround     = 30
	keptMilestones = 10
	keptTasks      = 10
)

// steeringPart is the section of the page for the committee.
const steeringPart = "steering"

// composeSteering reads what a steering report says of a project as it stands now;
// how many queries that takes does not depend on how much there is.
func composeSteering(ctx context.Context, r *Reading) (Steering, error) {
	var page Steering
	for _, part := range []func(context.Context, *Reading, *Steering) error{standing, asked, ahead, dangers, progress} {
		if err := part(ctx, r, &page); err != nil {
			return page, err
		}
	}
	return page, nil
}

// standing is health and what it was judged from: tracks, money, maturity.
func standing(ctx context.Context, r *Reading, in *Steering) error {
	state, health, err := r.Look(ctx)
	if err != nil {
		return err
	}
	in.Health = &Health{Overall: health.Overall.Colour, Basis: health.Basis()}
	for _, v := range health.Dimensions {
		side := Side{Dimension: v.Dimension, Colour: v.Colour}
		if v.Overridden() {
			side.Rule = v.RuleColour
		}
		in.Health.Sides = append(in.Health.Sides, side)
	}
	for _, name := range []string{record.Kotter, record.Gartner} {
		in.Tracks = append(in.Tracks, track(name, state.Tracks))
	}
	in.Money, in.Maturity = spent(state.Case), assess(state.Assessments)
	return nil
}

func track(name string, all framework.Tracks) Track {
	t := Track{Key: name}
	for _, s := range all.Of(name) {
		t.Steps = append(t.Steps, map[framework.Status]Tone{framework.Done: Good, framework.Active: Active}[s.State()])
		t.Names = append(t.Names, s.Named())
	}
	if s, open := all.Current(name); open {
		t.Step, t.Name = s.Ordinal(), s.Named()
	}
	return t
}

// spent is the business case; nil when it has no figures.
func spent(c businesscase.Case) *Money {
	months := c.Months()
	total := c.All()
	if len(months) == 0 && total == (businesscase.Sum{}) {
		return nil
	}
	m := &Money{Currency: c.Currency, From: c.From, Total: summed(total)}
	for _, g := range businesscase.Groups() {
		if s := c.Of(g); s != (businesscase.Sum{}) {
			m.Groups = append(m.Groups, Group{Key: string(g), Sum: summed(s)})
		}
	}
	for _, a := range months {
		m.Months = append(m.Months, Month{Month: a.Month, Approved: a.Approved, Planned: a.Planned, Actual: a.Actual})
	}
	return m
}

func summed(s businesscase.Sum) Sum {
	return Sum{Approved: s.Approved, Actual: s.Actual, Forecast: s.Forecast(), Variance: s.Variance(), Over: s.Over()}
}

// assess is the latest assessment beside the one before; nil without any.
func assess(latest []maturity.Assessment) *Maturity {
	if len(latest) == 0 {
		return nil
	}
	m := &Maturity{Day: latest[0].AssessedOn, Levels: levels(latest[0])}
	if len(latest) > 1 {
		m.Before = levels(latest[1])
	}
	return m
}

func levels(a maturity.Assessment) []Level {
	var all []Level
	for _, one := range a.Answers {
		all = append(all, Level{Dimension: one.Dimension, Current: one.Current, Tenths: one.Tenths, Target: one.Target})
	}
	return all
}

// ahead is the milestones of the days ahead.
func ahead(ctx context.Context, r *Reading, in *Steering) error {
	today := r.Key.Today()
	found, err := r.From.Plan.Milestones(ctx, r.Key, today, today.AddDays(daysAhead))
	in.Milestones = Milestones{Days: daysAhead, Total: len(found)}
	for _, m := range found[:min(len(found), keptMilestones)] {
		in.Milestones.Rows = append(in.Milestones.Rows, Milestone{
			Title: m.Titled(), Planned: m.PlannedFinish, Forecast: m.Expected(), Slip: m.Slip(), Reached: m.Status == rollout.Done, Late: m.Late(today), ID: m.ID,
		})
	}
	return err
}

// dangers is the highest open risks and how all of them lie.
func dangers(ctx context.Context, r *Reading, in *Steering) error {
	people, err := r.People(ctx)
	if err != nil {
		return err
	}
	found, err := r.From.Risks.List(ctx, r.Key, risk.Filter{Status: risk.Open, Page: record.Page{Size: mostRisks}})
	if err != nil {
		return err
	}
	in.Risks.Total = found.Total
	for _, one := range found.Rows {
		in.Risks.Rows = append(in.Risks.Rows, Risk{
			Title: one.Phrase("title", one.Title), Score: one.Score, Owner: people[one.Owner()], Response: string(one.Response), Plan: one.Phrase("response", one.Plan), ID: one.ID,
		})
	}
	cells, err := r.From.Risks.Matrix(ctx, r.Key)
	for _, c := range cells {
		in.Risks.Cells = append(in.Risks.Cells, Cell{Likelihood: c.Likelihood, Impact: c.Impact, Count: c.Count})
	}
	return err
}

// progress is the work done, not done, and next.
func progress(ctx context.Context, r *Reading, in *Steering) error {
	people, err := r.People(ctx)
	if err != nil {
		return err
	}
	today := r.Key.Today()
	p, err := r.From.Plan.Progress(ctx, r.Key, today.AddDays(-daysAround), today.AddDays(daysAround))
	planned := func(t rollout.Task) date.Day { return t.PlannedFinish }
	in.Work = Work{Days: daysAround, Done: tasks(p.Done, people, rollout.Task.Expected), Missed: tasks(p.Missed, people, planned), Next: tasks(p.Next, people, rollout.Task.Expected)}
	return err
}

func tasks(found []rollout.Task, people map[string]string, day func(rollout.Task) date.Day) Tasks {
	list := Tasks{Total: len(found)}
	for _, t := range found[:min(len(found), keptTasks)] {
		list.Rows = append(list.Rows, Task{Title: t.Titled(), Owner: people[t.Owner()], Day: day(t)})
	}
	return list
}

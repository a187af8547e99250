package report

import (
	"context"

	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/platform/money"
	"stegvis/app/platform/pdf"
	"stegvis/app/rollout"
)

// resultsPart is the section of what was aimed at beside what was reached.
const resultsPart = "results"

// Results are what was aimed at beside what was reached, in figures.
type Results struct {
	Milestones int           `json:"milestones"`
	Reached    int           `json:"reached"`
	InTime     int           `json:"in_time"` // of those reached
	Planned    date.Day      `json:"planned"` // finish of all
	Expected   date.Day      `json:"expected"`
	Tasks      rollout.Tally `json:"tasks"`
	Currency   string        `json:"currency"`
	Money      Sum           `json:"money"`
	Criteria   Verdicts      `json:"criteria"`
	First      *Maturity     `json:"first"` // assessment, nil without any
	Last       *Maturity     `json:"last"`  // nil when there is only one
}

// Verdicts count what pilots had to show.
type Verdicts struct {
	Met    int `json:"met"`
	Missed int `json:"missed"`
	Open   int `json:"open"`
}

// mostAssessments is how far back the first assessment is looked for.
const mostAssessments = 200

func composeResults(ctx context.Context, r *Reading) (Results, error) {
	var v Results
	whole, err := r.Rollout(ctx)
	if err != nil {
		return v, err
	}
	v.count(whole, r.Key.Today())
	state, _, err := r.Look(ctx)
	if err != nil {
		return v, err
	}
	v.Planned, v.Expected, v.Currency, v.Money = state.Pace.Planned, state.Pace.Expected, state.Case.Currency, summed(state.Case.All())
	all, err := r.From.Maturity.Latest(ctx, r.Key, mostAssessments)
	if n := len(all); n > 0 {
		v.First = &Maturity{Day: all[n-1].AssessedOn, Levels: levels(all[n-1])}
		if n > 1 {
			v.Last = &Maturity{Day: all[0].AssessedOn, Levels: levels(all[0])}
		}
	}
	return v, err
}

func (v *Results) count(whole rollout.Whole, today date.Day) {
	for _, t := range whole.Tasks {
		switch {
		case !t.Milestone:
			v.Tasks.Total++
			if t.Status == rollout.Done {
				v.Tasks.Done++
			}
			if t.Late(today) {
				v.Tasks.Late++
			}
			continue
		case t.Status == rollout.Done:
			v.Reached++
			if t.Slip() <= 0 {
				v.InTime++
			}
		}
		v.Milestones++
	}
	judged := rollout.Judged(whole.Criteria)
	v.Criteria = Verdicts{judged.Count(rollout.Met), judged.Count(rollout.Missed), judged.Count(rollout.Open)}
}

func setResults(s *setting, v Results) []pdf.Block {
	table := s.table(markColumn, 118, 140, 0)
	table.Head = []pdf.Paragraph{{}, {}, label(s.t.T("report.closing.aimed")), label(s.t.T("report.closing.reached"))}
	for _, row := range []compared{s.ofMilestones(v), s.ofFinish(v), s.ofTasks(v), s.ofMoney(v), s.ofMaturity(v), s.ofPilots(v), {"benefits", "", s.t.T("report.closing.no_benefits"), pdf.Idle}} {
		table.Rows = append(table.Rows, []pdf.Paragraph{
			{Runs: []pdf.Run{{Mark: row.mark, Style: s.body()}}}, pdf.Text(s.strong(), s.t.T("report.closing.of."+row.key)), pdf.Text(s.body(), orDash(row.aimed)), pdf.Text(s.body(), orDash(row.reached)),
		})
	}
	blocks := []pdf.Block{s.heading(resultsPart), table}
	if v.First != nil {
		blocks = append(blocks, s.sub(s.t.T("report.closing.maturity")), s.grown(v))
	}
	return blocks
}

// compared is what was aimed at in one respect, beside what was reached.
type compared struct {
	key, aimed, reached string
	mark                pdf.Mark
}

// judged is a mark by whether there is anything to judge, and whether it is as aimed.
func judged(any, good bool) pdf.Mark {
	switch {
	case !any:
		return pdf.Idle
	case good:
		return pdf.Good
	}
	return pdf.Warn
}

func (s *setting) ofMilestones(v Results) compared {
	if v.Milestones == 0 {
		return compared{"milestones", "", s.t.T("report.plan.no_milestones"), pdf.Idle}
	}
	return compared{"milestones", s.t.N("report.closing.milestones", v.Milestones),
		s.t.N("report.closing.milestones_reached", v.Reached, "in_time", s.t.Number(int64(v.InTime))), judged(true, v.Reached == v.Milestones)}
}

func (s *setting) ofFinish(v Results) compared {
	slip := 0
	if !v.Planned.IsZero() && !v.Expected.IsZero() {
		slip = v.Expected.Sub(v.Planned)
	}
	reached := s.t.Day(v.Expected)
	if reached != "" {
		reached += ", " + rollout.SlipWords(s.t, slip)
	}
	return compared{"finish", s.t.Day(v.Planned), reached, judged(reached != "", slip <= 0)}
}

func (s *setting) ofTasks(v Results) compared {
	if v.Tasks.Total == 0 {
		return compared{"tasks", "", s.t.T("report.plan.no_tasks"), pdf.Idle}
	}
	return compared{"tasks", s.t.N("report.closing.tasks", v.Tasks.Total), s.tallied(v.Tasks), judged(true, v.Tasks.Done == v.Tasks.Total)}
}

func (s *setting) ofMoney(v Results) compared {
	if v.Money == (Sum{}) {
		return compared{"money", "", s.t.T("report.closing.no_money"), pdf.Idle}
	}
	amount := func(minor int64) string { return s.t.Money(money.New(minor, v.Currency)) }
	over := ""
	if v.Money.Approved > 0 {
		over = steeringSetter{setting: s}.over(v.Money)
	}
	return compared{"money", s.t.T("report.closing.approved", "sum", amount(v.Money.Approved)),
		joined(s.t.T("report.closing.spent", "sum", amount(v.Money.Actual)), s.t.T("report.closing.forecast", "sum", amount(v.Money.Forecast)), over), judged(true, v.Money.Over <= 0)}
}

func (s *setting) ofMaturity(v Results) compared {
	if v.First == nil {
		return compared{"maturity", "", s.t.T("report.maturity.none"), pdf.Idle}
	}
	last := v.First
	if v.Last != nil {
		last = v.Last
	}
	aimed, now := assessed(last.Levels), assessed(last.Levels)
	for i := range aimed.Answers {
		aimed.Answers[i].Current, aimed.Answers[i].Tenths = aimed.Answers[i].Target, 0
	}
	reached := s.level(now.Mean()) + " (" + s.t.Day(last.Day) + ")"
	if v.Last != nil {
		reached = s.level(assessed(v.First.Levels).Mean()) + " (" + s.t.Day(v.First.Day) + ") → " + reached
	}
	return compared{"maturity", s.level(aimed.Mean()), reached, judged(v.Last != nil, now.Mean() >= aimed.Mean())}
}

// level is a mean of levels, of five.
func (s *setting) level(tenths int) string { return s.t.Decimal(float64(tenths)/10, 1) }

func (s *setting) ofPilots(v Results) compared {
	total := v.Criteria.Met + v.Criteria.Missed + v.Criteria.Open
	if total == 0 {
		return compared{"pilots", "", s.t.T("rollout.no_criteria") + ".", pdf.Idle}
	}
	return compared{"pilots", s.t.N("report.closing.criteria", total), s.t.N("report.closing.met", v.Criteria.Met, "missed", s.t.Number(int64(v.Criteria.Missed)), "open", s.t.Number(int64(v.Criteria.Open))),
		judged(true, v.Criteria.Met == total)}
}

// grown is each dimension's level at first, at last, and its target.
func (s *setting) grown(v Results) pdf.Block {
	table := s.table(0, 80, 80, 60)
	table.Aligns = []pdf.Align{1: pdf.End, 2: pdf.End, 3: pdf.End}
	table.Head = []pdf.Paragraph{label(s.t.T("report.closing.dimension")), label(s.t.Day(v.First.Day)), {}, label(s.t.T("report.closing.target"))}
	last := v.First
	if v.Last != nil {
		last, table.Head[2] = v.Last, label(s.t.Day(v.Last.Day))
	}
	first, now := assessed(v.First.Levels), assessed(last.Levels)
	for _, dimension := range maturity.Dimensions() {
		a, b := first.Of(dimension), now.Of(dimension)
		if a.Level() == 0 && b.Level() == 0 {
			continue
		}
		row := []pdf.Paragraph{pdf.Text(s.body(), s.t.T("domain.gartner."+dimension+".name")), pdf.Text(s.body(), a.Stands(s.t)), {}, pdf.Text(s.body(), s.t.Number(int64(b.Target)))}
		if v.Last != nil {
			row[2] = pdf.Text(s.strong(), b.Stands(s.t))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

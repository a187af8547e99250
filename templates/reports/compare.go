package reports

import (
	"context"

	"stegvis/app/platform/i18n"
	"stegvis/app/report"
	"stegvis/templates/partial"
)

// ComparePage is two issued reports and what moved between them.
type ComparePage struct {
	Room    string // address of all reports
	Project string // address of the project
	Choices []partial.Option
	Form    partial.Form
	Of      report.Comparison
}

// days are those of both reports, once where they are the same.
func (p ComparePage) days(ctx context.Context) string {
	t := i18n.From(ctx)
	if p.Of.From.Day == p.Of.To.Day {
		return t.Day(p.Of.To.Day)
	}
	return t.Day(p.Of.From.Day) + " – " + t.Day(p.Of.To.Day)
}

// mostRows is how many moves of a sort are shown, the gravest.
const mostRows = 200

// cell is one of a move's facts.
func (p ComparePage) cell(ctx context.Context, m report.Move, name string) string {
	return m.Cell(i18n.From(ctx), name, p.Of.To.Day)
}

type turnCount struct {
	turn report.Turn
	n    int
}

// counts are how many moves there are of each turn that there is.
func (p ComparePage) counts() []turnCount {
	var all []turnCount
	for _, t := range report.Turns() {
		n := 0
		for _, m := range p.Of.Moved {
			if m.Mark == t {
				n++
			}
		}
		if n > 0 {
			all = append(all, turnCount{t, n})
		}
	}
	return all
}

// turnClass is the colour of a turn.
func turnClass(t report.Turn) string {
	switch t {
	case report.Better:
		return "m-good"
	case report.Worse:
		return "m-bad"
	case report.Added:
		return "m-active"
	case report.Closed:
		return "m-settled"
	}
	return "m-idle"
}

// movedColumns head the moves of a sort.
func movedColumns(ctx context.Context, sort report.Sort) []partial.Column {
	head := func(key string) partial.Column { return partial.Column{Label: i18n.T(ctx, key)} }
	all := []partial.Column{head("moved.change"), head("moved.what")}
	if sort == report.OfMilestone {
		all = append(all, head("moved.original"))
	}
	return append(all, head("moved.last"), head("moved.now"), partial.Column{Label: i18n.T(ctx, "moved.by"), Num: true})
}

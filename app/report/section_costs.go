package report

import (
	"context"

	"stegvis/app/businesscase"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// costsPart is the section of what the project costs.
const costsPart = "costs"

// CostCase is the business case, line by line. All sums are in minor units.
type CostCase struct {
	Currency string      `json:"currency"`
	From     date.Month  `json:"from"` // the first month of the forecast
	Groups   []CostGroup `json:"groups"`
	Total    Sum         `json:"total"`
	Direct   Sum         `json:"direct"`
	Indirect Sum         `json:"indirect"`
	Months   []Month     `json:"months"`
}

// CostGroup is one group of costs.
type CostGroup struct {
	Key   string     `json:"key"`
	Lines []CostLine `json:"lines"`
	Sum
}

// CostLine is one line.
type CostLine struct {
	ID    string            `json:"id"`
	Code  string            `json:"code"`
	Name  i18n.Phrase       `json:"name"`
	Cost  businesscase.Cost `json:"cost"`
	Owner string            `json:"owner"`
	Sum
}

func composeCosts(ctx context.Context, r *Reading) (CostCase, error) {
	state, _, err := r.Look(ctx)
	if err != nil {
		return CostCase{}, err
	}
	people, err := r.People(ctx)
	c := state.Case
	v := CostCase{Currency: c.Currency, From: c.From, Total: summed(c.All()), Direct: summed(c.Direct()), Indirect: summed(c.Indirect())}
	for _, g := range businesscase.Groups() {
		group := CostGroup{Key: string(g), Sum: summed(c.Of(g))}
		for _, l := range c.Lines {
			if l.Cost.Group() == g {
				group.Lines = append(group.Lines, CostLine{ID: l.ID, Code: l.Code(), Name: l.Phrase("name", l.Name), Cost: l.Cost, Owner: people[l.Owner()], Sum: summed(l.Sum(c.From))})
			}
		}
		if len(group.Lines) > 0 {
			v.Groups = append(v.Groups, group)
		}
	}
	for _, a := range c.Months() {
		v.Months = append(v.Months, Month{Month: a.Month, Approved: a.Approved, Planned: a.Planned, Actual: a.Actual})
	}
	return v, err
}

// money is the case as a picture shows it.
func (c CostCase) money() Money {
	return Money{Currency: c.Currency, From: c.From, Total: c.Total, Months: c.Months}
}

// overrun is the line that exceeds what was approved for it by most.
func (c CostCase) overrun() (worst CostLine, over bool) {
	for _, g := range c.Groups {
		for _, l := range g.Lines {
			if l.Variance < worst.Variance {
				worst, over = l, true
			}
		}
	}
	return worst, over
}

// period is some months together.
type period struct {
	from   date.Month
	months int
	Month  // their sums
}

// mostQuarters is how many quarters are told; a longer case goes by years.
const mostQuarters = 16

// periods are the months by quarters, or by years when there are many.
func (c CostCase) periods() []period {
	long := 3
	if len(c.Months) > 3*mostQuarters {
		long = 12
	}
	var all []period
	for _, m := range c.Months {
		from := m.Month.Add(-(int(m.Month.MonthOfYear()-1) % long))
		if n := len(all); n == 0 || all[n-1].from != from {
			all = append(all, period{from: from, months: long})
		}
		p := &all[len(all)-1]
		p.Approved, p.Planned, p.Actual = p.Approved+m.Approved, p.Planned+m.Planned, p.Actual+m.Actual
	}
	return all
}

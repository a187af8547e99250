package businesscase

import (
	"slices"

	"stegvis/app/platform/date"
	"stegvis/app/platform/money"
)

// Case is the whole business case at a moment. From is the first month that is
// not over: what is planned from it on, where nothing has been paid yet, is
// still to come.
type Case struct {
	Currency string
	From     date.Month
	Lines    []Line
}

// attach gives each line its months and brings the lines into the taxonomy's
// order.
func (c *Case) attach(amounts []Amount) {
	at := make(map[string]int, len(c.Lines))
	for i, l := range c.Lines {
		at[l.ID] = i
	}
	for _, a := range amounts {
		if i, ok := at[a.LineID]; ok {
			c.Lines[i].Amounts = append(c.Lines[i].Amounts, a)
		}
	}
	order := map[Cost]int{}
	for i, cost := range Costs() {
		order[cost] = i
	}
	slices.SortStableFunc(c.Lines, func(x, y Line) int { return order[x.Cost] - order[y.Cost] })
}

// Sum is what some lines come to, in minor units.
//
//	Forecast = Actual + ToComplete   (estimate at completion)
//	Variance = Approved - Forecast   (negative when over)
type Sum struct {
	Approved   int64
	Planned    int64
	Actual     int64
	ToComplete int64
}

// Forecast is what will have been paid when all is done.
func (s Sum) Forecast() int64 { return s.Actual + s.ToComplete }

// Variance is what will be left of the approved sum.
func (s Sum) Variance() int64 { return s.Approved - s.Forecast() }

// Spent is how much of the approved sum is paid.
func (s Sum) Spent() money.BasisPoints { return money.Share(s.Actual, s.Approved) }

// Over is how far the forecast exceeds the approved sum; zero or less when it
// does not.
func (s Sum) Over() money.BasisPoints { return money.Share(-s.Variance(), s.Approved) }

func (s Sum) plus(t Sum) Sum {
	return Sum{s.Approved + t.Approved, s.Planned + t.Planned, s.Actual + t.Actual, s.ToComplete + t.ToComplete}
}

// Sum is what one line comes to. Without an estimate of its own, what remains is
// the plan of the months from "from" on in which nothing has been paid.
func (l Line) Sum(from date.Month) Sum {
	var s Sum
	for _, a := range l.Amounts {
		s.Approved += a.Approved
		s.Planned += a.Planned
		s.Actual += a.Actual
		if !a.Month.Before(from) && a.Actual == 0 {
			s.ToComplete += a.Planned
		}
	}
	if l.ToComplete != nil {
		s.ToComplete = *l.ToComplete
	}
	return s
}

// Total is what the lines for which keep holds come to.
func (c Case) Total(keep func(Line) bool) Sum {
	var total Sum
	for _, l := range c.Lines {
		if keep(l) {
			total = total.plus(l.Sum(c.From))
		}
	}
	return total
}

// All is what the whole case comes to.
func (c Case) All() Sum { return c.Total(func(Line) bool { return true }) }

// Of is what a group comes to.
func (c Case) Of(g Group) Sum { return c.Total(func(l Line) bool { return l.Cost.Group() == g }) }

// Direct and Indirect divide the case in two.
func (c Case) Direct() Sum { return c.Total(func(l Line) bool { return l.Cost.Group().Direct() }) }

// Indirect is what the indirect costs come to.
func (c Case) Indirect() Sum { return c.Of(Indirect) }

// Months are the case's sums by month, without gaps, from its first month that
// holds anything to its last.
func (c Case) Months() []Amount {
	byMonth := map[date.Month]Amount{}
	var first, last date.Month
	for _, l := range c.Lines {
		for _, a := range l.Amounts {
			sum := byMonth[a.Month]
			sum.Month = a.Month
			sum.Approved, sum.Planned, sum.Actual = sum.Approved+a.Approved, sum.Planned+a.Planned, sum.Actual+a.Actual
			byMonth[a.Month] = sum
			if first.IsZero() || a.Month.Before(first) {
				first = a.Month
			}
			if a.Month.After(last) {
				last = a.Month
			}
		}
	}
	var months []Amount
	for m := first; !m.IsZero() && !m.After(last); m = m.Add(1) {
		sum := byMonth[m]
		sum.Month = m
		months = append(months, sum)
	}
	return months
}

// Money brings minor units into the case's currency.
func (c Case) Money(minor int64) money.Amount { return money.New(minor, c.Currency) }

// Package costs holds the pages of the business case.
package costs

import (
	"context"

	"stegvis/app/businesscase"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

// CasePage is the business case.
type CasePage struct {
	Home    string
	Case    businesscase.Case
	Shown   businesscase.Case // as it is narrowed and ordered
	List    partial.Listing
	Form    partial.Form
	People  []partial.Option
	MayEdit bool
	Curve   string
}

// groups are those that have lines to show, or all while the case is whole.
func (p CasePage) groups() []businesscase.Group {
	var shown []businesscase.Group
	for _, g := range businesscase.Groups() {
		if !p.List.Narrow.Narrowed || len(lines(p.Shown, g)) > 0 {
			shown = append(shown, g)
		}
	}
	return shown
}

// span is how many columns stand before the sums.
func (p CasePage) span() string {
	if p.List.Pick != nil {
		return "2"
	}
	return "1"
}

// total says what the last line sums.
func (p CasePage) total(ctx context.Context) string {
	if p.List.Narrow.Narrowed {
		return i18n.T(ctx, "cost.total_shown")
	}
	return i18n.T(ctx, "cost.total")
}

// LinePage is one line with its months.
type LinePage struct {
	Line     businesscase.Line
	Sum      businesscase.Sum
	Case     businesscase.Case // for its currency
	Form     partial.Form
	Delete   partial.Form
	Months   []date.Month
	People   []partial.Option
	Owner    string
	MayEdit  bool
	Back     string
	Currency string
}

func lines(c businesscase.Case, g businesscase.Group) []businesscase.Line {
	var own []businesscase.Line
	for _, l := range c.Lines {
		if l.Cost.Group() == g {
			own = append(own, l)
		}
	}
	return own
}

// tone marks a variance: over by more than a tenth is bad, over at all a warning.
func tone(s businesscase.Sum) partial.Tone {
	switch {
	case s.Over() > 1000:
		return partial.Bad
	case s.Over() > 0:
		return partial.Warn
	}
	return partial.Good
}

// whole is what a bar of the money paid is measured against.
func whole(s businesscase.Sum) int { return int(max(s.Approved, s.Actual)) }

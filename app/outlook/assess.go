package outlook

import (
	"cmp"
	"slices"
	"time"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// Verdict is how one dimension, or the whole, stands. Colour is what counts;
// RuleColour is what the rule says, and differs only when somebody has put
// another in its place, for Reason.
type Verdict struct {
	Dimension  Dimension   `json:"dimension"`
	Colour     Colour      `json:"colour"`
	RuleColour Colour      `json:"rule_colour"`
	Reason     i18n.Phrase `json:"reason"`  // why the colour is not the rule's; empty when it is
	OverrideID string      `json:"-"`       // "" when the rule counts
	By         string      `json:"by"`      // who put another colour in its place
	Until      date.Day    `json:"until"`   // the last day on which that holds; zero is until the rule's colour changes
	Figures    []Figure    `json:"figures"` // the worst first
	Since      time.Time   `json:"since"`   // when the colour became what it is; zero while nobody has written it down
}

// Overridden reports whether somebody has put another colour in the rule's place.
func (v Verdict) Overridden() bool { return v.OverrideID != "" }

// Health is a project's health on a day. It can be frozen in a report.
type Health struct {
	Overall    Verdict   `json:"overall"`
	Dimensions []Verdict `json:"dimensions"`
}

// Of is the verdict on a dimension, or on the whole.
func (h Health) Of(d Dimension) Verdict {
	for _, v := range h.Dimensions {
		if v.Dimension == d {
			return v
		}
	}
	return h.Overall
}

// Assess judges a project. It is the rule of health, whole:
//
// A figure is amber from its first threshold on and red from its second. A
// dimension is as bad as its worst figure; without a figure it is unknown.
//
// The whole is as bad as the worst dimension, with one softening: a single red
// dimension among three or more that can be judged makes the whole amber, because
// one thing that has gone wrong while the rest holds calls for attention, not for
// alarm. A second red one makes it red. Dimensions that cannot be judged count
// for nothing.
//
// Where somebody has put another colour in a dimension's place, that one counts
// for the whole, too.
func Assess(s State, table Thresholds, today date.Day) Health {
	values := s.values(today)
	h := Health{Overall: Verdict{Dimension: Overall, RuleColour: Unknown}}
	var counting []Colour
	for _, d := range Dimensions() {
		v := judge(d, table.Of(d), values)
		s.settle(&v, today)
		h.Dimensions = append(h.Dimensions, v)
		counting = append(counting, v.Colour)
		h.Overall.Figures = append(h.Overall.Figures, v.Figures...)
	}
	h.Overall.Figures = worstFirst(h.Overall.Figures)
	h.Overall.RuleColour = together(counting)
	s.settle(&h.Overall, today)
	return h
}

func judge(d Dimension, table Thresholds, values map[Name]int64) Verdict {
	v := Verdict{Dimension: d, RuleColour: Unknown}
	for _, rule := range table {
		value, known := values[rule.Figure]
		if !known {
			continue
		}
		f := Figure{rule.Figure, value, rule.Unit, rule.Amber, rule.Red, rule.Colour(value)}
		v.Figures = append(v.Figures, f)
		if f.Colour.Worse(v.RuleColour) {
			v.RuleColour = f.Colour
		}
	}
	v.Figures = worstFirst(v.Figures)
	return v
}

// worstFirst orders figures by colour and by how far beyond their thresholds they
// are; the table's order decides between equals.
func worstFirst(figures []Figure) []Figure {
	slices.SortStableFunc(figures, func(a, b Figure) int {
		return cmp.Or(cmp.Compare(b.Colour.rank(), a.Colour.rank()), cmp.Compare(b.excess(), a.excess()))
	})
	return figures
}

// together is the colour that dimensions come to: the rule that Assess tells.
func together(all []Colour) Colour {
	worst, judged, red := Unknown, 0, 0
	for _, c := range all {
		if c != Unknown {
			judged++
		}
		if c == Red {
			red++
		}
		if c.Worse(worst) {
			worst = c
		}
	}
	if red == 1 && judged >= 3 {
		return Amber
	}
	return worst
}

// settle puts an override in the rule's place and says since when the colour is
// what it is.
func (s State) settle(v *Verdict, today date.Day) {
	v.Colour = v.RuleColour
	for _, o := range s.Overrides {
		if o.Dimension == v.Dimension && o.Holds(v.RuleColour, today) {
			v.Colour, v.Reason, v.OverrideID, v.By, v.Until = o.Colour, o.Because(), o.ID, o.MadeBy, o.UntilOn
		}
	}
	if kept := s.Kept[v.Dimension]; kept.Colour == v.Colour {
		v.Since = kept.Since
	}
}

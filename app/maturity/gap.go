package maturity

import (
	"cmp"
	"slices"

	"stegvis/app/platform/date"
	"stegvis/app/platform/money"
)

// Gap is what is missing in one dimension, and how much there is to gain from
// closing it.
type Gap struct {
	Dimension string
	Now       int // in tenths of a level
	Target    int // a whole level
	DueOn     date.Day
	Reason    Target // the target that was set; without an id when the assessment's own counts
	Weight    int
	Ease      int
}

// Missing is the distance to the target, in tenths of a level, never below zero.
func (g Gap) Missing() int { return max(10*g.Target-g.Now, 0) }

// Rank is gap × weight × ease: what is far, matters and moves easily comes first.
func (g Gap) Rank() int { return g.Missing() * g.Weight * g.Ease }

// Reached is how much of the way to the target is behind, in basis points.
func (g Gap) Reached() money.BasisPoints { return Reached(g.Now, g.Target) }

// Late reports whether the day has passed and the target is not reached.
func (g Gap) Late(today date.Day) bool {
	return !g.DueOn.IsZero() && g.DueOn.Before(today) && g.Missing() > 0
}

// Standing is every dimension of an assessment beside what is aimed at, in the
// order of the dimensions. Where no target was set, the assessment's own counts.
func Standing(a Assessment, aims Aims) []Gap {
	var all []Gap
	for _, one := range a.Answers {
		g := Gap{Dimension: one.Dimension, Now: one.Level(), Target: one.Target, Weight: one.weight(), Ease: aims.Ease(one.Dimension)}
		if t, set := aims.Targets[one.Dimension]; set {
			g.Target, g.DueOn, g.Reason = t.Level, t.DueOn, t
		}
		all = append(all, g)
	}
	return all
}

// Open are those gaps that are not closed, the one with the highest rank first;
// of equal ones the wider, and of equally wide ones the earlier dimension.
func Open(all []Gap) []Gap {
	open := slices.DeleteFunc(slices.Clone(all), func(g Gap) bool { return g.Missing() == 0 })
	slices.SortStableFunc(open, func(x, y Gap) int {
		return cmp.Or(cmp.Compare(y.Rank(), x.Rank()), cmp.Compare(y.Missing(), x.Missing()))
	})
	return open
}

// weight is how much the dimension counts.
func (a Answer) weight() int { return max(a.Weight, 1) }

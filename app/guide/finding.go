package guide

import (
	"cmp"
	"slices"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/record"
)

// Finding is a piece of advice: a rule that fires, on what, and where it is mended.
type Finding struct {
	Rule   string            `json:"rule"`
	Object string            `json:"object"` // tells findings of one rule apart; "" where there can be only one
	About  i18n.Phrase       `json:"about"`  // the name of what it is about
	Beside i18n.Phrase       `json:"beside"` // the name of something else that it has to do with
	Count  int               `json:"count"`
	Share  money.BasisPoints `json:"share"`
	Day    date.Day          `json:"day"`   // when it hurts, or since when; none when no day says so
	Until  date.Day          `json:"until"` // another day that it has to do with
	Place  Place             `json:"place"`
	record.Tags
	rule Rule
	nth  int // the rule's place in the table
}

// Advise is everything that the rules find, what presses most first. What is equal
// stands in the order of the rules, and then in that in which they found it.
func Advise(s State, today date.Day) []Finding {
	var all []Finding
	for nth, r := range table() {
		for _, f := range r.find(s, today) {
			f.belongs(r, nth)
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Weight(today), a.Weight(today)), cmp.Compare(a.nth, b.nth))
	})
	return all
}

// belongs notes which rule a finding is of.
func (f *Finding) belongs(r Rule, nth int) {
	f.Rule, f.rule, f.nth = r.Key, r, nth
	if f.Tags == (record.Tags{}) {
		f.Tags = r.Tags
	}
}

// halving is in how many days ahead of its harm something weighs half as much.
const halving = 30

// Weight is harm times nearness, in thousandths: what hurts already weighs its
// whole harm, what hurts in 30 days half of it, in 90 days a quarter.
//
//	weight = harm × 30 / (30 + days until it hurts)
func (f Finding) Weight(today date.Day) int {
	return f.rule.Harm * 1000 * halving / (halving + f.Days(today))
}

// Days is how many days remain until it hurts, zero when it does already.
func (f Finding) Days(today date.Day) int {
	if f.Day.IsZero() {
		return f.rule.Within
	}
	return max(f.Day.Sub(today), 0)
}

// Most is how many pieces of advice are shown at once.
const Most = 7

// First are the findings to begin with, at most Most. A rule stands among them
// once, so that one sort of trouble does not crowd out the others.
func First(all []Finding) []Finding {
	var first []Finding
	seen := map[string]bool{}
	for _, f := range all {
		if len(first) < Most && !seen[f.Rule] {
			first, seen[f.Rule] = append(first, f), true
		}
	}
	return first
}

// id says which advice a finding or a dismissal is.
type id struct{ rule, object string }

func (f Finding) id() id { return id{f.Rule, f.Object} }

// Part is the part of the project that it is about.
func (f Finding) Part() Part { return f.rule.Part }

// Title says what to do.
func (f Finding) Title(t *i18n.Text) string { return Title(t, f.Rule) }

// Title is what a rule says to do.
func Title(t *i18n.Text, rule string) string { return t.T(titleKey(rule)) }

func titleKey(rule string) string { return "guide.rule." + rule + ".title" }

// Why says why, with the figures.
func (f Finding) Why(t *i18n.Text) string {
	return t.N("guide.rule."+f.Rule+".why", f.Count, "name", f.About, "other", f.Beside, "day", t.Day(f.Day), "until", t.Day(f.Until), "share", t.Percent(f.Share))
}

// Near says how near its harm is: since when it hurts, or in how many days it will.
func (f Finding) Near(t *i18n.Text, today date.Day) string {
	days := f.Day.Sub(today)
	switch {
	case f.Day.IsZero() && f.rule.Within > soonDays:
		return t.T("guide.later")
	case f.Day.IsZero() && f.rule.Within > 0:
		return t.T("guide.soon")
	case f.Day.IsZero() || days == 0:
		return t.T("guide.now")
	case days < 0:
		return t.N("guide.since", -days)
	}
	return t.N("guide.within", days)
}

// soonDays is what a rule without a day calls soon.
const soonDays = 14

// Takes says how long it takes.
func (f Finding) Takes(t *i18n.Text) string {
	const hour = 60
	switch n := f.rule.Minutes; {
	case n < hour:
		return t.T("guide.minutes", "n", n)
	case n%hour == 0:
		return t.T("guide.hours", "n", n/hour)
	default:
		return t.T("guide.hours", "n", t.Decimal(float64(n)/hour, 1))
	}
}

// Source says who gives the advice.
func (f Finding) Source(t *i18n.Text) string {
	track, step := f.step()
	if f.rule.Source != Kotter && f.rule.Source != Gartner {
		return t.T("guide.source." + string(f.rule.Source))
	}
	n := slices.Index(record.Steps(track), step) + 1
	return t.T("guide.source."+string(f.rule.Source), "step", n, "name", t.T("domain."+track+"."+step+".name"))
}

// step is the step of the source's track.
func (f Finding) step() (track, step string) {
	if f.rule.Source == Gartner {
		return record.Gartner, f.GartnerStep
	}
	return record.Kotter, f.KotterStep
}

// Of reports whether the advice belongs to a step.
func (f Finding) Of(track, step string) bool {
	return track == record.Kotter && f.KotterStep == step || track == record.Gartner && f.GartnerStep == step
}

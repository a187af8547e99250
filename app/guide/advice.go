package guide

import (
	"cmp"
	"slices"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/record"
)

// Advice is a piece of advice: a rule that fires, on what, and where it is mended.
type Advice struct {
	Rule   string            `json:"rule"`
	Object string            `json:"object"` // tells apart what one rule advises; "" where there can be only one
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
func Advise(s State, today date.Day) []Advice {
	var all []Advice
	for nth, r := range table() {
		for _, a := range r.find(s, today) {
			a.belongs(r, nth)
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b Advice) int {
		return cmp.Or(cmp.Compare(b.Weight(today), a.Weight(today)), cmp.Compare(a.nth, b.nth))
	})
	return all
}

// belongs notes which rule advice is of.
func (a *Advice) belongs(r Rule, nth int) {
	a.Rule, a.rule, a.nth = r.Key, r, nth
	if a.Tags == (record.Tags{}) {
		a.Tags = r.Tags
	}
}

// halving is in how many days ahead of its harm something weighs half as much.
const halving = 30

// Weight is harm times nearness, in thousandths: what hurts already weighs its
// whole harm, what hurts in 30 days half of it, in 90 days a quarter.
//
//	weight = harm × 30 / (30 + days until it hurts)
func (a Advice) Weight(today date.Day) int {
	return a.rule.Harm * 1000 * halving / (halving + a.Days(today))
}

// Days is how many days remain until it hurts, zero when it does already.
func (a Advice) Days(today date.Day) int {
	if a.Day.IsZero() {
		return a.rule.Within
	}
	return max(a.Day.Sub(today), 0)
}

// Most is how many pieces of advice are shown at once.
const Most = 7

// First is the advice to begin with, at most Most. A rule stands among them
// once, so that one sort of trouble does not crowd out the others.
func First(all []Advice) []Advice {
	var first []Advice
	seen := map[string]bool{}
	for _, a := range all {
		if len(first) < Most && !seen[a.Rule] {
			first, seen[a.Rule] = append(first, a), true
		}
	}
	return first
}

// id says which advice is given or dismissed.
type id struct{ rule, object string }

func (a Advice) id() id { return id{a.Rule, a.Object} }

// Part is the part of the project that it is about.
func (a Advice) Part() Part { return a.rule.Part }

// Title says what to do.
func (a Advice) Title(t *i18n.Text) string { return Title(t, a.Rule) }

// Title is what a rule says to do.
func Title(t *i18n.Text, rule string) string { return t.T(titleKey(rule)) }

func titleKey(rule string) string { return "guide.rule." + rule + ".title" }

// Why says why, with the figures.
func (a Advice) Why(t *i18n.Text) string {
	return t.N("guide.rule."+a.Rule+".why", a.Count, "name", a.About, "other", a.Beside, "day", t.Day(a.Day), "until", t.Day(a.Until), "share", t.Percent(a.Share))
}

// Near says how near its harm is: since when it hurts, or in how many days it will.
func (a Advice) Near(t *i18n.Text, today date.Day) string {
	days := a.Day.Sub(today)
	switch {
	case a.Day.IsZero() && a.rule.Within > soonDays:
		return t.T("guide.later")
	case a.Day.IsZero() && a.rule.Within > 0:
		return t.T("guide.soon")
	case a.Day.IsZero() || days == 0:
		return t.T("guide.now")
	case days < 0:
		return t.N("guide.since", -days)
	}
	return t.N("guide.within", days)
}

// soonDays is what a rule without a day calls soon.
const soonDays = 14

// Takes says how long it takes.
func (a Advice) Takes(t *i18n.Text) string {
	const hour = 60
	switch n := a.rule.Minutes; {
	case n < hour:
		return t.T("guide.minutes", "n", n)
	case n%hour == 0:
		return t.T("guide.hours", "n", n/hour)
	default:
		return t.T("guide.hours", "n", t.Decimal(float64(n)/hour, 1))
	}
}

// Source says who gives the advice.
func (a Advice) Source(t *i18n.Text) string {
	track, step := a.step()
	if a.rule.Source != Kotter && a.rule.Source != Gartner {
		return t.T("guide.source." + string(a.rule.Source))
	}
	n := slices.Index(record.Steps(track), step) + 1
	return t.T("guide.source."+string(a.rule.Source), "step", n, "name", t.T("domain."+track+"."+step+".name"))
}

// step is the step of the source's track.
func (a Advice) step() (track, step string) {
	if a.rule.Source == Gartner {
		return record.Gartner, a.GartnerStep
	}
	return record.Kotter, a.KotterStep
}

// Of reports whether the advice belongs to a step.
func (a Advice) Of(track, step string) bool { return step != "" && a.on(track) == step }

// on is the step of a track that the advice belongs to, "" when it is not of that track.
func (a Advice) on(track string) string {
	switch track {
	case record.Kotter:
		return a.KotterStep
	case record.Gartner:
		return a.GartnerStep
	}
	return ""
}

// Filter is what of all advice is wanted: of one part of the project, of one track.
type Filter struct {
	Part  Part   `form:"part"`
	Track string `form:"track"`
}

// Keeps reports whether the advice is wanted.
func (f Filter) Keeps(a Advice) bool {
	return (f.Track == "" || a.on(f.Track) != "") && (f.Part == "" || f.Part == a.Part())
}

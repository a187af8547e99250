package guide

import (
	"slices"
	"sync"

	"stegvis/app/framework"
	"stegvis/app/platform/date"
	"stegvis/app/record"
)

// Part is the part of a project that advice is about.
type Part string

// The parts.
const (
	People    Part = "people"
	Change    Part = "change"
	Rollout   Part = "rollout"
	Money     Part = "money"
	Risks     Part = "risks"
	Maturity  Part = "maturity"
	Decisions Part = "decisions"
)

// Parts lists the parts.
func Parts() []Part { return []Part{People, Change, Rollout, Money, Risks, Maturity, Decisions} }

// Source is who says so.
type Source string

// The sources: the two tracks, whose steps say which part of them is meant, the
// lectures and articles that the product rests on, and what any plan asks for.
const (
	Kotter   Source = "kotter"
	Gartner  Source = "gartner"
	Factors  Source = "factors"  // five factors that lower the risk of failure
	Pitfalls Source = "pitfalls" // four pitfalls
	Causes   Source = "causes"   // causes of risks in four categories
	Taxonomy Source = "taxonomy" // fourteen sorts of cost
	Winners  Source = "winners"  // what marks those who succeed: assess first
	Stages   Source = "stages"   // pilot first, with criteria set in advance
	Practice Source = "practice" // good practice of any project
)

// Rule is one thing that a consultant would look for. Harm says from 1 to 10 how
// much it hurts when nobody does anything; Within is in how many days, when no day
// in the project says so. Tags are the step that it belongs to.
type Rule struct {
	Key     string
	Part    Part
	Source  Source
	Minutes int
	Harm    int
	Within  int
	record.Tags
	find func(State, date.Day) []Advice
}

// Rules is the whole table of what there is advice about.
func Rules() []Rule { return slices.Clone(table()) }

// table is made once: pages ask for it each time.
var table = sync.OnceValue(func() []Rule {
	return slices.Concat(peopleRules(), changeRules(), rolloutRules(), moneyRules(), riskRules(), maturityRules(), decisionRules())
})

// known is the rule of a key.
func known(key string) (Rule, bool) {
	all := table()
	at := slices.IndexFunc(all, func(r Rule) bool { return r.Key == key })
	if at < 0 {
		return Rule{}, false
	}
	return all[at], true
}

func change(step string) record.Tags  { return record.Tags{KotterStep: step} }
func ability(step string) record.Tags { return record.Tags{GartnerStep: step} }

// when is the one piece of advice if something holds.
func when(holds bool, a Advice) []Advice {
	if !holds {
		return nil
	}
	return []Advice{a}
}

// underWay reports whether a step was begun, be it done or not.
func (s State) underWay(track, step string) bool {
	all := s.Tracks.Of(track)
	for i := range all {
		if all[i].StepKey == step {
			return all[i].State() != framework.Idle
		}
	}
	return false
}

// age is for how many days the project has been going.
func (s State) age(today date.Day) int {
	if s.Start.IsZero() {
		return 0
	}
	return today.Sub(s.Start)
}

// passed reports whether a day is over.
func passed(d, today date.Day) bool { return !d.IsZero() && d.Before(today) }

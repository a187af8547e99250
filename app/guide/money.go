package guide

import (
	"stegvis/app/businesscase"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/record"
)

// The bounds of the rules about money.
const (
	costlessDays = 30  // so long a project may go without costs
	entered      = 10  // by this day a month's payments are entered
	monthsBack   = 2   // so many months are asked after; older gaps are history
	mostOver     = 300 // basis points that the forecast may exceed what is approved
)

func moneyRules() []Rule {
	return []Rule{
		{"costs_none", Money, Taxonomy, 90, 6, 14, ability("strategy"), findNoCosts},
		{"training_budget", Money, Taxonomy, 30, 7, 30, change("enable"), findNoTrainingCost},
		{"indirect_costs", Money, Taxonomy, 60, 6, 30, ability("metrics"), findNoIndirectCosts},
		{"actuals_missing", Money, Practice, 20, 5, 0, ability("metrics"), findNoActuals},
		{"forecast_over", Money, Kotter, 60, 8, 7, change("enable"), findOver},
	}
}

// held is what a cost line may take: what is approved or planned.
func held(sum businesscase.Sum) int64 { return sum.Approved + sum.Planned }

func findNoCosts(s State, today date.Day) []Advice {
	return when(held(s.Case.All()) == 0 && s.age(today) >= costlessDays, Advice{Until: s.Start, Place: fresh(CostsPage)})
}

// findNoTrainingCost leads to the line when there is one that holds nothing.
func findNoTrainingCost(s State, _ date.Day) []Advice {
	training := func(l businesscase.Line) bool { return l.Cost == "training" }
	place := fresh(CostsPage, "cost", "training")
	for _, l := range s.Case.Lines {
		if training(l) {
			place = row(CostsPage, l.ID)
		}
	}
	return when(held(s.Case.All()) > 0 && held(s.Case.Total(training)) == 0, Advice{Place: place})
}

func findNoIndirectCosts(s State, _ date.Day) []Advice {
	return when(held(s.Case.Direct()) > 0 && held(s.Case.Indirect()) == 0, Advice{Place: fresh(CostsPage, "cost", "org_change")})
}

// findNoActuals looks for lines that were to cost something in a month that is
// over, and for which nobody has entered anything.
func findNoActuals(s State, today date.Day) []Advice {
	var missing []businesscase.Line
	var earliest date.Month
	for _, l := range s.Case.Lines {
		for _, a := range l.Amounts {
			due := a.Month.Add(1).First().AddDays(entered - 1)
			if a.Planned > 0 && a.Actual == 0 && !due.After(today) && !a.Month.Before(today.Month().Add(-monthsBack)) {
				if earliest.IsZero() || a.Month.Before(earliest) {
					earliest = a.Month
				}
				missing = append(missing, l)
				break
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	first := Some{ID: missing[0].ID, Named: missing[0].Phrase("name", missing[0].Name), Count: len(missing)}
	return when(true, Advice{About: first.Named, Count: first.Count, Day: earliest.Add(1).First().AddDays(entered - 1), Until: earliest.Last(), Place: at(first, CostsPage, list(CostsPage))})
}

// findOver notices a forecast above what is approved while no question for means
// waits: those are tagged with the change step that gives them.
func findOver(s State, _ date.Day) []Advice {
	over := s.Case.All().Over()
	for _, q := range s.Asked {
		if q.Change == "enable" {
			return nil
		}
	}
	return when(over >= mostOver, Advice{Share: over, Place: fresh(DecisionsPage, record.Kotter+"_step", "enable")})
}

func share(part, whole int) money.BasisPoints { return money.Share(int64(part), int64(whole)) }

func phrase(text string) i18n.Phrase { return i18n.Phrase{Text: text} }

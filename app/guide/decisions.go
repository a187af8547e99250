package guide

import (
	"stegvis/app/decision"
	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// The bounds of the rules about maturity.
const (
	assessmentDays = 182 // half a year
	wideGap        = 2   // levels that do not close by themselves
	aimedHigh      = 40  // tenths of a level: whoever is there may aim no higher
)

func maturityRules() []Rule {
	return []Rule{
		{"never_assessed", Maturity, Winners, 90, 6, 21, ability("vision"), findNeverAssessed},
		{"assessment_old", Maturity, Winners, 60, 5, 0, ability("metrics"), findOldAssessment},
		{"gap_task", Maturity, Gartner, 30, 5, 30, record.Tags{}, findIdleGaps},
		{"targets", Maturity, Winners, 30, 4, 30, ability("strategy"), findNoTargets},
	}
}

func findNeverAssessed(s State, _ date.Day) []Advice {
	return when(len(s.Assessments) == 0, Advice{Place: list(AssessmentPage)})
}

func findOldAssessment(s State, today date.Day) []Advice {
	if len(s.Assessments) == 0 {
		return nil
	}
	last := s.Assessments[0].AssessedOn
	return when(today.Sub(last) > assessmentDays, Advice{Day: last.AddDays(assessmentDays), Until: last, Place: list(AssessmentPage)})
}

// findIdleGaps are dimensions far below their target for which nobody does
// anything: no open task is tagged with their step.
func findIdleGaps(s State, _ date.Day) []Advice {
	var found []Advice
	if len(s.Assessments) == 0 {
		return nil
	}
	for _, gap := range s.Assessments[0].Gaps() {
		if gap.Gap() >= wideGap && s.OpenAt[gap.Dimension] == 0 {
			found = append(found, Advice{Object: gap.Dimension, About: named(gap), Count: gap.Gap(), Tags: ability(gap.Dimension),
				Place: fresh(TasksPage, "view", "list", record.Gartner+"_step", gap.Dimension)})
		}
	}
	return found
}

func named(a maturity.Answer) i18n.Phrase {
	return i18n.Phrase{Key: "domain." + record.Gartner + "." + a.Dimension + ".name"}
}

// findNoTargets notices an assessment that aims at nothing beyond what is there.
func findNoTargets(s State, _ date.Day) []Advice {
	if len(s.Assessments) == 0 {
		return nil
	}
	last := s.Assessments[0]
	return when(last.MeanGap() == 0 && last.Mean() < aimedHigh, Advice{Place: list(AssessmentPage)})
}

func decisionRules() []Rule {
	return []Rule{
		{"decision_overdue", Decisions, Factors, 30, 9, 0, record.Tags{}, findOverdue},
		{"decision_late", Decisions, Factors, 30, 8, 0, record.Tags{}, findLateDecisions},
		{"decision_uncarried", Decisions, Practice, 10, 7, 7, record.Tags{}, findUncarried},
		{"decision_bare", Decisions, Practice, 30, 5, 14, record.Tags{}, findBare},
		{"decision_undated", Decisions, Practice, 5, 5, 14, record.Tags{}, findUndated},
		{"committee", Decisions, Factors, 10, 7, 14, change("coalition"), findNoCommittee},
	}
}

// questions finds something about each decision that waits.
func questions(s State, place func(id string) Place, find func(Question) bool) []Advice {
	var found []Advice
	for _, q := range s.Asked {
		if find(q) {
			found = append(found, Advice{Object: q.ID, About: q.Named, Day: q.Deadline, Place: place(q.ID)})
		}
	}
	return found
}

// edit is a question's page with its form open.
func edit(id string) Place {
	return Place{Page: DecisionsPage, ID: id, Query: map[string]string{"open": "new"}}
}

func findOverdue(s State, today date.Day) []Advice {
	answer := func(id string) Place { return Place{Page: DecisionsPage, ID: id, Anchor: "decide"} }
	return questions(s, answer, func(q Question) bool { return passed(q.Deadline, today) })
}

// findLateDecisions are decisions that were made and are not done in time.
func findLateDecisions(s State, _ date.Day) []Advice {
	some := s.LateDone
	many := list(DecisionsPage, "stage", string(decision.CarryingOut), "late", "true")
	return when(some.Count > 0, Advice{About: some.Named, Count: some.Count, Day: some.Day, Place: at(some, DecisionsPage, many)})
}

// findUncarried are decisions that nobody carries out.
func findUncarried(s State, _ date.Day) []Advice {
	some, many := s.Uncarried, list(DecisionsPage, "stage", string(decision.Made))
	place := at(some, DecisionsPage, many)
	if some.Count == 1 {
		place.Anchor = "carry"
	}
	return when(some.Count > 0, Advice{About: some.Named, Count: some.Count, Until: some.Day, Place: place})
}

func findBare(s State, _ date.Day) []Advice {
	return questions(s, edit, func(q Question) bool { return q.Bare })
}

func findUndated(s State, _ date.Day) []Advice {
	return questions(s, edit, func(q Question) bool { return q.Deadline.IsZero() })
}

func findNoCommittee(s State, _ date.Day) []Advice {
	return when(s.Members[project.Committee] == 0, Advice{Place: list(MembersPage, "open", "invite", "role", string(project.Committee))})
}

package guide

import (
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
	"stegvis/app/risk"
)

func riskRules() []Rule {
	return []Rule{
		{"risk_unowned", Risks, Practice, 15, 8, 0, record.Tags{}, findUnownedRisks},
		{"risk_plan", Risks, Practice, 30, 7, 7, record.Tags{}, findPlanlessRisks},
		{"risk_review", Risks, Practice, 20, 5, 0, record.Tags{}, findDueRisks},
		{"risk_unreviewed", Risks, Practice, 15, 4, 14, record.Tags{}, findUnreviewed},
		{"personnel_risk", Risks, Causes, 20, 6, 14, change("enable"), findNoPersonnelRisk},
		{"integration_risk", Risks, Causes, 30, 7, 14, ability("technology"), findNoIntegrationRisk},
		{"risk_category", Risks, Causes, 30, 4, 30, record.Tags{}, findEmptyCategories},
	}
}

// high is the list of open high risks.
func high(pairs ...string) Place {
	return list(RisksPage, append(pairs, "status", string(risk.Open), "level", string(risk.High))...)
}

func findUnownedRisks(s State, _ date.Day) []Advice {
	return when(s.Unowned.Count > 0, Advice{About: s.Unowned.Named, Count: s.Unowned.Count, Place: at(s.Unowned, RisksPage, high("owner", record.Nobody))})
}

// findPlanlessRisks leads to the worst of them.
func findPlanlessRisks(s State, _ date.Day) []Advice {
	return when(s.Planless.Count > 0, Advice{About: s.Planless.Named, Count: s.Planless.Count, Place: row(RisksPage, s.Planless.ID)})
}

func findDueRisks(s State, _ date.Day) []Advice {
	return when(s.Due.Count > 0, Advice{About: s.Due.Named, Count: s.Due.Count, Day: s.Due.Day, Place: at(s.Due, RisksPage, list(RisksPage, "due", "true"))})
}

// findUnreviewed leads to the worst of those that nobody has looked at for long.
func findUnreviewed(s State, _ date.Day) []Advice {
	return when(s.Unreviewed.Count > 0, Advice{About: s.Unreviewed.Named, Count: s.Unreviewed.Count, Place: row(RisksPage, s.Unreviewed.ID)})
}

// lacksPersonnel and lacksTechnical say that a sort of risk is missed for a reason.
func (s State) lacksPersonnel() bool {
	return s.Trained.Planned+s.Trained.Held == 0 && s.Categories[risk.Personnel] == 0
}

func (s State) lacksTechnical() bool {
	return s.OpenAt["information"]+s.OpenAt["technology"] > 0 && s.Categories[risk.Technical] == 0
}

func findNoPersonnelRisk(s State, _ date.Day) []Advice {
	return when(s.lacksPersonnel(), Advice{Place: fresh(RisksPage, "category", string(risk.Personnel))})
}

func findNoIntegrationRisk(s State, _ date.Day) []Advice {
	return when(s.lacksTechnical(), Advice{Count: s.OpenAt["information"] + s.OpenAt["technology"], Place: fresh(RisksPage, "category", string(risk.Technical))})
}

// findEmptyCategories are the sorts of risk that nobody has named, but for those
// that another rule asks for.
func findEmptyCategories(s State, _ date.Day) []Advice {
	var found []Advice
	for _, c := range risk.Categories() {
		if s.Categories[c] > 0 || c == risk.Personnel && s.lacksPersonnel() || c == risk.Technical && s.lacksTechnical() {
			continue
		}
		found = append(found, Advice{Object: string(c), About: i18n.Phrase{Key: "guide.category." + string(c)}, Place: fresh(RisksPage, "category", string(c))})
	}
	return found
}

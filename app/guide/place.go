package guide

import "stegvis/app/framework"

// Page is a page of a project, by what it is for.
type Page string

// The pages on which things are mended.
const (
	StakeholdersPage Page = "stakeholders"
	CoalitionPage    Page = "coalition"
	MessagesPage     Page = "messages"
	TrainingsPage    Page = "trainings"
	RisksPage        Page = "risks"
	CostsPage        Page = "costs"
	TasksPage        Page = "tasks"
	WavesPage        Page = "waves"
	PilotsPage       Page = "pilots"
	MaturityPage     Page = "maturity"
	AssessmentPage   Page = "assessment" // the form of a new one
	DecisionsPage    Page = "decisions"
	MembersPage      Page = "members"
	HealthPage       Page = "health"
	StepPage         Page = "step" // ID is track/step
)

// Place is the very place where something is mended: a page, the row on it when
// there is one, and what the address says beyond that: a filter, the form that
// stands open ("open"), and what is in its fields.
type Place struct {
	Page   Page              `json:"page"`
	ID     string            `json:"id,omitempty"`
	Query  map[string]string `json:"query,omitempty"`
	Anchor string            `json:"anchor,omitempty"`
}

// row is the page of one row.
func row(p Page, id string) Place { return Place{Page: p, ID: id} }

// list is a page with its filter, from name-value pairs.
func list(p Page, pairs ...string) Place {
	place := Place{Page: p}
	if len(pairs) > 0 {
		place.Query = map[string]string{}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		place.Query[pairs[i]] = pairs[i+1]
	}
	return place
}

// fresh is a page with its form for something new open, prefilled from
// name-value pairs.
func fresh(p Page, pairs ...string) Place { return list(p, append(pairs, "open", "new")...) }

// on is a step's page with one of its forms open.
func on(at framework.Place, form string) Place {
	return Place{Page: StepPage, ID: at.Track + "/" + at.StepKey, Query: map[string]string{"open": form}}
}

// at is the row when there is only one, else the list of all.
func at(s Some, one Page, many Place) Place {
	if s.Count == 1 {
		return row(one, s.ID)
	}
	return many
}

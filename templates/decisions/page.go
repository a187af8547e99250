// Package decisions holds the pages of what the steering committee is asked.
package decisions

import (
	"stegvis/app/decision"
	"stegvis/app/platform/date"
	"stegvis/templates/partial"
)

// ListPage is all questions.
type ListPage struct {
	Home   string
	Rows   []decision.Decision
	List   partial.Listing
	Form   partial.Form
	MayAsk bool
	Today  date.Day
}

// OnePage is a question with what was answered, or the form to answer it.
type OnePage struct {
	Decision  decision.Decision
	Form      partial.Form // of the question
	Verdict   partial.Form
	Delete    partial.Form
	MayAsk    bool
	MayDecide bool
	Deciders  string // the roles that may decide
	Today     date.Day
	Back      string
}

// Deciding reports whether the form to decide is shown.
func (p OnePage) Deciding() bool { return p.MayDecide && p.Decision.Status == decision.Asked }

// Refused is why a write of what is shown was refused, when no form shows it.
func (p OnePage) Refused() string {
	if p.Decision.Status == decision.Asked {
		return ""
	}
	return p.Form.Error("") + p.Verdict.Error("")
}

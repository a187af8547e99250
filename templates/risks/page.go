// Package risks holds the pages of the risk register.
package risks

import (
	"stegvis/app/flow"
	"stegvis/app/project"
	"stegvis/app/risk"
	"stegvis/templates/partial"
)

// ListPage is the register.
type ListPage struct {
	Home     string // address of the list
	Risks    []Row
	List     partial.Listing
	People   []partial.Option
	Form     partial.Form
	MayEdit  bool
	Matrix   string // SVG
	Offered  []flow.Cause
	Offering bool         // the offer stands open
	Note     partial.Form // adds one that is offered
}

// Row is one line of the register.
type Row struct {
	risk.Risk
	Owner string
	Due   bool // its review day has passed
}

// OnePage is a risk with its form and history.
type OnePage struct {
	Risk     risk.Risk
	Owner    string
	Form     partial.Form
	Delete   partial.Form
	People   []partial.Option
	Scorings []risk.Scoring
	Key      project.Scope
	MayEdit  bool
	Back     string
}

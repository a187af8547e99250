package report

import (
	"fmt"
	"slices"
)

// Kind names a sort of report, as in addresses. Its title is report.kind.KIND.
type Kind string

// The kinds of reports.
const (
	KindSteering Kind = "steering"  // one page for the steering committee
	KindStatus   Kind = "status"    // everything, on as many pages as it takes
	KindPlan     Kind = "plan"      // the roll-out over time, with all that is in it
	KindClosing  Kind = "closing"   // aims against results, at the end
	KindGrid     Kind = "grid"      // both tracks on one page
	KindMaturity Kind = "maturity"  // how far the organisation has come, and what it aims at
	KindRisk     Kind = "risk"      // every risk
	KindCost     Kind = "cost"      // the business case
	KindDecision Kind = "decisions" // what was asked and decided

	KindPortfolio Kind = "portfolio" // of an organisation: where its projects stand
)

// form is how a kind is made: of which sections, and, where its pages are no plain
// run of them, how they are drawn.
type form struct {
	kind     Kind
	sections []string
	own      func(*setting) error
}

func forms() []form {
	return []form{
		{KindSteering, []string{steeringPart}, drawSteering},
		{KindStatus, []string{summaryPart, askedPart, milestonesPart, ganttPart, wavesPart, risksPart, costsPart, maturityPart, decisionsPart, workPart, peoplePart}, nil},
		{KindPlan, []string{milestonesPart, ganttPart, wavesPart, tasksPart}, nil},
		{KindClosing, []string{aimsPart, resultsPart, wavesPart, handoverPart, lessonsPart}, nil},
		{KindRisk, []string{risksPart}, nil},
		{KindCost, []string{costsPart}, nil},
		{KindDecision, []string{askedPart, decisionsPart}, nil},
		{KindMaturity, []string{maturityPart}, nil},
		{KindGrid, []string{gridPart}, drawGrid},
	}
}

// apart are the forms of what no lead prepares: of an organisation's projects together,
// and of a meeting.
func apart() []form {
	return []form{{KindPortfolio, []string{portfolioPart}, nil}, {KindMinutes, []string{minutesPart}, drawMinutes}}
}

// Kinds lists the kinds that a lead prepares.
func Kinds() []Kind {
	var all []Kind
	for _, f := range forms() {
		all = append(all, f.kind)
	}
	return all
}

func (k Kind) form() (form, error) {
	all := append(forms(), apart()...)
	if i := slices.IndexFunc(all, func(f form) bool { return f.kind == k }); i >= 0 {
		return all[i], nil
	}
	return form{}, fmt.Errorf("report: there is no kind %q", k)
}

// parts are the keys of the sections that the kind is made of. A plain run of them
// begins with what moved.
func (f form) parts() []string {
	if f.own != nil {
		return f.sections
	}
	return append([]string{movedPart}, f.sections...)
}

// draw draws a report's pages.
func (f form) draw(s *setting) error {
	if f.own != nil {
		return f.own(s)
	}
	return s.flowing()
}

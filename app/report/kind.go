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

	KindWorkshop  Kind = "workshop"  // of a workshop: what the room said, and what became of it
	KindMinutes   Kind = "minutes"   // of a meeting of the committee: what it said and decided
	KindPortfolio Kind = "portfolio" // of an organisation: where its projects stand
)

// reach is what a report, or a part of one, is of.
type reach string

const (
	ofProject      reach = "project"
	ofWorkshop     reach = "workshop"
	ofMeeting      reach = "meeting"
	ofOrganisation reach = "organisation"
)

// form is how a kind is made: of which sections, and, where its pages are no plain
// run of them, how they are drawn.
type form struct {
	kind     Kind
	of       reach
	sections []string
	own      func(*setting) error
}

func forms() []form {
	return []form{
		{KindSteering, ofProject, []string{steeringPart}, drawSteering},
		{KindStatus, ofProject, []string{summaryPart, askedPart, milestonesPart, ganttPart, wavesPart, risksPart, costsPart, maturityPart, decisionsPart, workPart, workshopsPart, peoplePart}, nil},
		{KindPlan, ofProject, []string{milestonesPart, ganttPart, wavesPart, tasksPart}, nil},
		{KindClosing, ofProject, []string{aimsPart, resultsPart, wavesPart, handoverPart, lessonsPart}, nil},
		{KindRisk, ofProject, []string{risksPart}, nil},
		{KindCost, ofProject, []string{costsPart}, nil},
		{KindDecision, ofProject, []string{askedPart, decisionsPart}, nil},
		{KindMaturity, ofProject, []string{maturityPart}, nil},
		{KindGrid, ofProject, []string{gridPart}, drawGrid},
		{KindWorkshop, ofWorkshop, []string{workshopPart}, nil},
		{KindMinutes, ofMeeting, []string{minutesPart}, drawMinutes},
		{KindPortfolio, ofOrganisation, []string{portfolioPart}, nil},
	}
}

// Kinds lists the kinds that a lead prepares of the whole project.
func Kinds() []Kind {
	var all []Kind
	for _, f := range forms() {
		if f.of == ofProject {
			all = append(all, f.kind)
		}
	}
	return all
}

func (k Kind) form() (form, error) {
	all := forms()
	if i := slices.IndexFunc(all, func(f form) bool { return f.kind == k }); i >= 0 {
		return all[i], nil
	}
	return form{}, fmt.Errorf("report: there is no kind %q", k)
}

// parts are the keys of the sections that the kind is made of. A plain run of those of
// a project begins with what is overdue and what moved.
func (f form) parts() []string {
	if f.own != nil || f.of != ofProject {
		return f.sections
	}
	return withOverdue(append([]string{movedPart}, f.sections...))
}

// draw draws a report's pages.
func (f form) draw(s *setting) error {
	if f.own != nil {
		return f.own(s)
	}
	return s.flowing()
}

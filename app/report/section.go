package report

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"stegvis/app/decision"
	"stegvis/app/outlook"
	"stegvis/app/platform/pdf"
	"stegvis/app/project"
	"stegvis/app/rollout"
)

// Section is a part of reports. It is read from what the project holds, kept as a
// value, and set from that value alone: whoever sets has no database and no clock.
type Section struct {
	key  string // in inputs and variants; its title is report.section.KEY.title
	of   reach
	read func(context.Context, *Reading) (any, error)
	set  func(*setting, json.RawMessage) ([]pdf.Block, error)
	ever bool // it comes by itself and is not chosen
}

// newSection makes a section of a value of type V. The blocks that it sets begin
// with a heading and stand below one another; none for a section without anything
// to say.
func newSection[V any](key string, read func(context.Context, *Reading) (V, error), set func(*setting, V) []pdf.Block) Section {
	s := Section{key: key, of: ofProject, read: func(ctx context.Context, r *Reading) (any, error) { return read(ctx, r) }}
	if set == nil { // it is drawn by its kind, on pages of its own
		return s
	}
	s.set = func(s *setting, raw json.RawMessage) ([]pdf.Block, error) {
		var v V
		if err := json.Unmarshal(raw, &v); err != nil {
			return nil, fmt.Errorf("report: the part %q: %w", key, err)
		}
		return set(s, v), nil
	}
	return s
}

// about is a section of something else than a project.
func (s Section) about(of reach) Section {
	s.of = of
	return s
}

// unasked is a section that nobody chooses, since it comes by itself.
func (s Section) unasked() Section {
	s.ever = true
	return s
}

// Reading is one composition: what sections read with. What several of them need is
// read once.
type Reading struct {
	Key     project.Scope
	From    Sources
	Subject string // the id of what the report is of, "" for the whole project

	about   Subject   // that, once a section has read it
	since   time.Time // when the report before was issued, zero without one
	people  map[string]string
	looked  *look
	rollout *rollout.Whole

	decisions []decision.Decision // nil until they are read
}

type look struct {
	state  outlook.State
	health outlook.Health
}

// People are the names of the project's people by their ids.
func (r *Reading) People(ctx context.Context) (map[string]string, error) {
	if r.people != nil {
		return r.people, nil
	}
	people, err := r.From.Projects.People(ctx, r.Key)
	names := map[string]string{"": ""}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	if err == nil {
		r.people = names
	}
	return names, err
}

// Look is the project's state and how its health is judged.
func (r *Reading) Look(ctx context.Context) (outlook.State, outlook.Health, error) {
	if r.looked == nil {
		state, health, err := r.From.Outlook.Look(ctx, r.Key)
		if err != nil {
			return state, health, err
		}
		r.looked = &look{state, health}
	}
	return r.looked.state, r.looked.health, nil
}

// Rollout is the whole roll-out.
func (r *Reading) Rollout(ctx context.Context) (rollout.Whole, error) {
	if r.rollout == nil {
		whole, err := r.From.Plan.Whole(ctx, r.Key)
		if err != nil {
			return whole, err
		}
		r.rollout = &whole
	}
	return *r.rollout, nil
}

// sections are all parts of reports. A new one is added here and to the kinds that
// hold it by themselves; leads put it into their variants.
func sections() []Section {
	return []Section{
		newSection(movedPart, composeMoved, setMoved),
		newSection(overduePart, composeOverdue, setOverdue).unasked(),
		newSection(steeringPart, composeSteering, nil),
		newSection(gridPart, composeGrid, nil),
		newSection(maturityPart, composeMaturity, setMaturity),
		newSection(minutesPart, composeMinutes, nil).about(ofMeeting),
		newSection(summaryPart, composeSummary, setSummary),
		newSection(milestonesPart, composeMilestones, setMilestones),
		newSection(ganttPart, composeGantt, setGantt),
		newSection(wavesPart, composeWaves, setWaves),
		newSection(tasksPart, composeTasks, setTasks),
		newSection(aimsPart, composeAims, setAims),
		newSection(resultsPart, composeResults, setResults),
		newSection(handoverPart, composeHandover, setHandover),
		newSection(lessonsPart, composeLessons, setLessons),
		newSection(askedPart, composeAsked, setAsked),
		newSection(risksPart, composeRisks, setRisks),
		newSection(costsPart, composeCosts, setCosts),
		newSection(decisionsPart, composeDecisions, setDecisions),
		newSection(workPart, composeWork, setWork),
		newSection(peoplePart, composePeople, setPeople),
		newSection(workshopsPart, composeWorkshops, setWorkshops),
		newSection(workshopPart, composeWorkshop, setWorkshop).about(ofWorkshop),
		newSection(portfolioPart, notOfAProject, setPortfolio).about(ofOrganisation),
	}
}

// Composable are the keys of the sections that variants are put together from: those of
// a project whose pages are a plain run of blocks.
func Composable() []string {
	var keys []string
	for _, s := range sections() {
		if s.set != nil && s.of == ofProject && !s.ever {
			keys = append(keys, s.key)
		}
	}
	return keys
}

func sectionOf(key string) (Section, bool) {
	for _, s := range sections() {
		if s.key == key {
			return s, true
		}
	}
	return Section{}, false
}

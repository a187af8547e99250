package flow

import (
	"context"
	"slices"

	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/rollout"
)

// Meetings are the steering committee's meetings together with what they are about:
// agendas made from what is open, decisions that go into the register, actions that
// become tasks, minutes that are closed and drawn.
type Meetings struct {
	db        *database.DB
	committee *committee.Committees
	decisions *decision.Register
	plan      *rollout.Plan
	reports   *report.Reports
	projects  *project.Projects
}

// NewMeetings takes the slices.
func NewMeetings(db *database.DB, c *committee.Committees, decisions *decision.Register, plan *rollout.Plan, reports *report.Reports, projects *project.Projects) *Meetings {
	return &Meetings{db, c, decisions, plan, reports, projects}
}

// Meeting is one of the committee's with all that its page shows.
type Meeting struct {
	committee.Meeting
	Board  committee.Board
	Points []Point
}

// Rule is by what the meeting decides.
func (m Meeting) Rule() committee.Rule { return m.Board.Committee.Rule }

// Attendance is how many of the committee's seats were taken.
func (m Meeting) Attendance() committee.Attendance { return m.Board.Attendance(m.Meeting) }

// Quorate reports whether the meeting may decide.
func (m Meeting) Quorate() bool {
	there := m.Attendance()
	return m.Rule().Quorate(there.Present, there.Members)
}

// Point is a point of the agenda with what it is about as that stands now.
type Point struct {
	committee.Item
	Decision *decision.Decision // that is asked, nil where it is about none or that is gone
	Pilot    *rollout.Pilot
	Report   *report.Issued
	Decided  *decision.Decision // what was decided there
	Actions  []Doing
}

// Doing is an action with the task that it has become, nil for none.
type Doing struct {
	committee.Action
	Task *rollout.Task
}

// Path is the address below the project's of what the point is about, "" for none.
func (p Point) Path() string {
	switch {
	case p.Decision != nil:
		return "decisions/" + p.Decision.ID
	case p.Pilot != nil:
		return "rollout/pilots/" + p.Pilot.ID
	case p.Report != nil:
		return "reports/" + p.Report.ID
	}
	return ""
}

// Undone reports whether an action is no task yet.
func (m Meeting) Undone() bool {
	return slices.ContainsFunc(m.Points, func(p Point) bool {
		return slices.ContainsFunc(p.Actions, func(d Doing) bool { return d.TaskID == "" })
	})
}

// Point is one of the meeting's, and those before and after it, nil at either end.
func (m Meeting) Point(id string) (at, before, after *Point) {
	i := slices.IndexFunc(m.Points, func(p Point) bool { return p.ID == id })
	if i < 0 {
		return nil, nil, nil
	}
	if i > 0 {
		before = &m.Points[i-1]
	}
	if i+1 < len(m.Points) {
		after = &m.Points[i+1]
	}
	return &m.Points[i], before, after
}

// Read is a meeting with its agenda, its decisions and its actions: a read of each
// sort, however many there are.
func (s *Meetings) Read(ctx context.Context, key project.Scope, id string) (Meeting, error) {
	var m Meeting
	err := s.db.Snapshot(ctx, func(ctx context.Context) error {
		var err error
		if m.Meeting, err = s.committee.Meetings.One(ctx, key, id); err != nil {
			return err
		}
		if m.Board, err = s.committee.Board(ctx, key); err != nil {
			return err
		}
		items, err := s.committee.Agenda(ctx, key, id)
		if err != nil {
			return err
		}
		if m.Points, err = s.about(ctx, key, items); err != nil {
			return err
		}
		return s.actions(ctx, key, &m)
	})
	return m, err
}

// about puts beside points what they are about and what was decided there.
func (s *Meetings) about(ctx context.Context, key project.Scope, items []committee.Item) ([]Point, error) {
	ids := map[committee.Sort][]string{}
	for _, i := range items {
		ids[i.Kind] = append(ids[i.Kind], i.RefID)
		if i.DecisionID != "" {
			ids[committee.OfDecision] = append(ids[committee.OfDecision], i.DecisionID)
		}
	}
	decisions, err := s.decisions.Several(ctx, key, ids[committee.OfDecision])
	if err != nil {
		return nil, err
	}
	pilots, err := s.plan.Pilots.Several(ctx, key, ids[committee.OfGate])
	if err != nil {
		return nil, err
	}
	issued, err := s.reports.Some(ctx, key, ids[committee.OfReport])
	if err != nil {
		return nil, err
	}
	points := make([]Point, len(items))
	for n, i := range items {
		points[n] = Point{Item: i, Pilot: pilots[i.RefID], Decided: decisions[i.DecisionID]}
		switch i.Kind {
		case committee.OfDecision:
			points[n].Decision = decisions[i.RefID]
		case committee.OfReport:
			points[n].Report = issued[i.RefID]
		}
	}
	return points, nil
}

// actions puts the meeting's actions beside the points at which they were agreed on.
func (s *Meetings) actions(ctx context.Context, key project.Scope, m *Meeting) error {
	all, err := s.committee.ActionsOf(ctx, key, m.ID)
	if err != nil {
		return err
	}
	var ids []string
	for _, a := range all {
		if a.TaskID != "" {
			ids = append(ids, a.TaskID)
		}
	}
	tasks, err := s.plan.Tasks.Several(ctx, key, ids)
	if err != nil {
		return err
	}
	for i := range m.Points {
		for _, a := range all {
			if a.ItemID == m.Points[i].ID {
				m.Points[i].Actions = append(m.Points[i].Actions, Doing{a, tasks[a.TaskID]})
			}
		}
	}
	return nil
}

// origin is what tasks and decisions of a meeting came from.
func (m Meeting) origin() record.Origin {
	return record.Origin{OriginKind: string(committee.MeetingKind), OriginID: m.ID}
}

// Place is where a point stands on the agenda, from 1.
func (m Meeting) Place(id string) int {
	return 1 + slices.IndexFunc(m.Points, func(p Point) bool { return p.ID == id })
}

// Planned is how many minutes the agenda takes.
func (m Meeting) Planned() int {
	sum := 0
	for _, p := range m.Points {
		sum += p.Minutes
	}
	return sum
}

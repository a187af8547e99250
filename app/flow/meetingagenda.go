package flow

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/committee"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
)

// OpenMatter is something that waits for the committee and may go onto an agenda.
type OpenMatter struct {
	Kind    committee.Sort
	RefID   string
	Code    string // "" for none
	Title   string // in the reader's language
	Due     date.Day
	Late    bool
	Minutes int // usually taken
}

// Pick names it in a form.
func (o OpenMatter) Pick() string { return string(o.Kind) + ":" + o.RefID }

// mostMatters is how many of each sort are offered.
const mostMatters = 20

// Open is what waits for the committee and is not on a meeting's agenda: questions by
// their deadlines, pilots that end by the day of the meeting and nobody has judged,
// reports that it has not reviewed.
func (s *Meetings) Open(ctx context.Context, key project.Scope, m Meeting) ([]OpenMatter, error) {
	questions, err := s.questions(ctx, key)
	if err != nil {
		return nil, err
	}
	gates, err := s.gates(ctx, key, m.HeldOn)
	if err != nil {
		return nil, err
	}
	unread, err := s.unreviewed(ctx, key)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Concat(unread, questions, gates), func(o OpenMatter) bool {
		return slices.ContainsFunc(m.Points, func(p Point) bool { return p.Kind == o.Kind && p.RefID == o.RefID })
	}), nil
}

func (s *Meetings) questions(ctx context.Context, key project.Scope) ([]OpenMatter, error) {
	asked, err := s.decisions.Waiting(ctx, key, mostMatters)
	var all []OpenMatter
	for _, d := range asked {
		all = append(all, OpenMatter{Kind: committee.OfDecision, RefID: d.ID, Code: d.Code(), Title: d.Asks().In(key.Text), Due: d.Deadline, Late: d.Overdue(key.Today()), Minutes: 15})
	}
	return all, err
}

func (s *Meetings) gates(ctx context.Context, key project.Scope, by date.Day) ([]OpenMatter, error) {
	stages, err := s.plan.Stages(ctx, key)
	var all []OpenMatter
	for _, p := range stages.Pilots {
		if p.Outcome != "" || p.EndOn.IsZero() || p.EndOn.After(by) || len(all) >= mostMatters {
			continue
		}
		title := key.Text.T("meeting.gate_title", "pilot", p.Named().In(key.Text))
		all = append(all, OpenMatter{Kind: committee.OfGate, RefID: p.ID, Title: title, Due: p.EndOn, Late: p.EndOn.Before(key.Today()), Minutes: 20})
	}
	return all, err
}

// unreviewed are the latest reports of each kind, unless the committee has settled
// them by their review.
func (s *Meetings) unreviewed(ctx context.Context, key project.Scope) ([]OpenMatter, error) {
	issued, err := s.reports.List(ctx, key, report.Filter{Page: record.Page{Size: mostMatters}})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, r := range issued.Rows {
		ids = append(ids, r.ID)
	}
	reviews, err := s.committee.Reviews(ctx, key, ids)
	if err != nil {
		return nil, err
	}
	seen := map[report.Kind]bool{}
	var all []OpenMatter
	for _, r := range issued.Rows {
		if review, asked := reviews[r.ID]; !seen[r.Kind] && !(asked && review.Outcome().Settled()) {
			all = append(all, OpenMatter{Kind: committee.OfReport, RefID: r.ID, Title: r.Title(key.Text), Minutes: 10})
		}
		seen[r.Kind] = true
	}
	return all, nil
}

// Propose puts what was picked of what is open onto a meeting's agenda, in the order
// in which it is offered, all or nothing. It gives how many points were added.
func (s *Meetings) Propose(ctx context.Context, key project.Scope, id string, picks []string) (int, error) {
	if err := key.Require(project.EditRegisters); err != nil {
		return 0, err
	}
	added := 0
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		added = 0
		if err := audit.Hold(tx, key.ProjectID); err != nil { // what another adds at this moment is seen below
			return err
		}
		m, err := s.Read(ctx, key, id)
		if err != nil {
			return err
		}
		open, err := s.Open(ctx, key, m)
		if err != nil {
			return err
		}
		ctx = record.WithBatch(ctx)
		for _, o := range open {
			if !slices.Contains(picks, o.Pick()) {
				continue
			}
			if _, err := s.committee.Items.Create(ctx, key, committee.ItemDraft{MeetingID: id, Kind: o.Kind, RefID: o.RefID, Title: o.Title, Minutes: o.Minutes}); err != nil {
				return err
			}
			added++
		}
		if added == 0 {
			return fault.Field("pick", "meeting.fault.nothing_picked")
		}
		return nil
	})
	return added, err
}

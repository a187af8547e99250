package flow

import (
	"context"
	"errors"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/rollout"
)

// Verdict is what is typed when a meeting decides at one of its points. Without votes
// all agreed. Question is what is decided where nobody asked before.
type Verdict struct {
	Question  string          `form:"question" validate:"max=300,oneline"`
	Choice    string          `form:"choice" validate:"max=4000"`
	Own       string          `form:"own" validate:"max=2000"`
	Outcome   rollout.Outcome `form:"outcome" validate:"omitempty,oneof=go adjust stop"`
	Reason    string          `form:"reason" validate:"max=10000"`
	For       int             `form:"for" validate:"min=0,max=100"`
	Against   int             `form:"against" validate:"min=0,max=100"`
	Abstained int             `form:"abstained" validate:"min=0,max=100"`
	Seen      int64           `form:"seen"` // the version of the question that is asked
	Version   int64           `form:"version"`
}

// Decide writes down what a meeting decided at a point: in the register of decisions
// as decided there, on the pilot where it was a gate, and in the minutes, all in one
// transaction, which one Undo takes back. A meeting that is not quorate decides
// nothing, and what is not carried by the committee's rule is not decided.
func (s *Meetings) Decide(ctx context.Context, key project.Scope, id, itemID string, v Verdict) error {
	if err := errors.Join(key.Require(project.Decide), key.Require(project.EditRegisters)); err != nil {
		return err
	}
	if err := validate.Draft(v); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil {
			return err
		}
		m, err := s.Read(ctx, key, id)
		if err != nil {
			return err
		}
		p, _, _ := m.Point(itemID)
		if p == nil {
			return fault.Missing()
		}
		if err := m.mayDecide(*p, v); err != nil {
			return err
		}
		ctx = record.WithBatch(ctx)
		d, err := s.verdict(ctx, key, m, *p, v)
		if err != nil {
			return err
		}
		_, err = s.committee.Items.Change(ctx, key, itemID, v.Version, func(i *committee.Item) error {
			i.DecisionID, i.VotesFor, i.VotesAgainst, i.VotesAbstained = d.ID, v.For, v.Against, v.Abstained
			return nil
		})
		return err
	})
}

// mayDecide is nil for a meeting that can decide by these votes at a point.
func (m Meeting) mayDecide(p Point, v Verdict) error {
	there := m.Attendance()
	votes := committee.Votes{For: v.For, Against: v.Against, Abstained: v.Abstained, Members: there.Members}
	switch {
	case m.Closed():
		return fault.Broken("meeting.fault.closed")
	case p.DecisionID != "":
		return fault.Broken("meeting.fault.decided")
	case m.Status != committee.Held:
		return fault.Broken("meeting.fault.not_held")
	case !m.Quorate():
		return fault.Broken("meeting.fault.not_quorate", "present", there.Present, "members", there.Members, "needed", m.Rule().Needed(there.Members))
	case votes.Cast() > there.Present:
		return fault.Field("for", "meeting.fault.votes", "votes", votes.Cast(), "present", there.Present)
	case votes.Cast() > 0 && !m.Rule().Carried(votes):
		return fault.Field("for", "meeting.fault.not_carried."+string(m.Rule().Majority))
	}
	return nil
}

// verdict writes what was decided into the register.
func (s *Meetings) verdict(ctx context.Context, key project.Scope, m Meeting, p Point, v Verdict) (decision.Decision, error) {
	answer := decision.Verdict{Choice: v.Choice, Own: v.Own, Reason: v.Reason, DecidedOn: m.HeldOn, MeetingID: m.ID, How: decision.Meeting, ByCommittee: true}
	switch p.Kind {
	case committee.OfDecision:
		if p.Decision == nil {
			return decision.Decision{}, fault.Broken("meeting.fault.gone")
		}
		answer.Version = v.Seen
		d, err := s.decisions.Decide(ctx, key, p.RefID, answer)
		if fault.Is(err, fault.Conflict) {
			err = fault.Broken("decision.fault.changed")
		}
		return d, err
	case committee.OfGate:
		return s.judge(ctx, key, m, p, v, answer)
	}
	question := strings.TrimSpace(v.Question)
	if question == "" {
		return decision.Decision{}, fault.Field("question", "fault.field.required")
	}
	return s.decisions.Answered(ctx, key, decision.Draft{Question: question}, answer, "", m.origin())
}

// judge gives a pilot the outcome that the committee decided on.
func (s *Meetings) judge(ctx context.Context, key project.Scope, m Meeting, p Point, v Verdict, answer decision.Verdict) (decision.Decision, error) {
	switch {
	case p.Pilot == nil:
		return decision.Decision{}, fault.Broken("meeting.fault.gone")
	case !slices.Contains(rollout.Outcomes(), v.Outcome):
		return decision.Decision{}, fault.Field("outcome", "fault.field.required")
	}
	d := p.Pilot.Draft(key.Text)
	d.Outcome, d.OutcomeReason = v.Outcome, v.Reason
	if _, err := s.plan.Pilots.Save(ctx, key, p.Pilot.ID, d); err != nil {
		if f, ok := fault.As(err); ok && f.Fields["outcome_reason"].Key != "" {
			return decision.Decision{}, fault.Field("reason", f.Fields["outcome_reason"].Key)
		}
		return decision.Decision{}, err
	}
	answer.Choice, answer.Own = key.Text.T("rollout.outcome."+string(v.Outcome)), ""
	return s.decisions.Answered(ctx, key, decision.Draft{Question: p.Titled().In(key.Text)}, answer, "", m.origin())
}

// MakeTasks makes a task of each action of a meeting that is none yet, and gives how
// many were made. None becomes two: whoever comes second finds them made.
func (s *Meetings) MakeTasks(ctx context.Context, key project.Scope, id string) (int, error) {
	if err := key.Require(project.EditRegisters); err != nil {
		return 0, err
	}
	made := 0
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		made = 0
		if err := audit.Hold(tx, key.ProjectID); err != nil {
			return err
		}
		m, err := s.Read(ctx, key, id)
		if err != nil {
			return err
		}
		if m.Closed() {
			return fault.Broken("meeting.fault.closed")
		}
		ctx = record.WithBatch(ctx)
		for _, p := range m.Points {
			for _, a := range p.Actions {
				if a.TaskID != "" {
					continue
				}
				if err := s.makeTask(ctx, key, m, a.Action); err != nil {
					return err
				}
				made++
			}
		}
		return nil
	})
	return made, err
}

func (s *Meetings) makeTask(ctx context.Context, key project.Scope, m Meeting, a committee.Action) error {
	d := rollout.FreshTask()
	d.Title, d.OwnerID, d.PlannedFinish = a.Titled().In(key.Text), a.Owner(), a.DueOn
	task, err := s.plan.Tasks.CreateFrom(ctx, key, d, a.TextKey, m.origin())
	if err != nil {
		return err
	}
	_, err = s.committee.Actions.Change(ctx, key, a.ID, a.Version, func(a *committee.Action) error { a.TaskID = task.ID; return nil })
	return err
}

package decision

import (
	"context"
	"errors"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Register keeps the decisions of all projects.
type Register struct {
	record.Register[Decision, *Decision, Draft]
	verdicts record.Register[Decision, *Decision, Draft]
	answered record.Register[Decision, *Decision, Draft]
}

// New takes the database.
func New(db *database.DB) *Register {
	questions := record.Register[Decision, *Decision, Draft]{DB: db, May: project.EditRegisters, Check: check, Keep: keepDecided, Load: load}
	verdicts := questions
	verdicts.May = project.Decide
	answered := verdicts
	answered.Keep = nil
	return &Register{questions, verdicts, answered}
}

func check(tx *gorm.DB, key project.Scope, d *Decision) error {
	d.QuestionFold = text.Fold(d.Question)
	return project.CheckPeople(tx, key, map[string]string{"owner_id": d.Owner()})
}

func load(_ *gorm.DB, key project.Scope, d *Decision) error {
	d.currency = key.Project.Currency
	return nil
}

// keepDecided keeps what has been decided from being removed.
func keepDecided(_ *gorm.DB, _ project.Scope, d *Decision) error {
	if d.Status == Decided {
		return fault.Broken("decision.fault.kept")
	}
	return nil
}

// Save changes a question that has not been decided: what the committee answered
// stays what it was asked.
func (s *Register) Save(ctx context.Context, key project.Scope, id string, d Draft) (Decision, error) {
	var after Decision
	if err := key.Require(project.EditRegisters); err != nil {
		return after, err
	}
	err := s.DB.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		before, err := s.One(ctx, key, id)
		if err == nil && before.Status == Decided {
			err = fault.Broken("decision.fault.closed")
		}
		if err == nil && before.Circulating() {
			err = fault.Broken("decision.fault.circulating")
		}
		if err == nil {
			after, err = s.Register.Save(ctx, key, id, d)
		}
		return err
	})
	return after, err
}

// Verdict is what is typed when something is decided: one of the options, or
// words of one's own.
type Verdict struct {
	Choice    string   `form:"choice" validate:"required_without=Own,max=4000"`
	Own       string   `form:"own" validate:"max=2000"`
	Reason    string   `form:"reason" validate:"max=10000"`
	DecidedOn date.Day `form:"decided_on"`
	How       How      `form:"how" validate:"omitempty,oneof=meeting circulation"`
	MeetingID string   `form:"meeting_id" validate:"max=36"`
	Version   int64    `form:"version"`

	ByCommittee bool `form:"-"` // as a whole, and not by whoever writes it down
}

// how is in which way it was decided; who names a meeting says so by that.
func (v Verdict) how() How {
	if v.MeetingID != "" {
		return Meeting
	}
	return v.How
}

// Valid refuses an option beside words of one's own, since nobody could say which
// was meant, a day that has not come, and a meeting of what was decided outside of
// one.
func (v Verdict) Valid(key project.Scope) error {
	switch {
	case strings.TrimSpace(v.Choice) != "" && strings.TrimSpace(v.Own) != "":
		return fault.Field("own", "decision.fault.both")
	case v.DecidedOn.After(key.Today()):
		return fault.Field("decided_on", "fault.field.ahead")
	case v.How == Circulation && v.MeetingID != "":
		return fault.Field("meeting_id", "decision.fault.no_meeting")
	}
	return nil
}

// Decide answers a question; who decides is whoever does this. A decision is
// made once: to change it, a new question is asked. What the members are answering is
// decided in a meeting, or by them.
func (s *Register) Decide(ctx context.Context, key project.Scope, id string, v Verdict) (Decision, error) {
	if err := key.Require(project.Decide); err != nil {
		return Decision{}, err
	}
	if err := errors.Join(validate.Draft(v), v.Valid(key)); err != nil {
		return Decision{}, err
	}
	return s.verdicts.Change(ctx, key, id, v.Version, func(d *Decision) error {
		if d.Circulating() && v.MeetingID == "" {
			return fault.Broken("decision.fault.by_members")
		}
		return d.decide(v, key, key.Actor().Name)
	})
}

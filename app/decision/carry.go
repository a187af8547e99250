package decision

import (
	"context"
	"errors"
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Carrying is who carries a decision out, and by when.
type Carrying struct {
	OwnerID string   `form:"owner_id" validate:"max=36"`
	DueOn   date.Day `form:"due_on"`
	Version int64    `form:"version"`
}

// Carrying is who carries the decision out, as the form shows it.
func (d Decision) Carrying() Carrying {
	return Carrying{OwnerID: d.Owner(), DueOn: d.DueOn, Version: d.Version}
}

// onto names who carries a decision out. It is refused while nothing is decided,
// and once it is done.
func (c Carrying) onto(d *Decision) error {
	switch {
	case d.Status != Decided:
		return fault.Broken("decision.fault.undecided")
	case !d.DoneOn.IsZero():
		return fault.Broken("decision.fault.done")
	case !c.DueOn.IsZero() && c.DueOn.Before(d.DecidedOn):
		return fault.Field("due_on", "decision.fault.early")
	}
	d.OwnerID, d.DueOn = record.Optional(c.OwnerID), c.DueOn
	return nil
}

// Carry names who carries a decision out, and by when. What was asked and decided
// stays as it is.
func (s *Register) Carry(ctx context.Context, key project.Scope, id string, c Carrying) (Decision, error) {
	if err := errors.Join(key.Require(project.EditRegisters), validate.Draft(c)); err != nil {
		return Decision{}, err
	}
	return s.Change(ctx, key, id, c.Version, func(d *Decision) error { return c.onto(d) })
}

// Ending is what is typed when a decision is done: on which day, today when it is
// left empty, and what came of it.
type Ending struct {
	DoneOn  date.Day `form:"done_on"`
	Outcome string   `form:"outcome" validate:"max=10000"`
	Version int64    `form:"version"`
}

func (e Ending) onto(d *Decision, key project.Scope) error {
	if e.DoneOn.IsZero() {
		e.DoneOn = key.Today()
	}
	switch {
	case d.Status != Decided:
		return fault.Broken("decision.fault.undecided")
	case !d.DoneOn.IsZero():
		return fault.Broken("decision.fault.done")
	case e.DoneOn.After(key.Today()):
		return fault.Field("done_on", "fault.field.ahead")
	case e.DoneOn.Before(d.DecidedOn):
		return fault.Field("done_on", "decision.fault.early")
	}
	d.DoneOn, d.DoneBy = e.DoneOn, key.Actor().Name
	d.say(key, record.Words{Field: "outcome", Stored: &d.Outcome, Typed: strings.TrimSpace(e.Outcome)})
	return nil
}

// Finish notes that a decision was carried out; who says so is whoever does this.
func (s *Register) Finish(ctx context.Context, key project.Scope, id string, e Ending) (Decision, error) {
	if err := errors.Join(key.Require(project.EditRegisters), validate.Draft(e)); err != nil {
		return Decision{}, err
	}
	return s.Change(ctx, key, id, e.Version, func(d *Decision) error { return e.onto(d, key) })
}

// Reopen takes back that a decision is done; what was noted of it stays in the log.
func (s *Register) Reopen(ctx context.Context, key project.Scope, id string, version int64) (Decision, error) {
	return s.Change(ctx, key, id, version, func(d *Decision) error {
		if d.DoneOn.IsZero() {
			return fault.Broken("decision.fault.undone")
		}
		d.DoneOn, d.DoneBy, d.Outcome = date.Day{}, "", ""
		return nil
	})
}

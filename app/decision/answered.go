package decision

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"stegvis/app/audit"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// answer is a verdict with those who gave it.
type answer struct {
	Verdict
	by string
}

func (a answer) onto(row *Decision) {
	row.Status, row.Choice, row.Reason = Decided, strings.TrimSpace(a.Choice+a.Own), a.Reason
	row.DecidedOn, row.DecidedBy, row.DecidedHow, row.MeetingID = a.DecidedOn, a.by, a.how(), a.MeetingID
}

// Answered writes down a question together with its answer, which others gave, such
// as a workshop; "" is the committee as a whole. It takes the permission to decide as well as the one to ask.
func (s *Register) Answered(ctx context.Context, key project.Scope, d Draft, v Verdict, by string, from record.Origin) (Decision, error) {
	if err := errors.Join(key.Require(project.EditRegisters), key.Require(project.Decide)); err != nil {
		return Decision{}, err
	}
	if v.DecidedOn.IsZero() {
		v.DecidedOn = key.Today()
	}
	if err := errors.Join(validate.Draft(v), v.Valid(key)); err != nil {
		return Decision{}, err
	}
	d.answer = &answer{v, by}
	return s.answered.CreateFrom(ctx, key, d, "", from)
}

// Undo takes a change back. What was decided stays, unless it was written down
// together with its question: then both go.
func (s *Register) Undo(ctx context.Context, key project.Scope, e audit.Entry) error {
	var made Decision
	if e.Action == audit.Created && json.Unmarshal([]byte(e.AfterImage), &made) == nil && made.Status == Decided {
		return s.answered.Undo(ctx, key, e)
	}
	return s.Register.Undo(ctx, key, e)
}

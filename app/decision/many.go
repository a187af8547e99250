package decision

import (
	"context"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Changes are what is changed on many questions at once; what is empty stays.
type Changes struct {
	Status Status `form:"status" validate:"omitempty,oneof=asked withdrawn"`
	record.Changes
}

// ChangeMany changes many decisions, or none, and says how many. Shift moves the
// deadline of a question, and of what is decided the day by which it is to be done.
// What the committee was asked and has decided stays what it was; an owner has only
// what is decided.
func (s *Register) ChangeMany(ctx context.Context, key project.Scope, picks []record.Picked, c Changes) (int, error) {
	if err := record.Chosen(key, s.May, c); err != nil {
		return 0, err
	}
	return s.SaveMany(ctx, key, picks, func(row *Decision) (Draft, error) {
		if row.Status == Decided {
			return c.carried(row, key.Text)
		}
		d := row.Draft(key.Text)
		if row.Circulating() {
			return d, fault.Broken("decision.fault.circulating")
		}
		if c.OwnerID != "" {
			return d, fault.Broken("decision.fault.undecided")
		}
		if c.Status != "" {
			d.Withdrawn = c.Status == Withdrawn
		}
		c.Tag(&d.Tags)
		c.Move(&d.Deadline)
		return d, nil
	})
}

// carried is a draft that changes who carries a decision out, or by when.
func (c Changes) carried(row *Decision, t *i18n.Text) (Draft, error) {
	d := row.Draft(t)
	if c.Status != "" || c.KotterStep != "" || c.GartnerStep != "" {
		return d, fault.Broken("decision.fault.closed")
	}
	carrying := row.Carrying()
	record.Onto(&carrying.OwnerID, c.OwnerID)
	c.Move(&carrying.DueOn)
	d.carrying = &carrying
	trial := *row
	return d, carrying.onto(&trial)
}

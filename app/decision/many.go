package decision

import (
	"context"

	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Changes are what is changed on many questions at once; what is empty stays.
type Changes struct {
	Status Status `form:"status" validate:"omitempty,oneof=asked withdrawn"`
	record.Changes
}

// ChangeMany changes many questions, or none, and says how many. Shift moves their
// deadlines. What the committee has decided stays what it was.
func (s *Register) ChangeMany(ctx context.Context, key project.Scope, picks []record.Picked, c Changes) (int, error) {
	if err := record.Chosen(key, s.May, c); err != nil {
		return 0, err
	}
	return s.SaveMany(ctx, key, picks, func(row *Decision) (Draft, error) {
		d := row.Draft(key.Text)
		if row.Status == Decided {
			return d, fault.Broken("decision.fault.closed")
		}
		if c.Status != "" {
			d.Withdrawn = c.Status == Withdrawn
		}
		c.Tag(&d.Tags)
		c.Move(&d.Deadline)
		return d, nil
	})
}

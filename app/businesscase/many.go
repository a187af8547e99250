package businesscase

import (
	"context"

	"stegvis/app/project"
	"stegvis/app/record"
)

// Changes are what is changed on many lines at once; what is empty stays.
type Changes struct {
	Cost Cost `form:"cost" validate:"omitempty,oneof=licence it_infrastructure hardware analysis customisation deployment migration training support org_change lost_benefits procedures downtime problem_solving"`
	record.Changes
}

// ChangeMany changes many lines, or none, and says how many.
func (s *Register) ChangeMany(ctx context.Context, key project.Scope, picks []record.Picked, c Changes) (int, error) {
	if err := record.Chosen(key, s.May, c); err != nil {
		return 0, err
	}
	return s.SaveMany(ctx, key, picks, func(l *Line) (Draft, error) {
		d := l.Draft(key.Text)
		record.Onto(&d.OwnerID, c.OwnerID)
		record.Onto(&d.Cost, c.Cost)
		c.Tag(&d.Tags)
		return d, nil
	})
}

package risk

import (
	"context"

	"stegvis/app/project"
	"stegvis/app/record"
)

// Changes are what is changed on many risks at once; what is empty stays.
type Changes struct {
	Category Category `form:"category" validate:"omitempty,oneof=technical organisational personnel project"`
	Status   Status   `form:"status" validate:"omitempty,oneof=open occurred closed"`
	record.Changes
}

// ChangeMany changes many risks, or none, and says how many. Shift moves their
// review days.
func (s *Register) ChangeMany(ctx context.Context, key project.Scope, picks []record.Picked, c Changes) (int, error) {
	if err := record.Chosen(key, s.May, c); err != nil {
		return 0, err
	}
	return s.SaveMany(ctx, key, picks, func(r *Risk) (Draft, error) {
		d := r.Draft(key.Text)
		record.Onto(&d.OwnerID, c.OwnerID)
		record.Onto(&d.Category, c.Category)
		record.Onto(&d.Status, c.Status)
		c.Tag(&d.Tags)
		c.Move(&d.ReviewOn)
		return d, nil
	})
}

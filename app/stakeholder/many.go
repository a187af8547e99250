package stakeholder

import (
	"context"

	"stegvis/app/platform/date"
	"stegvis/app/project"
	"stegvis/app/record"
)

// MemberChanges are what is changed on many members of the coalition at once; what
// is empty stays.
type MemberChanges struct {
	Part   Part     `form:"part" validate:"omitempty,oneof=sponsor project_lead line_manager expert employee_voice communicator it"`
	LeftOn date.Day `form:"left_on"`
}

// ChangeMembers changes many members, or none, and says how many. Who has left
// already keeps the day.
func (s *Stakeholders) ChangeMembers(ctx context.Context, key project.Scope, picks []record.Picked, c MemberChanges) (int, error) {
	if err := record.Chosen(key, s.Members.May, c); err != nil {
		return 0, err
	}
	return s.Members.SaveMany(ctx, key, picks, func(m *Member) (MemberDraft, error) {
		d := m.Draft(key.Text)
		record.Onto(&d.Part, c.Part)
		if d.LeftOn.IsZero() {
			d.LeftOn = c.LeftOn
		}
		return d, nil
	})
}

// MessageChanges are what is changed on many messages at once; what is empty stays.
// The owner is who says them.
type MessageChanges struct {
	Channel Channel       `form:"channel" validate:"omitempty,oneof=workshop seminar meeting one_to_one mail intranet"`
	Status  MessageStatus `form:"status" validate:"omitempty,oneof=planned sent cancelled"`
	record.Changes
}

// ChangeMessages changes many messages, or none, and says how many. Shift moves the
// plan of those that are not sent.
func (s *Stakeholders) ChangeMessages(ctx context.Context, key project.Scope, picks []record.Picked, c MessageChanges) (int, error) {
	if err := record.Chosen(key, s.Messages.May, c); err != nil {
		return 0, err
	}
	return s.Messages.SaveMany(ctx, key, picks, func(m *Message) (MessageDraft, error) {
		d := m.Draft(key.Text)
		record.Onto(&d.SenderID, c.OwnerID)
		record.Onto(&d.Channel, c.Channel)
		record.Onto(&d.Status, c.Status)
		c.Tag(&d.Tags)
		if d.Status != MessageSent {
			c.Move(&d.PlannedOn)
		}
		return d, nil
	})
}

// TrainingChanges are what is changed on many trainings at once; what is empty
// stays.
type TrainingChanges struct {
	Status TrainingStatus `form:"status" validate:"omitempty,oneof=planned held cancelled"`
	record.Changes
}

// ChangeTrainings changes many trainings, or none, and says how many. Shift moves
// the plan of those that were not held.
func (s *Stakeholders) ChangeTrainings(ctx context.Context, key project.Scope, picks []record.Picked, c TrainingChanges) (int, error) {
	if err := record.Chosen(key, s.Trainings.May, c); err != nil {
		return 0, err
	}
	return s.Trainings.SaveMany(ctx, key, picks, func(t *Training) (TrainingDraft, error) {
		d := t.Draft(key.Text)
		record.Onto(&d.Status, c.Status)
		c.Tag(&d.Tags)
		if d.Status != TrainingHeld {
			c.Move(&d.PlannedOn)
		}
		return d, nil
	})
}

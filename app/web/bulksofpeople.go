package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
	"stegvis/templates/bulk"
	"stegvis/templates/partial"
)

func (s *server) manyMembers(c *fiber.Ctx, key project.Scope) (many, error) {
	var f stakeholder.MemberFilter
	if err := decode(query(c), &f); err != nil {
		return many{}, err
	}
	people, err := s.people(c, key)
	t := key.Text
	m := many{list: "coalition", rows: "coalition", room: coalitionStep().Track, title: t.T("stakeholder.coalition.title"), fields: []partial.Field{
		leave(t, "part", "stakeholder.field.part", named(t, stakeholder.Parts(), "stakeholder.part.")...),
		{Name: "left_on", Label: t.T("stakeholder.field.left_on"), Input: partial.Day, Hint: t.T("stakeholder.hint.leave")}}}
	m.every = everyOne[stakeholder.Member](func(at record.Page) (record.Paged[stakeholder.Member], error) {
		f.Page = at
		return s.Involved.FindMembers(c.UserContext(), key, f)
	})
	return registered(c, key, m, s.Involved.Members, func(r *stakeholder.Member) bulk.Row {
		return bulk.Row{Code: t.T("stakeholder.part." + string(r.Part)), Name: i18n.Phrase{Text: people.names[r.PersonID]}}
	}, s.Involved.ChangeMembers), err
}

func (s *server) manyMessages(c *fiber.Ctx, key project.Scope) (many, error) {
	var f stakeholder.MessageFilter
	if err := decode(query(c), &f); err != nil {
		return many{}, err
	}
	people, err := s.people(c, key)
	t := key.Text
	sender := owners(t, people)
	sender.Label = t.T("stakeholder.field.sender")
	m := many{list: "messages", rows: "messages", room: communicateStep().Track, title: t.T("stakeholder.message.title"), fields: append([]partial.Field{
		sender,
		leave(t, "status", "stakeholder.field.status", named(t, stakeholder.MessageStatuses(), "stakeholder.message_status.")...),
		leave(t, "channel", "stakeholder.field.channel", named(t, stakeholder.Channels(), "stakeholder.channel.")...),
		shift(t, "shift", "stakeholder.shift")}, steps(t)...)}
	m.every = everyOne[stakeholder.Message](func(at record.Page) (record.Paged[stakeholder.Message], error) {
		f.Page = at
		return s.Involved.FindMessages(c.UserContext(), key, f)
	})
	return registered(c, key, m, s.Involved.Messages, func(r *stakeholder.Message) bulk.Row {
		return bulk.Row{Code: r.Code(), Name: r.Titled()}
	}, s.Involved.ChangeMessages), err
}

func (s *server) manyTrainings(c *fiber.Ctx, key project.Scope) (many, error) {
	var f stakeholder.TrainingFilter
	if err := decode(query(c), &f); err != nil {
		return many{}, err
	}
	t := key.Text
	m := many{list: "trainings", rows: "trainings", room: enableStep().Track, title: t.T("stakeholder.training.title"), fields: append([]partial.Field{
		leave(t, "status", "stakeholder.field.status", named(t, stakeholder.TrainingStatuses(), "stakeholder.training_status.")...),
		shift(t, "shift", "stakeholder.shift")}, steps(t)...)}
	m.every = everyOne[stakeholder.Training](func(at record.Page) (record.Paged[stakeholder.Training], error) {
		f.Page = at
		return s.Involved.FindTrainings(c.UserContext(), key, f)
	})
	return registered(c, key, m, s.Involved.Trainings, func(r *stakeholder.Training) bulk.Row {
		return bulk.Row{Code: r.Code(), Name: r.Titled()}
	}, s.Involved.ChangeTrainings), nil
}

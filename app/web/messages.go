package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	views "stegvis/templates/stakeholder"
)

func (s *server) messageList(c *fiber.Ctx, key project.Scope) error {
	return s.showMessages(c, key, s.blank(c, c.Path(), stakeholder.FreshMessage()))
}

func (s *server) showMessages(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter stakeholder.MessageFilter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	found, err := s.Involved.FindMessages(c.UserContext(), key, filter)
	if err != nil {
		return err
	}
	sum, err := s.Involved.Told(c.UserContext(), key)
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	t := key.Text
	page := views.MessagesPage{
		List:   s.listed(c, key, "messages", people, f, pages(c, found)),
		Filter: filter, Messages: messageRows(found.Rows, people), Sum: sum,
	}
	page.Columns = messageColumns(c, key, filter)
	return s.page(c, belowStep(key, communicateStep(), t.T("stakeholder.message.title"), t.T("stakeholder.message.purpose")), views.Messages(page))
}

func messageColumns(c *fiber.Ctx, key project.Scope, f stakeholder.MessageFilter) []partial.Column {
	return columns(c, partial.Sort{Key: f.Sort, Desc: f.Desc}, []partial.Column{
		{Label: key.Text.T("common.number"), Key: "number", Num: true},
		{Label: key.Text.T("stakeholder.field.subject"), Key: "subject"},
		{Label: key.Text.T("stakeholder.field.audience")},
		{Label: key.Text.T("stakeholder.field.channel")},
		{Label: key.Text.T("stakeholder.field.sender")},
		{Label: key.Text.T("stakeholder.field.planned_on"), Key: "planned"},
		{Label: key.Text.T("stakeholder.field.sent_on"), Key: "sent"},
		{Label: key.Text.T("stakeholder.field.status"), Key: "status"},
		{Label: key.Text.T("stakeholder.field.reach"), Key: "reach", Num: true},
	})
}

func messageRows(messages []stakeholder.Message, people known) []views.Message {
	rows := make([]views.Message, len(messages))
	for i, m := range messages {
		rows[i] = views.Message{Message: m, Sender: people.names[m.Sender()]}
	}
	return rows
}

func (s *server) createMessage(c *fiber.Ctx, key project.Scope) error {
	var d stakeholder.MessageDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Involved.Messages.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMessages(c, key, f) })
	}
	return s.nearby(c, key, "messages", communicateStep(), "stakeholder.said.message")
}

func (s *server) messagePage(c *fiber.Ctx, key project.Scope) error {
	m, err := s.Involved.Messages.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.showMessage(c, key, s.filled(c, c.Path(), m.Draft(key.Text), m.Version))
}

func (s *server) showMessage(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	m, err := s.Involved.Messages.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	one := views.MessagePage{Single: s.single(c, key, "messages", m.ID, m.Version, f), Message: m}
	one.People, one.Person = people.options, people.names[m.Sender()]
	page := belowStep(key, communicateStep(), m.Titled().In(key.Text), m.Code(),
		layout.Crumb{Label: key.Text.T("stakeholder.message.title"), Href: one.Back})
	return s.withAttached(c, key, page, record.Ref{Kind: stakeholder.MessageKind, ID: m.ID}, views.OneMessage(one))
}

func (s *server) saveMessage(c *fiber.Ctx, key project.Scope) error {
	var d stakeholder.MessageDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Involved.Messages.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMessage(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "messages"), "common.saved")
}

func (s *server) deleteMessage(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "messages"), s.Involved.Messages.Delete)
}

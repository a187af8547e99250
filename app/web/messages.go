package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	views "stegvis/templates/stakeholder"
)

func (s *server) messageList(c *fiber.Ctx, key project.Scope) error {
	return s.showMessages(c, key, s.fresh(c, c.Path(), stakeholder.FreshMessage()))
}

func (s *server) showMessages(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter stakeholder.MessageFilter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	of := messageTable(key.Text, people)
	return answered(c, key, of, filter.Page, func(at record.Page) (record.Paged[stakeholder.Message], error) {
		filter.Page = at
		return s.Involved.FindMessages(c.UserContext(), key, filter)
	}, func(found record.Paged[stakeholder.Message]) error {
		sum, err := s.Involved.Told(c.UserContext(), key)
		if err != nil {
			return err
		}
		list := s.listed(c, key, "messages", people, f, listing(c, key.Text, of, found, messageNarrowing(c, key.Text, people)))
		return s.page(c, messagesPage(key), views.Messages(views.MessagesPage{List: list, Messages: messageRows(found.Rows, people), Sum: sum}))
	})
}

// messagesPage begins the page of the messages.
func messagesPage(key project.Scope) layout.Page {
	return belowStep(key, communicateStep(), key.Text.T("stakeholder.message.title"), key.Text.T("stakeholder.message.purpose"))
}

func messageNarrowing(c *fiber.Ctx, t *i18n.Text, people known) partial.Narrow {
	n := narrowing(c, words(t), choice(t, "status", "stakeholder.field.status", stakeholder.MessageStatuses(), "stakeholder.message_status."),
		choice(t, "channel", "stakeholder.field.channel", stakeholder.Channels(), "stakeholder.channel."),
		choose(t, "sender", "stakeholder.field.sender", people.options), only(t, "overdue", "stakeholder.only_overdue"))
	n.More = onSteps(t)
	return n
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

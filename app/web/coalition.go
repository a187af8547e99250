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

func freshMember(key project.Scope) stakeholder.MemberDraft {
	return stakeholder.MemberDraft{Part: stakeholder.Sponsor, JoinedOn: key.Today()}
}

func (s *server) coalition(c *fiber.Ctx, key project.Scope) error {
	return s.showCoalition(c, key, s.blank(c, c.Path(), freshMember(key)))
}

func (s *server) showCoalition(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter stakeholder.MemberFilter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	of := memberTable(key.Text, people)
	return answered(c, key, of, filter.Page, func(at record.Page) (record.Paged[stakeholder.Member], error) {
		filter.Page = at
		return s.Involved.FindMembers(c.UserContext(), key, filter)
	}, func(found record.Paged[stakeholder.Member]) error {
		list := listing(c, key.Text, of, found, coalitionNarrowing(c, key.Text, people))
		return s.showPlayers(c, key, people, found.Rows, s.listed(c, key, "coalition", people, f, list))
	})
}

func coalitionNarrowing(c *fiber.Ctx, t *i18n.Text, people known) partial.Narrow {
	return narrowing(c, choice(t, "part", "stakeholder.field.part", stakeholder.Parts(), "stakeholder.part."),
		choose(t, "person", "stakeholder.field.person", people.options), only(t, "former", "stakeholder.coalition.former"))
}

// showPlayers shows some members of the coalition, and which part nobody plays.
func (s *server) showPlayers(c *fiber.Ctx, key project.Scope, people known, found []stakeholder.Member, list views.List) error {
	all, err := s.Involved.Coalition(c.UserContext(), key)
	if err != nil {
		return err
	}
	t, page := key.Text, views.CoalitionPage{List: list, Missing: all.Missing(key.Today())}
	for _, m := range found {
		page.Members = append(page.Members, views.Member{Member: m, Person: people.names[m.PersonID]})
	}
	return s.page(c, belowStep(key, coalitionStep(), t.T("stakeholder.coalition.title"), t.T("stakeholder.coalition.purpose")), views.Coalition(page))
}

func (s *server) joinCoalition(c *fiber.Ctx, key project.Scope) error {
	var d stakeholder.MemberDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Involved.AddMember(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showCoalition(c, key, f) })
	}
	return s.nearby(c, key, "coalition", coalitionStep(), "stakeholder.said.member")
}

func (s *server) coalitionMember(c *fiber.Ctx, key project.Scope) error {
	m, err := s.Involved.Members.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.showCoalitionMember(c, key, s.filled(c, c.Path(), m.Draft(key.Text), m.Version))
}

func (s *server) showCoalitionMember(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	m, err := s.Involved.Members.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	one := views.MemberPage{Single: s.single(c, key, "coalition", m.ID, m.Version, f), Member: m}
	one.People, one.Person = people.options, m.Name
	t := key.Text
	return s.page(c, belowStep(key, coalitionStep(), m.Name, t.T("stakeholder.part."+string(m.Part)),
		layout.Crumb{Label: t.T("stakeholder.coalition.title"), Href: one.Back}), views.OneMember(one))
}

func (s *server) saveCoalitionMember(c *fiber.Ctx, key project.Scope) error {
	var d stakeholder.MemberDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Involved.SaveMember(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showCoalitionMember(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "coalition"), "common.saved")
}

func (s *server) deleteCoalitionMember(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "coalition"), s.Involved.Members.Delete)
}

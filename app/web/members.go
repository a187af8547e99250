package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/members"
	"stegvis/templates/partial"
)

func (s *server) memberList(c *fiber.Ctx, key project.Scope) error {
	return s.showMembers(c, key, partial.Form{}, account.Handed{})
}

// showMembers shows everybody; typed is the form that is shown again, handed a
// link that is shown this once.
func (s *server) showMembers(c *fiber.Ctx, key project.Scope, typed partial.Form, handed account.Handed) error {
	ctx, home := c.UserContext(), projectPath(key)
	p := members.ListPage{Home: home, MayEdit: key.Allows(project.EditRegisters), MayManage: key.Allows(project.Manage), Handed: handed,
		Invite: s.blank(c, home+"/members", project.InvitationDraft{Role: project.Contributor}), Add: s.blank(c, home+"/people", nil), Zone: key.Project.Zone()}
	if err := decode(query(c), &p.Filter); err != nil {
		return err
	}
	if name := c.Query("export"); name != "" {
		return s.exportPeople(c, key, name, p.Filter)
	}
	found, err := s.Projects.Members(ctx, key, p.Filter.Order, database.Page{Number: c.QueryInt("members", 1)})
	if err != nil {
		return err
	}
	p.Members, p.MemberHeads = found.Rows, listedTable(key.Text).heads(c, key.Text)
	p.MemberPages = exportable(c, "members", pagesOf(c, "members", key.Text.T("member.members"), found))
	if p.Deputies, err = s.Projects.Deputies(ctx, key); err != nil {
		return err
	}
	others, err := s.Projects.Outsiders(ctx, key, p.Filter)
	if err != nil {
		return err
	}
	p.People, p.PeopleHeads = others.Rows, personTable(key.Text).heads(c, key.Text)
	p.PeoplePages = exportable(c, "people", pagesOf(c, "page", key.Text.T("member.people.title"), others))
	if err := s.addInvitations(c, key, &p); err != nil {
		return err
	}
	p.Place(typed)
	t := key.Text
	return s.page(c, inRoom(key, "members", t.T("member.title"), t.T("member.purpose")), members.List(p))
}

// addInvitations adds what is open, for those who may see it.
func (s *server) addInvitations(c *fiber.Ctx, key project.Scope, p *members.ListPage) error {
	if !p.MayManage {
		return nil
	}
	open, err := s.Projects.Invitations(c.UserContext(), key, p.Filter.Order, database.Page{Number: c.QueryInt("invitations", 1)})
	if err != nil {
		return err
	}
	for _, l := range open.Rows {
		at := projectPath(key, "invitations", l.ID)
		p.Invitations = append(p.Invitations, members.Invitation{Link: l, Renew: s.blank(c, at+"/renew", nil), Revoke: s.blank(c, at+"/revoke", nil)})
	}
	p.InvitationHeads = invitationTable(key.Text).heads(c, key.Text)
	p.InvitationPages = exportable(c, "invitations", pagesOf(c, "invitations", key.Text.T("member.invite.title"), open))
	return nil
}

func (s *server) invite(c *fiber.Ctx, key project.Scope) error {
	var d project.InvitationDraft
	err := parse(c, &d)
	var handed account.Handed
	if err == nil {
		handed, err = s.Projects.Invite(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMembers(c, key, f, account.Handed{}) })
	}
	return s.handOver(c, handed, projectPath(key, "members"), "member.said.invited", func() error {
		return s.showMembers(c, key, partial.Form{}, handed)
	})
}

// handOver shows a link that was made, this once, or says that it went out by
// mail. The address in the browser becomes that of the page that is shown.
func (s *server) handOver(c *fiber.Ctx, handed account.Handed, at, mailed string, show func() error) error {
	if handed.Address == "" {
		return s.said(c, at, mailed)
	}
	c.Set("HX-Replace-Url", at)
	return s.reading(c, show)
}

func (s *server) renewInvitation(c *fiber.Ctx, key project.Scope) error {
	handed, err := s.Projects.Renew(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.handOver(c, handed, projectPath(key, "members"), "member.said.invited", func() error {
		return s.showMembers(c, key, partial.Form{}, handed)
	})
}

func (s *server) revokeInvitation(c *fiber.Ctx, key project.Scope) error {
	if err := s.Projects.Revoke(c.UserContext(), key, c.Params("id")); err != nil {
		return err
	}
	return s.said(c, projectPath(key, "members"), "member.said.revoked")
}

func (s *server) addPerson(c *fiber.Ctx, key project.Scope) error {
	var d project.PersonDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Projects.AddPerson(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMembers(c, key, f, account.Handed{}) })
	}
	return s.said(c, projectPath(key, "members"), "common.created")
}

func (s *server) personPage(c *fiber.Ctx, key project.Scope) error {
	return s.showPerson(c, key, partial.Form{}, account.Handed{})
}

func (s *server) showPerson(c *fiber.Ctx, key project.Scope, typed partial.Form, handed account.Handed) error {
	one, err := s.Projects.Person(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	m, member, err := s.Projects.MemberOf(c.UserContext(), key, one.ID)
	if err != nil {
		return err
	}
	home, back := projectPath(key), projectPath(key, "members")
	at := home + "/people/" + one.ID
	p := members.PersonPage{Person: one, Member: m, IsMember: member, Home: home, Back: back, Handed: handed,
		MayEdit: key.Allows(project.EditRegisters), MayManage: key.Allows(project.Manage),
		Form: s.filled(c, at, one.Draft(key.Text), one.Version), Role: s.filled(c, at+"/role", m.Draft(), m.Version),
		Reset: s.blank(c, at+"/reset", nil), Leave: s.filled(c, at+"/leave", nil, m.Version),
		Remove: s.filled(c, at+"/delete", nil, one.Version), Restore: s.blank(c, at+"/restore", nil),
		Invite: s.blank(c, back, project.InvitationDraft{Email: one.Email, Role: project.Contributor}),
	}
	p.Place(typed)
	page := inRoom(key, "members", one.Name, one.Titled().In(key.Text), layout.Crumb{Label: key.Text.T("member.title"), Href: back})
	return s.page(c, page, members.Person(p))
}

func (s *server) savePerson(c *fiber.Ctx, key project.Scope) error {
	var d project.PersonDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Projects.SavePerson(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.againPerson(c, key, err)
	}
	return s.said(c, projectPath(key, "people", c.Params("id")), "common.saved")
}

func (s *server) againPerson(c *fiber.Ctx, key project.Scope, err error) error {
	return s.again(c, err, func(f partial.Form) error { return s.showPerson(c, key, f, account.Handed{}) })
}

func (s *server) removePerson(c *fiber.Ctx, key project.Scope) error {
	version, err := seen(c)
	if err == nil {
		err = s.Projects.RemovePerson(c.UserContext(), key, c.Params("id"), version)
	}
	if err != nil {
		return s.againPerson(c, key, err)
	}
	return s.said(c, projectPath(key, "members"), "member.said.person_removed")
}

func (s *server) restorePerson(c *fiber.Ctx, key project.Scope) error {
	if err := s.Projects.RestorePerson(c.UserContext(), key, c.Params("id")); err != nil {
		return err
	}
	return s.said(c, projectPath(key, "people", c.Params("id")), "member.said.person_restored")
}

// membership is that of the person in the address.
func (s *server) membership(c *fiber.Ctx, key project.Scope) (project.Listed, error) {
	if err := key.Require(project.Manage); err != nil {
		return project.Listed{}, err
	}
	m, found, err := s.Projects.MemberOf(c.UserContext(), key, c.Params("id"))
	if err == nil && !found {
		err = fault.Missing()
	}
	return m, err
}

func (s *server) saveMember(c *fiber.Ctx, key project.Scope) error {
	m, err := s.membership(c, key)
	if err != nil {
		return err
	}
	var d project.MemberDraft
	err = parse(c, &d)
	if err == nil {
		err = s.Projects.SaveMember(c.UserContext(), key, m.ID, d)
	}
	if err != nil {
		return s.againPerson(c, key, err)
	}
	return s.said(c, projectPath(key, "members"), "common.saved")
}

func (s *server) removeMember(c *fiber.Ctx, key project.Scope) error {
	m, err := s.membership(c, key)
	if err == nil {
		err = s.Projects.RemoveMember(c.UserContext(), key, m.ID)
	}
	if err != nil {
		return s.againPerson(c, key, err)
	}
	return s.said(c, projectPath(key, "members"), "member.said.removed")
}

func (s *server) resetMember(c *fiber.Ctx, key project.Scope) error {
	m, err := s.membership(c, key)
	var handed account.Handed
	if err == nil {
		handed, err = s.Projects.ResetFor(c.UserContext(), key, m.ID)
	}
	if err != nil {
		return s.againPerson(c, key, err)
	}
	return s.handOver(c, handed, projectPath(key, "people", m.PersonID), "member.said.reset", func() error {
		return s.showPerson(c, key, partial.Form{}, handed)
	})
}

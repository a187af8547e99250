package web

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/members"
	"stegvis/templates/partial"
)

func (s *server) memberList(c *fiber.Ctx, key project.Scope) error {
	return s.showMembers(c, key, partial.Form{}, account.Handed{})
}

// peopleFilter is what the address asks of the three lists of the people's page.
type peopleFilter struct {
	members     project.MemberFilter
	invitations project.InvitationFilter
	outsiders   project.Outsiders
}

func peopleAsked(c *fiber.Ctx) (peopleFilter, error) {
	var f peopleFilter
	return f, errors.Join(decode(query(c), &f.members), decode(query(c), &f.invitations), decode(query(c), &f.outsiders))
}

// showMembers shows everybody; typed is the form that is shown again, handed a
// link that is shown this once.
func (s *server) showMembers(c *fiber.Ctx, key project.Scope, typed partial.Form, handed account.Handed) error {
	f, err := peopleAsked(c)
	if err != nil {
		return err
	}
	if name := c.Query("export"); name != "" {
		return s.exportPeople(c, key, name, f)
	}
	home := projectPath(key)
	p := members.ListPage{Home: home, MayEdit: key.Allows(project.EditRegisters), MayManage: key.Allows(project.Manage), Handed: handed,
		Invite: s.blank(c, home+"/members", project.InvitationDraft{Role: project.Contributor}), Add: s.blank(c, home+"/people", nil), Zone: key.Project.Zone()}
	for _, add := range []func(*fiber.Ctx, project.Scope, peopleFilter, *members.ListPage) error{s.addMembers, s.addInvitations, s.addOutsiders} {
		if err := add(c, key, f, &p); err != nil {
			return err
		}
	}
	p.Place(typed)
	t := key.Text
	return s.page(c, inRoom(key, "members", t.T("member.title"), t.T("member.purpose")), members.List(p))
}

// addMembers adds who has access, and those who act as leads besides.
func (s *server) addMembers(c *fiber.Ctx, key project.Scope, f peopleFilter, p *members.ListPage) error {
	found, err := s.Projects.Members(c.UserContext(), key, f.members, database.Page{Number: c.QueryInt("members", 1)})
	if err != nil {
		return err
	}
	t := key.Text
	narrow := narrowingOne(c, t.T("member.members"), "members", nameOrAddress(t), choice(t, "role", "member.role_title", project.Roles(), "member.role."))
	p.Members, p.MemberList = found.Rows, listingOne(c, t, listedTable(t), "members", found, narrow)
	p.Deputies, err = s.Projects.Deputies(c.UserContext(), key)
	return err
}

// nameOrAddress is the field of a filter by who somebody is.
func nameOrAddress(t *i18n.Text) partial.Field {
	return partial.Field{Name: "who", Label: t.T("member.filter.who"), Input: partial.Searched}
}

// invitationNarrowing narrows open invitations; roles are what they invite as, each
// named by a key.
func invitationNarrowing[T ~string](c *fiber.Ctx, t *i18n.Text, roles []T, key string) partial.Narrow {
	return narrowingOne(c, t.T("member.invite.title"), "invitations",
		partial.Field{Name: "address", Label: t.T("account.sign_in.email"), Input: partial.Searched}, choice(t, "invited_role", "member.role_title", roles, key))
}

// addOutsiders adds the people who have no access.
func (s *server) addOutsiders(c *fiber.Ctx, key project.Scope, f peopleFilter, p *members.ListPage) error {
	found, err := s.Projects.Outsiders(c.UserContext(), key, f.outsiders)
	t := key.Text
	narrow := narrowingOne(c, t.T("member.people.title"), "page", partial.Field{Name: "q", Label: t.T("member.name"), Input: partial.Searched}, only(t, "removed", "member.people.removed"))
	p.People, p.PeopleList = found.Rows, listingOne(c, t, personTable(), "page", found, narrow)
	p.PeopleList.Empty = t.T("member.people.empty")
	return err
}

// addInvitations adds what is open, for those who may see it.
func (s *server) addInvitations(c *fiber.Ctx, key project.Scope, f peopleFilter, p *members.ListPage) error {
	if !p.MayManage {
		return nil
	}
	open, err := s.Projects.Invitations(c.UserContext(), key, f.invitations, database.Page{Number: c.QueryInt("invitations", 1)})
	p.Invitations = s.invitations(c, projectPath(key), open.Rows)
	p.InvitationList = listingOne(c, key.Text, invitationTable(key.Text, "member.role."), "invitations", open, invitationNarrowing(c, key.Text, project.Roles(), "member.role."))
	return err
}

// invitations are open ones with what can be done about each; home is the address of
// what they invite to.
func (s *server) invitations(c *fiber.Ctx, home string, open []account.Link) []members.Invitation {
	all := make([]members.Invitation, len(open))
	for i, l := range open {
		at := home + "/invitations/" + l.ID
		all[i] = members.Invitation{Link: l, Renew: s.blank(c, at+"/renew", nil), Revoke: s.blank(c, at+"/revoke", nil)}
	}
	return all
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

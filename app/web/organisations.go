package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/layout"
	"stegvis/templates/members"
	"stegvis/templates/organisations"
	"stegvis/templates/partial"
)

// inOrganisation wraps handlers that need the key to the organisation in the
// address.
func (s *server) inOrganisation(h func(*fiber.Ctx, project.OrgScope) error) fiber.Handler {
	return s.signedIn(func(c *fiber.Ctx, who account.Account) error {
		key, err := s.Projects.OpenOrganisation(c.UserContext(), who, c.Params("organisation"), visitOf(c).text)
		if err != nil {
			return err
		}
		return h(c, key)
	})
}

func organisationPath(key project.OrgScope) string { return "/organisations/" + key.Organisation.Slug }

func (s *server) organisationList(c *fiber.Ctx, who account.Account) error {
	return s.showOrganisations(c, who, s.blank(c, "/organisations", nil))
}

func (s *server) showOrganisations(c *fiber.Ctx, who account.Account, f partial.Form) error {
	t, by := visitOf(c).text, database.Order{Sort: c.Query("sort"), Desc: c.Query("desc") == "true"}
	if exporting(c) {
		return exportAs(c, t, "organisations-"+s.Now().UTC().Format("2006-01-02"), organisationTable(t), func(at record.Page) (record.Paged[account.Standing], error) {
			return s.Accounts.Organisations(c.UserContext(), who, by, at)
		})
	}
	found, err := s.Accounts.Organisations(c.UserContext(), who, by, database.Page{Number: c.QueryInt("page", 1)})
	if err != nil {
		return err
	}
	page := layout.Page{Title: t.T("organisation.title"), Purpose: t.T("organisation.purpose"), Room: "organisations", Rooms: outerRooms(who)}
	return s.page(c, page, organisations.List(organisations.ListPage{
		Organisations: found.Rows, Heads: organisationTable(t).heads(c, t), Pages: exportable(c, "csv", pages(c, found)), Add: f,
		MayAdd: who.Administrator || who.MayCreateOrganisations, Everywhere: who.Administrator,
	}))
}

func (s *server) createOrganisation(c *fiber.Ctx, who account.Account) error {
	var d account.OrganisationDraft
	err := parse(c, &d)
	var made account.Organisation
	if err == nil {
		made, err = s.Accounts.CreateOrganisation(c.UserContext(), who, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showOrganisations(c, who, f) })
	}
	return s.said(c, "/organisations/"+made.Slug, "organisation.said.created")
}

func (s *server) organisation(c *fiber.Ctx, key project.OrgScope) error {
	return s.showOrganisation(c, key, partial.Form{}, account.Handed{})
}

func (s *server) showOrganisation(c *fiber.Ctx, key project.OrgScope, typed partial.Form, handed account.Handed) error {
	home := organisationPath(key)
	p := organisations.OnePage{Key: key, Home: home, Handed: handed,
		Invite: s.blank(c, home+"/members", nil), Rename: s.filled(c, home, key.Organisation.Draft(), key.Organisation.Version)}
	if err := s.addHoused(c, key, &p); err != nil {
		return err
	}
	if err := s.addColleagues(c, key, &p); err != nil {
		return err
	}
	p.Place(typed)
	t := key.Text
	page := layout.Page{Title: key.Organisation.Name, Purpose: t.T("organisation.about"), Room: "organisations", Rooms: outerRooms(key.Account),
		Crumbs: []layout.Crumb{{Label: t.T("organisation.title"), Href: "/organisations"}}}
	if key.Role == account.Owner {
		page.Action = &layout.Action{Label: t.T("project.portfolio.new"), Href: "/projects/new?organisation=" + url.QueryEscape(key.Organisation.Slug)}
	}
	return s.page(c, page, organisations.One(p))
}

// addHoused adds the organisation's projects.
func (s *server) addHoused(c *fiber.Ctx, key project.OrgScope, p *organisations.OnePage) error {
	found, err := s.Projects.Housed(c.UserContext(), key, false, database.Page{Number: c.QueryInt("page", 1)})
	if err != nil {
		return err
	}
	p.Projects, p.ProjectPages = found.Rows, pagesOf(c, "page", key.Text.T("project.portfolio.title"), found)
	if key.Role != account.Owner {
		return nil
	}
	gone, err := s.Projects.Housed(c.UserContext(), key, true, database.Page{})
	for _, one := range gone.Rows {
		p.Removed = append(p.Removed, organisations.Removed{Project: one, Restore: s.blank(c, p.Home+"/projects/"+one.ID+"/restore", nil)})
	}
	return err
}

// addColleagues adds who is in the organisation or invited, for who looks after it.
func (s *server) addColleagues(c *fiber.Ctx, key project.OrgScope, p *organisations.OnePage) error {
	if !key.Keeps() {
		return nil
	}
	found, err := s.Projects.Colleagues(c.UserContext(), key, database.Page{Number: c.QueryInt("people", 1)})
	if err != nil {
		return err
	}
	for _, one := range found.Rows {
		at := p.Home + "/members/" + one.AccountID
		p.Colleagues = append(p.Colleagues, organisations.Colleague{Colleague: one, Turn: s.blank(c, at, nil), Remove: s.blank(c, at+"/delete", nil)})
	}
	p.ColleaguePages = pagesOf(c, "people", key.Text.T("organisation.people"), found)
	open, err := s.Projects.ColleagueInvitations(c.UserContext(), key, database.Page{Number: c.QueryInt("invitations", 1)})
	for _, l := range open.Rows {
		at := p.Home + "/invitations/" + l.ID
		p.Invitations = append(p.Invitations, members.Invitation{Link: l, Renew: s.blank(c, at+"/renew", nil), Revoke: s.blank(c, at+"/revoke", nil)})
	}
	p.InvitationPages = pagesOf(c, "invitations", key.Text.T("member.invite.title"), open)
	return err
}

func (s *server) againOrganisation(c *fiber.Ctx, key project.OrgScope, err error) error {
	return s.again(c, err, func(f partial.Form) error { return s.showOrganisation(c, key, f, account.Handed{}) })
}

func (s *server) renameOrganisation(c *fiber.Ctx, key project.OrgScope) error {
	var d account.OrganisationDraft
	err := parse(c, &d)
	if err == nil {
		err = s.Projects.Rename(c.UserContext(), key, d)
	}
	if err != nil {
		return s.againOrganisation(c, key, err)
	}
	return s.said(c, organisationPath(key), "common.saved")
}

func (s *server) addColleague(c *fiber.Ctx, key project.OrgScope) error {
	var d project.ColleagueDraft
	err := parse(c, &d)
	var handed account.Handed
	if err == nil {
		handed, err = s.Projects.AddColleague(c.UserContext(), key, d)
	}
	if err != nil {
		return s.againOrganisation(c, key, err)
	}
	said := "member.said.invited"
	if handed.Address == "" && !handed.Mailed {
		said = "organisation.said.joined"
	}
	return s.handOver(c, handed, organisationPath(key), said, func() error {
		return s.showOrganisation(c, key, partial.Form{}, handed)
	})
}

func (s *server) saveColleague(c *fiber.Ctx, key project.OrgScope) error {
	var d project.ColleagueRole
	err := parse(c, &d)
	if err == nil {
		err = s.Projects.SaveColleague(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.againOrganisation(c, key, err)
	}
	return s.leaveTo(c, key, "common.saved")
}

func (s *server) removeColleague(c *fiber.Ctx, key project.OrgScope) error {
	if err := s.Projects.RemoveColleague(c.UserContext(), key, c.Params("id")); err != nil {
		return s.againOrganisation(c, key, err)
	}
	return s.leaveTo(c, key, "organisation.said.removed")
}

// leaveTo leads back to the organisation, or, for somebody who has just left it,
// to where they still may be.
func (s *server) leaveTo(c *fiber.Ctx, key project.OrgScope, said string) error {
	to := organisationPath(key)
	if c.Params("id") == key.Account.ID {
		to = "/organisations"
	}
	return s.said(c, to, said)
}

func (s *server) renewColleague(c *fiber.Ctx, key project.OrgScope) error {
	handed, err := s.Projects.RenewColleague(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.handOver(c, handed, organisationPath(key), "member.said.invited", func() error {
		return s.showOrganisation(c, key, partial.Form{}, handed)
	})
}

func (s *server) revokeColleague(c *fiber.Ctx, key project.OrgScope) error {
	if err := s.Projects.RevokeColleague(c.UserContext(), key, c.Params("id")); err != nil {
		return err
	}
	return s.said(c, organisationPath(key), "member.said.revoked")
}

func (s *server) restoreProject(c *fiber.Ctx, key project.OrgScope) error {
	if _, err := s.Projects.Restore(c.UserContext(), key, c.Params("id")); err != nil {
		return err
	}
	return s.said(c, organisationPath(key), "organisation.said.restored")
}

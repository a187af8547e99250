package web

import (
	"errors"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/layout"
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
	var filter account.OrganisationFilter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	t := visitOf(c).text
	if exporting(c) {
		return exportAs(c, t, "organisations-"+s.Now().UTC().Format("2006-01-02"), organisationTable(t), func(at record.Page) (record.Paged[account.Standing], error) {
			filter.Page = at
			return s.Accounts.Organisations(c.UserContext(), who, filter)
		})
	}
	found, err := s.Accounts.Organisations(c.UserContext(), who, filter)
	if err != nil {
		return err
	}
	list := listing(c, t, organisationTable(t), found, narrowing(c, words(t)))
	list.Label, list.Empty = t.T("organisation.title"), t.T("organisation.empty")
	page := layout.Page{Title: t.T("organisation.title"), Purpose: t.T("organisation.purpose"), Room: "organisations", Rooms: outerRooms(who)}
	return s.page(c, page, organisations.List(organisations.ListPage{
		Organisations: found.Rows, List: list, Add: f, MayAdd: who.Administrator || who.MayCreateOrganisations,
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

// organisationFilter is what the address asks of the three lists of an
// organisation's page.
type organisationFilter struct {
	housed      project.HousedFilter
	colleagues  project.ColleagueFilter
	invitations project.InvitationFilter
}

func organisationAsked(c *fiber.Ctx) (organisationFilter, error) {
	var f organisationFilter
	return f, errors.Join(decode(query(c), &f.housed), decode(query(c), &f.colleagues), decode(query(c), &f.invitations))
}

func (s *server) showOrganisation(c *fiber.Ctx, key project.OrgScope, typed partial.Form, handed account.Handed) error {
	f, err := organisationAsked(c)
	if err != nil {
		return err
	}
	if name := c.Query("export"); name != "" {
		return s.exportOrganisation(c, key, name, f)
	}
	home := organisationPath(key)
	p := organisations.OnePage{Key: key, Home: home, Handed: handed,
		Invite: s.blank(c, home+"/members", nil), Rename: s.filled(c, home, key.Organisation.Draft(), key.Organisation.Version)}
	for _, add := range []func(*fiber.Ctx, project.OrgScope, organisationFilter, *organisations.OnePage) error{s.addHoused, s.addPortfolios, s.addColleagues, s.addJoining} {
		if err := add(c, key, f, &p); err != nil {
			return err
		}
	}
	p.Place(typed)
	return s.page(c, organisationHead(key), organisations.One(p))
}

// organisationHead begins the page of an organisation.
func organisationHead(key project.OrgScope) layout.Page {
	t := key.Text
	page := layout.Page{Title: key.Organisation.Name, Purpose: t.T("organisation.about"), Room: "organisations", Rooms: outerRooms(key.Account),
		Crumbs: []layout.Crumb{{Label: t.T("organisation.title"), Href: "/organisations"}}}
	if key.Role == account.Owner {
		page.Action = &layout.Action{Label: t.T("project.portfolio.new"), Href: "/projects/new?organisation=" + url.QueryEscape(key.Organisation.Slug)}
	}
	return page
}

// addHoused adds the organisation's projects.
func (s *server) addHoused(c *fiber.Ctx, key project.OrgScope, f organisationFilter, p *organisations.OnePage) error {
	found, err := s.Projects.Housed(c.UserContext(), key, f.housed)
	if err != nil {
		return err
	}
	t := key.Text
	p.Projects = found.Rows
	p.ProjectList = listingOne(c, t, housedTable(), "page", found, narrowingOne(c, t.T("project.portfolio.title"), "page", words(t)))
	p.ProjectList.Empty = t.T("organisation.no_projects")
	if key.Role != account.Owner {
		return nil
	}
	gone, err := s.Projects.Housed(c.UserContext(), key, project.HousedFilter{Removed: true})
	for _, one := range gone.Rows {
		p.Removed = append(p.Removed, organisations.Removed{Project: one, Restore: s.blank(c, p.Home+"/projects/"+one.ID+"/restore", nil)})
	}
	return err
}

// addColleagues adds who is in the organisation, for who looks after it.
func (s *server) addColleagues(c *fiber.Ctx, key project.OrgScope, f organisationFilter, p *organisations.OnePage) error {
	if !key.Keeps() {
		return nil
	}
	found, err := s.Projects.Colleagues(c.UserContext(), key, f.colleagues, database.Page{Number: c.QueryInt("people", 1)})
	for _, one := range found.Rows {
		at := p.Home + "/members/" + one.AccountID
		p.Colleagues = append(p.Colleagues, organisations.Colleague{Colleague: one, Turn: s.blank(c, at, nil), Remove: s.blank(c, at+"/delete", nil)})
	}
	t := key.Text
	narrow := narrowingOne(c, t.T("organisation.people"), "people", nameOrAddress(t), choice(t, "role", "member.role_title", orgRoles(), "organisation.role."))
	p.ColleagueList = listingOne(c, t, colleagueTable(t), "people", found, narrow)
	return err
}

// orgRoles are what somebody may be in an organisation.
func orgRoles() []account.Role { return []account.Role{account.Owner, account.Member} }

// addJoining adds who is invited, for who looks after the organisation.
func (s *server) addJoining(c *fiber.Ctx, key project.OrgScope, f organisationFilter, p *organisations.OnePage) error {
	if !key.Keeps() {
		return nil
	}
	open, err := s.Projects.ColleagueInvitations(c.UserContext(), key, f.invitations, database.Page{Number: c.QueryInt("invitations", 1)})
	p.Invitations = s.invitations(c, p.Home, open.Rows)
	p.InvitationList = listingOne(c, key.Text, invitationTable(key.Text, "organisation.role."), "invitations", open, invitationNarrowing(c, key.Text, orgRoles(), "organisation.role."))
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

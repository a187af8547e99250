package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

func listedTable(t *i18n.Text) table[project.Listed] {
	type r = project.Listed
	return table[r]{"members", []column[r]{
		{head: "member.name", sort: "member", cell: func(r r) any { return r.Name }},
		{head: "member.does", cell: func(r r) any { return r.Titled() }},
		{head: "member.role_title", sort: "role", cell: func(r r) any { return t.T("member.role." + string(r.Role)) }},
		{head: "account.sign_in.email", sort: "address", cell: func(r r) any { return r.Email }},
		{head: "member.sponsor", extra: true, cell: func(r r) any { return r.Sponsor }},
		{head: "member.disabled", extra: true, cell: func(r r) any { return r.Disabled }},
	}}
}

func personTable() table[project.Person] {
	type r = project.Person
	return table[r]{"people", []column[r]{
		{head: "member.name", sort: "person", cell: func(r r) any { return r.Name }},
		{head: "member.does", cell: func(r r) any { return r.Titled() }},
		{head: "account.sign_in.email", cell: func(r r) any { return r.Email }},
		{head: "member.sponsor", extra: true, cell: func(r r) any { return r.Sponsor }},
	}}
}

// invitationTable is open invitations; role begins the keys of what they invite as.
func invitationTable(t *i18n.Text, role string) table[account.Link] {
	type r = account.Link
	return table[r]{"invitations", []column[r]{
		{head: "account.sign_in.email", sort: "invited", cell: func(r r) any { return r.Email }},
		{head: "member.role_title", sort: "invited_as", cell: func(r r) any { return t.T(role + r.Role) }},
		{head: "member.invite.until", sort: "until", cell: func(r r) any { return r.ExpiresAt.UTC() }},
		{head: "common.edit", unseen: true},
	}}
}

func colleagueTable(t *i18n.Text) table[project.Colleague] {
	type r = project.Colleague
	return table[r]{"members", []column[r]{
		{head: "member.name", sort: "member", cell: func(r r) any { return r.Name }},
		{head: "account.sign_in.email", sort: "address", cell: func(r r) any { return r.Email }},
		{head: "member.role_title", sort: "role", cell: func(r r) any { return t.T("organisation.role." + string(r.Role)) }},
		{head: "member.disabled", extra: true, cell: func(r r) any { return r.Disabled }},
		{head: "common.edit", unseen: true},
	}}
}

func housedTable() table[project.Project] {
	type r = project.Project
	return table[r]{"projects", []column[r]{
		{head: "project.field.name", sort: "name", cell: func(r r) any { return r.Named() }},
		{head: "project.field.start_on", sort: "start", cell: func(r r) any { return r.StartOn }},
	}}
}

func accountTable(t *i18n.Text) table[account.Account] {
	type r = account.Account
	return table[r]{"accounts", []column[r]{
		{head: "member.name", sort: "name", cell: func(r r) any { return r.Name }},
		{head: "account.sign_in.email", sort: "email", cell: func(r r) any { return r.Email }},
		{head: "admin.rights"},
		{head: "admin.administrator", extra: true, cell: func(r r) any { return r.Administrator }},
		{head: "admin.may_create", extra: true, cell: func(r r) any { return r.MayCreateOrganisations }},
		{head: "account.me.language", extra: true, cell: func(r r) any { return r.Language }},
		{head: "member.disabled", extra: true, cell: func(r r) any { return r.DisabledAt != nil }},
		{head: "common.edit", unseen: true},
	}}
}

func organisationTable(t *i18n.Text) table[account.Standing] {
	type r = account.Standing
	return table[r]{"organisations", []column[r]{
		{head: "organisation.name", sort: "name", cell: func(r r) any { return r.Name }},
		{head: "project.portfolio.role", cell: func(r r) any {
			if r.Role == "" {
				return ""
			}
			return t.T("organisation.role." + string(r.Role))
		}},
		{head: "organisation.owners", num: true, cell: func(r r) any { return r.Owners }},
		{head: "organisation.people", num: true, cell: func(r r) any { return r.Members }},
	}}
}

// exportPeople answers with one of the lists of the people's page.
func (s *server) exportPeople(c *fiber.Ctx, key project.Scope, name string, f peopleFilter) error {
	ctx, t := c.UserContext(), key.Text
	switch name {
	case "members":
		return export(c, key, listedTable(t), func(at record.Page) (record.Paged[project.Listed], error) {
			return s.Projects.Members(ctx, key, f.members, at)
		})
	case "invitations":
		return export(c, key, invitationTable(t, "member.role."), func(at record.Page) (record.Paged[account.Link], error) {
			return s.Projects.Invitations(ctx, key, f.invitations, at)
		})
	}
	return export(c, key, personTable(), func(at record.Page) (record.Paged[project.Person], error) {
		f.outsiders.Page = at
		return s.Projects.Outsiders(ctx, key, f.outsiders)
	})
}

// exportOrganisation answers with one of the lists of an organisation's page.
func (s *server) exportOrganisation(c *fiber.Ctx, key project.OrgScope, name string, f organisationFilter) error {
	ctx, t := c.UserContext(), key.Text
	file := key.Organisation.Slug + "-" + name + "-" + s.Now().UTC().Format("2006-01-02")
	switch name {
	case "members":
		return exportAs(c, t, file, colleagueTable(t), func(at record.Page) (record.Paged[project.Colleague], error) {
			return s.Projects.Colleagues(ctx, key, f.colleagues, at)
		})
	case "invitations":
		return exportAs(c, t, file, invitationTable(t, "organisation.role."), func(at record.Page) (record.Paged[account.Link], error) {
			return s.Projects.ColleagueInvitations(ctx, key, f.invitations, at)
		})
	case "projects":
		return exportAs(c, t, file, housedTable(), func(at record.Page) (record.Paged[project.Project], error) {
			f.housed.Page = at
			return s.Projects.Housed(ctx, key, f.housed)
		})
	}
	return fault.Missing()
}

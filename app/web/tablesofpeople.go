package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/partial"
)

// exportable offers one of several lists of a page as a file.
func exportable(c *fiber.Ctx, list string, p partial.Pages) partial.Pages {
	if p.Total > 0 {
		p.Export = withQuery(c, "export", list, "page", "")
	}
	return p
}

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

func personTable(*i18n.Text) table[project.Person] {
	type r = project.Person
	return table[r]{"people", []column[r]{
		{head: "member.name", sort: "person", cell: func(r r) any { return r.Name }},
		{head: "member.does", cell: func(r r) any { return r.Titled() }},
		{head: "account.sign_in.email", cell: func(r r) any { return r.Email }},
		{head: "member.sponsor", extra: true, cell: func(r r) any { return r.Sponsor }},
	}}
}

func invitationTable(t *i18n.Text) table[account.Link] {
	type r = account.Link
	return table[r]{"invitations", []column[r]{
		{head: "account.sign_in.email", sort: "invited", cell: func(r r) any { return r.Email }},
		{head: "member.role_title", sort: "invited_as", cell: func(r r) any { return t.T("member.role." + r.Role) }},
		{head: "member.invite.until", sort: "until", cell: func(r r) any { return r.ExpiresAt.UTC() }},
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
func (s *server) exportPeople(c *fiber.Ctx, key project.Scope, name string, f project.Outsiders) error {
	ctx, t := c.UserContext(), key.Text
	switch name {
	case "members":
		return export(c, key, listedTable(t), func(at record.Page) (record.Paged[project.Listed], error) {
			return s.Projects.Members(ctx, key, f.Order, at)
		})
	case "invitations":
		return export(c, key, invitationTable(t), func(at record.Page) (record.Paged[account.Link], error) {
			return s.Projects.Invitations(ctx, key, f.Order, at)
		})
	}
	return export(c, key, personTable(t), func(at record.Page) (record.Paged[project.Person], error) {
		f.Page = at
		return s.Projects.Outsiders(ctx, key, f)
	})
}

package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
	"stegvis/templates/bulk"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	views "stegvis/templates/stakeholders"
)

func (s *server) partyList(c *fiber.Ctx, key project.Scope) error {
	return s.showParties(c, key, s.fresh(c, projectPath(key, "stakeholders"), stakeholder.FreshParty()))
}

func (s *server) showParties(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter stakeholder.PartyFilter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	of := partyTable(key.Text, people)
	return answered(c, key, of, filter.Page, func(at record.Page) (record.Paged[stakeholder.Party], error) {
		filter.Page = at
		return s.Involved.FindParties(c.UserContext(), key, filter)
	}, func(found record.Paged[stakeholder.Party]) error {
		list := listing(c, key.Text, of, found, partyNarrowing(c, key, people))
		return s.showMap(c, key, filter, people, views.ListPage{Rows: partyRows(found.Rows, people), List: list, Form: f})
	})
}

// showMap shows some stakeholders beneath the map of all whom the filter finds.
func (s *server) showMap(c *fiber.Ctx, key project.Scope, filter stakeholder.PartyFilter, people known, p views.ListPage) error {
	t := key.Text
	filter.Sort, filter.Page = "", record.Page{Size: stakeholder.MostDrawn}
	drawn, err := s.Involved.FindParties(c.UserContext(), key, filter)
	if err != nil {
		return err
	}
	p.Home, p.People, p.MayEdit, p.Confided, p.Today = projectPath(key, "stakeholders"), people.options, key.Allows(project.EditRegisters), key.Allows(project.Confide), key.Today()
	p.List.Label, p.List.Empty, p.List.Pick = t.T("stakeholder.party.title"), t.T("stakeholder.party.empty"), picking(c, key, "stakeholders")
	if len(drawn.Rows) > 0 {
		p.Map = chart.SVG(stakeholder.Influence(t, drawn.Rows, func(one stakeholder.Party) string { return p.Home + "/" + one.ID }), "influence")
		p.Headline, p.Rest = stakeholder.Headline(t, drawn.Rows), drawn.Total-int64(len(drawn.Rows))
	}
	return s.page(c, belowStep(key, coalitionStep(), t.T("stakeholder.party.title"), t.T("stakeholder.party.purpose")), views.List(p))
}

func partyRows(found []stakeholder.Party, people known) []views.Row {
	rows := make([]views.Row, len(found))
	for i, one := range found {
		rows[i] = views.Row{Party: one, Owner: people.names[one.Owner()]}
	}
	return rows
}

func partyNarrowing(c *fiber.Ctx, key project.Scope, people known) partial.Narrow {
	t := key.Text
	talks := byOwner(t, people)
	talks.Label = t.T("stakeholder.field.talks")
	n := narrowing(c, words(t), choice(t, "attitude", "stakeholder.field.support", stakeholder.Views(), "stakeholder.view."), talks,
		only(t, "powerful", "stakeholder.party.only_powerful"), only(t, "overdue", "stakeholder.party.only_overdue"))
	if key.Allows(project.Confide) {
		n.More = append(n.More, choice(t, "of", "stakeholder.field.sort", stakeholder.Sorts(), "stakeholder.sort."))
	}
	n.More = append(n.More, onSteps(t)...)
	return n
}

func partyTable(t *i18n.Text, people known) table[stakeholder.Party] {
	type r = stakeholder.Party
	return table[r]{"stakeholders", append([]column[r]{
		{head: "common.number", sort: "number", num: true, cell: func(r r) any { return r.Number }},
		{head: "stakeholder.field.name", sort: "name", cell: func(r r) any { return r.Titled() }},
		{head: "stakeholder.field.sort", cell: func(r r) any { return t.T("stakeholder.sort." + string(r.Sort)) }},
		{head: "stakeholder.field.department", extra: true, cell: func(r r) any { return r.Of() }},
		{head: "stakeholder.field.influence", sort: "influence", num: true, cell: func(r r) any { return r.Influence }},
		{head: "stakeholder.field.support", sort: "support", cell: func(r r) any { return t.T(stakeholder.SupportKey(r.Support)) }},
		{head: "stakeholder.field.wanted", sort: "wanted", cell: func(r r) any { return t.T(stakeholder.SupportKey(r.Wanted)) }},
		{head: "stakeholder.field.talks", sort: "owner", cell: func(r r) any { return people.names[r.Owner()] }},
		{head: "stakeholder.field.talk_on", sort: "talk", cell: func(r r) any { return r.TalkOn }},
		{head: "stakeholder.field.concerns", extra: true, cell: func(r r) any { return r.Phrase("concerns", r.Concerns) }},
		{head: "common.notes", extra: true, cell: func(r r) any { return r.Phrase("note", r.Note) }},
	}, tagged(t, func(r r) record.Tags { return r.Tags })...)}
}

func (s *server) createParty(c *fiber.Ctx, key project.Scope) error {
	var d stakeholder.PartyDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Involved.Parties.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showParties(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "stakeholders"), "stakeholder.said.party")
}

func (s *server) partyPage(c *fiber.Ctx, key project.Scope) error {
	one, err := s.Involved.Parties.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.showParty(c, key, s.filled(c, c.Path(), one.Draft(key.Text), one.Version))
}

func (s *server) showParty(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	one, err := s.Involved.Parties.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	stands, err := s.Involved.Stands(c.UserContext(), key, one.ID)
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	back := projectPath(key, "stakeholders")
	page := belowStep(key, coalitionStep(), one.Titled().In(key.Text), one.Code(), layout.Crumb{Label: key.Text.T("stakeholder.party.title"), Href: back})
	return s.withAttached(c, key, page, record.Ref{Kind: stakeholder.PartyKind, ID: one.ID}, views.One(views.OnePage{
		Party: one, Owner: people.names[one.Owner()], Form: f, Delete: s.filled(c, back+"/"+one.ID+"/delete", nil, one.Version),
		People: people.options, Stands: stands, Key: key, MayEdit: key.Allows(project.EditRegisters), Back: back,
	}))
}

func (s *server) saveParty(c *fiber.Ctx, key project.Scope) error {
	var d stakeholder.PartyDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Involved.SaveParty(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showParty(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "stakeholders"), "common.saved")
}

func (s *server) deleteParty(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "stakeholders"), s.Involved.Parties.Delete)
}

func (s *server) manyParties(c *fiber.Ctx, key project.Scope) (many, error) {
	var f stakeholder.PartyFilter
	if err := decode(query(c), &f); err != nil {
		return many{}, err
	}
	people, err := s.people(c, key)
	t := key.Text
	talks := owners(t, people)
	talks.Label = t.T("stakeholder.field.talks")
	m := many{list: "stakeholders", rows: "stakeholders", room: coalitionStep().Track, title: t.T("stakeholder.party.title"), fields: append([]partial.Field{
		talks, leave(t, "influence", "stakeholder.field.influence", views.Influences(t)...), shift(t, "shift", "stakeholder.party.shift")}, steps(t)...)}
	m.every = everyOne[stakeholder.Party](func(at record.Page) (record.Paged[stakeholder.Party], error) {
		f.Page = at
		return s.Involved.FindParties(c.UserContext(), key, f)
	})
	return registered(c, key, m, s.Involved.Parties, func(r *stakeholder.Party) bulk.Row {
		return bulk.Row{Code: r.Code(), Name: r.Titled()}
	}, s.Involved.ChangeParties), err
}

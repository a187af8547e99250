package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/flow"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/workshop"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/workshops"
)

// workshopRoutes are the addresses of workshops for those who lead and read them.
func (s *server) workshopRoutes(p fiber.Router) {
	p.Get("/workshops", s.inProject(s.workshopList))
	p.Post("/workshops", s.inProject(s.createWorkshop))
	p.Get("/workshops/:id", s.inProject(s.agenda))
	p.Post("/workshops/:id", s.inProject(s.saveWorkshop))
	p.Post("/workshops/:id/delete", s.inProject(s.deleteWorkshop))
	p.Post("/workshops/:id/activities", s.inProject(s.addActivity))
	p.Get("/workshops/:id/activities/:activity", s.inProject(s.point))
	p.Post("/workshops/:id/activities/:activity", s.inProject(s.saveActivity))
	p.Post("/workshops/:id/activities/:activity/move", s.inProject(s.moveActivity))
	p.Post("/workshops/:id/activities/:activity/delete", s.inProject(s.removeActivity))
}

func workshopTable(t *i18n.Text) table[workshop.Workshop] {
	type r = workshop.Workshop
	return table[r]{"workshops", []column[r]{
		{head: "common.number", sort: "number", num: true, cell: func(r r) any { return r.Number }},
		{head: "workshop.list.field.title", sort: "title", cell: func(r r) any { return r.Phrase("title", r.Title) }},
		{head: "workshop.list.field.held_on", sort: "held", cell: func(r r) any { return r.HeldOn }},
		{head: "workshop.list.field.stage", cell: func(r r) any { return t.T("workshop.list.stage." + string(r.Live.Stage())) }},
		{head: "workshop.list.field.naming", cell: func(r r) any { return t.T("workshop.naming." + string(r.Naming)) }},
		{head: "workshop.list.field.ask_role", extra: true, cell: func(r r) any { return r.AskRole }},
		{head: "workshop.list.field.tables", extra: true, cell: func(r r) any { return r.Tables }},
	}}
}

func (s *server) workshopList(c *fiber.Ctx, key project.Scope) error {
	f := s.fresh(c, c.Path(), workshop.Draft{HeldOn: key.Today(), Naming: workshop.Either, AskRole: true})
	return s.showWorkshops(c, key, f.With("agenda", c.Query("agenda")))
}

func (s *server) showWorkshops(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter workshop.Filter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	offered, err := s.offered(c, key)
	if err != nil {
		return err
	}
	t, of := key.Text, workshopTable(key.Text)
	return answered(c, key, of, filter.Page, func(at record.Page) (record.Paged[workshop.Workshop], error) {
		filter.Page = at
		return s.Workshops.List(c.UserContext(), key, filter)
	}, func(found record.Paged[workshop.Workshop]) error {
		list := listing(c, t, of, found, narrowing(c, words(t), choice(t, "stage", "workshop.list.field.stage", workshop.Stages(), "workshop.list.stage.")))
		list.Label, list.Empty = t.T("workshop.list.title"), t.T("workshop.list.empty")
		return s.page(c, inRoom(key, "workshops", t.T("workshop.list.title"), t.T("workshop.list.purpose")), workshops.List(workshops.ListPage{
			Home: projectPath(key, "workshops"), Rows: found.Rows, List: list, Form: f, Offered: offered, MayLead: key.Allows(project.Assess),
		}))
	})
}

// offered are the agendas that a new workshop of the reader's may follow.
func (s *server) offered(c *fiber.Ctx, key project.Scope) ([]flow.Offer, error) {
	if !key.Allows(project.Assess) {
		return nil, nil
	}
	return s.Agendas.Offered(c.UserContext(), key)
}

func (s *server) createWorkshop(c *fiber.Ctx, key project.Scope) error {
	var d workshop.Draft
	var w workshop.Workshop
	err := parse(c, &d)
	if err == nil {
		w, err = s.Agendas.Create(c.UserContext(), key, d, posted(c).Get("agenda"))
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showWorkshops(c, key, f) })
	}
	if posted(c).Get("agenda") != "" {
		return s.saidUndo(c, projectPath(key, "workshops", w.ID), "workshop.list.created_following")
	}
	return s.saidUndo(c, projectPath(key, "workshops", w.ID), "workshop.list.created")
}

func (s *server) agenda(c *fiber.Ctx, key project.Scope) error {
	return s.showAgenda(c, key, partial.Form{})
}

// showAgenda shows a workshop; typed is the form that is shown again, if there is one.
func (s *server) showAgenda(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	w, all, err := s.Workshops.Agenda(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	home := projectPath(key, "workshops", w.ID)
	page := inWorkshops(key, w.Titled().In(key.Text), w.Code())
	switch {
	case w.Live.Stage() == workshop.Ended:
		page.Action = &layout.Action{Label: key.Text.T("workshop.desk.to_results"), Href: home + "/results"}
	case key.Allows(project.Assess):
		page.Action = &layout.Action{Label: key.Text.T("workshop.agenda.open_desk"), Href: home + "/desk"}
	}
	scales, err := s.scales(c, key)
	if err != nil {
		return err
	}
	activities := s.blank(c, home+"/activities", workshop.ActivityDraft{Kind: workshop.Cards, Minutes: 15, Catalogue: true})
	return s.page(c, page, workshops.Agenda(workshops.AgendaPage{
		Home: home, Workshop: w, Agenda: all, MayLead: key.Allows(project.Assess), Reach: s.reach(),
		Settings: among(typed, s.filled(c, home, w.Draft(key.Text), w.Version), "settings"), Add: among(typed, activities, "add"), Scales: scales,
		Delete: s.filled(c, home+"/delete", nil, w.Version), Move: s.filled(c, home+"/activities", nil, w.Version),
	}))
}

// inWorkshops begins a page of a workshop.
func inWorkshops(key project.Scope, title, purpose string, crumbs ...layout.Crumb) layout.Page {
	crumbs = append([]layout.Crumb{{Label: key.Text.T("workshop.list.title"), Href: projectPath(key, "workshops")}}, crumbs...)
	return inRoom(key, "workshops", title, purpose, crumbs...)
}

// reach tells whether phones get to the address that the code on the screen carries.
func (s *server) reach() workshops.Reach {
	return workshops.Reach{Hindrance: workshop.Hinders(s.settings.PublicURL), Address: s.settings.PublicURL}
}

func (s *server) saveWorkshop(c *fiber.Ctx, key project.Scope) error {
	var d workshop.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Workshops.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showAgenda(c, key, f) })
	}
	return s.saidUndo(c, c.Path(), "common.saved")
}

func (s *server) deleteWorkshop(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "workshops"), s.Workshops.Delete)
}

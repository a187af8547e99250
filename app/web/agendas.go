package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/workshop"
	"stegvis/templates/agendas"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
)

// agendaRoutes are the addresses at which a workshop's agenda is saved and rehearsed.
func (s *server) agendaRoutes(p fiber.Router) {
	p.Get("/workshops/:id/agenda", s.inProject(s.agendaToSave))
	p.Post("/workshops/:id/agenda", s.inProject(s.saveAgenda))
	p.Post("/workshops/:id/rehearsal", s.inProject(s.rehearse))
	p.Post("/workshops/:id/rehearsal/discard", s.inProject(s.discardRehearsal))
}

func (s *server) agendaList(c *fiber.Ctx, who account.Account) error {
	return s.showAgendas(c, who, partial.Form{})
}

// showAgendas shows a person's own agendas; typed is the form that is shown again.
func (s *server) showAgendas(c *fiber.Ctx, who account.Account, typed partial.Form) error {
	var at database.Page
	if err := decode(query(c), &at); err != nil {
		return err
	}
	found, err := s.Library.List(c.UserContext(), who, at)
	if err != nil {
		return err
	}
	p := agendas.ListPage{Pages: pages(c, found)}
	for _, a := range found.Rows {
		path := "/me/agendas/" + a.ID
		p.Rows = append(p.Rows, agendas.Row{
			Agenda: a, Rename: among(typed, s.filled(c, path, a.Draft(), a.Version), a.ID), Delete: s.filled(c, path+"/delete", nil, a.Version),
		})
	}
	t := visitOf(c).text
	return s.page(c, layout.Page{Title: t.T("agenda.title"), Purpose: t.T("agenda.purpose"), Rooms: outerRooms(who)}, agendas.List(p))
}

func (s *server) renameAgenda(c *fiber.Ctx, who account.Account) error {
	var d workshop.AgendaDraft
	err := parse(c, &d)
	if err == nil {
		err = s.Library.Rename(c.UserContext(), who, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showAgendas(c, who, f) })
	}
	return s.said(c, "/me/agendas", "agenda.renamed")
}

func (s *server) deleteAgenda(c *fiber.Ctx, who account.Account) error {
	version, err := seen(c)
	if err == nil {
		err = s.Library.Delete(c.UserContext(), who, c.Params("id"), version)
	}
	if err != nil {
		return err
	}
	return s.said(c, "/me/agendas", "agenda.deleted")
}

func agendaPath(key project.Scope, id string) string {
	return projectPath(key) + "/workshops/" + id + "/agenda"
}

func (s *server) agendaToSave(c *fiber.Ctx, key project.Scope) error {
	return s.showAgendaToSave(c, key, partial.Form{})
}

// showAgendaToSave shows what would be kept of a workshop's agenda and, of a
// rehearsal, its made-up voices; typed is the form that is shown again.
func (s *server) showAgendaToSave(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	w, points, err := s.Library.Preview(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	t, home := key.Text, projectPath(key)+"/workshops/"+w.ID
	p := agendas.SavePage{
		Points: points, Rehearsal: w.Rehearsal, Running: w.Live.Stage() == workshop.Running,
		Save:    among(typed, s.blank(c, home+"/agenda", workshop.AgendaDraft{Name: w.Titled().In(key.Text)}), "save"),
		Voices:  among(typed, s.blank(c, home+"/rehearsal", workshop.VoicesDraft{People: 12}), "voices"),
		Discard: s.blank(c, home+"/rehearsal/discard", nil),
	}
	page := inWorkshops(key, t.T("agenda.save"), t.T("agenda.save_hint"), layout.Crumb{Label: w.Titled().In(key.Text), Href: home})
	if w.Rehearsal {
		page.Title, page.Purpose = t.T("agenda.rehearsal.title"), t.T("agenda.rehearsal.purpose")
	}
	return s.page(c, page, agendas.Save(p))
}

func (s *server) saveAgenda(c *fiber.Ctx, key project.Scope) error {
	var d workshop.AgendaDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Library.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showAgendaToSave(c, key, f) })
	}
	return s.said(c, "/me/agendas", "agenda.saved")
}

func (s *server) rehearse(c *fiber.Ctx, key project.Scope) error {
	var d workshop.VoicesDraft
	err := parse(c, &d)
	if err == nil {
		err = s.Workshops.Rehearse(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showAgendaToSave(c, key, f) })
	}
	return s.said(c, agendaPath(key, c.Params("id")), "agenda.rehearsal.spoke")
}

func (s *server) discardRehearsal(c *fiber.Ctx, key project.Scope) error {
	if err := s.Workshops.Discard(c.UserContext(), key, c.Params("id")); err != nil {
		return err
	}
	return s.said(c, agendaPath(key, c.Params("id")), "agenda.rehearsal.discarded")
}

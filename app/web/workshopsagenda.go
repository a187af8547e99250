package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/maturity"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/workshop"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/workshops"
)

func (s *server) addActivity(c *fiber.Ctx, key project.Scope) error {
	var d workshop.ActivityDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Agendas.Add(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showAgenda(c, key, f) })
	}
	return s.said(c, projectPath(key, "workshops", c.Params("id")), "workshop.agenda.saved")
}

// scales are the questionnaires that a room may score by, whole or one section of
// the maturity ladder.
func (s *server) scales(c *fiber.Ctx, key project.Scope) ([]partial.Option, error) {
	t := key.Text
	found := []partial.Option{{Label: t.T("workshop.agenda.whole_dimensions")}}
	all, err := s.Maturity.Questionnaires(c.UserContext(), key)
	for _, q := range all {
		title := q.Titled().In(t)
		found = append(found, partial.Option{Value: q.Key, Label: title})
		for _, section := range q.Sections {
			if q.Key == maturity.CRM {
				found = append(found, partial.Option{Value: q.Key + "/" + section.Key, Label: t.T("workshop.agenda.one_section", "questionnaire", title, "section", section.Titled().In(t))})
			}
		}
	}
	return found, err
}

func (s *server) point(c *fiber.Ctx, key project.Scope) error {
	return s.showPoint(c, key, partial.Form{})
}

// showPoint shows an activity with its form, or, once revealed, with what came of
// it; typed is its form as it is shown again.
func (s *server) showPoint(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	w, all, err := s.Workshops.Agenda(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	a, ok := workshop.In(all, c.Params("activity"))
	if !ok {
		return fault.Missing()
	}
	home := projectPath(key, "workshops", w.ID)
	here := home + "/activities/" + a.ID
	p := workshops.ActivityPage{
		Home: home, Activity: a, MayLead: key.Allows(project.Assess), Today: key.Today(),
		Form: among(typed, s.filled(c, here, a.Draft(key.Text), a.Version), "activity"), Delete: s.filled(c, here+"/delete", nil, w.Version),
	}
	if a.Phase == workshop.Revealed {
		state, err := s.Workshops.Came(c.UserContext(), key, w.ID, a.ID)
		if err != nil {
			return err
		}
		p.State = &state
	}
	return s.page(c, inWorkshops(key, a.Named(key.Text), w.Titled().In(key.Text), layout.Crumb{Label: w.Titled().In(key.Text), Href: home}), workshops.Activity(p))
}

func (s *server) saveActivity(c *fiber.Ctx, key project.Scope) error {
	var d workshop.ActivityDraft
	err := parse(c, &d)
	if err == nil {
		err = s.Workshops.Edit(c.UserContext(), key, c.Params("id"), c.Params("activity"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showPoint(c, key, f) })
	}
	return s.said(c, projectPath(key, "workshops", c.Params("id")), "workshop.agenda.saved")
}

func (s *server) moveActivity(c *fiber.Ctx, key project.Scope) error {
	var d struct {
		Place int `form:"place"`
	}
	err := parse(c, &d)
	if err == nil {
		err = s.Workshops.Move(c.UserContext(), key, c.Params("id"), c.Params("activity"), d.Place)
	}
	if err != nil {
		return err
	}
	return s.said(c, projectPath(key, "workshops", c.Params("id")), "workshop.agenda.saved")
}

func (s *server) removeActivity(c *fiber.Ctx, key project.Scope) error {
	if err := s.Workshops.Remove(c.UserContext(), key, c.Params("id"), c.Params("activity")); err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showPoint(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "workshops", c.Params("id")), "workshop.agenda.saved")
}

package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/app/rollout"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	views "stegvis/templates/rollout"
)

func (s *server) createCriterion(c *fiber.Ctx, key project.Scope) error {
	var d rollout.CriterionDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Rollout.Criteria.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showNewCriterion(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "rollout", "pilots", d.PilotID), "common.created")
}

// showNewCriterion shows a pilot with the form for a criterion as it was typed.
func (s *server) showNewCriterion(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	p, err := s.Rollout.Pilots.One(c.UserContext(), key, f.Value("pilot_id"))
	if err != nil {
		return err
	}
	f.ID = "criterion-"
	return s.showPilot(c, key, p.ID, s.filled(c, projectPath(key, "rollout", "pilots", p.ID), p.Draft(key.Text), p.Version), f)
}

func (s *server) criterionPage(c *fiber.Ctx, key project.Scope) error {
	one, err := s.Rollout.Criteria.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.showCriterion(c, key, s.filled(c, c.Path(), one.Draft(key.Text), one.Version))
}

func (s *server) showCriterion(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	one, err := s.Rollout.Criteria.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	p, err := s.Rollout.Pilots.One(c.UserContext(), key, one.PilotID)
	if err != nil {
		return err
	}
	back := projectPath(key, "rollout", "pilots", p.ID)
	page := inRoom(key, "rollout", one.Phrase("name", one.Name).In(key.Text), key.Text.T("rollout.criterion.kind"), roomCrumb(key),
		layout.Crumb{Label: p.Named().In(key.Text), Href: back})
	return s.page(c, page, views.Criterion(views.CriterionPage{
		Criterion: one, Form: f, Delete: s.filled(c, projectPath(key, "rollout", "criteria", one.ID, "delete"), nil, one.Version),
		MayEdit: key.Allows(project.EditRegisters), Back: back,
	}))
}

func (s *server) saveCriterion(c *fiber.Ctx, key project.Scope) error {
	var d rollout.CriterionDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Rollout.Criteria.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showCriterion(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "rollout", "pilots", d.PilotID), "common.saved")
}

func (s *server) deleteCriterion(c *fiber.Ctx, key project.Scope) error {
	one, err := s.Rollout.Criteria.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return remove(s, c, key, projectPath(key, "rollout", "pilots", one.PilotID), s.Rollout.Criteria.Delete)
}

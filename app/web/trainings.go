package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	views "stegvis/templates/stakeholder"
)

func (s *server) trainingList(c *fiber.Ctx, key project.Scope) error {
	return s.showTrainings(c, key, s.blank(c, c.Path(), stakeholder.FreshTraining()))
}

func (s *server) showTrainings(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter stakeholder.TrainingFilter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	found, err := s.Involved.FindTrainings(c.UserContext(), key, filter)
	if err != nil {
		return err
	}
	sum, err := s.Involved.Trained(c.UserContext(), key)
	if err != nil {
		return err
	}
	t := key.Text
	page := views.TrainingsPage{
		List:   s.listed(c, key, "trainings", known{}, f, pages(c, found)),
		Filter: filter, Trainings: found.Rows, Sum: sum,
	}
	page.Columns = trainingColumns(c, key, filter)
	return s.page(c, belowStep(key, enableStep(), t.T("stakeholder.training.title"), t.T("stakeholder.training.purpose")), views.Trainings(page))
}

func trainingColumns(c *fiber.Ctx, key project.Scope, f stakeholder.TrainingFilter) []partial.Column {
	return columns(c, partial.Sort{Key: f.Sort, Desc: f.Desc}, []partial.Column{
		{Label: key.Text.T("common.number"), Key: "number", Num: true},
		{Label: key.Text.T("stakeholder.field.topic"), Key: "topic"},
		{Label: key.Text.T("stakeholder.field.audience")},
		{Label: key.Text.T("stakeholder.field.trainer")},
		{Label: key.Text.T("stakeholder.field.length")},
		{Label: key.Text.T("stakeholder.field.planned_on"), Key: "planned"},
		{Label: key.Text.T("stakeholder.field.held_on"), Key: "held"},
		{Label: key.Text.T("stakeholder.field.status"), Key: "status"},
		{Label: key.Text.T("stakeholder.field.seats"), Key: "attended"},
	})
}

func (s *server) createTraining(c *fiber.Ctx, key project.Scope) error {
	var d stakeholder.TrainingDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Involved.Trainings.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showTrainings(c, key, f) })
	}
	return s.nearby(c, key, "trainings", enableStep(), "stakeholder.said.training")
}

func (s *server) trainingPage(c *fiber.Ctx, key project.Scope) error {
	training, err := s.Involved.Trainings.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.showTraining(c, key, s.filled(c, c.Path(), training.Draft(key.Text), training.Version))
}

func (s *server) showTraining(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	training, err := s.Involved.Trainings.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	one := views.TrainingPage{Single: s.single(c, key, "trainings", training.ID, training.Version, f), Training: training}
	page := belowStep(key, enableStep(), training.Titled().In(key.Text), training.Code(),
		layout.Crumb{Label: key.Text.T("stakeholder.training.title"), Href: one.Back})
	return s.withAttached(c, key, page, record.Ref{Kind: stakeholder.TrainingKind, ID: training.ID}, views.OneTraining(one))
}

func (s *server) saveTraining(c *fiber.Ctx, key project.Scope) error {
	var d stakeholder.TrainingDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Involved.Trainings.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showTraining(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "trainings"), "common.saved")
}

func (s *server) deleteTraining(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "trainings"), s.Involved.Trainings.Delete)
}

package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	views "stegvis/templates/stakeholder"
)

func (s *server) trainingList(c *fiber.Ctx, key project.Scope) error {
	return s.showTrainings(c, key, s.fresh(c, c.Path(), stakeholder.FreshTraining()))
}

func (s *server) showTrainings(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter stakeholder.TrainingFilter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	of := trainingTable(key.Text)
	return answered(c, key, of, filter.Page, func(at record.Page) (record.Paged[stakeholder.Training], error) {
		filter.Page = at
		return s.Involved.FindTrainings(c.UserContext(), key, filter)
	}, func(found record.Paged[stakeholder.Training]) error {
		sum, err := s.Involved.Trained(c.UserContext(), key)
		if err != nil {
			return err
		}
		list := s.listed(c, key, "trainings", known{}, f, listing(c, key.Text, of, found, trainingNarrowing(c, key.Text)))
		return s.page(c, trainingsPage(key), views.Trainings(views.TrainingsPage{List: list, Trainings: found.Rows, Sum: sum}))
	})
}

// trainingsPage begins the page of the trainings.
func trainingsPage(key project.Scope) layout.Page {
	return belowStep(key, enableStep(), key.Text.T("stakeholder.training.title"), key.Text.T("stakeholder.training.purpose"))
}

func trainingNarrowing(c *fiber.Ctx, t *i18n.Text) partial.Narrow {
	n := narrowing(c, words(t), choice(t, "status", "stakeholder.field.status", stakeholder.TrainingStatuses(), "stakeholder.training_status."),
		only(t, "overdue", "stakeholder.only_overdue"))
	n.More = onSteps(t)
	return n
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

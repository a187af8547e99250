package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/decision"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/decisions"
	"stegvis/templates/partial"
)

func (s *server) decisionList(c *fiber.Ctx, key project.Scope) error {
	return s.showDecisions(c, key, s.fresh(c, c.Path(), decision.Fresh()))
}

func (s *server) showDecisions(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter decision.Filter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	t, of := key.Text, decisionTable(key, people)
	return answered(c, key, of, filter.Page, func(at record.Page) (record.Paged[decision.Decision], error) {
		filter.Page = at
		return s.Decisions.List(c.UserContext(), key, filter)
	}, func(found record.Paged[decision.Decision]) error {
		list := listing(c, t, of, found, decisionNarrowing(c, key, people))
		list.Label, list.Empty, list.Pick = t.T("decision.title"), t.T("decision.empty"), picking(c, key, "decisions")
		page := decisions.ListPage{Home: projectPath(key, "decisions"), List: list, Form: f, MayAsk: key.Allows(project.EditRegisters),
			Currency: key.Project.Currency, Today: key.Today()}
		for _, d := range found.Rows {
			page.Rows = append(page.Rows, decisions.Row{Decision: d, Owner: people.names[d.Owner()]})
		}
		return s.page(c, inRoom(key, "decisions", t.T("decision.title"), t.T("decision.purpose")), withViews(key, "decisions", decisions.List(page)))
	})
}

func decisionNarrowing(c *fiber.Ctx, key project.Scope, people known) partial.Narrow {
	t := key.Text
	n := narrowing(c, words(t), choice(t, "stage", "decision.field.stage", decision.Stages(), "decision.stage."), byOwner(t, people), only(t, "late", "decision.only_late"))
	n.More = onSteps(t)
	if status := c.Query("status"); status != "" { // as older addresses have it
		n.Kept = append(n.Kept, partial.Option{Value: "status", Label: status})
	}
	return n
}

func (s *server) askDecision(c *fiber.Ctx, key project.Scope) error {
	var d decision.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Decisions.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showDecisions(c, key, f) })
	}
	return s.saidUndo(c, c.Path(), "decision.said.asked")
}

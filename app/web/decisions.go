package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/decision"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/decisions"
	"stegvis/templates/layout"
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
	t := key.Text
	if exporting(c) {
		return export(c, key, decisionTable(t), func(at record.Page) (record.Paged[decision.Decision], error) {
			filter.Page = at
			return s.Decisions.List(c.UserContext(), key, filter)
		})
	}
	found, err := s.Decisions.List(c.UserContext(), key, filter)
	if err != nil {
		return err
	}
	list := listing(c, t, decisionTable(t), found, decisionNarrowing(c, t))
	list.Label, list.Empty, list.Pick = t.T("decision.title"), t.T("decision.empty"), picking(c, key, "decisions")
	page := inRoom(key, "decisions", key.Text.T("decision.title"), key.Text.T("decision.purpose"))
	return s.page(c, page, withViews(key, "decisions", decisions.List(decisions.ListPage{
		Home: projectPath(key, "decisions"), Rows: found.Rows, List: list, Form: f, MayAsk: key.Allows(project.EditRegisters), Today: key.Today(),
	})))
}

func decisionNarrowing(c *fiber.Ctx, t *i18n.Text) partial.Narrow {
	fields := []partial.Field{words(t), choice(t, "status", "decision.field.status", decision.Statuses(), "decision.status.")}
	return narrowing(c, append(append(fields, onSteps(t)...), only(t, "late", "decision.only_late"))...)
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

func (s *server) decisionPage(c *fiber.Ctx, key project.Scope) error {
	return s.showDecision(c, key, nil, nil)
}

// showDecision shows a question; question and verdict are its forms as they were
// typed, nil for what is stored.
func (s *server) showDecision(c *fiber.Ctx, key project.Scope, question, verdict *partial.Form) error {
	d, err := s.Decisions.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	back := projectPath(key, "decisions")
	p := decisions.OnePage{
		Decision: d, Form: s.filled(c, back+"/"+d.ID, d.Draft(key.Text), d.Version), Verdict: s.filled(c, back+"/"+d.ID+"/decide", nil, d.Version),
		Delete: s.filled(c, back+"/"+d.ID+"/delete", nil, d.Version), MayAsk: key.Allows(project.EditRegisters), MayDecide: key.Allows(project.Decide),
		Deciders: strings.Join(project.Decide.Named(key.Text), ", "), Today: key.Today(), Back: back,
	}
	if question != nil {
		p.Form = *question
	}
	if verdict != nil {
		p.Verdict = *verdict
	}
	p.Verdict.ID = "verdict-"
	page := inRoom(key, "decisions", d.Asks().In(key.Text), d.Code(),
		layout.Crumb{Label: key.Text.T("decision.title"), Href: back})
	return s.withAttached(c, key, page, record.Ref{Kind: decision.Kind, ID: d.ID}, decisions.One(p))
}

func (s *server) saveDecision(c *fiber.Ctx, key project.Scope) error {
	var d decision.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Decisions.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showDecision(c, key, &f, nil) })
	}
	return s.saidUndo(c, c.Path(), "common.saved")
}

// decide answers a question. When it was changed meanwhile it is shown as it is
// now, with the answer as it was typed.
func (s *server) decide(c *fiber.Ctx, key project.Scope) error {
	var v decision.Verdict
	err := parse(c, &v)
	if err == nil {
		_, err = s.Decisions.Decide(c.UserContext(), key, c.Params("id"), v)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error {
			if f.Theirs != nil {
				f.Theirs, f.Errors[""] = nil, key.Text.T("decision.fault.changed")
			}
			return s.showDecision(c, key, nil, &f)
		})
	}
	to := projectPath(key, "decisions", c.Params("id"))
	if !key.Allows(project.EditRegisters) { // who may not take anything back
		return s.said(c, to, "decision.said.decided")
	}
	return s.saidUndo(c, to, "decision.said.decided")
}

// deleteDecision shows the question with the reason when it has been decided.
func (s *server) deleteDecision(c *fiber.Ctx, key project.Scope) error {
	err := remove(s, c, key, projectPath(key, "decisions"), s.Decisions.Delete)
	return s.again(c, err, func(f partial.Form) error {
		d, err := s.Decisions.One(c.UserContext(), key, c.Params("id"))
		if err != nil {
			return err
		}
		f = whole(f, projectPath(key, "decisions", d.ID), d.Draft(key.Text))
		return s.showDecision(c, key, &f, nil)
	})
}

package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/decision"
	"stegvis/app/platform/date"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/decisions"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
)

func (s *server) decisionPage(c *fiber.Ctx, key project.Scope) error {
	return s.showDecision(c, key, partial.Form{}, account.Handed{})
}

// showDecision shows a decision; of its forms, the one that was sent is shown as it
// was typed, and handed is a link that was just made.
func (s *server) showDecision(c *fiber.Ctx, key project.Scope, typed partial.Form, handed account.Handed) error {
	d, err := s.Decisions.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	p := s.decisionForms(c, key, d, typed)
	if err := s.fillDeciding(c, key, d, &p); err != nil {
		return err
	}
	if err := s.fillVoices(c, key, d, typed, &p); err != nil {
		return err
	}
	p.Roll.Handed = handed
	p.Decision, p.AskedOn, p.Owner, p.People = d, date.Of(d.CreatedAt, key.Project.Zone()), people.names[d.Owner()], people.options
	p.MayAsk, p.MayDecide, p.Deciders = key.Allows(project.EditRegisters), key.Allows(project.Decide), strings.Join(project.Decide.Named(key.Text), ", ")
	p.Currency, p.Today = key.Project.Currency, key.Today()
	page := inRoom(key, "decisions", d.Asks().In(key.Text), d.Code(),
		layout.Crumb{Label: key.Text.T("decision.title"), Href: projectPath(key, "decisions")})
	return s.withAttached(c, key, page, record.Ref{Kind: decision.Kind, ID: d.ID}, decisions.One(p))
}

// decisionForms are all forms of a decision's page.
func (s *server) decisionForms(c *fiber.Ctx, key project.Scope, d decision.Decision, typed partial.Form) decisions.OnePage {
	home := projectPath(key, "decisions", d.ID)
	form := func(does string, draft any) partial.Form {
		f := s.filled(c, home+"/"+does, draft, d.Version)
		return among(typed, f, does)
	}
	p := decisions.OnePage{
		Form: s.filled(c, home, d.Draft(key.Text), d.Version), Delete: s.filled(c, home+"/delete", nil, d.Version), Verdict: form("decide", decision.Verdict{}),
		Carry: form("carry", d.Carrying()), Finish: form("done", decision.Ending{}), Reopen: form("reopen", nil),
		Circulate: form("circulate", nil), Recall: form("recall", nil), Ballot: form("votes", decision.Ballot{}), Close: form("close", nil),
	}
	if typed.Action == home {
		p.Form = typed
	}
	p.Verdict.ID, p.Ballot.ID = "verdict-", "ballot-"
	return p
}

func (s *server) saveDecision(c *fiber.Ctx, key project.Scope) error {
	var d decision.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Decisions.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showDecision(c, key, f, account.Handed{}) })
	}
	return s.saidUndo(c, c.Path(), "common.saved")
}

// decide answers a question. When it was changed meanwhile it is shown as it is
// now, with the answer as it was typed.
func (s *server) decide(c *fiber.Ctx, key project.Scope) error {
	var v decision.Verdict
	err := parse(c, &v)
	if err == nil {
		_, err = s.Deciding.Decide(c.UserContext(), key, c.Params("id"), v)
	}
	if err != nil {
		return s.decisionAgain(c, key, err, "decision.fault.changed")
	}
	to := projectPath(key, "decisions", c.Params("id"))
	if !key.Allows(project.EditRegisters) { // who may not take anything back
		return s.said(c, to, "decision.said.decided")
	}
	return s.saidUndo(c, to, "decision.said.decided")
}

// carryDecision names who carries a decision out.
func (s *server) carryDecision(c *fiber.Ctx, key project.Scope) error {
	var d decision.Carrying
	err := parse(c, &d)
	if err == nil {
		_, err = s.Decisions.Carry(c.UserContext(), key, c.Params("id"), d)
	}
	return s.tookFurther(c, key, err, "decision.said.carried")
}

// finishDecision notes that a decision was carried out.
func (s *server) finishDecision(c *fiber.Ctx, key project.Scope) error {
	var d decision.Ending
	err := parse(c, &d)
	if err == nil {
		_, err = s.Decisions.Finish(c.UserContext(), key, c.Params("id"), d)
	}
	return s.tookFurther(c, key, err, "decision.said.done")
}

// reopenDecision takes back that a decision was carried out.
func (s *server) reopenDecision(c *fiber.Ctx, key project.Scope) error {
	version, err := seen(c)
	if err == nil {
		_, err = s.Decisions.Reopen(c.UserContext(), key, c.Params("id"), version)
	}
	return s.tookFurther(c, key, err, "decision.said.reopened")
}

// tookFurther leads back to the decision that was taken a step further, or shows
// the form again.
func (s *server) tookFurther(c *fiber.Ctx, key project.Scope, err error, word string) error {
	if err != nil {
		return s.decisionAgain(c, key, err, "decision.fault.moved")
	}
	return s.saidUndo(c, projectPath(key, "decisions", c.Params("id")), word)
}

// decisionAgain shows one of the forms beside a decision again.
func (s *server) decisionAgain(c *fiber.Ctx, key project.Scope, err error, changed string) error {
	return s.again(c, err, func(f partial.Form) error {
		return s.showDecision(c, key, moved(key, f, changed), account.Handed{})
	})
}

// moved is a form that holds nothing of the row itself: when that was changed meanwhile,
// a sentence says so.
func moved(key project.Scope, f partial.Form, changed string) partial.Form {
	if f.Theirs != nil {
		f.Theirs, f.Errors[""] = nil, key.Text.T(changed)
	}
	return f
}

// deleteDecision shows the question with the reason when it has been decided.
func (s *server) deleteDecision(c *fiber.Ctx, key project.Scope) error {
	err := remove(s, c, key, projectPath(key, "decisions"), s.Decisions.Delete)
	return s.again(c, err, func(f partial.Form) error {
		d, err := s.Decisions.One(c.UserContext(), key, c.Params("id"))
		if err != nil {
			return err
		}
		return s.showDecision(c, key, whole(f, projectPath(key, "decisions", d.ID), d.Draft(key.Text)), account.Handed{})
	})
}

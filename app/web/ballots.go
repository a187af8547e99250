package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/project"
	"stegvis/templates/decisions"
	"stegvis/templates/layout"
	"stegvis/templates/letters"
	"stegvis/templates/partial"
)

// ballotRoutes are the addresses of those who answer a question by a link alone.
func (s *server) ballotRoutes(app *fiber.App) {
	app.Get("/ballot/:token", s.byLink(account.Ballot, s.borneBallot))
	app.Post("/ballot/:token/votes", s.byLink(account.Ballot, s.borneVote))
}

func (s *server) borneBallot(c *fiber.Ctx, b borne) error {
	return s.showBallot(c, b, partial.Form{})
}

// showBallot shows a question to the bearer of a link; typed is the form that is shown
// again, if there is one.
func (s *server) showBallot(c *fiber.Ctx, b borne, typed partial.Form) error {
	read, err := s.Deciding.Ballot(c.UserContext(), b.key, b.asked.ObjectID)
	if err != nil {
		return err
	}
	p := decisions.BallotPage{
		OnePage: decisions.OnePage{Decision: read.Decision, Tally: read.Tally, Ballot: among(typed, s.filled(c, b.home+"/votes", given(read.Tally.Own), read.Decision.Version), "ballot"),
			Currency: b.key.Project.Currency, Today: b.key.Today()},
		Of: b.key.Organisation + " · " + b.key.Project.Named().In(b.key.Text), Asked: b.asked, Left: read.Left, Until: b.link.ExpiresAt, Zone: b.key.Project.Zone(),
	}
	return s.framed(c, layout.Page{Title: read.Decision.Asks().In(b.key.Text)}, layout.Lone, decisions.Alone(p))
}

// given is the form as it was answered before, empty without an answer.
func given(v *decision.Vote) decision.Ballot {
	if v == nil {
		return decision.Ballot{}
	}
	return decision.Ballot{Choice: strconv.Itoa(v.Choice), Reason: v.Reason}
}

// unanswered is an answer that is shown again. Where the options were put anew meanwhile,
// the number that was chosen is one of others.
func unanswered(key project.Scope, f partial.Form) partial.Form {
	if f.Theirs != nil {
		f.Values.Del("choice")
	}
	return moved(key, f, "decision.fault.moved")
}

// borneVote notes what the bearer of a link answers.
func (s *server) borneVote(c *fiber.Ctx, b borne) error {
	if err := s.answers(c, b.key, b.asked.ObjectID); err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showBallot(c, b, unanswered(b.key, f)) })
	}
	return s.said(c, b.home+"#answered", "decision.said.voted")
}

// fillVoices puts onto a decision's page who answers by a link, for who hands these out.
func (s *server) fillVoices(c *fiber.Ctx, key project.Scope, d decision.Decision, typed partial.Form, p *decisions.OnePage) error {
	of, home := committee.Answering(d.ID), projectPath(key, "decisions", d.ID, "links")
	p.Roll = letters.Roll{Zone: key.Project.Zone(), Over: !d.Circulating(),
		Again: among(typed, s.blank(c, home, nil), "again"), Revoke: s.blank(c, home+"/revoke", nil)}
	if d.CirculatedAt == nil || !key.Allows(of.HandedOutBy()) {
		return nil
	}
	visitOf(c).fleeting = true // whether a letter is out or a link was opened
	var err error
	if p.Voices, p.Silent, err = s.Post.Voices(c.UserContext(), key, d.ID); err != nil {
		return err
	}
	if p.Roll.Askings, err = s.Post.Askings(c.UserContext(), key, of); err != nil {
		return err
	}
	p.Roll.Passes, err = s.Committee.Passes(c.UserContext(), key, of, p.Tally.Used)
	return err
}

// askVoice gives somebody without an account a new link to answer a question by.
func (s *server) askVoice(c *fiber.Ctx, key project.Scope) error {
	person, err := whoWasAsked(c)
	var handed account.Handed
	if err == nil {
		handed, err = s.Post.AskVoice(c.UserContext(), key, c.Params("id"), person)
	}
	if err != nil {
		return s.decisionAgain(c, key, err, "decision.fault.moved")
	}
	return s.handOver(c, handed, projectPath(key, "decisions", c.Params("id")), "asked.said.again", func() error {
		return s.showDecision(c, key, partial.Form{}, handed)
	})
}

// revokeVoice closes the links of somebody who answers a question by one.
func (s *server) revokeVoice(c *fiber.Ctx, key project.Scope) error {
	person, err := whoWasAsked(c)
	if err == nil {
		err = s.Post.RevokeVoice(c.UserContext(), key, c.Params("id"), person)
	}
	if err != nil {
		return s.decisionAgain(c, key, err, "decision.fault.moved")
	}
	return s.said(c, projectPath(key, "decisions", c.Params("id")), "asked.said.revoked")
}

// answers takes what a member of the committee answers to a question.
func (s *server) answers(c *fiber.Ctx, key project.Scope, id string) error {
	var b decision.Ballot
	err := parse(c, &b)
	if err == nil {
		err = s.Deciding.Vote(c.UserContext(), key, id, b)
	}
	return err
}

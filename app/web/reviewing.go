package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/committee"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/reports"
)

// reviewingRoutes are the addresses of a report's review within the app.
func (s *server) reviewingRoutes(p fiber.Router) {
	p.Get("/reports/:id/review", s.inProject(s.review))
	p.Post("/reports/:id/review", s.inProject(s.askForReview))
	p.Post("/reports/:id/review/close", s.inProject(s.closeReview))
	p.Post("/reports/:id/review/sign", s.inProject(s.signReview))
	p.Post("/reports/:id/review/comments", s.inProject(s.commentReview))
	p.Post("/reports/:id/review/links", s.inProject(s.askAgain))
	p.Post("/reports/:id/review/links/revoke", s.inProject(s.revokeReviewLink))
}

func (s *server) review(c *fiber.Ctx, key project.Scope) error {
	return s.showReview(c, key, partial.Form{}, account.Handed{})
}

// showReview shows a report under review; typed is the form that is shown again, if
// there is one, and handed a link that was just made.
func (s *server) showReview(c *fiber.Ctx, key project.Scope, typed partial.Form, handed account.Handed) error {
	read, err := s.Reviews.Read(c.UserContext(), key, c.Params("id"), s.Texts.For)
	if err != nil {
		return err
	}
	home := reportPath(key, read.Report.ID)
	at := home + "/review"
	p := s.reviewPage(c, key, read, at, home+"/report.pdf", typed)
	p.MayIssue, p.Handed = key.Allows(project.Issue), handed
	of := committee.Signing(read.Report.ID)
	p.Ask = among(typed, s.blank(c, at, nil), "ask")
	p.Again, p.Revoke = among(typed, s.blank(c, at+"/links", nil), "again"), s.blank(c, at+"/links/revoke", nil)
	p.Close = s.blank(c, at+"/close", nil)
	title := read.Report.Title(key.Text)
	page := amongReports(key, key.Text.T("review.of", "report", title), key.Text.T("review.purpose"), layout.Crumb{Label: title, Href: home})
	if read.Review.ID == "" {
		return s.page(c, page, reports.Unasked(p))
	}
	if p.Askings, err = s.Post.Askings(c.UserContext(), key, of); err != nil {
		return err
	}
	if p.MayIssue {
		if p.Passes, err = s.Committee.Passes(c.UserContext(), key, of, read.Review.Used()); err != nil {
			return err
		}
	}
	return s.page(c, page, reports.Review(p))
}

func (s *server) reviewAgain(c *fiber.Ctx, key project.Scope, err error) error {
	return s.again(c, err, func(f partial.Form) error { return s.showReview(c, key, f, account.Handed{}) })
}

// askForReview puts a report before the committee.
func (s *server) askForReview(c *fiber.Ctx, key project.Scope) error {
	if _, err := s.Post.AskForReview(c.UserContext(), key, c.Params("id")); err != nil {
		return s.reviewAgain(c, key, err)
	}
	return s.said(c, reportPath(key, c.Params("id"), "review"), "review.said.asked")
}

// closeReview has what came of a review stand.
func (s *server) closeReview(c *fiber.Ctx, key project.Scope) error {
	if _, err := s.Committee.CloseReview(c.UserContext(), key, c.Params("id")); err != nil {
		return s.reviewAgain(c, key, err)
	}
	return s.said(c, reportPath(key, c.Params("id"), "review"), "review.said.closed")
}

func (s *server) signReview(c *fiber.Ctx, key project.Scope) error {
	if err := s.signs(c, key, c.Params("id")); err != nil {
		return s.reviewAgain(c, key, err)
	}
	return s.said(c, reportPath(key, c.Params("id"), "review"), "review.said.signed")
}

func (s *server) commentReview(c *fiber.Ctx, key project.Scope) error {
	if err := s.comments(c, key, c.Params("id")); err != nil {
		return s.reviewAgain(c, key, err)
	}
	return s.said(c, reportPath(key, c.Params("id"), "review"), "review.said.commented")
}

// askAgain writes once more to somebody who was asked, with a new link for whoever
// needs one.
func (s *server) askAgain(c *fiber.Ctx, key project.Scope) error {
	asked, err := s.reviewer(c, key)
	var handed account.Handed
	if err == nil {
		handed, err = s.Post.AskAgain(c.UserContext(), key, asked)
	}
	if err != nil {
		return s.reviewAgain(c, key, err)
	}
	return s.handOver(c, handed, reportPath(key, c.Params("id"), "review"), "asked.said.again", func() error {
		return s.showReview(c, key, partial.Form{}, handed)
	})
}

func (s *server) revokeReviewLink(c *fiber.Ctx, key project.Scope) error {
	asked, err := s.reviewer(c, key)
	if err == nil {
		err = s.Post.RevokeLink(c.UserContext(), key, asked)
	}
	if err != nil {
		return s.reviewAgain(c, key, err)
	}
	return s.said(c, reportPath(key, c.Params("id"), "review"), "asked.said.revoked")
}

// reviewer is who was asked to sign a report, of whom a form is about.
func (s *server) reviewer(c *fiber.Ctx, key project.Scope) (committee.Asked, error) {
	id, err := whoWasAsked(c)
	if err != nil {
		return committee.Asked{}, err
	}
	return s.Committee.Line(c.UserContext(), key, committee.Signing(c.Params("id")), id)
}

// whoWasAsked is whom a form is about: the line of the roll, or the person.
func whoWasAsked(c *fiber.Ctx) (string, error) {
	var d struct {
		Asked string `form:"asked"`
	}
	err := parse(c, &d)
	return d.Asked, err
}

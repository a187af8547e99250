package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/committee"
	"stegvis/app/flow"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/letters"
	"stegvis/templates/partial"
	"stegvis/templates/reports"
)

// reviewRoutes are the addresses of those who review a report by a link alone.
func (s *server) reviewRoutes(app *fiber.App) {
	app.Get("/review/:token", s.byLink(account.Review, s.borneReview))
	app.Get("/review/:token/report.pdf", s.byLink(account.Review, s.bornePDF))
	app.Post("/review/:token/comments", s.byLink(account.Review, s.borneComment))
	app.Post("/review/:token/sign", s.byLink(account.Review, s.borneSign))
}

func (s *server) borneReview(c *fiber.Ctx, b borne) error {
	return s.showBorne(c, b, partial.Form{})
}

// showBorne shows a report to the bearer of a link; typed is the form that is shown
// again, if there is one.
func (s *server) showBorne(c *fiber.Ctx, b borne, typed partial.Form) error {
	read, err := s.Reviews.Read(c.UserContext(), b.key, b.asked.ObjectID, s.Texts.For)
	if err != nil {
		return err
	}
	for i, sheet := range read.Sheets {
		read.Sheets[i] = sheet.Still()
	}
	p := s.reviewPage(c, b.key, read, b.home, b.home+"/report.pdf", typed)
	p.Until = b.link.ExpiresAt
	return s.framed(c, layout.Page{Title: read.Report.Title(b.key.Text)}, layout.Lone, reports.Alone(p))
}

// reviewPage is a report with its review and the forms of whoever reads it.
func (s *server) reviewPage(c *fiber.Ctx, key project.Scope, read flow.Reviewed, home, file string, typed partial.Form) reports.ReviewPage {
	return reports.ReviewPage{
		Reviewed: read, Of: key.Organisation + " · " + key.Project.Named().In(key.Text), PDF: file,
		Roll:       letters.Roll{Zone: key.Project.Zone(), Over: read.Review.Closing != nil},
		Sign:       among(typed, s.blank(c, home+"/sign", committee.SignDraft{}), "sign"),
		Remark:     among(typed, s.blank(c, home+"/comments", committee.RemarkDraft{Section: committee.Whole}), "remark"),
		MayComment: read.Comments(key),
	}
}

func (s *server) bornePDF(c *fiber.Ctx, b borne) error {
	return s.sendIssued(c, b.key, b.asked.ObjectID, "")
}

func (s *server) borneComment(c *fiber.Ctx, b borne) error {
	if err := s.comments(c, b.key, b.asked.ObjectID); err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showBorne(c, b, f) })
	}
	return s.said(c, b.home+"#remarks", "review.said.commented")
}

func (s *server) borneSign(c *fiber.Ctx, b borne) error {
	if err := s.signs(c, b.key, b.asked.ObjectID); err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showBorne(c, b, f) })
	}
	return s.said(c, b.home+"#state", "review.said.signed")
}

// comments takes what was typed of a section of a report.
func (s *server) comments(c *fiber.Ctx, key project.Scope, reportID string) error {
	var d committee.RemarkDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Reviews.Say(c.UserContext(), key, reportID, d)
	}
	return err
}

// signs takes a signature under a report.
func (s *server) signs(c *fiber.Ctx, key project.Scope, reportID string) error {
	var d committee.SignDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Committee.Sign(c.UserContext(), key, reportID, d)
	}
	return err
}

package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/committee"
	"stegvis/app/flow"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/reports"
)

// reviewRoutes are the addresses of those who review a report by a link alone.
func (s *server) reviewRoutes(app *fiber.App) {
	app.Get("/review/:token", s.reviewing(s.borneReview))
	app.Get("/review/:token/report.pdf", s.reviewing(s.bornePDF))
	app.Post("/review/:token/comments", s.reviewing(s.borneComment))
	app.Post("/review/:token/sign", s.reviewing(s.borneSign))
}

// borne is what the bearer of a link came with: their key, and what they were asked.
type borne struct {
	key   project.Scope
	asked committee.Asked
	link  account.Link
	home  string
}

// reviewing wraps handlers for the bearer of a link to one report. Whoever has none is
// told the same, whatever became of it; no other site learns the address.
func (s *server) reviewing(h func(*fiber.Ctx, borne) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set("Referrer-Policy", "no-referrer")
		c.Set("X-Robots-Tag", "noindex, nofollow, noarchive")
		link, err := s.Accounts.LinkByToken(c.UserContext(), account.Review, c.Params("token"))
		if err != nil {
			return err
		}
		b := borne{link: link, home: "/review/" + url.PathEscape(c.Params("token"))}
		b.key, b.asked, err = s.Reviews.Enter(c.UserContext(), project.Guest{Link: link, Text: visitOf(c).text, Now: s.Now()})
		if err == nil {
			err = s.reading(c, func() error { return h(c, b) })
		}
		if fault.Is(err, fault.NotFound) {
			err = fault.New(fault.NotFound, account.SpentLink)
		}
		return err
	}
}

func (s *server) borneReview(c *fiber.Ctx, b borne) error {
	return s.showBorne(c, b, partial.Form{})
}

// showBorne shows a report to the bearer of a link; typed is the form that is shown
// again, if there is one.
func (s *server) showBorne(c *fiber.Ctx, b borne, typed partial.Form) error {
	read, err := s.Reviews.Read(c.UserContext(), b.key, b.asked.ReportID, s.Texts.For)
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
		Reviewed: read, Of: key.Organisation + " · " + key.Project.Named().In(key.Text), PDF: file, Zone: key.Project.Zone(),
		Sign:       among(typed, s.blank(c, home+"/sign", committee.SignDraft{}), "sign"),
		Remark:     among(typed, s.blank(c, home+"/comments", committee.RemarkDraft{Section: committee.Whole}), "remark"),
		MayComment: read.Comments(key),
	}
}

func (s *server) bornePDF(c *fiber.Ctx, b borne) error {
	return s.sendIssued(c, b.key, b.asked.ReportID, "")
}

func (s *server) borneComment(c *fiber.Ctx, b borne) error {
	if err := s.comments(c, b.key, b.asked.ReportID); err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showBorne(c, b, f) })
	}
	return s.said(c, b.home+"#remarks", "review.said.commented")
}

func (s *server) borneSign(c *fiber.Ctx, b borne) error {
	if err := s.signs(c, b.key, b.asked.ReportID); err != nil {
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

package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/report"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/reports"
)

// verifyPath is where anybody may ask whether a PDF is one that was issued.
const verifyPath = "/verify"

func (s *server) verifyForm(c *fiber.Ctx) error {
	return s.showVerify(c, reports.VerifyPage{Form: s.blank(c, verifyPath, nil)})
}

func (s *server) showVerify(c *fiber.Ctx, p reports.VerifyPage) error {
	t := visitOf(c).text
	p.Largest = min(report.LargestFile, s.settings.BodyLimit) >> 20
	p.Form.Once = "" // nothing is written, so that a file may be looked at twice
	page := layout.Page{Title: t.T("verify.title"), Purpose: t.T("verify.purpose")}
	if who, err := self(c); err == nil {
		page.Rooms = outerRooms(who)
		return s.page(c, page, reports.Verify(p))
	}
	return s.bare(c, page, reports.Verify(p))
}

// verify says what a file is that somebody has sent, and keeps nothing of it.
func (s *server) verify(c *fiber.Ctx) error {
	_, body, err := sentFile(c, "file", report.LargestFile)
	p := reports.VerifyPage{Form: s.blank(c, verifyPath, nil)}
	if err == nil {
		p.Found, err = s.Reports.VerifyFor(c.UserContext(), s.origin(c), s.Now(), body, s.languagesOf())
	}
	if err == nil {
		err = s.knownTo(c, &p)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showVerify(c, reports.VerifyPage{Form: f}) })
	}
	return s.showVerify(c, p)
}

// knownTo adds what only those learn who may enter the report's project.
func (s *server) knownTo(c *fiber.Ctx, p *reports.VerifyPage) error {
	who, err := self(c)
	if err != nil || p.Found.Report.ProjectID == "" {
		return nil // a stranger, or a report of no single project
	}
	key, err := s.Projects.OpenByID(c.UserContext(), who, p.Found.Report.ProjectID, visitOf(c).text)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err == nil {
		home := reportPath(key, p.Found.Report.ID)
		if p.Found.Report.Kind == report.KindMinutes {
			home = meetingPath(key, p.Found.Report.ID)
		}
		p.Inside = &reports.Inside{
			Project: key.Project.Named().In(key.Text), Home: home,
			When: key.Text.Instant(p.Found.Report.IssuedAt, key.Project.Zone()), Zone: key.Project.Zone(),
		}
		p.Inside.Review, err = s.Committee.Review(c.UserContext(), key, p.Found.Report.ID)
	}
	return err
}

// languagesOf is every language in which a report can be drawn.
func (s *server) languagesOf() []*i18n.Text {
	var all []*i18n.Text
	for _, tag := range s.Texts.Languages() {
		all = append(all, s.Texts.For(tag))
	}
	return all
}

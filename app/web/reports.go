package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/app/report"
	"stegvis/templates/reports"
)

func (s *server) reportRoom(c *fiber.Ctx, key project.Scope) error {
	p := reports.RoomPage{Steering: projectPath(key, "reports/steering.pdf"), Grid: projectPath(key, "reports/grid.pdf"), Maturity: projectPath(key, "reports/maturity.pdf")}
	own := key.Text.Lang()
	for _, tag := range s.Texts.Languages() {
		l := reports.Language{Tag: tag, Name: s.Texts.For(tag).T("format.language"), Own: tag == own}
		if l.Own {
			p.Languages = slices.Insert(p.Languages, 0, l)
		} else {
			p.Languages = append(p.Languages, l)
		}
	}
	return s.page(c, inRoom(key, "reports", key.Text.T("report.title"), key.Text.T("report.purpose")), reports.Room(p))
}

// reportLanguage is the language asked for, else the project's, else the
// reader's.
func (s *server) reportLanguage(key project.Scope, asked string) string {
	for _, lang := range []string{asked, key.Project.Language} {
		if slices.Contains(s.Texts.Languages(), lang) {
			return lang
		}
	}
	return key.Text.Lang()
}

func (s *server) steeringReport(c *fiber.Ctx, key project.Scope) error {
	return s.report(c, key, report.KindSteering)
}

func (s *server) gridReport(c *fiber.Ctx, key project.Scope) error {
	return s.report(c, key, report.KindGrid)
}

func (s *server) maturityReport(c *fiber.Ctx, key project.Scope) error {
	return s.report(c, key, report.KindMaturity)
}

func (s *server) report(c *fiber.Ctx, key project.Scope, kind report.Kind) error {
	t := s.Texts.For(s.reportLanguage(key, c.Query("lang")))
	file, err := s.Reports.Draw(c.UserContext(), key, kind, t)
	if err != nil {
		return err
	}
	stamp(c)
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+file.Name+`"`)
	c.Set(fiber.HeaderContentLanguage, t.Lang())
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(file.PDF)
}

package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/app/report"
	"stegvis/templates/partial"
	"stegvis/templates/reports"
)

// compareReports is what moved between two issued reports, the last two when none
// are named.
func (s *server) compareReports(c *fiber.Ctx, key project.Scope) error {
	var pair report.Pair
	if err := decode(query(c), &pair); err != nil {
		return err
	}
	found, all, err := s.Reports.Between(c.UserContext(), key, pair)
	if err != nil {
		return err
	}
	p := reports.ComparePage{
		Room: reportPath(key), Project: projectPath(key), Of: found,
		Form: s.filled(c, c.Path(), report.Pair{From: found.From.ID, To: found.To.ID}, 0),
	}
	for _, r := range all {
		p.Choices = append(p.Choices, partial.Option{Value: r.ID, Label: r.Title(key.Text) + ", " + key.Text.Day(r.Day)})
	}
	return s.page(c, amongReports(key, key.Text.T("moved.compare.title"), key.Text.T("moved.compare.purpose")), reports.Compare(p))
}

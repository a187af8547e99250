package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/chart"
	"stegvis/app/project"
	"stegvis/app/risk"
	"stegvis/templates/projects"
)

func (s *server) overview(c *fiber.Ctx, key project.Scope) error {
	cells, err := s.Risks.Matrix(c.UserContext(), key)
	if err != nil {
		return err
	}
	page := inRoom(key, "overview", key.Project.Named().In(key.Text), "")
	return s.page(c, page, projects.Overview(projects.OverviewPage{Project: key.Project, Matrix: chart.SVG(risk.Matrix(key.Text, cells), "matrix")}))
}

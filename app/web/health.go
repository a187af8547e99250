package web

import (
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
)

// keepHealth writes the project's health down after a change within it, so that
// the head of the next page shows it. The change itself is committed by then and
// stands, whatever comes of this.
func (s *server) keepHealth(c *fiber.Ctx, key project.Scope) {
	if !unsafe(c.Method()) || c.Response().StatusCode() != fiber.StatusSeeOther {
		return
	}
	if err := s.Outlook.Keep(c.UserContext(), key); err != nil {
		slog.Error("web: the health could not be kept", "error", err, "project", key.ProjectID, "request", requestID(c))
	}
}

// markHealth puts the project's health into the head of one of its pages: as it
// was last written down, which is one look at one row.
func (s *server) markHealth(c *fiber.Ctx, v *visit, p *layout.Project) error {
	if p == nil || v.key == nil || p.Health != "" {
		return nil
	}
	mark, err := s.Outlook.Mark(c.UserContext(), *v.key)
	if err == nil && mark.Colour != "" {
		p.Health, p.HealthWord = partial.ToneOf(mark.Colour), mark.Colour.Word(v.text)
	}
	return err
}

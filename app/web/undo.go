package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
)

func (s *server) undo(c *fiber.Ctx, key project.Scope) error {
	var d struct {
		Seq int64 `form:"seq"`
	}
	if err := parse(c, &d); err != nil {
		return err
	}
	if err := s.Undo.Take(c.UserContext(), key, d.Seq); err != nil {
		return err
	}
	return s.said(c, s.cameFrom(c, key), "common.undone")
}

// cameFrom is the page of this project that a form was sent from.
func (s *server) cameFrom(c *fiber.Ctx, key project.Scope) string {
	home := projectPath(key)
	if at := strings.Index(c.Get(fiber.HeaderReferer), home); at >= 0 {
		return c.Get(fiber.HeaderReferer)[at:]
	}
	return home
}

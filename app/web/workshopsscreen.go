package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/qr"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/workshops"
)

// screen is what the room sees on the wall. Whoever leads puts it there; it shows
// nothing that is hidden.
func (s *server) screen(c *fiber.Ctx, key project.Scope) error {
	if err := key.Require(project.Assess); err != nil {
		return err
	}
	w, err := s.Workshops.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	state, err := s.Workshops.Wall(c.UserContext(), w.ID)
	if err != nil {
		return err
	}
	p := workshops.ScreenPage{Home: projectPath(key, "workshops", w.ID), State: state, Now: s.Now(), Light: c.Query("light") != ""}
	if code := state.Workshop.Live.Code; code != nil {
		p.Address = s.settings.PublicURL + "/join"
		p.Host = strings.TrimPrefix(strings.TrimPrefix(p.Address, "https://"), "http://")
		if p.QR, err = qr.SVG(p.Address+"/"+*code, key.Text.T("workshop.screen.qr", "address", p.Host+"/"+*code)); err != nil {
			return err
		}
	}
	theme := "dark"
	if p.Light {
		theme = "light"
	}
	return s.framed(c, layout.Page{Title: w.Titled().In(key.Text), Theme: theme}, layout.Wall, workshops.Screen(p))
}

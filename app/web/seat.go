package web

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/workshop"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/phones"
)

// seatCookie holds the secret by which a phone is known again. It is no session:
// it opens one workshop, and nothing else of the project.
const (
	seatCookie     = "seat"
	seatCookieLife = 36 * time.Hour
)

// seated wraps handlers for the bearer of a seat in a workshop.
func (s *server) seated(h func(*fiber.Ctx, project.Guest) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		return s.reading(c, func() error {
			guest, err := s.guestOf(c)
			if err == nil {
				err = h(c, guest)
			}
			if f, ok := fault.As(err); ok && f.Kind == fault.NotFound {
				return s.seatless(c)
			}
			return err
		})
	}
}

// guestOf is the bearer of the seat that the browser holds.
func (s *server) guestOf(c *fiber.Ctx) (project.Guest, error) {
	token := c.Cookies(s.cookieName(seatCookie))
	if token == "" {
		return project.Guest{}, fault.Missing()
	}
	link, err := s.Accounts.LinkByToken(c.UserContext(), account.Seat, token)
	return project.Guest{Link: link, Text: visitOf(c).text, Now: s.Now()}, err
}

// seatless answers somebody who has no seat, or none any more, with the way to one.
func (s *server) seatless(c *fiber.Ctx) error {
	c.Status(fiber.StatusNotFound)
	if scripted(c) {
		return c.JSON(said{Said: i18n.T(c.UserContext(), "workshop.join.no_seat"), Gone: true})
	}
	form := s.blank(c, "/join", nil)
	form.Errors = map[string]string{"": i18n.T(c.UserContext(), "workshop.join.no_seat")}
	return s.showJoin(c, form)
}

// joinForm asks for a code, or, where the address brings one, for who comes. Whoever
// has a seat in that room already is led to it.
func (s *server) joinForm(c *fiber.Ctx) error {
	form := s.blank(c, "/join", workshop.Entry{Code: c.Params("code", c.Query("code"))})
	if form.Value("code") == "" {
		return s.showJoin(c, form)
	}
	if s.sitsIn(c, form.Value("code")) {
		return c.Redirect("/room", fiber.StatusSeeOther)
	}
	return s.showDoor(c, form)
}

// showJoin asks for the code alone.
func (s *server) showJoin(c *fiber.Ctx, f partial.Form) error {
	return s.bare(c, joinPage(c), phones.Join(phones.JoinPage{Form: f}))
}

// showDoor asks who comes in by the code that was typed.
func (s *server) showDoor(c *fiber.Ctx, f partial.Form) error {
	door, err := s.Workshops.Door(c.UserContext(), f.Value("code"), s.origin(c))
	if fl, ok := fault.As(err); ok {
		c.Status(status(fl.Kind))
		f.Errors = map[string]string{"code": i18n.T(c.UserContext(), fl.Text.Key, fl.Text.Args...)}
		return s.showJoin(c, f)
	}
	if err != nil {
		return err
	}
	page := layout.Page{Title: door.Workshop.Titled().In(visitOf(c).text), Purpose: i18n.T(c.UserContext(), "workshop.join.purpose_who")}
	return s.bare(c, page, phones.Join(phones.JoinPage{Form: f, Workshop: &door.Workshop, Admits: door.Workshop.Live.Admits(s.Now())}))
}

func joinPage(c *fiber.Ctx) layout.Page {
	return layout.Page{Title: i18n.T(c.UserContext(), "workshop.join.title"), Purpose: i18n.T(c.UserContext(), "workshop.join.purpose")}
}

// sitsIn reports whether the browser holds a seat in the room that a code opens.
func (s *server) sitsIn(c *fiber.Ctx, code string) bool {
	guest, err := s.guestOf(c)
	if err != nil {
		return false
	}
	_, w, err := s.Workshops.Seated(c.UserContext(), guest)
	return err == nil && w.Live.Code != nil && *w.Live.Code == workshop.Typed(code)
}

// join seats somebody. Who sends the form twice keeps the first seat.
func (s *server) join(c *fiber.Ctx) error {
	var e workshop.Entry
	err := parse(c, &e)
	if err == nil && s.sitsIn(c, e.Code) {
		return c.Redirect("/room", fiber.StatusSeeOther)
	}
	var token string
	if err == nil {
		_, token, err = s.Workshops.Join(c.UserContext(), e, s.origin(c))
	}
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.TooMany) {
		return s.wrongCode(c, e, err)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showAgain(c, f) })
	}
	s.setCookie(c, seatCookie, token, seatCookieLife)
	return c.Redirect("/room", fiber.StatusSeeOther)
}

// wrongCode shows a code once more that opens nothing.
func (s *server) wrongCode(c *fiber.Ctx, e workshop.Entry, err error) error {
	f, _ := fault.As(err)
	form := s.blank(c, "/join", e)
	form.Errors = map[string]string{"code": i18n.T(c.UserContext(), f.Text.Key, f.Text.Args...)}
	c.Status(status(f.Kind))
	return s.showJoin(c, form)
}

// showAgain shows the form of whoever could not come in.
func (s *server) showAgain(c *fiber.Ctx, f partial.Form) error {
	if f.Error("code") != "" {
		return s.showJoin(c, f)
	}
	return s.showDoor(c, f)
}

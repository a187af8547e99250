package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/committee"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// borne is what the bearer of a link came with: their key, and what they were asked.
type borne struct {
	key   project.Scope
	asked committee.Asked
	link  account.Link
	home  string
}

// borneDoor reports whether an address holds the token of a link, which is kept nowhere
// in clear: where a form led that was sent there is not noted, and what it writes is no
// second when it is sent twice.
func borneDoor(path string) bool {
	return strings.HasPrefix(path, "/"+string(account.Review)+"/") || strings.HasPrefix(path, "/"+string(account.Ballot)+"/")
}

// byLink wraps handlers for the bearer of a link to one thing that the committee is
// asked for. Whoever has none is told the same, whatever became of it; no other site
// learns the address.
func (s *server) byLink(purpose account.Purpose, h func(*fiber.Ctx, borne) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set("Referrer-Policy", "no-referrer")
		c.Set("X-Robots-Tag", "noindex, nofollow, noarchive")
		link, err := s.Accounts.LinkByToken(c.UserContext(), purpose, c.Params("token"))
		if err != nil {
			return err
		}
		b := borne{link: link, home: "/" + string(purpose) + "/" + url.PathEscape(c.Params("token"))}
		b.key, b.asked, err = s.Doors.Enter(c.UserContext(), project.Guest{Link: link, Text: visitOf(c).text, Now: s.Now()})
		if err == nil {
			err = s.reading(c, func() error { return h(c, b) })
		}
		if fault.Is(err, fault.NotFound) {
			err = fault.New(fault.NotFound, account.SpentLink)
		}
		return err
	}
}

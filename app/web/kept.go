package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/fault"
	"stegvis/templates/accounts"
	"stegvis/templates/layout"
)

// secrets are the fields that are never sent back to a page.
func secrets() []string { return []string{"password", "current", "new", "token"} }

// strangers' doors take a form from somebody who is not signed in.
func strangersDoor(path string) bool {
	return borneDoor(path) || slices.ContainsFunc([]string{"/sign-in", "/sign-out", "/set-up", "/forgot", "/reset/", "/invitation/", "/join", "/room", verifyPath}, func(door string) bool {
		return strings.HasPrefix(path, door)
	})
}

// sentHere says by the browser's word that a page of this site sent the request,
// whatever token it carries.
func sentHere(c *fiber.Ctx) bool {
	if site := c.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	from, err := url.Parse(c.Get(fiber.HeaderOrigin)) // browsers leave the other out where there is no https
	return err == nil && from.Host != "" && from.Host == string(c.Request().Host())
}

// keepable reports whether a form that cannot be taken now may be sent again: one
// of this site's own, for somebody who is signed in, and without secrets.
func keepable(c *fiber.Ctx) bool {
	typed := posted(c)
	return unsafe(c.Method()) && !strangersDoor(c.Path()) && sentHere(c) && len(typed) > 0 &&
		!slices.ContainsFunc(secrets(), func(name string) bool { return typed.Has(name) })
}

// refuseForm answers a form whose token is not this session's. Nobody has to
// type again what they typed before their session ended.
func (s *server) refuseForm(c *fiber.Ctx, v *visit) error {
	switch {
	case !keepable(c):
		return fault.New(fault.Forbidden, "fault.csrf")
	case v.signed == nil:
		return fault.New(fault.Unauthenticated, "account.fault.signed_out")
	}
	c.Status(fiber.StatusForbidden)
	return s.offerKept(c, c.Path(), posted(c))
}

// keepForm asks somebody to sign in, and holds meanwhile what they have sent.
func (s *server) keepForm(c *fiber.Ctx) error {
	typed := posted(c)
	typed.Del("csrf")
	form := s.blank(c, "/sign-in", nil).With("kept", typed.Encode()).With("to", c.Path())
	c.Set("HX-Push-Url", "false") // the address stays that of the page that was left
	c.Status(fiber.StatusUnauthorized)
	return s.showSignIn(c, form, "")
}

// offerKept offers to send once more what was kept. It is not sent by itself:
// somebody else may have signed in.
func (s *server) offerKept(c *fiber.Ctx, to string, typed url.Values) error {
	form := s.blank(c, to, nil)
	form.Version, _ = strconv.ParseInt(typed.Get("version"), 10, 64)
	for _, own := range []string{"csrf", "version"} {
		typed.Del(own)
	}
	form.Values = typed
	c.Set("HX-Push-Url", "false")
	t := visitOf(c).text
	page := layout.Page{Title: t.T("account.kept.title"), Purpose: t.T("account.kept.purpose")}
	return s.bare(c, page, accounts.Kept(accounts.KeptPage{Form: form, Leave: cameFrom(to)}))
}

// cameFrom is the page that a form's address belongs to, as near as it can be
// told: the project's or the reader's own.
func cameFrom(to string) string {
	parts := strings.Split(strings.TrimPrefix(to, "/"), "/")
	if parts[0] == "projects" && len(parts) > 1 {
		return "/projects/" + parts[1]
	}
	return "/projects"
}

// resume gives the browser its session and, where a form was kept, offers it.
func (s *server) resume(c *fiber.Ctx, token string) error {
	typed, err := url.ParseQuery(c.FormValue("kept"))
	if err != nil || len(typed) == 0 {
		return s.admit(c, token, within(c.FormValue("next")))
	}
	if err := s.changeSession(c, token); err != nil {
		return err
	}
	signed, err := s.Accounts.BySession(c.UserContext(), token)
	if err != nil {
		return err
	}
	v := visitOf(c)
	v.signed, v.token, v.csrf = &signed, token, signed.Session.CSRF
	if signed.Account.Language != "" {
		s.speak(c, v, signed.Account.Language)
	}
	return s.offerKept(c, within(c.FormValue("to")), typed)
}

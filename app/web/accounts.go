package web

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/fault"
	"stegvis/templates/accounts"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
)

const sessionCookie = 30 * 24 * time.Hour

// front leads everybody to where they belong.
func (s *server) front(c *fiber.Ctx) error {
	if visitOf(c).signed != nil {
		return c.Redirect("/projects", fiber.StatusSeeOther)
	}
	any, err := s.Accounts.Any(c.UserContext())
	if err != nil {
		return err
	}
	if !any {
		return c.Redirect("/set-up", fiber.StatusSeeOther)
	}
	return c.Redirect("/sign-in", fiber.StatusSeeOther)
}

func (s *server) setUpForm(c *fiber.Ctx) error {
	any, err := s.Accounts.Any(c.UserContext())
	if err != nil {
		return err
	}
	if any {
		return fault.Missing()
	}
	return s.showSetUp(c, s.blank(c, "/set-up", nil))
}

func (s *server) showSetUp(c *fiber.Ctx, f partial.Form) error {
	t := visitOf(c).text
	return s.bare(c, layout.Page{Title: t.T("account.set_up.title"), Purpose: t.T("account.set_up.purpose")}, accounts.SetUp(f))
}

func (s *server) setUp(c *fiber.Ctx) error {
	var d account.FirstDraft
	err := parse(c, &d)
	var a account.Account
	if err == nil {
		d.Language = visitOf(c).text.Lang()
		a, err = s.Accounts.SetUp(c.UserContext(), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showSetUp(c, f) })
	}
	return s.enter(c, a, "/projects")
}

// enter opens a session for somebody who has proved who they are.
func (s *server) enter(c *fiber.Ctx, a account.Account, to string) error {
	token, err := s.Accounts.OpenSession(c.UserContext(), a, c.Get(fiber.HeaderUserAgent))
	if err != nil {
		return err
	}
	return s.admit(c, token, to)
}

// admit gives a browser its new session. The one that it came with ends, so that
// nobody who put it there goes along.
func (s *server) admit(c *fiber.Ctx, token, to string) error {
	if err := s.changeSession(c, token); err != nil {
		return err
	}
	return c.Redirect(to, fiber.StatusSeeOther)
}

func (s *server) changeSession(c *fiber.Ctx, token string) error {
	if old := visitOf(c).token; old != "" {
		if err := s.Accounts.SignOut(c.UserContext(), old); err != nil {
			return err
		}
	}
	s.setCookie(c, "session", token, sessionCookie)
	return nil
}

func (s *server) signInForm(c *fiber.Ctx) error {
	if visitOf(c).signed != nil {
		return c.Redirect("/projects", fiber.StatusSeeOther)
	}
	return s.showSignIn(c, s.blank(c, "/sign-in", nil), c.Query("next"))
}

func (s *server) showSignIn(c *fiber.Ctx, f partial.Form, next string) error {
	t := visitOf(c).text
	page := layout.Page{Title: t.T("account.sign_in.title"), Purpose: t.T("account.sign_in.purpose")}
	return s.bare(c, page, accounts.SignIn(accounts.SignInPage{Form: f, Next: next}))
}

func (s *server) signIn(c *fiber.Ctx) error {
	var d account.Credentials
	err := parse(c, &d)
	var token string
	if err == nil {
		token, _, err = s.Accounts.SignIn(c.UserContext(), d, s.origin(c), c.Get(fiber.HeaderUserAgent))
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showSignIn(c, f, c.FormValue("next")) })
	}
	return s.resume(c, token)
}

// within keeps a return address inside this site. Browsers read a backslash as a
// slash and leave tabs and line breaks out.
func within(next string) string {
	strange := func(r rune) bool { return r == '\\' || r <= ' ' || r == 0x7f }
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsFunc(next, strange) {
		return "/projects"
	}
	return next
}

func (s *server) signOut(c *fiber.Ctx) error {
	if v := visitOf(c); v.token != "" {
		if err := s.Accounts.SignOut(c.UserContext(), v.token); err != nil {
			return err
		}
	}
	s.dropCookie(c, "session")
	if next := c.FormValue("next"); next != "" {
		return c.Redirect(within(next), fiber.StatusSeeOther)
	}
	return c.Redirect("/sign-in", fiber.StatusSeeOther)
}

func (s *server) me(c *fiber.Ctx, who account.Account) error {
	return s.showMe(c, who, partial.Form{})
}

// showMe shows a person's own settings; typed is the form that is shown again.
func (s *server) showMe(c *fiber.Ctx, who account.Account, typed partial.Form) error {
	t := visitOf(c).text
	sessions, err := s.Accounts.Sessions(c.UserContext(), who)
	if err != nil {
		return err
	}
	p := accounts.MePage{Languages: s.languages(), Password: s.blank(c, "/me/password", nil), Everywhere: s.blank(c, "/me/sign-out-everywhere", nil),
		Preferences: s.blank(c, "/me", account.Preferences{Name: who.Name, Language: t.Lang(), Theme: who.Theme})}
	for _, one := range sessions {
		p.Sessions = append(p.Sessions, accounts.Session{Session: one, Here: one.TokenHash == visitOf(c).signed.Session.TokenHash,
			End: s.blank(c, "/me/sessions/"+one.TokenHash+"/end", nil)})
	}
	p.Place(typed)
	page := layout.Page{Title: t.T("account.me.title"), Purpose: t.T("account.me.purpose"), Rooms: outerRooms(who)}
	return s.page(c, page, accounts.Me(p))
}

func (s *server) saveMe(c *fiber.Ctx, who account.Account) error {
	var d account.Preferences
	err := parse(c, &d)
	if err == nil {
		err = s.Accounts.SavePreferences(c.UserContext(), who, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMe(c, who, f) })
	}
	return s.said(c, "/me", "common.saved")
}

func (s *server) changePassword(c *fiber.Ctx, who account.Account) error {
	var d account.PasswordChange
	err := parse(c, &d)
	if err == nil {
		err = s.Accounts.ChangePassword(c.UserContext(), who, visitOf(c).token, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMe(c, who, f) })
	}
	return s.said(c, "/me", "account.reset.done")
}

func (s *server) endSession(c *fiber.Ctx, who account.Account) error {
	if err := s.Accounts.EndSession(c.UserContext(), who, c.Params("id")); err != nil {
		return err
	}
	return s.said(c, "/me", "account.me.ended")
}

func (s *server) signOutEverywhere(c *fiber.Ctx, who account.Account) error {
	if err := s.Accounts.SignOutEverywhere(c.UserContext(), who); err != nil {
		return err
	}
	s.dropCookie(c, "session")
	return c.Redirect("/sign-in", fiber.StatusSeeOther)
}

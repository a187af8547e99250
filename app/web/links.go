package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/project"
	"stegvis/templates/accounts"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
)

// bearing wraps handlers for whoever holds the link in the address.
func (s *server) bearing(purpose account.Purpose, h func(*fiber.Ctx, project.Guest) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		return s.reading(c, func() error {
			link, err := s.Accounts.LinkByToken(c.UserContext(), purpose, c.Params("token"))
			if err != nil {
				return err
			}
			return h(c, project.Guest{Link: link, Text: visitOf(c).text, Now: s.Now()})
		})
	}
}

func (s *server) forgotForm(c *fiber.Ctx) error { return s.showForgot(c, s.blank(c, "/forgot", nil)) }

func (s *server) showForgot(c *fiber.Ctx, f partial.Form) error {
	t := visitOf(c).text
	page := layout.Page{Title: t.T("account.forgot.title")}
	mails := s.Accounts.Letters().Sends
	if mails {
		page.Purpose = t.T("account.forgot.purpose")
	}
	return s.bare(c, page, accounts.Forgot(f, mails))
}

func (s *server) forgot(c *fiber.Ctx) error {
	var d account.Forgotten
	err := parse(c, &d)
	if err == nil {
		err = s.Accounts.Forgot(c.UserContext(), d, s.origin(c))
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showForgot(c, f) })
	}
	return s.bare(c, layout.Page{Title: visitOf(c).text.T("account.forgot.sent_title")}, accounts.Sent())
}

func (s *server) resetForm(c *fiber.Ctx, _ project.Guest) error {
	return s.showReset(c, s.blank(c, c.Path(), nil))
}

func (s *server) showReset(c *fiber.Ctx, f partial.Form) error {
	return s.bare(c, layout.Page{Title: visitOf(c).text.T("account.reset.title")}, accounts.Reset(f))
}

func (s *server) reset(c *fiber.Ctx, guest project.Guest) error {
	var d account.NewPassword
	err := parse(c, &d)
	var a account.Account
	if err == nil {
		a, err = s.Accounts.ResetByLink(c.UserContext(), guest.Link, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showReset(c, f) })
	}
	s.say(c, "account.reset.done")
	return s.enter(c, a, "/projects")
}

func (s *server) invitation(c *fiber.Ctx, guest project.Guest) error {
	return s.showInvitation(c, guest, s.blank(c, c.Path(), nil))
}

func (s *server) showInvitation(c *fiber.Ctx, guest project.Guest, f partial.Form) error {
	in, err := s.Projects.Invitation(c.UserContext(), guest)
	if err != nil {
		return err
	}
	here := "/invitation/" + url.PathEscape(c.Params("token"))
	p := accounts.InvitationPage{Invited: in, Newcomer: f, SignIn: "/sign-in?next=" + url.QueryEscape(here),
		Take: s.blank(c, here+"/take", nil), Leave: s.blank(c, "/sign-out", nil).With("next", here)}
	if v := visitOf(c); v.signed != nil {
		p.Self = &v.signed.Account
	}
	t := guest.Text
	name := in.Organisation.Name
	if in.Project.ID != "" {
		name = in.Project.Named().In(t)
	}
	return s.bare(c, layout.Page{Title: t.T("account.invitation.title", "name", name)}, accounts.Invitation(p))
}

// accept makes an account for somebody who has none.
func (s *server) accept(c *fiber.Ctx, guest project.Guest) error {
	var d project.Newcomer
	err := parse(c, &d)
	var a account.Account
	if err == nil {
		a, err = s.Projects.Accept(c.UserContext(), guest, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showInvitation(c, guest, f) })
	}
	s.say(c, "account.invitation.taken")
	return s.enter(c, a, "/projects")
}

// take makes whoever is signed in a member.
func (s *server) take(c *fiber.Ctx, guest project.Guest) error {
	who, err := self(c)
	if err == nil {
		err = s.Projects.Take(c.UserContext(), guest, who)
	}
	if err != nil {
		return err
	}
	return s.said(c, "/projects", "account.invitation.taken")
}

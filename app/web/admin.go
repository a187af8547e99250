package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/record"
	"stegvis/templates/administration"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
)

const accountsPath = "/admin/accounts"

func (s *server) accountList(c *fiber.Ctx, who account.Account) error {
	return s.showAccounts(c, who, partial.Form{}, account.Handed{})
}

func (s *server) showAccounts(c *fiber.Ctx, who account.Account, typed partial.Form, handed account.Handed) error {
	p := administration.AccountsPage{Handed: handed, Languages: s.languages(),
		Add: s.blank(c, accountsPath, account.Admission{Language: visitOf(c).text.Lang()})}
	p.Place(typed)
	return s.listAccounts(c, who, p)
}

// listAccounts adds the accounts that the address asks for, on the page or as a file.
func (s *server) listAccounts(c *fiber.Ctx, who account.Account, p administration.AccountsPage) error {
	var filter account.Filter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	t := visitOf(c).text
	if exporting(c) {
		return exportAs(c, t, "accounts-"+s.Now().UTC().Format("2006-01-02"), accountTable(t), func(at record.Page) (record.Paged[account.Account], error) {
			filter.Page = at
			return s.Accounts.List(c.UserContext(), who, filter)
		})
	}
	found, err := s.Accounts.List(c.UserContext(), who, filter)
	if err != nil {
		return err
	}
	for _, a := range found.Rows {
		at := accountsPath + "/" + a.ID
		p.Accounts = append(p.Accounts, administration.Account{Account: a, Self: a.ID == who.ID, Allow: s.blank(c, at+"/organisations", nil),
			Reset: s.blank(c, at+"/reset", nil), Close: s.blank(c, at+"/close", nil), Reopen: s.blank(c, at+"/reopen", nil)})
	}
	search := partial.Field{Name: "q", Label: t.T("admin.search"), Input: partial.Searched}
	p.List = listing(c, t, accountTable(t), found, narrowing(c, search, only(t, "closed", "admin.only_closed")))
	p.List.Label, p.List.Empty = t.T("admin.title"), t.T("admin.empty")
	page := layout.Page{Title: t.T("admin.title"), Purpose: t.T("admin.purpose"), Room: "admin", Rooms: outerRooms(who)}
	return s.page(c, page, administration.Accounts(p))
}

func (s *server) againAccounts(c *fiber.Ctx, who account.Account, err error) error {
	return s.again(c, err, func(f partial.Form) error { return s.showAccounts(c, who, f, account.Handed{}) })
}

func (s *server) admitAccount(c *fiber.Ctx, who account.Account) error {
	var d account.Admission
	err := parse(c, &d)
	var handed account.Handed
	if err == nil {
		handed, err = s.Accounts.Admit(c.UserContext(), who, d)
	}
	if err != nil {
		return s.againAccounts(c, who, err)
	}
	return s.handOver(c, handed, accountsPath, "admin.said.admitted", func() error {
		return s.showAccounts(c, who, partial.Form{}, handed)
	})
}

func (s *server) resetAccount(c *fiber.Ctx, who account.Account) error {
	handed, err := s.Accounts.ResetOf(c.UserContext(), who, c.Params("id"))
	if err != nil {
		return s.againAccounts(c, who, err)
	}
	return s.handOver(c, handed, accountsPath, "member.said.reset", func() error {
		return s.showAccounts(c, who, partial.Form{}, handed)
	})
}

func (s *server) allowOrganisations(c *fiber.Ctx, who account.Account) error {
	var d struct {
		Allowed bool `form:"allowed"`
	}
	err := parse(c, &d)
	if err == nil {
		err = s.Accounts.AllowOrganisations(c.UserContext(), who, c.Params("id"), d.Allowed)
	}
	if err != nil {
		return s.againAccounts(c, who, err)
	}
	return s.said(c, accountsPath, "common.saved")
}

func (s *server) closeAccount(c *fiber.Ctx, who account.Account) error {
	if err := s.Accounts.Close(c.UserContext(), who, c.Params("id")); err != nil {
		return s.againAccounts(c, who, err)
	}
	return s.said(c, accountsPath, "admin.said.closed")
}

func (s *server) reopenAccount(c *fiber.Ctx, who account.Account) error {
	if err := s.Accounts.Reopen(c.UserContext(), who, c.Params("id")); err != nil {
		return s.againAccounts(c, who, err)
	}
	return s.said(c, accountsPath, "admin.said.reopened")
}

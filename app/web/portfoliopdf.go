package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/report"
	"stegvis/templates/layout"
	"stegvis/templates/organisations"
	"stegvis/templates/reports"
)

// spokenIn is the language that the address asks for, else another where there is one,
// else the reader's.
func (s *server) spokenIn(c *fiber.Ctx, key project.OrgScope, others ...string) *i18n.Text {
	for _, lang := range append([]string{c.Query("lang")}, others...) {
		if slices.Contains(s.Texts.Languages(), lang) {
			return s.Texts.For(lang)
		}
	}
	return key.Text
}

// portfolioPDF is where the organisation's projects stand, those that the reader may
// open, in the language asked for or else the reader's.
func (s *server) portfolioPDF(c *fiber.Ctx, key project.OrgScope) error {
	t := s.spokenIn(c, key)
	file, err := s.Reports.Portfolio(c.UserContext(), key, s.Now(), t)
	if err != nil {
		return err
	}
	return sendPDF(c, file.Name, t.Lang(), file.PDF)
}

// issuePortfolio issues that, in the reader's language.
func (s *server) issuePortfolio(c *fiber.Ctx, key project.OrgScope) error {
	issued, err := s.Reports.IssuePortfolio(c.UserContext(), key, s.Now(), key.Text)
	if err != nil {
		return s.againOrganisation(c, key, err)
	}
	return s.said(c, organisationPath(key)+"/portfolio/"+issued.ID, "report.said.issued")
}

// issuedPortfolio is one that was issued.
func (s *server) issuedPortfolio(c *fiber.Ctx, key project.OrgScope) error {
	r, err := s.Reports.PortfolioOf(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	file, err := s.Reports.PortfolioFile(c.UserContext(), key, r.ID, s.Texts.For(r.Lang))
	if err != nil {
		return err
	}
	p := reports.IssuedPage{Report: r, Home: organisationPath(key) + "/portfolio/" + r.ID, When: key.Text.Instant(r.IssuedAt, s.Now().Location()), Languages: s.languagesIn(r)}
	if p.Sheets, err = s.Reports.Sheets(c.UserContext(), file.PDF); err != nil {
		return err
	}
	page := organisationHead(key)
	page.Crumbs = append(page.Crumbs, layout.Crumb{Label: page.Title, Href: organisationPath(key)})
	page.Title, page.Purpose, page.Action = r.Title(key.Text), key.Text.T("report.issued_purpose"), nil
	return s.page(c, page, reports.IssuedPortfolio(p))
}

// issuedPortfolioPDF is its file, or what it says in another language.
func (s *server) issuedPortfolioPDF(c *fiber.Ctx, key project.OrgScope) error {
	r, err := s.Reports.PortfolioOf(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	t := s.spokenIn(c, key, r.Lang)
	file, err := s.Reports.PortfolioFile(c.UserContext(), key, r.ID, t)
	if err != nil {
		return err
	}
	return sendPDF(c, file.Name, t.Lang(), file.PDF)
}

// addPortfolios adds the reports that were issued of the organisation, for its owners.
func (s *server) addPortfolios(c *fiber.Ctx, key project.OrgScope, _ organisationFilter, p *organisations.OnePage) error {
	if key.Role != account.Owner {
		return nil
	}
	found, err := s.Reports.Portfolios(c.UserContext(), key, database.Page{Number: c.QueryInt("reports", 1), Size: 10})
	p.Issued, p.Issue = found.Rows, s.blank(c, p.Home+"/portfolio", nil)
	p.IssuedPages = pagesOf(c, "reports", key.Text.T("report.issued"), found)
	return err
}

// languagesIn are the languages in which an issued report can be read, its own first.
func (s *server) languagesIn(r report.Issued) []reports.Language {
	var all []reports.Language
	for _, tag := range r.Languages(s.Texts.Languages()) {
		all = append(all, reports.Language{Tag: tag, Name: s.Texts.For(tag).T("format.language"), Own: tag == r.Lang})
	}
	return all
}

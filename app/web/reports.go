package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/report"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/reports"
)

func reportPath(key project.Scope, rest ...string) string {
	return projectPath(key, append([]string{"reports"}, rest...)...)
}

// amongReports begins a page of the reports' room.
func amongReports(key project.Scope, title, purpose string, crumbs ...layout.Crumb) layout.Page {
	room := layout.Crumb{Label: key.Text.T("report.title"), Href: reportPath(key)}
	return inRoom(key, "reports", title, purpose, append([]layout.Crumb{room}, crumbs...)...)
}

// reportRoom is what was issued, what is being prepared, and every report as it would
// look now.
func (s *server) reportRoom(c *fiber.Ctx, key project.Scope) error {
	var f report.Filter
	if err := decode(query(c), &f); err != nil {
		return err
	}
	issued, err := s.Reports.List(c.UserContext(), key, f)
	if err != nil {
		return err
	}
	variants, err := s.Reports.Variants.All(c.UserContext(), key)
	if err != nil {
		return err
	}
	p := reports.RoomPage{
		Home: reportPath(key), Workshops: projectPath(key, "workshops"), Issued: issued.Rows, Pages: pages(c, issued), Variants: variants, Languages: s.readIn(key),
		Kinds: report.Kinds(), MayIssue: key.Allows(project.Issue), Prepare: s.blank(c, reportPath(key, "drafts"), nil),
	}
	var ids []string
	for _, r := range issued.Rows {
		ids = append(ids, r.ID)
	}
	if p.Reviews, err = s.Committee.Reviews(c.UserContext(), key, ids); err != nil {
		return err
	}
	if p.MayIssue {
		if p.Drafts, err = s.Reports.Drafts.Open(c.UserContext(), key); err != nil {
			return err
		}
		if p.Of, err = s.subjectsOf(c, key, p.Drafts); err != nil {
			return err
		}
		if p.Scheduled, err = s.Post.All(c.UserContext(), key); err != nil {
			return err
		}
		p.Choices.Zone = key.Project.Zone()
	}
	return s.page(c, inRoom(key, "reports", key.Text.T("report.title"), key.Text.T("report.purpose")), reports.Room(p))
}

// subjectsOf are what drafts are of, by its id: a workshop each.
func (s *server) subjectsOf(c *fiber.Ctx, key project.Scope, drafts []report.Draft) (map[string]i18n.Phrase, error) {
	var ids []string
	for _, d := range drafts {
		if d.SubjectID != "" {
			ids = append(ids, d.SubjectID)
		}
	}
	found, err := s.Workshops.Some(c.UserContext(), key, ids)
	of := map[string]i18n.Phrase{}
	for id, w := range found {
		of[id] = w.Titled()
	}
	return of, err
}

// readIn are the languages in which a report can be read, the reader's own first.
func (s *server) readIn(key project.Scope) []reports.Language {
	var all []reports.Language
	own := key.Text.Lang()
	for _, tag := range s.Texts.Languages() {
		l := reports.Language{Tag: tag, Name: s.Texts.For(tag).T("format.language"), Own: tag == own}
		if l.Own {
			all = slices.Insert(all, 0, l)
		} else {
			all = append(all, l)
		}
	}
	return all
}

// reportLanguage is the language asked for, else the one that the report is in or
// else the project's, else the reader's.
func (s *server) reportLanguage(key project.Scope, asked ...string) *i18n.Text {
	for _, lang := range append(asked, key.Project.Language) {
		if slices.Contains(s.Texts.Languages(), lang) {
			return s.Texts.For(lang)
		}
	}
	return key.Text
}

// reportPreview is a report of a kind as it would look if it were issued now.
func (s *server) reportPreview(c *fiber.Ctx, key project.Scope) error {
	t := s.reportLanguage(key, c.Query("lang"))
	drawn, in, err := s.Reports.Preview(c.UserContext(), key, report.Wanted{Kind: report.Kind(c.Params("report")), Subject: c.Query("subject")}, t)
	if err != nil {
		return err
	}
	return sendPDF(c, in.FileName(key.Project.Slug, t.Lang()), t.Lang(), drawn.PDF)
}

// sendPDF answers with a file.
func sendPDF(c *fiber.Ctx, name, lang string, file []byte) error {
	stamp(c)
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+name+`"`)
	c.Set(fiber.HeaderContentLanguage, lang)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(file)
}

// issuedReport is a report that was issued.
func (s *server) issuedReport(c *fiber.Ctx, key project.Scope) error {
	return s.showIssued(c, key, partial.Form{})
}

// showIssued shows an issued report with who got it; typed is the form that is shown
// again, if there is one.
func (s *server) showIssued(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	r, err := s.Reports.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	p := reports.IssuedPage{Report: r, Home: reportPath(key, r.ID), When: key.Text.Instant(r.IssuedAt, key.Project.Zone()), Languages: s.languagesIn(r), Zone: key.Project.Zone(),
		MayIssue: key.Allows(project.Issue), Ask: s.blank(c, reportPath(key, r.ID, "review"), nil)}
	if p.Review, err = s.Committee.Review(c.UserContext(), key, r.ID); err != nil {
		return err
	}
	if r.BeforeID != "" {
		before, err := s.Reports.One(c.UserContext(), key, r.BeforeID)
		if err != nil {
			return err
		}
		p.Before = &before
	}
	if p.Sent, err = s.sent(c, key, r.ID, typed); err != nil {
		return err
	}
	file, err := s.Reports.File(c.UserContext(), key, r.ID, s.reportLanguage(key, r.Lang))
	if err != nil {
		return err
	}
	if p.Sheets, err = s.Reports.Sheets(c.UserContext(), file.PDF); err != nil {
		return err
	}
	page := amongReports(key, r.Title(key.Text), key.Text.T("report.issued_purpose"))
	return s.page(c, page, reports.Issued(p))
}

// issuedPDF is an issued report's file, or what it says in another language.
func (s *server) issuedPDF(c *fiber.Ctx, key project.Scope) error {
	return s.sendIssued(c, key, c.Params("id"), c.Query("lang"))
}

// sendIssued answers with an issued report's file in a language, "" for its own.
func (s *server) sendIssued(c *fiber.Ctx, key project.Scope, id, lang string) error {
	r, err := s.Reports.One(c.UserContext(), key, id)
	if err != nil {
		return err
	}
	t := s.reportLanguage(key, lang, r.Lang)
	file, err := s.Reports.File(c.UserContext(), key, r.ID, t)
	if err != nil {
		return err
	}
	return sendPDF(c, file.Name, t.Lang(), file.PDF)
}

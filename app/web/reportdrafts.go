package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/app/report"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/reports"
)

// prepareReport begins a draft and leads to it.
func (s *server) prepareReport(c *fiber.Ctx, key project.Scope) error {
	var d report.DraftForm
	if err := parse(c, &d); err != nil {
		return err
	}
	made, err := s.Reports.Drafts.Create(c.UserContext(), key, d)
	if err != nil {
		return err
	}
	return c.Redirect(reportPath(key, "drafts", made.ID), fiber.StatusSeeOther)
}

func (s *server) reportDraft(c *fiber.Ctx, key project.Scope) error {
	if err := key.Require(project.Issue); err != nil {
		return err
	}
	return s.showDraft(c, key, nil)
}

// showDraft shows a draft as it will print, with what will not fit, and its form, as
// it was typed when given. Of one that was issued it leads to the report.
func (s *server) showDraft(c *fiber.Ctx, key project.Scope, typed *partial.Form) error {
	d, err := s.Reports.Drafts.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	if d.IssuedID != "" {
		return c.Redirect(reportPath(key, d.IssuedID), fiber.StatusSeeOther)
	}
	drawn, in, err := s.Reports.Preview(c.UserContext(), key, d.Wanted(), s.reportLanguage(key, d.Lang))
	if err != nil {
		return err
	}
	sheets, err := s.Reports.Sheets(c.UserContext(), drawn.PDF)
	if err != nil {
		return err
	}
	home := reportPath(key, "drafts", d.ID)
	p := reports.DraftPage{
		Sheets: sheets,
		Draft:  d, Form: s.filled(c, home, d.Drafted(key.Text), d.Version), Issue: s.filled(c, home+"/issue", nil, d.Version), Delete: s.filled(c, home+"/delete", nil, d.Version),
		Home: home, Languages: s.languages(), Pages: drawn.Pages, Lists: drawn.Lists, Cut: drawn.Cut,
	}
	if d.IssueAt != nil {
		p.IssuesAt = key.Text.Instant(*d.IssueAt, key.Project.Zone())
	}
	if typed != nil {
		p.Form = *typed
	}
	page := amongReports(key, in.Titled(key.Text), key.Text.T("report.draft_purpose"), layout.Crumb{Label: key.Text.T("report.draft")})
	return s.page(c, page, reports.Draft(p))
}

func (s *server) saveDraft(c *fiber.Ctx, key project.Scope) error {
	d, err := s.drafted(c, key)
	if err == nil {
		_, err = s.Reports.Drafts.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showDraft(c, key, &f) })
	}
	return s.said(c, c.Path(), "common.saved")
}

// drafted is what was typed of a draft; which report it is of stays what it was.
func (s *server) drafted(c *fiber.Ctx, key project.Scope) (report.DraftForm, error) {
	before, err := s.Reports.Drafts.One(c.UserContext(), key, c.Params("id"))
	d := before.Drafted(key.Text).(report.DraftForm)
	if err != nil {
		return d, err
	}
	err = parse(c, &d)
	d.Kind, d.Variant, d.Subject = before.Kind, before.VariantID, before.SubjectID
	return d, err
}

func (s *server) draftPDF(c *fiber.Ctx, key project.Scope) error {
	if err := key.Require(project.Issue); err != nil {
		return err
	}
	d, err := s.Reports.Drafts.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	t := s.reportLanguage(key, d.Lang)
	drawn, in, err := s.Reports.Preview(c.UserContext(), key, d.Wanted(), t)
	if err != nil {
		return err
	}
	return sendPDF(c, in.FileName(key.Project.Slug, t.Lang()), t.Lang(), drawn.PDF)
}

// issueReport issues what was shown; when the draft was changed meanwhile it is shown
// again as it is now.
func (s *server) issueReport(c *fiber.Ctx, key project.Scope) error {
	var seen struct {
		Version int64 `form:"version"`
	}
	if err := parse(c, &seen); err != nil {
		return err
	}
	d, err := s.Reports.Drafts.One(c.UserContext(), key, c.Params("id"))
	if err == nil {
		d.Version = seen.Version
		var issued report.Issued
		if issued, err = s.Reports.Issue(c.UserContext(), key, d, s.reportLanguage(key, d.Lang)); err == nil {
			return s.said(c, reportPath(key, issued.ID), "report.said.issued")
		}
	}
	return s.again(c, err, func(f partial.Form) error {
		f = whole(f, reportPath(key, "drafts", d.ID), d.Drafted(key.Text))
		return s.showDraft(c, key, &f)
	})
}

func (s *server) deleteDraft(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, reportPath(key), s.Reports.Drafts.Delete)
}

func (s *server) variantList(c *fiber.Ctx, key project.Scope) error {
	return s.showVariants(c, key, s.blank(c, c.Path(), report.VariantDraft{}))
}

func (s *server) showVariants(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	if err := key.Require(project.Issue); err != nil {
		return err
	}
	all, err := s.Reports.Variants.All(c.UserContext(), key)
	if err != nil {
		return err
	}
	p := reports.VariantsPage{Home: reportPath(key, "variants"), All: all, Form: f, Sections: report.Composable()}
	return s.page(c, amongReports(key, key.Text.T("report.variants"), key.Text.T("report.variants_purpose")), reports.Variants(p))
}

func (s *server) createVariant(c *fiber.Ctx, key project.Scope) error {
	var d report.VariantDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Reports.Variants.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showVariants(c, key, f) })
	}
	return s.saidUndo(c, c.Path(), "common.saved")
}

func (s *server) variantPage(c *fiber.Ctx, key project.Scope) error {
	return s.showVariant(c, key, nil)
}

func (s *server) showVariant(c *fiber.Ctx, key project.Scope, typed *partial.Form) error {
	if err := key.Require(project.Issue); err != nil {
		return err
	}
	v, err := s.Reports.Variants.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	home := reportPath(key, "variants", v.ID)
	p := reports.VariantPage{Variant: v, Form: s.filled(c, home, v.Drafted(key.Text), v.Version), Delete: s.filled(c, home+"/delete", nil, v.Version), Sections: report.Composable()}
	if typed != nil {
		p.Form = *typed
	}
	page := amongReports(key, v.Named().In(key.Text), key.Text.T("report.variants_purpose"), layout.Crumb{Label: key.Text.T("report.variants"), Href: reportPath(key, "variants")})
	return s.page(c, page, reports.Variant(p))
}

func (s *server) saveVariant(c *fiber.Ctx, key project.Scope) error {
	var d report.VariantDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Reports.Variants.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showVariant(c, key, &f) })
	}
	return s.saidUndo(c, c.Path(), "common.saved")
}

func (s *server) deleteVariant(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, reportPath(key, "variants"), s.Reports.Variants.Delete)
}

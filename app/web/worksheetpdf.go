package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/framework"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/report"
)

// worksheetPDF is a worksheet to hand round, with the same words as its page.
func (s *server) worksheetPDF(c *fiber.Ctx, key project.Scope) error {
	at := place(c)
	paper, err := s.Tracks.Paper(c.UserContext(), key, at, c.Params("sheet"))
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	drawn, err := s.paperParts(c, key, at, paper, people)
	if err != nil {
		return err
	}
	file, err := s.Reports.DrawPaper(c.UserContext(), key, drawn, key.Text)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+file.Name+`"`)
	c.Set(fiber.HeaderContentLanguage, key.Text.Lang())
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(file.PDF)
}

// paperParts is a worksheet as it is drawn.
func (s *server) paperParts(c *fiber.Ctx, key project.Scope, at framework.Place, paper framework.Paper, people known) (report.Paper, error) {
	t, w := key.Text, paper.Worksheet
	p := report.Paper{Organisation: key.Organisation, Project: key.Project.Named().In(t), Day: key.Today(), Name: paper.Key,
		Title: paper.Titled().In(t), Purpose: t.T(paper.Word("purpose")), Standing: t.T("worksheet.state." + string(w.State))}
	if owner := people.names[w.Owner()]; owner != "" {
		p.Standing += " · " + t.T("common.owner") + ": " + owner
	}
	shown, err := s.registers(c, key, at, paper, people)
	if err != nil {
		return p, err
	}
	said := w.Draft(t).Cell
	for _, f := range paper.Fields {
		part := fieldPart(t, paper, f, said)
		if r, is := shown[f.Key]; is {
			part.Text, part.Heads, part.Rows = r.Text, r.Heads, r.Rows
		}
		p.Parts = append(p.Parts, part)
	}
	return p, nil
}

// fieldPart is a field of a worksheet as it is drawn: what is said in it, in one text
// or row by row.
func fieldPart(t *i18n.Text, paper framework.Paper, f framework.SheetAsk, said map[string]string) report.PaperPart {
	part := report.PaperPart{Title: t.T(paper.Word("f_" + f.Key)), Text: said[f.Key]}
	for _, column := range f.Columns {
		part.Heads = append(part.Heads, t.T("domain.worksheet_column."+column))
	}
	for row := range paper.Worksheet.Answers.Rows(f.Key) {
		var cells []string
		for _, column := range f.Columns {
			cells = append(cells, said[framework.Cell(f.Key, row, column)])
		}
		part.Rows = append(part.Rows, cells)
	}
	return part
}

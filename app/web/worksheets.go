package web

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/framework"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/worksheets"
)

// How many blank rows a table shows beneath those that are filled in, and how
// many more a press on its button brings.
const (
	blankRows = 2
	moreRows  = 3
)

func worksheetPath(key project.Scope, at framework.Place, sheet string) string {
	return stepPath(key, at, "worksheets", sheet)
}

// worksheetLines are the worksheets of a step, as its page lists them.
func (s *server) worksheetLines(c *fiber.Ctx, key project.Scope, at framework.Place, people known) ([]worksheets.Line, error) {
	papers, err := s.Tracks.Papers(c.UserContext(), key, at)
	var lines []worksheets.Line
	for _, p := range papers {
		lines = append(lines, worksheets.Line{Paper: p, Href: worksheetPath(key, at, p.Key), Owner: people.names[p.Worksheet.Owner()]})
	}
	return lines, err
}

func (s *server) worksheet(c *fiber.Ctx, key project.Scope) error {
	paper, err := s.Tracks.Paper(c.UserContext(), key, place(c), c.Params("sheet"))
	if err != nil {
		return err
	}
	editing := key.Allows(project.EditRegisters) && (!paper.Worksheet.Begun() || c.Query("edit") != "")
	return s.showWorksheet(c, key, s.filled(c, c.Path(), paper.Fresh(key), paper.Worksheet.Version), editing)
}

// showWorksheet shows a worksheet with its form, or as it reads.
func (s *server) showWorksheet(c *fiber.Ctx, key project.Scope, f partial.Form, editing bool) error {
	at := place(c)
	paper, err := s.Tracks.Paper(c.UserContext(), key, at, c.Params("sheet"))
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	page := worksheets.Page{
		Key: key, Home: c.Path(), Paper: paper, Owner: people.names[paper.Worksheet.Owner()], People: people.options,
		Form: f, Editing: editing, MayEdit: key.Allows(project.EditRegisters), Rows: rowsShown(paper, f),
	}
	if page.Registers, err = s.registers(c, key, at, paper, people); err != nil {
		return err
	}
	if page.Evidence, err = s.evidenceOf(c, key, at, paper); err != nil {
		return err
	}
	frame := worksheetFrame(key, at, page)
	if paper.Worksheet.Version == 0 { // nothing can hang on what is not there yet
		return s.page(c, frame, worksheets.Show(page))
	}
	return s.withAttached(c, key, frame, record.Ref{Kind: framework.WorksheetKind, ID: paper.Worksheet.ID}, worksheets.Show(page))
}

// worksheetFrame begins the page of a worksheet; who may, and does not yet, is
// offered to fill it in.
func worksheetFrame(key project.Scope, at framework.Place, page worksheets.Page) layout.Page {
	t := key.Text
	frame := belowStep(key, at, page.Paper.Titled().In(t), t.T(page.Paper.Word("purpose")))
	if page.MayEdit && !page.Editing {
		frame.Action = &layout.Action{Label: t.T("worksheet.edit"), Href: page.Home + "?edit=1"}
	}
	return frame
}

// rowsShown is how many rows the form has of each table: those that something
// stands in, and some to go on with.
func rowsShown(paper framework.Paper, f partial.Form) map[string]int {
	answers := framework.Answers{}
	for name := range f.Values {
		if key, ok := strings.CutPrefix(name, "cell["); ok {
			answers[strings.TrimSuffix(key, "]")] = name
		}
	}
	rows := map[string]int{}
	for _, one := range paper.Fields {
		rows[one.Key] = min(answers.Rows(one.Key), framework.MostRows)
		if f.Value("more") == one.Key {
			rows[one.Key] += moreRows
		} else if f.Version == 0 || rows[one.Key] == 0 {
			rows[one.Key] += blankRows
		} else {
			rows[one.Key]++
		}
		rows[one.Key] = min(rows[one.Key], framework.MostRows)
	}
	return rows
}

// evidenceOf are the deliverables of a step beside a worksheet, the likely ones
// first.
func (s *server) evidenceOf(c *fiber.Ctx, key project.Scope, at framework.Place, paper framework.Paper) ([]worksheets.Evidence, error) {
	work, err := s.Tracks.Work(c.UserContext(), key, at)
	var likely, others []worksheets.Evidence
	for _, d := range work.Deliverables {
		own := stepPath(key, at, "deliverables", d.ID)
		one := worksheets.Evidence{Deliverable: d, Given: d.Sheet == paper.Key, Href: stepPath(key, at) + "#d-" + d.ID, Give: s.filled(c, own+"/worksheet", nil, d.Version)}
		if paper.Suits(d) || one.Given {
			likely = append(likely, one)
		} else {
			others = append(others, one)
		}
	}
	return append(likely, others...), err
}

// saveWorksheet keeps what was typed; a press for more rows only shows them.
func (s *server) saveWorksheet(c *fiber.Ctx, key project.Scope) error {
	if typed := posted(c); typed.Get("more") != "" {
		if err := key.Require(project.EditRegisters); err != nil {
			return err
		}
		c.Set("HX-Push-Url", "false")
		form := s.blank(c, c.Path(), nil)
		form.Values = typed
		form.Version, _ = strconv.ParseInt(typed.Get("version"), 10, 64)
		return s.showWorksheet(c, key, form, true)
	}
	var d framework.WorksheetDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Tracks.SaveWorksheet(c.UserContext(), key, place(c), c.Params("sheet"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showWorksheet(c, key, f, true) })
	}
	return s.saidUndo(c, c.Path(), "worksheet.said.saved")
}

// giveWorksheet makes a worksheet the evidence of a deliverable.
func (s *server) giveWorksheet(c *fiber.Ctx, key project.Scope) error {
	var d struct {
		Sheet   string `form:"sheet"`
		Version int64  `form:"version"`
	}
	err := parse(c, &d)
	if err == nil {
		_, err = s.Tracks.GiveWorksheet(c.UserContext(), key, place(c), c.Params("id"), d.Sheet, d.Version)
	}
	if err != nil {
		return err
	}
	return s.saidUndo(c, worksheetPath(key, place(c), d.Sheet)+"#evidence", "worksheet.said.given")
}

// toWorksheet leads from a worksheet's id, as the log and links know it, to its
// page.
func (s *server) toWorksheet(c *fiber.Ctx, key project.Scope) error {
	at, sheet, err := s.Tracks.WorksheetPlace(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return c.Redirect(worksheetPath(key, at, sheet), fiber.StatusSeeOther)
}

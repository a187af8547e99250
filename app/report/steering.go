package report

import (
	"fmt"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
)

// Steering draws the report for the steering committee in a language: one page,
// or two when more is asked of one than it can hold. The same input gives the
// same bytes; one of a form that this program does not know is an error.
func Steering(in Input, t *i18n.Text, faces *pdf.Faces) ([]byte, error) {
	if in.Version != InputVersion {
		return nil, fmt.Errorf("report: an input of version %d cannot be drawn, only of %d", in.Version, InputVersion)
	}
	d := faces.Begin(pdf.Meta{
		Title: t.T("report.steering.title") + " · " + in.Project.In(t), Author: in.Organisation,
		Lang: t.Lang(), RTL: t.Dir() == "rtl", Made: in.Day.Time(),
	})
	s := setter{in: in, t: t, d: d, title: t.T("report.steering.title")}
	s.rules = s.colours()
	s.draw(s.fitted())
	return d.Bytes()
}

// room is how much of the report is shown and how far apart: what there is room
// for on a page. Heights are in steps of the grid.
type room struct {
	pages      int     // at most
	gap        float64 // between parts
	between    float64 // between the rows of a table
	size       float64 // of the type, in points
	curve      float64 // height
	radar      float64 // height
	milestones int
	tasks      int // of each list
	lines      int // that a cell may take before its words are cut
}

// The rooms are tried in order until the report fits: first everything at ease on
// one page, then closer, then fewer rows, and only then two pages, where
// everything is at ease again. The last one holds any report.
func rooms() []room {
	return []room{
		{1, 1, 0.25, 8.5, 7, 15, 8, 4, 3},
		{1, 0.75, 0.125, 8.5, 6, 14, 8, 4, 3},
		{1, 0.5, 0.125, 8.5, 5.5, 13, 7, 3, 3},
		{1, 0.5, 0.125, 8, 5.5, 13, 7, 3, 3},
		{1, 0.5, 0.125, 8, 5, 12.5, 7, 3, 2},
		{1, 0.5, 0.125, 8, 5, 11.5, 5, 2, 2},
		{1, 0.375, 0.125, 7.5, 4.5, 11, 5, 2, 2},
		{2, 1, 0.25, 8.5, 8, 17, 10, 6, 6},
		{2, 1, 0.25, 8.5, 7, 15, 8, 4, 3},
		{2, 0.75, 0.125, 8, 6, 14, 8, 3, 2},
	}
}

// How many rows there are at most whatever the room.
const (
	mostDecisions = 3
	mostRisks     = 5
)

// setter sets one report within one room.
type setter struct {
	in Input
	t  *i18n.Text
	d  *pdf.Doc
	room
	title string
	rules []pdf.Run // at the foot of each page
}

func (s *setter) body() pdf.Style {
	return pdf.Style{Face: pdf.Sans, Size: s.size, Colour: chart.Ink}
}

func (s *setter) strong() pdf.Style { return s.body().As(pdf.Semibold) }

// The styles that are the same in every room.
var (
	quiet   = pdf.Style{Face: pdf.Sans, Size: 7.5, Colour: chart.Grey1}
	small   = pdf.Style{Face: pdf.Sans, Size: 7, Colour: chart.Grey1}
	heading = pdf.Style{Face: pdf.Semibold, Size: 9, Colour: chart.Accent}
	lead    = pdf.Style{Face: pdf.Serif, Size: 15, Colour: chart.Ink}
)

// fitted tries the rooms; the last one holds any report.
func (s *setter) fitted() []sheet {
	for _, s.room = range rooms() {
		if sheets := s.sheets(); len(sheets) <= s.pages {
			return sheets
		}
	}
	return s.sheets()
}

// rows are the parts of the report from the top down; a part whose data are
// missing leaves its place to its neighbour, or is left out.
func (s *setter) rows() []pdf.Block {
	var rows []pdf.Block
	for _, b := range []pdf.Block{
		s.sentence(), s.health(), s.tracks(), s.decisions(),
		beside(6, s.milestones(), 6, s.money()),
		beside(9, s.risks(), 3, s.matrix()),
		beside(7, s.work(), 5, s.maturity()),
		s.absent(),
	} {
		if b != nil {
			rows = append(rows, b)
		}
	}
	return rows
}

// beside sets two parts side by side; one alone takes the whole width.
func beside(left int, a pdf.Block, right int, b pdf.Block) pdf.Block {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return pdf.Row{{Span: left, Block: a}, {Span: right, Block: b}}
}

// section is a part under a rule and its heading, with what its figures say
// beside it.
func (s *setter) section(title, message string, content ...pdf.Block) pdf.Block {
	head := pdf.Paragraph{Runs: []pdf.Run{{Text: title, Style: heading}}, Fit: pdf.Fit{Lines: 1, Least: 7, Cut: true}}
	if message != "" {
		head.Runs = append(head.Runs, pdf.Run{Text: "\u00a0\u00a0 ", Style: quiet}, pdf.Run{Text: message, Style: quiet})
	}
	return append(pdf.Stack{
		pdf.Rule{Stroke: chart.Stroke{Token: chart.Accent, Width: 0.6}, High: 0.25 * pdf.Grid},
		head, pdf.Space(0.25 * pdf.Grid),
	}, content...)
}

// cell is words in a table that are cut when they take too many lines.
func (s *setter) cell(style pdf.Style, text string) pdf.Paragraph {
	return pdf.Text(style, text).Within(pdf.Fit{Lines: s.lines, Least: style.Size - 1, Cut: true})
}

// label is a table's head; it is never cut.
func label(text string) pdf.Paragraph {
	return pdf.Text(quiet, text).Within(pdf.Fit{Lines: 1, Least: 6})
}

// part says how many of all rows are shown, "" when all are.
func (s *setter) part(shown, total int) string {
	if total <= shown {
		return ""
	}
	return s.t.T("report.part_of", "shown", shown, "total", total)
}

// table begins a table with the room's distance between rows.
func (s *setter) table(widths ...float64) pdf.Table {
	return pdf.Table{Widths: widths, Apart: s.between * pdf.Grid}
}

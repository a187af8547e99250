package report

import (
	"context"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/project"
)

// Paper is a worksheet as it is handed round: words, in the language in which it
// is drawn.
type Paper struct {
	Organisation string
	Project      string
	Day          date.Day
	Name         string // of the file, without its ending
	Title        string
	Purpose      string
	Standing     string // how ready it is, and whose
	Parts        []PaperPart
}

// PaperPart is one field: a text, or rows under heads, below what pictures there are;
// empty when nobody has filled it in.
type PaperPart struct {
	Title    string
	Pictures []chart.Drawing
	Text     string
	Heads    []string
	Rows     [][]string
}

// DrawPaper draws a worksheet. It goes on over as many pages as it needs.
func (r *Reports) DrawPaper(ctx context.Context, key project.Scope, p Paper, t *i18n.Text) (File, error) {
	if err := key.Require(project.Read); err != nil {
		return File{}, err
	}
	drawn, err := r.press.Print(ctx, func(faces *pdf.Faces) ([]byte, error) { return Worksheet(p, t, faces) })
	return File{Name: key.Project.Slug + "-" + p.Name + "-" + p.Day.String() + "-" + t.Lang() + ".pdf", PDF: drawn}, err
}

// Worksheet draws a worksheet. The same words give the same bytes.
func Worksheet(p Paper, t *i18n.Text, faces *pdf.Faces) ([]byte, error) {
	d := faces.Begin(pdf.Meta{Title: p.Title + " · " + p.Project, Author: p.Organisation, Lang: t.Lang(), RTL: t.Dir() == "rtl", Made: p.Day.Time()})
	s := &setting{in: Input{Organisation: p.Organisation, Project: i18n.Phrase{Text: p.Project}, Day: p.Day}, t: t, d: d, title: p.Title, room: room{between: 0.375, size: 9.5}}
	head := s.paperHead()
	flow := pdf.Flow{Head: func(int, int) pdf.Block { return head }, Foot: s.paperFoot, Gap: 0.25 * pdf.Grid}
	flow.Draw(d, s.paper(p))
	return d.Bytes()
}

// paper is a worksheet from the top down.
func (s *setting) paper(p Paper) []pdf.Block {
	blocks := []pdf.Block{pdf.Stack{
		pdf.Heading{Title: p.Title, Level: 0, Block: pdf.Paragraph{Runs: []pdf.Run{{Text: p.Title, Style: lead}}, Leading: 1.75 * pdf.Grid}},
		pdf.Text(s.body().In(chart.Grey1), p.Purpose), pdf.Text(quiet, p.Standing),
	}}
	for _, part := range p.Parts {
		blocks = append(blocks, pdf.Heading{Title: part.Title, Level: 1, Block: pdf.Stack{pdf.Space(0.75 * pdf.Grid), s.section(part.Title, "")}})
		blocks = append(blocks, s.content(part)...)
	}
	return blocks
}

// content is what stands under a part's heading, never nothing.
func (s *setting) content(part PaperPart) []pdf.Block {
	const highest = 40 * pdf.Grid // of a picture
	var blocks []pdf.Block
	for _, d := range part.Pictures {
		blocks = append(blocks, pdf.Picture{Drawing: d, Most: highest, Least: 6})
	}
	if len(part.Rows) > 0 {
		return append(blocks, s.tabled(part))
	}
	blocks = append(blocks, s.words(s.body(), part.Text)...)
	if len(blocks) == 0 {
		return []pdf.Block{pdf.Text(s.body(), "–")}
	}
	return blocks
}

// tabled is a table with columns of one width.
func (s *setting) tabled(part PaperPart) pdf.Block {
	table := s.table(make([]float64, len(part.Heads))...)
	for _, name := range part.Heads {
		table.Head = append(table.Head, pdf.Text(quiet, name))
	}
	for _, row := range part.Rows {
		var cells []pdf.Paragraph
		for _, text := range row {
			cells = append(cells, pdf.Text(s.body(), orDash(text)))
		}
		table.Rows = append(table.Rows, cells)
	}
	return table
}

func (s *setting) paperHead() pdf.Block {
	return pdf.Stack{
		pdf.Row{
			{Span: 8, Block: pdf.Text(s.strong(), s.in.Organisation+" · "+s.in.Project.Text).Within(pdf.Fit{Lines: 1, Least: 7, Cut: true})},
			{Span: 4, Block: pdf.Text(s.body(), s.t.Day(s.in.Day)).Aligned(pdf.End)},
		},
		pdf.Rule{Stroke: chart.Stroke{Token: chart.Ink, Width: 0.8}, High: pdf.Grid, At: 0.25 * pdf.Grid},
	}
}

func (s *setting) paperFoot(page, of int) pdf.Block {
	return pdf.Text(quiet, s.title+" · "+s.t.T("report.page", "page", page, "of", of)).Within(pdf.Fit{Lines: 1, Least: 5.5, Cut: true}).Aligned(pdf.End)
}

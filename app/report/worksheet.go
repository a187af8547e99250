package report

import (
	"context"
	"strings"

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
	s := setting{in: Input{Organisation: p.Organisation, Project: i18n.Phrase{Text: p.Project}, Day: p.Day}, t: t, d: d, room: room{between: 0.25, size: 9.5}}
	pages := s.broken(s.paper(p))
	for i, blocks := range pages {
		d.Page()
		if i == 0 {
			d.Outline(p.Title, 0, pdf.Margin)
		}
		s.paperPage(p, blocks, i+1, len(pages))
	}
	return d.Bytes()
}

// paper is a worksheet from the top down, in blocks that a page may end between.
func (s *setting) paper(p Paper) []pdf.Block {
	blocks := []pdf.Block{pdf.Stack{
		pdf.Paragraph{Runs: []pdf.Run{{Text: p.Title, Style: lead}}, Leading: 1.75 * pdf.Grid},
		pdf.Text(s.body().In(chart.Grey1), p.Purpose), pdf.Text(quiet, p.Standing),
	}}
	for _, part := range p.Parts {
		content := s.content(part)
		blocks = append(blocks, pdf.Stack{pdf.Space(0.75 * pdf.Grid), s.section(part.Title, "", content[0])}) // no heading alone at a page's end
		blocks = append(blocks, content[1:]...)
	}
	return blocks
}

// content is what stands under a part's heading, never nothing.
func (s *setting) content(part PaperPart) []pdf.Block {
	var blocks []pdf.Block
	for _, d := range part.Pictures {
		blocks = append(blocks, pdf.Stack{pdf.Picture{Drawing: d, Most: 0.6 * s.paperDepth(), Least: 6}, pdf.Space(0.5 * pdf.Grid)})
	}
	if len(part.Rows) > 0 {
		return append(blocks, s.tabled(part)...)
	}
	for line := range strings.Lines(part.Text) {
		for _, piece := range pieces(strings.TrimSpace(line)) {
			blocks = append(blocks, pdf.Text(s.body(), piece))
		}
	}
	if len(blocks) == 0 {
		return []pdf.Block{pdf.Text(s.body(), "–")}
	}
	return blocks
}

// tabled is a table, a block for each row.
func (s *setting) tabled(part PaperPart) []pdf.Block {
	var blocks []pdf.Block
	for i, row := range part.Rows {
		table := s.table(make([]float64, len(part.Heads))...)
		var cells []pdf.Paragraph
		for j, text := range row {
			if i == 0 {
				table.Head = append(table.Head, pdf.Text(quiet, part.Heads[j]))
			}
			cells = append(cells, pdf.Text(s.body(), orDash(text)).Within(pdf.Fit{Lines: mostCellLines, Least: 7, Cut: true}))
		}
		table.Rows = [][]pdf.Paragraph{cells}
		if i == 0 {
			blocks = append(blocks, table)
		} else {
			blocks = append(blocks, pdf.Stack{pdf.Space(0.375 * pdf.Grid), table})
		}
	}
	return blocks
}

// What one block may hold, so that any fits on a page.
const (
	mostCellLines = 40
	longestPiece  = 2000
)

// pieces parts a very long line after words.
func pieces(line string) []string {
	var all []string
	for len(line) > longestPiece {
		at := strings.LastIndexByte(line[:longestPiece], ' ')
		if at <= 0 {
			break
		}
		all, line = append(all, line[:at]), line[at+1:]
	}
	return append(all, line)
}

// broken fills pages with blocks from the top down.
func (s *setting) broken(blocks []pdf.Block) [][]pdf.Block {
	pages, left := [][]pdf.Block{nil}, s.paperDepth()
	for _, b := range blocks {
		high := onGrid(b.Height(s.d, pdf.FullWidth))
		if last := len(pages) - 1; high > left && len(pages[last]) > 0 {
			pages, left = append(pages, nil), s.paperDepth()
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], b)
		left -= high
	}
	return pages
}

// paperDepth is the room that blocks have between head and foot.
func (s *setting) paperDepth() float64 { return pdf.FullHeight - 4*pdf.Grid }

func (s *setting) paperPage(p Paper, blocks []pdf.Block, page, of int) {
	y := pdf.Margin
	head := pdf.Stack{
		pdf.Row{
			{Span: 8, Block: pdf.Text(s.strong(), p.Organisation+" · "+p.Project).Within(pdf.Fit{Lines: 1, Least: 7, Cut: true})},
			{Span: 4, Block: pdf.Text(s.body(), s.t.Day(p.Day)).Aligned(pdf.End)},
		},
		pdf.Rule{Stroke: chart.Stroke{Token: chart.Ink, Width: 0.8}, High: pdf.Grid, At: 0.25 * pdf.Grid},
	}
	head.Draw(s.d, pdf.Margin, y, pdf.FullWidth)
	y += onGrid(head.Height(s.d, pdf.FullWidth))
	for _, b := range blocks {
		b.Draw(s.d, pdf.Margin, y, pdf.FullWidth)
		y += onGrid(b.Height(s.d, pdf.FullWidth))
	}
	foot := pdf.Text(quiet, p.Title+" · "+s.t.T("report.page", "page", page, "of", of)).Aligned(pdf.End)
	foot.Draw(s.d, pdf.Margin, pdf.PageHeight-pdf.Margin-foot.Height(s.d, pdf.FullWidth), pdf.FullWidth)
}

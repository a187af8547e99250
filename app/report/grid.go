package report

import (
	"context"
	"strconv"

	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/pdf"
	"stegvis/app/record"
)

// gridPart is the section of the page of the grid.
const gridPart = "grid"

// composeGrid reads the grid of a project as it stands now.
func composeGrid(ctx context.Context, r *Reading) (outlook.Grid, error) {
	return r.From.Outlook.Grid(ctx, r.Key)
}

// The page lies on its side.
const (
	gridWidth = pdf.PageHeight - 2*pdf.Margin
	gridDepth = pdf.PageWidth - 2*pdf.Margin
	gridAside = 4 // of 24 columns, for the figures beside the picture
)

// drawGrid draws the page of the grid: the picture of the page that people see, and
// beneath it, in words, why some cells should not be empty.
func drawGrid(s *setting) error {
	g := gridSetter{setting: s}
	if err := s.in.part(gridPart, &g.grid); err != nil {
		return err
	}
	s.d.Landscape()
	s.d.Outline(s.title, 0, pdf.Margin)
	y := pdf.Margin
	for _, b := range g.blocks(s.d) {
		b.Draw(s.d, pdf.Margin, y, gridWidth)
		y += b.Height(s.d, gridWidth)
	}
	foot := s.foot(1, 1)
	foot.Draw(s.d, pdf.Margin, pdf.Margin+gridDepth-foot.Height(s.d, gridWidth), gridWidth)
	s.d.Watermark(s.watermark())
	return nil
}

type gridSetter struct {
	*setting
	grid outlook.Grid
}

// blocks are the page from the top down. The gaps get the room that their words
// take, up to a third of the page with names that are longer than its head holds; the
// picture gets the rest.
func (s gridSetter) blocks(d *pdf.Doc) []pdf.Block {
	const least = 6.5 // points
	head, gaps := append(pdf.Stack{s.head()}, s.named(gridWidth)...), s.gaps(d)
	left := gridDepth - head.Height(d, gridWidth) - gaps.Height(d, gridWidth) - s.foot(1, 1).Height(d, gridWidth) - 1.5*pdf.Grid
	drawing := s.grid.Picture(s.t, nil)
	if !s.unnamed && left < drawing.Height*least/outlook.GridType { // only the names can give way
		s.unnamed = true
		return s.blocks(d)
	}
	picture := pdf.Row{
		{Span: 24 - gridAside, Block: pdf.Picture{Drawing: drawing, Most: left, Least: least}},
		{Span: gridAside, Block: s.figures()},
	}
	return []pdf.Block{head, pdf.Space(0.5 * pdf.Grid), picture, pdf.Space(0.5 * pdf.Grid), gaps}
}

// figures are what the grid comes to.
func (s gridSetter) figures() pdf.Block {
	all := s.grid.All()
	large := pdf.Style{Face: pdf.SerifSemibold, Size: 20, Colour: chart.Ink}
	var stack pdf.Stack
	for _, one := range []struct {
		key string
		n   int
	}{{"open", all.Open}, {"done", all.Done}, {"high", all.High}, {"gaps", len(s.grid.Gaps())}} {
		stack = append(stack,
			pdf.Paragraph{Runs: []pdf.Run{{Text: s.t.Number(int64(one.n)), Style: large}}, Leading: 2 * pdf.Grid},
			pdf.Text(quiet, s.t.N("grid.report."+one.key, one.n)), pdf.Space(0.75*pdf.Grid))
	}
	return stack
}

// gaps are the cells that should not be empty, three beside one another, as many as
// there is room for.
func (s gridSetter) gaps(d *pdf.Doc) pdf.Block {
	all := s.grid.Gaps()
	if len(all) == 0 {
		return s.section(s.t.T("grid.report.gaps_title"), s.t.T("grid.gaps.none"))
	}
	const beside = 3
	most := gridDepth/3 - s.named(gridWidth).Height(d, gridWidth)
	var rows pdf.Stack
	shown := 0
	for shown < len(all) {
		var row pdf.Row
		for _, l := range all[shown:min(shown+beside, len(all))] {
			row = append(row, pdf.Cell{Span: 4, Block: s.gap(l)})
		}
		n := len(row)
		for len(row) < beside {
			row = append(row, pdf.Cell{Span: 4})
		}
		if shown > 0 && rows.Height(d, gridWidth)+row.Height(d, gridWidth) > most {
			break
		}
		rows, shown = append(rows, row, pdf.Space(0.25*pdf.Grid)), shown+n
	}
	return s.section(s.t.N("grid.gaps.title", len(all)), s.part(shown, len(all)), rows...)
}

func (s gridSetter) gap(l outlook.Lack) pdf.Block {
	name := func(track, step string) string {
		at := framework.Place{Track: track, StepKey: step}
		return strconv.Itoa(at.Ordinal()) + " " + at.Named().In(s.t)
	}
	plain := s.body()
	plain.Size = 7.5
	return pdf.Stack{
		pdf.Text(plain.As(pdf.Semibold), name(record.Kotter, l.KotterStep)+" × "+name(record.Gartner, l.GartnerStep)).Within(pdf.Fit{Lines: 2, Least: 7}),
		pdf.Paragraph{Runs: []pdf.Run{{Text: l.Gap.Why(s.t) + " ", Style: plain}, {Text: l.Gap.Mend(s.t), Style: quiet}}},
	}
}

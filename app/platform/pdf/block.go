package pdf

import "stegvis/app/platform/chart"

const mm = 72 / 25.4

// The page: A4 with margins of 18 mm, a baseline grid of 4 mm and twelve columns
// with gutters as wide as the grid is high.
const (
	Grid       = 4 * mm
	Margin     = 18 * mm
	Gutter     = 4 * mm
	PageWidth  = 210 * mm
	PageHeight = 297 * mm
	FullWidth  = PageWidth - 2*Margin
	FullHeight = PageHeight - 2*Margin
)

// Block is something that can be placed: a paragraph, a picture, blocks below
// or beside one another. Height is asked for the width that it is drawn in.
type Block interface {
	Height(d *Doc, width float64) float64
	Draw(d *Doc, x, y, width float64)
}

// Stack sets blocks below one another.
type Stack []Block

// Height is the sum of the blocks' heights.
func (s Stack) Height(d *Doc, width float64) float64 {
	h := 0.0
	for _, b := range s {
		h += b.Height(d, width)
	}
	return h
}

// Draw draws the blocks from the top down.
func (s Stack) Draw(d *Doc, x, y, width float64) {
	for _, b := range s {
		b.Draw(d, x, y, width)
		y += b.Height(d, width)
	}
}

// Space is an empty block, in points.
type Space float64

// Height is the space.
func (s Space) Height(*Doc, float64) float64 { return float64(s) }

// Draw draws nothing.
func (Space) Draw(*Doc, float64, float64, float64) {}

// Rule is a line across in a block that is High points high, at its upper end
// (At 0) or lower down (At in points).
type Rule struct {
	chart.Stroke
	High, At float64
}

// Height is what the rule's place takes.
func (r Rule) Height(*Doc, float64) float64 { return r.High }

// Draw draws the line.
func (r Rule) Draw(d *Doc, x, y, width float64) {
	d.line(chart.Line{From: chart.Point{X: x, Y: y + r.At}, To: chart.Point{X: x + width, Y: y + r.At}, Stroke: r.Stroke})
}

// Cell is a block that spans some of the columns of its row.
type Cell struct {
	Span  int
	Block Block // nil for an empty place
}

// Row sets blocks beside one another on as many columns as its cells span
// together. The first stands at the start: to the right where the language is
// written to the left.
type Row []Cell

// Span is how wide n of total columns are in a width, gutters between included.
func Span(n, total int, width float64) float64 {
	column := (width - float64(total-1)*Gutter) / float64(total)
	return float64(n)*column + float64(n-1)*Gutter
}

func (r Row) total() int {
	total := 0
	for _, c := range r {
		total += c.Span
	}
	return total
}

// Height is that of the highest cell.
func (r Row) Height(d *Doc, width float64) float64 {
	h := 0.0
	for _, c := range r {
		if c.Block != nil {
			h = max(h, c.Block.Height(d, Span(c.Span, r.total(), width)))
		}
	}
	return h
}

// Draw draws the cells on one upper edge.
func (r Row) Draw(d *Doc, x, y, width float64) {
	before := 0
	for _, c := range r {
		w := Span(c.Span, r.total(), width)
		at := x + Span(before, r.total(), width) + Gutter
		if before == 0 {
			at = x
		}
		if d.rtl {
			at = x + width - (at - x) - w
		}
		if c.Block != nil {
			c.Block.Draw(d, at, y, w)
		}
		before += c.Span
	}
}

package pdf

import "stegvis/app/platform/chart"

// Table sets rows below heads, with a hairline between rows. Cells wrap; nothing
// is cut unless a cell's own fit says so. Widths are the columns' widths in
// points; those that are zero share what is left.
type Table struct {
	Widths  []float64
	Aligns  []Align
	Head    []Paragraph // none without
	Rows    [][]Paragraph
	Apart   float64 // between rows, half above and half below the hairline
	Foot    bool    // the last row is a sum
	Grouped bool    // a row whose first cell is empty belongs to the one above: no hairline parts them
}

// columnGap is the room between two columns.
const columnGap = 2 * mm

func (t Table) widths(width float64) []float64 {
	free, open := width-columnGap*float64(len(t.Widths)-1), 0
	for _, w := range t.Widths {
		free -= w
		if w == 0 {
			open++
		}
	}
	out := append([]float64(nil), t.Widths...)
	for i, w := range out {
		if w == 0 {
			out[i] = free / float64(open)
		}
	}
	return out
}

func (t Table) rowHeight(d *Doc, cells []Paragraph, width float64) float64 {
	h := Grid
	for i, w := range t.widths(width) {
		h = max(h, cells[i].Height(d, w))
	}
	return h
}

// Height is that of the head and all rows.
func (t Table) Height(d *Doc, width float64) float64 {
	h := 0.0
	if t.Head != nil {
		h += t.rowHeight(d, t.Head, width) + t.Apart
	}
	for i, row := range t.Rows {
		if i > 0 {
			h += t.Apart
		}
		h += t.rowHeight(d, row, width)
	}
	return h
}

// Draw draws head and rows.
func (t Table) Draw(d *Doc, x, y, width float64) {
	if t.Head != nil {
		y = t.row(d, t.Head, x, y, width)
		t.hairline(d, chart.Grey2, x, y, width)
		y += t.Apart
	}
	for i, row := range t.Rows {
		if i > 0 {
			token := chart.Grey3
			if t.Foot && i == len(t.Rows)-1 {
				token = chart.Grey2
			}
			if !t.Grouped || len(row[0].Runs) > 0 {
				t.hairline(d, token, x, y, width)
			}
			y += t.Apart
		}
		y = t.row(d, row, x, y, width)
	}
	d.rest()
}

// hairline lies between the descenders above and the capitals below.
func (t Table) hairline(d *Doc, token chart.Token, x, y, width float64) {
	Rule{Stroke: chart.Stroke{Token: token, Width: 0.4}, At: t.Apart/2 + 0.04*Grid}.Draw(d, x, y, width)
}

func (t Table) row(d *Doc, cells []Paragraph, x, y, width float64) float64 {
	at := x
	if d.rtl {
		at += width
	}
	for i, w := range t.widths(width) {
		cell := cells[i]
		if i < len(t.Aligns) {
			cell.Align = t.Aligns[i]
		}
		if d.rtl {
			at -= w
		}
		cell.Draw(d, at, y, w)
		if d.rtl {
			at -= columnGap
		} else {
			at += w + columnGap
		}
	}
	return y + t.rowHeight(d, cells, width)
}

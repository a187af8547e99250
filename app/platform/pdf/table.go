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

	laid lengths
}

// lengths are a table's measures in a width, which its parts take over. Rows are
// known from the first on, perhaps not all.
type lengths struct {
	width   float64
	columns []float64
	head    float64
	rows    []float64
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

// measured is the table with its measures, of the rows as far as they begin above
// a depth.
func (t Table) measured(d *Doc, width, depth float64) Table {
	if t.laid.width != width {
		t.laid = lengths{width: width, columns: t.widths(width)}
		if t.Head != nil {
			t.laid.head = t.rowHeight(d, t.Head) + t.Apart
		}
	}
	known := len(t.laid.rows)
	y := t.laid.head
	for _, h := range t.laid.rows {
		y += h + t.Apart
	}
	t.laid.rows = t.laid.rows[:known:known]
	for _, row := range t.Rows[known:] {
		if y > depth+slack {
			break
		}
		h := t.rowHeight(d, row)
		t.laid.rows = append(t.laid.rows, h)
		y += h + t.Apart
	}
	return t
}

func (t Table) rowHeight(d *Doc, cells []Paragraph) float64 {
	h := Grid
	for i, w := range t.laid.columns {
		h = max(h, cells[i].Height(d, w))
	}
	return h
}

// Height is that of the head and all rows.
func (t Table) Height(d *Doc, width float64) float64 {
	t = t.measured(d, width, endless)
	h := t.laid.head
	for i, row := range t.laid.rows {
		if i > 0 {
			h += t.Apart
		}
		h += row
	}
	return h
}

// endless is a depth that everything fits into.
const endless = 1e9

// Draw draws head and rows.
func (t Table) Draw(d *Doc, x, y, width float64) {
	t = t.measured(d, width, endless)
	if t.Head != nil {
		t.row(d, t.Head, x, y)
		y += t.laid.head
		t.hairline(d, chart.Grey2, x, y-t.Apart, width)
	}
	for i, row := range t.Rows {
		if i > 0 {
			token := chart.Grey3
			if t.Foot && i == len(t.Rows)-1 {
				token = chart.Grey2
			}
			if !t.within(row) {
				t.hairline(d, token, x, y, width)
			}
			y += t.Apart
		}
		t.row(d, row, x, y)
		y += t.laid.rows[i]
	}
	d.rest()
}

// hairline lies between the descenders above and the capitals below.
func (t Table) hairline(d *Doc, token chart.Token, x, y, width float64) {
	Rule{Stroke: chart.Stroke{Token: token, Width: 0.4}, At: t.Apart/2 + 0.04*Grid}.Draw(d, x, y, width)
}

func (t Table) row(d *Doc, cells []Paragraph, x, y float64) {
	at := x
	if d.rtl {
		at += t.laid.width
	}
	for i, w := range t.laid.columns {
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
}

// Part parts between rows and repeats the head. The last row before a sum goes
// along with it.
func (t Table) Part(d *Doc, width, depth float64) (first, rest Block) {
	t = t.measured(d, width, depth)
	n := len(t.Rows)
	switch k := t.grouped(parting(t.fitting(depth), n)); {
	case n == 0 && t.laid.head > depth+slack:
		return nil, t
	case k == n:
		return t, nil
	case k == 0:
		return nil, t
	default:
		a, b := t.after(k)
		return a, b
	}
}

// within reports whether a row belongs to the one above.
func (t Table) within(row []Paragraph) bool { return t.Grouped && len(row[0].Runs) == 0 }

// grouped is k, or less when the table may better end before a group of rows than
// within it.
func (t Table) grouped(k int) int {
	for better := k; better >= atLeast && better < len(t.Rows); better-- {
		if !t.within(t.Rows[better]) {
			return better
		}
	}
	return k
}

// fitting is how many rows have room in a depth below the head, when they are
// measured as far.
func (t Table) fitting(depth float64) int {
	y := t.laid.head
	for i, h := range t.laid.rows {
		if y += h; y > depth+slack {
			return i
		}
		y += t.Apart
	}
	return len(t.laid.rows)
}

func (t Table) after(k int) (first, rest Table) {
	first, rest = t, t
	first.Rows, rest.Rows = t.Rows[:k:k], t.Rows[k:]
	first.laid.rows, rest.laid.rows = t.laid.rows[:k:k], t.laid.rows[k:]
	first.Foot = false
	return first, rest
}

// force sets fewer rows than should stand together, or some lines of a row that
// is deeper than the page. A head that takes most of the page is set once, as a
// row.
func (t Table) force(d *Doc, width, depth float64) (first, rest Block) {
	if t = t.measured(d, width, depth); t.laid.head > depth/2 {
		t.Rows, t.Head, t.laid = append([][]Paragraph{t.Head}, t.Rows...), nil, lengths{}
		t = t.measured(d, width, depth)
	}
	k := t.fitting(depth)
	switch {
	case k == len(t.Rows):
		return t, nil
	case k == 0:
		return t.lines(d, depth-t.laid.head)
	case t.Foot && k > 1 && k == len(t.Rows)-1:
		k--
	}
	a, b := t.after(k)
	return a, b
}

// lines parts the first row between lines.
func (t Table) lines(d *Doc, depth float64) (first, rest Block) {
	upper, lower := make([]Paragraph, len(t.Rows[0])), make([]Paragraph, len(t.Rows[0]))
	more := false
	for i, w := range t.laid.columns {
		cell := t.Rows[0][i]
		n, k := cell.count(d, w), max(cell.fitting(depth), 1)
		upper[i], lower[i] = cell.after(k, n)
		more = more || k < n
	}
	a, b := t, t
	a.Rows, b.Rows, a.Foot = [][]Paragraph{upper}, t.Rows[1:], false
	a.laid.rows, b.laid.rows = nil, nil
	if more {
		b.Rows = append([][]Paragraph{lower}, b.Rows...)
	}
	if len(b.Rows) == 0 {
		return a, nil
	}
	return a, b
}

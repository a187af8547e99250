package pdf

import "slices"

// atLeast is how many lines of a paragraph, and rows of a table, stand together
// on either side of a page's end.
const atLeast = 2

// parting is after how many of n lines or rows a page may end when so many fit;
// 0 when nowhere.
func parting(fit, n int) int {
	if fit >= n {
		return n
	}
	if fit = min(fit, n-atLeast); fit < atLeast {
		return 0
	}
	return fit
}

// span is some of a paragraph's lines; the zero value is all.
type span struct {
	from, to int
	parted   bool
}

func (s span) of(lines []line) []line {
	if !s.parted {
		return lines
	}
	return lines[min(s.from, len(lines)):min(s.to, len(lines))]
}

// Part parts between lines. The parts keep their lines only in the same width.
func (p Paragraph) Part(d *Doc, width, depth float64) (first, rest Block) {
	n := p.count(d, width)
	switch k := parting(p.fitting(depth), n); k {
	case n:
		return p, nil
	case 0:
		return nil, p
	default:
		a, b := p.after(k, n)
		return a, b
	}
}

func (p Paragraph) force(d *Doc, width, depth float64) (first, rest Block) {
	n := p.count(d, width)
	k := max(p.fitting(depth), 1)
	if k >= n {
		return p, nil
	}
	a, b := p.after(k, n)
	return a, b
}

func (p Paragraph) count(d *Doc, width float64) int {
	lines, _ := p.set(d, width)
	return len(lines)
}

// fitting is how many lines have room in a depth.
func (p Paragraph) fitting(depth float64) int { return max(int((depth+slack)/p.leading()), 0) }

// after parts n lines after the first k.
func (p Paragraph) after(k, n int) (first, rest Paragraph) {
	first, rest = p, p
	from := p.span.from
	first.span, rest.span = span{from, from + min(k, n), true}, span{from + min(k, n), from + n, true}
	return first, rest
}

// Part parts between rows and repeats the head. Of a sum the row before it goes
// along.
func (t Table) Part(d *Doc, width, depth float64) (first, rest Block) {
	n := len(t.Rows)
	switch k := parting(t.fitting(d, width, depth), n); k {
	case n:
		if n == 0 && t.Height(d, width) > depth+slack {
			return nil, t
		}
		return t, nil
	case 0:
		return nil, t
	default:
		a, b := t.after(k)
		return a, b
	}
}

// fitting is how many rows have room in a depth below the head.
func (t Table) fitting(d *Doc, width, depth float64) int {
	y := t.headHeight(d, width)
	for i, row := range t.Rows {
		if i > 0 {
			y += t.Apart
		}
		if y += t.rowHeight(d, row, width); y > depth+slack {
			return i
		}
	}
	return len(t.Rows)
}

func (t Table) headHeight(d *Doc, width float64) float64 {
	if t.Head == nil {
		return 0
	}
	return t.rowHeight(d, t.Head, width) + t.Apart
}

func (t Table) after(k int) (first, rest Table) {
	first, rest = t, t
	first.Rows, rest.Rows = t.Rows[:k:k], t.Rows[k:]
	first.Foot = false
	return first, rest
}

// force sets fewer rows than should stand together, or some lines of a row that
// is deeper than the page. A head that takes most of the page is set once, as a
// row.
func (t Table) force(d *Doc, width, depth float64) (first, rest Block) {
	if t.headHeight(d, width) > depth/2 {
		t.Rows, t.Head = append([][]Paragraph{t.Head}, t.Rows...), nil
	}
	k := t.fitting(d, width, depth)
	switch {
	case k == len(t.Rows):
		return t, nil
	case k == 0:
		return t.within(d, width, depth-t.headHeight(d, width))
	case t.Foot && k > 1 && k == len(t.Rows)-1:
		k--
	}
	a, b := t.after(k)
	return a, b
}

// within parts the first row between lines.
func (t Table) within(d *Doc, width, depth float64) (first, rest Block) {
	upper, lower := make([]Paragraph, len(t.Rows[0])), make([]Paragraph, len(t.Rows[0]))
	more := false
	for i, w := range t.widths(width) {
		cell := t.Rows[0][i]
		n, k := cell.count(d, w), max(cell.fitting(depth), 1)
		upper[i], lower[i] = cell.after(k, n)
		more = more || k < n
	}
	a, b := t.after(1)
	a.Rows = [][]Paragraph{upper}
	if more {
		b.Rows = slices.Concat([][]Paragraph{lower}, b.Rows)
	}
	if len(b.Rows) == 0 {
		return a, nil
	}
	return a, b
}

// force sets of each cell what has room. A row is parted only so.
func (r Row) force(d *Doc, width, depth float64) (first, rest Block) {
	upper, lower, more := slices.Clone(r), slices.Clone(r), false
	for i, c := range r {
		w := Span(c.Span, r.total(), width)
		if lower[i].Block = nil; c.Block == nil || c.Block.Height(d, w) <= depth+slack {
			continue
		}
		upper[i].Block, lower[i].Block = force(d, c.Block, w, depth)
		more = more || lower[i].Block != nil
	}
	if !more {
		return upper, nil
	}
	return upper, lower
}

// force makes the picture as small as the page asks for.
func (p Picture) force(_ *Doc, _, depth float64) (first, rest Block) {
	if p.Most == 0 || p.Most > depth {
		p.Most = max(depth, Grid)
	}
	return p, nil
}

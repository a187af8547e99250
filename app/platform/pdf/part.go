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

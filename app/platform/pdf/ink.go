package pdf

import "strings"

// draw sets a line from a place on its baseline.
func (m measure) draw(l line, x, baseline float64) {
	order := visual(m.levels(l.atoms))
	for i := 0; i < len(order); {
		end := i + 1
		for end < len(order) && together(l.atoms[order[end-1]], l.atoms[order[end]]) {
			end++
		}
		x = m.stretch(l.atoms, order[i:end], x, baseline)
		i = end
	}
}

// levels are the signs' within their paragraph: in one to the left, runs to the
// right stand at an even level above.
func (m measure) levels(atoms []atom) []int {
	level := make([]int, len(atoms))
	for i, a := range atoms {
		level[i] = max(a.level, m.doc.base())
	}
	return level
}

// together reports whether two signs side by side are of one run and direction.
func together(a, b atom) bool {
	return a.run == b.run && a.face != nil && b.face != nil && a.level%2 == b.level%2
}

// stretch draws signs of one run and direction and gives the place after them.
func (m measure) stretch(atoms []atom, order []int, x, baseline float64) float64 {
	first, from := atoms[order[0]], x
	style := m.runs[first.run].Style
	if first.face == nil {
		m.doc.mark(first.mark, x, baseline, m.size(first))
		return x + m.advance(first)
	}
	leftward := first.level%2 == 1
	var piece strings.Builder
	at, f := x, first.face
	flush := func() {
		if piece.Len() > 0 {
			m.doc.write(f, m.size(first), style.Colour, at, baseline, piece.String())
			piece.Reset()
		}
		at = x
	}
	for i, place := range order {
		a := atoms[place]
		k := 0.0
		if i > 0 && !leftward {
			k = m.kern(atoms[order[i-1]], a)
		}
		if x += k; a.face != f || k != 0 || a.glyph.advance == 0 || i > 0 && atoms[order[i-1]].glyph.advance == 0 {
			flush()
			f = a.face
		}
		piece.WriteRune(a.glyph.char)
		x += m.advance(a)
	}
	flush()
	m.doc.link(m.runs[first.run].Link, from, baseline-0.8*m.size(first), x-from, m.size(first))
	return x
}

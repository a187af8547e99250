package pdf

import "slices"

// draw sets a line from a place on its baseline.
func (m measure) draw(l line, x, baseline float64) {
	for signs := m.ordered(l.atoms); len(signs) > 0; {
		end := 1
		for end < len(signs) && together(signs[end-1], signs[end]) {
			end++
		}
		x = m.stretch(signs[:end], x, baseline)
		signs = signs[end:]
	}
}

// ordered are signs as they stand from left to right.
func (m measure) ordered(atoms []atom) []atom {
	if !m.doc.rtl && !slices.ContainsFunc(atoms, func(a atom) bool { return a.level > 0 }) {
		return atoms
	}
	level := make([]int, len(atoms))
	for i, a := range atoms {
		level[i] = max(int(a.level), m.doc.base()) // within a paragraph to the left, runs to the right stand at an even level above
	}
	out, order := make([]atom, len(atoms)), visual(level)
	for i, place := range order {
		out[i] = atoms[place]
		if i > 0 && order[i-1] != place-1 {
			out[i].kern = 0 // the sign before it is another now
		}
	}
	return out
}

// together reports whether two signs side by side are of one run and direction.
func together(a, b atom) bool {
	return a.run == b.run && a.face != nil && b.face != nil && a.level%2 == b.level%2
}

// stretch draws signs of one run and direction and gives the place after them.
func (m measure) stretch(signs []atom, x, baseline float64) float64 {
	first, from, size := signs[0], x, m.size(signs[0])
	run := m.runs[first.run]
	if first.face == nil {
		m.doc.mark(run.Mark, x, baseline, size)
		return x + m.advance(first)
	}
	out, ink := &m.doc.out, m.doc.colour(run.Style.Colour)
	var f *face
	var shown *cut
	for i, a := range signs {
		k := a.kern
		if i == 0 {
			k = 0
		}
		x += k * size
		switch {
		case a.face != f:
			if f != nil {
				out.end()
			}
			f, shown = a.face, m.doc.show(a.face)
			out.words(f, size, ink, x, baseline)
		case k != 0:
			out.kern(k)
		}
		out.glyph(uint16(a.glyph.index))
		shown.chars[a.glyph.index] = a.glyph.char
		x += size * a.glyph.advance
	}
	out.end()
	m.doc.link(run.Link, from, baseline-0.8*size, x-from, size)
	return x
}

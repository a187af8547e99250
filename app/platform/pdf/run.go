package pdf

import "stegvis/app/platform/chart"

// Style is how words look. Size is in points.
type Style struct {
	Face   Face
	Size   float64
	Colour chart.Token
}

// In is the style in another colour.
func (s Style) In(colour chart.Token) Style {
	s.Colour = colour
	return s
}

// As is the style in another face.
func (s Style) As(f Face) Style {
	s.Face = f
	return s
}

// Run is a stretch of a paragraph in one style: words, or a mark in their place.
// Each run keeps its own direction of writing, so that a name in one script does
// not turn the words around it. Link opens an address, "" for none.
type Run struct {
	Text  string
	Mark  Mark
	Style Style
	Link  string
}

// atom is one sign to be set: a glyph, or a mark when face is nil. Levels and
// order are those of the whole paragraph.
type atom struct {
	char  rune
	face  *face
	glyph glyph
	mark  Mark
	run   int
	level int
	space bool // a line may end here, and the sign is then not drawn
	after bool // a line may end after this sign
}

// compose turns runs into signs in logical order, each with its level.
func (d *Doc) compose(runs []Run) []atom {
	var atoms []atom
	for i, r := range runs {
		if r.Mark != "" {
			atoms = append(atoms, atom{mark: r.Mark, run: i, level: d.base()})
			continue
		}
		for _, a := range d.composed(r.Text, r.Style.Face) {
			a.run = i
			atoms = append(atoms, a)
		}
	}
	return tidied(atoms)
}

type composedKey struct {
	text string
	face Face
}

// composed remembers texts, since fitting sets the same ones again and again.
func (d *Doc) composed(text string, name Face) []atom {
	key := composedKey{text, name}
	if known, ok := d.texts[key]; ok {
		return known
	}
	runes := shape([]rune(padded(text)))
	level := levels(runes, inherent(runes, d.base()))
	var atoms []atom
	for i, r := range runes {
		if silent(r) {
			continue
		}
		shown := r
		if level[i]%2 == 1 {
			shown = mirrored(r)
		}
		f, g := d.faces.find(name, shown)
		atoms = append(atoms, atom{char: r, face: f, glyph: g, level: level[i], space: breakable(r), after: breaksAfter(runes, i)})
	}
	d.texts[key] = atoms
	return atoms
}

// padded is a cleaned text that keeps one space at either end when it had any,
// since what stands in the next run may follow directly or not.
func padded(text string) string {
	tidy := clean(text)
	runes := []rune(text)
	if len(runes) == 0 {
		return ""
	}
	if tidy == "" {
		return " "
	}
	if breakable(runes[0]) {
		tidy = " " + tidy
	}
	if breakable(runes[len(runes)-1]) {
		tidy += " "
	}
	return tidy
}

// tidied drops spaces at the ends of a paragraph and double ones between runs.
func tidied(atoms []atom) []atom {
	var out []atom
	for _, a := range atoms {
		if a.space && (len(out) == 0 || out[len(out)-1].space) {
			continue
		}
		out = append(out, a)
	}
	for len(out) > 0 && out[len(out)-1].space {
		out = out[:len(out)-1]
	}
	return out
}

// breaksAfter allows a line to end after a hyphen, dash or slash between letters.
func breaksAfter(text []rune, i int) bool {
	switch text[i] {
	case '-', '–', '—', '/', '\u2010':
		return i > 1 && i+2 < len(text) && !digit(text[i-1]) && !digit(text[i+1]) && !breakable(text[i+1]) && !breakable(text[i-1])
	}
	return false
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

package pdf

import (
	"unicode/utf8"

	"stegvis/app/platform/chart"
)

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
// not turn the words around it. Link opens an address, "" for none. Line begins a new
// line.
type Run struct {
	Text  string
	Mark  Mark
	Style Style
	Link  string
	Line  bool
}

// atom is one sign to be set: a glyph, or its run's mark when face is nil. Levels
// and order are those of the whole paragraph.
type atom struct {
	face  *face
	glyph *glyph
	kern  float64 // that it moves towards the sign before it in its run, as a share of the size
	char  rune
	run   int32
	level int8
	space bool // a line may end here, and the sign is then not drawn
	after bool // a line may end after this sign
	last  bool // a line ends after this sign
}

// compose turns runs into signs in logical order, each with its level, without
// spaces at the ends and double ones between runs. They are not to be changed.
func (d *Doc) compose(runs []Run) []atom {
	var atoms []atom
	if len(runs) == 1 && runs[0].Mark == "" {
		atoms = d.composed(runs[0].Text, runs[0].Style.Face)
	} else {
		atoms = d.joined(runs)
	}
	for len(atoms) > 0 && atoms[0].space {
		atoms = atoms[1:]
	}
	for len(atoms) > 0 && atoms[len(atoms)-1].space {
		atoms = atoms[:len(atoms)-1]
	}
	return atoms
}

func (d *Doc) joined(runs []Run) []atom {
	var atoms []atom
	for i, r := range runs {
		if r.Line && len(atoms) > 0 {
			atoms[len(atoms)-1].last = true
		}
		if r.Mark != "" {
			atoms = append(atoms, atom{run: int32(i), level: int8(d.base())})
			continue
		}
		text := d.composed(r.Text, r.Style.Face)
		for len(text) > 0 && text[0].space && len(atoms) > 0 && atoms[len(atoms)-1].space {
			text = text[1:]
		}
		from := len(atoms)
		atoms = append(atoms, text...)
		for j := range atoms[from:] {
			atoms[from+j].run = int32(i)
		}
		if from < len(atoms) {
			atoms[from].kern = 0
		}
	}
	return atoms
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
	runes := []rune(padded(text))
	var level []int
	if d.rtl || !rightward(runes) {
		runes = shape(runes)
		level = levels(runes, inherent(runes, d.base()))
	}
	atoms := make([]atom, 0, len(runes))
	for i, r := range runes {
		if silent(r) {
			continue
		}
		a := atom{char: r, space: breakable(r), after: breaksAfter(runes, i)}
		shown := r
		if level != nil {
			a.level = int8(level[i])
			if level[i]%2 == 1 {
				shown = mirrored(r)
			}
		}
		a.face, a.glyph = d.faces.find(name, shown)
		if n := len(atoms); n > 0 {
			a.kern = d.kern(atoms[n-1], a)
		}
		atoms = append(atoms, a)
	}
	d.texts[key] = atoms
	return atoms
}

// rightward reports whether a text holds nothing but what is surely written to
// the right, whatever stands beside it: Latin, Greek and Cyrillic letters, and
// the punctuation of these.
func rightward(text []rune) bool {
	for _, r := range text {
		if r >= 0x0590 && (r < 0x2010 || r > 0x2027) && r != '\u202f' && r != '\u2212' {
			return false
		}
	}
	return true
}

// padded is a cleaned text that keeps one space at either end when it had any,
// since what stands in the next run may follow directly or not.
func padded(text string) string {
	if text == "" {
		return ""
	}
	tidy := clean(text)
	if tidy == "" {
		return " "
	}
	if r, _ := utf8.DecodeRuneInString(text); breakable(r) {
		tidy = " " + tidy
	}
	if r, _ := utf8.DecodeLastRuneInString(text); breakable(r) {
		tidy += " "
	}
	return tidy
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

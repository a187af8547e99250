package pdf

import (
	"encoding/binary"
	"math"
	"slices"
)

// Align says to which side lines are set. Start is left, and right where the
// document's language is written to the left.
type Align int

// The alignments.
const (
	Start Align = iota
	Middle
	End
)

// Paragraph is words set in lines. Leading is the distance from one baseline to
// the next, in points; zero is one step of the grid.
type Paragraph struct {
	Runs    []Run
	Leading float64
	Align   Align
	Fit     Fit

	span span
}

// Fit says what may be done to words that need more than Lines lines (0: as many
// as they need): first they shrink by half points until their first run is Least
// points large (0: they do not), then, if Cut allows, they end after whole words
// with an ellipsis. Without Cut they take the lines they need. Known says that the
// words stand whole elsewhere, so that nobody needs to be told that they end.
type Fit struct {
	Lines int
	Least float64
	Cut   bool
	Known bool
}

// Text is a paragraph of one run.
func Text(s Style, text string) Paragraph { return Paragraph{Runs: []Run{{Text: text, Style: s}}} }

// Aligned is the paragraph set to another side.
func (p Paragraph) Aligned(a Align) Paragraph {
	p.Align = a
	return p
}

// Within is the paragraph with a limit.
func (p Paragraph) Within(f Fit) Paragraph {
	p.Fit = f
	return p
}

func (p Paragraph) leading() float64 {
	if p.Leading > 0 {
		return p.Leading
	}
	return Grid
}

// line is one line of signs and its width.
type line struct {
	atoms []atom
	width float64
}

// set breaks a paragraph into lines of a width, by the rules of its fit, and
// says by how much its type shrank. Lines are remembered: a paragraph is measured
// for its height, perhaps for several fits, and then drawn.
func (p Paragraph) set(d *Doc, width float64) (lines []line, scale float64) {
	known := p.known(d, width)
	return p.span.of(known.lines), known.scale
}

func (p Paragraph) known(d *Doc, width float64) setLines {
	key := p.key(width)
	known, ok := d.sets[key]
	if !ok {
		known = p.broken(d, width)
		d.sets[key] = known
	}
	return known
}

// setKey is all that the lines of a paragraph follow from: of one run its text
// and what of its style takes room, of several a wording that holds all of that.
type setKey struct {
	wording string
	face    Face
	size    float64
	width   float64
	fit     Fit
}

type setLines struct {
	lines []line
	scale float64
	cut   bool
}

func (p Paragraph) key(width float64) setKey {
	if len(p.Runs) == 1 && p.Runs[0].Mark == "" {
		r := p.Runs[0]
		return setKey{r.Text, r.Style.Face, r.Style.Size, width, p.Fit}
	}
	var key []byte
	for _, r := range p.Runs {
		key = append(key, r.Text...)
		key = append(key, 0)
		key = append(key, r.Mark...)
		key = append(key, map[bool]byte{true: 1}[r.Line])
		key = append(key, r.Style.Face...)
		key = binary.BigEndian.AppendUint64(append(key, 0), math.Float64bits(r.Style.Size))
	}
	return setKey{wording: string(key), width: width, fit: p.Fit}
}

// broken is set, done anew.
func (p Paragraph) broken(d *Doc, width float64) setLines {
	p.Runs = p.within(width)
	atoms := d.compose(p.Runs)
	if len(atoms) == 0 {
		return setLines{scale: 1}
	}
	m := measure{doc: d, runs: p.Runs, scale: 1}
	lines := m.lines(atoms, width)
	full := p.Runs[0].Style.Size
	for size := full - 0.5; p.tooLong(lines) && p.Fit.Least > 0 && size >= p.Fit.Least; size -= 0.5 {
		m.scale = size / full
		lines = m.lines(atoms, width)
	}
	if p.tooLong(lines) && p.Fit.Cut {
		return setLines{m.cut(lines, p.Fit.Lines, width), m.scale, true}
	}
	return setLines{lines, m.scale, false}
}

// within shortens words that will be cut to somewhat more than their lines can
// ever hold, so that a novel in a field does not cost the work of setting one.
func (p Paragraph) within(width float64) []Run {
	if p.Fit.Lines == 0 || !p.Fit.Cut {
		return p.Runs
	}
	const narrowest = 0.1 // of the size
	runs := append([]Run(nil), p.Runs...)
	for i, r := range runs {
		most := 50 + int(float64(p.Fit.Lines)*width/(narrowest*max(r.Style.Size/2, 1)))
		if len(r.Text) > 4*most {
			runs[i].Text = string([]rune(r.Text[:4*most])[:most])
		}
	}
	return runs
}

func (p Paragraph) tooLong(lines []line) bool { return p.Fit.Lines > 0 && len(lines) > p.Fit.Lines }

// Height is what the paragraph takes in a width.
func (p Paragraph) Height(d *Doc, width float64) float64 {
	lines, _ := p.set(d, width)
	return float64(len(lines)) * p.leading()
}

// Shortened reports whether words of the paragraph are cut in a width.
func (p Paragraph) Shortened(d *Doc, width float64) bool { return p.known(d, width).cut }

// Width is what the paragraph takes on one line.
func (p Paragraph) Width(d *Doc) float64 {
	m := measure{doc: d, runs: p.Runs, scale: 1}
	return m.width(d.compose(p.Runs))
}

// descent is how far above the lower end of its line a baseline lies, for all
// sizes alike, so that baselines side by side meet.
const descent = 0.28 * Grid

// Draw sets the paragraph with its upper left corner at a place.
func (p Paragraph) Draw(d *Doc, x, y, width float64) {
	if !p.Fit.Known && p.Shortened(d, width) {
		d.note(p)
	}
	lines, scale := p.set(d, width)
	m := measure{doc: d, runs: p.Runs, scale: scale}
	for i, l := range lines {
		baseline := y + float64(i+1)*p.leading() - descent
		m.draw(l, x+p.indent(d, width-l.width), baseline)
	}
}

// note keeps how a shortened text begins, once.
func (d *Doc) note(p Paragraph) {
	const most = 60
	var words []rune
	for _, r := range p.Runs {
		if words = append(words, []rune(r.Text)...); len(words) > most {
			words = words[:most]
			break
		}
	}
	if begins := clean(string(words)); !slices.Contains(d.cut, begins) {
		d.cut = append(d.cut, begins)
	}
}

// indent is the room to the left of a line that leaves some free.
func (p Paragraph) indent(d *Doc, free float64) float64 {
	switch {
	case p.Align == Middle:
		return free / 2
	case (p.Align == End) != d.rtl:
		return free
	}
	return 0
}

// measure sets signs at a scale of their styles' sizes.
type measure struct {
	doc   *Doc
	runs  []Run
	scale float64
}

func (m measure) size(a atom) float64 { return m.runs[a.run].Style.Size * m.scale }

func (m measure) advance(a atom) float64 {
	if a.face == nil {
		return m.size(a) * markWidth
	}
	return m.size(a) * a.glyph.advance
}

func (m measure) width(atoms []atom) float64 {
	w := 0.0
	for i, a := range atoms {
		w += m.advance(a)
		if i > 0 {
			w += a.kern * m.size(a)
		}
	}
	return w
}

// lines breaks signs where a run begins a new line, and else greedily: after spaces,
// else after dashes, else anywhere.
func (m measure) lines(atoms []atom, width float64) []line {
	var lines []line
	for len(atoms) > 0 {
		n := m.first(atoms, width)
		end := n
		for end > 0 && atoms[end-1].space {
			end--
		}
		lines = append(lines, line{atoms: atoms[:end], width: m.width(atoms[:end])})
		for atoms = atoms[n:]; len(atoms) > 0 && atoms[0].space; {
			atoms = atoms[1:]
		}
	}
	return lines
}

// slack lets a line that is measured to fit exactly do so despite rounding.
const slack = 0.01

// first is how many signs stand on the first line.
func (m measure) first(atoms []atom, width float64) int {
	w, good := 0.0, 0
	for i, a := range atoms {
		if a.space {
			if a.last {
				return i + 1
			}
			good = i + 1
			w += m.advance(a)
			continue
		}
		if i > 0 {
			w += a.kern * m.size(a)
		}
		if w += m.advance(a); w > width+slack {
			if good > 0 {
				return good
			}
			return max(whole(atoms, i), 1)
		}
		if a.last {
			return i + 1
		}
		if a.after {
			good = i + 1
		}
	}
	return len(atoms)
}

// whole moves a break before signs that stand on the one before them.
func whole(atoms []atom, i int) int {
	for i > 1 && atoms[i].glyph.advance == 0 && atoms[i].face != nil {
		i--
	}
	return i
}

// cut keeps n lines and ends the last with an ellipsis after a whole word, or
// within a word that fills the line alone.
func (m measure) cut(lines []line, n int, width float64) []line {
	lines = lines[:n:n]
	last := append([]atom(nil), lines[n-1].atoms...)
	f, g := m.doc.faces.find(m.runs[last[len(last)-1].run].Style.Face, '…')
	for {
		end := last[len(last)-1]
		dots := atom{char: '…', face: f, glyph: g, run: end.run, level: int8(m.doc.base())}
		if w := m.width(append(last[:len(last):len(last)], dots)); w <= width+slack || len(last) == 1 {
			last = append(last, dots)
			lines[n-1] = line{atoms: last, width: w}
			return lines
		}
		last = shorter(last)
	}
}

// shorter is a line without its last word, or without its last sign when there
// is only one word.
func shorter(atoms []atom) []atom {
	for i := len(atoms) - 1; i > 0; i-- {
		if atoms[i].space {
			return atoms[:i]
		}
	}
	return atoms[:len(atoms)-1]
}

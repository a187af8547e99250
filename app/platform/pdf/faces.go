// Package pdf sets pages for print: text in measured lines, tables, rules, marks
// and charts on a twelve-column page with a baseline grid. It alone knows the
// PDF library. Lengths are in points from the upper left corner.
package pdf

import (
	"fmt"
	"io/fs"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face names a face of type. Persian has faces of its own that stand in wherever
// a Latin face lacks a letter.
type Face string

// The faces.
const (
	Sans          Face = "sans-regular"
	Semibold      Face = "sans-semibold"
	Italic        Face = "sans-italic"
	Serif         Face = "serif-regular"
	SerifSemibold Face = "serif-semibold"
	persian       Face = "persian-regular"
	persianBold   Face = "persian-bold"
)

func allFaces() []Face {
	return []Face{Sans, Semibold, Italic, Serif, SerifSemibold, persian, persianBold}
}

// substitutes are the faces that stand in for one, the best first.
func substitutes(f Face) []Face {
	switch f {
	case Semibold, SerifSemibold:
		return []Face{f, Semibold, persianBold}
	}
	return []Face{f, Sans, persian}
}

// unknown is set in place of what no face can show, so that a gap is seen.
const unknown = '□'

// Faces are the faces as read at start-up. They do not change and may be used by
// several documents at a time.
type Faces struct {
	byName  map[Face]*face
	packers *sync.Pool // of *packer
}

type face struct {
	name   Face
	place  int               // among all
	tables map[string][]byte // of its file, by name
	font   *sfnt.Font
	glyphs map[rune]*glyph
	latin  [0x180]*glyph // those of them that are asked for most
}

// glyph is one sign of a face; its advance is a share of the size. char is the
// one rune by which the glyph goes, whichever of several was asked for: only then
// does the library write a face's subset alike each time.
type glyph struct {
	index   sfnt.GlyphIndex
	advance float64
	char    rune
}

// LoadFaces reads NAME.ttf for every face and makes sure that the PDF library can
// use it: of a face that it cannot read, that one speaks on standard output only.
func LoadFaces(files fs.FS) (*Faces, error) {
	all := &Faces{byName: map[Face]*face{}, packers: newPackers()}
	for i, name := range allFaces() {
		raw, err := fs.ReadFile(files, string(name)+".ttf")
		if err != nil {
			return nil, fmt.Errorf("pdf: the face %s: %w", name, err)
		}
		f, err := readFace(name, raw)
		if err != nil {
			return nil, fmt.Errorf("pdf: the face %s: %w", name, err)
		}
		f.place = i
		all.byName[name] = f
	}
	if _, ok := all.byName[Sans].glyph(unknown); !ok {
		return nil, fmt.Errorf("pdf: the face %s has no %c to stand for what is missing", Sans, unknown)
	}
	return all, nil
}

func readFace(name Face, raw []byte) (*face, error) {
	tables, err := usable(raw)
	if err != nil {
		return nil, err
	}
	parsed, err := sfnt.Parse(raw)
	if err != nil {
		return nil, err
	}
	f := &face{name: name, tables: tables, font: parsed, glyphs: map[rune]*glyph{}}
	var b sfnt.Buffer
	byIndex := map[sfnt.GlyphIndex]rune{}
	for r := rune(1); r <= 0xFFFF; r++ {
		i, err := parsed.GlyphIndex(&b, r)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			continue
		}
		advance, err := parsed.GlyphAdvance(&b, i, em(parsed), font.HintingNone)
		if err != nil {
			return nil, err
		}
		if known, ok := byIndex[i]; !ok || rank(r) < rank(known) {
			byIndex[i] = r
		}
		f.glyphs[r] = &glyph{index: i, advance: float64(advance) / float64(em(parsed))}
	}
	for r, g := range f.glyphs {
		if g.char = byIndex[g.index]; int(r) < len(f.latin) {
			f.latin[r] = g
		}
	}
	return f, nil
}

// glyph is what shows a rune, if the face has it.
func (f *face) glyph(r rune) (g *glyph, ok bool) {
	if int(r) < len(f.latin) {
		g = f.latin[r]
	} else {
		g = f.glyphs[r]
	}
	return g, g != nil
}

// rank prefers the runes that people type.
func rank(r rune) int {
	switch {
	case r < 0x0250:
		return 0
	case r >= 0x2000 && r < 0x2070:
		return 1
	}
	return 2
}

func em(f *sfnt.Font) fixed.Int26_6 { return fixed.I(int(f.UnitsPerEm())) }

// find is the face and glyph that show a rune in a face, or the sign for what is
// unknown.
func (all *Faces) find(name Face, r rune) (*face, *glyph) {
	f := all.byName[name]
	if g, ok := f.glyph(r); ok {
		return f, g
	}
	for _, candidate := range substitutes(name) {
		f = all.byName[candidate]
		if g, ok := f.glyph(r); ok {
			return f, g
		}
	}
	f = all.byName[Sans]
	return f, f.glyphs[unknown]
}

// Shows reports whether a face or its substitutes have a glyph for a rune.
func (all *Faces) Shows(name Face, r rune) bool {
	for _, candidate := range substitutes(name) {
		if _, ok := all.byName[candidate].glyph(r); ok {
			return true
		}
	}
	return false
}

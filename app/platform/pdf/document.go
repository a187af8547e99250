package pdf

import (
	"bytes"
	"slices"
	"time"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"

	"stegvis/app/platform/chart"
)

// Meta says what a document is. Made is its day, not the moment of drawing, so
// that the same document is the same bytes.
type Meta struct {
	Title    string
	Author   string
	Lang     string // BCP 47
	Keywords string
	RTL      bool // the language is written to the left
	Made     time.Time
}

// Doc is a document being drawn. It belongs to one goroutine.
type Doc struct {
	f     *gofpdf.Fpdf
	faces *Faces
	meta  Meta
	rtl   bool
	added map[Face]bool
	texts map[composedKey][]atom
	sets  map[setKey]setLines
	kerns map[pair]float64
	font  sfnt.Buffer
	cut   []string

	headings int     // drawn so far
	entries  []entry // the headings of the flow being drawn
	targets  map[string]spot
	jumps    []jump
	outline  []bookmark
}

// Pages is how many pages there are so far.
func (d *Doc) Pages() int { return d.f.PageCount() }

// Cut is how the texts begin that were drawn shorter than they are, for want of room.
func (d *Doc) Cut() []string { return d.cut }

// Begin starts a document of A4 pages; it has none yet.
func (all *Faces) Begin(m Meta) *Doc {
	f := gofpdf.NewCustom(&gofpdf.InitType{OrientationStr: "P", UnitStr: "pt", SizeStr: "A4"})
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetCreationDate(m.Made)
	f.SetModificationDate(m.Made)
	f.SetCatalogSort(true)
	f.SetProducer("Stegvis", true)
	f.SetTitle(clean(m.Title), true)
	f.SetAuthor(clean(m.Author), true)
	f.SetKeywords(clean(m.Keywords), true)
	f.SetXmpMetadata(xmp(m))
	return &Doc{f: f, faces: all, meta: m, rtl: m.RTL, added: map[Face]bool{}, texts: map[composedKey][]atom{}, sets: map[setKey]setLines{}, kerns: map[pair]float64{}, targets: map[string]spot{}}
}

// Page begins a page with a pen at rest.
func (d *Doc) Page() {
	d.f.AddPage()
	d.rest()
}

// Landscape begins a page that lies on its side.
func (d *Doc) Landscape() {
	d.f.AddPageFormat("L", d.f.GetPageSizeStr("A4"))
	d.rest()
}

// Bytes ends the document.
func (d *Doc) Bytes() ([]byte, error) {
	d.lead()
	var b bytes.Buffer
	if err := d.f.Output(&b); err != nil {
		return nil, err
	}
	return catalogued(b.Bytes(), d.meta.Lang)
}

// base is the level of the document's language.
func (d *Doc) base() int {
	if d.rtl {
		return 1
	}
	return 0
}

// use takes a face in hand; only faces that are used are embedded. The library
// writes into the file's bytes, so it gets its own.
func (d *Doc) use(f *face, size float64) {
	if !d.added[f.name] {
		d.f.AddUTF8FontFromBytes(string(f.name), "", slices.Clone(f.raw))
		d.added[f.name] = true
	}
	d.f.SetFont(string(f.name), "", size)
}

func (d *Doc) write(f *face, size float64, token chart.Token, x, baseline float64, text string) {
	d.use(f, size)
	c := colour(token)
	d.f.SetTextColor(c.r, c.g, c.b)
	d.f.Text(x, baseline, text)
}

type pair struct {
	face        Face
	left, right sfnt.GlyphIndex
}

// kern is what two glyphs move together, as a share of the size; zero where the
// face does not say.
func (d *Doc) kern(f *face, left, right sfnt.GlyphIndex) float64 {
	key := pair{f.name, left, right}
	k, known := d.kerns[key]
	if !known {
		if moved, err := f.font.Kern(&d.font, left, right, em(f.font), font.HintingNone); err == nil {
			k = float64(moved) / float64(em(f.font))
		}
		d.kerns[key] = k
	}
	return k
}

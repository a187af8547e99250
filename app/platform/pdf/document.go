package pdf

import (
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
	Keywords string // in ASCII, which every program that looks for one can read
	RTL      bool   // the language is written to the left
	Accent   string // #rrggbb, "" for the house's
	Made     time.Time
}

// Doc is a document being drawn. It belongs to one goroutine. The library makes
// its pages, links, bookmarks and all that is said about it; what stands on the
// pages, and the faces, are written here.
type Doc struct {
	f     *gofpdf.Fpdf
	out   content // of the page, as far as the library does not have it
	faces *Faces
	meta  Meta
	rtl   bool
	texts map[composedKey][]atom
	sets  map[setKey]setLines
	kerns map[pair]float64
	shown map[*face]*cut
	font  sfnt.Buffer
	cut   []string

	own    map[chart.Token]rgb // colours in the place of the house's
	images map[string]embedded

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
	f.SetCompression(false)
	f.SetCreationDate(m.Made)
	f.SetModificationDate(m.Made)
	f.SetCatalogSort(true)
	f.SetProducer("Stegvis", true)
	f.SetTitle(clean(m.Title), true)
	f.SetAuthor(clean(m.Author), true)
	f.SetKeywords(clean(m.Keywords), false)
	f.SetXmpMetadata(xmp(m))
	return &Doc{
		f: f, faces: all, meta: m, rtl: m.RTL,
		texts: map[composedKey][]atom{}, sets: map[setKey]setLines{}, kerns: map[pair]float64{}, shown: map[*face]*cut{}, targets: map[string]spot{},
		own: accented(m.Accent), images: map[string]embedded{},
	}
}

// Page begins a page with a pen at rest.
func (d *Doc) Page() {
	d.flush()
	d.f.AddPage()
	d.begin()
}

// Landscape begins a page that lies on its side.
func (d *Doc) Landscape() {
	d.flush()
	d.f.AddPageFormat("L", d.f.GetPageSizeStr("A4"))
	d.begin()
}

func (d *Doc) begin() {
	_, high := d.f.GetPageSize()
	d.out.begin(high)
	d.rest()
}

// flush hands to the library what was drawn, before it draws something itself or
// turns to another page.
func (d *Doc) flush() {
	if len(d.out.b) > 0 {
		d.f.RawWriteStr(string(d.out.b))
		d.out.b = d.out.b[:0]
	}
}

// Bytes ends the document.
func (d *Doc) Bytes() ([]byte, error) {
	d.flush()
	d.lead()
	var file output
	if err := d.f.Output(&file); err != nil {
		return nil, err
	}
	return d.assembled(file)
}

// output is the library's file. It hands its own buffer over at once, which nobody
// touches afterwards: that is taken as it is, since a copy would be as large again.
type output []byte

// Write implements io.Writer.
func (w *output) Write(p []byte) (int, error) {
	if *w == nil {
		*w = p[:len(p):len(p)]
	} else {
		*w = append(*w, p...)
	}
	return len(p), nil
}

// base is the level of the document's language.
func (d *Doc) base() int {
	if d.rtl {
		return 1
	}
	return 0
}

// pair are two glyphs of a face, in one number.
type pair uint64

// kern is what two signs of a run move together, as a share of the size; zero
// where their face does not say.
func (d *Doc) kern(a, b atom) float64 {
	if a.face != b.face || a.level%2 == 1 || b.level%2 == 1 {
		return 0
	}
	f := a.face
	key := pair(f.place)<<32 | pair(a.glyph.index)<<16 | pair(b.glyph.index)
	k, known := d.kerns[key]
	if !known {
		if moved, err := f.font.Kern(&d.font, a.glyph.index, b.glyph.index, em(f.font), font.HintingNone); err == nil {
			k = float64(moved) / float64(em(f.font))
		}
		d.kerns[key] = k
	}
	return k
}

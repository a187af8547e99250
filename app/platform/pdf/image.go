package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/jung-kurt/gofpdf"
)

// Image is a picture made of pixels as a block: a PNG of eight bits a component, not
// interlaced, as package picture makes them. High is its height in points at most; a
// narrow place makes it smaller. Without a picture, or with the bytes of a broken one, the
// block takes no place. However often a picture is set, the document holds it once.
type Image struct {
	PNG   []byte
	High  float64
	Align Align
}

// Height is what the picture takes in a width.
func (i Image) Height(d *Doc, width float64) float64 {
	_, h := i.size(d, width)
	return h
}

// Draw sets the picture.
func (i Image) Draw(d *Doc, x, y, width float64) {
	w, h := i.size(d, width)
	if h == 0 {
		return
	}
	x += Paragraph{Align: i.Align}.indent(d, width-w)
	d.flush()
	d.f.ImageOptions(d.image(i.PNG).name, x, y, w, h, false, gofpdf.ImageOptions{}, 0, "")
}

// size is the picture's width and height on the page.
func (i Image) size(d *Doc, width float64) (w, h float64) {
	if len(i.PNG) == 0 {
		return 0, 0
	}
	one := d.image(i.PNG)
	if one.name == "" {
		return 0, 0
	}
	w, h = one.wide*i.High, i.High
	if w > width {
		w, h = width, h*width/w
	}
	return w, h
}

// embedded is a picture that a document holds.
type embedded struct {
	name  string
	width float64 // in pixels
	wide  float64 // its width as a share of its height
}

// image embeds a picture in the document, once. The library writes several of equal
// width in any order, and so not always the same bytes: that is refused.
func (d *Doc) image(file []byte) embedded {
	name := fmt.Sprintf("%x", sha256.Sum256(file))
	if one, held := d.images[name]; held || d.f.Err() || !sound(file) {
		return one
	}
	info := d.f.RegisterImageOptionsReader(name, gofpdf.ImageOptions{ImageType: "PNG"}, bytes.NewReader(file))
	if d.f.Err() {
		return embedded{}
	}
	one := embedded{name: name, width: info.Width(), wide: info.Width() / info.Height()}
	for _, other := range d.images {
		if other.width == one.width {
			d.f.SetErrorf("pdf: two pictures are %.0f pixels wide", one.width)
		}
	}
	d.images[name] = one
	return one
}

// sound reports whether a PNG is whole: each of its chunks has the sum that it says it
// has, up to the last. What the library would make of another is chance.
func sound(file []byte) bool {
	const head, around = "\x89PNG\r\n\x1a\n", 12 // a chunk's length, name and sum
	rest, is := bytes.CutPrefix(file, []byte(head))
	for is && len(rest) >= around {
		size := uint64(binary.BigEndian.Uint32(rest))
		if size > uint64(len(rest)-around) {
			return false
		}
		chunk := rest[4 : 8+size]
		if crc32.ChecksumIEEE(chunk) != binary.BigEndian.Uint32(rest[8+size:]) {
			return false
		}
		if string(chunk[:4]) == "IEND" {
			return true
		}
		rest = rest[around+size:]
	}
	return false
}

package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/jung-kurt/gofpdf"
)

// Image is a picture made of pixels as a block: a PNG of eight bits a component, not
// interlaced, as package picture makes them. High is its height in points at most; a
// narrow place makes it smaller. Without a picture the block takes no place. However
// often a picture is set, the document holds it once.
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
	d.f.ImageOptions(d.image(i.PNG).name, x, y, w, h, false, gofpdf.ImageOptions{}, 0, "")
}

// size is the picture's width and height on the page.
func (i Image) size(d *Doc, width float64) (w, h float64) {
	if len(i.PNG) == 0 {
		return 0, 0
	}
	one := d.image(i.PNG)
	w, h = one.wide*i.High, i.High
	if w > width {
		w, h = width, h*width/w
	}
	return w, h
}

// embedded is a picture that a document holds. wide is its width as a share of its
// height.
type embedded struct {
	name string
	wide float64
}

// image embeds a picture in the document, once. The library writes pictures of equal
// width in any order, so a second one of a width would not always be the same bytes.
func (d *Doc) image(file []byte) embedded {
	sum := sha256.Sum256(file)
	name := hex.EncodeToString(sum[:])
	if one, held := d.images[name]; held {
		return one
	}
	info := d.f.RegisterImageOptionsReader(name, gofpdf.ImageOptions{ImageType: "PNG"}, bytes.NewReader(file))
	if info == nil || d.f.Err() || info.Height() == 0 {
		d.f.SetError(fmt.Errorf("pdf: a picture of %d bytes cannot be embedded: %w", len(file), d.f.Error()))
		return embedded{}
	}
	one := embedded{name, info.Width() / info.Height()}
	for _, other := range d.images {
		if other.width == info.Width() {
		}
	}
	d.images[name] = one
	return one
}

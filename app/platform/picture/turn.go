package picture

import (
	"encoding/binary"
	"image"
	"strings"
)

// orientation is how pixels are to be turned to stand upright, as EXIF numbers it
// from 1 to 8.
type orientation int

const upright orientation = 1

// swaps reports whether width and height change places.
func (o orientation) swaps() bool { return o >= 5 && o <= 8 }

// exif reads the orientation from a camera's notes, zero where they do not say.
func exif(notes []byte) orientation {
	tiff, ok := strings.CutPrefix(string(notes), "Exif\x00\x00")
	if !ok || len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[:2] == "II" {
		order = binary.LittleEndian
	}
	const entry, orientationTag, short = 12, 0x0112, 3
	b := []byte(tiff)
	at := uint64(order.Uint32(b[4:]))
	if at+2 > uint64(len(b)) {
		return 0
	}
	entries := b[at+2:]
	for range order.Uint16(b[at:]) {
		if len(entries) < entry {
			return 0
		}
		if order.Uint16(entries) == orientationTag && order.Uint16(entries[2:]) == short {
			if o := orientation(order.Uint16(entries[8:])); o >= 1 && o <= 8 {
				return o
			}
			return 0
		}
		entries = entries[entry:]
	}
	return 0
}

// done turns pixels that stand at the origin.
func (o orientation) done(from *image.RGBA) *image.RGBA {
	if o <= upright || o > 8 {
		return from
	}
	w, h := from.Rect.Dx(), from.Rect.Dy()
	size := image.Pt(w, h)
	if o.swaps() {
		size = image.Pt(h, w)
	}
	to := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			sx, sy := o.source(x, y, w, h)
			to.SetRGBA(x, y, from.RGBAAt(sx, sy))
		}
	}
	return to
}

// source is where the pixel at a place of the upright picture stands in one of a
// width and height that is not.
func (o orientation) source(x, y, w, h int) (int, int) {
	if o.swaps() {
		x, y = y, x
	}
	mirrored := o == 2 || o == 3 || o == 7 || o == 8
	upside := o == 3 || o == 4 || o == 6 || o == 7
	if mirrored {
		x = w - 1 - x
	}
	if upside {
		y = h - 1 - y
	}
	return x, y
}

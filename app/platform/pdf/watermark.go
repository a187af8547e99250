package pdf

import (
	"math"

	"golang.org/x/image/font/sfnt"

	"stegvis/app/platform/chart"
)

// Watermark draws a word across the page. Its letters are shapes and not type, so
// that nobody who selects, searches or listens to the page meets it. It is drawn last,
// as dye on what stands there: no white box of a chart cuts it, and no word pales.
func (d *Doc) Watermark(word string) {
	runs := []Run{{Text: word, Style: Style{Face: Semibold, Size: 1}}}
	m := measure{doc: d, runs: runs, scale: 1}
	l := line{atoms: d.compose(runs)}
	if len(l.atoms) == 0 {
		return
	}
	w, h := d.f.GetPageSize()
	angle := math.Atan2(h, w)
	size := min(0.6*math.Hypot(w, h)/m.width(l.atoms), 0.25*w)
	sin, cos := math.Sincos(angle)
	d.blend(1, "Multiply")
	d.fill(chart.IdleSoft)
	along := -m.width(l.atoms) * size / 2
	for i, a := range m.ordered(l.atoms) {
		if i > 0 {
			along += a.kern * size
		}
		at := along
		d.outlined(a, func(x, y float64) (float64, float64) {
			x, y = at+x*size, (y+capHeight/2)*size
			return w/2 + x*cos + y*sin, h/2 - x*sin + y*cos
		})
		along += m.advance(a) * size
	}
	d.alpha(1)
	d.rest()
}

// capHeight is about how high a capital is, as a share of the size.
const capHeight = 0.7

// outlined fills a glyph's outline, whose points are shares of the size.
func (d *Doc) outlined(a atom, to func(x, y float64) (float64, float64)) {
	if a.face == nil {
		return
	}
	segments, err := a.face.font.LoadGlyph(&d.font, a.glyph.index, em(a.face.font), nil)
	if err != nil || len(segments) == 0 {
		return
	}
	unit := float64(em(a.face.font))
	var now [2]float64
	for _, s := range segments {
		var p [3][2]float64
		for i, arg := range s.Args {
			p[i][0], p[i][1] = to(float64(arg.X)/unit, float64(arg.Y)/unit)
		}
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			d.out.move(p[0][0], p[0][1])
			now = p[0]
		case sfnt.SegmentOpLineTo:
			d.out.line(p[0][0], p[0][1])
			now = p[0]
		case sfnt.SegmentOpQuadTo:
			a, b := third(now, p[0]), third(p[1], p[0])
			d.out.curve(a[0], a[1], b[0], b[1], p[1][0], p[1][1])
			now = p[1]
		case sfnt.SegmentOpCubeTo:
			d.out.curve(p[0][0], p[0][1], p[1][0], p[1][1], p[2][0], p[2][1])
			now = p[2]
		}
	}
	d.out.raw(filled)
}

// third is two thirds of the way from an end of a quadratic curve to its handle:
// where a cubic one has its own.
func third(end, handle [2]float64) [2]float64 {
	return [2]float64{end[0] + (handle[0]-end[0])*2/3, end[1] + (handle[1]-end[1])*2/3}
}

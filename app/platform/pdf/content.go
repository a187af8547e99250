package pdf

import (
	"math"
	"strconv"
)

// content is what is drawn on a page: PDF's operators, written here and not by
// the library, whose way of formatting costs more than all else. It knows how pen
// and type stand, and sets only what a drawing needs otherwise.
type content struct {
	b    []byte
	high float64 // of the page: PDF counts from its lower edge
	now  stance
}

// stance is how pen and type stand.
type stance struct {
	fill, line rgb
	width      float64
	dash       float64
	face       *face
	size       float64
}

// begin is a new page's content. What the library leaves there is not relied on.
func (c *content) begin(high float64) {
	*c = content{b: c.b[:0], high: high, now: stance{fill: rgb{-1, 0, 0}, line: rgb{-1, 0, 0}, width: -1}}
	c.raw("0 J 0 j [] 0 d\n")
}

func (c *content) raw(s string) { c.b = append(c.b, s...) }

// number writes a number and a space after it.
func (c *content) number(v float64) { c.b = append(decimal(c.b, v, 100), ' ') }

// decimal appends a number with as many places as one counts tenths, hundredths
// or thousandths, without zeros at its end.
func decimal(b []byte, v float64, one int64) []byte {
	n := int64(math.Round(v * float64(one)))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/one, 10)
	if n %= one; n == 0 {
		return b
	}
	b = append(b, '.')
	for n > 0 {
		one /= 10
		b = append(b, byte('0'+n/one))
		n %= one
	}
	return b
}

// at writes a place.
func (c *content) at(x, y float64) {
	c.number(x)
	c.number(c.high - y)
}

func (c *content) colour(k rgb) {
	for _, v := range [3]int{k.r, k.g, k.b} {
		c.b = append(decimal(c.b, float64(v)/255, 1000), ' ')
	}
}

func (c *content) setFill(k rgb) {
	if c.now.fill != k {
		c.now.fill = k
		c.colour(k)
		c.raw("rg\n")
	}
}

func (c *content) setLine(k rgb, width, dash float64) {
	if c.now.line != k {
		c.now.line = k
		c.colour(k)
		c.raw("RG\n")
	}
	if c.now.width != width {
		c.now.width = width
		c.number(width)
		c.raw("w\n")
	}
	if c.now.dash != dash {
		c.now.dash = dash
		c.raw("[")
		if dash > 0 {
			c.number(dash)
			c.number(dash)
		}
		c.raw("] 0 d\n")
	}
}

func (c *content) move(x, y float64) {
	c.at(x, y)
	c.raw("m\n")
}

func (c *content) line(x, y float64) {
	c.at(x, y)
	c.raw("l\n")
}

func (c *content) curve(x1, y1, x2, y2, x, y float64) {
	c.at(x1, y1)
	c.at(x2, y2)
	c.at(x, y)
	c.raw("c\n")
}

func (c *content) box(x, y, w, h float64) {
	c.at(x, y)
	c.number(w)
	c.number(-h)
	c.raw("re\n")
}

// round is the share of a radius at which a curve has the handles that make it
// a quarter of a circle.
const round = 0.5522847498

func (c *content) roundBox(x, y, w, h, r float64) {
	r = min(r, w/2, h/2)
	k := r * (1 - round)
	c.move(x+r, y)
	c.line(x+w-r, y)
	c.curve(x+w-k, y, x+w, y+k, x+w, y+r)
	c.line(x+w, y+h-r)
	c.curve(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
	c.line(x+r, y+h)
	c.curve(x+k, y+h, x, y+h-k, x, y+h-r)
	c.line(x, y+r)
	c.curve(x, y+k, x+k, y, x+r, y)
	c.raw("h\n")
}

func (c *content) circle(x, y, r float64) {
	k := r * round
	c.move(x+r, y)
	c.curve(x+r, y+k, x+k, y+r, x, y+r)
	c.curve(x-k, y+r, x-r, y+k, x-r, y)
	c.curve(x-r, y-k, x-k, y-r, x, y-r)
	c.curve(x+k, y-r, x+r, y-k, x+r, y)
	c.raw("h\n")
}

// How a path ends.
const (
	filled  = "f\n"
	stroked = "S\n"
	both    = "B\n"
)

// words begins a line of glyphs, which glyph and kern continue and end ends.
func (c *content) words(f *face, size float64, k rgb, x, baseline float64) {
	c.setFill(k)
	c.raw("BT ")
	if c.now.face != f || c.now.size != size {
		c.now.face, c.now.size = f, size
		c.raw("/")
		c.raw(string(f.name))
		c.raw(" ")
		c.number(size)
		c.raw("Tf ")
	}
	c.at(x, baseline)
	c.raw("Td [(")
}

func (c *content) glyph(g uint16) {
	for _, one := range [2]byte{byte(g >> 8), byte(g)} {
		switch one {
		case '(', ')', '\\':
			c.b = append(c.b, '\\', one)
		case '\r':
			c.b = append(c.b, '\\', 'r')
		default:
			c.b = append(c.b, one)
		}
	}
}

// kern moves what follows to the right, by a share of the size.
func (c *content) kern(share float64) {
	c.raw(")")
	c.b = decimal(c.b, -share*1000, 10)
	c.raw("(")
}

func (c *content) end() { c.raw(")] TJ ET\n") }

// Package tint reckons with colours: how they are written, how well they stand out
// from white paper, and which one that does is nearest.
package tint

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Readable is the least contrast by which text and thin lines are told from what
// they stand on: level AA of the Web Content Accessibility Guidelines.
const Readable = 4.5

// Colour is a colour of a screen (sRGB).
type Colour struct{ R, G, B uint8 }

// White is paper.
func White() Colour { return Colour{255, 255, 255} }

// House is the accent of whoever has chosen none: a deep pine green.
func House() Colour { return Colour{29, 92, 75} }

// Parse reads a colour as brand manuals and style sheets write it: #1d5c4b, 1D5C4B
// or #abc.
func Parse(s string) (Colour, bool) {
	digits := strings.TrimPrefix(strings.TrimSpace(s), "#")
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if len(digits) != 6 || err != nil {
		return Colour{}, false
	}
	return Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, true
}

// String is the colour in one way of writing: # and six small digits.
func (c Colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// linear is the light that a component gives, from 0 to 1.
func linear(v uint8) float64 {
	s := float64(v) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}

// dimmed is the greatest component that gives no more light than this.
func dimmed(light float64) uint8 {
	s := light * 12.92
	if light > 0.0031308 {
		s = 1.055*math.Pow(light, 1/2.4) - 0.055
	}
	v := uint8(min(math.Ceil(s*255), 255))
	for v > 0 && linear(v) > light {
		v--
	}
	return v
}

// Luminance is the light that a colour gives beside white, from 0 to 1.
func (c Colour) Luminance() float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// Contrast is how well two colours stand out from each other, from 1 (not at all)
// to 21 (black on white), as the Web Content Accessibility Guidelines reckon it.
func Contrast(a, b Colour) float64 {
	x, y := a.Luminance(), b.Luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// OnPaper is the colour's contrast with white.
func (c Colour) OnPaper() float64 { return Contrast(c, White()) }

// ReadableOnPaper is the nearest colour of the same hue that stands out from white:
// the colour itself if it does, else the same light, dimmed no more than it takes.
func (c Colour) ReadableOnPaper() Colour {
	if c.OnPaper() >= Readable {
		return c
	}
	const most = (1+0.05)/Readable - 0.05 // the luminance at which the contrast is just enough
	share := most / c.Luminance()
	return Colour{dimmed(linear(c.R) * share), dimmed(linear(c.G) * share), dimmed(linear(c.B) * share)}
}

// Faint is the colour as a wash on white paper, behind text.
func (c Colour) Faint() Colour {
	const share = 0.135
	mix := func(v uint8) uint8 { return uint8(math.Round(255 - share*float64(255-v))) }
	return Colour{mix(c.R), mix(c.G), mix(c.B)}
}

// Package chart holds pictures as data: shapes in token colours, which pages
// render as SVG and reports as PDF, so that both show the very same picture.
package chart

import "cmp"

// Token is a colour by its meaning. Pages give it the theme's colour, reports a
// printable one.
type Token string

// The tokens.
const (
	None       Token = "none"
	Ink        Token = "ink"
	Paper      Token = "paper"
	Grey1      Token = "grey1"
	Grey2      Token = "grey2"
	Grey3      Token = "grey3"
	Accent     Token = "accent"
	Good       Token = "good"
	Warn       Token = "warn"
	Bad        Token = "bad"
	Idle       Token = "idle"
	AccentSoft Token = "accent-soft"
	GoodSoft   Token = "good-soft"
	WarnSoft   Token = "warn-soft"
	BadSoft    Token = "bad-soft"
	IdleSoft   Token = "idle-soft"
	Data1      Token = "data1"
	Data2      Token = "data2"
	Data3      Token = "data3"
	Data4      Token = "data4"
)

// Tokens lists every token but None, for palettes to prove that they are whole.
func Tokens() []Token {
	return []Token{Ink, Paper, Grey1, Grey2, Grey3, Accent, Good, Warn, Bad, Idle,
		AccentSoft, GoodSoft, WarnSoft, BadSoft, IdleSoft, Data1, Data2, Data3, Data4}
}

// Drawing is a picture. Lengths are in points of its own width and height; the
// renderers scale. Title and Description are for those who cannot see it.
type Drawing struct {
	Width, Height float64
	Title         string
	Description   string
	Shapes        []Shape
}

// Shape is one of Line, Rect, Circle, Path, Text.
type Shape interface{ shape() }

// Point is a place in a drawing, from its upper left corner.
type Point struct{ X, Y float64 }

// Stroke is how a line is drawn; a width of zero draws none.
type Stroke struct {
	Token Token
	Width float64
	Dash  float64 // length of dashes and gaps, 0 for a whole line
}

// Line joins two points.
type Line struct {
	From, To Point
	Stroke
}

// Rect is a box, with rounded corners when Radius is not zero. Hatched boxes are
// crossed by slanting lines in the stroke's colour.
type Rect struct {
	X, Y, W, H float64
	Radius     float64
	Fill       Token
	Stroke
	Hatched bool
	Href    string // opens this address, "" for none
	Tip     string // said on focus and by a pointer at rest
}

// Hatch is the colour of the lines that cross a hatched box: its stroke's, or ink.
func (r Rect) Hatch() Token { return cmp.Or(r.Token, Ink) }

// Circle is a disc or a ring.
type Circle struct {
	Centre Point
	R      float64
	Fill   Token
	Stroke
}

// Path joins points in order; Closed returns to the first.
type Path struct {
	Points []Point
	Closed bool
	Fill   Token
	Stroke
	Opacity float64 // of the fill; 0 means 1
}

// Anchor says which end of a text lies at its point.
type Anchor string

// The anchors.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Text is one line. Size is in points; Bold is the semibold face.
type Text struct {
	At     Point // on the baseline
	Text   string
	Size   float64
	Anchor Anchor
	Fill   Token
	Bold   bool
	Serif  bool
}

func (Line) shape()   {}
func (Rect) shape()   {}
func (Circle) shape() {}
func (Path) shape()   {}
func (Text) shape()   {}

// Add appends shapes.
func (d *Drawing) Add(shapes ...Shape) { d.Shapes = append(d.Shapes, shapes...) }

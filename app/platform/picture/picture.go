// Package picture reads a picture that somebody has sent, as if it were hostile, and
// makes a small new one of its pixels. Nothing else of the file remains.
package picture

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
)

// What a file may have at most, and the least of a side.
const (
	MostBytes  = 2 << 20
	MostSide   = 4000
	MostPixels = 8_000_000
	LeastSide  = 16
)

// What a logo is brought down to.
const (
	LogoWidth  = 600
	LogoHeight = 200
	LogoBytes  = 200 << 10
)

// Refusal says why a file is not taken.
type Refusal string

// The refusals, in the order in which a file is looked at.
const (
	Empty    Refusal = "empty"     // there are no bytes
	TooHeavy Refusal = "too_heavy" // more bytes than MostBytes
	Foreign  Refusal = "foreign"   // neither PNG nor JPEG, whatever its name says
	Broken   Refusal = "broken"    // begins as one and cannot be read to its end
	Laden    Refusal = "laden"     // goes on after the picture's end: it is another file as well
	TooLarge Refusal = "too_large" // more than MostSide or MostPixels
	TooSmall Refusal = "too_small" // a side below LeastSide
	Pale     Refusal = "pale"      // cannot be seen on white paper
)

// Error is for logs; people read a text of their language.
func (r Refusal) Error() string { return "picture: " + string(r) }

// Picture is a PNG of this program's own making: eight bits a component, not
// interlaced, without metadata. The same file always becomes the same bytes.
type Picture struct {
	PNG           []byte
	Width, Height int
}

// Logo makes of a PNG or JPEG a picture that is no larger than a logo is printed. An
// orientation that a camera noted is carried out; colour profiles and all other
// metadata are left behind, and of several pictures in a file the first is taken.
// Anything that is wrong with the file is a Refusal.
func Logo(file []byte) (Picture, error) {
	pixels, turn, err := read(file)
	if err != nil {
		return Picture{}, err
	}
	box := image.Pt(LogoWidth, LogoHeight)
	if turn.swaps() {
		box.X, box.Y = box.Y, box.X
	}
	small := turn.done(fitted(pixels, box))
	if !visible(small) {
		return Picture{}, Pale
	}
	for {
		p, err := encoded(small)
		if err != nil || len(p.PNG) <= LogoBytes {
			return p, err
		}
		size := small.Bounds().Size()
		small = fitted(small, image.Pt(size.X*5/6, size.Y*5/6))
	}
}

// sort is a sort of file: how it begins, where its picture ends, and how it is read.
type sort struct {
	begins string
	end    func(file []byte) (end int, turn orientation, err error)
	config func(*bytes.Reader) (image.Config, error)
	decode func(*bytes.Reader) (image.Image, error)
}

func sorts() []sort {
	return []sort{
		{"\x89PNG\r\n\x1a\n", endOfPNG,
			func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }},
		{"\xff\xd8\xff", endOfJPEG,
			func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }},
	}
}

// read gives the pixels of a file and how they are to be turned. No memory is taken
// for them before their number is known to be bearable.
func read(file []byte) (image.Image, orientation, error) {
	switch {
	case len(file) == 0:
		return nil, 0, Empty
	case len(file) > MostBytes:
		return nil, 0, TooHeavy
	}
	for _, s := range sorts() {
		if bytes.HasPrefix(file, []byte(s.begins)) {
			return s.read(file)
		}
	}
	return nil, 0, Foreign
}

func (s sort) read(file []byte) (image.Image, orientation, error) {
	size, err := s.config(bytes.NewReader(file))
	if err != nil {
		return nil, 0, Broken
	}
	if err := bearable(size.Width, size.Height); err != nil {
		return nil, 0, err
	}
	end, turn, err := s.end(file)
	if err != nil {
		return nil, 0, err
	}
	if len(bytes.Trim(file[end:], "\x00\r\n")) > 0 {
		return nil, 0, Laden
	}
	pixels, err := s.decode(bytes.NewReader(file[:end]))
	if err != nil || pixels.Bounds().Size() != image.Pt(size.Width, size.Height) {
		return nil, 0, Broken
	}
	return pixels, turn, nil
}

func bearable(width, height int) error {
	switch {
	case width > MostSide || height > MostSide || width*height > MostPixels:
		return TooLarge
	case width < LeastSide || height < LeastSide:
		return TooSmall
	}
	return nil
}

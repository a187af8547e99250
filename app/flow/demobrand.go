package flow

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"math"

	"stegvis/app/project"
)

// demoAccent is the colour of the demo's organisation.
const demoAccent = "#0b5a7a"

// brand gives the demo's organisation a colour and a logo of its own.
func (d *Demo) brand(ctx context.Context, in project.OrgScope) error {
	if err := d.projects.SetAccent(ctx, in, project.AccentDraft{Accent: demoAccent}); err != nil {
		return err
	}
	logo, err := drop(160, color.NRGBA{0x0b, 0x5a, 0x7a, 0xff})
	if err != nil {
		return err
	}
	return d.projects.SetLogo(ctx, in, project.LogoDraft{File: logo, Version: 1})
}

// drop draws a drop of water with two waves in it, as a square PNG on nothing.
func drop(side int, ink color.NRGBA) ([]byte, error) {
	const fine = 4 // points across a pixel, for a smooth edge
	p := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			hits := 0
			for n := range fine * fine {
				at := func(pixel, sub int) float64 { return (float64(pixel) + (float64(sub)+0.5)/fine) / float64(side) }
				if inDrop(at(x, n%fine), at(y, n/fine)) {
					hits++
				}
			}
			ink.A = uint8(255 * hits / (fine * fine))
			p.SetNRGBA(x, y, ink)
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, p)
	return b.Bytes(), err
}

// inDrop reports whether a point of the unit square has ink.
func inDrop(x, y float64) bool {
	const middle, radius, tip = 0.64, 0.34, 0.02
	dx, dy := x-0.5, y-middle
	round := math.Hypot(dx, dy) <= radius
	sine := radius / (middle - tip) // of the angle at the tip
	pointed := y >= tip && y <= middle-radius*sine && math.Abs(dx) <= (y-tip)*sine/math.Sqrt(1-sine*sine)
	if !round && !pointed {
		return false
	}
	for _, level := range []float64{0.62, 0.78} {
		if math.Abs(y-level-0.03*math.Sin(x*4*math.Pi)) < 0.022 {
			return false
		}
	}
	return true
}

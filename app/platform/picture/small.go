package picture

import (
	"bytes"
	"image"
	"image/png"

	"golang.org/x/image/draw"

	"stegvis/app/platform/tint"
)

// fitted is a picture brought down to fit into a box. It is never made larger.
func fitted(from image.Image, box image.Point) *image.RGBA {
	have := from.Bounds().Size()
	size := have
	if have.X > box.X || have.Y > box.Y {
		if size = image.Pt(box.X, (have.Y*box.X+have.X/2)/have.X); size.Y > box.Y {
			size = image.Pt((have.X*box.Y+have.Y/2)/have.Y, box.Y)
		}
	}
	to := image.NewRGBA(image.Rect(0, 0, max(size.X, 1), max(size.Y, 1)))
	if size == have {
		draw.Draw(to, to.Rect, from, from.Bounds().Min, draw.Src)
	} else {
		draw.CatmullRom.Scale(to, to.Rect, from, from.Bounds(), draw.Src, nil)
	}
	return to
}

// visible reports whether anything of a picture shows on white paper.
func visible(p *image.RGBA) bool {
	const least = 1.2 // in terms of contrast
	for i := 0; i+3 < len(p.Pix); i += 4 {
		through := 255 - p.Pix[i+3] // of the paper; components are told as far as they cover it
		c := tint.Colour{R: p.Pix[i] + through, G: p.Pix[i+1] + through, B: p.Pix[i+2] + through}
		if c.OnPaper() >= least {
			return true
		}
	}
	return false
}

func encoded(p *image.RGBA) (Picture, error) {
	var b bytes.Buffer
	coder := png.Encoder{CompressionLevel: png.BestCompression}
	err := coder.Encode(&b, p)
	return Picture{PNG: b.Bytes(), Width: p.Rect.Dx(), Height: p.Rect.Dy()}, err
}

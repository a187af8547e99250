package main

import (
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"stegvis/static"
)

// pen writes labels.
type pen struct {
	font *opentype.Font
}

func newPen() (pen, error) {
	var raw []byte
	err := fs.WalkDir(static.Files, "fonts", func(path string, _ fs.DirEntry, err error) error {
		if filepath.Base(path) == "sans-semibold.ttf" {
			raw, err = fs.ReadFile(static.Files, path)
		}
		return err
	})
	if err != nil {
		return pen{}, err
	}
	f, err := opentype.Parse(raw)
	return pen{f}, err
}

func (p pen) write(on draw.Image, x, y int, text string) error {
	face, err := opentype.NewFace(p.font, &opentype.FaceOptions{Size: 20, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return err
	}
	d := font.Drawer{Dst: on, Src: image.NewUniform(color.Black), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(text)
	return face.Close()
}

const (
	margin = 12
	label  = 32
)

// sheet lays tiles out in rows and writes them as one picture.
func (a *album) sheet(name, title string, tiles []tile, columns int) error {
	width, height := layOut(tiles, columns, nil)
	on := image.NewRGBA(image.Rect(0, 0, width, height+label))
	draw.Draw(on, on.Bounds(), image.NewUniform(color.RGBA{0xd8, 0xd8, 0xd4, 0xff}), image.Point{}, draw.Src)
	if err := a.pen.write(on, margin, label-6, title); err != nil {
		return err
	}
	var failed error
	layOut(tiles, columns, func(t tile, x, y int) {
		failed = errors.Join(failed, a.pen.write(on, x, y+label+label-8, t.label))
		at := image.Rectangle{Min: image.Pt(x, y+label+label), Max: image.Pt(x, y+label+label).Add(t.picture.Bounds().Size())}
		draw.Draw(on, at, t.picture, t.picture.Bounds().Min, draw.Src)
	})
	a.mu.Lock()
	a.sheets = append(a.sheets, name)
	a.mu.Unlock()
	return errors.Join(failed, write(filepath.Join(a.folder, name+".png"), on))
}

// layOut gives each tile its place below its label, and the size of all.
func layOut(tiles []tile, columns int, put func(t tile, x, y int)) (width, height int) {
	x, y, tall := margin, 0, 0
	for i, t := range tiles {
		if i > 0 && i%columns == 0 {
			x, y, tall = margin, y+tall+label+margin, 0
		}
		if put != nil {
			put(t, x, y)
		}
		size := t.picture.Bounds().Size()
		x += size.X + margin
		width, tall = max(width, x), max(tall, size.Y)
		height = y + tall + label + margin
	}
	return width, height
}

func write(file string, picture image.Image) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	fast := png.Encoder{CompressionLevel: png.BestSpeed}
	return errors.Join(fast.Encode(f, picture), f.Close())
}

// Command plain is what the drawing of reports is held against: the same PDF library
// writing the same text and shapes at the same places, with no layout. It reads the
// calls as JSON, and what each drawing took it says on standard output, a line each:
// microseconds by the clock and of the processor.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/jung-kurt/gofpdf"

	"stegvis/cmd/bench/drawn"
)

func main() {
	calls := flag.String("calls", "", "the file of calls")
	fonts := flag.String("fonts", "static/fonts", "the folder of faces")
	times := flag.Int("times", 1, "how often they are drawn")
	out := flag.String("o", "", "the PDF to write")
	flag.Parse()
	if err := run(*calls, *fonts, *times, *out); err != nil {
		fmt.Fprintln(os.Stderr, "plain:", err)
		os.Exit(1)
	}
}

func run(calls, fonts string, times int, out string) error {
	raw, err := os.ReadFile(calls)
	if err != nil {
		return err
	}
	var pages []drawn.Page
	if err := json.Unmarshal(raw, &pages); err != nil {
		return err
	}
	faces, err := read(fonts, pages)
	if err != nil {
		return err
	}
	var file []byte
	for range times {
		began, used := time.Now(), processorTime()
		if file, err = draw(pages, faces); err != nil {
			return err
		}
		fmt.Println(time.Since(began).Microseconds(), (processorTime() - used).Microseconds())
	}
	return os.WriteFile(out, file, 0o600)
}

// read gives the files of the faces that are used.
func read(folder string, pages []drawn.Page) (map[string][]byte, error) {
	faces := map[string][]byte{}
	for _, p := range pages {
		for _, c := range p.Calls {
			if c.What != drawn.Text || faces[c.Face] != nil {
				continue
			}
			raw, err := os.ReadFile(filepath.Join(folder, c.Face+".ttf"))
			if err != nil {
				return nil, err
			}
			faces[c.Face] = raw
		}
	}
	return faces, nil
}

func draw(pages []drawn.Page, faces map[string][]byte) ([]byte, error) {
	f := gofpdf.NewCustom(&gofpdf.InitType{OrientationStr: "P", UnitStr: "pt", SizeStr: "A4"})
	f.SetAutoPageBreak(false, 0)
	for name, raw := range faces {
		f.AddUTF8FontFromBytes(name, "", slices.Clone(raw)) // it writes into them
	}
	for _, p := range pages {
		f.AddPageFormat("P", gofpdf.SizeType{Wd: p.Width, Ht: p.Height})
		d := page{f: f, alpha: 1}
		for _, c := range p.Calls {
			d.call(c)
		}
	}
	var b bytes.Buffer
	err := f.Output(&b)
	return b.Bytes(), err
}

// page is a page being drawn; it sets only what a call needs otherwise.
type page struct {
	f          *gofpdf.Fpdf
	fill, line [3]int
	text       [3]int
	width      float64
	dash       float64
	alpha      float64
	face       string
	size       float64
}

func (d *page) call(c drawn.Call) {
	if c.What == drawn.Text {
		if c.Face != d.face || c.Size != d.size {
			d.face, d.size = c.Face, c.Size
			d.f.SetFont(c.Face, "", c.Size)
		}
		if c.Fill != d.text {
			d.text = c.Fill
			d.f.SetTextColor(c.Fill[0], c.Fill[1], c.Fill[2])
		}
		d.f.Text(c.X, c.Y, c.Text)
		return
	}
	d.pen(c)
	switch c.What {
	case drawn.Box:
		d.f.Rect(c.X, c.Y, c.W, c.H, c.Paint)
	case drawn.Circle:
		d.f.Circle(c.X, c.Y, c.W, c.Paint)
	case drawn.Path:
		d.path(c)
	}
}

func (d *page) pen(c drawn.Call) {
	if c.Alpha != d.alpha {
		d.alpha = c.Alpha
		d.f.SetAlpha(c.Alpha, "Normal")
	}
	if c.Paint != "D" && c.Fill != d.fill {
		d.fill = c.Fill
		d.f.SetFillColor(c.Fill[0], c.Fill[1], c.Fill[2])
	}
	if c.Paint == "F" {
		return
	}
	if c.Line != d.line {
		d.line = c.Line
		d.f.SetDrawColor(c.Line[0], c.Line[1], c.Line[2])
	}
	if c.Width != d.width {
		d.width = c.Width
		d.f.SetLineWidth(c.Width)
	}
	if c.Dash != d.dash {
		d.dash = c.Dash
		dashes := []float64{}
		if c.Dash > 0 {
			dashes = []float64{c.Dash, c.Dash}
		}
		d.f.SetDashPattern(dashes, 0)
	}
}

func (d *page) path(c drawn.Call) {
	if len(c.Path) == 2 && c.Paint == "D" {
		from, to := c.Path[0].P, c.Path[1].P
		d.f.Line(from[0], from[1], to[0], to[1])
		return
	}
	for _, s := range c.Path {
		switch p := s.P; s.Op {
		case "m":
			d.f.MoveTo(p[0], p[1])
		case "l":
			d.f.LineTo(p[0], p[1])
		case "c":
			d.f.CurveBezierCubicTo(p[0], p[1], p[2], p[3], p[4], p[5])
		case "h":
			d.f.ClosePath()
		}
	}
	d.f.DrawPath(c.Paint)
}

func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

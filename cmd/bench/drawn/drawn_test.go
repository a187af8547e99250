package drawn_test

import (
	"os"
	"testing"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/pdf"
	"stegvis/cmd/bench/drawn"
)

func TestWhatWasDrawnIsReadBack(t *testing.T) {
	faces, err := pdf.LoadFaces(os.DirFS("../../../static/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	d := faces.Begin(pdf.Meta{Lang: "en"})
	picture := chart.Drawing{Width: 200, Height: 100}
	picture.Add(chart.Rect{X: 10, Y: 20, W: 30, H: 40, Fill: chart.Good, Stroke: chart.Stroke{Token: chart.Ink, Width: 1}}, chart.Circle{Centre: chart.Point{X: 100, Y: 50}, R: 5, Fill: chart.Bad},
		chart.Line{To: chart.Point{X: 200, Y: 100}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.5, Dash: 2}}, chart.Path{Points: []chart.Point{{X: 1, Y: 1}, {X: 9, Y: 1}, {X: 9, Y: 9}}, Fill: chart.Warn, Opacity: 0.25})
	d.Page()
	pdf.Text(pdf.Style{Face: pdf.Serif, Size: 9.5, Colour: chart.Accent}, "To Åse (1\\2)").Draw(d, 100, 200, 300)
	pdf.Picture{Drawing: picture, Most: 100}.Draw(d, 50, 300, 200)
	d.Landscape()
	pdf.Text(pdf.Style{Face: pdf.Sans, Size: 9}, "lying").Draw(d, 10, 20, 100)
	file, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := drawn.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) != 2 || drawn.Texts(pages) != 2 || drawn.Shapes(pages) != 4 || pages[1].Width < pages[1].Height {
		t.Fatalf("%d pages, %d texts, %d shapes", len(pages), drawn.Texts(pages), drawn.Shapes(pages))
	}
	text := pages[0].Calls[0]
	if text.Text != "To Åse (1\\2)" || text.Face != "serif-regular" || text.Size != 9.5 || text.X != 100 || text.Fill != [3]int{29, 92, 75} {
		t.Errorf("the text is %+v", text)
	}
	var what []drawn.What
	for _, c := range pages[0].Calls[1:] {
		what = append(what, c.What)
	}
	if box := pages[0].Calls[1]; len(what) != 4 || box.What != drawn.Box || box.X != 60 || box.Y != 320 || box.W != 30 || box.H != 40 || box.Paint != "FD" {
		t.Errorf("%v, the box is %+v", what, box)
	}
	if c := pages[0].Calls[2]; c.What != drawn.Circle || c.X != 150 || c.Y != 350 || c.W != 5 || c.Paint != "F" {
		t.Errorf("the circle is %+v", c)
	}
	if c := pages[0].Calls[3]; c.What != drawn.Path || c.Dash != 2 || c.Paint != "D" || len(c.Path) != 2 {
		t.Errorf("the line is %+v", c)
	}
	if c := pages[0].Calls[4]; c.Alpha != 0.25 || c.Paint != "F" {
		t.Errorf("the translucent path is %+v", c)
	}
}

func TestWhatIsNoPDFIsAnError(t *testing.T) {
	for _, raw := range []string{"", "%PDF-1.3\nxref\n", "%PDF-1.3\nxref\n0000000099 00000 n \n"} {
		if pages, err := drawn.Read([]byte(raw)); err == nil && len(pages) > 0 {
			t.Errorf("%q has pages", raw)
		}
	}
}

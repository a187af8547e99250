package pdf

import (
	"fmt"
	"testing"
	"time"

	"stegvis/app/platform/chart"
)

// status is a report of about thirty pages: twenty chapters with a chart and a
// table of 44 rows with six cells each.
func status() []Block {
	blocks := []Block{Contents{Style: body, Depth: 0}, PageBreak{}}
	for n := range 20 {
		title := fmt.Sprintf("Part %d of the roll-out", n+1)
		blocks = append(blocks,
			Heading{Block: Text(Style{Semibold, 11, chart.Accent}, title), Title: title},
			Picture{Drawing: curve(n), Most: 30 * Grid}, register(n))
	}
	return blocks
}

func register(n int) Table {
	t := Table{Widths: []float64{30, 0, 90, 50, 60, 50}, Aligns: []Align{5: End}, Apart: Grid / 8}
	for _, name := range []string{"No.", "Risk", "Owner", "Score", "Due", "Cost"} {
		t.Head = append(t.Head, Text(Style{Sans, 7.5, chart.Grey1}, name))
	}
	owners := []string{"Åsa Lindqvist", "Jørgen Østby", "Łucja Nowak", "Maja Sørli", "Eino Hämäläinen"}
	for i := range 44 {
		k := 44*n + i
		t.Rows = append(t.Rows, []Paragraph{
			Text(body, fmt.Sprint("R-", k+1)), Text(body, fmt.Sprintf("Customer data of region %d are moved later than wave %d asks for", k%37, k%11)),
			Text(body, owners[k%len(owners)]),
			{Runs: []Run{{Mark: Warn, Style: body}, {Text: fmt.Sprintf(" %d", k%25+1), Style: body.As(Semibold)}}},
			Text(body, fmt.Sprintf("%d Nov 2026", k%30+1)), Text(body, fmt.Sprintf("%d\u202f%03d kr", k%90+10, k*7%1000)),
		})
	}
	return t
}

func curve(n int) chart.Drawing {
	d := chart.Drawing{Width: 400, Height: 160}
	for i := range 6 {
		y := 10 + 25*float64(i)
		d.Add(chart.Line{From: chart.Point{X: 40, Y: y}, To: chart.Point{X: 390, Y: y}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.5}},
			chart.Text{At: chart.Point{X: 35, Y: y + 3}, Text: fmt.Sprint(500 - 100*i), Size: 8, Anchor: chart.End, Fill: chart.Grey1})
	}
	for s, token := range []chart.Token{chart.Data1, chart.Data2, chart.Data3} {
		var p []chart.Point
		for i := range 36 {
			p = append(p, chart.Point{X: 40 + 10*float64(i), Y: 20 + float64((i*i*(s+2)+n*13)%110)})
		}
		d.Add(chart.Path{Points: p, Stroke: chart.Stroke{Token: token, Width: 1.5}})
		for _, at := range p {
			d.Add(chart.Circle{Centre: at, R: 2, Fill: token})
		}
	}
	for i := range 12 {
		d.Add(chart.Rect{X: 40 + 29*float64(i), Y: 135 - float64(i), W: 20, H: float64(i + 1), Fill: chart.AccentSoft, Stroke: chart.Stroke{Token: chart.Accent, Width: 0.5}})
	}
	return d
}

func drawStatus(b testing.TB, faces *Faces) []byte {
	d := faces.Begin(Meta{Title: "Status", Lang: "en", Made: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	end := func(page, of int) Block { return Text(body, fmt.Sprintf("page %d of %d", page, of)).Aligned(End) }
	f := Flow{Head: end, Foot: end, Gap: Grid}
	f.Draw(d, status())
	file, err := d.Bytes()
	if err != nil {
		b.Fatal(err)
	}
	return file
}

func BenchmarkStatus(b *testing.B) {
	faces := load(b)
	file := drawStatus(b, faces)
	b.ReportMetric(float64(len(file))/1024, "KB")
	for b.Loop() {
		drawStatus(b, faces)
	}
}

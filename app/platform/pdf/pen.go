package pdf

import (
	"github.com/jung-kurt/gofpdf"

	"stegvis/app/platform/chart"
)

// The library keeps colours, widths and dashes from one drawing to the next. So
// each shape sets all that it uses, and rest puts the pen back.

func (d *Doc) rest() {
	d.pen(chart.Stroke{Token: chart.Ink, Width: 0.5})
	d.fill(chart.Ink)
	d.f.SetTextColor(0, 0, 0)
}

func (d *Doc) pen(s chart.Stroke) {
	c := colour(s.Token)
	d.f.SetDrawColor(c.r, c.g, c.b)
	d.f.SetLineWidth(s.Width)
	dashes := []float64{}
	if s.Dash > 0 {
		dashes = []float64{s.Dash, s.Dash}
	}
	d.f.SetDashPattern(dashes, 0)
}

func (d *Doc) fill(t chart.Token) {
	c := colour(t)
	d.f.SetFillColor(c.r, c.g, c.b)
}

// style prepares pen and colour and says what to do with a shape's outline and
// inside, in the library's letters; "" is nothing.
func (d *Doc) style(fill chart.Token, s chart.Stroke) string {
	drawn := ""
	if fill != "" && fill != chart.None {
		d.fill(fill)
		drawn = "F"
	}
	if s.Width > 0 && s.Token != chart.None {
		d.pen(s)
		drawn += "D"
	}
	return drawn
}

func (d *Doc) line(l chart.Line) {
	if d.style("", l.Stroke) != "" {
		d.f.Line(l.From.X, l.From.Y, l.To.X, l.To.Y)
	}
}

func (d *Doc) rect(r chart.Rect) {
	if d.style(r.Fill, chart.Stroke{}) != "" {
		d.box(r, "F")
	}
	if r.Hatched {
		d.hatch(r)
	}
	if d.style("", r.Stroke) != "" {
		d.box(r, "D")
	}
	d.link(r.Href, r.X, r.Y, r.W, r.H)
}

func (d *Doc) box(r chart.Rect, how string) {
	if r.Radius > 0 {
		d.f.RoundedRect(r.X, r.Y, r.W, r.H, r.Radius, "1234", how)
		return
	}
	d.f.Rect(r.X, r.Y, r.W, r.H, how)
}

// hatch crosses a box by slanting lines that end at its sides.
func (d *Doc) hatch(r chart.Rect) {
	const apart = 4.0
	d.pen(chart.Stroke{Token: r.Hatch(), Width: 0.7})
	for c := apart; c < r.W+r.H; c += apart { // on a line, x+y from the corner is c
		left, right := max(0, c-r.H), min(r.W, c)
		d.f.Line(r.X+left, r.Y+c-left, r.X+right, r.Y+c-right)
	}
}

func (d *Doc) circle(c chart.Circle) {
	if how := d.style(c.Fill, c.Stroke); how != "" {
		d.f.Circle(c.Centre.X, c.Centre.Y, c.R, how)
	}
}

// path draws fill and outline apart, since only the fill is translucent.
func (d *Doc) path(p chart.Path) {
	if len(p.Points) < 2 {
		return
	}
	if p.Fill != "" && p.Fill != chart.None {
		if p.Opacity > 0 && p.Opacity < 1 {
			d.f.SetAlpha(p.Opacity, "Normal")
			defer d.f.SetAlpha(1, "Normal")
		}
		d.fill(p.Fill)
		d.f.Polygon(corners(p.Points), "F")
	}
	if p.Opacity > 0 && p.Opacity < 1 {
		d.f.SetAlpha(1, "Normal")
	}
	if d.style("", p.Stroke) == "" {
		return
	}
	d.f.SetLineJoinStyle("round")
	d.f.MoveTo(p.Points[0].X, p.Points[0].Y)
	for _, to := range p.Points[1:] {
		d.f.LineTo(to.X, to.Y)
	}
	if p.Closed {
		d.f.ClosePath()
	}
	d.f.DrawPath("D")
	d.f.SetLineJoinStyle("miter")
}

func corners(points []chart.Point) []gofpdf.PointType {
	out := make([]gofpdf.PointType, len(points))
	for i, p := range points {
		out[i] = gofpdf.PointType{X: p.X, Y: p.Y}
	}
	return out
}

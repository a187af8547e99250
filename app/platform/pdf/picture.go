package pdf

import "stegvis/app/platform/chart"

// Picture is a chart as a block, as wide as its place allows. Most limits its
// height (0: none) and Least keeps its words readable: no type in it is set
// smaller than that many points.
type Picture struct {
	Drawing chart.Drawing
	Most    float64
	Least   float64
	Align   Align
}

func (p Picture) scale(width float64) float64 {
	s := width / p.Drawing.Width
	if p.Most > 0 {
		s = min(s, p.Most/p.Drawing.Height)
	}
	return s
}

// Height is what the picture takes in a width.
func (p Picture) Height(_ *Doc, width float64) float64 { return p.Drawing.Height * p.scale(width) }

// Draw renders every shape and leaves the pen as it was.
func (p Picture) Draw(d *Doc, x, y, width float64) {
	s := p.scale(width)
	x += Paragraph{Align: p.Align}.indent(d, width-s*p.Drawing.Width)
	r := renderer{doc: d, x: x, y: y, scale: s, least: p.Least}
	for _, one := range p.Drawing.Shapes {
		r.shape(one)
	}
	d.rest()
}

type renderer struct {
	doc         *Doc
	x, y, scale float64
	least       float64
}

func (r renderer) at(p chart.Point) chart.Point {
	return chart.Point{X: r.x + p.X*r.scale, Y: r.y + p.Y*r.scale}
}

func (r renderer) stroke(s chart.Stroke) chart.Stroke {
	return chart.Stroke{Token: s.Token, Width: s.Width * r.scale, Dash: s.Dash * r.scale}
}

func (r renderer) shape(s chart.Shape) {
	switch s := s.(type) {
	case chart.Line:
		r.doc.line(chart.Line{From: r.at(s.From), To: r.at(s.To), Stroke: r.stroke(s.Stroke)})
	case chart.Rect:
		at := r.at(chart.Point{X: s.X, Y: s.Y})
		s.X, s.Y, s.W, s.H, s.Radius, s.Stroke = at.X, at.Y, s.W*r.scale, s.H*r.scale, s.Radius*r.scale, r.stroke(s.Stroke)
		r.doc.rect(s)
	case chart.Circle:
		r.doc.circle(chart.Circle{Centre: r.at(s.Centre), R: s.R * r.scale, Fill: s.Fill, Stroke: r.stroke(s.Stroke)})
	case chart.Path:
		points := make([]chart.Point, len(s.Points))
		for i, p := range s.Points {
			points[i] = r.at(p)
		}
		s.Points, s.Stroke = points, r.stroke(s.Stroke)
		r.doc.path(s)
	case chart.Text:
		r.text(s)
	}
}

// text keeps its anchor whatever its size becomes.
func (r renderer) text(t chart.Text) {
	style := Style{Face: faceOf(t), Size: max(t.Size*r.scale, r.least), Colour: t.Fill}
	runs := []Run{{Text: t.Text, Style: style}}
	m := measure{doc: r.doc, runs: runs, scale: 1}
	l := line{atoms: r.doc.compose(runs)}
	l.width = m.width(l.atoms)
	at := r.at(t.At)
	switch t.Anchor {
	case chart.Middle:
		at.X -= l.width / 2
	case chart.End:
		at.X -= l.width
	}
	m.draw(l, at.X, at.Y)
}

func faceOf(t chart.Text) Face {
	switch {
	case t.Serif && t.Bold:
		return SerifSemibold
	case t.Serif:
		return Serif
	case t.Bold:
		return Semibold
	}
	return Sans
}

package maturity

import (
	"math"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
)

// The room around the radar's circle for the names of the dimensions.
const (
	radarSide = 92.0
	radarTop  = 34.0
	radarFoot = 52.0
)

// radar is the circle's radius: what is drawn scales with it, the words do not.
type radar float64

// Radar draws an assessment: eight axes with five rings, the levels now as a
// field, the targets as a dashed line and, when there is one, the assessment
// before as a thin line.
func Radar(t *i18n.Text, current Assessment, before *Assessment) chart.Drawing {
	return RadarOf(96, t, current, before)
}

// RadarOf is Radar with a circle of another radius, for places where its words
// have to be larger beside it.
func RadarOf(radius float64, t *i18n.Text, current Assessment, before *Assessment) chart.Drawing {
	r := radar(radius)
	d := chart.Drawing{
		Width: 2 * (radius + radarSide), Height: 2*radius + radarTop + radarFoot,
		Title: t.T("maturity.radar.label"), Description: Spoken(t, current),
	}
	d.Add(r.web(t)...)
	d.Add(r.shape(current, func(a Answer) int { return 10 * a.Target }, chart.Path{Stroke: chart.Stroke{Token: chart.Data2, Width: 1.6, Dash: 4}})...)
	if before != nil {
		d.Add(r.shape(*before, Answer.Level, chart.Path{Stroke: chart.Stroke{Token: chart.Grey2, Width: 1.2}})...)
	}
	d.Add(r.shape(current, Answer.Level, chart.Path{Fill: chart.Accent, Opacity: 0.16, Stroke: chart.Stroke{Token: chart.Accent, Width: 2}})...)
	for i, dimension := range Dimensions() {
		if level := current.Of(dimension).Level(); level > 0 {
			d.Add(chart.Circle{Centre: r.spoke(i, float64(level)/10), R: 3.2, Fill: chart.Accent})
		}
	}
	d.Add(r.names(t, current)...)
	d.Add(r.key(t, before != nil)...)
	return d
}

// Spoken is an assessment in words: each dimension with its level and target.
func Spoken(t *i18n.Text, a Assessment) string {
	words := t.T("maturity.radar.desc_text", "mean", t.Decimal(float64(a.Mean())/10, 1))
	for _, one := range a.Answers {
		words += " " + t.T("maturity.radar.axis", "dimension", t.T("maturity.short."+one.Dimension), "current", one.Stands(t), "target", one.Target)
	}
	return words
}

// spoke is the point of a level on an axis; the first axis points upward and the
// others follow clockwise.
func (r radar) spoke(axis int, level float64) chart.Point {
	angle := 2 * math.Pi * float64(axis) / float64(len(Dimensions()))
	length := float64(r) * level / Levels
	return chart.Point{X: float64(r) + radarSide + length*math.Sin(angle), Y: float64(r) + radarTop - length*math.Cos(angle)}
}

func (r radar) ring(level float64) []chart.Point {
	points := make([]chart.Point, len(Dimensions()))
	for i := range points {
		points[i] = r.spoke(i, level)
	}
	return points
}

// web is the empty radar: rings, axes and the levels' numbers along the first.
func (r radar) web(t *i18n.Text) []chart.Shape {
	var shapes []chart.Shape
	for level := 1; level <= Levels; level++ {
		shapes = append(shapes, chart.Path{Points: r.ring(float64(level)), Closed: true, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.8}})
	}
	for i := range Dimensions() {
		shapes = append(shapes, chart.Line{From: r.spoke(i, 0), To: r.spoke(i, Levels), Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.8}})
	}
	for level := 1; level <= Levels; level++ {
		at := r.spoke(0, float64(level))
		shapes = append(shapes, chart.Text{At: chart.Point{X: at.X - 5, Y: at.Y + 9}, Text: t.Number(int64(level)), Size: 10, Anchor: chart.End, Fill: chart.Grey1})
	}
	return shapes
}

// shape joins the levels, in tenths, of all dimensions that have one.
func (r radar) shape(a Assessment, level func(Answer) int, p chart.Path) []chart.Shape {
	for i, dimension := range Dimensions() {
		if n := level(a.Of(dimension)); n > 0 {
			p.Points = append(p.Points, r.spoke(i, float64(n)/10))
		}
	}
	if len(p.Points) == 0 {
		return nil
	}
	p.Closed = true
	return []chart.Shape{p}
}

// names writes each dimension beyond the end of its axis, with its level and
// target beneath.
func (r radar) names(t *i18n.Text, a Assessment) []chart.Shape {
	var shapes []chart.Shape
	for i, dimension := range Dimensions() {
		at, anchor := r.spoke(i, Levels+0.45), chart.Middle
		switch {
		case at.X > float64(r)+radarSide+1:
			anchor = chart.Start
		case at.X < float64(r)+radarSide-1:
			anchor = chart.End
		}
		switch {
		case i == 0:
			at.Y -= 6
		case i == len(Dimensions())/2:
			at.Y += 10
		}
		one := a.Of(dimension)
		shapes = append(shapes, chart.Text{At: at, Text: t.T("maturity.short." + dimension), Size: 11, Anchor: anchor, Fill: chart.Ink, Bold: true})
		if one.Current > 0 {
			at.Y += 12
			shapes = append(shapes, chart.Text{At: at, Text: t.T("maturity.radar.step", "current", one.Stands(t), "target", one.Target), Size: 10.5, Anchor: anchor, Fill: chart.Grey1})
		}
	}
	return shapes
}

type entry struct {
	name string
	chart.Stroke
}

// key says which line is which, by the lines themselves.
func (r radar) key(t *i18n.Text, before bool) []chart.Shape {
	y := 2*float64(r) + radarTop + radarFoot - 4
	entries := []entry{
		{"now", chart.Stroke{Token: chart.Accent, Width: 2}},
		{"target", chart.Stroke{Token: chart.Data2, Width: 1.6, Dash: 4}},
	}
	if before {
		entries = append(entries, entry{"before", chart.Stroke{Token: chart.Grey2, Width: 1.2}})
	}
	const wide = 92.0
	x := float64(r) + radarSide - wide*float64(len(entries))/2
	var shapes []chart.Shape
	for _, e := range entries {
		shapes = append(shapes,
			chart.Line{From: chart.Point{X: x, Y: y - 4}, To: chart.Point{X: x + 22, Y: y - 4}, Stroke: e.Stroke},
			chart.Text{At: chart.Point{X: x + 27, Y: y}, Text: t.T("maturity.radar." + e.name), Size: 11, Fill: chart.Grey1})
		x += wide
	}
	return shapes
}

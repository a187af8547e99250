package pdf

import (
	"math"

	"stegvis/app/platform/chart"
)

// Mark is a status as colour and shape; the word beside it is the caller's.
type Mark string

// The marks: on track, at risk, off track, not started, under way.
const (
	Good   Mark = "good"
	Warn   Mark = "warn"
	Bad    Mark = "bad"
	Idle   Mark = "idle"
	Active Mark = "active"
)

// markWidth is the width of a mark as a share of the type's size.
const markWidth = 0.72

func (m Mark) token() chart.Token {
	switch m {
	case Good:
		return chart.Good
	case Warn:
		return chart.Warn
	case Bad:
		return chart.Bad
	case Active:
		return chart.Data1 // the house's green, whatever a document's own accent: a red one would look like trouble
	}
	return chart.Idle
}

// mark draws a status shape that stands on a baseline beside type of a size.
func (d *Doc) mark(m Mark, x, baseline, size float64) {
	side := size * markWidth
	r := side / 2
	c := chart.Point{X: x + r, Y: baseline - 0.33*size}
	ring := chart.Stroke{Token: m.token(), Width: size * 0.11}
	switch m {
	case Good:
		d.circle(chart.Circle{Centre: c, R: r * 0.92, Fill: m.token()})
	case Warn:
		d.path(chart.Path{Points: []chart.Point{{X: c.X, Y: c.Y - r}, {X: c.X + r*1.06, Y: c.Y + r*0.86}, {X: c.X - r*1.06, Y: c.Y + r*0.86}}, Closed: true, Fill: m.token()})
	case Bad:
		d.rect(chart.Rect{X: c.X - r*0.84, Y: c.Y - r*0.84, W: r * 1.68, H: r * 1.68, Fill: m.token()})
	case Active:
		d.circle(chart.Circle{Centre: c, R: r*0.92 - ring.Width/2, Stroke: ring})
		d.path(chart.Path{Points: halfDisc(c, r*0.92-ring.Width/2), Closed: true, Fill: m.token()})
	default:
		d.circle(chart.Circle{Centre: c, R: r*0.92 - ring.Width/2, Stroke: ring})
	}
}

// halfDisc is the right half of a circle.
func halfDisc(c chart.Point, r float64) []chart.Point {
	const steps = 24
	points := make([]chart.Point, steps+1)
	for i := range points {
		angle := math.Pi * float64(i) / steps
		points[i] = chart.Point{X: c.X + r*math.Sin(angle), Y: c.Y - r*math.Cos(angle)}
	}
	return points
}

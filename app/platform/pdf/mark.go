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

// The marks of how something moved: for the better, for the worse, come anew,
// settled, only otherwise; and a figure that went up or down where up is worse.
const (
	Better  Mark = "better"
	Worse   Mark = "worse"
	Fresh   Mark = "fresh"
	Settled Mark = "settled"
	Even    Mark = "even"
	Up      Mark = "up"
	Down    Mark = "down"
)

// markWidth is the width of a mark as a share of the type's size.
const markWidth = 0.72

func (m Mark) token() chart.Token {
	switch m {
	case Good, Better, Down:
		return chart.Good
	case Warn:
		return chart.Warn
	case Bad, Worse, Up:
		return chart.Bad
	case Active, Fresh:
		return chart.Data1 // the house's green, whatever a document's own accent: a red one would look like trouble
	case Settled:
		return chart.Ink
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
	case Better, Worse, Fresh, Settled, Even, Up, Down:
		d.movement(m, c, r)
	default:
		d.circle(chart.Circle{Centre: c, R: r*0.92 - ring.Width/2, Stroke: ring})
	}
}

// movement draws how something moved: an arrow that rises, falls, or stands upright,
// a diamond for what is new, a tick for what is settled, and two bars for the rest.
func (d *Doc) movement(m Mark, c chart.Point, r float64) {
	pen := chart.Stroke{Token: m.token(), Width: r * 0.36}
	at := func(x, y float64) chart.Point { return chart.Point{X: c.X + x*r, Y: c.Y + y*r} }
	line := func(points ...chart.Point) { d.path(chart.Path{Points: points, Stroke: pen}) }
	switch m {
	case Better:
		line(at(-0.8, 0.8), at(0.7, -0.7))
		line(at(-0.35, -0.75), at(0.75, -0.75), at(0.75, 0.35))
	case Worse:
		line(at(-0.8, -0.8), at(0.7, 0.7))
		line(at(-0.35, 0.75), at(0.75, 0.75), at(0.75, -0.35))
	case Fresh:
		d.path(chart.Path{Points: []chart.Point{at(0, -1), at(1, 0), at(0, 1), at(-1, 0)}, Closed: true, Fill: m.token()})
	case Settled:
		line(at(-0.85, 0.05), at(-0.2, 0.7), at(0.9, -0.75))
	case Even:
		line(at(-0.8, -0.35), at(0.8, -0.35))
		line(at(-0.8, 0.35), at(0.8, 0.35))
	case Up:
		line(at(0, 0.95), at(0, -0.85))
		line(at(-0.7, -0.2), at(0, -0.9), at(0.7, -0.2))
	case Down:
		line(at(0, -0.95), at(0, 0.85))
		line(at(-0.7, 0.2), at(0, 0.9), at(0.7, 0.2))
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

package rollout

import (
	"strconv"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
)

// axis is the time that a Gantt chart shows, and how many months lie between two of
// its lines.
type axis struct {
	from, to date.Day
	step     int
}

// nearby is how many days off today may lie and still be drawn.
const nearby = 120

// span is the axis that holds all days that there are, and today when it is near.
func (c GanttChart) span() axis {
	var first, last date.Day
	for _, s := range c.Strips {
		for _, day := range []date.Day{s.Start, s.Planned, s.Expected} {
			first, last = wider(first, last, day)
		}
	}
	if first.IsZero() || c.Today.Sub(last) < nearby && first.Sub(c.Today) < nearby {
		first, last = wider(first, last, c.Today)
	}
	a := axis{from: first, to: last}
	for _, a.step = range steps() {
		a.from, a.to = aligned(first.Month(), a.step).First(), aligned(last.Month(), a.step).Add(a.step).First()
		if room := (c.right - c.left) / float64(max(a.to.Month().Sub(a.from.Month())/a.step, 1)); room >= c.widest()+0.6*c.f.Type {
			break
		}
	}
	return a
}

func wider(first, last, day date.Day) (date.Day, date.Day) {
	switch {
	case day.IsZero():
	case first.IsZero():
		return day, day
	case day.Before(first):
		return day, last
	case day.After(last):
		return first, day
	}
	return first, last
}

// steps are the months that may lie between two lines.
func steps() []int {
	return []int{1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000}
}

// aligned is the month at or before one from which steps are counted.
func aligned(m date.Month, step int) date.Month {
	n := (m.Year()*12 + int(m.MonthOfYear()) - 1) % step
	return m.Add(-n)
}

// widest is the width of the widest label.
func (c GanttChart) widest() float64 {
	w := 0.0
	for m := range 12 {
		w = max(w, chart.Width(c.t.Month(date.NewMonth(2028, 1).Add(m)), c.f.Type, false))
	}
	return w
}

// calendar is the axis with a thin line down from each of its months.
func (c GanttChart) calendar(d *chart.Drawing, foot float64) {
	base := c.over(len(c.rows))
	d.Add(chart.Line{From: chart.Point{X: c.left, Y: base - 0.3*c.f.Type}, To: chart.Point{X: c.right, Y: base - 0.3*c.f.Type}, Stroke: chart.Stroke{Token: chart.Grey2, Width: 0.6}})
	for m := c.axis.from.Month(); !m.First().After(c.axis.to); m = m.Add(c.axis.step) {
		x := c.at(m.First())
		d.Add(chart.Line{From: chart.Point{X: x, Y: base - 0.7*c.f.Type}, To: chart.Point{X: x, Y: foot}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.5}})
		if m.First().Before(c.axis.to) {
			d.Add(chart.Text{At: chart.Point{X: x + 0.2*c.f.Type, Y: base - 0.85*c.f.Type}, Text: c.label(m), Size: c.f.Type, Fill: chart.Grey1})
		}
	}
}

// label names a month, with the year where one begins.
func (c GanttChart) label(m date.Month) string {
	switch {
	case c.axis.step >= 12:
		return strconv.Itoa(m.Year())
	case m == c.axis.from.Month() || int(m.MonthOfYear()) <= c.axis.step:
		return c.t.Month(m)
	}
	return c.t.MonthName(m)
}

// today is a line down through all rows, with its day above the axis.
func (c GanttChart) today(d *chart.Drawing, foot float64) {
	if c.Today.Before(c.axis.from) || c.Today.After(c.axis.to) {
		return
	}
	x, base := c.at(c.Today), c.over(len(c.rows))
	text := c.t.T("rollout.timeline.today", "day", c.t.DayShort(c.Today))
	half := chart.Width(text, c.f.Type, true) / 2
	d.Add(chart.Line{From: chart.Point{X: x, Y: base - 2.1*c.f.Type}, To: chart.Point{X: x, Y: foot}, Stroke: chart.Stroke{Token: chart.Ink, Width: 0.9}},
		chart.Text{At: chart.Point{X: min(max(x, c.left+half), c.f.Wide-half), Y: base - 2.4*c.f.Type}, Text: text, Size: c.f.Type, Anchor: chart.Middle, Fill: chart.Ink, Bold: true})
}

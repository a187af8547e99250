package businesscase

import (
	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// Room around the curve for figures, months and the names of the lines.
const (
	curveLeft  = 58.0
	curveRight = 74.0
	curveTop   = 12.0
	curveFoot  = 26.0
)

// Curve draws approved and actual money as they add up over the months (the S-curve),
// and from where the actual line ends the forecast.
func Curve(t *i18n.Text, c Case) chart.Drawing { return CurveWithin(t, c, 430, 190) }

// CurveWithin is Curve for a place of another width and height.
func CurveWithin(t *i18n.Text, c Case, width, height float64) chart.Drawing {
	months := c.Months()
	total := c.All()
	d := chart.Drawing{Width: width, Height: height, Title: t.T("cost.curve.label"),
		Description: t.T("cost.curve.desc_text", "approved", t.Money(c.Money(total.Approved)), "actual", t.Money(c.Money(total.Actual)), "forecast", t.Money(c.Money(total.Forecast())))}
	if len(months) == 0 {
		return d
	}
	g := curve{t: t, c: c, width: width, height: height, months: months, top: max(total.Approved, total.Forecast(), 1)}
	d.Add(g.grid()...)
	approved := g.points(func(a Amount) int64 { return a.Approved }, len(months))
	actual := g.points(func(a Amount) int64 { return a.Actual }, g.past())
	forecast := g.forecast(actual, total)
	above := approved[len(approved)-1].Y < forecast[len(forecast)-1].Y
	d.Add(line(approved, chart.Stroke{Token: chart.Grey2, Width: 2, Dash: 4}, g.name("approved", approved, chart.Grey1, above))...)
	d.Add(line(forecast, chart.Stroke{Token: chart.Data3, Width: 2, Dash: 1.5}, g.name("forecast", forecast, chart.Data3, !above))...)
	d.Add(line(actual, chart.Stroke{Token: chart.Accent, Width: 2}, g.name("actual", actual, chart.Accent, false))...)
	return d
}

type curve struct {
	t      *i18n.Text
	c      Case
	width  float64
	height float64
	months []Amount
	top    int64
}

func (g curve) x(i int) float64 {
	return curveLeft + float64(i+1)*(g.width-curveLeft-curveRight)/float64(len(g.months))
}

func (g curve) y(minor int64) float64 {
	return g.height - curveFoot - float64(minor)/float64(g.top)*(g.height-curveTop-curveFoot)
}

// past is how many months lie before the current one or hold a payment.
func (g curve) past() int {
	n := 0
	for i, m := range g.months {
		if m.Month.Before(g.c.From) || m.Actual != 0 {
			n = i + 1
		}
	}
	return n
}

func (g curve) grid() []chart.Shape {
	var shapes []chart.Shape
	for _, tick := range chart.Ticks(g.top, g.ticks()) {
		shapes = append(shapes,
			chart.Line{From: chart.Point{X: curveLeft, Y: g.y(tick)}, To: chart.Point{X: g.width - curveRight, Y: g.y(tick)}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.8}},
			chart.Text{At: chart.Point{X: curveLeft - 6, Y: g.y(tick) + 4}, Text: g.t.MoneyRound(g.c.Money(tick)), Size: 11, Anchor: chart.End, Fill: chart.Grey1})
	}
	every := (len(g.months) + 5) / 6
	for i, m := range g.months {
		if i%every == 0 {
			shapes = append(shapes, chart.Text{At: chart.Point{X: g.x(i), Y: g.height - 8}, Text: monthLabel(g.t, m.Month), Size: 11, Anchor: chart.Middle, Fill: chart.Grey1})
		}
	}
	return shapes
}

// ticks is how many figures there is room for beside one another.
func (g curve) ticks() int { return max(int(g.height/50), 3) }

func monthLabel(t *i18n.Text, m date.Month) string { return t.MonthName(m) }

// points are how one sum grows over the first n months, from nothing.
func (g curve) points(of func(Amount) int64, n int) []chart.Point {
	points := []chart.Point{{X: curveLeft, Y: g.y(0)}}
	var sum int64
	for i := range n {
		sum += of(g.months[i])
		points = append(points, chart.Point{X: g.x(i), Y: g.y(sum)})
	}
	return points
}

// forecast are points from the end of the actual line to what will have been paid: what
// remains falls on the months ahead as it is planned, and evenly where nothing is.
func (g curve) forecast(actual []chart.Point, total Sum) []chart.Point {
	points := []chart.Point{actual[len(actual)-1]}
	ahead := g.months[g.past():]
	var planned, so int64
	for _, m := range ahead {
		planned += m.Planned
	}
	for i, m := range ahead {
		share := float64(i+1) / float64(len(ahead))
		if so += m.Planned; planned > 0 {
			share = float64(so) / float64(planned)
		}
		sum := total.Actual + int64(share*float64(total.ToComplete))
		points = append(points, chart.Point{X: g.x(g.past() + i), Y: g.y(sum)})
	}
	return points
}

// name is a line's name beside its end; above says whether it stands higher than
// that of the other line that ends there.
func (g curve) name(of string, points []chart.Point, token chart.Token, above bool) chart.Text {
	end := points[len(points)-1]
	label := chart.Text{At: chart.Point{X: end.X + 5, Y: end.Y + 12}, Text: g.t.T("cost.field." + of), Size: 11, Fill: token, Bold: true}
	switch {
	case of == "actual": // it ends in the midst of the others
		label.At.X, label.At.Y, label.Anchor = end.X-6, end.Y-8, chart.End
	case above:
		label.At.Y = end.Y - 4
	}
	return label
}

// line draws one sum with its name.
func line(points []chart.Point, stroke chart.Stroke, name chart.Text) []chart.Shape {
	if len(points) < 2 {
		return nil
	}
	return []chart.Shape{chart.Path{Points: points, Stroke: stroke}, name}
}

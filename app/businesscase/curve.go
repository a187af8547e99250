package businesscase

import (
	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

const (
	curveWidth  = 560.0
	curveHeight = 220.0
	curveLeft   = 58.0
	curveRight  = 74.0
	curveTop    = 12.0
	curveFoot   = 26.0
)

// Curve draws approved, planned and actual money as they add up over the months
// (the S-curve), with the forecast at the end of the actual line.
func Curve(t *i18n.Text, c Case) chart.Drawing {
	months := c.Months()
	total := c.All()
	d := chart.Drawing{Width: curveWidth, Height: curveHeight, Title: t.T("cost.curve.label"),
		Description: t.T("cost.curve.desc_text", "approved", t.Money(c.Money(total.Approved)), "actual", t.Money(c.Money(total.Actual)), "forecast", t.Money(c.Money(total.Forecast())))}
	if len(months) == 0 {
		return d
	}
	g := curve{t: t, c: c, months: months, top: max(total.Approved, total.Planned, total.Forecast(), 1)}
	d.Add(g.grid()...)
	d.Add(g.line("approved", chart.Grey2, 4, func(a Amount) int64 { return a.Approved }, len(months))...)
	d.Add(g.line("planned", chart.Data3, 0, func(a Amount) int64 { return a.Planned }, len(months))...)
	d.Add(g.line("actual", chart.Accent, 0, func(a Amount) int64 { return a.Actual }, g.past())...)
	return d
}

type curve struct {
	t      *i18n.Text
	c      Case
	months []Amount
	top    int64
}

func (g curve) x(i int) float64 {
	return curveLeft + float64(i+1)*(curveWidth-curveLeft-curveRight)/float64(len(g.months))
}

func (g curve) y(minor int64) float64 {
	return curveHeight - curveFoot - float64(minor)/float64(g.top)*(curveHeight-curveTop-curveFoot)
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
	for _, tick := range chart.Ticks(g.top, 4) {
		shapes = append(shapes,
			chart.Line{From: chart.Point{X: curveLeft, Y: g.y(tick)}, To: chart.Point{X: curveWidth - curveRight, Y: g.y(tick)}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.8}},
			chart.Text{At: chart.Point{X: curveLeft - 6, Y: g.y(tick) + 4}, Text: g.t.MoneyShort(g.c.Money(tick)), Size: 11, Anchor: chart.End, Fill: chart.Grey1})
	}
	every := (len(g.months) + 5) / 6
	for i, m := range g.months {
		if i%every == 0 {
			shapes = append(shapes, chart.Text{At: chart.Point{X: g.x(i), Y: curveHeight - 8}, Text: monthLabel(g.t, m.Month), Size: 11, Anchor: chart.Middle, Fill: chart.Grey1})
		}
	}
	return shapes
}

func monthLabel(t *i18n.Text, m date.Month) string { return t.MonthName(m) }

// line draws one sum as it grows, with its name at its end.
func (g curve) line(name string, token chart.Token, dash float64, of func(Amount) int64, n int) []chart.Shape {
	if n == 0 {
		return nil
	}
	points := []chart.Point{{X: curveLeft, Y: g.y(0)}}
	var sum int64
	for i := range n {
		sum += of(g.months[i])
		points = append(points, chart.Point{X: g.x(i), Y: g.y(sum)})
	}
	end := points[len(points)-1]
	label := chart.Text{At: chart.Point{X: end.X + 5, Y: end.Y + 4}, Text: g.t.T("cost.field." + name), Size: 11, Fill: token, Bold: true}
	if name == "actual" { // it ends in the midst of the others
		label.At.X, label.At.Y, label.Anchor = end.X-6, end.Y-8, chart.End
	}
	if name == "approved" {
		label.At.Y -= 8
		label.Fill = chart.Grey1
	}
	if name == "planned" {
		label.At.Y += 8
	}
	return []chart.Shape{chart.Path{Points: points, Stroke: chart.Stroke{Token: token, Width: 2, Dash: dash}}, label}
}

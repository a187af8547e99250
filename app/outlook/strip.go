package outlook

import (
	"strings"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// The measures of a strip: marks stand above, and the worse a colour is the
// higher its bar, so that a grey printer tells them apart, too.
const (
	stripMarks = 10.0
	stripBars  = 14.0
	stripFoot  = 16.0
	markSide   = 8.0
)

// Strip draws how a dimension's colour turned over a time, as small as it stands
// beside a verdict: from the first day at the left to the last at the right.
func Strip(t *i18n.Text, p Past, d Dimension, width float64) chart.Drawing {
	return strip(t, p, d, width)
}

// DatedStrip is Strip with the first and the last day, and the first of months,
// beneath.
func DatedStrip(t *i18n.Text, p Past, d Dimension, width float64) chart.Drawing {
	drawing := strip(t, p, d, width)
	drawing.Height += stripFoot
	drawing.Add(months(t, p, width)...)
	return drawing
}

func strip(t *i18n.Text, p Past, d Dimension, width float64) chart.Drawing {
	spans := p.Of(d)
	drawing := chart.Drawing{Width: width, Height: stripMarks + stripBars + 2, Title: t.T("health.strip.label", "dimension", d.Named(t)), Description: Told(t, spans)}
	foot := stripMarks + stripBars
	drawing.Add(chart.Line{From: chart.Point{Y: foot + 0.5}, To: chart.Point{X: width, Y: foot + 0.5}, Stroke: chart.Stroke{Token: chart.Grey2, Width: 0.8}})
	free := 0.0 // how far to the right marks stand already
	for _, s := range spans {
		from, to := p.at(s.From, width), p.at(s.To.AddDays(1), width)
		drawing.Add(s.bar(t, from, to, foot))
		if from >= free {
			drawing.Add(s.mark(min(from, width-markSide)))
			free = from + markSide + 2
		}
	}
	return drawing
}

// at is where a day begins.
func (p Past) at(d date.Day, width float64) float64 {
	return width * float64(d.Sub(p.From)) / float64(p.To.Sub(p.From)+1)
}

// Told is a history in words.
func Told(t *i18n.Text, spans []Span) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = t.T("health.strip.span", "day", t.Day(s.From), "colour", s.Colour.Word(t))
	}
	return strings.Join(parts, " ")
}

// bar is a span's bar; what is unknown is a line.
func (s Span) bar(t *i18n.Text, from, to, foot float64) chart.Rect {
	tokens := map[Colour]chart.Token{Green: chart.Good, Amber: chart.Warn, Red: chart.Bad, Unknown: chart.Grey3}
	high := map[Colour]float64{Green: 5, Amber: 9, Red: stripBars, Unknown: 2}[s.Colour]
	return chart.Rect{X: from, Y: foot - high, W: max(to-from-0.6, 0.6), H: high, Fill: tokens[s.Colour],
		Tip: t.T("health.strip.tip", "from", t.Day(s.From), "to", t.Day(s.To), "colour", s.Colour.Word(t))}
}

// mark is the shape that goes with the colour, where the span begins.
func (s Span) mark(x float64) chart.Shape {
	switch s.Colour {
	case Green:
		return chart.Circle{Centre: chart.Point{X: x + markSide/2, Y: markSide / 2}, R: markSide/2 - 0.4, Fill: chart.Good}
	case Amber:
		return chart.Path{Points: []chart.Point{{X: x, Y: markSide}, {X: x + markSide/2}, {X: x + markSide, Y: markSide}}, Closed: true, Fill: chart.Warn}
	case Red:
		return chart.Rect{X: x + 0.5, Y: 0.5, W: markSide - 1, H: markSide - 1, Fill: chart.Bad}
	}
	return chart.Circle{Centre: chart.Point{X: x + markSide/2, Y: markSide / 2}, R: markSide/2 - 0.8, Fill: chart.None, Stroke: chart.Stroke{Token: chart.Idle, Width: 1.2}}
}

// months are the first days of months beneath a strip, as far apart as their
// names need.
func months(t *i18n.Text, p Past, width float64) []chart.Shape {
	const apart = 44
	var shapes []chart.Shape
	free := 0.0
	foot := stripMarks + stripBars
	for m := p.From.Month().Add(1); !m.First().After(p.To); m = m.Add(1) {
		x := p.at(m.First(), width)
		if x < free || x > width-apart/2 {
			continue
		}
		shapes = append(shapes,
			chart.Line{From: chart.Point{X: x, Y: foot}, To: chart.Point{X: x, Y: foot + 4}, Stroke: chart.Stroke{Token: chart.Grey2, Width: 0.8}},
			chart.Text{At: chart.Point{X: x + 2, Y: foot + stripFoot - 2}, Text: t.MonthName(m), Size: 11, Fill: chart.Grey1})
		free = x + apart
	}
	return shapes
}

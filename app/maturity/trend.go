package maturity

import (
	"slices"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
)

// The measures of a trend.
const (
	trendWidth  = 640.0
	trendHeight = 300.0
	trendLeft   = 30.0
	trendRight  = 170.0 // room for the names at the ends of the lines
	trendTop    = 24.0
	trendFoot   = 34.0
	nameHeight  = 13.0 // that a name at the end of a line takes
)

// MostTrend is how many assessments a trend shows, the latest.
const MostTrend = 12

// TrendOf are the assessments of one unit that a trend shows, the earliest first,
// out of a history that begins with the latest.
func TrendOf(history []Assessment, unit string) []Assessment {
	var all []Assessment
	for _, a := range history {
		if a.Unit == unit && len(all) < MostTrend {
			all = append(all, a)
		}
	}
	slices.Reverse(all)
	return all
}

// Trend draws how the mean and each dimension moved over some assessments, the
// earliest first: the mean as a thick line with its figures, each dimension as a
// thin one whose name stands at its end. Assessments stand as far apart as their
// days.
func Trend(t *i18n.Text, all []Assessment) chart.Drawing {
	d := chart.Drawing{Width: trendWidth, Height: trendHeight, Title: t.T("picture.trend.title"), Description: spokenTrend(t, all)}
	if len(all) == 0 {
		return d
	}
	for level := 1; level <= Levels; level++ {
		y := trendY(10 * level)
		d.Add(
			chart.Line{From: chart.Point{X: trendLeft, Y: y}, To: chart.Point{X: trendWidth - trendRight, Y: y}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.8}},
			chart.Text{At: chart.Point{X: trendLeft - 8, Y: y + 4}, Text: t.Number(int64(level)), Size: 11, Anchor: chart.End, Fill: chart.Grey1},
		)
	}
	d.Add(trendDays(t, all)...)
	for i, dimension := range Dimensions() {
		d.Add(chart.Path{Points: trendLine(all, func(a Assessment) int { return a.Of(dimension).Level() }), Stroke: chart.Stroke{Token: chart.Grey2, Width: 1.2, Dash: float64(i % 4 * 2)}})
	}
	means := trendLine(all, Assessment.Mean)
	d.Add(chart.Path{Points: means, Stroke: chart.Stroke{Token: chart.Accent, Width: 3}})
	for i, at := range means {
		d.Add(chart.Circle{Centre: at, R: 4, Fill: chart.Accent})
		if i == 0 || i == len(means)-1 {
			d.Add(chart.Text{At: chart.Point{X: at.X, Y: at.Y - 9}, Text: t.Decimal(float64(all[i].Mean())/10, 1), Size: 11, Anchor: chart.Middle, Fill: chart.Ink, Bold: true})
		}
	}
	d.Add(trendNames(t, all[len(all)-1])...)
	return d
}

func trendY(tenths int) float64 {
	return trendHeight - trendFoot - (trendHeight-trendTop-trendFoot)*float64(tenths-10)/(10*(Levels-1))
}

// trendX is where an assessment stands: in the middle when all are of one day.
func trendX(all []Assessment, i int) float64 {
	const wide = trendWidth - trendLeft - trendRight - 24
	first, last := all[0].AssessedOn, all[len(all)-1].AssessedOn
	days := last.Sub(first)
	if days == 0 {
		return trendLeft + 12 + wide*float64(i+1)/float64(len(all)+1)
	}
	return trendLeft + 12 + wide*float64(all[i].AssessedOn.Sub(first))/float64(days)
}

func trendLine(all []Assessment, tenths func(Assessment) int) []chart.Point {
	var line []chart.Point
	for i, a := range all {
		if n := tenths(a); n > 0 {
			line = append(line, chart.Point{X: trendX(all, i), Y: trendY(n)})
		}
	}
	return line
}

// trendDays are the days of the assessments, those that have room.
func trendDays(t *i18n.Text, all []Assessment) []chart.Shape {
	const between = 64.0
	var shapes []chart.Shape
	free := 0.0
	last := trendX(all, len(all)-1)
	for i, a := range all {
		x := trendX(all, i)
		shapes = append(shapes, chart.Line{From: chart.Point{X: x, Y: trendY(10)}, To: chart.Point{X: x, Y: trendY(10) + 5}, Stroke: chart.Stroke{Token: chart.Grey2, Width: 1}})
		if x >= free && (i == len(all)-1 || last-x >= between) {
			shapes = append(shapes, chart.Text{At: chart.Point{X: x, Y: trendY(10) + 19}, Text: t.Month(a.AssessedOn.Month()), Size: 10.5, Anchor: chart.Middle, Fill: chart.Grey1})
			free = x + between
		}
	}
	return shapes
}

// trendNames are the dimensions beside the ends of their lines, with their levels,
// moved apart where lines end at the same height.
func trendNames(t *i18n.Text, last Assessment) []chart.Shape {
	type end struct {
		name string
		y    float64
		bold bool
	}
	ends := []end{{t.T("picture.trend.mean") + " " + t.Decimal(float64(last.Mean())/10, 1), trendY(last.Mean()), true}}
	for _, dimension := range Dimensions() {
		if n := last.Of(dimension).Level(); n > 0 {
			ends = append(ends, end{t.T("maturity.short."+dimension) + " " + t.Decimal(float64(n)/10, 1), trendY(n), false})
		}
	}
	slices.SortStableFunc(ends, func(a, b end) int {
		if a.y < b.y {
			return -1
		} else if a.y > b.y {
			return 1
		}
		return 0
	})
	// Each name at its line's height or just below the name before it; then, from the
	// foot up, moved so that the last stays within the picture.
	for i := 1; i < len(ends); i++ {
		ends[i].y = max(ends[i].y, ends[i-1].y+nameHeight)
	}
	limit := trendHeight - trendFoot + 6
	for i := len(ends) - 1; i >= 0; i-- {
		ends[i].y = min(ends[i].y, limit)
		limit = ends[i].y - nameHeight
	}
	var shapes []chart.Shape
	for _, e := range ends {
		shapes = append(shapes, chart.Text{At: chart.Point{X: trendWidth - trendRight + 8, Y: e.y + 4}, Text: e.name, Size: 11, Fill: chart.Ink, Bold: e.bold})
	}
	return shapes
}

// spokenTrend is the trend in words: each assessment with its mean.
func spokenTrend(t *i18n.Text, all []Assessment) string {
	words := ""
	for _, a := range all {
		words += t.T("picture.trend.said", "day", t.Day(a.AssessedOn), "mean", t.Decimal(float64(a.Mean())/10, 1)) + " "
	}
	return words
}

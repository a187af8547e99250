package maturity

import (
	"cmp"
	"slices"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
)

// The measures of a heat map.
const (
	heatLeft = 150.0
	heatTop  = 96.0
	heatCell = 46.0
	heatRow  = 34.0
	heatFoot = 40.0
)

// LatestByUnit are the latest assessments of each unit, the whole organisation
// first and the others by name, out of a history that begins with the latest.
func LatestByUnit(history []Assessment) []Assessment {
	seen := map[string]bool{}
	var all []Assessment
	for _, a := range history {
		if !seen[a.Unit] {
			seen[a.Unit] = true
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(x, y Assessment) int { return cmp.Compare(x.Unit, y.Unit) })
	return all
}

// HeatMap draws units against dimensions: in each field the level, on a ground that
// grows darker with it, so that it reads in grey print and without colour.
func HeatMap(t *i18n.Text, units []Assessment) chart.Drawing {
	columns := Dimensions()
	d := chart.Drawing{
		Width: heatLeft + heatCell*float64(len(columns)) + 30, Height: heatTop + heatRow*float64(len(units)) + heatFoot,
		Title: t.T("picture.heat.title"), Description: spokenHeat(t, units),
	}
	for i, dimension := range columns {
		d.Add(stairs(t.T("maturity.short."+dimension), i)...)
	}
	for row, unit := range units {
		y := heatTop + heatRow*float64(row)
		d.Add(chart.Text{At: chart.Point{X: heatLeft - 12, Y: y + 21}, Text: chart.Fit(UnitOf(t, unit), heatLeft-16, 11.5, unit.Unit == ""), Size: 11.5, Anchor: chart.End, Fill: chart.Ink, Bold: unit.Unit == ""})
		for i, dimension := range columns {
			d.Add(field(t, heatLeft+heatCell*float64(i), y, unit.Of(dimension).Level())...)
		}
	}
	d.Add(heatKey(t, heatTop+heatRow*float64(len(units))+24)...)
	return d
}

// UnitOf is what an assessment is of, in words.
func UnitOf(t *i18n.Text, a Assessment) string {
	if a.Unit == "" {
		return t.T("maturity.whole")
	}
	return a.Phrase("scope", a.Unit).In(t)
}

// stairs is a dimension's name over its column: names stand on three heights, with a
// line down to their column, so that long ones do not run into one another.
func stairs(name string, column int) []chart.Shape {
	x := heatLeft + heatCell*(float64(column)+0.5)
	y := heatTop - 14 - 24*float64(2-column%3)
	return []chart.Shape{
		chart.Line{From: chart.Point{X: x, Y: y + 4}, To: chart.Point{X: x, Y: heatTop - 3}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.8}},
		chart.Text{At: chart.Point{X: x, Y: y}, Text: name, Size: 11, Anchor: chart.Middle, Fill: chart.Ink},
	}
}

// field is one level on its ground; without a level it is hatched.
func field(t *i18n.Text, x, y float64, tenths int) []chart.Shape {
	box := chart.Rect{X: x + 1.5, Y: y + 1.5, W: heatCell - 3, H: heatRow - 3, Radius: 3, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.8}}
	if tenths == 0 {
		box.Fill, box.Hatched = chart.Paper, true
		return []chart.Shape{box}
	}
	x1, y1, x2, y2 := box.X, box.Y, box.X+box.W, box.Y+box.H
	ink := chart.Ink
	if shade(tenths) > 0.5 {
		ink = chart.Paper
	}
	return []chart.Shape{
		box,
		chart.Path{Points: []chart.Point{{X: x1, Y: y1}, {X: x2, Y: y1}, {X: x2, Y: y2}, {X: x1, Y: y2}}, Closed: true, Fill: chart.Accent, Opacity: shade(tenths)},
		chart.Text{At: chart.Point{X: (x1 + x2) / 2, Y: y + 21}, Text: t.Decimal(float64(tenths)/10, 1), Size: 11.5, Anchor: chart.Middle, Fill: ink, Bold: true},
	}
}

// shade is how much of the accent a level's ground has: steps that are far enough
// apart for print, none of which lies where neither ink nor paper can be read on it.
func shade(tenths int) float64 {
	switch {
	case tenths < 15:
		return 0.04
	case tenths < 25:
		return 0.12
	case tenths < 35:
		return 0.24
	case tenths < 45:
		return 0.8
	}
	return 1
}

// heatKey is one field of each ground.
func heatKey(t *i18n.Text, y float64) []chart.Shape {
	shapes := []chart.Shape{chart.Text{At: chart.Point{X: heatLeft, Y: y}, Text: t.T("picture.heat.key"), Size: 10.5, Fill: chart.Grey1}}
	return shapes
}

// spokenHeat is the map in words, a sentence for each unit.
func spokenHeat(t *i18n.Text, units []Assessment) string {
	words := ""
	for _, unit := range units {
		words += UnitOf(t, unit) + ": "
		for i, dimension := range Dimensions() {
			if i > 0 {
				words += ", "
			}
			words += t.T("maturity.short."+dimension) + " " + t.Decimal(float64(unit.Of(dimension).Level())/10, 1)
		}
		words += ". "
	}
	return words
}

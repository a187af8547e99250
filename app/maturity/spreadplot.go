package maturity

import (
	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
)

// Voted are the blind votes on one practice, or on one dimension, under the name
// by which a picture shows them.
type Voted struct {
	Name   string
	Agreed int // the level agreed on, 0 while there is none
	Spread Spread
}

// VotedOf are agreements as a spread plot shows them, by the names of what they are
// on.
func VotedOf(t *i18n.Text, q Questionnaire, agreed []Agreement) []Voted {
	all := make([]Voted, len(agreed))
	for i, a := range agreed {
		all[i] = Voted{Name: q.Named(a.Practice).In(t), Agreed: a.Level, Spread: a.Spread()}
	}
	return all
}

// The measures of a spread plot.
const (
	plotWidth = 560.0
	plotLeft  = 190.0 // room for names
	plotRight = 24.0
	plotTop   = 34.0
	plotRow   = 40.0
	plotFoot  = 58.0
)

// SpreadPlot draws the blind votes on several practices: from the lowest to the
// highest vote a line, the middle half of the voices a box, their median a stroke
// across it, each role's median a mark of its own, and the level agreed on a ring.
func SpreadPlot(t *i18n.Text, all []Voted) chart.Drawing {
	d := chart.Drawing{
		Width: plotWidth, Height: plotTop + plotRow*float64(len(all)) + plotFoot,
		Title: t.T("picture.spread.title"), Description: spokenSpread(t, all),
	}
	foot := plotTop + plotRow*float64(len(all))
	for level := 1; level <= Levels; level++ {
		x := plotAt(Whole(level))
		d.Add(
			chart.Line{From: chart.Point{X: x, Y: plotTop - 8}, To: chart.Point{X: x, Y: foot}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.8}},
			chart.Text{At: chart.Point{X: x, Y: plotTop - 14}, Text: t.Number(int64(level)), Size: 11, Anchor: chart.Middle, Fill: chart.Grey1},
		)
	}
	for i, one := range all {
		d.Add(plotted(t, one, plotTop+plotRow*(float64(i)+0.5))...)
	}
	d.Add(plotKey(t, foot+22)...)
	return d
}

// plotAt is where a level stands.
func plotAt(h Hundredths) float64 {
	const wide = plotWidth - plotLeft - plotRight
	return plotLeft + wide*(float64(h)-100)/(100*(Levels-1))
}

// plotted is one practice's row.
func plotted(t *i18n.Text, v Voted, y float64) []chart.Shape {
	s := v.Spread
	shapes := []chart.Shape{chart.Text{At: chart.Point{X: plotLeft - 14, Y: y + 4}, Text: chart.Fit(v.Name, plotLeft-22, 11.5, false), Size: 11.5, Anchor: chart.End, Fill: chart.Ink}}
	switch {
	case s.Silent:
		shapes = append(shapes, chart.Text{At: chart.Point{X: plotLeft - 14, Y: y + 16}, Text: t.T("picture.spread.few"), Size: 9.5, Anchor: chart.End, Fill: chart.Grey1})
	case s.All.Voices > 0:
		shapes = append(shapes, whiskers(s, y)...)
		shapes = append(shapes, roleMarks(t, s.Groups, y)...)
	}
	if v.Agreed > 0 {
		shapes = append(shapes, chart.Circle{Centre: chart.Point{X: plotAt(Whole(v.Agreed)), Y: y}, R: 8.5, Fill: chart.None, Stroke: chart.Stroke{Token: chart.Accent, Width: 2}})
	}
	return shapes
}

// whiskers are the line, the box and the median of all voices.
func whiskers(s Spread, y float64) []chart.Shape {
	across := func(h Hundredths, half float64, stroke chart.Stroke) chart.Shape {
		return chart.Line{From: chart.Point{X: plotAt(h), Y: y - half}, To: chart.Point{X: plotAt(h), Y: y + half}, Stroke: stroke}
	}
	thin := chart.Stroke{Token: chart.Grey1, Width: 1.2}
	shapes := []chart.Shape{
		chart.Line{From: chart.Point{X: plotAt(Whole(s.Least)), Y: y}, To: chart.Point{X: plotAt(Whole(s.Most)), Y: y}, Stroke: thin},
		across(Whole(s.Least), 4, thin), across(Whole(s.Most), 4, thin),
	}
	if s.All.Parted {
		left, right := plotAt(s.All.Lower), plotAt(s.All.Upper)
		shapes = append(shapes, chart.Rect{X: left - 1, Y: y - 7, W: right - left + 2, H: 14, Radius: 2, Fill: chart.AccentSoft, Stroke: thin})
	}
	return append(shapes, across(s.All.Median, 9, chart.Stroke{Token: chart.Ink, Width: 2.4}))
}

// roleMarks are the roles' medians: their first letters above the line, so that they
// need no colour; roles of one median stand together.
func roleMarks(t *i18n.Text, groups []Group, y float64) []chart.Shape {
	names := map[Hundredths]string{}
	var medians []Hundredths
	for _, g := range groups {
		if names[g.Median] == "" {
			medians = append(medians, g.Median)
		} else {
			names[g.Median] += " "
		}
		names[g.Median] += t.T("picture.role.short." + roleKey(g.Role))
	}
	var shapes []chart.Shape
	for _, m := range medians {
		shapes = append(shapes, chart.Text{At: chart.Point{X: plotAt(m), Y: y - 12}, Text: names[m], Size: 9, Anchor: chart.Middle, Fill: chart.Grey1, Bold: true})
	}
	return shapes
}

// Roles are those that people choose in a workshop.
func Roles() []string {
	return []string{"management", "marketing", "finance", "sales", "service", "it"}
}

// roleKey is the key of a role's name; what is no role of ours is among the others.
func roleKey(role string) string {
	for _, known := range Roles() {
		if role == known {
			return role
		}
	}
	return Others
}

// plotKey says what is what, by the things themselves.
func plotKey(t *i18n.Text, y float64) []chart.Shape {
	thin := chart.Stroke{Token: chart.Grey1, Width: 1.2}
	text := func(x float64, key string) chart.Shape {
		return chart.Text{At: chart.Point{X: x, Y: y}, Text: t.T("picture.spread." + key), Size: 10.5, Fill: chart.Grey1}
	}
	return []chart.Shape{
		chart.Line{From: chart.Point{X: 10, Y: y - 4}, To: chart.Point{X: 32, Y: y - 4}, Stroke: thin}, text(38, "range"),
		chart.Rect{X: 190, Y: y - 10, W: 20, H: 12, Radius: 2, Fill: chart.AccentSoft, Stroke: thin}, text(216, "half"),
		chart.Line{From: chart.Point{X: 372, Y: y - 12}, To: chart.Point{X: 372, Y: y + 3}, Stroke: chart.Stroke{Token: chart.Ink, Width: 2.4}}, text(380, "median"),
		chart.Circle{Centre: chart.Point{X: 462, Y: y - 4}, R: 7, Fill: chart.None, Stroke: chart.Stroke{Token: chart.Accent, Width: 2}}, text(474, "agreed"),
		chart.Text{At: chart.Point{X: 10, Y: y + 22}, Text: t.T("picture.spread.roles"), Size: 10.5, Fill: chart.Grey1},
	}
}

// spokenSpread is the plot in words.
func spokenSpread(t *i18n.Text, all []Voted) string {
	words := ""
	for _, v := range all {
		s := v.Spread
		if s.Silent || s.All.Voices == 0 {
			words += t.T("picture.spread.said_few", "name", v.Name, "voices", s.All.Voices) + " "
			continue
		}
		words += t.T("picture.spread.said", "name", v.Name, "voices", s.All.Voices, "median", level(t, s.All.Median), "least", s.Least, "most", s.Most) + " "
		for _, g := range s.Groups {
			words += t.T("picture.spread.said_role", "role", t.T("picture.role."+roleKey(g.Role)), "median", level(t, g.Median)) + " "
		}
	}
	return words
}

// level is a level in hundredths, with as many decimals as it has.
func level(t *i18n.Text, h Hundredths) string {
	decimals := 2
	switch {
	case h%100 == 0:
		decimals = 0
	case h%10 == 0:
		decimals = 1
	}
	return t.Decimal(float64(h)/100, decimals)
}

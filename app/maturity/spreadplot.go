package maturity

import (
	"maps"
	"slices"
	"strings"

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
	markSize  = 9.0  // of roles' names
	markLine  = 10.5 // from one line of them to the next
)

// scale is where levels stand in a picture.
type scale struct {
	left, right float64
	top         int // the highest level
}

func (s scale) at(h Hundredths) float64 {
	return s.left + (s.right-s.left)*(float64(h)-100)/(100*float64(max(s.top-1, 1)))
}

// SpreadPlot draws the blind votes on several practices, of which levels go up to
// top: from the lowest to the highest vote a line, the middle half of the voices a
// box, their median a stroke across it, each role's median a mark of its own, and the
// level agreed on a ring.
func SpreadPlot(t *i18n.Text, all []Voted) chart.Drawing { return SpreadPlotOf(t, all, Levels) }

// SpreadPlotOf is SpreadPlot of levels that go up to another than the highest.
func SpreadPlotOf(t *i18n.Text, all []Voted, top int) chart.Drawing {
	on := scale{plotLeft, plotWidth - plotRight, top}
	d := chart.Drawing{Width: plotWidth, Title: t.T("picture.spread.title"), Description: spokenSpread(t, all)}
	foot := plotTop
	var rows []chart.Shape
	for _, one := range all {
		shapes, high := plotted(t, one, on, foot)
		rows, foot = append(rows, shapes...), foot+high
	}
	d.Height = foot + plotFoot
	d.Add(grid(t, on, plotTop, foot)...)
	d.Add(rows...)
	d.Add(plotKey(t, all, foot+22)...)
	return d
}

// SpreadRow draws the blind votes on one practice without its name, as a row of
// SpreadPlot.
func SpreadRow(t *i18n.Text, v Voted, top int) chart.Drawing {
	on := scale{22, 338, top}
	shapes, high := marked(t, v, on, plotTop)
	d := chart.Drawing{Width: 360, Height: plotTop + high, Title: t.T("picture.spread.title"), Description: spokenSpread(t, []Voted{v})}
	d.Add(grid(t, on, plotTop, plotTop+high-6)...)
	d.Add(shapes...)
	return d
}

// grid are the levels, each with its number above.
func grid(t *i18n.Text, on scale, y, foot float64) []chart.Shape {
	var shapes []chart.Shape
	for level := 1; level <= on.top; level++ {
		x := on.at(Whole(level))
		shapes = append(shapes,
			chart.Line{From: chart.Point{X: x, Y: y - 8}, To: chart.Point{X: x, Y: foot}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.8}},
			chart.Text{At: chart.Point{X: x, Y: y - 14}, Text: t.Number(int64(level)), Size: 11, Anchor: chart.Middle, Fill: chart.Grey1},
		)
	}
	return shapes
}

// plotted is one practice's row from y downward, and how high it is.
func plotted(t *i18n.Text, v Voted, on scale, y float64) ([]chart.Shape, float64) {
	shapes, high := marked(t, v, on, y)
	lines := chart.Lines(v.Name, plotLeft-22, 11.5, 2)
	at := y + high - plotRow/2 + 4 - 13*float64(len(lines)-1)/2
	for _, line := range lines {
		shapes = append(shapes, chart.Text{At: chart.Point{X: plotLeft - 14, Y: at}, Text: line, Size: 11.5, Anchor: chart.End, Fill: chart.Ink})
		at += 13
	}
	return shapes, high
}

// marked are the marks of one practice's row from y downward, and how high it is.
func marked(t *i18n.Text, v Voted, on scale, y float64) ([]chart.Shape, float64) {
	s, high := v.Spread, plotRow
	var shapes []chart.Shape
	switch {
	case s.Silent:
		shapes = append(shapes, few(t, v.Agreed, on, y+plotRow/2+4))
	case s.All.Voices > 0:
		names := roleNames(t, s.Groups, on)
		high += markLine * float64(max(names.lines-1, 0))
		shapes = append(whiskers(s, on, y+high-plotRow/2), names.shapes(y+high-plotRow/2)...)
	}
	if v.Agreed > 0 {
		shapes = append(shapes, chart.Circle{Centre: chart.Point{X: on.at(Whole(v.Agreed)), Y: y + high - plotRow/2}, R: 8.5, Fill: chart.None, Stroke: chart.Stroke{Token: chart.Accent, Width: 2}})
	}
	return shapes, high
}

// few says that there are too few voices, beside the ring when there is one.
func few(t *i18n.Text, agreed int, on scale, y float64) chart.Text {
	const beside = 14.0
	said := chart.Text{At: chart.Point{X: on.left, Y: y}, Text: t.T("picture.spread.few"), Size: 10.5, Fill: chart.Grey1}
	if agreed == 0 {
		return said
	}
	ring := on.at(Whole(agreed))
	said.At.X = ring + beside
	if said.At.X+chart.Width(said.Text, said.Size, false) > on.right {
		said.At.X, said.Anchor = ring-beside, chart.End
	}
	return said
}

// whiskers are the line, the box and the median of all voices.
func whiskers(s Spread, on scale, y float64) []chart.Shape {
	across := func(h Hundredths, half float64, stroke chart.Stroke) chart.Shape {
		return chart.Line{From: chart.Point{X: on.at(h), Y: y - half}, To: chart.Point{X: on.at(h), Y: y + half}, Stroke: stroke}
	}
	thin := chart.Stroke{Token: chart.Grey1, Width: 1.2}
	shapes := []chart.Shape{
		chart.Line{From: chart.Point{X: on.at(Whole(s.Least)), Y: y}, To: chart.Point{X: on.at(Whole(s.Most)), Y: y}, Stroke: thin},
		across(Whole(s.Least), 4, thin), across(Whole(s.Most), 4, thin),
	}
	if s.All.Parted {
		left, right := on.at(s.All.Lower), on.at(s.All.Upper)
		shapes = append(shapes, chart.Rect{X: left - 1, Y: y - 7, W: right - left + 2, H: 14, Radius: 2, Fill: chart.AccentSoft, Stroke: thin})
	}
	return append(shapes, across(s.All.Median, 9, chart.Stroke{Token: chart.Ink, Width: 2.4}))
}

// roleMark is the roles of one median, with the middle of their names and the line,
// counted upward from 0, on which these stand.
type roleMark struct {
	at, middle float64
	names      string
	line       int
}

type roleMarks struct {
	all   []roleMark
	lines int
}

// roleNames are the roles' medians: their short names above the line, so that they
// need no colour. Roles of one median stand together, and names that would run into
// each other stand on lines above.
func roleNames(t *i18n.Text, groups []Group, on scale) roleMarks {
	names := map[Hundredths]string{}
	for _, g := range groups {
		if names[g.Median] != "" {
			names[g.Median] += " · "
		}
		names[g.Median] += shortly(t, g.Role)
	}
	var m roleMarks
	var ends []float64 // of what stands on each line
	for _, median := range slices.Sorted(maps.Keys(names)) {
		half := chart.Width(names[median], markSize, true) / 2
		one := roleMark{at: on.at(median), names: names[median]}
		one.middle = min(max(one.at, on.left-20+half), on.right+20-half)
		for one.line < len(ends) && ends[one.line]+5 > one.middle-half {
			one.line++
		}
		if one.line == len(ends) {
			ends = append(ends, 0)
		}
		ends[one.line] = one.middle + half
		m.all = append(m.all, one)
	}
	m.lines = len(ends)
	return m
}

// shapes are the names above a row at y, each with a stroke down to its median.
func (m roleMarks) shapes(y float64) []chart.Shape {
	var shapes []chart.Shape
	for _, one := range m.all {
		foot := y - 12 - markLine*float64(one.line)
		shapes = append(shapes,
			chart.Line{From: chart.Point{X: one.at, Y: y - 11}, To: chart.Point{X: one.at, Y: y - 8}, Stroke: chart.Stroke{Token: chart.Grey1, Width: 1.2}},
			chart.Text{At: chart.Point{X: one.middle, Y: foot}, Text: one.names, Size: markSize, Anchor: chart.Middle, Fill: chart.Grey1, Bold: true},
		)
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

// RoleNamed is a role, or the others together, in a reader's words.
func RoleNamed(t *i18n.Text, role string) string {
	if n, is := strings.CutPrefix(role, atTable); is {
		return t.T("table.named", "n", n)
	}
	return t.T("picture.role." + roleKey(role))
}

// atTable begins the name of voices that are told of by the breakout table at which
// they voted and not by role, as workshops name them.
const atTable = "table "

// shortly is RoleNamed, in a picture.
func shortly(t *i18n.Text, role string) string {
	if n, is := strings.CutPrefix(role, atTable); is {
		return t.T("table.short", "n", n)
	}
	return t.T("picture.role.short." + roleKey(role))
}

// rolesKey says what the letters above a line mean: by the names of the roles that
// stand there, as long as a line holds them; "" where there are none.
func rolesKey(t *i18n.Text, all []Voted) string {
	seen := map[string]bool{}
	var names []string
	for _, v := range all {
		for _, g := range v.Spread.Groups {
			if !seen[g.Role] {
				seen[g.Role] = true
				names = append(names, shortly(t, g.Role)+" = "+RoleNamed(t, g.Role))
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	said := t.T("picture.spread.roles_named", "roles", strings.Join(names, ", "))
	if chart.Width(said, 10.5, false) > plotWidth-20 {
		return t.T("picture.spread.roles")
	}
	return said
}

// plotKey says what is what, by the things themselves, of what there is.
func plotKey(t *i18n.Text, all []Voted, y float64) []chart.Shape {
	thin := chart.Stroke{Token: chart.Grey1, Width: 1.2}
	text := func(x float64, key string) chart.Shape {
		return chart.Text{At: chart.Point{X: x, Y: y}, Text: t.T("picture.spread." + key), Size: 10.5, Fill: chart.Grey1}
	}
	key := []chart.Shape{
		chart.Line{From: chart.Point{X: 10, Y: y - 4}, To: chart.Point{X: 32, Y: y - 4}, Stroke: thin}, text(38, "range"),
		chart.Rect{X: 190, Y: y - 10, W: 20, H: 12, Radius: 2, Fill: chart.AccentSoft, Stroke: thin}, text(216, "half"),
		chart.Line{From: chart.Point{X: 372, Y: y - 12}, To: chart.Point{X: 372, Y: y + 3}, Stroke: chart.Stroke{Token: chart.Ink, Width: 2.4}}, text(380, "median"),
	}
	if slices.ContainsFunc(all, func(v Voted) bool { return v.Agreed > 0 }) {
		key = append(key, chart.Circle{Centre: chart.Point{X: 462, Y: y - 4}, R: 7, Fill: chart.None, Stroke: chart.Stroke{Token: chart.Accent, Width: 2}}, text(474, "agreed"))
	}
	if roles := rolesKey(t, all); roles != "" {
		key = append(key, chart.Text{At: chart.Point{X: 10, Y: y + 22}, Text: roles, Size: 10.5, Fill: chart.Grey1})
	}
	return key
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
			words += t.T("picture.spread.said_role", "role", RoleNamed(t, g.Role), "median", level(t, g.Median)) + " "
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

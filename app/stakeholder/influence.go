package stakeholder

import (
	"strconv"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
)

// The map's columns are the five attitudes, its rows the five degrees of influence.
// A row is as high as the lanes that it needs.
const (
	mapLeft   = 34.0
	mapTop    = 40.0
	mapColumn = 132.0
	mapLane   = 25.0
	mapLabel  = 19.0 // height of a name's field
	mapPad    = 6.0  // above and below the lanes of a row
	mapFoot   = 40.0
	mapText   = 12.0
)

// MostDrawn is how many stakeholders the map shows, the most influential first.
const MostDrawn = 60

// SupportKey is the key of the word for an attitude.
func SupportKey(support int) string {
	return "stakeholder.support." + []string{"much_against", "against", "undecided", "for", "much_for"}[min(max(support, -MostSupport), MostSupport)+MostSupport]
}

// lane is a line of a row of the map, as the columns that are taken on it.
type lane [2*MostSupport + 1]bool

// free reports whether nothing lies on a lane from one column to another.
func (l *lane) free(from, to int) bool {
	for c := from; c <= to; c++ {
		if l[c] {
			return false
		}
	}
	return true
}

// laid is a stakeholder on the lane of a row that is theirs.
type laid struct {
	Party
	lane int
}

// lay gives each stakeholder of one row a lane, on which nobody else lies between
// where they stand and where they are wanted: so that nothing ever overlaps.
func lay(row []Party) (all []laid, lanes int) {
	var taken []lane
	for _, p := range row {
		from, to := min(p.Support, p.Wanted)+MostSupport, max(p.Support, p.Wanted)+MostSupport
		at := 0
		for at < len(taken) && !taken[at].free(from, to) {
			at++
		}
		if at == len(taken) {
			taken = append(taken, lane{})
		}
		for c := from; c <= to; c++ {
			taken[at][c] = true
		}
		all = append(all, laid{p, at})
	}
	return all, max(len(taken), 1)
}

// Influence draws stakeholders: attitude to the right, influence upward, each with
// an arrow to the attitude that is wanted of them. where, when it is not nil, is the
// address of a stakeholder's page.
func Influence(t *i18n.Text, all []Party, where func(Party) string) chart.Drawing {
	d := chart.Drawing{Width: mapLeft + (2*MostSupport+1)*mapColumn + 2, Title: Headline(t, all), Description: spoken(t, all)}
	y := mapTop
	for influence := MostInfluence; influence >= 1; influence-- {
		row, lanes := lay(having(all, influence))
		height := float64(lanes)*mapLane + 2*mapPad
		d.Add(mapRow(influence, y, height)...)
		for _, p := range row {
			d.Add(mapParty(t, p, y+mapPad+float64(p.lane)*mapLane, where)...)
		}
		y += height
	}
	d.Height = y + mapFoot
	d.Add(mapScales(t, y)...)
	return d
}

// having are the stakeholders of one degree of influence.
func having(all []Party, influence int) []Party {
	var row []Party
	for _, p := range all {
		if p.Influence == influence {
			row = append(row, p)
		}
	}
	return row
}

// column is where a column of the map begins.
func column(support int) float64 { return mapLeft + float64(support+MostSupport)*mapColumn }

func mapRow(influence int, y, height float64) []chart.Shape {
	shapes := []chart.Shape{
		chart.Line{From: chart.Point{X: mapLeft, Y: y}, To: chart.Point{X: column(MostSupport + 1), Y: y}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 1}},
		chart.Text{At: chart.Point{X: mapLeft - 8, Y: y + height/2 + 4}, Text: strconv.Itoa(influence), Size: mapText, Anchor: chart.End, Fill: chart.Grey1},
	}
	for s := -MostSupport; s <= MostSupport+1; s++ {
		shapes = append(shapes, chart.Line{From: chart.Point{X: column(s), Y: y}, To: chart.Point{X: column(s), Y: y + height}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 1}})
	}
	return shapes
}

// mapParty is a name where they stand now, with the arrow to where they are wanted.
// Groups have corners, persons are round; whom nobody talks to has a dashed edge.
func mapParty(t *i18n.Text, p laid, y float64, where func(Party) string) []chart.Shape {
	const inner = mapColumn - 12
	name := chart.Fit(p.Titled().In(t), inner-14, mapText, false)
	box := chart.Rect{
		X: column(p.Support) + 6, Y: y + (mapLane-mapLabel)/2, W: min(chart.Width(name, mapText, false)+14, inner), H: mapLabel, Radius: 2,
		Fill: supportToken(p.Support), Stroke: chart.Stroke{Token: chart.Grey2, Width: 0.8},
	}
	if p.Sort == Person {
		box.Radius = mapLabel / 2
	}
	if p.OwnerID == nil {
		box.Stroke = chart.Stroke{Token: chart.Ink, Width: 1.2, Dash: 3}
	}
	if where != nil {
		box.Href, box.Tip = where(p.Party), Placed(t, p.Party)
	}
	middle := box.Y + mapLabel/2
	return append(mapArrow(p.Party, box, middle), box, chart.Text{At: chart.Point{X: box.X + box.W/2, Y: middle + 4}, Text: name, Size: mapText, Anchor: chart.Middle, Fill: chart.Ink})
}

// mapArrow leads from a name to the middle of the column that is wanted, or is
// nothing where they are wanted as they are.
func mapArrow(p Party, box chart.Rect, y float64) []chart.Shape {
	if p.Wanted == p.Support {
		return nil
	}
	from, to, back := box.X+box.W, column(p.Wanted)+mapColumn/2, -7.0
	if p.Wanted < p.Support {
		from, back = box.X, 7
	}
	return []chart.Shape{
		chart.Line{From: chart.Point{X: from, Y: y}, To: chart.Point{X: to + back, Y: y}, Stroke: chart.Stroke{Token: chart.Accent, Width: 1.4}},
		chart.Path{Points: []chart.Point{{X: to, Y: y}, {X: to + back, Y: y - 4}, {X: to + back, Y: y + 4}}, Closed: true, Fill: chart.Accent},
	}
}

func supportToken(support int) chart.Token {
	switch {
	case support < 0:
		return chart.BadSoft
	case support > 0:
		return chart.GoodSoft
	}
	return chart.IdleSoft
}

// mapScales are the heads of the columns, the names of both scales, and what the
// shapes mean; y is where the last row ends.
func mapScales(t *i18n.Text, y float64) []chart.Shape {
	shapes := []chart.Shape{
		chart.Line{From: chart.Point{X: mapLeft, Y: y}, To: chart.Point{X: column(MostSupport + 1), Y: y}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 1}},
		chart.Text{At: chart.Point{X: 2, Y: 13}, Text: t.T("stakeholder.field.influence") + " ↑", Size: mapText, Fill: chart.Grey1},
		chart.Text{At: chart.Point{X: column(MostSupport + 1), Y: 13}, Text: t.T("stakeholder.field.support") + " →", Size: mapText, Anchor: chart.End, Fill: chart.Grey1},
		chart.Text{At: chart.Point{X: mapLeft, Y: y + 18}, Text: t.T("stakeholder.map.key_arrow"), Size: mapText, Fill: chart.Grey1},
		chart.Text{At: chart.Point{X: mapLeft, Y: y + 34}, Text: t.T("stakeholder.map.key_shape"), Size: mapText, Fill: chart.Grey1},
	}
	for s := -MostSupport; s <= MostSupport; s++ {
		shapes = append(shapes, chart.Text{At: chart.Point{X: column(s) + mapColumn/2, Y: mapTop - 8}, Text: chart.Fit(t.T(SupportKey(s)), mapColumn-8, mapText, true),
			Size: mapText, Anchor: chart.Middle, Fill: chart.Ink, Bold: true})
	}
	return shapes
}

// Headline is what a map says first: how many powerful ones are against, and whether
// somebody talks to them.
func Headline(t *i18n.Text, all []Party) string {
	var opposed, unheard int
	for _, p := range all {
		if p.Opposed() {
			opposed++
		}
		if p.Unheard() {
			unheard++
		}
	}
	switch {
	case opposed == 0:
		return t.T("stakeholder.map.none_opposed")
	case unheard == 0:
		return t.N("stakeholder.map.opposed", opposed)
	}
	return t.N("stakeholder.map.opposed", opposed) + " " + t.N("stakeholder.map.unheard", unheard)
}

// Placed is where a stakeholder stands, in words.
func Placed(t *i18n.Text, p Party) string {
	return t.T("stakeholder.map.placed", "code", p.Code(), "name", p.Titled(), "influence", p.Influence, "support", t.T(SupportKey(p.Support)), "wanted", t.T(SupportKey(p.Wanted)))
}

func spoken(t *i18n.Text, all []Party) string {
	words := t.N("stakeholder.map.desc_text", len(all))
	for _, p := range all {
		words += " " + Placed(t, p)
	}
	return words
}

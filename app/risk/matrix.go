package risk

import (
	"strconv"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
)

// The matrix is drawn on a field of this size, with room for its scales.
const (
	matrixCell = 44.0
	matrixLeft = 34.0
	matrixFoot = 30.0
	matrixTop  = 18.0
)

// Matrix draws the open risks: impact to the right, likelihood upward, each cell
// with its count, in the colour of its level.
// where, when it is not nil, is the address of the risks of a cell.
func Matrix(t *i18n.Text, cells []Cell, where func(likelihood, impact int) string) chart.Drawing {
	counts := map[[2]int]int{}
	levels := map[Level]int{}
	for _, c := range cells {
		counts[[2]int{c.Likelihood, c.Impact}] += c.Count
		levels[LevelOf(c.Likelihood*c.Impact)] += c.Count
	}
	d := chart.Drawing{
		Width: matrixLeft + 5*matrixCell + 2, Height: matrixTop + 5*matrixCell + matrixFoot + 2, Title: t.T("risk.matrix.label"),
		Description: t.T("risk.matrix.desc_text", "high", levels[High], "middle", levels[Middle], "low", levels[Low]),
	}
	for likelihood := 1; likelihood <= 5; likelihood++ {
		for impact := 1; impact <= 5; impact++ {
			count, href := counts[[2]int{likelihood, impact}], ""
			if where != nil && count > 0 {
				href = where(likelihood, impact)
			}
			d.Add(matrixField(t, likelihood, impact, count, href)...)
		}
	}
	d.Add(matrixEdges()...)
	d.Add(matrixScales(t)...)
	return d
}

// matrixEdges parts the levels by lines, so that no colour is needed to tell them apart.
func matrixEdges() []chart.Shape {
	var shapes []chart.Shape
	edge := func(x, y, dx, dy float64) {
		shapes = append(shapes, chart.Line{From: chart.Point{X: x, Y: y}, To: chart.Point{X: x + dx, Y: y + dy}, Stroke: chart.Stroke{Token: chart.Grey1, Width: 1.5}})
	}
	for likelihood := 1; likelihood <= 5; likelihood++ {
		for impact := 1; impact <= 5; impact++ {
			x, y := matrixLeft+float64(impact)*matrixCell, matrixTop+float64(5-likelihood)*matrixCell
			level := LevelOf(likelihood * impact)
			if impact < 5 && LevelOf(likelihood*(impact+1)) != level {
				edge(x, y, 0, matrixCell)
			}
			if likelihood < 5 && LevelOf((likelihood+1)*impact) != level {
				edge(x-matrixCell, y, matrixCell, 0)
			}
		}
	}
	return shapes
}

func matrixField(t *i18n.Text, likelihood, impact, count int, href string) []chart.Shape {
	x := matrixLeft + float64(impact-1)*matrixCell
	y := matrixTop + float64(5-likelihood)*matrixCell
	field := chart.Rect{
		X: x + 1, Y: y + 1, W: matrixCell - 2, H: matrixCell - 2, Radius: 3, Fill: levelToken(LevelOf(likelihood * impact)), Href: href,
	}
	if href != "" {
		field.Tip = t.N("risk.matrix.cell", count, "likelihood", likelihood, "impact", impact)
	}
	shapes := []chart.Shape{field}
	if count > 0 {
		shapes = append(shapes, chart.Text{
			At: chart.Point{X: x + matrixCell/2, Y: y + matrixCell/2 + 6}, Text: t.Number(int64(count)), Size: 18,
			Anchor: chart.Middle, Fill: chart.Ink, Bold: true,
		})
	}
	return shapes
}

func levelToken(l Level) chart.Token {
	switch l {
	case High:
		return chart.BadSoft
	case Middle:
		return chart.WarnSoft
	}
	return chart.GoodSoft
}

func matrixScales(t *i18n.Text) []chart.Shape {
	var shapes []chart.Shape
	for n := 1; n <= 5; n++ {
		at := float64(n) - 0.5
		shapes = append(shapes,
			chart.Text{At: chart.Point{X: matrixLeft + at*matrixCell, Y: matrixTop + 5*matrixCell + 13}, Text: strconv.Itoa(n), Size: 11, Anchor: chart.Middle, Fill: chart.Grey1},
			chart.Text{At: chart.Point{X: matrixLeft - 6, Y: matrixTop + (5-at)*matrixCell + 4}, Text: strconv.Itoa(n), Size: 11, Anchor: chart.End, Fill: chart.Grey1})
	}
	return append(shapes,
		chart.Text{At: chart.Point{X: matrixLeft + 2.5*matrixCell, Y: matrixTop + 5*matrixCell + 28}, Text: t.T("risk.field.impact") + " →", Size: 11, Anchor: chart.Middle, Fill: chart.Grey1},
		chart.Text{At: chart.Point{X: matrixLeft + 1, Y: 11}, Text: t.T("risk.field.likelihood") + " ↑", Size: 11, Fill: chart.Grey1})
}

package outlook

import (
	"math"
	"strconv"

	"stegvis/app/framework"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// GridLinks are where the parts of a drawn grid lead; nil for a picture that
// leads nowhere. List takes a step's key, NoStep or "" for each track.
type GridLinks struct {
	Step func(framework.Place) string
	List func(kotter, gartner string) string
}

func (l *GridLinks) step(at framework.Place) string {
	if l == nil {
		return ""
	}
	return l.Step(at)
}

func (l *GridLinks) list(kotter, gartner string) string {
	if l == nil {
		return ""
	}
	return l.List(kotter, gartner)
}

// Picture draws the grid with the names of its steps, for a page or a report.
func (g Grid) Picture(t *i18n.Text, links *GridLinks) chart.Drawing {
	p := painter{grid: &g, text: t, links: links}
	p.plan = p.bounded(largePlan(p.tallest()))
	return p.draw()
}

// Thumbnail draws the grid small, with numbers for the steps.
func (g Grid) Thumbnail(t *i18n.Text, links *GridLinks) chart.Drawing {
	p := painter{grid: &g, text: t, links: links}
	p.plan = p.bounded(smallPlan())
	return p.draw()
}

type painter struct {
	grid  *Grid
	text  *i18n.Text
	links *GridLinks
	plan  plan
}

// bounded is a plan for the margins that hold something.
func (p painter) bounded(of plan) plan {
	return of.without(p.grid.Column(steps).Empty(), p.grid.Row(steps).Empty())
}

// tallest is how many lines the longest name above the columns takes.
func (p painter) tallest() int {
	most := 1
	for _, h := range p.grid.Kotter {
		most = max(most, len(wrap(h.Named().In(p.text), largePlan(1).wide-9, named, true, 3)))
	}
	return most
}

// named is the size of a step's name. GridType is the smallest type in the picture: in one
// so small that this has to be set larger than the rest, words lie upon one another.
const (
	named    = 11.5
	GridType = 11.0
)

func (p painter) draw() chart.Drawing {
	all := p.grid.All()
	d := chart.Drawing{
		Width: p.plan.width(), Height: p.plan.height(), Title: p.text.T("grid.picture.title"),
		Description: p.text.T("grid.picture.desc_text", "open", all.Open, "done", all.Done, "high", all.High, "gaps", len(p.grid.Gaps())),
	}
	for i := range steps {
		d.Add(p.column(i)...)
	}
	for n := range steps {
		d.Add(p.row(n)...)
	}
	for n := range steps + 1 {
		for k := range steps + 1 {
			if (k < steps || p.plan.aside > 0) && (n < steps || p.plan.beneath > 0) {
				d.Add(p.cell(k, n)...)
			}
		}
	}
	if !p.plan.small {
		d.Add(p.margins()...)
		d.Add(p.key()...)
	}
	return d
}

// column is the head of one of Kotter's steps: it opens the step, and the figure
// beneath opens all that is tagged with it.
func (p painter) column(k int) []chart.Shape {
	h, b := p.grid.Kotter[k], p.plan.above(k)
	shapes := []chart.Shape{box{b.x, b.y, b.w, b.h - p.strip()}.rect(p.links.step(h.Place), p.said(h), chart.None)}
	if p.plan.small {
		return append(append(shapes, mark(h, b.x+b.w/2, b.h-8, 4)...), p.number(h, b.x+b.w/2, b.h-18, chart.Middle))
	}
	shapes = append(shapes, mark(h, b.x+10, 9, 5)...)
	shapes = append(shapes, p.number(h, b.x+20, 13, chart.Start))
	shapes = append(shapes, p.name(h, b.x+4, 30, b.w-6, 3)...)
	return append(shapes, p.sum(box{b.x, b.h - p.strip(), b.w, p.strip()}, p.grid.Column(k), p.links.list(h.StepKey, ""), h)...)
}

// row is the head of one of Gartner's steps.
func (p painter) row(n int) []chart.Shape {
	h, b := p.grid.Gartner[n], p.plan.beside(n)
	if p.plan.small {
		shapes := []chart.Shape{b.rect(p.links.step(h.Place), p.said(h), chart.None)}
		return append(append(shapes, mark(h, 24, b.y+b.h/2, 4)...), p.number(h, 14, b.y+b.h/2+4, chart.End))
	}
	const sum = 50
	shapes := []chart.Shape{box{b.x, b.y, b.w - sum, b.h}.rect(p.links.step(h.Place), p.said(h), chart.None)}
	lines := p.name(h, 34, 0, b.w-sum-36, 3)
	y := b.y + b.h/2 + 4 - float64(len(lines)-1)*7
	shapes = append(shapes, mark(h, 10, y-4, 5)...)
	shapes = append(shapes, p.number(h, 20, y, chart.Start))
	shapes = append(shapes, p.name(h, 34, y, b.w-sum-36, 3)...)
	return append(shapes, p.sum(box{b.x + b.w - sum, b.y, sum, b.h}, p.grid.Row(n), p.links.list("", h.StepKey), h)...)
}

// strip is the height of the figure beneath a column's name.
func (p painter) strip() float64 {
	if p.plan.small {
		return 0
	}
	return 25
}

// sum is how much is open of all that a step is tagged with, over its progress.
func (p painter) sum(b box, m Measure, href string, h Head) []chart.Shape {
	y := b.y + b.h/2 + 1
	shapes := []chart.Shape{b.rect(href, p.step(h)+": "+m.Words(p.text), chart.None)}
	shapes = append(shapes, chart.Text{At: chart.Point{X: b.x + b.w - 4, Y: y}, Text: p.text.N("grid.picture.open", m.Open), Size: 11, Anchor: chart.End, Fill: chart.Grey1})
	if b.w < 60 {
		return append(shapes, box{b.x + 2, y + 5, b.w - 6, 3}.bar(h.Done, h.Total, chart.Accent)...)
	}
	return append(shapes, box{b.x + 4, y - 5, b.w - 56, 3}.bar(h.Done, h.Total, chart.Accent)...)
}

func (p painter) number(h Head, x, y float64, anchor chart.Anchor) chart.Shape {
	return chart.Text{At: chart.Point{X: x, Y: y}, Text: strconv.Itoa(h.Ordinal()), Size: 12, Anchor: anchor, Fill: inked(h), Bold: true}
}

func (p painter) name(h Head, x, y, room float64, most int) []chart.Shape {
	var shapes []chart.Shape
	bold := h.Status == framework.Active
	for i, line := range wrap(h.Named().In(p.text), room, named, bold, most) {
		shapes = append(shapes, chart.Text{At: chart.Point{X: x, Y: y + float64(i)*14}, Text: line, Size: named, Fill: inked(h), Bold: bold})
	}
	return shapes
}

// inked is the colour of a head's words: those of steps to come are paler.
func inked(h Head) chart.Token {
	if h.Status == framework.Idle {
		return chart.Grey1
	}
	return chart.Ink
}

// cell is one cell, a margin's included.
func (p painter) cell(k, n int) []chart.Shape {
	m, b := p.grid.Cells[n][k], p.plan.at(k, n)
	r := b.rect(p.links.list(keyOf(record.Kotter, k), keyOf(record.Gartner, n)), p.tip(k, n), fill(m))
	switch {
	case m.Gap != "":
		r.Hatched, r.Stroke = true, chart.Stroke{Token: chart.Warn, Width: 1}
	case m.Empty() && k < steps && n < steps:
		r.Stroke = chart.Stroke{Token: chart.Grey3, Width: 1}
	}
	if m.Empty() {
		return []chart.Shape{r}
	}
	if p.plan.small {
		r.Radius = 2
		shapes := []chart.Shape{r, p.dot(m, b, 2.5)}
		if m.Open > 0 {
			shapes = append(shapes, p.figure(m, b.x+b.w/2, b.y+b.h/2+5, 13, chart.Middle))
		}
		return shapes
	}
	shapes := []chart.Shape{r, p.dot(m, b, 4.5)}
	if m.Open > 0 {
		shapes = append(shapes, p.figure(m, b.x+9, b.y+25, 19, chart.Start))
	}
	if m.Done > 0 {
		shapes = append(shapes, chart.Text{At: chart.Point{X: b.x + b.w - 9, Y: b.y + b.h - 15}, Text: p.text.N("grid.picture.done", m.Done), Size: 11, Anchor: chart.End, Fill: chart.Grey1})
	}
	return append(shapes, box{b.x + 9, b.y + b.h - 10, b.w - 18, 4}.bar(m.Done, m.All(), chart.Accent)...)
}

func fill(m Measure) chart.Token {
	switch {
	case m.Gap != "":
		return chart.WarnSoft
	case m.Open > 0:
		return chart.AccentSoft
	case m.Done > 0:
		return chart.IdleSoft
	}
	return chart.None
}

// figure is how much is open.
func (p painter) figure(m Measure, x, y, size float64, anchor chart.Anchor) chart.Shape {
	return chart.Text{At: chart.Point{X: x, Y: y}, Text: p.text.Number(int64(m.Open)), Size: size, Anchor: anchor, Fill: chart.Ink, Bold: true}
}

// dot says that something in a cell is high.
func (p painter) dot(m Measure, b box, r float64) chart.Shape {
	if m.High == 0 {
		return chart.Circle{Fill: chart.None}
	}
	return chart.Circle{Centre: chart.Point{X: b.x + b.w - r - 5, Y: b.y + r + 5}, R: r, Fill: chart.Bad}
}

// margins say what stands across and down, and name the cells of rows that have a step of one track only.
func (p painter) margins() []chart.Shape {
	right, below := p.plan.at(steps, 0), p.plan.at(0, steps)
	var shapes []chart.Shape
	if p.plan.aside > 0 {
		for i, line := range wrap(p.text.T("grid.picture.no_kotter"), right.w-4, 11, false, 3) {
			shapes = append(shapes, chart.Text{At: chart.Point{X: right.x + 4, Y: 30 + float64(i)*14}, Text: line, Size: 11, Fill: chart.Grey1})
		}
	}
	if p.plan.beneath > 0 {
		shapes = append(shapes, chart.Text{At: chart.Point{X: 34, Y: below.y + below.h/2 + 4}, Text: p.text.T("grid.picture.no_gartner"), Size: 11, Fill: chart.Grey1})
	}
	return append(shapes,
		chart.Text{At: chart.Point{X: 4, Y: 13}, Text: p.text.T("grid.picture.across") + " →", Size: 11, Fill: chart.Grey1},
		chart.Text{At: chart.Point{X: 4, Y: p.plan.top - 10}, Text: p.text.T("grid.picture.down") + " ↓", Size: 11, Fill: chart.Grey1})
}

// key says once what the signs in a cell mean.
func (p painter) key() []chart.Shape {
	y, x := p.plan.height()-8, p.plan.left
	var shapes []chart.Shape
	word := func(name string, sign ...chart.Shape) {
		text := p.text.T("grid.picture." + name)
		shapes = append(append(shapes, sign...), chart.Text{At: chart.Point{X: x + 34, Y: y}, Text: text, Size: 11, Fill: chart.Grey1})
		x += 34 + chart.Width(text, 11, false) + 26
	}
	word("key_open", chart.Text{At: chart.Point{X: x + 26, Y: y}, Text: p.text.Number(5), Size: 15, Anchor: chart.End, Fill: chart.Ink, Bold: true})
	word("key_bar", box{x, y - 6, 26, 4}.bar(3, 5, chart.Accent)...)
	word("key_high", chart.Circle{Centre: chart.Point{X: x + 20, Y: y - 4}, R: 4.5, Fill: chart.Bad})
	word("key_gap", chart.Rect{X: x, Y: y - 12, W: 26, H: 15, Radius: 3, Fill: chart.WarnSoft, Hatched: true, Stroke: chart.Stroke{Token: chart.Warn, Width: 1}})
	return shapes
}

// mark is where a step stands, in shape and colour.
func mark(h Head, x, y, r float64) []chart.Shape {
	at := chart.Point{X: x, Y: y}
	switch {
	case h.Late:
		return []chart.Shape{chart.Path{Points: []chart.Point{{X: x, Y: y - r}, {X: x + r*1.1, Y: y + r*0.9}, {X: x - r*1.1, Y: y + r*0.9}}, Closed: true, Fill: chart.Warn}}
	case h.Status == framework.Done:
		return []chart.Shape{chart.Circle{Centre: at, R: r, Fill: chart.Good}}
	case h.Status == framework.Active:
		half := chart.Path{Closed: true, Fill: chart.Accent}
		for i := range 13 {
			turn := math.Pi * (float64(i)/12 - 0.5)
			half.Points = append(half.Points, chart.Point{X: x + r*math.Cos(turn), Y: y + r*math.Sin(turn)})
		}
		return []chart.Shape{chart.Circle{Centre: at, R: r - 0.7, Stroke: chart.Stroke{Token: chart.Accent, Width: 1.5}}, half}
	}
	return []chart.Shape{chart.Circle{Centre: at, R: r - 0.7, Stroke: chart.Stroke{Token: chart.Idle, Width: 1.5}}}
}

// keyOf is the key of a step by its place, NoStep behind the last.
func keyOf(track string, n int) string {
	if n == steps {
		return NoStep
	}
	return record.Steps(track)[n]
}

// said names a head and says where its step stands.
func (p painter) said(h Head) string {
	word := "track.status." + string(h.Status)
	if h.Late {
		word = "track.late"
	}
	return p.text.T("grid.picture.head", "step", p.step(h), "status", p.text.T(word), "done", h.Done, "total", h.Total)
}

func (p painter) step(h Head) string { return strconv.Itoa(h.Ordinal()) + " " + h.Named().In(p.text) }

// tip says what stands in a cell, or why it should not be empty.
func (p painter) tip(k, n int) string {
	m := p.grid.Cells[n][k]
	kotter, gartner := p.text.T("grid.picture.no_kotter"), p.text.T("grid.picture.no_gartner")
	if k < steps {
		kotter = p.step(p.grid.Kotter[k])
	}
	if n < steps {
		gartner = p.step(p.grid.Gartner[n])
	}
	words := m.Words(p.text)
	if m.Gap != "" {
		words = p.text.T("grid.picture.gap", "why", m.Gap.Why(p.text))
	}
	return kotter + " × " + gartner + ": " + words
}

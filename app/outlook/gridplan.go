package outlook

import (
	"strings"

	"stegvis/app/platform/chart"
)

// plan is the measures of a drawn grid, in points. A small one has numbers in the
// place of names, and neither bars nor words.
type plan struct {
	left, top      float64 // room for the heads
	wide, high     float64 // a cell with the gap around it
	rim            float64 // between the cells and the margin
	aside, beneath float64 // the margin's cells
	foot           float64 // room for the key
	small          bool
}

func largePlan() plan {
	return plan{left: 186, top: 98, wide: 98, high: 54, rim: 8, aside: 88, beneath: 50, foot: 34}
}

func smallPlan() plan {
	return plan{left: 34, top: 34, wide: 40, high: 28, rim: 5, aside: 36, beneath: 28, foot: 2, small: true}
}

func (p plan) width() float64  { return p.left + steps*p.wide + p.rim + p.aside }
func (p plan) height() float64 { return p.top + steps*p.high + p.rim + p.beneath + p.foot }

// box is where something stands.
type box struct{ x, y, w, h float64 }

// at is the box of a cell, by the places of its steps; the margin's come last.
func (p plan) at(k, n int) box {
	const between = 3.0
	b := box{p.left + float64(k)*p.wide, p.top + float64(n)*p.high, p.wide - between, p.high - between}
	if k == steps {
		b.x, b.w = b.x+p.rim, p.aside-1
	}
	if n == steps {
		b.y, b.h = b.y+p.rim, p.beneath-1
	}
	return b
}

// above is the box of a column's head, beside that of a row's.
func (p plan) above(k int) box {
	b := p.at(k, 0)
	return box{b.x, 0, b.w, p.top - 4}
}

func (p plan) beside(n int) box {
	b := p.at(0, n)
	return box{0, b.y, p.left - 6, b.h}
}

// rect is a box that leads somewhere.
func (b box) rect(href, tip string, fill chart.Token) chart.Rect {
	return chart.Rect{X: b.x, Y: b.y, W: b.w, H: b.h, Radius: 3, Fill: fill, Href: href, Tip: tip}
}

// bar is a thin line, filled as far as done of all.
func (b box) bar(done, all int, fill chart.Token) []chart.Shape {
	shapes := []chart.Shape{chart.Rect{X: b.x, Y: b.y, W: b.w, H: b.h, Radius: b.h / 2, Fill: chart.Grey3}}
	if done > 0 {
		shapes = append(shapes, chart.Rect{X: b.x, Y: b.y, W: max(b.w*float64(done)/float64(all), b.h), H: b.h, Radius: b.h / 2, Fill: fill})
	}
	return shapes
}

// wrap breaks words into lines no wider than room; what does not fit into so many
// is cut.
func wrap(words string, room, size float64, bold bool, most int) []string {
	var lines []string
	for _, word := range strings.Fields(words) {
		last := len(lines) - 1
		switch {
		case last >= 0 && chart.Width(lines[last]+" "+word, size, bold) <= room:
			lines[last] += " " + word
		case last+1 < most:
			lines = append(lines, word)
		default:
			lines[last] = lines[last] + " " + word
		}
	}
	for i := range lines {
		lines[i] = chart.Fit(lines[i], room, size, bold)
	}
	return lines
}

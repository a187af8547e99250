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
	aside, beneath float64 // the margin's cells, 0 where the margin is empty
	foot           float64 // room for the key
	small          bool
}

// largePlan has as much room above as the longest of the names needs.
func largePlan(lines int) plan {
	return plan{left: 200, top: 50 + float64(lines)*14, wide: 98, high: 54, rim: 8, aside: 88, beneath: 50, foot: 34}
}

func smallPlan() plan {
	return plan{left: 34, top: 34, wide: 40, high: 36, rim: 5, aside: 36, beneath: 34, small: true}
}

// without leaves out a margin in which nothing stands; the cells take its room.
func (p plan) without(aside, beneath bool) plan {
	if aside {
		p.wide, p.aside = p.wide+(p.rim+p.aside)/steps, 0
	}
	if beneath {
		p.beneath = 0
	}
	return p
}

func (p plan) width() float64  { return p.left + steps*p.wide + p.extra(p.aside) }
func (p plan) height() float64 { return p.top + steps*p.high + p.extra(p.beneath) + p.foot }

// extra is what a margin takes with the rim before it.
func (p plan) extra(margin float64) float64 {
	if margin == 0 {
		return 0
	}
	return p.rim + margin
}

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

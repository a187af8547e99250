package pdf

import (
	"strconv"

	"stegvis/app/platform/chart"
)

// Contents lists the headings of the flow in which it stands, down to a level,
// with the pages of the document on which they are. Each line leads there.
type Contents struct {
	Style  Style
	Depth  int                   // the lowest level that is listed
	Number func(page int) string // writes a page's number; nil for plain figures
	Halves bool                  // in two columns, where a page has room for all of them

	from, to int // which of the lines, when it was parted; to 0 is to the end
}

// entry is a heading as the contents show it.
type entry struct {
	title string
	level int
	name  string // where its line leads
	page  int    // 0 until it is known
}

// list notes the headings that are going to be drawn.
func (d *Doc) list(blocks []Block) {
	d.entries = nil
	next := d.headings
	headings(blocks, func(h Heading) {
		d.entries = append(d.entries, entry{title: h.Title, level: h.Level, name: ordinal(next)})
		next++
	})
}

// number gives the headings their pages: those of these sheets, which come next.
func (d *Doc) number(sheets []sheet) {
	i, before := 0, d.f.PageCount()
	for n, s := range sheets {
		for _, p := range s {
			headings([]Block{p.block}, func(Heading) {
				d.entries[i].page = before + n + 1
				i++
			})
		}
	}
}

func (c Contents) entries(d *Doc) []entry {
	var all []entry
	for _, e := range d.entries {
		if e.level <= c.Depth && e.title != "" {
			all = append(all, e)
		}
	}
	if c.to > 0 {
		all = all[:min(c.to, len(all))]
	}
	return all[min(c.from, len(all)):]
}

// The columns: a step in for each level, and at the end room for four figures.
const (
	stepIn       = 1.5 * Grid
	numberColumn = 2 * Grid
)

func (c Contents) title(e entry) Paragraph {
	style := c.Style
	if e.level == 0 && c.Depth > 0 && style.Face == Sans {
		style.Face = Semibold
	}
	return Paragraph{Runs: []Run{{Text: e.title, Style: style}}}
}

func (c Contents) titleWidth(e entry, width float64) float64 {
	return width - numberColumn - stepIn*float64(e.level)
}

// beside is the contents in two columns.
func (c Contents) beside(d *Doc) Row {
	n := len(c.entries(d))
	c.Halves = false
	a, b := c.after((n+1)/2, n)
	return Row{{Span: 1, Block: a}, {Span: 1, Block: b}}
}

// Height does not depend on the pages.
func (c Contents) Height(d *Doc, width float64) float64 {
	if c.Halves {
		return c.beside(d).Height(d, width)
	}
	h := 0.0
	for _, e := range c.entries(d) {
		h += c.title(e).Height(d, c.titleWidth(e, width))
	}
	return h
}

// Draw draws the lines with dotted leaders to their numbers.
func (c Contents) Draw(d *Doc, x, y, width float64) {
	if c.Halves {
		c.beside(d).Draw(d, x, y, width)
		return
	}
	for _, e := range c.entries(d) {
		y = c.line(d, e, x, y, width)
	}
	d.rest()
}

func (c Contents) line(d *Doc, e entry, x, y, width float64) float64 {
	p, w := c.title(e), c.titleWidth(e, width)
	title, number := x+stepIn*float64(e.level), x+width-numberColumn
	if d.rtl {
		title, number = x+numberColumn, x
	}
	p.Draw(d, title, y, w)
	end := y + p.Height(d, w)
	n := Text(c.Style, c.number(e.page)).Aligned(End)
	n.Draw(d, number, end-Grid, numberColumn)
	lines, _ := p.set(d, w)
	if len(lines) > 0 {
		c.leader(d, x, end-descent, width, stepIn*float64(e.level)+lines[len(lines)-1].width, n.Width(d))
	}
	d.jump(e.name, x, y, width, end-y)
	return end
}

// leader is drawn, not set, so that who reads the words aloud hears no dots.
func (c Contents) leader(d *Doc, x, y, width, before, after float64) {
	const air = 0.5 * Grid
	from, to := x+before+air, x+width-after-air
	if d.rtl {
		from, to = x+after+air, x+width-before-air
	}
	if to > from {
		d.line(chart.Line{From: chart.Point{X: from, Y: y}, To: chart.Point{X: to, Y: y}, Stroke: chart.Stroke{Token: chart.Grey2, Width: 0.5, Dash: 1}})
	}
}

func (c Contents) number(page int) string {
	if c.Number != nil {
		return c.Number(page)
	}
	return strconv.Itoa(page)
}

// Part parts between lines.
func (c Contents) Part(d *Doc, width, depth float64) (first, rest Block) {
	if c.Halves && c.Height(d, width) <= depth+slack {
		return c, nil
	}
	c.Halves = false
	all := c.entries(d)
	switch k := parting(c.fitting(d, all, width, depth), len(all)); k {
	case len(all):
		return c, nil
	case 0:
		return nil, c
	default:
		return c.after(k, len(all))
	}
}

func (c Contents) force(d *Doc, width, depth float64) (first, rest Block) {
	c.Halves = false
	all := c.entries(d)
	k := max(c.fitting(d, all, width, depth), 1)
	if k >= len(all) {
		return c, nil
	}
	return c.after(k, len(all))
}

func (c Contents) fitting(d *Doc, all []entry, width, depth float64) int {
	y := 0.0
	for i, e := range all {
		if y += c.title(e).Height(d, c.titleWidth(e, width)); y > depth+slack {
			return i
		}
	}
	return len(all)
}

// after parts n lines after the first k.
func (c Contents) after(k, n int) (first, rest Block) {
	a, b := c, c
	a.to, b.from, b.to = c.from+k, c.from+k, c.from+n
	return a, b
}

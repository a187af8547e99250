package rollout

import (
	"math"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// Frame is the room of a Gantt chart, in points.
type Frame struct {
	Wide float64
	Type float64 // size of its words
	Step float64 // rows are as high as a whole number of these
	Base string  // address of the project's pages, to which rows lead; "" for none
	Slim bool    // each name stands above its bar, without an owner: for a phone
}

// GanttChart is a Gantt chart with its places, which can be drawn in parts of whole
// rows. Each part has the time axis, and the name of the wave that goes on in it.
type GanttChart struct {
	Gantt
	t     *i18n.Text
	f     Frame
	axis  axis
	rows  []laid
	left  float64 // where the days begin
	right float64 // where they end; after it is room for what stands beside a bar
}

// laid is a row with its words in lines.
type laid struct {
	Strip
	name  []string
	owner []string
	on    int    // the line on which the bar stands
	after string // beside the bar
	high  float64
	head  int // the row that it belongs to, itself for one that heads others; -1 for none
}

// Chart lays a roll-out out.
func (g Gantt) Chart(t *i18n.Text, f Frame) GanttChart {
	c := GanttChart{Gantt: g, t: t, f: f, rows: make([]laid, len(g.Strips))}
	head := -1
	for i, s := range g.Strips {
		if s.Kind.heads() {
			head = i
		}
		c.rows[i] = c.lay(s, head)
	}
	if !f.Slim {
		c.left = c.names() + c.owners() + 2*f.Type
	}
	c.right = f.Wide - f.Type
	for range 2 { // the words need room beside the bars, and with less room the axis has other lines
		c.axis = c.span()
		c.right = c.roomFor()
	}
	c.axis = c.span()
	return c
}

// roomFor is where the days must end so that what stands beside each bar has room.
func (c GanttChart) roomFor() float64 {
	right := c.f.Wide - c.f.Type
	for _, r := range c.rows {
		words := chart.Width(r.after, c.f.Type, false) + 1.5*c.f.Type
		if share := (c.end(r) - c.left) / (c.right - c.left); r.after != "" && share > 0 {
			right = min(right, c.left+(c.f.Wide-words-c.left)/share)
		}
	}
	return max(right, c.left+0.5*(c.f.Wide-c.left))
}

func (c GanttChart) names() float64 {
	if c.f.Slim {
		return c.f.Wide
	}
	return 0.33 * c.f.Wide
}

func (c GanttChart) owners() float64 { return 0.12 * c.f.Wide }

const (
	mostNameLines  = 5
	mostOwnerLines = 3
)

func (c GanttChart) lay(s Strip, head int) laid {
	r := laid{Strip: s, head: head, after: c.beside(s)}
	name := s.Title.In(c.t)
	if s.Code != "" {
		name = s.Code + "\u00a0 " + name
	}
	size := c.f.Type
	if s.bold() {
		size *= 1.06 // room for the bold face
	}
	r.name = chart.Lines(name, c.names()-c.in(s), size, mostNameLines)
	switch {
	case !c.f.Slim:
		r.owner = chart.Lines(s.Owner, c.owners(), c.f.Type, mostOwnerLines)
	case s.Kind != ApartStrip:
		r.on = len(r.name)
	}
	r.high = c.up(float64(max(len(r.name), len(r.owner), r.on+1))*c.leading() + 0.3*c.f.Type)
	return r
}

func (c GanttChart) leading() float64 { return 1.2 * c.f.Type }

// in is how far a row's name is set in.
func (c GanttChart) in(s Strip) float64 { return float64(s.Depth) * c.f.Type }

// up is a height brought up to whole steps.
func (c GanttChart) up(h float64) float64 { return math.Ceil(h/c.f.Step-0.01) * c.f.Step }

// beside is what stands beside a bar: the day, how late, and what hinders it.
func (c GanttChart) beside(s Strip) string {
	if s.Expected.IsZero() {
		return ""
	}
	text := c.t.DayShort(s.Expected)
	if slip := s.Slip(); slip > 0 {
		text = c.t.T("rollout.gantt.late_by", "day", text, "days", c.t.Number(int64(slip)))
	}
	if s.Status == Blocked {
		text += ", " + c.t.T("rollout.gantt.blocked")
	}
	return text
}

// Rows is how many rows there are.
func (c GanttChart) Rows() int { return len(c.rows) }

// over is the height of what stands above the rows: what the fills mean, the axis,
// and the name of what goes on.
func (c GanttChart) over(from int) float64 {
	h := c.up(6*c.f.Type + c.legend(nil))
	if c.goesOn(from) {
		h += c.up(1.5 * c.f.Type)
	}
	return h
}

// goesOn reports whether a part that begins with a row goes on with a wave that began
// before.
func (c GanttChart) goesOn(from int) bool {
	return from < len(c.rows) && c.rows[from].head >= 0 && c.rows[from].head != from
}

// Height is that of a part.
func (c GanttChart) Height(from, to int) float64 {
	h := c.over(from)
	for _, r := range c.rows[from:to] {
		h += r.high
	}
	return h
}

// Fit is up to which row a part that begins with one has room in a depth; that row
// itself when none has. No wave's name is the last.
func (c GanttChart) Fit(from int, depth float64) int {
	const slack = 0.01
	h, to := c.over(from), from
	for to < len(c.rows) && h+c.rows[to].high <= depth+slack {
		h, to = h+c.rows[to].high, to+1
	}
	if to < len(c.rows) && to > from+1 && c.rows[to-1].Kind.heads() {
		to--
	}
	return to
}

// Drawing draws the rows of a part.
func (c GanttChart) Drawing(from, to int) chart.Drawing {
	d := chart.Drawing{Width: c.f.Wide, Height: c.Height(from, to), Title: c.title(), Description: c.words(from, to)}
	y := c.over(from)
	c.legend(&d)
	c.calendar(&d, d.Height)
	c.today(&d, d.Height)
	if c.goesOn(from) {
		head := c.rows[c.rows[from].head]
		name := c.t.T("rollout.gantt.goes_on", "name", head.Title.In(c.t))
		c.write(&d, chart.Text{At: chart.Point{X: 0, Y: y - c.up(1.5*c.f.Type) + 1.1*c.f.Type}, Text: chart.Fit(name, max(c.left, c.names())-c.f.Type, c.f.Type, true), Size: c.f.Type, Fill: chart.Grey1, Bold: true})
	}
	for _, r := range c.rows[from:to] {
		c.row(&d, r, y)
		c.leads(&d, r, y)
		y += r.high
	}
	return d
}

// leads makes a row the way to the page of what it shows.
func (c GanttChart) leads(d *chart.Drawing, r laid, y float64) {
	if c.f.Base == "" || r.Path == "" {
		return
	}
	d.Add(chart.Rect{X: 0, Y: y, W: c.f.Wide, H: r.high, Fill: chart.None, Href: c.f.Base + "/" + r.Path, Tip: c.named(r.Strip)})
}

// named is what a row shows, in words.
func (c GanttChart) named(s Strip) string {
	words := s.Title.In(c.t)
	if s.Code != "" {
		words = s.Code + " " + words
	}
	words += ": " + c.t.T("rollout.status."+string(s.Status))
	if beside := c.beside(s); beside != "" {
		words += ", " + beside
	}
	return words
}

// title is the message of the picture.
func (c GanttChart) title() string {
	late, total := c.Late()
	if late == 0 {
		return c.t.N("rollout.gantt.on_time", total)
	}
	return c.t.N("rollout.gantt.behind", late, "total", c.t.Number(int64(total)))
}

// words is the picture in words: the waves and pilots of a part with their days.
func (c GanttChart) words(from, to int) string {
	words := c.t.N("rollout.gantt.desc", to-from)
	for _, r := range c.rows[from:to] {
		if r.Kind == WaveStrip || r.Kind == PilotStrip {
			words += " " + r.Title.In(c.t) + ": " + c.t.T("rollout.status."+string(r.Status)) + ", " + r.after + "."
		}
	}
	return words
}

// at is where a day lies.
func (c GanttChart) at(day date.Day) float64 {
	share := float64(day.Sub(c.axis.from)) / float64(max(c.axis.to.Sub(c.axis.from), 1))
	return c.left + min(max(share, 0), 1)*(c.right-c.left)
}

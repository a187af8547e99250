package rollout

import (
	"stegvis/app/platform/chart"
)

// row draws a row that begins at y.
func (c GanttChart) row(d *chart.Drawing, r laid, y float64) {
	if r.Kind.heads() {
		d.Add(chart.Line{From: chart.Point{X: 0, Y: y + 0.1*c.f.Type}, To: chart.Point{X: c.f.Wide, Y: y + 0.1*c.f.Type}, Stroke: chart.Stroke{Token: chart.Grey2, Width: 0.5}})
	}
	for i, line := range r.name {
		c.write(d, chart.Text{At: chart.Point{X: c.in(r.Strip), Y: c.baseline(y, i)}, Text: line, Size: c.f.Type, Fill: chart.Ink, Bold: r.bold()})
	}
	for i, line := range r.owner {
		d.Add(chart.Text{At: chart.Point{X: c.names() + c.f.Type, Y: c.baseline(y, i)}, Text: line, Size: c.f.Type, Fill: chart.Grey1})
	}
	switch middle := c.baseline(y, r.on) - 0.32*c.f.Type; {
	case r.Kind == ApartStrip:
	case r.Expected.IsZero() && r.Start.IsZero() && r.Planned.IsZero():
		d.Add(chart.Text{At: chart.Point{X: c.left + 0.3*c.f.Type, Y: c.baseline(y, r.on)}, Text: c.t.T("rollout.undated"), Size: c.f.Type, Fill: chart.Grey1})
	case r.Kind == MilestoneStrip:
		c.milestone(d, r, middle)
	default:
		c.bar(d, r, middle)
	}
}

// write sets words that stand beside the days or, in a slim chart, over them: there on
// paper, so that no line runs through them.
func (c GanttChart) write(d *chart.Drawing, words chart.Text) {
	if c.f.Slim {
		d.Add(chart.Rect{X: words.At.X, Y: words.At.Y - 0.9*c.f.Type, W: chart.Width(words.Text, words.Size, words.Bold) + 0.3*c.f.Type, H: 1.2 * c.f.Type, Fill: chart.Paper})
	}
	d.Add(words)
}

func (c GanttChart) baseline(y float64, line int) float64 {
	return y + 1.15*c.f.Type + float64(line)*c.leading()
}

// bold reports whether a row's name stands out.
func (s Strip) bold() bool { return s.Kind.heads() || s.Kind == MilestoneStrip }

// ink is the colour of what a row stands for.
func (s Strip) ink() chart.Token {
	switch s.Kind {
	case WaveStrip:
		return chart.Ink
	case PilotStrip:
		return chart.Accent
	}
	return chart.Data3
}

// filled is a box as its status is told: done is solid, under way hatched, not begun
// empty. No colour is needed for it.
func (c GanttChart) filled(s Status, ink chart.Token, x, y, w, h float64) chart.Rect {
	box := chart.Rect{X: x, Y: y, W: max(w, 0.3*c.f.Type), H: h, Fill: chart.Paper, Stroke: chart.Stroke{Token: ink, Width: 0.09 * c.f.Type}}
	switch s {
	case Done:
		box.Fill = ink
	case Doing, Blocked:
		box.Hatched = true
	}
	return box
}

// bar draws what lasts: as planned or until it was done, and a tail for what goes
// beyond the plan.
func (c GanttChart) bar(d *chart.Drawing, r laid, y float64) {
	from, to, high := c.at(r.begin()), c.at(r.Expected), 0.85*c.f.Type
	if !r.Planned.IsZero() && r.Planned.Before(r.Expected) {
		to = max(c.at(r.Planned), from)
	}
	if r.Kind == WaveStrip {
		high = 0.55 * c.f.Type
	}
	if r.Expected.IsZero() { // nobody said when it ends
		to = c.at(r.begin())
	}
	c.tails(d, r, y)
	d.Add(c.filled(r.Status, r.ink(), from, y-high/2, to-from, high))
	c.say(d, r, y, max(to, c.end(r)))
}

// end is where the drawing of a row ends.
func (c GanttChart) end(r laid) float64 {
	end := c.at(r.begin())
	if !r.Expected.IsZero() {
		end = max(end, c.at(r.Expected))
	}
	if r.Overdue(c.Today) {
		end = max(end, c.at(c.Today))
	}
	return end
}

// tails are the slip from the plan to what is expected, and, dashed, from there to
// today where that day has passed.
func (c GanttChart) tails(d *chart.Drawing, r laid, y float64) {
	token := chart.Bad
	if r.Status == Done {
		token = chart.Grey1
	}
	if r.Slip() > 0 {
		c.tail(d, chart.Stroke{Token: token, Width: 0.2 * c.f.Type}, c.at(r.Planned), c.at(r.Expected), y)
	}
	if r.Overdue(c.Today) {
		c.tail(d, chart.Stroke{Token: token, Width: 0.13 * c.f.Type, Dash: 0.3 * c.f.Type}, c.at(r.Expected), c.at(c.Today), y)
	}
}

func (c GanttChart) tail(d *chart.Drawing, s chart.Stroke, from, to, y float64) {
	cap := s
	cap.Dash = 0
	d.Add(chart.Line{From: chart.Point{X: from, Y: y}, To: chart.Point{X: to, Y: y}, Stroke: s},
		chart.Line{From: chart.Point{X: to, Y: y - 0.35*c.f.Type}, To: chart.Point{X: to, Y: y + 0.35*c.f.Type}, Stroke: cap})
}

// milestone draws a moment: a diamond where it is expected, a ring where it was
// planned, and the slip between them.
func (c GanttChart) milestone(d *chart.Drawing, r laid, y float64) {
	x := c.at(r.Expected)
	c.tails(d, r, y)
	if !r.Planned.IsZero() && r.Planned != r.Expected {
		d.Add(chart.Circle{Centre: chart.Point{X: c.at(r.Planned), Y: y}, R: 0.35 * c.f.Type, Fill: chart.Paper, Stroke: chart.Stroke{Token: chart.Ink, Width: 0.1 * c.f.Type}})
	}
	d.Add(c.diamond(x, y, r.Status))
	c.say(d, r, y, c.end(r)+0.3*c.f.Type)
}

func (c GanttChart) diamond(x, y float64, s Status) chart.Path {
	r := 0.55 * c.f.Type
	p := chart.Path{Points: []chart.Point{{X: x, Y: y - r}, {X: x + r, Y: y}, {X: x, Y: y + r}, {X: x - r, Y: y}}, Closed: true,
		Fill: chart.Paper, Stroke: chart.Stroke{Token: chart.Ink, Width: 0.12 * c.f.Type}}
	if s == Done {
		p.Fill = chart.Ink
	}
	return p
}

// say puts a row's words beside the end of its drawing, on paper so that no line runs
// through them.
func (c GanttChart) say(d *chart.Drawing, r laid, y, end float64) {
	if r.after == "" {
		return
	}
	x := end + 0.5*c.f.Type
	token, late := chart.Grey1, r.Status != Done && (r.Slip() > 0 || r.Overdue(c.Today))
	if late {
		token = chart.Ink
	}
	words := chart.Fit(r.after, c.f.Wide-x, c.f.Type, false)
	d.Add(chart.Rect{X: x - 0.15*c.f.Type, Y: y - 0.6*c.f.Type, W: chart.Width(words, c.f.Type, false) + 0.3*c.f.Type, H: 1.2 * c.f.Type, Fill: chart.Paper},
		chart.Text{At: chart.Point{X: x, Y: y + 0.32*c.f.Type}, Text: words, Size: c.f.Type, Fill: token})
}

// legend says what the fills and marks mean, in a line above the axis, or in more
// where it is narrow. It gives the height of those, and draws nothing on nil.
func (c GanttChart) legend(d *chart.Drawing) (more float64) {
	x, y, wide := 0.0, 0.9*c.f.Type, 2.2*c.f.Type
	box := func(s Status) func() {
		return func() { d.Add(c.filled(s, chart.Data3, x, y-0.42*c.f.Type, wide, 0.85*c.f.Type)) }
	}
	line := func(s chart.Stroke) func() { return func() { c.tail(d, s, x, x+wide, y) } }
	for _, one := range []struct {
		key  string
		wide float64
		draw func()
	}{
		{"done", wide, box(Done)}, {"doing", wide, box(Doing)}, {"todo", wide, box(Todo)},
		{"slip", wide, line(chart.Stroke{Token: chart.Bad, Width: 0.2 * c.f.Type})},
		{"overdue", wide, line(chart.Stroke{Token: chart.Bad, Width: 0.13 * c.f.Type, Dash: 0.3 * c.f.Type})},
		{"milestone", 1.2 * c.f.Type, func() { d.Add(c.diamond(x+0.6*c.f.Type, y, Todo)) }},
	} {
		words := c.t.T("rollout.gantt.legend." + one.key)
		room := one.wide + 0.5*c.f.Type + chart.Width(words, c.f.Type, false)
		if x > 0 && x+room > c.f.Wide {
			x, y, more = 0, y+1.6*c.f.Type, more+1.6*c.f.Type
		}
		if d != nil {
			one.draw()
			d.Add(chart.Text{At: chart.Point{X: x + one.wide + 0.5*c.f.Type, Y: y + 0.32*c.f.Type}, Text: words, Size: c.f.Type, Fill: chart.Grey1})
		}
		x += room + 1.5*c.f.Type
	}
	return more
}

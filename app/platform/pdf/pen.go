package pdf

import "stegvis/app/platform/chart"

// Each drawing sets all that it uses, and rest puts the pen back.

func (d *Doc) rest() {
	d.pen(chart.Stroke{Token: chart.Ink, Width: 0.5})
	d.fill(chart.Ink)
}

func (d *Doc) pen(s chart.Stroke) { d.out.setLine(d.colour(s.Token), s.Width, s.Dash) }

func (d *Doc) fill(t chart.Token) { d.out.setFill(d.colour(t)) }

func fills(t chart.Token) bool { return t != "" && t != chart.None }

func strokes(s chart.Stroke) bool { return s.Width > 0 && s.Token != chart.None }

// style prepares pen and colour and says how a path with them ends; "" when
// nothing of it is seen.
func (d *Doc) style(fill chart.Token, s chart.Stroke) string {
	end := ""
	if fills(fill) {
		d.fill(fill)
		end = filled
	}
	if strokes(s) {
		d.pen(s)
		if end = stroked; fills(fill) {
			end = both
		}
	}
	return end
}

func (d *Doc) line(l chart.Line) {
	if end := d.style("", l.Stroke); end != "" {
		d.out.move(l.From.X, l.From.Y)
		d.out.line(l.To.X, l.To.Y)
		d.out.raw(end)
	}
}

// rect has its hatching between fill and outline.
func (d *Doc) rect(r chart.Rect) {
	if r.Hatched {
		d.box(r, d.style(r.Fill, chart.Stroke{}))
		d.hatch(r)
		d.box(r, d.style("", r.Stroke))
	} else {
		d.box(r, d.style(r.Fill, r.Stroke))
	}
	d.link(r.Href, r.X, r.Y, r.W, r.H)
}

func (d *Doc) box(r chart.Rect, end string) {
	switch {
	case end == "":
		return
	case r.Radius > 0:
		d.out.roundBox(r.X, r.Y, r.W, r.H, r.Radius)
	default:
		d.out.box(r.X, r.Y, r.W, r.H)
	}
	d.out.raw(end)
}

// hatch crosses a box by slanting lines that end at its sides.
func (d *Doc) hatch(r chart.Rect) {
	const apart = 4.0
	d.pen(chart.Stroke{Token: r.Hatch(), Width: 0.7})
	for c := apart; c < r.W+r.H; c += apart { // on a line, x+y from the corner is c
		left, right := max(0, c-r.H), min(r.W, c)
		d.out.move(r.X+left, r.Y+c-left)
		d.out.line(r.X+right, r.Y+c-right)
		d.out.raw(stroked)
	}
}

func (d *Doc) circle(c chart.Circle) {
	if end := d.style(c.Fill, c.Stroke); end != "" {
		d.out.circle(c.Centre.X, c.Centre.Y, c.R)
		d.out.raw(end)
	}
}

// path draws fill and outline apart where only the fill is translucent.
func (d *Doc) path(p chart.Path) {
	if len(p.Points) < 2 {
		return
	}
	if fills(p.Fill) {
		translucent := p.Opacity > 0 && p.Opacity < 1
		if translucent {
			d.alpha(p.Opacity)
		}
		d.fill(p.Fill)
		d.points(p.Points)
		d.out.raw(filled)
		if translucent {
			d.alpha(1)
		}
	}
	if !strokes(p.Stroke) {
		return
	}
	d.pen(p.Stroke)
	d.out.raw("1 j\n")
	d.points(p.Points)
	if p.Closed {
		d.out.raw("h\n")
	}
	d.out.raw(stroked)
	d.out.raw("0 j\n")
}

func (d *Doc) points(p []chart.Point) {
	d.out.move(p[0].X, p[0].Y)
	for _, to := range p[1:] {
		d.out.line(to.X, to.Y)
	}
}

// alpha is kept by the library, which lists the shares in the document.
func (d *Doc) alpha(share float64) { d.blend(share, "Normal") }

// blend says how what is drawn next mingles with what is there.
func (d *Doc) blend(share float64, mode string) {
	d.flush()
	d.f.SetAlpha(share, mode)
}

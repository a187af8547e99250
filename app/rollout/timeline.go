package rollout

import (
	"cmp"
	"slices"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// TimelineDays is how far a timeline looks ahead.
const TimelineDays = 90

// Milestone is what a timeline shows of a milestone, and what a report freezes.
type Milestone struct {
	Title    i18n.Phrase `json:"title"`
	Planned  date.Day    `json:"planned"`
	Expected date.Day    `json:"expected"` // when reached, the day of that
	Done     bool        `json:"done"`
}

// AsMilestone is a task as a timeline shows it.
func (t Task) AsMilestone() Milestone {
	return Milestone{Title: t.Titled(), Planned: t.PlannedFinish, Expected: t.Expected(), Done: t.Status == Done}
}

// Slip is how many days later than planned; negative when earlier.
func (m Milestone) Slip() int {
	if m.Planned.IsZero() || m.Expected.IsZero() {
		return 0
	}
	return m.Expected.Sub(m.Planned)
}

// Overdue reports whether the milestone should have been reached by a day.
func (m Milestone) Overdue(today date.Day) bool { return !m.Done && m.Expected.Before(today) }

// Slipped reports whether the milestone comes, or should have come, too late.
func (m Milestone) slipped(today date.Day) bool {
	return !m.Done && (m.Slip() > 0 || m.Overdue(today))
}

// Measures of the timeline, in points.
const (
	timelineWide  = 720.0
	timelineLeft  = 10.0
	timelineRight = 176.0 // room for the labels of what lies at the end
	timelineRow   = 34.0
	timelineTop   = 16.0
	timelineFoot  = 30.0
	timelineMost  = 12 // milestones drawn; the others are counted
)

// Timeline draws the milestones of the 90 days from a day on: the plan as a ring,
// what is expected as a disc, the slip between them as a tail. What lies beyond an
// end is an arrow there. Each has its name and day beside it, and none stands on
// another.
func Timeline(t *i18n.Text, milestones []Milestone, today date.Day) chart.Drawing {
	dated := slices.DeleteFunc(slices.Clone(milestones), func(m Milestone) bool { return m.Expected.IsZero() })
	slices.SortStableFunc(dated, func(a, b Milestone) int { return cmp.Compare(a.Expected.Sub(b.Expected), 0) })
	shown := dated[:min(len(dated), timelineMost)]
	placed, rows := place(t, shown, today)
	axis := timelineTop + float64(max(rows, 1))*timelineRow
	d := chart.Drawing{Width: timelineWide, Height: axis + timelineFoot, Title: timelineTitle(t, dated, today), Description: timelineWords(t, dated, today)}
	d.Add(calendar(t, today, axis)...)
	for _, p := range placed {
		d.Add(chart.Line{From: chart.Point{X: p.at, Y: p.y(rows)}, To: chart.Point{X: p.at, Y: axis}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 1}})
	}
	for _, p := range placed {
		d.Add(p.shapes(p.y(rows))...)
	}
	if len(shown) == 0 {
		d.Add(chart.Text{At: chart.Point{X: timelineLeft, Y: axis - 14}, Text: t.T("rollout.timeline.none"), Size: 11, Fill: chart.Grey1})
	}
	if more := len(dated) - len(shown); more > 0 {
		d.Add(chart.Text{At: chart.Point{X: timelineWide, Y: axis + 20}, Text: t.N("rollout.timeline.more", more), Size: 10, Anchor: chart.End, Fill: chart.Grey1})
	}
	return d
}

// along is where a day lies, kept within the ends.
func along(day, today date.Day) float64 {
	share := float64(day.Sub(today)) / TimelineDays
	return timelineLeft + min(max(share, 0), 1)*(timelineWide-timelineLeft-timelineRight)
}

// onLine reports whether a day lies on the line.
func onLine(day, today date.Day) bool {
	return !day.IsZero() && !day.Before(today) && !day.After(today.AddDays(TimelineDays))
}

// placing is a milestone with its place.
type placing struct {
	Milestone
	today   date.Day
	name    string
	said    string
	row     int     // counted from the line upward
	at      float64 // of the disc
	planned float64 // of the ring
	label   float64 // where the words begin
	end     float64 // where the words end
}

// place gives each milestone a row of its own where its words would touch those
// of another, or the thread that leads from another's disc down to the line. It
// begins with the last, whose words have the room at the end.
func place(t *i18n.Text, shown []Milestone, today date.Day) (placed []placing, rows int) {
	var reach []float64 // how far left each row is taken
	for _, m := range slices.Backward(shown) {
		p := measured(t, m, today)
		for p.row < len(reach) && reach[p.row] < p.end+12 {
			p.row++
		}
		if p.row == len(reach) {
			reach = append(reach, 0)
		}
		reach[p.row] = min(p.at, p.planned) - 6
		for lower := range p.row {
			reach[lower] = min(reach[lower], p.at-2) // for the thread
		}
		placed = append(placed, p)
	}
	return placed, len(reach)
}

func measured(t *i18n.Text, m Milestone, today date.Day) placing {
	p := placing{Milestone: m, today: today, said: m.says(t, today), at: along(m.Expected, today)}
	p.planned = p.at
	if !m.Planned.IsZero() {
		p.planned = along(m.Planned, today)
	}
	p.label = max(p.at, p.planned) + 10
	p.name = chart.Fit(m.Title.In(t), timelineRight-12, 11, true)
	p.end = p.label + max(chart.Width(p.name, 11, true), chart.Width(p.said, 10, false))
	return p
}

func (p placing) y(rows int) float64 {
	return timelineTop + float64(rows-1-p.row)*timelineRow + timelineRow/2 - 6
}

// says is the day and what has become of it.
func (m Milestone) says(t *i18n.Text, today date.Day) string {
	day := t.DayShort(m.Expected)
	switch {
	case m.Done:
		return t.T("rollout.timeline.done", "day", day)
	case m.Overdue(today):
		return t.T("rollout.timeline.overdue", "day", day)
	case m.Slip() == 0:
		return day
	}
	return day + ", " + SlipWords(t, m.Slip())
}

// SlipWords says how many days something lies behind or before its plan.
func SlipWords(t *i18n.Text, days int) string {
	switch {
	case days > 0:
		return t.N("rollout.slip.late", days)
	case days < 0:
		return t.N("rollout.slip.early", -days)
	}
	return t.T("rollout.slip.none")
}

func (m Milestone) token(today date.Day) chart.Token {
	switch {
	case m.Done:
		return chart.Good
	case m.Overdue(today):
		return chart.Bad
	case m.slipped(today):
		return chart.Warn
	}
	return chart.Accent
}

// shapes are the tail, the ring, the disc and the words.
func (p placing) shapes(y float64) []chart.Shape {
	token := p.token(p.today)
	var shapes []chart.Shape
	if p.at != p.planned {
		shapes = append(shapes, chart.Line{From: chart.Point{X: p.planned, Y: y}, To: chart.Point{X: p.at, Y: y}, Stroke: chart.Stroke{Token: token, Width: 2.5}})
	}
	if onLine(p.Planned, p.today) && p.Planned != p.Expected {
		shapes = append(shapes, chart.Circle{Centre: chart.Point{X: p.planned, Y: y}, R: 4.5, Fill: chart.Paper, Stroke: chart.Stroke{Token: token, Width: 1.8}})
	}
	return append(shapes, p.head(y, token),
		chart.Text{At: chart.Point{X: p.label, Y: y - 1}, Text: p.name, Size: 11, Fill: chart.Ink, Bold: true},
		chart.Text{At: chart.Point{X: p.label, Y: y + 11}, Text: p.said, Size: 10, Fill: chart.Grey1})
}

// head is the disc, or an arrow towards what lies beyond an end.
func (p placing) head(y float64, token chart.Token) chart.Shape {
	if onLine(p.Expected, p.today) {
		return chart.Circle{Centre: chart.Point{X: p.at, Y: y}, R: 5, Fill: token}
	}
	tip := 6.0
	if p.Expected.Before(p.today) {
		tip = -6
	}
	return chart.Path{Points: []chart.Point{{X: p.at + tip, Y: y}, {X: p.at - tip/2, Y: y - 5}, {X: p.at - tip/2, Y: y + 5}}, Closed: true, Fill: token}
}

// calendar is the line with today, its months and its weeks.
func calendar(t *i18n.Text, today date.Day, y float64) []chart.Shape {
	last := today.AddDays(TimelineDays)
	line := chart.Stroke{Token: chart.Grey2, Width: 1.2}
	shapes := []chart.Shape{
		chart.Line{From: chart.Point{X: along(today, today), Y: y}, To: chart.Point{X: along(last, today), Y: y}, Stroke: line},
		chart.Line{From: chart.Point{X: along(today, today), Y: y - 6}, To: chart.Point{X: along(today, today), Y: y + 6}, Stroke: chart.Stroke{Token: chart.Ink, Width: 2}},
	}
	now := t.T("rollout.timeline.today", "day", t.DayShort(today))
	free := along(today, today) + chart.Width(now, 10, true) + 10
	shapes = append(shapes, chart.Text{At: chart.Point{X: along(today, today), Y: y + 20}, Text: now, Size: 10, Fill: chart.Ink, Bold: true})
	for day := today.AddDays(1); !day.After(last); day = day.AddDays(1) {
		x := along(day, today)
		switch {
		case day.DayOfMonth() == 1:
			shapes = append(shapes, chart.Line{From: chart.Point{X: x, Y: y - 4}, To: chart.Point{X: x, Y: y + 6}, Stroke: line})
			if x >= free {
				shapes = append(shapes, chart.Text{At: chart.Point{X: x, Y: y + 20}, Text: t.MonthName(day.Month()), Size: 10, Fill: chart.Grey1})
			}
		case day.Weekday() == 1:
			shapes = append(shapes, chart.Line{From: chart.Point{X: x, Y: y}, To: chart.Point{X: x, Y: y + 3}, Stroke: chart.Stroke{Token: chart.Grey2, Width: 0.8}})
		}
	}
	return shapes
}

// timelineTitle is the message of the picture.
func timelineTitle(t *i18n.Text, all []Milestone, today date.Day) string {
	late := 0
	for _, m := range all {
		if m.slipped(today) {
			late++
		}
	}
	switch {
	case len(all) == 0:
		return t.T("rollout.timeline.none")
	case late == 0:
		return t.T("rollout.timeline.on_time")
	}
	return t.N("rollout.timeline.slipped", late, "total", len(all))
}

// timelineWords is the picture in words.
func timelineWords(t *i18n.Text, all []Milestone, today date.Day) string {
	words := t.T("rollout.timeline.desc_text")
	for _, m := range all {
		words += " " + m.Title.In(t) + ": " + m.says(t, today) + "."
	}
	return words
}

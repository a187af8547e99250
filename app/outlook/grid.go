package outlook

import (
	"slices"

	"stegvis/app/framework"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// steps is how many steps a track has; on the grid the place after them is that of
// rows without a step of the track.
const steps = 8

// Grid is the picture of a whole project: Kotter's steps across, Gartner's down,
// and in each cell what is tagged with both. Rows with a step of one track only
// stand at its margin, those with none in the corner, so that all cells together
// are all rows. It can be frozen in a report.
type Grid struct {
	Kotter  [steps]Head                   `json:"kotter"`
	Gartner [steps]Head                   `json:"gartner"`
	Cells   [steps + 1][steps + 1]Measure `json:"cells"` // by Gartner's step, then by Kotter's
}

// Head is a step at the edge of the grid.
type Head struct {
	framework.Place
	Status framework.Status `json:"status"`
	Late   bool             `json:"late"`
	Done   int              `json:"done"` // deliverables settled
	Total  int              `json:"total"`
}

// Measure is what stands in a cell. Gap is why the cell should not be empty now,
// "" when it may be or is not.
type Measure struct {
	Open int  `json:"open"`
	Done int  `json:"done"`
	High int  `json:"high"` // of the open ones: what must be looked at now
	Gap  Want `json:"gap,omitempty"`
}

// Words say what is open and done, and what needs a look.
func (m Measure) Words(t *i18n.Text) string {
	open, done := t.N("grid.picture.open", m.Open), t.N("grid.picture.done", m.Done)
	if m.High > 0 {
		return t.T("grid.picture.counts_high", "open", open, "done", done, "high", t.N("grid.picture.high", m.High))
	}
	return t.T("grid.picture.counts", "open", open, "done", done)
}

// All is how many rows there are.
func (m Measure) All() int { return m.Open + m.Done }

// Empty reports whether there is none.
func (m Measure) Empty() bool { return m.All() == 0 }

func (m Measure) plus(n Measure) Measure {
	return Measure{Open: m.Open + n.Open, Done: m.Done + n.Done, High: m.High + n.High}
}

// Tally is how many rows of a project carry the same tags.
type Tally struct {
	ProjectID string
	Kotter    string
	Gartner   string
	Total     int
	Done      int
	High      int
}

// Lay lays tallies out over the tracks as they stand, and finds the gaps.
func Lay(tracks framework.Tracks, all []Tally, today date.Day) Grid {
	var g Grid
	for i, s := range tracks.Of(record.Kotter) {
		g.Kotter[i] = headOf(s, today)
	}
	for i, s := range tracks.Of(record.Gartner) {
		g.Gartner[i] = headOf(s, today)
	}
	for _, t := range all {
		at := &g.Cells[ordinal(record.Gartner, t.Gartner)][ordinal(record.Kotter, t.Kotter)]
		*at = at.plus(Measure{Open: t.Total - t.Done, Done: t.Done, High: t.High})
	}
	g.findGaps(tracks)
	return g
}

func headOf(s framework.Standing, today date.Day) Head {
	return Head{Place: s.Place, Status: s.State(), Late: s.Late(today), Done: s.Done, Total: s.Total}
}

// ordinal is where a step stands on its track, from zero; behind all of them when
// it is none.
func ordinal(track, step string) int {
	if n := slices.Index(record.Steps(track), step); n >= 0 {
		return n
	}
	return steps
}

// At is the cell of two steps, "" being the margin.
func (g *Grid) At(tags record.Tags) Measure {
	return g.Cells[ordinal(record.Gartner, tags.GartnerStep)][ordinal(record.Kotter, tags.KotterStep)]
}

// Column sums all that has a step of Kotter's track, by its place.
func (g *Grid) Column(k int) Measure {
	var sum Measure
	for row := range g.Cells {
		sum = sum.plus(g.Cells[row][k])
	}
	return sum
}

// Row sums all that has a step of Gartner's track, by its place.
func (g *Grid) Row(n int) Measure {
	var sum Measure
	for _, m := range g.Cells[n] {
		sum = sum.plus(m)
	}
	return sum
}

// All sums the whole grid.
func (g *Grid) All() Measure {
	var sum Measure
	for n := range g.Cells {
		sum = sum.plus(g.Row(n))
	}
	return sum
}

// Lack is a gap with its place.
type Lack struct {
	record.Tags
	Gap Want
}

// Gaps are the cells that should not be empty now, along Kotter's track.
func (g *Grid) Gaps() []Lack {
	var all []Lack
	for k, kotter := range record.Steps(record.Kotter) {
		for n, gartner := range record.Steps(record.Gartner) {
			if gap := g.Cells[n][k].Gap; gap != "" {
				all = append(all, Lack{record.Tags{KotterStep: kotter, GartnerStep: gartner}, gap})
			}
		}
	}
	return all
}

package report

import (
	"context"

	"stegvis/app/platform/pdf"
	"stegvis/app/rollout"
)

// ganttPart is the section of the roll-out over time.
const ganttPart = "gantt"

func composeGantt(ctx context.Context, r *Reading) (rollout.Gantt, error) {
	people, err := r.People(ctx)
	if err != nil {
		return rollout.Gantt{}, err
	}
	whole, err := r.Rollout(ctx)
	return whole.Gantt(r.Key.Today(), people), err
}

// setGantt is the chart on as many pages as it takes.
func setGantt(s *setting, v rollout.Gantt) []pdf.Block {
	s.rules = s.legend()
	if len(v.Strips) == 0 {
		return []pdf.Block{s.heading(ganttPart), pdf.Text(s.body(), s.t.T("report.plan.no_tasks"))}
	}
	c := v.Chart(s.t, rollout.Frame{Wide: pdf.FullWidth, Type: 7, Step: 0.5 * pdf.Grid, Base: s.in.Base})
	return []pdf.Block{s.heading(ganttPart), s.bound(pdf.Text(s.body(), c.Drawing(0, 0).Title+".")), strips{c, 0, c.Rows()}}
}

// strips are rows of a Gantt chart, which goes on on the next page after whole ones.
type strips struct {
	chart    rollout.GanttChart
	from, to int
}

// picture is the rows as drawn, in their own size.
func (g strips) picture() pdf.Picture { return pdf.Picture{Drawing: g.chart.Drawing(g.from, g.to)} }

// Height is that of the rows and what stands above them.
func (g strips) Height(_ *pdf.Doc, width float64) float64 {
	return g.chart.Height(g.from, g.to) * width / pdf.FullWidth
}

// Draw draws the rows.
func (g strips) Draw(d *pdf.Doc, x, y, width float64) { g.picture().Draw(d, x, y, width) }

// Part parts between rows.
func (g strips) Part(_ *pdf.Doc, width, depth float64) (first, rest pdf.Block) {
	switch to := g.chart.Fit(g.from, depth*pdf.FullWidth/width); {
	case to >= g.to:
		return g, nil
	case to == g.from:
		return nil, g
	default:
		return strips{g.chart, g.from, to}, strips{g.chart, to, g.to}
	}
}

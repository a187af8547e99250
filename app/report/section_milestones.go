package report

import (
	"context"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/rollout"
)

// milestonesPart is the section of all milestones: as first planned, as expected
// before, and as expected now.
const milestonesPart = "milestones"

// MilestonePlan is all milestones of a roll-out.
type MilestonePlan struct {
	Rows []PlannedMilestone `json:"rows"`
}

// PlannedMilestone is one of them. Last is what was expected before the present
// forecast, zero where none was made.
type PlannedMilestone struct {
	ID      string      `json:"id"`
	Code    string      `json:"code"`
	Title   i18n.Phrase `json:"title"`
	Wave    i18n.Phrase `json:"wave"`
	Owner   string      `json:"owner"`
	Planned date.Day    `json:"planned"`
	Last    date.Day    `json:"last"`
	Now     date.Day    `json:"now"`
	Slip    int         `json:"slip"`
	Reached bool        `json:"reached"`
	Late    bool        `json:"late"`
}

func composeMilestones(ctx context.Context, r *Reading) (MilestonePlan, error) {
	var v MilestonePlan
	people, err := r.People(ctx)
	if err != nil {
		return v, err
	}
	whole, err := r.Rollout(ctx)
	for _, t := range whole.Tasks {
		if t.Milestone {
			v.Rows = append(v.Rows, PlannedMilestone{ID: t.ID, Code: t.Code(), Title: t.Titled(), Wave: whole.WaveNamed(t.Wave()), Owner: people[t.Owner()],
				Planned: t.PlannedFinish, Last: whole.Earlier[t.ID], Now: t.Expected(), Slip: t.Slip(), Reached: t.Status == rollout.Done, Late: t.Late(r.Key.Today())})
		}
	}
	return v, err
}

func (m PlannedMilestone) mark() pdf.Mark {
	return Milestone{Slip: m.Slip, Reached: m.Reached, Late: m.Late}.mark()
}

// counts are how many have been reached, are expected later than planned, and should
// have been reached.
func (v MilestonePlan) counts() (reached, later, late int) {
	for _, m := range v.Rows {
		switch {
		case m.Reached:
			reached++
		case m.Late:
			late++
		case m.Slip > 0:
			later++
		}
	}
	return reached, later, late
}

// setMilestones is how many there are of each sort in a sentence, and all of them in
// a table.
func setMilestones(s *setting, v MilestonePlan) []pdf.Block {
	s.rules = s.legend()
	if len(v.Rows) == 0 {
		return []pdf.Block{s.heading(milestonesPart), pdf.Text(s.body(), s.t.T("report.plan.no_milestones"))}
	}
	reached, later, late := v.counts()
	table := s.table(markColumn, 25, 0, 74, 52, 56, 50, 34)
	table.Aligns = []pdf.Align{4: pdf.End, 5: pdf.End, 6: pdf.End, 7: pdf.End}
	table.Head = []pdf.Paragraph{{}, {}, label(s.t.T("report.milestone.name")), label(s.t.T("common.owner")), label(s.t.T("report.plan.original")),
		label(s.t.T("report.plan.last")), label(s.t.T("report.plan.now")), label(s.t.T("report.plan.slip"))}
	for _, m := range v.Rows {
		title := []pdf.Run{{Text: m.Title.In(s.t), Style: s.body()}}
		if wave := m.Wave.In(s.t); wave != "" {
			title = append(title, s.aside(wave))
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			{Runs: []pdf.Run{{Mark: m.mark(), Style: s.body()}}}, s.code(m.Code, "rollout/tasks", m.ID), {Runs: title}, pdf.Text(s.body(), orDash(m.Owner)),
			s.date(m.Planned), s.date(m.Last), s.date(m.Now), s.behind(m.Late, m.Slip, m.Planned),
		})
	}
	sentence := s.t.N("report.plan.milestones", len(v.Rows), "reached", s.t.Number(int64(reached)), "later", s.t.Number(int64(later)), "late", s.t.Number(int64(late)))
	return []pdf.Block{s.heading(milestonesPart), pdf.Text(s.body(), sentence), s.bound(pdf.Text(quiet, s.t.T("report.plan.how_last"))), table}
}

// slipped is how many days something lies behind its plan.
func (s *setting) slipped(days int) pdf.Paragraph {
	if days == 0 {
		return pdf.Text(s.body(), "0")
	}
	return steeringSetter{setting: s}.slip(days)
}

// date is a whole day in a column, a dash for none.
func (s *setting) date(day date.Day) pdf.Paragraph {
	return pdf.Text(s.body(), orDash(s.t.DayColumn(day))).Within(pdf.Fit{Lines: 1, Least: 6})
}

// code is a row's number; it opens the row's page where that has an address.
func (s *setting) code(code, room, id string) pdf.Paragraph {
	run := pdf.Run{Text: code, Style: quiet}
	if s.in.Base != "" && id != "" {
		run.Link, run.Style = s.in.Base+"/"+room+"/"+id, quiet.In("accent")
	}
	return pdf.Paragraph{Runs: []pdf.Run{run}, Fit: pdf.Fit{Lines: 1, Least: 5.5}}
}

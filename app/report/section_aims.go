package report

import (
	"context"

	"stegvis/app/framework"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
)

// aimsPart is the section of what the project set out for.
const aimsPart = "aims"

// Aims are what a project set out for, and the early results that it promised.
type Aims struct {
	Aim    i18n.Phrase `json:"aim"`
	Vision i18n.Phrase `json:"vision"`
	Told   date.Day    `json:"told"` // when the vision went out
	Wins   []EarlyWin  `json:"wins"`
}

// EarlyWin is an early result that was promised.
type EarlyWin struct {
	Title     i18n.Phrase       `json:"title"`
	Measure   i18n.Phrase       `json:"measure"`
	Owner     string            `json:"owner"`
	Promised  date.Day          `json:"promised"`
	Delivered date.Day          `json:"delivered"`
	Status    framework.Outcome `json:"status"`
}

func composeAims(ctx context.Context, r *Reading) (Aims, error) {
	v := Aims{Aim: r.Key.Project.Aimed()}
	vision, err := r.From.Tracks.Vision(ctx, r.Key)
	if err != nil {
		return v, err
	}
	people, err := r.People(ctx)
	if err != nil {
		return v, err
	}
	state, _, err := r.Look(ctx)
	v.Vision, v.Told = vision.Told(), vision.CommunicatedOn
	for _, w := range state.Wins {
		v.Wins = append(v.Wins, EarlyWin{w.Titled(), w.Measured(), people[w.Owner()], w.PromisedOn, w.DeliveredOn, w.Status})
	}
	return v, err
}

func setAims(s *setting, v Aims) []pdf.Block {
	blocks := []pdf.Block{s.heading(aimsPart)}
	said := len(blocks)
	if aim := v.Aim.In(s.t); aim != "" {
		blocks = append(append(blocks, s.sub(s.t.T("report.closing.aim"))), s.words(s.body(), aim)...)
	}
	if vision := v.Vision.In(s.t); vision != "" {
		blocks = append(append(blocks, s.sub(s.t.T("report.closing.vision"))), s.words(s.body().As(pdf.Serif), vision)...)
		if !v.Told.IsZero() {
			blocks = append(blocks, pdf.Text(quiet, s.t.T("report.closing.told", "day", s.t.Day(v.Told))))
		}
	}
	if len(v.Wins) > 0 {
		blocks = append(blocks, s.sub(s.t.T("report.closing.wins")), s.wins(v.Wins))
	}
	if len(blocks) == said {
		blocks = append(blocks, pdf.Text(s.body(), s.t.T("report.closing.no_aims")))
	}
	return blocks
}

func (s *setting) wins(all []EarlyWin) pdf.Block {
	table := s.table(0, 112, 68, 52, 52, 54)
	table.Aligns = []pdf.Align{3: pdf.End, 4: pdf.End}
	table.Head = []pdf.Paragraph{label(s.t.T("track.win.field.title")), label(s.t.T("track.win.field.measure")), label(s.t.T("common.owner")),
		label(s.t.T("track.win.field.promised_on")), label(s.t.T("track.win.field.delivered_on")), {}}
	for _, w := range all {
		mark := map[framework.Outcome]pdf.Mark{framework.Delivered: pdf.Good, framework.Missed: pdf.Bad, framework.Promised: pdf.Idle}[w.Status]
		table.Rows = append(table.Rows, []pdf.Paragraph{
			pdf.Text(s.strong(), w.Title.In(s.t)), pdf.Text(s.body(), orDash(w.Measure.In(s.t))), pdf.Text(s.body(), orDash(w.Owner)), s.date(w.Promised), s.date(w.Delivered),
			{Runs: []pdf.Run{{Mark: mark, Style: s.body()}, {Text: "\u00a0" + s.t.T("track.win.status."+string(w.Status)), Style: s.body()}}},
		})
	}
	return table
}

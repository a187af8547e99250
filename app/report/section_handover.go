package report

import (
	"context"

	"stegvis/app/decision"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// handoverPart is the section of what is still open and is handed over.
const handoverPart = "handover"

// Handover is what is still open: decisions, risks, tasks.
type Handover struct {
	Decisions []OpenDecision `json:"decisions"`
	Risks     []OpenRisk     `json:"risks"`
	Tasks     []PlannedTask  `json:"tasks"`
}

// OpenDecision waits to be made, or to be carried out.
type OpenDecision struct {
	ID       string         `json:"id"`
	Code     string         `json:"code"`
	Question i18n.Phrase    `json:"question"`
	Choice   i18n.Phrase    `json:"choice"` // once it is made
	Stage    decision.Stage `json:"stage"`
	Owner    string         `json:"owner"`
	Due      date.Day       `json:"due"`
	Late     int            `json:"late"` // in days
}

// OpenRisk needs somebody to look after it.
type OpenRisk struct {
	ID       string      `json:"id"`
	Code     string      `json:"code"`
	Title    i18n.Phrase `json:"title"`
	Score    int         `json:"score"`
	Owner    string      `json:"owner"`
	Response string      `json:"response"`
	Plan     i18n.Phrase `json:"plan"`
}

func composeHandover(ctx context.Context, r *Reading) (Handover, error) {
	var v Handover
	people, err := r.People(ctx)
	if err != nil {
		return v, err
	}
	decisions, err := r.decided(ctx)
	if err != nil {
		return v, err
	}
	for _, d := range decisions {
		if d.Open() {
			v.Decisions = append(v.Decisions, OpenDecision{d.ID, d.Code(), d.Asks(), d.Chose(), d.Stage(), people[d.Owner()], d.Awaited(), d.Late(r.Key.Today())})
		}
	}
	risks, err := r.From.Risks.List(ctx, r.Key, risk.Filter{Status: risk.Open, Page: record.Page{All: true}})
	if err != nil {
		return v, err
	}
	for _, one := range risks.Rows {
		v.Risks = append(v.Risks, OpenRisk{one.ID, one.Coded(risk.Letter), one.Phrase("title", one.Title), one.Score, people[one.Owner()], string(one.Response), one.Phrase("response", one.Plan)})
	}
	whole, err := r.Rollout(ctx)
	for _, t := range whole.Tasks {
		if t.Status != rollout.Done {
			v.Tasks = append(v.Tasks, PlannedTask{ID: t.ID, Code: t.Code(), Title: t.Titled(), Pilot: whole.PilotNamed(t.Pilot()), Owner: people[t.Owner()], Milestone: t.Milestone, Status: t.Status,
				Start: t.PlannedStart, Planned: t.PlannedFinish, Now: t.Expected(), Slip: t.Slip(), Late: t.Late(r.Key.Today())})
		}
	}
	return v, err
}

// decided are all decisions.
func (r *Reading) decided(ctx context.Context) ([]decision.Decision, error) {
	if r.decisions == nil {
		found, err := r.From.Decisions.List(ctx, r.Key, decision.Filter{Page: record.Page{All: true}})
		if err != nil {
			return nil, err
		}
		r.decisions = append([]decision.Decision{}, found.Rows...)
	}
	return r.decisions, nil
}

func setHandover(s *setting, v Handover) []pdf.Block {
	blocks := []pdf.Block{s.heading(handoverPart)}
	if len(v.Decisions)+len(v.Risks)+len(v.Tasks) == 0 {
		return append(blocks, pdf.Text(s.body(), s.t.T("report.closing.nothing_open")))
	}
	if n := len(v.Decisions); n > 0 {
		blocks = append(blocks, s.sub(s.t.N("report.closing.open_decisions", n)), s.openDecisions(v.Decisions))
	}
	if n := len(v.Risks); n > 0 {
		blocks = append(blocks, s.sub(s.t.N("report.closing.open_risks", n)), s.openRisks(v.Risks))
	}
	if n := len(v.Tasks); n > 0 {
		blocks = append(blocks, s.sub(s.t.N("report.closing.open_tasks", n)), s.planned(v.Tasks))
	}
	return blocks
}

func (s *setting) openDecisions(all []OpenDecision) pdf.Block {
	table := s.table(markColumn, 25, 0, 150, 74, 56)
	table.Aligns = []pdf.Align{5: pdf.End}
	table.Head = []pdf.Paragraph{{}, {}, label(s.t.T("report.decision.question")), label(s.t.T("report.closing.stands")), label(s.t.T("common.owner")), label(s.t.T("report.decision.deadline"))}
	for _, d := range all {
		mark, stands := pdf.Idle, s.t.T("decision.stage."+string(d.Stage))
		if d.Stage == decision.CarryingOut {
			mark = pdf.Active
		}
		if choice := d.Choice.In(s.t); choice != "" {
			stands += ": " + choice
		}
		if d.Late > 0 {
			mark, stands = pdf.Bad, stands+" ("+s.t.N("rollout.slip.overdue", d.Late)+")"
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			{Runs: []pdf.Run{{Mark: mark, Style: s.body()}}}, s.code(d.Code, "decisions", d.ID), pdf.Text(s.body(), d.Question.In(s.t)), pdf.Text(s.body(), stands), pdf.Text(s.body(), orDash(d.Owner)), s.date(d.Due),
		})
	}
	return table
}

func (s *setting) openRisks(all []OpenRisk) pdf.Block {
	table := s.table(markColumn, 25, 14, 0, 74, 190)
	table.Aligns = []pdf.Align{2: pdf.End}
	table.Head = []pdf.Paragraph{{}, {}, {}, label(s.t.T("risk.field.title")), label(s.t.T("common.owner")), label(s.t.T("risk.field.response"))}
	for _, r := range all {
		response := []pdf.Run{{Text: s.t.T("risk.response." + r.Response), Style: s.strong()}}
		if plan := r.Plan.In(s.t); plan != "" {
			response = append(response, pdf.Run{Text: ": " + plan, Style: s.body()})
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			{Runs: []pdf.Run{{Mark: mark(r.Score), Style: s.body()}}}, s.code(r.Code, "risks", r.ID), pdf.Text(s.strong(), s.t.Number(int64(r.Score))), pdf.Text(s.body(), r.Title.In(s.t)), pdf.Text(s.body(), orDash(r.Owner)), {Runs: response},
		})
	}
	return table
}

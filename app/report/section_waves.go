package report

import (
	"context"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/rollout"
)

// wavesPart is the section of the waves with their pilots.
const wavesPart = "waves"

// Waves are those of a roll-out, at the end what is in none.
type Waves struct {
	Rows []WaveStanding `json:"rows"`
}

// WaveStanding is a wave, how far its tasks have come, and the pilots before it. One
// without a name holds the pilots of no wave.
type WaveStanding struct {
	Name   i18n.Phrase     `json:"name"`
	From   date.Day        `json:"from"`
	To     date.Day        `json:"to"`
	Note   i18n.Phrase     `json:"note"`
	Tasks  rollout.Tally   `json:"tasks"`
	Pilots []PilotStanding `json:"pilots"`
}

// PilotStanding is a pilot, what it had to show, and what was decided.
type PilotStanding struct {
	ID       string          `json:"id"`
	Code     string          `json:"code"`
	Name     i18n.Phrase     `json:"name"`
	Site     i18n.Phrase     `json:"site"`
	From     date.Day        `json:"from"`
	To       date.Day        `json:"to"`
	Outcome  rollout.Outcome `json:"outcome"`
	Reason   i18n.Phrase     `json:"reason"`
	On       date.Day        `json:"on"`
	Tasks    rollout.Tally   `json:"tasks"`
	Criteria []JudgedBy      `json:"criteria"`
}

// JudgedBy is one thing that a pilot must show.
type JudgedBy struct {
	Name    i18n.Phrase     `json:"name"`
	Target  i18n.Phrase     `json:"target"`
	Result  i18n.Phrase     `json:"result"`
	Verdict rollout.Verdict `json:"verdict"`
}

func composeWaves(ctx context.Context, r *Reading) (Waves, error) {
	var v Waves
	whole, err := r.Rollout(ctx)
	for _, w := range whole.Waves {
		v.Rows = append(v.Rows, WaveStanding{Name: w.Named(), From: w.StartOn, To: w.EndOn, Note: w.Phrase("note", w.Note), Tasks: whole.OfWave(w.ID), Pilots: pilots(whole, w.ID)})
	}
	if apart := pilots(whole, ""); len(apart) > 0 {
		v.Rows = append(v.Rows, WaveStanding{Pilots: apart})
	}
	return v, err
}

func pilots(whole rollout.Whole, waveID string) []PilotStanding {
	var all []PilotStanding
	for _, p := range whole.In(waveID) {
		one := PilotStanding{ID: p.ID, Code: p.Coded(rollout.PilotLetter), Name: p.Named(), Site: p.Phrase("site", p.Site), From: p.StartOn, To: p.EndOn,
			Outcome: p.Outcome, Reason: p.Phrase("outcome_reason", p.OutcomeReason), On: p.OutcomeOn, Tasks: whole.OfPilot(p.ID)}
		for _, c := range whole.Of(p.ID) {
			one.Criteria = append(one.Criteria, JudgedBy{c.Phrase("name", c.Name), c.Phrase("target", c.Target), c.Phrase("result", c.Result), c.Verdict})
		}
		all = append(all, one)
	}
	return all
}

func setWaves(s *setting, v Waves) []pdf.Block {
	s.rules = s.legend()
	blocks := []pdf.Block{s.heading(wavesPart)}
	if len(v.Rows) == 0 {
		return append(blocks, pdf.Text(s.body(), s.t.T("report.plan.no_waves")))
	}
	for _, w := range v.Rows {
		blocks = append(blocks, s.wave(w)...)
	}
	return blocks
}

func (s *setting) wave(w WaveStanding) []pdf.Block {
	name := w.Name.In(s.t)
	if name == "" {
		name = s.t.T("rollout.pilot.apart")
	}
	blocks := []pdf.Block{s.sub(name)}
	if w.Name != (i18n.Phrase{}) {
		blocks = append(blocks, s.bound(pdf.Text(s.body(), joined(s.period(w.From, w.To), s.tallied(w.Tasks)))))
	}
	blocks = append(blocks, s.words(s.body(), w.Note.In(s.t))...)
	for _, p := range w.Pilots {
		blocks = append(blocks, s.pilot(p)...)
	}
	if len(w.Pilots) == 0 {
		blocks = append(blocks, pdf.Text(quiet, s.t.T("report.plan.no_pilots")))
	}
	return blocks
}

// pilot is what was decided of a pilot, why, and by which criteria.
func (s *setting) pilot(p PilotStanding) []pdf.Block {
	head := []pdf.Run{{Text: p.Code + "\u00a0 " + p.Name.In(s.t), Style: s.strong()}}
	if where := joined(p.Site.In(s.t), s.period(p.From, p.To), s.tallied(p.Tasks)); where != "" {
		head = append(head, pdf.Run{Text: "\u00a0\u00a0 " + where, Style: quiet})
	}
	blocks := []pdf.Block{pdf.Heading{Block: pdf.Paragraph{Runs: head}}}
	verdict := []pdf.Run{{Mark: concluded(p.Outcome), Style: s.body()}, {Text: "\u00a0" + s.outcome(p.Outcome), Style: s.strong()}}
	if !p.On.IsZero() {
		verdict = append(verdict, pdf.Run{Text: " (" + s.t.Day(p.On) + ")", Style: s.body()})
	}
	if why := p.Reason.In(s.t); why != "" {
		verdict = append(verdict, pdf.Run{Text: ": " + why, Style: s.body()})
	}
	verdicts := pdf.Paragraph{Runs: verdict}
	if len(p.Criteria) == 0 {
		return append(blocks, verdicts, pdf.Text(quiet, s.t.T("rollout.no_criteria")+"."))
	}
	return append(blocks, s.bound(verdicts), s.criteria(p.Criteria))
}

func (s *setting) outcome(o rollout.Outcome) string {
	if o == "" {
		return s.t.T("rollout.outcome.none")
	}
	return s.t.T("rollout.outcome." + string(o))
}

func concluded(o rollout.Outcome) pdf.Mark {
	return map[rollout.Outcome]pdf.Mark{"": pdf.Idle, rollout.Go: pdf.Good, rollout.Adjust: pdf.Warn, rollout.Stop: pdf.Bad}[o]
}

// criteria are what a pilot must show: its target, what was seen, and the verdict.
func (s *setting) criteria(all []JudgedBy) pdf.Block {
	table := s.table(0, 105, 105, 66)
	table.Head = []pdf.Paragraph{label(s.t.T("rollout.field.criterion")), label(s.t.T("rollout.field.target")), label(s.t.T("rollout.field.result")), label(s.t.T("rollout.field.verdict"))}
	for _, c := range all {
		mark := map[rollout.Verdict]pdf.Mark{rollout.Met: pdf.Good, rollout.Missed: pdf.Bad, rollout.Open: pdf.Idle}[c.Verdict]
		table.Rows = append(table.Rows, []pdf.Paragraph{
			pdf.Text(s.body(), c.Name.In(s.t)), pdf.Text(s.body(), orDash(c.Target.In(s.t))), pdf.Text(s.body(), orDash(c.Result.In(s.t))),
			{Runs: []pdf.Run{{Mark: mark, Style: s.body()}, {Text: "\u00a0" + s.t.T("rollout.verdict."+string(c.Verdict)), Style: s.body()}}},
		})
	}
	return table
}

// period is from which day to which, "" for neither.
func (s *setting) period(from, to date.Day) string {
	switch {
	case from.IsZero() && to.IsZero():
		return ""
	case from.IsZero():
		return s.t.T("rollout.to_day", "day", s.t.Day(to))
	case to.IsZero():
		return s.t.T("rollout.from_day", "day", s.t.Day(from))
	}
	return s.t.Day(from) + " – " + s.t.Day(to)
}

// tallied is how many tasks are done, and how many late.
func (s *setting) tallied(n rollout.Tally) string {
	if n.Total == 0 {
		return ""
	}
	text := s.t.N("rollout.tally", n.Total, "done", n.Done)
	if n.Late > 0 {
		text += ", " + s.t.N("rollout.tally_late", n.Late)
	}
	return text
}

// joined are texts in a line, those without words left out.
func joined(texts ...string) string {
	line := ""
	for _, text := range texts {
		switch {
		case text == "":
		case line == "":
			line = text
		default:
			line += " · " + text
		}
	}
	return line
}

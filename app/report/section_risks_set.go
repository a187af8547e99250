package report

import (
	"strings"

	"stegvis/app/framework"
	"stegvis/app/platform/pdf"
	"stegvis/app/record"
	"stegvis/app/risk"
)

// setRisks is what the register comes to in a sentence, how the risks lie and what
// they come from, each open one, and what became of others.
func setRisks(s *setting, v RiskLog) []pdf.Block {
	blocks := []pdf.Block{s.heading(risksPart), s.message(s.riskWords(v))}
	if len(v.Open) > 0 {
		blocks = append(blocks,
			pdf.Row{{Span: 5, Block: s.riskMatrix(v)}, {Span: 7, Block: s.riskCauses(v)}},
			s.noted(s.t.T("report.risks.open_title"), s.t.T("report.risks.rule")), s.allRisks(v))
	}
	if len(v.Past) > 0 {
		blocks = append(blocks, s.sub(s.t.N("report.risks.past_title", v.DaysClosed)), s.pastRisks(v))
	}
	return blocks
}

func (s *setting) riskWords(v RiskLog) string {
	if len(v.Open) == 0 {
		return s.t.T("report.risks.none")
	}
	sentences := []string{s.t.N("report.risks.open", len(v.Open), "high", v.count(RiskRow.high))}
	for _, one := range []struct {
		key  string
		fits func(RiskRow) bool
	}{
		{"worse", func(r RiskRow) bool { return r.Was > 0 && r.score() > r.Was }},
		{"new", func(r RiskRow) bool { return r.Was == 0 }},
		{"better", func(r RiskRow) bool { return r.score() < r.Was }},
		{"unowned", func(r RiskRow) bool { return r.high() && r.Owner == "" }},
		{"due", func(r RiskRow) bool { return r.due(s.in.Day) }},
	} {
		if n := v.count(one.fits); n > 0 {
			sentences = append(sentences, s.t.N("report.risks."+one.key, n, "days", v.DaysScored))
		}
	}
	return strings.Join(sentences, " ")
}

func (s *setting) riskMatrix(v RiskLog) pdf.Block {
	var where func(int, int) string
	if s.in.Base != "" {
		where = s.cellAddress
	}
	return pdf.Stack{
		s.caption(s.t.T("report.risk.lie")), pdf.Picture{Drawing: risk.Matrix(s.t, v.cells(), where), Most: 15 * pdf.Grid, Least: 6.5},
		pdf.Text(quiet, s.t.T("risk.matrix.source")),
	}
}

// riskCauses count the open risks by what they come from and by the steps that they
// endanger.
func (s *setting) riskCauses(v RiskLog) pdf.Block {
	table := s.table(0, 40, 40)
	table.Aligns = []pdf.Align{1: pdf.End, 2: pdf.End}
	table.Head = []pdf.Paragraph{label(s.t.T("risk.field.category")), label(s.t.T("report.risks.count")), label(s.t.T("report.risks.of_them_high"))}
	for _, c := range risk.Categories() {
		table.Rows = append(table.Rows, s.counted(v, s.t.T("risk.category."+string(c)), func(r RiskRow) bool { return r.Category == c })...)
	}
	blocks := pdf.Stack{s.caption(s.t.T("report.risks.causes")), table}
	for _, track := range []string{record.Kotter, record.Gartner} {
		steps := s.table(0, 40, 40)
		steps.Aligns = table.Aligns
		steps.Head = []pdf.Paragraph{label(s.t.T("report.track." + track)), label(s.t.T("report.risks.count")), label(s.t.T("report.risks.of_them_high"))}
		for _, key := range record.Steps(track) {
			at := framework.Place{Track: track, StepKey: key}
			steps.Rows = append(steps.Rows, s.counted(v, s.t.Number(int64(at.Ordinal()))+" "+at.Named().In(s.t), func(r RiskRow) bool {
				return track == record.Kotter && r.KotterStep == key || track == record.Gartner && r.GartnerStep == key
			})...)
		}
		if len(steps.Rows) > 0 {
			blocks = append(blocks, pdf.Space(0.5*pdf.Grid), steps)
		}
	}
	return blocks
}

// counted is a row of how many open risks fit; none when none does.
func (s *setting) counted(v RiskLog, name string, fits func(RiskRow) bool) [][]pdf.Paragraph {
	n := v.count(fits)
	if n == 0 {
		return nil
	}
	high := v.count(func(r RiskRow) bool { return r.high() && fits(r) })
	return [][]pdf.Paragraph{{pdf.Text(s.body(), name), s.number(n), s.number(high)}}
}

// allRisks are all open risks, the highest first.
func (s *setting) allRisks(v RiskLog) pdf.Block {
	table := s.table(22, 0, 24, 26, 36, 2, 58, 0, 40)
	table.Aligns = []pdf.Align{2: pdf.End, 3: pdf.End, 4: pdf.End, 8: pdf.End}
	table.Head = []pdf.Paragraph{
		{}, label(s.t.T("risk.field.title")), label(s.t.T("report.risks.factors")), label(s.t.T("report.risks.score")), label(s.t.T("report.risks.trend")),
		{}, label(s.t.T("common.owner")), label(s.t.T("risk.field.response")), label(s.t.T("risk.field.review_on")),
	}
	for _, r := range v.Open {
		table.Rows = append(table.Rows, []pdf.Paragraph{
			s.coded(r.Code, "risks", r.ID), s.titledRisk(r), s.factors(r), s.scored(r), s.trended(r),
			{}, pdf.Text(s.body(), orDash(r.Owner)), s.responds(r), s.reviewed(r),
		})
	}
	return table
}

func (s *setting) titledRisk(r RiskRow) pdf.Paragraph {
	p := pdf.Text(s.strong(), r.Title.In(s.t))
	if effect := strings.TrimSpace(r.Effect.In(s.t)); effect != "" {
		p.Runs = append(p.Runs, pdf.Run{Text: " " + effect, Style: quiet})
	}
	return p
}

func (s *setting) factors(r RiskRow) pdf.Paragraph {
	return s.figure(s.body(), s.t.Number(int64(r.Likelihood))+"\u00a0×\u00a0"+s.t.Number(int64(r.Impact)))
}

func (s *setting) scored(r RiskRow) pdf.Paragraph {
	return pdf.Paragraph{Runs: []pdf.Run{{Mark: mark(r.score()), Style: s.body()}, {Text: "\u00a0" + s.t.Number(int64(r.score())), Style: s.strong()}}}
}

// trended is what the score was and whether that was better.
func (s *setting) trended(r RiskRow) pdf.Paragraph {
	switch {
	case r.Was == 0:
		return s.figure(s.body(), s.t.T("report.risks.is_new"))
	case r.score() > r.Was:
		return s.figure(s.strong(), s.t.Number(int64(r.Was))+"\u00a0↑")
	case r.score() < r.Was:
		return s.figure(s.body(), s.t.Number(int64(r.Was))+"\u00a0↓")
	}
	return s.figure(s.body(), s.t.Number(int64(r.Was))+"\u00a0=")
}

func (s *setting) responds(r RiskRow) pdf.Paragraph {
	p := pdf.Text(s.strong(), s.t.T("risk.response."+string(r.Response)))
	if plan := strings.TrimSpace(r.Plan.In(s.t)); plan != "" {
		p.Runs = append(p.Runs, pdf.Run{Text: ": ", Style: s.body()}, pdf.Run{Text: plan, Style: s.body()})
	}
	return p
}

func (s *setting) reviewed(r RiskRow) pdf.Paragraph {
	p := s.day(s.t.DayShort(r.ReviewOn))
	if r.due(s.in.Day) {
		p.Runs = []pdf.Run{{Mark: pdf.Warn, Style: s.body()}, {Text: "\u00a0" + s.t.DayShort(r.ReviewOn), Style: s.strong()}}
	}
	return p
}

// pastRisks are what has occurred or was closed.
func (s *setting) pastRisks(v RiskLog) pdf.Block {
	table := s.table(22, 0, 26, 2, 56, 58, 0, 40)
	table.Aligns = []pdf.Align{2: pdf.End, 7: pdf.End}
	table.Head = []pdf.Paragraph{
		{}, label(s.t.T("risk.field.title")), label(s.t.T("report.risks.score")), {}, label(s.t.T("risk.field.status")),
		label(s.t.T("common.owner")), label(s.t.T("risk.field.response")), label(s.t.T("report.risks.changed")),
	}
	for _, r := range v.Past {
		table.Rows = append(table.Rows, []pdf.Paragraph{
			s.coded(r.Code, "risks", r.ID), s.titledRisk(r), s.figure(s.body(), s.t.Number(int64(r.score()))), {}, pdf.Text(s.body(), s.t.T("risk.status."+string(r.Status))),
			pdf.Text(s.body(), orDash(r.Owner)), s.responds(r), s.day(s.t.DayShort(r.Changed)),
		})
	}
	return table
}

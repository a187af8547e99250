package report

import (
	"slices"
	"strings"

	"stegvis/app/businesscase"
	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/money"
	"stegvis/app/platform/pdf"
	"stegvis/app/risk"
)

// options gives each option, one a line, the letter by which minutes can name it.
func (s *setting) options(text string) pdf.Paragraph {
	p := s.asked(s.body(), "–")
	letter := 'A'
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || letter > 'Z' {
			continue
		}
		if letter == 'A' {
			p.Runs = nil
		} else {
			p.Runs = append(p.Runs, pdf.Run{Text: "\u00a0 ", Style: s.body()})
		}
		p.Runs = append(p.Runs, pdf.Run{Text: string(letter) + "\u00a0", Style: s.strong().In(chart.Accent)}, pdf.Run{Text: line, Style: s.body()})
		letter++
	}
	return p
}

func orDash(text string) string {
	if strings.TrimSpace(text) == "" {
		return "–"
	}
	return text
}

// milestones are those of the days ahead.
func (s steeringSetter) milestones() pdf.Block {
	m := s.Milestones
	shown := m.Rows[:min(len(m.Rows), s.room.milestones)]
	if len(shown) == 0 {
		return nil
	}
	table := s.table(markColumn, 0, 36, 36, 32)
	table.Aligns = []pdf.Align{2: pdf.End, 3: pdf.End, 4: pdf.End}
	table.Head = []pdf.Paragraph{{}, label(s.t.T("report.milestone.name")), label(s.t.T("report.milestone.planned")), label(s.t.T("report.milestone.forecast")), label(s.t.T("report.milestone.slip"))}
	for _, one := range shown {
		table.Rows = append(table.Rows, []pdf.Paragraph{
			{Runs: []pdf.Run{{Mark: one.mark(), Style: s.body()}}}, s.cell(s.body(), one.Title.In(s.t)),
			s.day(s.t.DayShort(one.Planned)), s.day(s.t.DayShort(one.Forecast)), s.behind(one.Late, one.Slip, one.Planned),
		})
	}
	if s.in.Before != nil {
		s.withLast(&table, shown)
	}
	message := s.t.N("report.days_ahead", m.Days)
	if part := s.part(len(shown), m.Total); part != "" {
		message += ", " + part
	}
	return s.section(s.t.T("report.milestone.title"), message, table)
}

// withLast puts between plan and forecast what was forecast in the report before.
func (s steeringSetter) withLast(table *pdf.Table, shown []Milestone) {
	table.Widths = []float64{markColumn, 0, 32, 32, 32, 22}
	table.Aligns = append(table.Aligns, pdf.End)
	table.Head = slices.Insert(table.Head, 3, label(s.t.T("moved.last")))
	table.Head[2], table.Head[4], table.Head[5] = label(s.t.T("moved.original")), label(s.t.T("moved.now")), label(s.t.T("moved.slip"))
	for i, one := range shown {
		table.Rows[i] = slices.Insert(table.Rows[i], 3, s.day(s.t.DayShort(s.in.lastForecast(one))))
	}
}

// markColumn is the width of a column of marks; the gap beside it does the rest.
const markColumn = 5

func (m Milestone) mark() pdf.Mark {
	switch {
	case m.Reached:
		return pdf.Good
	case m.Late:
		return pdf.Bad
	case m.Slip > 0:
		return pdf.Warn
	}
	return pdf.Idle
}

// day is a day in a column: on one line whatever the language.
func (s *setting) day(text string) pdf.Paragraph {
	return pdf.Text(s.body(), orDash(text)).Within(pdf.Fit{Lines: 1, Least: 6})
}

func (s steeringSetter) slip(days int) pdf.Paragraph {
	style, text := s.body(), s.t.Number(int64(days))
	if days > 0 {
		style, text = s.strong(), "+"+text
	}
	return pdf.Text(style, text).Within(pdf.Fit{Lines: 1, Least: 6})
}

// money is the sums by group and the small curve: below them, or beside where no
// milestones stand there.
func (s steeringSetter) money() pdf.Block {
	m := s.Money
	if m == nil {
		return nil
	}
	table := s.table(0, 35, 35, 35, 35)
	table.Aligns, table.Foot = []pdf.Align{1: pdf.End, 2: pdf.End, 3: pdf.End, 4: pdf.End}, true
	table.Head = []pdf.Paragraph{label(s.t.T("report.money.in", "currency", m.Currency))}
	for _, name := range []string{"approved", "actual", "forecast", "variance"} {
		table.Head = append(table.Head, label(s.t.T("cost.field."+name)))
	}
	for _, g := range m.Groups {
		table.Rows = append(table.Rows, s.sums(s.body(), s.t.T("cost.group."+g.Key), g.Sum))
	}
	table.Rows = append(table.Rows, s.sums(s.strong(), s.t.T("cost.total"), m.Total))
	curve := pdf.Picture{Drawing: businesscase.CurveWithin(s.t, m.businessCase(), 300, s.curve*18), Most: s.curve * pdf.Grid, Least: 6.5, Align: pdf.Middle} // narrow, so that it rises
	content := []pdf.Block{table, pdf.Space(0.5 * pdf.Grid), curve}
	if len(s.Milestones.Rows) == 0 {
		content = []pdf.Block{pdf.Row{{Span: 6, Block: table}, {Span: 6, Block: curve}}}
	}
	return s.section(s.t.T("report.money.title"), s.over(m.Total), content...)
}

func (s steeringSetter) sums(style pdf.Style, name string, sum Sum) []pdf.Paragraph {
	row := []pdf.Paragraph{pdf.Text(style, name).Within(pdf.Fit{Lines: 1, Least: 7})}
	for _, minor := range []int64{sum.Approved, sum.Actual, sum.Forecast, sum.Variance} {
		row = append(row, pdf.Text(style, s.t.MoneyShort(money.New(minor, s.Money.Currency))).Within(pdf.Fit{Lines: 1, Least: 6}))
	}
	return row
}

// over says how the forecast lies against what was approved.
func (s steeringSetter) over(total Sum) string {
	switch {
	case total.Approved == 0:
		return ""
	case total.Over > 0:
		return s.t.T("report.money.above", "share", s.t.Percent(total.Over))
	case total.Over < 0:
		return s.t.T("report.money.below", "share", s.t.Percent(-total.Over))
	}
	return s.t.T("report.money.even")
}

// businessCase is the money as its slice draws it: all lines as one.
func (m Money) businessCase() businesscase.Case {
	rest := m.Total.Forecast - m.Total.Actual
	line := businesscase.Line{ToComplete: &rest}
	for _, one := range m.Months {
		line.Amounts = append(line.Amounts, businesscase.Amount{Month: one.Month, Approved: one.Approved, Planned: one.Planned, Actual: one.Actual})
	}
	return businesscase.Case{Currency: m.Currency, From: m.From, Lines: []businesscase.Line{line}}
}

// risks are the highest open ones.
func (s steeringSetter) risks() pdf.Block {
	shown := s.Risks.Rows[:min(len(s.Risks.Rows), s.room.risks)]
	if len(shown) == 0 {
		return nil
	}
	table := s.table(markColumn, 12, 0, 62, 132)
	if s.risksMoved(shown) {
		table.Widths[1], table.Widths[4] = 26, 124
	} else {
		table.Aligns = []pdf.Align{1: pdf.End}
	}
	table.Head = []pdf.Paragraph{{}, {}, label(s.t.T("risk.field.title")), label(s.t.T("common.owner")), label(s.t.T("risk.field.response"))}
	for _, r := range shown {
		response := []pdf.Run{{Text: s.t.T("risk.response." + r.Response), Style: s.strong()}}
		if plan := r.Plan.In(s.t); plan != "" {
			response = append(response, pdf.Run{Text: ": ", Style: s.body()}, pdf.Run{Text: plan, Style: s.body()})
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			{Runs: []pdf.Run{{Mark: mark(r.Score), Style: s.strong()}}}, s.score(r),
			s.cell(s.body(), r.Title.In(s.t)), s.cell(s.body(), orDash(r.Owner)),
			{Runs: response, Fit: pdf.Fit{Lines: s.lines, Least: 7.5, Cut: s.cut}},
		})
	}
	return s.section(s.t.T("report.risk.title"), s.t.N("report.risk.open", int(s.Risks.Total), "high", s.Risks.high()), table)
}

// risksMoved reports whether one of some risks is new, worse or better since the
// report before: that takes room beside the score.
func (s steeringSetter) risksMoved(rows []Risk) bool {
	return slices.ContainsFunc(rows, func(r Risk) bool {
		_, moved := s.in.move(OfRisk, r.ID)
		return moved
	})
}

// score is a risk's score and, where there was a report before, whether it is new,
// worse or better since.
func (s steeringSetter) score(r Risk) pdf.Paragraph {
	p := pdf.Text(s.strong(), s.t.Number(int64(r.Score)))
	m, moved := s.in.move(OfRisk, r.ID)
	if !moved {
		return p
	}
	sign := map[Turn]pdf.Run{Better: {Mark: pdf.Down, Style: s.strong()}, Worse: {Mark: pdf.Up, Style: s.strong()}}[m.Mark]
	if m.Mark == Added {
		sign = pdf.Run{Text: s.t.T("moved.mark.new"), Style: small.In(chart.Accent)}
	}
	p.Runs = append(p.Runs, pdf.Run{Text: "\u00a0", Style: s.strong()}, sign)
	return p.Within(pdf.Fit{Lines: 1, Least: 6})
}

func mark(score int) pdf.Mark {
	switch risk.LevelOf(score) {
	case risk.High:
		return pdf.Bad
	case risk.Middle:
		return pdf.Warn
	}
	return pdf.Good
}

func (r Risks) high() int {
	n := 0
	for _, c := range r.Cells {
		if risk.LevelOf(c.Likelihood*c.Impact) == risk.High {
			n += c.Count
		}
	}
	return n
}

// matrix is how all open risks lie.
func (s steeringSetter) matrix() pdf.Block {
	if len(s.Risks.Cells) == 0 {
		return nil
	}
	var cells []risk.Cell
	for _, c := range s.Risks.Cells {
		cells = append(cells, risk.Cell(c))
	}
	return s.section(s.t.T("report.risk.lie"), "", pdf.Picture{Drawing: risk.Matrix(s.t, cells, nil), Most: (3 + 2*float64(s.room.risks)) * pdf.Grid, Least: 6.5})
}

// maturity is the radar of the latest assessment.
func (s steeringSetter) maturity() pdf.Block {
	m := s.Maturity
	if m == nil {
		return nil
	}
	now := assessed(m.Levels)
	var before *maturity.Assessment
	if len(m.Before) > 0 {
		a := assessed(m.Before)
		before = &a
	}
	mean := s.t.T("maturity.mean", "mean", s.t.Decimal(float64(now.Mean())/10, 1)) + ", " + s.t.Day(m.Day)
	return s.section(s.t.T("report.maturity.title"), mean, pdf.Picture{Drawing: maturity.RadarOf(s.radius(), s.t, now, before), Most: s.radar * pdf.Grid, Least: 6, Align: pdf.Middle})
}

// radius makes the radar as high as the room has for it while its words stay of
// one size: the circle is what is left beside them.
func (s steeringSetter) radius() float64 {
	const scale, words = 0.57, 86
	return (s.radar*pdf.Grid/scale - words) / 2
}

func assessed(levels []Level) maturity.Assessment {
	var a maturity.Assessment
	for _, l := range levels {
		a.Answers = append(a.Answers, maturity.Answer{Dimension: l.Dimension, Current: l.Current, Tenths: l.Tenths, Target: l.Target})
	}
	return a
}

// work is what was done, what was not, and what comes.
func (s steeringSetter) work() pdf.Block {
	w := s.Work
	if w.none() {
		return nil
	}
	var content []pdf.Block
	for _, list := range []struct {
		key   string
		tasks Tasks
	}{{"done", w.Done}, {"missed", w.Missed}, {"next", w.Next}} {
		if list.tasks.Total == 0 {
			continue
		}
		if len(content) > 0 {
			content = append(content, pdf.Space(0.5*pdf.Grid))
		}
		head := pdf.Text(s.strong(), s.t.N("report.work."+list.key, list.tasks.Total))
		if part := s.part(min(len(list.tasks.Rows), s.room.tasks), list.tasks.Total); part != "" {
			head.Runs = append(head.Runs, pdf.Run{Text: "\u00a0\u00a0 ", Style: quiet}, pdf.Run{Text: part, Style: quiet})
		}
		content = append(content, head, s.tasks(list.tasks))
	}
	return s.section(s.t.T("report.work.title"), s.t.N("report.days_around", w.Days), content...)
}

func (w Work) none() bool { return w.Done.Total+w.Missed.Total+w.Next.Total == 0 }

func (s steeringSetter) tasks(list Tasks) pdf.Block {
	shown := list.Rows[:min(len(list.Rows), s.room.tasks)]
	table := pdf.Table{Widths: []float64{0, 66, 36}, Aligns: []pdf.Align{2: pdf.End}, Apart: 0.125 * pdf.Grid}
	for _, one := range shown {
		table.Rows = append(table.Rows, []pdf.Paragraph{s.cell(s.body(), one.Title.In(s.t)), s.cell(quiet, orDash(one.Owner)), s.day(s.t.DayShort(one.Day))})
	}
	return table
}

// absent says which parts have nothing to show, so that nobody looks for them;
// that no decision is asked is news in itself. It is nil when all are there.
func (s steeringSetter) absent() pdf.Block {
	var names []string
	for _, part := range []struct {
		key  string
		none bool
	}{
		{"milestone", len(s.Milestones.Rows) == 0}, {"money", s.Money == nil}, {"risk", len(s.Risks.Rows) == 0},
		{"work", s.Work.none()}, {"maturity", s.Maturity == nil},
	} {
		if part.none {
			names = append(names, s.t.T("report."+part.key+".title"))
		}
	}
	var sentences []string
	if s.in.Before == nil {
		sentences = append(sentences, s.t.T("moved.first"))
	}
	if len(s.Decisions.Rows) == 0 {
		sentences = append(sentences, s.t.T("report.decision.none"))
	}
	if len(names) > 0 {
		sentences = append(sentences, s.t.T("report.absent", "parts", strings.Join(names, " · ")))
	}
	if len(sentences) == 0 {
		return nil
	}
	return pdf.Text(quiet, strings.Join(sentences, " "))
}

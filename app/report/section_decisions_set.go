package report

import (
	"strings"

	"stegvis/app/decision"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/money"
	"stegvis/app/platform/pdf"
)

var (
	hair   = chart.Stroke{Token: chart.Grey3, Width: 0.4}
	asking = pdf.Style{Face: pdf.Semibold, Size: 10.5, Colour: chart.Ink}
)

// setAsked is each question with what the committee needs to answer it.
func setAsked(s *setting, v Asking) []pdf.Block {
	blocks := []pdf.Block{s.heading(askedPart)}
	if len(v.Rows) == 0 {
		return append(blocks, s.message(s.t.T("report.decision.none")))
	}
	late := 0
	for _, d := range v.Rows {
		if d.Late > 0 {
			late++
		}
	}
	words := s.t.N("report.asked.open", len(v.Rows))
	if late > 0 {
		words += " " + s.t.N("report.asked.late", late)
	}
	blocks = append(blocks, s.message(words))
	for _, d := range v.Rows {
		blocks = append(blocks, s.question(d, v.Currency)...)
	}
	return blocks
}

// question is one question: what it hangs on, its options, what is recommended, and
// by when it is to be decided.
func (s *setting) question(d DecisionPage, currency string) []pdf.Block {
	link := ""
	if s.in.Base != "" && d.ID != "" {
		link = s.in.Base + "/decisions/" + d.ID
	}
	title := d.Question.In(s.t)
	blocks := []pdf.Block{pdf.Heading{Title: d.Code + " " + title, Level: 1, Above: pdf.Rule{High: 0.25 * pdf.Grid, Stroke: hair}, Block: pdf.Stack{
		pdf.Paragraph{Runs: []pdf.Run{
			{Text: d.Code, Style: heading, Link: link}, {Text: "\u00a0\u00a0 ", Style: heading}, {Text: title, Style: asking},
		}, Leading: 1.25 * pdf.Grid}, s.pressing(d, currency),
	}}}
	const short = 300 // letters: what is longer may go on on the next page
	if context := s.words(s.body(), d.Context.In(s.t)); len(context) == 1 && len(d.Context.In(s.t)) <= short {
		blocks = append(blocks, s.bound(context[0]))
	} else {
		blocks = append(blocks, context...)
	}
	table := s.table(64, 0)
	for i, option := range lines(d.Options.In(s.t)) {
		name := pdf.Paragraph{}
		if i == 0 {
			name = label(s.t.T("report.decision.options"))
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{name, {Runs: []pdf.Run{{Text: decision.OptionLetter(i), Style: s.strong().In(heading.Colour)}, {Text: "\u00a0\u00a0", Style: s.body()}, {Text: option, Style: s.body()}}}})
	}
	table.Rows = append(table.Rows, []pdf.Paragraph{label(s.t.T("report.decision.recommended")), pdf.Text(s.strong(), orDash(d.Recommendation.In(s.t)))})
	return append(blocks, table)
}

// pressing is by when it is to be decided, how long it is overdue, and what it costs.
func (s *setting) pressing(d DecisionPage, currency string) pdf.Block {
	var runs []pdf.Run
	say := func(style pdf.Style, text string) {
		if len(runs) > 0 {
			runs = append(runs, pdf.Run{Text: " · ", Style: quiet})
		}
		if style == s.strong() {
			runs = append(runs, pdf.Run{Mark: pdf.Warn, Style: s.body()}, pdf.Run{Text: "\u00a0", Style: s.body()})
		}
		runs = append(runs, pdf.Run{Text: text, Style: style})
	}
	if d.Deadline.IsZero() {
		say(quiet, s.t.T("report.asked.no_deadline"))
	} else {
		say(quiet, s.t.T("report.asked.by", "day", s.t.Day(d.Deadline)))
	}
	if d.Late > 0 {
		say(s.strong(), s.t.N("decision.overdue", d.Late))
	}
	if d.Cost != nil {
		say(quiet, s.t.T("report.asked.cost", "amount", s.t.Money(money.New(*d.Cost, currency))))
	}
	return pdf.Paragraph{Runs: runs}
}

// lines are those of a text that say something.
func lines(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// setDecisions is what is being carried out, what is done, and what is asked no more.
func setDecisions(s *setting, v DecisionLog) []pdf.Block {
	blocks := []pdf.Block{s.heading(decisionsPart), s.message(s.decidedWords(v))}
	for _, part := range []struct {
		key  string
		rows []DecisionPage
		set  func([]DecisionPage) pdf.Block
	}{{"open_title", v.Open, s.carriedOut}, {"done_title", v.Done, s.carriedOut}, {"withdrawn_title", v.Withdrawn, s.withdrawn}} {
		if len(part.rows) > 0 {
			blocks = append(blocks, s.sub(s.t.T("report.decisions."+part.key)), part.set(part.rows))
		}
	}
	return blocks
}

func (s *setting) decidedWords(v DecisionLog) string {
	made := len(v.Open) + len(v.Done)
	if made == 0 {
		return s.t.T("report.decisions.none")
	}
	late, uncarried := 0, 0
	for _, d := range v.Open {
		if d.Late > 0 {
			late++
		}
		if d.Owner == "" {
			uncarried++
		}
	}
	words := s.t.N("report.decisions.made", made, "done", len(v.Done))
	if late > 0 {
		words += " " + s.t.N("report.decisions.late", late)
	}
	if uncarried > 0 {
		words += " " + s.t.N("report.decisions.uncarried", uncarried)
	}
	return words
}

// carriedOut are decisions: what was asked and chosen, by whom, and who does it.
func (s *setting) carriedOut(rows []DecisionPage) pdf.Block {
	table := s.table(22, 0, 0, 78, 0)
	table.Head = []pdf.Paragraph{
		{}, label(s.t.T("report.decision.question")), label(s.t.T("decision.field.choice")), label(s.t.T("decision.field.decided_on")), label(s.t.T("report.decisions.carried")),
	}
	for _, d := range rows {
		choice := pdf.Text(s.strong(), orDash(d.Choice.In(s.t)))
		if reason := strings.TrimSpace(d.Reason.In(s.t)); reason != "" {
			choice.Runs = append(choice.Runs, pdf.Run{Text: reason, Style: s.body(), Line: true})
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{s.coded(d.Code, "decisions", d.ID), pdf.Text(s.body(), d.Question.In(s.t)), choice, s.decidedBy(d), s.carrier(d)})
	}
	return table
}

// decidedBy is when, by whom and in which way something was decided.
func (s *setting) decidedBy(d DecisionPage) pdf.Paragraph {
	p := pdf.Text(s.body(), s.t.DayColumn(d.DecidedOn))
	switch {
	case d.Meeting != nil:
		p.Runs = append(p.Runs, pdf.Run{Text: d.Meeting.Code + "\u00a0" + d.Meeting.Title.In(s.t), Style: quiet.In(chart.Accent), Link: s.at("/meetings/" + d.Meeting.ID), Line: true})
	case d.How != "":
		p.Runs = append(p.Runs, pdf.Run{Text: s.t.T("decision.decided_how." + string(d.How)), Style: quiet, Line: true})
	}
	if by := decision.Decider(s.t, d.By, d.How); by != "" {
		p.Runs = append(p.Runs, pdf.Run{Text: by, Style: quiet, Line: true})
	}
	return p
}

// carrier is who carries a decision out, by when, and what came of it.
func (s *setting) carrier(d DecisionPage) pdf.Paragraph {
	p := pdf.Text(s.body(), orDash(d.Owner))
	say := func(mark pdf.Mark, style pdf.Style, text string) {
		if mark != "" {
			p.Runs = append(p.Runs, pdf.Run{Mark: mark, Style: s.body(), Line: true}, pdf.Run{Text: "\u00a0" + text, Style: style})
			return
		}
		p.Runs = append(p.Runs, pdf.Run{Text: text, Style: style, Line: true})
	}
	switch {
	case !d.DoneOn.IsZero():
		say(pdf.Good, s.body(), s.t.T("report.decisions.done_on", "day", s.t.DayColumn(d.DoneOn)))
		if outcome := strings.TrimSpace(d.Outcome.In(s.t)); outcome != "" {
			p.Runs = append(p.Runs, pdf.Run{Text: outcome, Style: s.body(), Line: true})
		}
	case d.Late > 0:
		say(pdf.Warn, s.strong(), s.t.T("report.decisions.by", "day", s.t.DayColumn(d.DueOn))+", "+s.t.N("decision.overdue", d.Late))
	case !d.DueOn.IsZero():
		say("", s.body(), s.t.T("report.decisions.by", "day", s.t.DayColumn(d.DueOn)))
	}
	return p
}

// withdrawn are questions that are asked no more.
func (s *setting) withdrawn(rows []DecisionPage) pdf.Block {
	table := s.table(22, 0, 92)
	table.Head = []pdf.Paragraph{{}, label(s.t.T("report.decision.question")), label(s.t.T("decision.field.deadline"))}
	for _, d := range rows {
		table.Rows = append(table.Rows, []pdf.Paragraph{s.coded(d.Code, "decisions", d.ID), pdf.Text(s.body(), d.Question.In(s.t)), s.day(s.t.Day(d.Deadline))})
	}
	return table
}

package report

import (
	"context"
	"strings"

	"stegvis/app/decision"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/platform/pdf"
	"stegvis/app/record"
)

// mostDecisions is how many decisions of each sort a report for the committee holds.
const mostDecisions = 20

// Decisions are what is asked of the committee, the most pressing first, and what it
// decided that is not done in time, the longest overdue first. Costs are in the
// minor units of the currency.
type Decisions struct {
	Rows      []Decision `json:"rows"`
	Total     int64      `json:"total"`
	Currency  string     `json:"currency,omitempty"`
	Late      []Undone   `json:"late,omitempty"`
	LateTotal int64      `json:"late_total,omitempty"`
}

// Decision is one question. Options stand one a line; Cost is nil where nobody named
// one.
type Decision struct {
	ID             string      `json:"id,omitempty"`
	Question       i18n.Phrase `json:"question"`
	Options        i18n.Phrase `json:"options"`
	Recommendation i18n.Phrase `json:"recommendation"`
	Deadline       date.Day    `json:"deadline"`
	Cost           *int64      `json:"cost,omitempty"`
}

// Undone is a decision that was made and is not done beyond its day.
type Undone struct {
	ID       string      `json:"id"`
	Question i18n.Phrase `json:"question"`
	Choice   i18n.Phrase `json:"choice"`
	Owner    string      `json:"owner"`
	Due      date.Day    `json:"due"`
}

// asked is the decisions that wait, and those that are not done in time.
func asked(ctx context.Context, r *Reading, in *Steering) error {
	waiting, err := r.From.Decisions.List(ctx, r.Key, decision.Filter{Status: decision.Asked, Sort: "deadline", Page: record.Page{Size: mostDecisions}})
	if err != nil {
		return err
	}
	in.Decisions = Decisions{Total: waiting.Total, Currency: r.Key.Project.Currency}
	for _, d := range waiting.Rows {
		in.Decisions.Rows = append(in.Decisions.Rows, Decision{
			ID: d.ID, Question: d.Asks(), Options: d.Phrase("options", d.Options), Recommendation: d.Recommends(), Deadline: d.Deadline, Cost: d.Cost,
		})
	}
	late, err := r.From.Decisions.List(ctx, r.Key, decision.Filter{Status: decision.Decided, Late: true, Sort: "due", Page: record.Page{Size: mostDecisions}})
	if err != nil {
		return err
	}
	people, err := r.People(ctx)
	in.Decisions.LateTotal = late.Total
	for _, d := range late.Rows {
		in.Decisions.Late = append(in.Decisions.Late, Undone{ID: d.ID, Question: d.Asks(), Choice: d.Chose(), Owner: people[d.Owner()], Due: d.DueOn})
	}
	return err
}

// beyond is how many days lie between a day and the report's, zero when that day has
// not passed.
func (s *setting) beyond(day date.Day) int {
	if day.IsZero() {
		return 0
	}
	return max(s.in.Day.Sub(day), 0)
}

// shownDecisions are the questions of which there is room: all that are overdue, and
// others up to fewer.
func (s steeringSetter) shownDecisions() []Decision {
	overdue := 0
	for _, d := range s.Decisions.Rows {
		if s.beyond(d.Deadline) > 0 {
			overdue++
		}
	}
	return s.Decisions.Rows[:min(len(s.Decisions.Rows), max(s.room.asked, min(overdue, s.room.overdue)))]
}

// shownLate are the decisions not done in time of which there is room.
func (s steeringSetter) shownLate() []Undone {
	return s.Decisions.Late[:min(len(s.Decisions.Late), s.room.overdue)]
}

// decisions are what is asked of the committee, above what it decided and is not
// done in time.
func (s steeringSetter) decisions() pdf.Block {
	asked, late := s.questions(), s.undone()
	switch {
	case asked == nil:
		return late
	case late == nil:
		return asked
	}
	return pdf.Stack{asked, pdf.Space(s.gap * pdf.Grid), late}
}

// questions are those that are asked; what they cost has a column where anything is
// named.
func (s steeringSetter) questions() pdf.Block {
	shown := s.shownDecisions()
	if len(shown) == 0 {
		return nil
	}
	if s.in.Before != nil {
		return s.section(s.t.T("report.decision.title"), s.part(len(shown), int(s.Decisions.Total)), s.narrow(shown))
	}
	priced := false
	for _, d := range shown {
		priced = priced || d.Cost != nil
	}
	table := s.table(0, 178, 108, 52)
	table.Aligns = []pdf.Align{3: pdf.End}
	table.Head = []pdf.Paragraph{label(s.t.T("report.decision.question")), label(s.t.T("report.decision.options")), label(s.t.T("report.decision.recommended")), label(s.t.T("report.decision.deadline"))}
	if priced {
		table.Widths, table.Aligns = []float64{0, 152, 98, 44, 52}, []pdf.Align{3: pdf.End, 4: pdf.End}
		table.Head = append(table.Head[:3:3], label(s.t.T("report.decision.cost", "currency", s.Decisions.Currency)), table.Head[3])
	}
	for _, d := range shown {
		row := []pdf.Paragraph{
			s.linked(s.strong(), d.ID, d.Question.In(s.t)), s.options(d.Options.In(s.t)),
			s.asked(s.body(), orDash(d.Recommendation.In(s.t))), s.due(d.Deadline),
		}
		if priced {
			row = append(row[:3:3], s.cost(d.Cost), row[3])
		}
		table.Rows = append(table.Rows, row)
	}
	return s.section(s.t.T("report.decision.title"), s.part(len(shown), int(s.Decisions.Total)), table)
}

// narrow is the questions beside what moved: of each the words with their day, the
// options, which of them is recommended, and what it costs.
func (s steeringSetter) narrow(shown []Decision) pdf.Block {
	var all pdf.Stack
	for i, d := range shown {
		if i > 0 {
			all = append(all, pdf.Space(0.5*s.gap*pdf.Grid))
		}
		all = append(all, pdf.Row{{Span: 5, Block: s.linked(s.strong(), d.ID, d.Question.In(s.t))}, {Span: 1, Block: s.due(d.Deadline).Aligned(pdf.End)}})
		if p := s.advised(d); len(p.Runs) > 0 {
			all = append(all, p)
		}
	}
	return all
}

// advised is the options, what is recommended and what it costs, in one run of words.
func (s steeringSetter) advised(d Decision) pdf.Paragraph {
	p := s.options(d.Options.In(s.t))
	if strings.TrimSpace(d.Options.In(s.t)) == "" {
		p.Runs = nil
	}
	add := func(label, words string) {
		if strings.TrimSpace(words) == "" {
			return
		}
		if len(p.Runs) > 0 {
			p.Runs = append(p.Runs, pdf.Run{Text: "\u00a0\u00a0 ", Style: s.body()})
		}
		p.Runs = append(p.Runs, pdf.Run{Text: label + ": ", Style: quiet}, pdf.Run{Text: words, Style: s.body()})
	}
	add(s.t.T("report.decision.recommended"), d.Recommendation.In(s.t))
	if d.Cost != nil {
		add(s.t.T("report.decision.cost", "currency", s.Decisions.Currency), s.t.Figure(money.New(*d.Cost, s.Decisions.Currency)))
	}
	return p
}

// undone are the decisions that are not done in time: what was asked and chosen, who
// carries it out, and since when it is overdue.
func (s steeringSetter) undone() pdf.Block {
	shown := s.shownLate()
	if len(shown) == 0 {
		return nil
	}
	table := s.table(0, 80, 92)
	if s.in.Before != nil {
		table.Widths = []float64{0, 58, 56}
	}
	table.Aligns = []pdf.Align{2: pdf.End}
	for _, d := range shown {
		words := s.linked(s.strong(), d.ID, d.Question.In(s.t))
		if choice := d.Choice.In(s.t); choice != "" {
			words.Runs = append(words.Runs, pdf.Run{Text: "\u00a0 " + choice, Style: s.body()})
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{words, s.cell(s.body(), orDash(d.Owner)), s.due(d.Due)})
	}
	return s.section(s.t.T("report.decision.late_title"), s.part(len(shown), int(s.Decisions.LateTotal)), table)
}

// linked is words that a decision hangs on, which lead to its page where the address
// of the project's pages is known.
func (s *setting) linked(style pdf.Style, id, text string) pdf.Paragraph {
	p := s.asked(style, text)
	if s.in.Base != "" && id != "" {
		p.Runs[0].Link = s.in.Base + "/decisions/" + id
	}
	return p
}

// due is a day and, when it has passed, by how many days.
func (s *setting) due(day date.Day) pdf.Paragraph {
	late := s.beyond(day)
	if late == 0 {
		return s.day(s.t.DayShort(day))
	}
	return pdf.Paragraph{Runs: []pdf.Run{
		{Mark: pdf.Warn, Style: s.body()}, {Text: "\u00a0" + s.t.DayShort(day) + " ", Style: s.body()}, {Text: s.t.N("report.decision.overdue", late), Style: s.strong()},
	}, Fit: pdf.Fit{Lines: 2, Least: 6}}
}

func (s steeringSetter) cost(minor *int64) pdf.Paragraph {
	text := ""
	if minor != nil {
		text = s.t.Figure(money.New(*minor, s.Decisions.Currency))
	}
	return s.day(text)
}

// asked is words that a decision hangs on: they get one line more than others.
func (s *setting) asked(style pdf.Style, text string) pdf.Paragraph {
	return pdf.Text(style, text).Within(pdf.Fit{Lines: s.lines + 1, Least: style.Size - 1, Cut: s.cut})
}

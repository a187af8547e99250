package report

import (
	"strconv"
	"strings"

	"stegvis/app/businesscase"
	"stegvis/app/platform/money"
	"stegvis/app/platform/pdf"
)

// setCosts is what the case comes to in a sentence, each line under its group, how
// the money adds up over time, and what was meant for each stretch of it.
func setCosts(s *setting, v CostCase) []pdf.Block {
	blocks := []pdf.Block{s.heading(costsPart), s.message(s.costWords(v))}
	if v.blank() {
		return blocks
	}
	blocks = append(blocks, s.noted(s.t.T("report.costs.lines_title"), s.t.T("report.costs.rule", "currency", v.Currency)), s.costLines(v))
	if len(v.Months) == 0 {
		return blocks
	}
	curve := pdf.Picture{Drawing: businesscase.CurveWithin(s.t, v.money().businessCase(), 620, 230), Least: 6.5}
	return append(blocks,
		s.noted(s.t.T("cost.curve.title"), s.t.T("cost.curve.source", "month", s.t.Month(v.From))), curve,
		s.noted(s.t.T("report.costs.periods_title"), s.t.T("report.costs.periods_rule", "currency", v.Currency)), s.costPeriods(v))
}

// blank reports whether no line holds a sum yet: a table of noughts tells nobody
// anything.
func (v CostCase) blank() bool { return len(v.Groups) == 0 || v.Total == Sum{} }

// costWords say how forecast and budget lie, what is paid, and which line is over by
// most.
func (s *setting) costWords(v CostCase) string {
	if v.blank() {
		return s.t.T("report.costs.none")
	}
	amount := func(minor int64) string { return s.t.Money(money.New(minor, v.Currency)) }
	how, by := "even", money.BasisPoints(0)
	switch t := v.Total; {
	case t.Approved == 0:
		how = "unapproved"
	case t.Over > 0:
		how, by = "above", t.Over
	case t.Over < 0:
		how, by = "below", -t.Over
	}
	sentences := []string{s.t.T("report.costs."+how, "forecast", amount(v.Total.Forecast), "approved", amount(v.Total.Approved), "share", s.t.Percent(by))}
	if v.Total.Actual != 0 {
		sentences = append(sentences, s.t.T("report.costs.paid", "actual", amount(v.Total.Actual)))
	}
	if worst, over := v.overrun(); over {
		sentences = append(sentences, s.t.T("report.costs.overrun", "line", worst.Name.In(s.t), "amount", amount(-worst.Variance)))
	}
	return strings.Join(sentences, " ")
}

// costLines are all lines under their groups, and the whole.
func (s *setting) costLines(v CostCase) pdf.Block {
	const figures = 54
	table := s.table(22, 0, 70, figures, figures, figures, figures)
	table.Aligns, table.Foot = []pdf.Align{3: pdf.End, 4: pdf.End, 5: pdf.End, 6: pdf.End}, true
	table.Head = []pdf.Paragraph{{}, label(s.t.T("cost.field.name")), label(s.t.T("common.owner"))}
	for _, name := range []string{"approved", "actual", "forecast", "variance"} {
		table.Head = append(table.Head, label(s.t.T("cost.field."+name)))
	}
	for _, g := range v.Groups {
		table.Rows = append(table.Rows, s.costRow(s.strong(), pdf.Paragraph{}, pdf.Text(s.strong(), s.t.T("cost.group."+g.Key)), "", g.Sum, v.Currency))
		for _, l := range g.Lines {
			table.Rows = append(table.Rows, s.costRow(s.body(), s.coded(l.Code, "costs", l.ID), s.costName(l), orDash(l.Owner), l.Sum, v.Currency))
		}
	}
	for _, part := range []struct {
		key string
		sum Sum
	}{{"direct", v.Direct}, {"indirect", v.Indirect}} {
		table.Rows = append(table.Rows, s.costRow(s.body(), pdf.Paragraph{}, s.costSplit(part.key), "", part.sum, v.Currency))
	}
	table.Rows = append(table.Rows, s.costRow(s.strong(), pdf.Paragraph{}, pdf.Text(s.strong(), s.t.T("cost.total")), "", v.Total, v.Currency))
	return table
}

// costName is a line's name, and its sort where that is called otherwise.
func (s *setting) costName(l CostLine) pdf.Paragraph {
	name, sort := l.Name.In(s.t), s.t.T("domain.cost."+string(l.Cost)+".name")
	p := pdf.Text(s.body(), name)
	if !strings.EqualFold(name, sort) {
		p.Runs = append(p.Runs, pdf.Run{Text: " " + sort, Style: quiet})
	}
	return p
}

// costSplit names one of the halves of the case, and says what it is.
func (s *setting) costSplit(half string) pdf.Paragraph {
	return pdf.Paragraph{Runs: []pdf.Run{{Text: s.t.T("cost." + half), Style: s.strong()}, {Text: " " + s.t.T("report.costs."+half), Style: quiet}}}
}

func (s *setting) costRow(style pdf.Style, code, name pdf.Paragraph, owner string, sum Sum, currency string) []pdf.Paragraph {
	row := []pdf.Paragraph{code, name, pdf.Text(s.body(), owner)}
	for _, minor := range []int64{sum.Approved, sum.Actual, sum.Forecast} {
		row = append(row, s.amount(style, minor, currency))
	}
	left := s.amount(style, sum.Variance, currency)
	if sum.Variance < 0 {
		left.Runs = append([]pdf.Run{{Mark: pdf.Warn, Style: style}, {Text: "\u00a0", Style: style}}, left.Runs...)
	}
	return append(row, left)
}

// amount is a sum in a column that is headed by its currency.
func (s *setting) amount(style pdf.Style, minor int64, currency string) pdf.Paragraph {
	return s.figure(style, s.t.Figure(money.New(minor, currency)))
}

// costPeriods is what was approved, planned and paid in each quarter or year, and
// how approved and paid add up.
func (s *setting) costPeriods(v CostCase) pdf.Block {
	table := s.table(0, 74, 74, 74, 84, 84)
	table.Aligns, table.Foot = []pdf.Align{1: pdf.End, 2: pdf.End, 3: pdf.End, 4: pdf.End, 5: pdf.End}, true
	periods, head := v.periods(), "report.costs.period"
	if periods[0].months == 12 {
		head = "report.costs.period_year"
	}
	table.Head = []pdf.Paragraph{label(s.t.T(head))}
	for _, key := range []string{"cost.field.approved", "cost.field.planned", "cost.field.actual", "report.costs.approved_so_far", "report.costs.actual_so_far"} {
		table.Head = append(table.Head, label(s.t.T(key)))
	}
	var so Month
	for _, p := range periods {
		so.Approved, so.Planned, so.Actual = so.Approved+p.Approved, so.Planned+p.Planned, so.Actual+p.Actual
		actual, paid := s.amount(s.body(), p.Actual, v.Currency), s.amount(s.body(), so.Actual, v.Currency)
		if !p.from.Before(v.From) && p.Actual == 0 { // it has not come yet
			actual, paid = pdf.Text(s.body(), "–"), pdf.Text(s.body(), "–")
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			pdf.Text(s.body(), s.periodName(p)), s.amount(s.body(), p.Approved, v.Currency), s.amount(s.body(), p.Planned, v.Currency), actual,
			s.amount(s.body(), so.Approved, v.Currency), paid,
		})
	}
	table.Rows = append(table.Rows, []pdf.Paragraph{
		pdf.Text(s.strong(), s.t.T("cost.total")), s.amount(s.strong(), so.Approved, v.Currency), s.amount(s.strong(), so.Planned, v.Currency),
		s.amount(s.strong(), so.Actual, v.Currency), {}, {},
	})
	return table
}

func (s *setting) periodName(p period) string {
	year := strconv.Itoa(p.from.Year())
	if p.months == 12 {
		return year
	}
	return s.t.T("report.costs.quarter", "quarter", int(p.from.MonthOfYear()-1)/3+1, "year", year)
}

package report

import (
	"cmp"
	"context"
	"slices"

	"stegvis/app/decision"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
)

// overduePart is the section of what the committee has left too long: it stands before
// all else on each report of a project that does not list its decisions anyway.
const overduePart = "overdue"

// Overdue is what is asked beyond its deadline, and what was decided and is not done
// beyond its day, the longest overdue first.
type Overdue struct {
	Rows []Overrun `json:"rows"`
}

// Overrun is one such decision. Choice is empty while it is only asked, Due is its
// deadline then.
type Overrun struct {
	ID       string      `json:"id"`
	Code     string      `json:"code"`
	Question i18n.Phrase `json:"question"`
	Choice   i18n.Phrase `json:"choice"`
	Owner    string      `json:"owner"`
	Due      date.Day    `json:"due"`
	Late     int         `json:"late"` // in days
}

// withOverdue are the keys of a report's sections, with that of what is overdue where
// none of them tells of it.
func withOverdue(keys []string) []string {
	has := func(key string) bool { return slices.Contains(keys, key) }
	if has(handoverPart) || has(askedPart) && has(decisionsPart) {
		return keys
	}
	return append([]string{overduePart}, keys...)
}

func composeOverdue(ctx context.Context, r *Reading) (Overdue, error) {
	all, err := r.asked(ctx)
	v := Overdue{}
	for _, stage := range []decision.Stage{decision.Waiting, decision.Made, decision.CarryingOut} {
		for _, d := range all[stage] {
			if d.Late <= 0 {
				continue
			}
			due := d.DueOn
			if stage == decision.Waiting {
				due = d.Deadline
			}
			v.Rows = append(v.Rows, Overrun{ID: d.ID, Code: d.Code, Question: d.Question, Choice: d.Choice, Owner: d.Owner, Due: due, Late: d.Late})
		}
	}
	slices.SortStableFunc(v.Rows, func(a, b Overrun) int { return cmp.Compare(b.Late, a.Late) })
	return v, err
}

// setOverdue is a row for each, and nothing where there are none.
func setOverdue(s *setting, v Overdue) []pdf.Block {
	if len(v.Rows) == 0 {
		return nil
	}
	table := s.table(22, 0, 0, 92)
	table.Head = []pdf.Paragraph{{}, label(s.t.T("report.decision.question")), label(s.t.T("report.overdue.lacks")), label(s.t.T("report.overdue.due"))}
	for _, d := range v.Rows {
		lacks := s.t.T("report.overdue.answer")
		switch choice := d.Choice.In(s.t); {
		case choice != "" && d.Owner != "":
			lacks = s.t.T("report.overdue.done_by", "choice", choice, "owner", d.Owner)
		case choice != "":
			lacks = s.t.T("report.overdue.done", "choice", choice)
		}
		due := pdf.Text(s.body(), s.t.DayColumn(d.Due))
		due.Runs = append(due.Runs, pdf.Run{Mark: pdf.Warn, Style: s.body(), Line: true}, pdf.Run{Text: "\u00a0" + s.t.N("decision.overdue", d.Late), Style: s.strong()})
		table.Rows = append(table.Rows, []pdf.Paragraph{s.coded(d.Code, "decisions", d.ID), pdf.Text(s.body(), d.Question.In(s.t)), pdf.Text(s.body(), lacks), due})
	}
	return []pdf.Block{pdf.Text(heading, s.t.T("report.section.overdue.title")), table}
}

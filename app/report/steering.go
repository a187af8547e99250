package report

import (
	"stegvis/app/platform/chart"
	"stegvis/app/platform/pdf"
)

// drawSteering draws the report for the steering committee: one page, or two when
// more is asked of one than it can hold.
func drawSteering(s *setting) error {
	var value Steering
	if err := s.in.part(steeringPart, &value); err != nil {
		return err
	}
	set := steeringSetter{value, s}
	s.rules = s.colours()
	sheets := set.fitted()
	s.lists = set.shortened()
	s.draw(sheets)
	return nil
}

// room is how much of the report is shown and how far apart: what there is room
// for on a page. Heights are in steps of the grid.
type room struct {
	pages      int     // at most
	gap        float64 // between parts
	between    float64 // between the rows of a table
	size       float64 // of the type, in points
	curve      float64 // height
	radar      float64 // height
	milestones int
	tasks      int  // of each list
	asked      int  // questions, unless more are overdue
	overdue    int  // decisions asked, and as many decided
	lines      int  // that a cell may take before its words get smaller
	moves      int  // sentences of what moved
	risks      int  // the highest
	cut        bool // words that take more lines even then end early
}

// The rooms are tried in order until the report fits: first everything at ease on
// one page, then closer, then fewer rows, and only then two pages, where
// everything is at ease again. No words are cut in any of these. Where somebody wrote
// more than two pages hold, the last ones do that, and the preview tells of what.
func rooms() []room {
	return []room{
		// pages, gap, between, size, curve, radar, milestones, tasks, asked, overdue, lines, moves, risks, cut
		{1, 1, 0.25, 8.5, 7, 15, 8, 4, 3, mostDecisions, 3, 6, mostRisks, false},
		{1, 0.75, 0.125, 8.5, 6, 14, 8, 4, 3, mostDecisions, 3, 6, mostRisks, false},
		{1, 0.5, 0.125, 8.5, 5.5, 13, 7, 3, 3, mostDecisions, 3, 6, mostRisks, false},
		{1, 0.5, 0.125, 8, 5.5, 13, 7, 3, 3, mostDecisions, 3, 5, mostRisks, false},
		{1, 0.5, 0.125, 8, 5, 12.5, 7, 3, 3, mostDecisions, 2, 5, mostRisks, false},
		{1, 0.5, 0.125, 8, 5, 11.5, 5, 2, 3, mostDecisions, 2, 4, mostRisks, false},
		{1, 0.375, 0.125, 7.5, 4.5, 11, 5, 2, 3, mostDecisions, 2, 3, mostRisks, false},
		{1, 0.375, 0.125, 7.5, 4, 10, 4, 2, 3, mostDecisions, 2, 2, mostRisks, false},
		{1, 0.375, 0.125, 7.5, 4, 9, 4, 1, 3, mostDecisions, 2, 2, 3, false},
		{2, 1.25, 0.375, 9, 10, 20, 14, 12, 8, mostDecisions, 6, 8, mostRisks, false},
		{2, 1, 0.25, 8.5, 8, 17, 10, 10, 6, mostDecisions, 6, 6, mostRisks, false},
		{2, 1, 0.25, 8.5, 8, 17, 10, 6, 4, mostDecisions, 6, 6, mostRisks, false},
		{2, 1, 0.25, 8.5, 7, 15, 8, 4, 3, mostDecisions, 3, 6, mostRisks, false},
		{2, 0.5, 0.125, 8, 5.5, 13, 7, 3, 3, mostDecisions, 3, 5, mostRisks, false},
		{2, 1, 0.25, 8.5, 7, 15, 8, 4, 3, 8, 5, 6, mostRisks, true},
		{2, 0.75, 0.125, 8, 6, 14, 8, 3, 3, 5, 2, 4, mostRisks, true},
	}
}

// mostRisks is how many of the highest risks the page promises where it can.
const mostRisks = 5

// steeringSetter sets the page for the committee within one room.
type steeringSetter struct {
	Steering
	*setting
}

// The styles that are the same in every room.
var (
	quiet   = pdf.Style{Face: pdf.Sans, Size: 7.5, Colour: chart.Grey1}
	small   = pdf.Style{Face: pdf.Sans, Size: 7, Colour: chart.Grey1}
	heading = pdf.Style{Face: pdf.Semibold, Size: 9, Colour: chart.Accent}
	title   = pdf.Style{Face: pdf.SerifSemibold, Size: 20, Colour: chart.Ink}
	chapter = pdf.Style{Face: pdf.SerifSemibold, Size: 13, Colour: chart.Ink}
	lead    = pdf.Style{Face: pdf.Serif, Size: 15, Colour: chart.Ink}
)

// fitted tries the rooms. Where even the last one, which cuts, does not hold the report,
// the names give way that are longer than the head.
func (s steeringSetter) fitted() []sheet {
	for _, s.room = range rooms() {
		if sheets := s.sheets(s.rows()); len(sheets) <= s.pages && s.hold(sheets) {
			return sheets
		}
	}
	s.unnamed = true
	return s.sheets(s.rows())
}

// rows are the parts of the report from the top down; a part whose data are
// missing leaves its place to its neighbour, or is left out.
func (s steeringSetter) rows() []pdf.Block {
	var rows []pdf.Block
	for _, b := range []pdf.Block{
		s.sentence(), s.comment(), s.health(), s.news(), s.tracks(),
		beside(6, s.milestones(), 6, s.money()),
		beside(9, s.risks(), 3, s.matrix()),
		beside(7, s.work(), 5, s.maturity()),
		s.absent(),
	} {
		if b != nil {
			rows = append(rows, b)
		}
	}
	return rows
}

// shortened are the lists of which the room shows fewer rows than there are. That
// only the highest risks are shown is what the page promises.
func (s steeringSetter) shortened() []Shortened {
	var all []Shortened
	for _, list := range []Shortened{
		{"report.decision.title", len(s.shownDecisions()), int(s.Decisions.Total)},
		{"report.decision.late_title", len(s.shownLate()), int(s.Decisions.LateTotal)},
		{"report.milestone.title", min(len(s.Milestones.Rows), s.room.milestones), s.Milestones.Total},
		{"report.work.done_title", min(len(s.Work.Done.Rows), s.room.tasks), s.Work.Done.Total},
		{"report.work.missed_title", min(len(s.Work.Missed.Rows), s.room.tasks), s.Work.Missed.Total},
		{"report.work.next_title", min(len(s.Work.Next.Rows), s.room.tasks), s.Work.Next.Total},
	} {
		if list.Shown < list.Total {
			all = append(all, list)
		}
	}
	return all
}

// comment is what the lead adds in words; nil for nothing.
func (s steeringSetter) comment() pdf.Block {
	if s.in.Comment == "" {
		return nil
	}
	return pdf.Text(s.body(), s.in.Comment).Within(pdf.Fit{Lines: 2 * s.lines, Least: 7.5, Cut: s.cut})
}

// beside sets two parts side by side; one alone takes the whole width.
func beside(left int, a pdf.Block, right int, b pdf.Block) pdf.Block {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return pdf.Row{{Span: left, Block: a}, {Span: right, Block: b}}
}

// section is a part under a rule and its heading, with what its figures say
// beside it.
func (s *setting) section(title, message string, content ...pdf.Block) pdf.Block {
	head := pdf.Paragraph{Runs: []pdf.Run{{Text: title, Style: heading}}, Fit: pdf.Fit{Lines: 1, Least: 7, Cut: true}}
	if message != "" {
		head.Runs = append(head.Runs, pdf.Run{Text: "\u00a0\u00a0 ", Style: quiet}, pdf.Run{Text: message, Style: quiet})
	}
	return append(pdf.Stack{
		pdf.Rule{Stroke: chart.Stroke{Token: chart.Accent, Width: 0.6}, High: 0.25 * pdf.Grid},
		head, pdf.Space(0.25 * pdf.Grid),
	}, content...)
}

// cell is words in a table that get smaller when they take too many lines, and are cut
// where the room does that.
func (s *setting) cell(style pdf.Style, text string) pdf.Paragraph {
	return pdf.Text(style, text).Within(pdf.Fit{Lines: s.lines, Least: style.Size - 1, Cut: s.cut})
}

// label is a table's head; it is never cut.
func label(text string) pdf.Paragraph {
	return pdf.Text(quiet, text).Within(pdf.Fit{Lines: 1, Least: 6})
}

// part says how many of all rows are shown, "" when all are.
func (s *setting) part(shown, total int) string {
	if total <= shown {
		return ""
	}
	return s.t.T("report.part_of", "shown", shown, "total", total)
}

// table begins a table with the room's distance between rows.
func (s *setting) table(widths ...float64) pdf.Table {
	return pdf.Table{Widths: widths, Apart: s.between * pdf.Grid}
}

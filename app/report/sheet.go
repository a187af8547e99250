package report

import (
	"math"
	"strings"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/pdf"
)

// sheet is the rows of one page.
type sheet []pdf.Block

// sheets fills pages with rows. Of two pages neither is left much emptier than the
// other.
func (s *setting) sheets(rows []pdf.Block) []sheet {
	all := s.filled(rows)
	if len(all) == 2 {
		k := s.middle(s.heights(rows))
		all = []sheet{rows[:k], rows[k:]}
	}
	return all
}

// filled fills pages with rows from the top down; a row is never parted.
func (s *setting) filled(rows []pdf.Block) []sheet {
	var all []sheet
	from, heights := 0, s.heights(rows)
	for i := range rows {
		if i > from && s.used(heights[from:i+1]) > s.depth(from == 0) {
			all, from = append(all, rows[from:i]), i
		}
	}
	return append(all, rows[from:])
}

// hold reports whether no page is fuller than it can be, as one row higher than a page
// would make it.
func (s *setting) hold(sheets []sheet) bool {
	for i, rows := range sheets {
		if s.used(s.heights(rows)) > s.depth(i == 0) {
			return false
		}
	}
	return true
}

func (s *setting) heights(rows []pdf.Block) []float64 {
	var heights []float64
	for _, row := range rows {
		heights = append(heights, onGrid(row.Height(s.d, pdf.FullWidth)))
	}
	return heights
}

// used is what rows of these heights take with the room between them.
func (s *setting) used(heights []float64) float64 {
	sum := s.gap * pdf.Grid * float64(len(heights)-1)
	for _, h := range heights {
		sum += h
	}
	return sum
}

// middle is how many rows stand on the first of two pages so that the fuller page
// is as empty as can be.
func (s *setting) middle(heights []float64) int {
	best, least, names := 1, math.Inf(1), s.depth(false)-s.depth(true)
	for k := 1; k < len(heights); k++ {
		if fuller := max(names+s.used(heights[:k]), s.used(heights[k:])); fuller < least {
			best, least = k, fuller
		}
	}
	return best
}

// onGrid is a height brought up to half steps of the grid, so that what follows
// stands on it.
func onGrid(h float64) float64 { return math.Ceil(h/pdf.Grid*2-0.01) / 2 * pdf.Grid }

// depth is the room that rows have on a page between head and foot. On the first one
// there may be names that the head does not hold.
func (s *setting) depth(first bool) float64 {
	names := 0.0
	if first {
		names = s.named(pdf.FullWidth).Height(s.d, pdf.FullWidth)
	}
	return pdf.FullHeight - names - s.head().Height(s.d, pdf.FullWidth) - s.foot(1, 1).Height(s.d, pdf.FullWidth) - 0.5*pdf.Grid
}

// draw draws the pages. Room that is left over at the end of a page goes between
// its rows, as far as that does not tear them apart.
func (s *setting) draw(sheets []sheet) {
	for i, rows := range sheets {
		s.d.Page()
		if i == 0 {
			s.d.Outline(s.title, 0, pdf.Margin)
		}
		head := s.head()
		head.Draw(s.d, pdf.Margin, pdf.Margin, pdf.FullWidth)
		y := pdf.Margin + head.Height(s.d, pdf.FullWidth)
		if i == 0 {
			names := s.named(pdf.FullWidth)
			names.Draw(s.d, pdf.Margin, y, pdf.FullWidth)
			y += names.Height(s.d, pdf.FullWidth)
		}
		apart := s.apart(rows, s.depth(i == 0))
		for _, row := range rows {
			row.Draw(s.d, pdf.Margin, y, pdf.FullWidth)
			y += onGrid(row.Height(s.d, pdf.FullWidth)) + apart
		}
		foot := s.foot(i+1, len(sheets))
		foot.Draw(s.d, pdf.Margin, pdf.PageHeight-pdf.Margin-foot.Height(s.d, pdf.FullWidth), pdf.FullWidth)
		s.d.Watermark(s.watermark())
	}
}

// apart is the room between the rows of a page of a depth.
func (s *setting) apart(rows sheet, left float64) float64 {
	if len(rows) < 2 {
		return 0
	}
	for _, row := range rows {
		left -= onGrid(row.Height(s.d, pdf.FullWidth))
	}
	share := math.Floor(left/float64(len(rows)-1)/pdf.Grid*8) / 8
	return min(max(share, s.gap), 2) * pdf.Grid
}

// whose names the organisation and, unless the report is of all of it, the project.
func (s *setting) whose() pdf.Paragraph {
	p := pdf.Text(s.strong(), s.in.Organisation)
	if name := s.in.Project.In(s.t); name != "" {
		p.Runs = append(p.Runs, pdf.Run{Text: " · ", Style: s.body()}, pdf.Run{Text: name, Style: s.strong()})
	}
	return p
}

// entitled is the title as the head has it; where pages flow the first one has it whole.
func (s *setting) entitled() pdf.Paragraph {
	p := pdf.Text(s.body(), s.title).Within(headFit)
	p.Fit.Known = s.lines == 0
	return p
}

// named are the whole names, for the first page alone, where they are longer than the
// head of each page holds.
func (s *setting) named(width float64) pdf.Stack {
	p := s.whose()
	if s.unnamed || !p.Within(headFit).Shortened(s.d, pdf.Span(s.whoseSpan(), 12, width)) {
		return nil
	}
	return pdf.Stack{p.Within(pdf.Fit{Lines: 3, Least: 7, Cut: true}), pdf.Space(0.5 * pdf.Grid)}
}

// headFit is how names and titles share the one line of a head.
var headFit = pdf.Fit{Lines: 1, Least: 7, Cut: true}

// head says whose report this is, what it is and of which day, on every page.
func (s *setting) head() pdf.Block {
	whose, what := s.whose().Within(headFit), s.entitled()
	whose.Fit.Known = !s.unnamed
	when := pdf.Text(s.body(), s.t.Day(s.in.Day)).Within(pdf.Fit{Lines: 1, Least: 6.5}).Aligned(pdf.End)
	return pdf.Stack{
		s.crested(whose, what, when),
		pdf.Rule{Stroke: chart.Stroke{Token: chart.Accent, Width: 1}, High: pdf.Grid, At: 0.25 * pdf.Grid},
	}
}

// colours explains the colours in a line, and how that of the whole comes about.
func (s *setting) colours() []pdf.Run {
	return append(s.legend(), pdf.Run{Text: s.t.T("report.rules"), Style: small})
}

// legend explains the colours.
func (s *setting) legend() []pdf.Run {
	var runs []pdf.Run
	for _, mark := range []pdf.Mark{pdf.Good, pdf.Warn, pdf.Bad, pdf.Active, pdf.Idle} {
		runs = append(runs, pdf.Run{Mark: mark, Style: small}, pdf.Run{Text: "\u00a0" + s.t.T("common.tone."+string(mark)) + "\u00a0\u00a0 ", Style: small})
	}
	return runs
}

// foot says by which rules the page is to be read, what it is, and counts the pages.
func (s *setting) foot(page, of int) pdf.Block {
	rules := 19
	if s.translated() {
		rules = 16
	}
	return pdf.Stack{
		pdf.Rule{Stroke: chart.Stroke{Token: chart.Grey2, Width: 0.4}, High: 0.25 * pdf.Grid},
		pdf.Row{
			{Span: rules, Block: pdf.Paragraph{Runs: s.rules, Leading: 0.75 * pdf.Grid, Fit: pdf.Fit{Lines: 1, Least: 5}}},
			{Span: 24 - rules, Block: pdf.Paragraph{Runs: s.sealed(page, of), Leading: 0.75 * pdf.Grid, Align: pdf.End, Fit: pdf.Fit{Lines: 1, Least: 5.5}}},
		},
	}
}

// sealed is the seal, or that there is none, and the page's number.
func (s *setting) sealed(page, of int) []pdf.Run {
	state := s.t.T("report.draft")
	switch {
	case s.translated():
		state = s.t.T("report.translated", "language", s.t.T("report.lang."+s.in.Lang), "seal", s.seal)
	case s.seal != "":
		state = s.t.T("report.seal", "seal", s.seal)
	}
	number := pdf.Run{Text: " · " + s.t.T("report.page", "page", page, "of", of), Style: small}
	return []pdf.Run{{Text: state, Style: small, Link: s.verifier()}, number}
}

// verifier is the address at which anybody may see whether the file is what was issued;
// "" for a draft, and where no address is known.
func (s *setting) verifier() string {
	site, _, known := strings.Cut(s.in.Base, "/projects/")
	if !known || s.drafted() {
		return ""
	}
	return site + "/verify"
}

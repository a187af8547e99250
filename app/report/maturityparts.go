package report

import (
	"strings"

	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/pdf"
)

// dimensions are all eight, with levels, targets and how much of the way is behind.
func (s maturitySetter) dimensions(all []maturity.Gap) pdf.Block {
	table := s.table(markColumn, 0, 24, 22, 22, 34, 44)
	table.Aligns = []pdf.Align{2: pdf.End, 3: pdf.End, 4: pdf.End, 5: pdf.End, 6: pdf.End}
	for _, key := range []string{"", "target.dimension", "maturity.before", "maturity.now", "maturity.target", "target.reached", "target.due"} {
		table.Head = append(table.Head, s.headed(key))
	}
	for _, g := range all {
		table.Rows = append(table.Rows, []pdf.Paragraph{
			{Runs: []pdf.Run{{Mark: s.tone(g), Style: s.body()}}}, s.figure(s.body(), s.t.T("maturity.short."+g.Dimension)),
			s.figure(s.body(), s.level(s.was(g.Dimension))), s.figure(s.strong(), s.level(g.Now)), s.figure(s.body(), s.t.Number(int64(g.Target))),
			s.figure(s.body(), s.t.Percent(g.Reached())), s.figure(s.body(), s.due(g)),
		})
	}
	table.Rows = append(table.Rows, s.means())
	table.Foot = true
	return s.section(s.t.T("target.all"), "", table, pdf.Space(0.75*pdf.Grid), pdf.Paragraph{Runs: s.tones()},
		pdf.Text(quiet, s.t.T("target.reached_rule")))
}

// means are the row below all dimensions.
func (s maturitySetter) means() []pdf.Paragraph {
	was := 0
	if s.Before != nil {
		was = s.Before.In(s.t).Mean()
	}
	return []pdf.Paragraph{{}, s.figure(s.strong(), s.t.T("maturity.mean_word")), s.figure(s.strong(), s.level(was)), s.figure(s.strong(), s.level(s.Now.In(s.t).Mean())), {}, {}, {}}
}

// was is the level in the assessment before, in tenths; 0 for none.
func (s maturitySetter) was(dimension string) int {
	if s.Before == nil {
		return 0
	}
	return s.Before.In(s.t).Of(dimension).Level()
}

// level is a level in tenths, in words; a dash where there is none.
func (s maturitySetter) level(tenths int) string {
	if tenths == 0 {
		return "–"
	}
	return s.t.Decimal(float64(tenths)/10, 1)
}

// figure stands on one line.
func (s maturitySetter) figure(style pdf.Style, text string) pdf.Paragraph {
	return pdf.Text(style, text).Within(pdf.Fit{Lines: 1, Least: 6})
}

func (s maturitySetter) due(g maturity.Gap) string {
	if g.DueOn.IsZero() {
		return "–"
	}
	return s.t.Month(g.DueOn.Month())
}

// tone says whether a target is reached, late or ahead.
func (s maturitySetter) tone(g maturity.Gap) pdf.Mark {
	switch {
	case g.Missing() == 0:
		return pdf.Good
	case g.Late(s.in.Day):
		return pdf.Bad
	}
	return pdf.Active
}

// tones explain the marks.
func (s maturitySetter) tones() []pdf.Run {
	var runs []pdf.Run
	for _, one := range []struct {
		mark pdf.Mark
		key  string
	}{{pdf.Good, "report.maturity.reached"}, {pdf.Active, "report.maturity.on_way"}, {pdf.Bad, "target.late"}} {
		runs = append(runs, pdf.Run{Mark: one.mark, Style: quiet}, pdf.Run{Text: "\u00a0" + s.t.T(one.key) + "\u00a0\u00a0\u00a0 ", Style: quiet})
	}
	return runs
}

// gaps are those that are open, the one to be closed first at the head, with what the
// next level looks like and why the target is what it is.
func (s maturitySetter) gaps(open []maturity.Gap) pdf.Block {
	if len(open) == 0 {
		return s.section(s.t.T("maturity.gaps.title"), "", pdf.Text(s.body(), s.t.T("target.none")))
	}
	table := s.table(9, 60, 46, 78, 26, 4, 0)
	table.Aligns = []pdf.Align{4: pdf.End}
	for _, key := range []string{"", "target.dimension", "target.now_target", "report.maturity.ranks", "target.rank", "", "report.maturity.next_level"} {
		table.Head = append(table.Head, s.headed(key))
	}
	for i, g := range open {
		factors := s.level(g.Missing()) + " × " + s.t.Number(int64(g.Weight)) + " × " + s.t.Number(int64(g.Ease))
		table.Rows = append(table.Rows, []pdf.Paragraph{
			s.figure(s.strong(), s.t.Number(int64(i+1))), s.figure(s.strong(), s.t.T("maturity.short."+g.Dimension)),
			s.figure(s.body(), s.t.T("maturity.radar.step", "current", s.level(g.Now), "target", g.Target)),
			s.figure(s.body(), factors), s.figure(s.strong(), s.level(g.Rank())), {}, s.next(g),
		})
	}
	return s.section(s.t.T("maturity.gaps.title"), s.t.T("report.maturity.order"), table)
}

// headed is a column's head; "" is none.
func (s maturitySetter) headed(key string) pdf.Paragraph {
	if key == "" {
		return pdf.Paragraph{}
	}
	return label(s.t.T(key))
}

// next is what the next level looks like, and why the target is what it is.
func (s maturitySetter) next(g maturity.Gap) pdf.Paragraph {
	next := min((g.Now+5)/10+1, maturity.Levels)
	p := s.cell(s.body(), s.t.T("domain.maturity."+g.Dimension+".l"+s.t.Number(int64(next))))
	if because := strings.TrimSpace(g.Reason.Because().In(s.t)); because != "" {
		p.Runs = append(p.Runs, pdf.Run{Text: " " + s.t.T("report.maturity.because", "words", because), Style: quiet})
	}
	return p.Within(pdf.Fit{Lines: 4, Least: 7.5, Cut: true})
}

// trend adds how the levels moved: as large as the page has room for, unless that is
// too small to be read.
func (s maturitySetter) trend(rows []pdf.Block) []pdf.Block {
	if len(s.Trend) < 2 {
		return rows
	}
	const least, most = 14 * pdf.Grid, 19 * pdf.Grid
	high := min(s.left(rows)-1.75*pdf.Grid, most)
	if high < least {
		high = most
	}
	return append(rows, s.section(s.t.T("picture.trend.title"), s.t.T("picture.trend.source"),
		pdf.Picture{Drawing: maturity.Trend(s.t, each(s.Trend, s.t)), Most: high, Least: 6.5, Align: pdf.Middle}))
}

// heat adds the units against the dimensions; one unit alone needs no picture.
func (s maturitySetter) heat(rows []pdf.Block) []pdf.Block {
	if len(s.Units) < 2 {
		return rows
	}
	units := each(s.Units, s.t)
	return s.portions(rows, len(units), func(from, to int) pdf.Block {
		return s.pictured("picture.heat.title", s.t.T("report.maturity.units"), maturity.HeatMap(s.t, units[from:to]), from, to, len(units))
	})
}

// spread adds how far apart the voices lay when a room last scored.
func (s maturitySetter) spread(rows []pdf.Block) []pdf.Block {
	if s.Scoring == nil {
		return rows
	}
	voted := make([]maturity.Voted, len(s.Scoring.Rows))
	for i, r := range s.Scoring.Rows {
		voted[i] = maturity.Voted{Name: r.Name.In(s.t), Agreed: r.Agreed, Spread: r.Spread}
	}
	of := s.t.T("report.maturity.scored", "number", s.Scoring.Number, "day", s.t.Day(s.Scoring.Day), "unit", maturity.UnitOf(s.t, maturity.Assessment{Unit: s.Scoring.Unit.In(s.t)}))
	return s.portions(rows, len(voted), func(from, to int) pdf.Block {
		return append(s.pictured("picture.spread.title", of, maturity.SpreadPlot(s.t, voted[from:to]), from, to, len(voted)),
			pdf.Text(quiet, s.t.T("picture.spread.source")).Within(pdf.Fit{Lines: 2}))
	})
}

// pictured is a picture over the whole width; of one that goes on over several pages
// it says which rows these are.
func (s maturitySetter) pictured(title, message string, d chart.Drawing, from, to, of int) pdf.Stack {
	if to-from < of {
		message = s.t.T("report.maturity.rows", "from", from+1, "to", to, "of", of) + " · " + message
	}
	const scale = 0.76 // so that its words are as large as those around it
	return s.section(s.t.T(title), message, pdf.Picture{Drawing: d, Most: scale * d.Height, Least: 6.5, Align: pdf.Middle}).(pdf.Stack)
}

// portions adds n lines of a picture to rows: as many as the page has left, and the
// others on pages of their own, as many on each.
func (s maturitySetter) portions(rows []pdf.Block, n int, part func(from, to int) pdf.Block) []pdf.Block {
	const least = 3 // so few are not left at a page's end
	for from := 0; from < n; {
		to := s.holding(s.left(rows), from, n, part)
		if to < min(from+least, n) {
			to = max(s.holding(s.depth(), from, n, part), from+1)
		}
		pages := (n - from + to - from - 1) / (to - from)
		to = from + (n-from+pages-1)/pages
		rows, from = append(rows, part(from, to)), to
	}
	return rows
}

// holding is up to which line a room holds a picture.
func (s maturitySetter) holding(room float64, from, n int, part func(from, to int) pdf.Block) int {
	to := from
	for to < n && onGrid(part(from, to+1).Height(s.d, pdf.FullWidth)) <= room {
		to++
	}
	return to
}

// left is the room below the last of some rows.
func (s maturitySetter) left(rows []pdf.Block) float64 {
	pages := s.filled(rows)
	last := s.heights(pages[len(pages)-1])
	return s.depth() - s.used(last) - s.gap*pdf.Grid
}

// dissents add what some see otherwise, in their words, one row after another.
func (s maturitySetter) dissents(rows []pdf.Block) []pdf.Block {
	if s.Scoring == nil {
		return rows
	}
	for i, d := range s.Scoring.Dissents {
		table := s.table(150, 60, 0)
		table.Rows = [][]pdf.Paragraph{{
			s.cell(s.strong(), d.Name.In(s.t)), s.cell(s.body(), s.t.T("report.maturity.agreed", "level", d.Agreed)),
			pdf.Text(s.body(), d.Reason).Within(pdf.Fit{Lines: 8, Least: 7.5, Cut: true}),
		}}
		if i == 0 {
			rows = append(rows, s.section(s.t.T("report.maturity.apart"), "", table))
		} else {
			rows = append(rows, table)
		}
	}
	return rows
}

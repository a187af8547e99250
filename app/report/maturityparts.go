package report

import (
	"strings"

	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
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
	return pdf.Stack{s.caption(s.t.T("target.all")), table, pdf.Space(0.75 * pdf.Grid), pdf.Paragraph{Runs: s.tones()},
		pdf.Text(quiet, s.t.T("target.reached_rule"))}
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
	}{{pdf.Good, "report.maturity.reached"}, {pdf.Active, "report.maturity.on_way"}, {pdf.Bad, "report.maturity.late"}} {
		runs = append(runs, pdf.Run{Mark: one.mark, Style: quiet}, pdf.Run{Text: "\u00a0" + s.t.T(one.key) + "\u00a0\u00a0\u00a0 ", Style: quiet})
	}
	return runs
}

// gaps are those that are open, the one to be closed first at the head, with what the
// next level looks like and why the target is what it is.
func (s maturitySetter) gaps(open []maturity.Gap) []pdf.Block {
	if len(open) == 0 {
		return []pdf.Block{s.sub(s.t.T("maturity.gaps.title")), pdf.Text(s.body(), s.t.T("target.none"))}
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
	return []pdf.Block{s.noted(s.t.T("maturity.gaps.title"), s.t.T("report.maturity.order")), table}
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
	return p
}

// trend is how the levels moved.
func (s maturitySetter) trend() []pdf.Block {
	if len(s.Trend) < 2 {
		return nil
	}
	return []pdf.Block{s.noted(s.t.T("picture.trend.title"), s.t.T("picture.trend.source")),
		pdf.Picture{Drawing: maturity.Trend(s.t, each(s.Trend, s.t)), Most: 15 * pdf.Grid, Least: 6.5, Align: pdf.Middle}}
}

// heatRows is how many units of the heat map stand together, so that a page holds
// them.
const heatRows = 20

// heat is the units against the dimensions; one unit alone needs no picture.
func (s maturitySetter) heat() []pdf.Block {
	if len(s.Units) < 2 {
		return nil
	}
	units := each(s.Units, s.t)
	return s.portions("picture.heat.title", s.t.T("report.maturity.units"), len(units), heatRows,
		func(from, to int) chart.Drawing { return maturity.HeatMap(s.t, units[from:to]) })
}

// spread is how far apart the voices lay when a room last scored.
func (s maturitySetter) spread() []pdf.Block {
	if s.Scoring == nil {
		return nil
	}
	voted := make([]maturity.Voted, len(s.Scoring.Rows))
	for i, r := range s.Scoring.Rows {
		voted[i] = maturity.Voted{Name: r.Name.In(s.t), Agreed: r.Agreed, Spread: r.Spread}
	}
	of := s.t.T("report.maturity.scored", "number", s.Scoring.Number, "day", s.t.Day(s.Scoring.Day), "unit", maturity.UnitOf(s.t, maturity.Assessment{Unit: s.Scoring.Unit.In(s.t)}))
	return []pdf.Block{s.noted(s.t.T("picture.spread.title"), of+". "+s.t.T("picture.spread.source")), voices{s.t, voted}}
}

// voices is the picture of how far apart they lie, which goes on on the next page
// after whole rows.
type voices struct {
	t    *i18n.Text
	rows []maturity.Voted
}

func (v voices) picture() pdf.Picture {
	d := maturity.SpreadPlot(v.t, v.rows)
	return pdf.Picture{Drawing: d, Most: ofType * d.Height, Least: 6.5, Align: pdf.Middle}
}

// Height is that of the rows with their scale and their key.
func (v voices) Height(d *pdf.Doc, width float64) float64 { return v.picture().Height(d, width) }

// Draw draws the rows.
func (v voices) Draw(d *pdf.Doc, x, y, width float64) { v.picture().Draw(d, x, y, width) }

// Part parts between rows. A few stay together on either side.
func (v voices) Part(d *pdf.Doc, width, depth float64) (first, rest pdf.Block) {
	const few = 4
	for k := len(v.rows); k > 0; k-- {
		if left := len(v.rows) - k; left > 0 && (k < few || left < few) {
			continue
		}
		if head := (voices{v.t, v.rows[:k]}); head.Height(d, width) <= depth {
			if k == len(v.rows) {
				return v, nil
			}
			return head, voices{v.t, v.rows[k:]}
		}
	}
	return nil, v
}

// ofType is the scale at which a picture's words are as large as those around it.
const ofType = 0.76

// portions are a picture of n rows, in several when a page would not hold them all;
// each then says which rows these are.
func (s maturitySetter) portions(title, message string, n, most int, draw func(from, to int) chart.Drawing) []pdf.Block {
	var blocks []pdf.Block
	parts := max((n+most-1)/most, 1)
	for i := range parts {
		from, to := i*n/parts, (i+1)*n/parts
		said := message
		if parts > 1 {
			said = s.t.T("report.maturity.rows", "from", from+1, "to", to, "of", n) + " · " + message
		}
		d := draw(from, to)
		blocks = append(blocks, s.noted(s.t.T(title), said), pdf.Picture{Drawing: d, Most: ofType * d.Height, Least: 6.5, Align: pdf.Middle})
	}
	return blocks
}

// dissents are what some see otherwise, in their words.
func (s maturitySetter) dissents() []pdf.Block {
	if s.Scoring == nil || len(s.Scoring.Dissents) == 0 {
		return nil
	}
	table := s.table(150, 60, 0)
	for _, d := range s.Scoring.Dissents {
		table.Rows = append(table.Rows, []pdf.Paragraph{
			pdf.Text(s.strong(), d.Name.In(s.t)), pdf.Text(s.body(), s.t.T("report.maturity.agreed", "level", d.Agreed)), pdf.Text(s.body(), d.Reason),
		})
	}
	return []pdf.Block{s.sub(s.t.T("report.maturity.apart")), table}
}

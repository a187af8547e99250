package report

import (
	"strconv"

	"stegvis/app/maturity"
	"stegvis/app/platform/pdf"
)

// drawMaturity draws how far the organisation has come, on as many pages as it takes.
func drawMaturity(s *setting) error {
	m := maturitySetter{setting: s}
	if err := s.in.part(maturityPart, &m.MaturityInput); err != nil {
		return err
	}
	s.rules = m.levels()
	s.draw(s.filled(m.rows()))
	return nil
}

// maturitySetter sets a maturity report.
type maturitySetter struct {
	MaturityInput
	*setting
}

// levels names the five levels in a line.
func (s maturitySetter) levels() []pdf.Run {
	runs := []pdf.Run{{Text: s.t.T("report.maturity.levels") + ":", Style: small}}
	for level := 1; level <= maturity.Levels; level++ {
		n := strconv.Itoa(level)
		runs = append(runs, pdf.Run{Text: "\u00a0\u00a0 ", Style: small}, pdf.Run{Text: n, Style: small.As(pdf.Semibold)}, pdf.Run{Text: "\u00a0" + s.t.T("domain.level.l"+n), Style: small})
	}
	return runs
}

// rows are the report from the top down.
func (s maturitySetter) rows() []pdf.Block {
	if s.Now == nil {
		return []pdf.Block{pdf.Paragraph{Runs: []pdf.Run{{Text: s.t.T("report.maturity.none"), Style: lead}}, Leading: 1.75 * pdf.Grid}}
	}
	all := s.standing(s.t)
	rows := []pdf.Block{
		s.sentence(maturity.Open(all)),
		pdf.Row{{Span: 6, Block: s.radar()}, {Span: 6, Block: s.dimensions(all)}},
		s.gaps(maturity.Open(all)),
	}
	return s.dissents(s.spread(s.heat(s.trend(rows))))
}

// sentence is where the project stands, in words, and by which assessment.
func (s maturitySetter) sentence(open []maturity.Gap) pdf.Block {
	now := s.Now.In(s.t)
	next := s.t.T("target.none")
	if len(open) > 0 {
		next = s.t.T("report.maturity.next", "dimension", s.t.T("maturity.short."+open[0].Dimension))
	}
	basis := s.t.T("report.maturity.basis", "number", s.Now.Number, "day", s.t.Day(s.Now.Day), "unit", maturity.UnitOf(s.t, now),
		"method", s.t.T("practice.method."+string(s.Now.Method)), "by", s.Now.By)
	p := pdf.Paragraph{Runs: []pdf.Run{{Text: s.moved(now) + " " + next, Style: lead}}, Leading: 1.75 * pdf.Grid, Fit: pdf.Fit{Lines: 1, Least: 12.5}}
	return pdf.Stack{p, pdf.Space(0.25 * pdf.Grid), pdf.Text(quiet, basis).Within(pdf.Fit{Lines: 2, Cut: true})}
}

// moved is the mean, and how it has moved since the assessment before.
func (s maturitySetter) moved(now maturity.Assessment) string {
	tenths := func(n int) string { return s.t.Decimal(float64(n)/10, 1) }
	if s.Before == nil {
		return s.t.T("report.maturity.first", "mean", tenths(now.Mean()))
	}
	by, how := now.Mean()-s.Before.In(s.t).Mean(), "same"
	switch {
	case by > 0:
		how = "up"
	case by < 0:
		how, by = "down", -by
	}
	return s.t.T("report.maturity."+how, "mean", tenths(now.Mean()), "by", tenths(by), "day", s.t.Day(s.Before.Day))
}

// radar is the picture of the maturity page.
func (s maturitySetter) radar() pdf.Block {
	var before *maturity.Assessment
	if s.Before != nil {
		a := s.Before.In(s.t)
		before = &a
	}
	return s.section(s.t.T("maturity.radar.label"), "",
		pdf.Picture{Drawing: maturity.Radar(s.t, s.Now.In(s.t), before), Least: 6.5, Align: pdf.Middle})
}

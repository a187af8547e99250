package report

import (
	"strconv"

	"stegvis/app/maturity"
	"stegvis/app/platform/pdf"
)

// setMaturity is how far the organisation has come, what it aims at, which gap to
// close first, how the levels moved, and how far apart the voices were.
func setMaturity(s *setting, v MaturityInput) []pdf.Block {
	return append([]pdf.Block{s.heading(maturityPart)}, maturitySetter{v, s}.blocks()...)
}

// maturitySetter sets a maturity report.
type maturitySetter struct {
	MaturityInput
	*setting
}

// levels names the five levels in a line.
func (s maturitySetter) levels() pdf.Block {
	runs := []pdf.Run{{Text: s.t.T("report.maturity.levels") + ":", Style: quiet}}
	for level := 1; level <= maturity.Levels; level++ {
		n := strconv.Itoa(level)
		runs = append(runs, pdf.Run{Text: "\u00a0\u00a0 ", Style: quiet}, pdf.Run{Text: n, Style: quiet.As(pdf.Semibold)}, pdf.Run{Text: "\u00a0" + s.t.T("domain.level.l"+n), Style: quiet})
	}
	return pdf.Paragraph{Runs: runs}
}

// blocks are the section from the top down, below its heading.
func (s maturitySetter) blocks() []pdf.Block {
	if s.Now == nil {
		return []pdf.Block{s.message(s.t.T("report.maturity.none"))}
	}
	all := s.standing(s.t)
	open := maturity.Open(all)
	blocks := append(s.sentence(open), pdf.Row{{Span: 5, Block: s.radar()}, {Span: 7, Block: s.dimensions(all)}})
	for _, more := range [][]pdf.Block{s.gaps(open), s.trend(), s.heat(), s.spread(), s.dissents()} {
		blocks = append(blocks, more...)
	}
	return blocks
}

// sentence is where the project stands, in words, and by which assessment.
func (s maturitySetter) sentence(open []maturity.Gap) []pdf.Block {
	now := s.Now.In(s.t)
	next := s.t.T("target.none")
	if len(open) > 0 {
		next = s.t.T("report.maturity.next", "dimension", s.t.T("maturity.short."+open[0].Dimension))
	}
	basis := s.t.T("report.maturity.basis", "number", s.Now.Number, "day", s.t.Day(s.Now.Day), "unit", maturity.UnitOf(s.t, now),
		"method", s.t.T("practice.method."+string(s.Now.Method)), "by", s.Now.By)
	return []pdf.Block{s.bound(s.message(s.moved(now) + " " + next)), s.bound(pdf.Stack{pdf.Text(quiet, basis), s.levels()})}
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
	return pdf.Stack{s.caption(s.t.T("maturity.radar.label")),
		pdf.Picture{Drawing: maturity.Radar(s.t, s.Now.In(s.t), before), Least: 6.5, Align: pdf.Middle}}
}

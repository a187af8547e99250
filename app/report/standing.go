package report

import (
	"stegvis/app/outlook"
	"stegvis/app/platform/pdf"
)

// sentence is the one sentence that whoever reads nothing else reads.
func (s steeringSetter) sentence() pdf.Block {
	h := s.Health
	if h == nil {
		return nil
	}
	lead, least := lead, 13.5
	if s.size < 8 { // where all else is close
		lead.Size, least = 12, 9.5
	}
	p := pdf.Paragraph{
		Runs: []pdf.Run{
			{Mark: coloured(h.Overall), Style: lead},
			{Text: "\u00a0" + h.Overall.Word(s.t) + ".", Style: lead.As(pdf.SerifSemibold)},
			{Text: " " + h.Basis.Sentence(s.t), Style: lead},
		},
		Leading: 1.75 * pdf.Grid, Fit: pdf.Fit{Lines: 1, Least: least},
	}
	if p.Height(s.d, pdf.FullWidth) > p.Leading { // a little smaller does not spare it a second line
		p.Fit = pdf.Fit{Lines: 2, Least: min(least, 11), Cut: s.cut}
	}
	return p
}

// coloured is the mark of a colour.
func coloured(c outlook.Colour) pdf.Mark {
	switch c {
	case outlook.Green:
		return pdf.Good
	case outlook.Amber:
		return pdf.Warn
	case outlook.Red:
		return pdf.Bad
	}
	return pdf.Idle
}

// health is the six sides, each as mark, name and word.
func (s steeringSetter) health() pdf.Block {
	if s.Health == nil {
		return nil
	}
	var row pdf.Row
	for _, one := range s.Health.Sides {
		row = append(row, pdf.Cell{Span: 2, Block: pdf.Stack{
			pdf.Paragraph{Runs: []pdf.Run{
				{Mark: coloured(one.Colour), Style: s.strong()},
				{Text: "\u00a0" + one.Dimension.Named(s.t), Style: s.strong()},
			}, Fit: pdf.Fit{Lines: 1, Least: 7}},
			pdf.Paragraph{Runs: s.word(one), Fit: pdf.Fit{Lines: 1, Least: 6}},
		}})
	}
	return row
}

// word says a side's colour and, where it was set by hand, shows the rule's mark;
// then the mark of last time where there was one.
func (s steeringSetter) word(one Side) []pdf.Run {
	runs := []pdf.Run{{Text: one.Colour.Word(s.t), Style: quiet}}
	if one.Rule != "" && one.Rule != one.Colour {
		runs = append(runs, pdf.Run{Text: " · " + s.t.T("report.by_rule") + "\u00a0", Style: quiet}, pdf.Run{Mark: coloured(one.Rule), Style: quiet})
	}
	if s.in.Before == nil {
		return runs
	}
	return append(runs, pdf.Run{Text: " · " + s.t.T("moved.was") + "\u00a0", Style: quiet}, pdf.Run{Mark: coloured(s.in.lastColour(one)), Style: quiet})
}

// tracks are the two tracks side by side: which step, in words, and eight marks.
func (s steeringSetter) tracks() pdf.Block {
	var row pdf.Row
	for _, track := range s.Tracks {
		var marks []pdf.Run
		for i, tone := range track.Steps {
			if i > 0 {
				marks = append(marks, pdf.Run{Text: "\u00a0", Style: s.strong()})
			}
			marks = append(marks, pdf.Run{Mark: reached(tone), Style: s.strong()})
		}
		message := ""
		if track.Step > 0 {
			message = s.t.T("report.step", "step", track.Step, "of", len(track.Steps))
		}
		row = append(row, pdf.Cell{Span: 6, Block: s.section(s.t.T("report.track."+track.Key), message,
			pdf.Row{
				{Span: 8, Block: s.step(track)},
				{Span: 4, Block: pdf.Paragraph{Runs: marks, Align: pdf.End}},
			})})
	}
	if len(row) == 0 {
		return nil
	}
	return row
}

func (s steeringSetter) step(track Track) pdf.Paragraph {
	if track.Step == 0 {
		return pdf.Text(s.strong(), s.t.T("report.all_steps"))
	}
	return pdf.Text(s.strong(), track.Name.In(s.t)).Within(pdf.Fit{Lines: 1, Least: 7.5, Cut: s.cut})
}

// reached is the mark of a step.
func reached(tone Tone) pdf.Mark {
	if tone == "" {
		return pdf.Idle
	}
	return pdf.Mark(tone)
}

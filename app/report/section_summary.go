package report

import (
	"context"
	"strconv"

	"stegvis/app/outlook"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/record"
)

// summaryPart is the section of how the project stands: its health, by which rule,
// and how far both tracks have come.
const summaryPart = "summary"

// Summary is how a project stands.
type Summary struct {
	Overall outlook.Colour    `json:"overall"`
	Basis   outlook.Basis     `json:"basis"`
	Sides   []outlook.Verdict `json:"sides"` // with the figures that they were judged by
	Judged  outlook.Verdict   `json:"judged"`
	Tracks  []Track           `json:"tracks"`
}

func composeSummary(ctx context.Context, r *Reading) (Summary, error) {
	state, health, err := r.Look(ctx)
	if err != nil {
		return Summary{}, err
	}
	s := Summary{Overall: health.Overall.Colour, Basis: health.Basis(), Sides: health.Dimensions, Judged: health.Overall}
	for _, name := range []string{record.Kotter, record.Gartner} {
		s.Tracks = append(s.Tracks, track(name, state.Tracks))
	}
	return s, nil
}

// setSummary is the one sentence, what the lead adds to it, each side by its rule,
// and both tracks.
func setSummary(s *setting, v Summary) []pdf.Block {
	blocks := []pdf.Block{s.heading(summaryPart), pdf.Paragraph{Runs: []pdf.Run{
		{Mark: coloured(v.Overall), Style: lead},
		{Text: "\u00a0" + v.Overall.Word(s.t) + ".", Style: lead.As(pdf.SerifSemibold)},
		{Text: " " + v.Basis.Sentence(s.t), Style: lead},
	}, Leading: 1.75 * pdf.Grid}}
	if s.in.Comment != "" {
		blocks = append(blocks, s.words(s.body(), s.in.Comment)...)
	}
	return append(blocks, s.sides(v), s.stands(v.Tracks))
}

// sides is each side of health: its colour, and the figures that it follows from.
// Where a colour was set by hand it shows the rule's own and the reason.
func (s *setting) sides(v Summary) pdf.Block {
	table := s.table(72, 84, 0)
	table.Head = []pdf.Paragraph{label(s.t.T("report.summary.side")), label(s.t.T("report.summary.colour")), label(s.t.T("report.summary.rule"))}
	for _, side := range append(v.Sides, v.Judged) {
		name := s.t.T("health.dimension.overall")
		figures := side.Figures
		if side.Dimension != outlook.Overall {
			name = side.Dimension.Named(s.t)
		} else {
			figures = nil
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			pdf.Text(s.strong(), name), s.colour(side), s.why(side, figures),
		})
	}
	return table
}

// colour is a side's mark and word, and the rule's where another was set by hand.
func (s *setting) colour(v outlook.Verdict) pdf.Paragraph {
	runs := []pdf.Run{{Mark: coloured(v.Colour), Style: s.body()}, {Text: "\u00a0" + v.Colour.Word(s.t), Style: s.body()}}
	if v.By != "" && v.RuleColour != v.Colour {
		runs = append(runs, pdf.Run{Text: " (" + s.t.T("report.by_rule") + "\u00a0", Style: quiet}, pdf.Run{Mark: coloured(v.RuleColour), Style: quiet},
			pdf.Run{Text: "\u00a0" + v.RuleColour.Word(s.t) + ")", Style: quiet})
	}
	return pdf.Paragraph{Runs: runs}
}

// why is what a colour follows from.
func (s *setting) why(v outlook.Verdict, figures []outlook.Figure) pdf.Paragraph {
	var runs []pdf.Run
	if v.By != "" {
		runs = append(runs, pdf.Run{Text: s.t.T("report.summary.set_by", "by", v.By, "reason", v.Reason.In(s.t)) + " ", Style: s.body()})
	}
	for _, f := range figures {
		runs = append(runs, pdf.Run{Mark: coloured(f.Colour), Style: quiet}, pdf.Run{Text: "\u00a0" + f.Named(s.t) + ": " + f.Shown(s.t), Style: s.body()},
			pdf.Run{Text: " (" + f.Rule(s.t) + ")  ", Style: quiet})
	}
	if len(runs) == 0 && v.Dimension == outlook.Overall {
		return pdf.Text(quiet, s.t.T("report.rules"))
	}
	if len(runs) == 0 {
		return pdf.Text(quiet, s.t.T("report.summary.unjudged"))
	}
	return pdf.Paragraph{Runs: runs}
}

// stands is both tracks, a step a row.
func (s *setting) stands(tracks []Track) pdf.Block {
	var row pdf.Row
	for _, t := range tracks {
		var steps pdf.Stack
		for i, tone := range t.Steps {
			n := strconv.Itoa(i + 1)
			steps = append(steps, pdf.Paragraph{Runs: []pdf.Run{
				{Mark: reached(tone), Style: s.body()}, {Text: "\u00a0" + n + " ", Style: quiet}, {Text: t.named(i).In(s.t), Style: s.body()},
			}})
		}
		row = append(row, pdf.Cell{Span: 6, Block: s.section(s.t.T("report.track."+t.Key), "", steps...)})
	}
	return row
}

// named is the name of the step at a place.
func (t Track) named(i int) i18n.Phrase {
	if i < len(t.Names) {
		return t.Names[i]
	}
	return i18n.Phrase{}
}

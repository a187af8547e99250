package report

import (
	"context"
	"slices"
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

// verdict is the one sentence: it stands on the report's front.
func (s *setting) verdict(v Summary) pdf.Block {
	return pdf.Paragraph{Runs: []pdf.Run{
		{Mark: coloured(v.Overall), Style: lead},
		{Text: "\u00a0" + v.Overall.Word(s.t) + ".", Style: lead.As(pdf.SerifSemibold)},
		{Text: " " + v.Basis.Sentence(s.t), Style: lead},
	}, Leading: 1.75 * pdf.Grid}
}

// setSummary is each side by its rule, and both tracks.
func setSummary(s *setting, v Summary) []pdf.Block {
	s.rules = s.legend()
	return []pdf.Block{s.heading(summaryPart), s.sides(v), s.stands(v.Tracks)}
}

// sides is each side of health with the figures that its colour follows from, a row
// each, and the rule of each figure. Where a colour was set by hand it shows the
// rule's own, who set it and why.
func (s *setting) sides(v Summary) pdf.Block {
	table := s.table(60, 64, markColumn, 0, 42, 144)
	table.Aligns, table.Grouped = []pdf.Align{4: pdf.End}, true
	for _, key := range []string{"side", "colour", "figure", "value", "rule"} {
		table.Head = append(table.Head, label(s.t.T("report.summary."+key)))
	}
	table.Head = slices.Insert(table.Head, 2, pdf.Paragraph{})
	for _, side := range v.Sides {
		table.Rows = append(table.Rows, s.side(side)...)
	}
	v.Judged.Figures = nil
	table.Rows = append(table.Rows, s.side(v.Judged)...)
	return table
}

func (s *setting) side(v outlook.Verdict) [][]pdf.Paragraph {
	name := s.t.T("health.dimension.overall")
	if v.Dimension != outlook.Overall {
		name = v.Dimension.Named(s.t)
	}
	var rows [][]pdf.Paragraph
	add := func(mark, what, value, rule pdf.Paragraph) {
		row := []pdf.Paragraph{{}, {}, mark, what, value, rule}
		if len(rows) == 0 {
			row[0], row[1] = pdf.Text(s.strong(), name), s.colour(v)
		}
		rows = append(rows, row)
	}
	if v.By != "" {
		add(pdf.Paragraph{}, pdf.Text(s.body().As(pdf.Italic), s.t.T("report.summary.set_by", "by", v.By, "reason", v.Reason.In(s.t))), pdf.Paragraph{}, pdf.Paragraph{})
	}
	for _, f := range v.Figures {
		add(pdf.Paragraph{Runs: []pdf.Run{{Mark: coloured(f.Colour), Style: s.body()}}}, pdf.Text(s.body(), f.Named(s.t)),
			s.figure(s.body(), f.Shown(s.t)), pdf.Text(quiet, f.Rule(s.t)))
	}
	if len(rows) == 0 {
		why := "report.summary.unjudged"
		if v.Dimension == outlook.Overall {
			why = "report.rules"
		}
		add(pdf.Paragraph{}, pdf.Text(quiet, s.t.T(why)), pdf.Paragraph{}, pdf.Paragraph{})
	}
	return rows
}

// colour is a side's mark and word, and the rule's where another was set by hand.
func (s *setting) colour(v outlook.Verdict) pdf.Paragraph {
	runs := []pdf.Run{{Mark: coloured(v.Colour), Style: s.body()}, {Text: "\u00a0" + v.Colour.Word(s.t), Style: s.body()}}
	if v.By != "" && v.RuleColour != v.Colour {
		runs = append(runs, pdf.Run{Text: " · " + s.t.T("report.by_rule") + "\u00a0", Style: quiet}, pdf.Run{Mark: coloured(v.RuleColour), Style: quiet},
			pdf.Run{Text: "\u00a0" + v.RuleColour.Word(s.t), Style: quiet})
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

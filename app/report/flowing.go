package report

import (
	"fmt"
	"slices"
	"strings"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/pdf"
)

// flowing sets the sections of a report below one another on as many pages as they
// take, after a list of contents where there are several.
func (s *setting) flowing() error {
	s.size, s.between, s.lines = 9, 0.25, 0
	var blocks []pdf.Block
	for _, p := range s.in.Parts {
		section, known := sectionOf(p.Key)
		if !known || section.set == nil {
			return fmt.Errorf("report: there is no section %q", p.Key)
		}
		set, err := section.set(s, p.Value)
		if err != nil {
			return err
		}
		blocks = append(blocks, s.opened(set)...)
	}
	flow := pdf.Flow{Head: func(int, int) pdf.Block { return s.head() }, Foot: s.foot, Gap: 0.5 * pdf.Grid, Watermark: s.watermark()}
	front, err := s.front()
	if err != nil {
		return err
	}
	flow.Draw(s.d, append(front, blocks...))
	return nil
}

// opened is a section that does not leave its heading and the sentence below it alone at
// the foot of a page, where more of it follows.
func (s *setting) opened(section []pdf.Block) []pdf.Block {
	if len(section) > 2 {
		if first, says := section[1].(pdf.Paragraph); says {
			section[1] = s.bound(first)
		}
	}
	return section
}

// holds reports whether the report has one of some sections.
func (s *setting) holds(keys ...string) bool {
	return slices.ContainsFunc(s.in.Parts, func(p Part) bool { return slices.Contains(keys, p.Key) })
}

// parts counts the sections. That there is nothing yet to compare is none, nor is what
// is overdue, which stands with the title.
func (s *setting) parts() int {
	n := len(s.in.Parts)
	if s.holds(overduePart) {
		n--
	}
	if s.in.Before == nil && s.holds(movedPart) {
		n--
	}
	return n
}

// front is what stands before the first section: the title, how the project stands
// where the report tells that, the lead's own words, and the contents where there is
// more than one section.
func (s *setting) front() ([]pdf.Block, error) {
	head := pdf.Heading{Block: pdf.Paragraph{Runs: []pdf.Run{{Text: s.title, Style: title}}, Leading: 2.5 * pdf.Grid}}
	if s.parts() <= 1 {
		head.Title = s.title
	}
	blocks := append(s.named(pdf.FullWidth), head)
	if s.holds(summaryPart) {
		var v Summary
		if err := s.in.part(summaryPart, &v); err != nil {
			return nil, err
		}
		blocks = append(blocks, s.verdict(v))
	}
	blocks = append(blocks, s.words(s.body(), s.in.Comment)...)
	if s.parts() > 1 {
		blocks = append(blocks, pdf.Contents{Style: s.body(), Depth: 0, Halves: s.parts() > 6})
	}
	return blocks, nil
}

// watermark is what stands across the pages of a draft.
func (s *setting) watermark() string {
	if s.drafted() {
		return s.t.T("report.draft")
	}
	return ""
}

// heading begins a section: what follows stays with it, and readers find it in the
// list of contents. A section that is alone stands under the report's own title, and
// is found by that.
func (s *setting) heading(key string) pdf.Block {
	name := s.t.T("report.section." + key + ".title")
	if s.parts() <= 1 {
		return pdf.Heading{Name: key, Block: pdf.Space(0)}
	}
	return pdf.Heading{Title: name, Level: 0, Name: key,
		Above: pdf.Stack{pdf.Space(0.5 * pdf.Grid), pdf.Rule{Stroke: chart.Stroke{Token: chart.Accent, Width: 0.6}, High: 0.5 * pdf.Grid}},
		Block: pdf.Paragraph{Runs: []pdf.Run{{Text: name, Style: chapter}}, Leading: 1.5 * pdf.Grid},
	}
}

// sub is a heading within a section.
func (s *setting) sub(title string) pdf.Block {
	return pdf.Heading{Title: title, Level: 1, Close: true, Above: pdf.Space(0.5 * pdf.Grid), Block: pdf.Paragraph{Runs: []pdf.Run{{Text: title, Style: heading}}}}
}

// noted is a heading within a section with a note on how to read what follows.
func (s *setting) noted(title, note string) pdf.Block {
	return pdf.Heading{Title: title, Level: 1, Close: true, Above: pdf.Space(0.5 * pdf.Grid), Block: pdf.Stack{
		pdf.Text(heading, title), pdf.Text(quiet, note), pdf.Space(0.5 * pdf.Grid),
	}}
}

// words are somebody's own words, a paragraph a line.
func (s *setting) words(style pdf.Style, text string) []pdf.Block {
	var blocks []pdf.Block
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			blocks = append(blocks, pdf.Text(style, line))
		}
	}
	return blocks
}

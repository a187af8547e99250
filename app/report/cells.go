package report

import (
	"strings"
	"unicode/utf8"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/pdf"
)

// What flowing sections set their words with: nothing in them is cut.

// message is what a section says in a few sentences, the largest on its page. Its
// face has a narrow space that is hardly seen, so that it gets a full one.
func (s *setting) message(text string) pdf.Block {
	text = strings.ReplaceAll(text, "\u202f", "\u00a0")
	return pdf.Paragraph{Runs: []pdf.Run{{Text: text, Style: pdf.Style{Face: pdf.Serif, Size: 11.5, Colour: chart.Ink}}}, Leading: 1.375 * pdf.Grid}
}

// bound is a block that does not stand at the foot of a page without what follows it.
func (s *setting) bound(b pdf.Block) pdf.Block { return pdf.Heading{Block: b} }

// caption stands above one of several parts side by side.
func (s *setting) caption(title string) pdf.Block {
	return pdf.Stack{pdf.Text(s.body().As(pdf.Semibold).In(chart.Accent), title), pdf.Space(0.25 * pdf.Grid)}
}

// number is a count in a column; a dash for none.
func (s *setting) number(n int) pdf.Paragraph {
	if n == 0 {
		return pdf.Text(s.body(), "–")
	}
	return pdf.Text(s.body(), s.t.Number(int64(n)))
}

// coded is a row's code, which leads to its page.
func (s *setting) coded(code, path, id string) pdf.Paragraph {
	run := pdf.Run{Text: code, Style: s.body().In(chart.Accent)}
	if s.in.Base != "" && id != "" {
		run.Link = s.in.Base + "/" + path + "/" + id
	}
	return pdf.Paragraph{Runs: []pdf.Run{run}, Fit: pdf.Fit{Lines: 1, Least: 6}}
}

// figure is a figure in a column: on one line.
func (s *setting) figure(style pdf.Style, text string) pdf.Paragraph {
	return pdf.Text(style, text).Within(pdf.Fit{Lines: 1, Least: 6})
}

// aside is what a row belongs to, quietly after its name: on the name's line or
// whole on the next one, unless it is too long for that.
func (s *setting) aside(of string) pdf.Run {
	const most = 36
	if utf8.RuneCountInString(of) <= most {
		of = strings.ReplaceAll(of, " ", "\u00a0")
	}
	return pdf.Run{Text: "\u00a0 " + of, Style: quiet}
}

// behind is how many days something lies behind its plan; what should have been done
// by now lies further behind with each day.
func (s *setting) behind(late bool, slip int, planned date.Day) pdf.Paragraph {
	if late {
		slip = max(slip, s.beyond(planned))
	}
	return s.slipped(slip)
}

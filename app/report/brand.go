package report

import (
	"context"

	"stegvis/app/platform/pdf"
	"stegvis/app/project"
)

// branded gives the input the look of the project's organisation as it is now.
func (r *Reports) branded(ctx context.Context, key project.Scope, in *Input) error {
	b, err := r.from.Projects.Brand(ctx, key)
	in.Brand = Brand(b)
	return err
}

// crestHigh is how high the organisation's logo is in the head of a page, in points.
const crestHigh = 2 * pdf.Grid

// crest is the logo beside the words of a head, standing as low as they do.
type crest []byte

// Height implements pdf.Block.
func (c crest) Height(*pdf.Doc, float64) float64 { return crestHigh }

// Draw implements pdf.Block.
func (c crest) Draw(d *pdf.Doc, x, y, width float64) {
	logo := pdf.Image{PNG: c, High: crestHigh, Align: pdf.End}
	logo.Draw(d, x, y+crestHigh-logo.Height(d, width), width)
}

// whoseSpan is how many of the head's twelve columns say whose report it is, and whatSpan
// how many what it is: half of them or nearly so, and fewer where a long title needs them
// and the names do not.
func (s *setting) whoseSpan() int {
	whose, what, n := s.whose().Within(headFit), s.entitled(), 6
	if len(s.in.Brand.Logo) > 0 {
		n = 5
	}
	lacks := func(p pdf.Paragraph, span int) bool { return p.Shortened(s.d, pdf.Span(span, 12, pdf.FullWidth)) }
	for n > 3 && lacks(what, s.whatSpan(n)) && !lacks(whose, n-1) {
		n--
	}
	return n
}

func (s *setting) whatSpan(whose int) int {
	if len(s.in.Brand.Logo) > 0 {
		return 8 - whose
	}
	return 10 - whose
}

// crested sets whose report it is, what it is and of which day beside one another,
// before the organisation's logo where there is one.
func (s *setting) crested(whose, what, when pdf.Block) pdf.Block {
	left := s.whoseSpan()
	if len(s.in.Brand.Logo) == 0 {
		return pdf.Row{{Span: left, Block: whose}, {Span: s.whatSpan(left), Block: what}, {Span: 2, Block: when}}
	}
	low := func(b pdf.Block) pdf.Block { return pdf.Stack{pdf.Space(crestHigh - pdf.Grid), b} }
	return pdf.Row{{Span: left, Block: low(whose)}, {Span: s.whatSpan(left), Block: low(what)}, {Span: 2, Block: low(when)}, {Span: 2, Block: crest(s.in.Brand.Logo)}}
}

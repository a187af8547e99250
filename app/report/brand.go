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

// whoseSpan is how many of the head's twelve columns say whose report it is.
func (s *setting) whoseSpan() int {
	if len(s.in.Brand.Logo) == 0 {
		return 6
	}
	return 5
}

// crested sets whose report it is, what it is and of which day beside one another,
// before the organisation's logo where there is one.
func (s *setting) crested(whose, what, when pdf.Block) pdf.Block {
	if len(s.in.Brand.Logo) == 0 {
		return pdf.Row{{Span: s.whoseSpan(), Block: whose}, {Span: 4, Block: what}, {Span: 2, Block: when}}
	}
	low := func(b pdf.Block) pdf.Block { return pdf.Stack{pdf.Space(crestHigh - pdf.Grid), b} }
	return pdf.Row{{Span: s.whoseSpan(), Block: low(whose)}, {Span: 3, Block: low(what)}, {Span: 2, Block: low(when)}, {Span: 2, Block: crest(s.in.Brand.Logo)}}
}

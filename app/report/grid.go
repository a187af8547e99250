package report

import (
	"context"
	"fmt"
	"strconv"

	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/project"
	"stegvis/app/record"
)

// GridVersion is the present form of GridInput, as InputVersion is of Input.
const GridVersion = 1

// GridInput is the page of the grid as data, in no language yet.
type GridInput struct {
	Version      int          `json:"version"`
	Organisation string       `json:"organisation"`
	Project      i18n.Phrase  `json:"project"`
	Day          date.Day     `json:"day"`
	Grid         outlook.Grid `json:"grid"`
}

// ComposeGrid reads the grid of a project as it stands now.
func (r *Reports) ComposeGrid(ctx context.Context, key project.Scope) (GridInput, error) {
	in := GridInput{Version: GridVersion, Organisation: key.Organisation, Project: key.Project.Named(), Day: key.Today()}
	err := r.db.Snapshot(ctx, func(ctx context.Context) error {
		var err error
		in.Grid, err = r.from.Outlook.Grid(ctx, key)
		return err
	})
	return in, err
}

// The page lies on its side.
const (
	gridWidth = pdf.PageHeight - 2*pdf.Margin
	gridDepth = pdf.PageWidth - 2*pdf.Margin
	gridAside = 4 // of 24 columns, for the figures beside the picture
)

// Grid draws the page of the grid in a language: the picture of the page that
// people see, and beneath it, in words, why some cells should not be empty. The same
// input gives the same bytes.
func Grid(in GridInput, t *i18n.Text, faces *pdf.Faces) ([]byte, error) {
	if in.Version != GridVersion {
		return nil, fmt.Errorf("report: a grid of version %d cannot be drawn, only of %d", in.Version, GridVersion)
	}
	d := faces.Begin(pdf.Meta{
		Title: t.T("grid.title") + " · " + in.Project.In(t), Author: in.Organisation,
		Lang: t.Lang(), RTL: t.Dir() == "rtl", Made: in.Day.Time(),
	})
	d.Landscape()
	d.Outline(t.T("grid.title"), 0, pdf.Margin)
	s := gridSetter{in: in, text: t, set: setter{in: Input{Organisation: in.Organisation, Project: in.Project, Day: in.Day}, t: t, d: d, room: rooms()[0], title: t.T("grid.title")}}
	y := pdf.Margin
	for _, b := range s.blocks(d) {
		b.Draw(d, pdf.Margin, y, gridWidth)
		y += b.Height(d, gridWidth)
	}
	return d.Bytes()
}

type gridSetter struct {
	in   GridInput
	text *i18n.Text
	set  setter
}

// blocks are the page from the top down. The gaps get the room that their words
// take, up to a third of the page; the picture gets the rest.
func (s gridSetter) blocks(d *pdf.Doc) []pdf.Block {
	head, gaps := s.set.head(), s.gaps(d)
	left := gridDepth - head.Height(d, gridWidth) - gaps.Height(d, gridWidth) - pdf.Grid
	picture := pdf.Row{
		{Span: 24 - gridAside, Block: pdf.Picture{Drawing: s.in.Grid.Picture(s.text, nil), Most: left, Least: 6.5}},
		{Span: gridAside, Block: s.figures()},
	}
	return []pdf.Block{head, pdf.Space(0.5 * pdf.Grid), picture, pdf.Space(0.5 * pdf.Grid), gaps}
}

// figures are what the grid comes to.
func (s gridSetter) figures() pdf.Block {
	all := s.in.Grid.All()
	large := pdf.Style{Face: pdf.SerifSemibold, Size: 20, Colour: chart.Ink}
	var stack pdf.Stack
	for _, one := range []struct {
		key string
		n   int
	}{{"open", all.Open}, {"done", all.Done}, {"high", all.High}, {"gaps", len(s.in.Grid.Gaps())}} {
		stack = append(stack,
			pdf.Paragraph{Runs: []pdf.Run{{Text: s.text.Number(int64(one.n)), Style: large}}, Leading: 2 * pdf.Grid},
			pdf.Text(quiet, s.text.N("grid.report."+one.key, one.n)), pdf.Space(0.75*pdf.Grid))
	}
	return stack
}

// gaps are the cells that should not be empty, three beside one another, as many as
// there is room for.
func (s gridSetter) gaps(d *pdf.Doc) pdf.Block {
	all := s.in.Grid.Gaps()
	if len(all) == 0 {
		return s.set.section(s.text.T("grid.report.gaps_title"), s.text.T("grid.gaps.none"))
	}
	const beside, most = 3, gridDepth / 3
	var rows pdf.Stack
	shown := 0
	for shown < len(all) {
		var row pdf.Row
		for _, l := range all[shown:min(shown+beside, len(all))] {
			row = append(row, pdf.Cell{Span: 4, Block: s.gap(l)})
		}
		n := len(row)
		for len(row) < beside {
			row = append(row, pdf.Cell{Span: 4})
		}
		if shown > 0 && rows.Height(d, gridWidth)+row.Height(d, gridWidth) > most {
			break
		}
		rows, shown = append(rows, row, pdf.Space(0.25*pdf.Grid)), shown+n
	}
	return s.set.section(s.text.N("grid.gaps.title", len(all)), s.set.part(shown, len(all)), rows...)
}

func (s gridSetter) gap(l outlook.Lack) pdf.Block {
	name := func(track, step string) string {
		at := framework.Place{Track: track, StepKey: step}
		return strconv.Itoa(at.Ordinal()) + " " + at.Named().In(s.text)
	}
	plain := s.set.body()
	plain.Size = 7.5
	return pdf.Stack{
		pdf.Text(plain.As(pdf.Semibold), name(record.Kotter, l.KotterStep)+" × "+name(record.Gartner, l.GartnerStep)).Within(pdf.Fit{Lines: 2, Least: 7}),
		pdf.Paragraph{Runs: []pdf.Run{{Text: l.Gap.Why(s.text) + " ", Style: plain}, {Text: l.Gap.Mend(s.text), Style: quiet}}},
	}
}

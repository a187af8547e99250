package report

import (
	"context"
	"slices"

	"stegvis/app/outlook"
	"stegvis/app/platform/pdf"
)

// movedPart is the section of what moved since the report before. Its moves stand in
// the input itself.
const movedPart = "moved"

// Moved is the value of the section: nothing of its own.
type Moved struct{}

func composeMoved(context.Context, *Reading) (Moved, error) { return Moved{}, nil }

// toldFirst is how many sentences are told at most before all else.
const toldFirst = 6

// concerns are the sorts of moves that a kind of report tells of: one that is about
// risks says what moved of risks.
func (k Kind) concerns() []Sort {
	if own, is := map[Kind][]Sort{
		KindRisk: {OfRisk}, KindCost: {OfMoney}, KindPlan: {OfMilestone}, KindMaturity: {OfMaturity}, KindDecision: {OfDecision},
	}[k]; is {
		return own
	}
	return Sorts()
}

// setMoved is the gravest moves in sentences, and all of them in a table for each
// sort.
func setMoved(s *setting, _ Moved) []pdf.Block {
	if s.in.Before == nil {
		return []pdf.Block{pdf.Text(quiet, s.t.T("moved.first"))}
	}
	blocks := []pdf.Block{s.heading(movedPart)}
	sorts := s.in.Kind.concerns()
	moves := about(s.in.Moved, sorts...)
	blocks = append(blocks, s.turns(moves))
	if len(moves) == 0 {
		return append(blocks, pdf.Text(s.body(), s.t.T("moved.none")))
	}
	if len(moves) > toldFirst {
		blocks = append(blocks, s.sentences(Foremost(moves, toldFirst)))
	}
	for _, sort := range sorts {
		if of := about(moves, sort); len(of) > 0 {
			blocks = append(blocks, s.sub(s.t.T("moved.sort."+string(sort))), s.moves(sort, of))
		}
	}
	return blocks
}

// turns is since when, and how many moves there are of each turn, which explains the
// marks as well.
func (s *setting) turns(moves []Move) pdf.Block {
	runs := []pdf.Run{{Text: s.since() + "\u00a0\u00a0 ", Style: quiet}}
	for _, turn := range Turns() {
		n := 0
		for _, m := range moves {
			if m.Mark == turn {
				n++
			}
		}
		if n > 0 {
			runs = append(runs, pdf.Run{Mark: turn.mark(), Style: quiet}, pdf.Run{Text: "\u00a0" + s.t.Number(int64(n)) + "\u00a0" + s.turn(turn) + "\u00a0\u00a0 ", Style: quiet})
		}
	}
	return pdf.Paragraph{Runs: runs}
}

// turn is a turn in a word.
func (s *setting) turn(t Turn) string { return s.t.T("moved.mark." + string(t)) }

// moves is the moves of a sort, a row each.
func (s *setting) moves(sort Sort, all []Move) pdf.Block {
	table := s.table(50, 0, 84, 84, 60)
	table.Aligns = []pdf.Align{4: pdf.End}
	table.Head = []pdf.Paragraph{label(""), label(s.t.T("moved.what")), label(s.t.T("moved.last")), label(s.t.T("moved.now")), label(s.t.T("moved.change"))}
	for _, m := range all {
		table.Rows = append(table.Rows, []pdf.Paragraph{
			{Runs: []pdf.Run{{Mark: m.Mark.mark(), Style: s.body()}, {Text: "\u00a0" + s.turn(m.Mark), Style: s.body()}}},
			s.what(m), s.fact(m, "was"), s.fact(m, "now"), pdf.Text(s.body(), m.Cell(s.t, "by", s.in.Day)),
		})
	}
	if sort == OfMilestone {
		s.withOriginal(&table, all)
	}
	return table
}

// withOriginal puts the day in the plan before those of last time and now.
func (s *setting) withOriginal(table *pdf.Table, all []Move) {
	table.Widths = []float64{50, 0, 56, 56, 56, 56}
	table.Aligns = []pdf.Align{5: pdf.End}
	table.Head = slices.Insert(table.Head, 2, label(s.t.T("moved.original")))
	for i, m := range all {
		table.Rows[i] = slices.Insert(table.Rows[i], 2, s.fact(m, "original"))
	}
}

// what names the row that moved, leads to it, and says what the columns beside it
// do not: what was decided, or how something ended.
func (s *setting) what(m Move) pdf.Paragraph {
	name := pdf.Run{Text: m.Args["name"].In(s.t, s.in.Day), Style: s.strong()}
	if !m.Gone() {
		name.Link = s.at(m.Path())
	}
	runs := []pdf.Run{name}
	if m.Code != "" {
		runs = slices.Insert(runs, 0, pdf.Run{Text: m.Code + "\u00a0 ", Style: quiet})
	}
	if more := m.More(s.t, s.in.Day); more != "" {
		runs = append(runs, pdf.Run{Text: " " + more, Style: s.body()})
	}
	return pdf.Paragraph{Runs: runs}
}

// fact is one of a move's facts in a table: a colour with its mark.
func (s *setting) fact(m Move, name string) pdf.Paragraph {
	p := pdf.Text(s.body(), m.Cell(s.t, name, s.in.Day))
	if f, there := m.Args[name]; there && f.As == AsColour {
		p.Runs = slices.Insert(p.Runs, 0, pdf.Run{Mark: coloured(outlook.Colour(f.Word)), Style: s.body()}, pdf.Run{Text: "\u00a0", Style: s.body()})
	}
	return p
}

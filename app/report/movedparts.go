package report

import (
	"slices"

	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/pdf"
)

// move is how a row moved since the report before; of several ways the gravest.
func (in Input) move(of Sort, id string) (Move, bool) {
	for _, m := range in.Moved {
		if m.Sort == of && m.ID == id && id != "" {
			return m, true
		}
	}
	return Move{}, false
}

// lastColour is the colour that a side had in the report before.
func (in Input) lastColour(s Side) outlook.Colour {
	for _, m := range in.Moved {
		if was, there := m.Args["was"]; there && m.Sort == OfHealth && m.Args["name"].Phrase.Key == "health.dimension."+string(s.Dimension) {
			return outlook.Colour(was.Word)
		}
	}
	return s.Colour
}

// lastForecast is the day on which the report before expected a milestone, zero when
// it had none or did not know it.
func (in Input) lastForecast(m Milestone) date.Day {
	if moved, yes := in.move(OfMilestone, m.ID); yes {
		return moved.Args["was"].Day
	}
	return m.Forecast
}

// Foremost are the gravest of some moves, in their order. While there are others to
// tell of, at most two are of one sort, and a third of all is left for what got better
// or was settled: that something was decided or reached is news, too.
func Foremost(moves []Move, most int) []Move {
	taken, of := make([]bool, len(moves)), map[Sort]int{}
	n, other := 0, 0
	take := func(each, others int) {
		for i, m := range moves {
			well := m.Mark == Better || m.Mark == Closed
			if n == most || taken[i] || of[m.Sort] >= each || !well && other >= others {
				continue
			}
			taken[i] = true
			of[m.Sort]++
			n++
			if !well {
				other++
			}
		}
	}
	take(2, most-most/3)
	take(most, most)
	var all []Move
	for i, m := range moves {
		if taken[i] {
			all = append(all, m)
		}
	}
	return all
}

// mark is the shape of a turn.
func (t Turn) mark() pdf.Mark {
	switch t {
	case Better:
		return pdf.Better
	case Worse:
		return pdf.Worse
	case Added:
		return pdf.Fresh
	case Closed:
		return pdf.Settled
	}
	return pdf.Even
}

// at is an address within the project's pages, "" where none is known.
func (s *setting) at(path string) string {
	if s.in.Base == "" {
		return ""
	}
	return s.in.Base + path
}

// moved is the gravest of what moved since the report before, in short sentences;
// nil when there is none before.
func (s steeringSetter) moved(most int) pdf.Block {
	if s.in.Before == nil {
		return nil
	}
	all := slices.DeleteFunc(slices.Clone(s.in.Moved), func(m Move) bool { return m.Waits() }) // which stands beside
	shown := Foremost(all, most)
	message := s.since()
	if part := s.part(len(shown), len(all)); part != "" {
		message += ", " + part
	}
	if len(shown) == 0 {
		return s.section(s.t.T("moved.title"), message, pdf.Text(s.body(), s.t.T("moved.none")))
	}
	return s.section(s.t.T("moved.title"), message, s.sentences(shown))
}

// news is what moved beside what is asked. There are as many sentences as the room
// has, and more, up to six, where what is asked leaves them the place.
func (s steeringSetter) news() pdf.Block {
	const left, right = 5, 7
	asked := s.decisions()
	if asked == nil || s.in.Before == nil {
		return beside(left, s.moved(toldFirst), right, asked)
	}
	free := asked.Height(s.d, pdf.Span(right, left+right, pdf.FullWidth))
	n := toldFirst
	for n > s.room.moves && s.moved(n).Height(s.d, pdf.Span(left, left+right, pdf.FullWidth)) > free {
		n--
	}
	return beside(left, s.moved(n), right, asked)
}

// since names the report before and its day.
func (s *setting) since() string {
	before := Fact{As: AsDay, Day: s.in.Before.Day}
	return s.t.T("moved.since", "number", s.in.Before.Number, "day", before.In(s.t, s.in.Day))
}

// sentences are moves told one below another, each behind its mark.
func (s *setting) sentences(moves []Move) pdf.Table {
	table := s.table(markColumn, 0)
	for _, m := range moves {
		told := pdf.Text(s.body(), m.Says(s.t, s.in.Day))
		if s.lines > 0 {
			told = told.Within(pdf.Fit{Lines: s.lines, Least: s.size - 1, Cut: s.cut})
		}
		if !m.Gone() {
			told.Runs[0].Link = s.at(m.Path())
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{{Runs: []pdf.Run{{Mark: m.Mark.mark(), Style: s.strong()}}}, told})
	}
	return table
}

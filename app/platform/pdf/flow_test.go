package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stegvis/app/platform/chart"
)

// maker makes blocks of words that are all different, so that each can be found
// again.
type maker struct {
	t     *rapid.T
	words int
	heads int
	deep  bool // blocks may be deeper than a page
}

func (m *maker) text(least, most int) Paragraph {
	var text strings.Builder
	for range rapid.IntRange(least, most).Draw(m.t, "words") {
		m.words++
		fmt.Fprintf(&text, "word%d ", m.words)
	}
	return Text(body, text.String())
}

func (m *maker) longest() int {
	if m.deep {
		return 900
	}
	return 60
}

func (m *maker) table() Table {
	m.heads++
	t := Table{Widths: []float64{0, 120}, Apart: float64(rapid.IntRange(0, 2).Draw(m.t, "apart")) * Grid / 4, Foot: rapid.Bool().Draw(m.t, "sum")}
	t.Head = []Paragraph{Text(body, fmt.Sprintf("head%d", m.heads)), Text(body, "x")}
	for range rapid.IntRange(1, 90).Draw(m.t, "rows") {
		t.Rows = append(t.Rows, []Paragraph{m.text(1, 40), m.text(1, m.longest()/3)})
	}
	return t
}

func (m *maker) picture() Picture {
	high := 200.0
	if m.deep {
		high = 2000
	}
	return Picture{Drawing: chart.Drawing{Width: 400, Height: rapid.Float64Range(10, high).Draw(m.t, "high")}}
}

func (m *maker) heading() Heading {
	return Heading{Block: m.text(1, 20), Title: "title", Level: rapid.IntRange(0, 3).Draw(m.t, "level")}
}

func (m *maker) block(nested int) Block {
	kinds := 7
	if nested > 0 {
		kinds = 10
	}
	switch rapid.IntRange(0, kinds).Draw(m.t, "kind") {
	case 0, 1:
		return m.table()
	case 2:
		return m.heading()
	case 3:
		return m.picture()
	case 4:
		return Space(rapid.Float64Range(0, 60).Draw(m.t, "space"))
	case 5:
		return Rule{High: Grid}
	case 6:
		return Contents{Style: body, Depth: 2}
	case 8:
		return Stack(m.blocks(0, 4, nested-1))
	case 9:
		return Together(m.blocks(0, 3, 0))
	case 10:
		return Row{{Span: 6, Block: m.text(1, m.longest())}, {Span: 6, Block: m.block(0)}}
	}
	return m.text(1, 4*m.longest())
}

func (m *maker) blocks(least, most, nested int) []Block {
	var all []Block
	for range rapid.IntRange(least, most).Draw(m.t, "blocks") {
		if nested == 2 && rapid.IntRange(0, 9).Draw(m.t, "break") == 0 {
			all = append(all, PageBreak{})
		}
		all = append(all, m.block(nested))
	}
	return all
}

// seen is what stands in blocks: their words and the sizes of what was parted.
type seen struct {
	d     *Doc
	words []string
	heads map[string][]int // rows below each
}

func (s *seen) look(b Block, width float64) {
	switch b := b.(type) {
	case Paragraph:
		s.paragraph(b, width)
	case Heading:
		s.look(b.Block, width)
	case Stack:
		for _, one := range b {
			s.look(one, width)
		}
	case Together:
		s.look(Stack(b), width)
	case Row:
		for _, c := range b {
			s.look(c.Block, Span(c.Span, b.total(), width))
		}
	case Table:
		if b.Head != nil {
			name := b.Head[0].Runs[0].Text
			s.heads[name] = append(s.heads[name], len(b.Rows))
		}
		for _, row := range b.Rows {
			for i, w := range b.widths(width) {
				s.paragraph(row[i], w)
			}
		}
	}
}

func (s *seen) paragraph(p Paragraph, width float64) {
	lines, _ := p.set(s.d, width)
	var text strings.Builder
	for _, l := range lines {
		for _, a := range l.atoms {
			text.WriteRune(a.char)
		}
		text.WriteByte(' ')
	}
	s.words = append(s.words, strings.Fields(text.String())...)
}

func look(d *Doc, blocks []Block) *seen {
	s := &seen{d: d, heads: map[string][]int{}}
	s.look(Stack(blocks), FullWidth)
	return s
}

func blocksOf(sheets []sheet) []Block {
	var all []Block
	for _, s := range sheets {
		for _, p := range s {
			all = append(all, p.block)
		}
	}
	return all
}

func withGap(gap float64) Flow {
	end := func(page, of int) Block { return Text(body, fmt.Sprint(page, " of ", of)) }
	return Flow{Head: end, Foot: end, Gap: gap}
}

// wellLaid fails when words are lost or said twice, or when blocks overlap or leave
// their page.
func wellLaid(t *rapid.T, d *Doc, f Flow, blocks []Block, sheets []sheet) {
	if f.Pages(d, blocks) != len(sheets) {
		t.Error("laid out again it takes another number of pages")
	}
	want, got := look(d, blocks), look(d, blocksOf(sheets))
	slices.Sort(want.words)
	slices.Sort(got.words)
	if !slices.Equal(want.words, got.words) {
		t.Errorf("of %d words %d are there", len(want.words), len(got.words))
	}
	for n, s := range sheets {
		y := 0.0
		for _, p := range s {
			if p.y < y-slack {
				t.Errorf("page %d: %T begins at %.2f, before %.2f", n+1, p.block, p.y, y)
			}
			if h := p.block.Height(d, FullWidth); h > 0 { // what takes no room draws nothing, wherever it stands
				y = p.y + h
			}
		}
		if y > f.depth(d)+0.02 {
			t.Errorf("page %d ends at %.2f of %.2f", n+1, y, f.depth(d))
		}
		if len(sheets) > 1 && len(s) == 0 {
			t.Errorf("page %d is empty", n+1)
		}
	}
}

func TestWhateverIsSetNothingIsLostAndNothingOverlaps(t *testing.T) {
	faces := load(t)
	rapid.Check(t, func(t *rapid.T) {
		d := faces.Begin(Meta{Lang: "en"})
		m := &maker{t: t, deep: true}
		f, blocks := withGap(Grid/2), m.blocks(0, 6, 2)
		wellLaid(t, d, f, blocks, f.sheets(d, blocks))
	})
}

func TestWhatBelongsTogetherIsNotParted(t *testing.T) {
	faces := load(t)
	rapid.Check(t, func(t *rapid.T) {
		d := faces.Begin(Meta{Lang: "en"})
		m := &maker{t: t}
		f, blocks := withGap(Grid/2), m.blocks(1, 10, 2)
		sheets := f.sheets(d, blocks)
		wellLaid(t, d, f, blocks, sheets)
		for name, parts := range look(d, blocksOf(sheets)).heads {
			for _, rows := range parts {
				if rows < 2 && len(parts) > 1 {
					t.Errorf("%s stands over %v rows", name, parts)
				}
			}
		}
		for n, s := range sheets {
			for _, p := range s {
				if at := p.y / Grid * 2; p.y > 0 && math.Abs(at-math.Round(at)) > 0.02 && !inStack(blocks) {
					t.Errorf("page %d: %T stands at %.3f steps", n+1, p.block, p.y/Grid)
				}
				if text, ok := p.block.(Paragraph); ok && text.span.parted && text.count(d, FullWidth) < 2 {
					t.Errorf("page %d: a line stands alone", n+1)
				}
			}
			if len(s) == 0 {
				continue
			}
			if last := s[len(s)-1].block; n < len(sheets)-1 && binding(last) && !slices.Contains(blocks, Block(PageBreak{})) {
				t.Errorf("page %d ends with %T", n+1, last)
			}
		}
	})
}

func inStack(blocks []Block) bool {
	return slices.ContainsFunc(blocks, func(b Block) bool { _, is := b.(Stack); return is })
}

func rows(n int) [][]Paragraph {
	var all [][]Paragraph
	for i := range n {
		all = append(all, []Paragraph{Text(body, fmt.Sprint("row ", i))})
	}
	return all
}

// ofRows is a table whose rows are a grid step high, as its head is.
func ofRows(n int) Table {
	return Table{Widths: []float64{0}, Head: []Paragraph{Text(body, "head")}, Rows: rows(n)}
}

func TestATableIsPartedBetweenRowsOfWhichNoneStandsAlone(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	for _, c := range []struct {
		name              string
		rows, fit         int
		first, rest, head int
	}{
		{"all fits", 5, 5, 5, 0, 1},
		{"as many as fit", 9, 5, 5, 4, 1},
		{"one is not left alone", 6, 5, 4, 2, 1},
		{"one does not begin", 6, 1, 0, 6, 1},
		{"three are not parted", 3, 2, 0, 3, 1},
		{"four are", 4, 3, 2, 2, 1},
		{"nothing fits", 4, 0, 0, 4, 1},
	} {
		first, rest := ofRows(c.rows).Part(d, FullWidth, float64(1+c.fit)*Grid)
		if got := [2]int{count(first), count(rest)}; got != [2]int{c.first, c.rest} {
			t.Errorf("%s: %v", c.name, got)
		}
		if t2, ok := rest.(Table); ok && len(t2.Head) != 1 {
			t.Errorf("%s: the head is not repeated", c.name)
		}
	}
}

func TestAGroupOfRowsIsRatherNotParted(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	table := ofRows(9)
	table.Grouped = true
	for _, i := range []int{4, 5, 7} {
		table.Rows[i][0].Runs = nil
	}
	for fit, want := range map[int]int{3: 3, 4: 3, 5: 3, 6: 6, 7: 6, 8: 6} {
		if first, _ := table.Part(d, FullWidth, float64(1+fit)*Grid); count(first) != want {
			t.Errorf("where %d rows fit there are %d, want %d", fit, count(first), want)
		}
	}
}

func count(b Block) int {
	if t, ok := b.(Table); ok {
		return len(t.Rows)
	}
	return 0
}

func TestAParagraphKeepsTwoLinesOnEitherSide(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	for _, c := range []struct{ lines, fit, first, rest int }{
		{8, 8, 8, 0}, {8, 7, 6, 2}, {8, 3, 3, 5}, {8, 1, 0, 8}, {3, 2, 0, 3}, {4, 3, 2, 2}, {0, 0, 0, 0},
	} {
		text := Text(body, strings.Repeat(strings.Repeat("x", 9)+" ", c.lines))
		first, rest := text.Part(d, 50, float64(c.fit)*Grid)
		lines := func(b Block) int {
			if b == nil {
				return 0
			}
			return int(math.Round(b.Height(d, 50) / Grid))
		}
		if lines(first) != c.first || lines(rest) != c.rest {
			t.Errorf("%d lines where %d fit: %d and %d", c.lines, c.fit, lines(first), lines(rest))
		}
	}
}

func TestAHeadingGoesWithWhatFollowsIt(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	f := Flow{}
	steps := int(f.depth(d) / Grid)
	heading := Heading{Block: Text(body, "Title"), Title: "Title"}
	for _, c := range []struct {
		name   string
		left   int // steps on the first page
		follow []Block
		stays  bool
	}{
		{"two rows and their head fit", 4, []Block{ofRows(9)}, true},
		{"one row does", 3, []Block{ofRows(9)}, false},
		{"two lines fit", 3, []Block{Text(body, strings.Repeat("word ", 200))}, true},
		{"one line does", 2, []Block{Text(body, strings.Repeat("word ", 200))}, false},
		{"a picture fits whole", 11, []Block{Picture{Drawing: chart.Drawing{Width: 100, Height: 100}, Most: 10 * Grid}}, true},
		{"or goes along", 10, []Block{Picture{Drawing: chart.Drawing{Width: 100, Height: 100}, Most: 10 * Grid}}, false},
		{"a heading below it and a table", 5, []Block{heading, ofRows(9)}, true},
		{"a heading below it and no table", 4, []Block{heading, ofRows(9)}, false},
		{"a space between", 4, []Block{Space(Grid), ofRows(9)}, false},
		{"nothing follows", 1, nil, true},
		{"a page ends", 1, []Block{PageBreak{}, ofRows(9)}, true},
	} {
		blocks := slices.Concat([]Block{Stack{Text(body, strings.Repeat("x\u2028", 1)), Picture{Drawing: chart.Drawing{Width: 1, Height: 10}, Most: float64(steps-c.left-1) * Grid}}, heading}, c.follow)
		stays := false
		for _, p := range f.sheets(d, blocks)[0] {
			if _, is := p.block.(Heading); is {
				stays = true
			}
		}
		if stays != c.stays {
			t.Errorf("%s: it stays %v", c.name, stays)
		}
	}
}

func TestARowThatIsDeeperThanAPageIsPartedBetweenLines(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	f := Flow{}
	long := strings.Repeat("word ", 5000)
	blocks := []Block{Heading{Block: Text(body, "Title")}, Table{Widths: []float64{100, 0}, Head: []Paragraph{Text(body, "head"), {}}, Rows: [][]Paragraph{{Text(body, "short"), Text(body, long)}, {Text(body, "second"), {}}}}}
	sheets := f.sheets(d, blocks)
	if len(sheets) < 3 {
		t.Errorf("%d pages", len(sheets))
	}
	if got := look(d, blocksOf(sheets)).words; len(got) != 5003 {
		t.Errorf("%d words", len(got))
	}
}

func TestAPictureThatIsHigherThanAPageIsMadeToFitIt(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	f := Flow{}
	sheets := f.sheets(d, []Block{Heading{Block: Text(body, "Title")}, Picture{Drawing: chart.Drawing{Width: 100, Height: 400}}, Text(body, "after")})
	if len(sheets) != 2 || len(sheets[0]) != 2 {
		t.Fatalf("%d pages", len(sheets))
	}
	if h := sheets[0][1].block.Height(d, FullWidth); math.Abs(h-(f.depth(d)-Grid)) > 0.01 {
		t.Errorf("it is %.1f high", h)
	}
}

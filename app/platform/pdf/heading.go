package pdf

// Heading is bound to what follows it: it is never the last on a page. It has a
// bookmark and a line in the contents under its Title (neither for ""), and is
// where a Run.Link or an Href of "#Name" leads. Above parts it from what stands
// before it, and is left out where it begins a page. Close leaves no distance
// between it and what follows.
type Heading struct {
	Above Block
	Block Block
	Title string
	Level int // 0 is the highest
	Name  string
	Close bool
}

// Height is that of the heading's block with what stands above it.
func (h Heading) Height(d *Doc, width float64) float64 {
	return h.above(d, width) + h.Block.Height(d, width)
}

func (h Heading) above(d *Doc, width float64) float64 {
	if h.Above == nil {
		return 0
	}
	return h.Above.Height(d, width)
}

// first is the heading as it begins a page.
func (h Heading) first() Heading {
	h.Above = nil
	return h
}

// Draw draws the block and marks its place.
func (h Heading) Draw(d *Doc, x, y, width float64) {
	d.target(ordinal(d.headings), y)
	d.headings++
	if h.Name != "" {
		d.target(h.Name, y)
	}
	if h.Title != "" {
		d.Outline(h.Title, h.Level, y)
	}
	if h.Above != nil {
		h.Above.Draw(d, x, y, width)
	}
	h.Block.Draw(d, x, y+h.above(d, width), width)
}

func (h Heading) force(d *Doc, width, depth float64) (first, rest Block) {
	h.Block, rest = force(d, h.Block, width, depth-h.above(d, width))
	return h, rest
}

// Together sets blocks below one another, all on one page when a page can hold
// them; one that is higher is parted as a Stack would be.
type Together []Block

// Height is the sum of the blocks' heights.
func (t Together) Height(d *Doc, width float64) float64 { return Stack(t).Height(d, width) }

// Draw draws the blocks from the top down.
func (t Together) Draw(d *Doc, x, y, width float64) { Stack(t).Draw(d, x, y, width) }

func (t Together) force(d *Doc, width, depth float64) (first, rest Block) {
	return Stack(t).force(d, width, depth)
}

// PageBreak begins a new page, unless one has just begun.
type PageBreak struct{}

// Height is none.
func (PageBreak) Height(*Doc, float64) float64 { return 0 }

// Draw draws nothing.
func (PageBreak) Draw(*Doc, float64, float64, float64) {}

// headings calls what for each heading within blocks, in the order of drawing.
func headings(blocks []Block, what func(Heading)) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			what(b)
		case Stack:
			headings(b, what)
		case Together:
			headings(b, what)
		case Row:
			for _, c := range b {
				headings([]Block{c.Block}, what)
			}
		}
	}
}

package pdf

import "math"

// Flow sets blocks below one another on as many pages as they take. All of them
// stand on half steps of the grid, counted from the page's head. What binds
// blocks: a heading, a rule and a space go where the block after them begins.
type Flow struct {
	// Head and Foot stand on each page, nil for none. Their heights must be the
	// same whatever the numbers.
	Head, Foot func(page, of int) Block
	Gap        float64 // between blocks, in points; none within a Stack
	Watermark  string  // large, grey and slanted across each page, "" for none
	Landscape  bool    // the pages lie on their side
}

// Pages is how many pages the blocks take. Nothing is drawn.
func (f Flow) Pages(d *Doc, blocks []Block) int { return len(f.sheets(d, blocks)) }

// Draw draws all pages, at least one: with no blocks it has a head and a foot
// alone.
func (f Flow) Draw(d *Doc, blocks []Block) {
	sheets := f.sheets(d, blocks)
	d.number(sheets)
	for i, s := range sheets {
		f.begin(d)
		f.end(d, f.Head, i+1, len(sheets), Margin)
		top := Margin + f.high(d, f.Head)
		for _, p := range s {
			p.block.Draw(d, Margin, top+p.y, f.width())
		}
		f.end(d, f.Foot, i+1, len(sheets), f.bottom()-f.high(d, f.Foot))
		d.Watermark(f.Watermark)
	}
}

// sheet is what stands on a page; places are counted from below its head.
type sheet []placed

type placed struct {
	block Block
	y     float64
}

// sheets lays the blocks out.
func (f Flow) sheets(d *Doc, blocks []Block) []sheet {
	d.list(blocks)
	c := column{d: d, width: f.width(), depth: f.depth(d), gap: f.Gap}
	var all []sheet
	for items := loose(blocks); len(items) > 0; {
		var s sheet
		s, items = c.page(items)
		all = append(all, s)
	}
	if len(all) == 0 {
		all = []sheet{nil}
	}
	return all
}

// onGrid is a place brought down to the next half step of the grid.
func onGrid(y float64) float64 { return math.Ceil(y/Grid*2-0.01) / 2 * Grid }

func (f Flow) width() float64 {
	if f.Landscape {
		return FullHeight
	}
	return FullWidth
}

// bottom is where the foot ends.
func (f Flow) bottom() float64 {
	if f.Landscape {
		return PageWidth - Margin
	}
	return PageHeight - Margin
}

// depth is the room between head and foot.
func (f Flow) depth(d *Doc) float64 {
	return f.bottom() - Margin - f.high(d, f.Head) - f.high(d, f.Foot) - 0.5*Grid
}

func (f Flow) high(d *Doc, end func(page, of int) Block) float64 {
	if end == nil {
		return 0
	}
	return end(1, 1).Height(d, f.width())
}

func (f Flow) end(d *Doc, end func(page, of int) Block, page, of int, y float64) {
	if end != nil {
		end(page, of).Draw(d, Margin, y, f.width())
	}
}

func (f Flow) begin(d *Doc) {
	if f.Landscape {
		d.Landscape()
	} else {
		d.Page()
	}
}

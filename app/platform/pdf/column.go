package pdf

// Parted is a block that may go on on the next page.
type Parted interface {
	Block
	// Part gives what fits into a depth and what is left: first nil when nothing
	// does, rest nil when all did.
	Part(d *Doc, width, depth float64) (first, rest Block)
}

// forced is a block that can be parted against its own rules when not even an
// empty page holds as much as they ask for. It always gives something.
type forced interface {
	force(d *Doc, width, depth float64) (first, rest Block)
}

// item is a block on its way to a page. A loose one keeps its distance from the
// one before and begins on the grid; others follow directly.
type item struct {
	block Block
	loose bool
}

// loose are blocks with what their stacks hold one by one.
func loose(blocks []Block) []item {
	var all []item
	close := false
	for _, b := range blocks {
		own := tight(b)
		if len(own) > 0 {
			own[0].loose = !close
		}
		h, is := b.(Heading)
		close = is && h.Close
		all = append(all, own...)
	}
	return trimmed(all)
}

func tight(blocks ...Block) []item {
	var all []item
	for _, b := range blocks {
		switch s, isStack := b.(Stack); {
		case isStack:
			all = append(all, tight(s...)...)
		case b != nil:
			all = append(all, item{block: b})
		}
	}
	return all
}

// trimmed are items without what makes no page of its own at their end.
func trimmed(items []item) []item {
	for len(items) > 0 && (empty(items[len(items)-1].block) || breaks(items[len(items)-1].block)) {
		items = items[:len(items)-1]
	}
	return items
}

func empty(b Block) bool {
	_, is := b.(Space)
	return is
}

func breaks(b Block) bool {
	_, is := b.(PageBreak)
	return is
}

// binding is a block that does not stand at the foot of a page without what
// follows it.
func binding(b Block) bool {
	switch b.(type) {
	case Heading, Rule, Space:
		return true
	}
	return false
}

// column is a room into which items are set from the top down.
type column struct {
	d                 *Doc
	width, depth, gap float64
}

// page is what stands on the next page: always something, so that there is an
// end.
func (c column) page(items []item) (set []placed, rest []item) {
	if set, rest = c.fill(items); len(set) > 0 {
		return set, rest
	}
	set, rest = c.push(rest)
	return set, trimmed(rest)
}

// fill sets as many items as keep the rules; none when the first do not fit.
func (c column) fill(items []item) (set []placed, rest []item) {
	y := 0.0
	for len(items) > 0 {
		switch first := items[0].block; {
		case breaks(first) && len(set) > 0:
			return set, items[1:]
		case len(set) == 0 && (breaks(first) || empty(first)):
			items = items[1:]
			continue
		}
		more, left, end := c.chain(items, y)
		if more == nil {
			break
		}
		set, items = append(set, more...), left
		if y = end; y > c.depth {
			break
		}
	}
	return set, trimmed(items)
}

// full is a place below every page's end: nothing follows what was parted.
func (c column) full() float64 { return c.depth + 1 }

// chain sets the first item and all that it is bound to, down to the beginning of
// the first that is bound to nothing; nil when they do not fit.
func (c column) chain(items []item, y float64) (set []placed, rest []item, end float64) {
	for i, one := range items {
		if breaks(one.block) {
			return set, items[i:], y
		}
		at := c.below(y, one)
		first, left := c.part(topmost(one.block, at), c.depth-at)
		if first == nil {
			return nil, items, y
		}
		set = append(set, placed{first, at})
		if left != nil {
			return set, append([]item{{block: left}}, items[i+1:]...), c.full()
		}
		y = at + first.Height(c.d, c.width)
		if !binding(one.block) {
			return set, items[i+1:], y
		}
	}
	return set, nil, y
}

// push sets the first items of an empty page though they do not fit as they
// should: what is bound as long as it does, and of the first that does not, as
// much as there is room for.
func (c column) push(items []item) (set []placed, rest []item) {
	y := 0.0
	for i, one := range items {
		if breaks(one.block) {
			return set, items[i+1:]
		}
		at := c.below(y, one)
		left := c.depth - at
		one.block = topmost(one.block, at)
		if h := one.block.Height(c.d, c.width); h <= left+slack {
			set, y = append(set, placed{one.block, at}), at+h
			continue
		}
		if i > 0 && left < c.depth/4 {
			return set, items[i:]
		}
		first, more := force(c.d, one.block, c.width, left)
		if i > 0 && more == nil && first.Height(c.d, c.width) > left+slack {
			return set, items[i:]
		}
		if set = append(set, placed{first, at}); more != nil {
			return set, append([]item{{block: more}}, items[i+1:]...)
		}
		return set, items[i+1:]
	}
	return set, nil
}

// topmost is a block as it stands at a place: a heading that begins a page needs
// nothing that parts it from what is before.
func topmost(b Block, at float64) Block {
	if h, is := b.(Heading); is && at == 0 {
		return h.first()
	}
	return b
}

// below is where an item begins after what ends at y.
func (c column) below(y float64, one item) float64 {
	if y == 0 || !one.loose {
		return y
	}
	return onGrid(y + c.gap)
}

func (c column) part(b Block, depth float64) (first, rest Block) {
	if p, ok := b.(Parted); ok {
		return p.Part(c.d, c.width, depth)
	}
	if b.Height(c.d, c.width) <= depth+slack {
		return b, nil
	}
	return nil, b
}

// force parts whatever can be, by its rules where they allow it. What cannot is
// given whole.
func force(d *Doc, b Block, width, depth float64) (first, rest Block) {
	if p, ok := b.(Parted); ok {
		if first, rest = p.Part(d, width, depth); first != nil {
			return first, rest
		}
	}
	if f, ok := b.(forced); ok {
		return f.force(d, width, depth)
	}
	return b, nil
}

// Part parts between blocks, or within one that can be.
func (s Stack) Part(d *Doc, width, depth float64) (first, rest Block) {
	return stacked(column{d: d, width: width, depth: depth}.fill(tight(s)))
}

func (s Stack) force(d *Doc, width, depth float64) (first, rest Block) {
	return stacked(column{d: d, width: width, depth: depth}.page(tight(s)))
}

// stacked are stacks of what was set and of what is left; nil without any.
func stacked(set []placed, left []item) (first, rest Block) {
	var a, b Stack
	for _, p := range set {
		a = append(a, p.block)
	}
	for _, one := range left {
		b = append(b, one.block)
	}
	if a != nil {
		first = a
	}
	if b != nil {
		rest = b
	}
	return first, rest
}

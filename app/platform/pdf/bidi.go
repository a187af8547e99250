package pdf

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// Isolates keep what is inserted into a sentence from turning its surroundings
// around.
const (
	lri = '\u2066'
	rli = '\u2067'
	fsi = '\u2068'
	pdi = '\u2069'
)

// levels are the embedding levels of a text by Unicode's bidirectional algorithm
// (UAX #9), at a level that its surroundings give; embeddings and overrides are
// taken out before. Even levels run to the right, odd ones to the left.
func levels(text []rune, base int) []int {
	o := ordering{text: text, classes: make([]bidi.Class, len(text)), level: make([]int, len(text))}
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		o.classes[i] = p.Class()
	}
	o.isolate(0, len(text), base)
	return o.level
}

// inherent is the level of a text that finds its own direction: the lowest one,
// not below the surroundings', that its first strong letter allows. Figures
// without letters run to the right, so that their signs stand before them.
func inherent(text []rune, around int) int {
	depth, figures := 0, false
	for _, r := range text {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.LRI, bidi.RLI, bidi.FSI:
			depth++
		case bidi.PDI:
			depth = max(depth-1, 0)
		case bidi.EN:
			figures = true
		case bidi.L:
			if depth == 0 {
				return around + around%2
			}
		case bidi.R, bidi.AL:
			if depth == 0 {
				return around + 1 - around%2
			}
		}
	}
	if figures {
		return around + around%2
	}
	return around
}

type ordering struct {
	text    []rune
	classes []bidi.Class
	level   []int
}

// isolate resolves a stretch at a level. What is isolated within it counts as
// one neutral sign and is resolved by itself.
func (o ordering) isolate(from, to, level int) {
	var own []int
	for i := from; i < to; i++ {
		own = append(own, i)
		c := o.classes[i]
		if c != bidi.LRI && c != bidi.RLI && c != bidi.FSI {
			if c == bidi.PDI {
				o.classes[i] = bidi.ON
			}
			continue
		}
		end := o.matching(i, to)
		inner := level + 2 - level%2 // the next even level
		if c == bidi.RLI || c == bidi.FSI && inherent(o.text[i+1:end], 0) == 1 {
			inner = level + 1 + level%2 // the next odd level
		}
		o.classes[i] = bidi.ON
		o.isolate(i+1, end, inner)
		i = end - 1
	}
	o.resolve(own, level)
}

// matching is where the isolate that begins at i ends.
func (o ordering) matching(i, to int) int {
	depth := 0
	for j := i; j < to; j++ {
		switch o.classes[j] {
		case bidi.LRI, bidi.RLI, bidi.FSI:
			depth++
		case bidi.PDI:
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return to
}

func strong(level int) bidi.Class {
	if level%2 == 1 {
		return bidi.R
	}
	return bidi.L
}

// resolve gives levels to the signs at the places in own, by the rules that the
// comments name.
func (o ordering) resolve(own []int, level int) {
	outer := strong(level)
	c := make([]bidi.Class, len(own))
	for i, at := range own {
		c[i] = o.classes[at]
	}
	weak(c, outer)
	o.brackets(own, c, outer)
	neutral(c, outer)
	for i, at := range own { // I1, I2
		o.level[at] = level
		switch {
		case level%2 == 0 && c[i] == bidi.R, level%2 == 1 && c[i] != bidi.R:
			o.level[at] = level + 1
		case level%2 == 0 && c[i] == bidi.AN, level%2 == 0 && c[i] == bidi.EN:
			o.level[at] = level + 2
		}
	}
}

// weak is rules W1 to W7: marks, numbers and what belongs to them.
func weak(c []bidi.Class, outer bidi.Class) {
	last := outer
	for i := range c { // W1
		if c[i] == bidi.NSM {
			c[i] = last
		}
		last = c[i]
	}
	last = outer
	for i := range c { // W2
		switch c[i] {
		case bidi.L, bidi.R, bidi.AL:
			last = c[i]
		case bidi.EN:
			if last == bidi.AL {
				c[i] = bidi.AN
			}
		}
	}
	for i := range c { // W3
		if c[i] == bidi.AL {
			c[i] = bidi.R
		}
	}
	for i := 1; i+1 < len(c); i++ { // W4
		if c[i-1] == c[i+1] && (c[i] == bidi.ES && c[i-1] == bidi.EN || c[i] == bidi.CS && (c[i-1] == bidi.EN || c[i-1] == bidi.AN)) {
			c[i] = c[i-1]
		}
	}
	terminators(c)
	last = outer
	for i := range c { // W6, W7
		switch c[i] {
		case bidi.ES, bidi.ET, bidi.CS:
			c[i] = bidi.ON
		case bidi.L, bidi.R:
			last = c[i]
		case bidi.EN:
			if last == bidi.L {
				c[i] = bidi.L
			}
		}
	}
}

// terminators is rule W5: signs such as % go with the number beside them.
func terminators(c []bidi.Class) {
	for i := 0; i < len(c); i++ {
		if c[i] != bidi.ET {
			continue
		}
		end := i
		for end < len(c) && c[end] == bidi.ET {
			end++
		}
		if i > 0 && c[i-1] == bidi.EN || end < len(c) && c[end] == bidi.EN {
			for j := i; j < end; j++ {
				c[j] = bidi.EN
			}
		}
		i = end - 1
	}
}

// direction is the strong class that a resolved sign counts as for neutrals, or
// ON for neutrals themselves.
func direction(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// brackets is rule N0: a pair takes one direction.
func (o ordering) brackets(own []int, c []bidi.Class, outer bidi.Class) {
	type opened struct {
		at     int
		closes rune
	}
	var stack []opened
	var pairs [][2]int
	for i, at := range own {
		p, _ := bidi.LookupRune(o.text[at])
		if c[i] != bidi.ON || !p.IsBracket() {
			continue
		}
		if p.IsOpeningBracket() {
			stack = append(stack, opened{i, mirrored(o.text[at])})
			continue
		}
		for j := len(stack) - 1; j >= 0; j-- {
			if stack[j].closes == o.text[at] {
				pairs = append(pairs, [2]int{stack[j].at, i})
				stack = stack[:j]
				break
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return a[0] - b[0] })
	for _, pair := range pairs {
		if d := bracketed(c, pair, outer); d != bidi.ON {
			c[pair[0]], c[pair[1]] = d, d
		}
	}
}

func bracketed(c []bidi.Class, pair [2]int, outer bidi.Class) bidi.Class {
	found := bidi.ON
	for _, inside := range c[pair[0]+1 : pair[1]] {
		switch d := direction(inside); d {
		case outer:
			return outer
		case bidi.L, bidi.R:
			found = d
		}
	}
	if found == bidi.ON {
		return bidi.ON
	}
	before := outer
	for i := pair[0] - 1; i >= 0; i-- {
		if d := direction(c[i]); d != bidi.ON {
			before = d
			break
		}
	}
	if before == found {
		return found
	}
	return outer
}

// neutral is rules N1 and N2: what stands between two of one direction takes it,
// the rest goes with the surroundings.
func neutral(c []bidi.Class, outer bidi.Class) {
	before := outer
	for i := 0; i < len(c); i++ {
		if d := direction(c[i]); d != bidi.ON {
			before = d
			continue
		}
		end, after := i, outer
		for end < len(c) && direction(c[end]) == bidi.ON {
			end++
		}
		if end < len(c) {
			after = direction(c[end])
		}
		d := outer
		if before == after {
			d = before
		}
		for j := i; j < end; j++ {
			c[j] = d
		}
		i = end - 1
	}
}

// mirrored is the sign that takes a sign's place where writing runs to the left.
func mirrored(r rune) rune {
	switch r {
	case '«':
		return '»'
	case '»':
		return '«'
	case '‹':
		return '›'
	case '›':
		return '‹'
	case '<':
		return '>'
	case '>':
		return '<'
	}
	if p, _ := bidi.LookupRune(r); p.IsBracket() {
		return []rune(bidi.ReverseString(string(r)))[0]
	}
	return r
}

// visual turns the places of a line into the order in which they are drawn from
// left to right (rule L2).
func visual(level []int) []int {
	order := make([]int, len(level))
	highest, lowestOdd := 0, 1<<30
	for i, l := range level {
		order[i] = i
		highest = max(highest, l)
		if l%2 == 1 {
			lowestOdd = min(lowestOdd, l)
		}
	}
	for l := highest; l >= lowestOdd; l-- {
		for i := 0; i < len(order); i++ {
			if level[order[i]] < l {
				continue
			}
			end := i
			for end < len(order) && level[order[end]] >= l {
				end++
			}
			slices.Reverse(order[i:end])
			i = end
		}
	}
	return order
}

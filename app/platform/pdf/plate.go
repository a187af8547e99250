package pdf

import (
	"bytes"
	"fmt"
	"html"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// plate turns a page's operators into SVG.
type plate struct {
	screening
	out    strings.Builder
	high   float64
	path   strings.Builder
	stance screenStance
	kept   []screenStance
	said   []saying
}

// saying is where words begin on a page, and how long they are.
type saying struct {
	x, y, wide float64
	text       string
}

// within are the words that stand in a place.
func (p *plate) within(left, upper, right, lower float64) string {
	var words []string
	for _, one := range p.said {
		if middle := one.x + one.wide/2; middle > left && middle < right && one.y > upper && one.y < lower {
			words = append(words, strings.TrimSpace(one.text))
		}
	}
	return strings.Join(words, " ")
}

// screenStance is how pen and type stand.
type screenStance struct {
	fill, line string
	width      float64
	dash       string
	blending
	face string
	size float64
	x, y float64    // where the next words begin
	at   [4]float64 // width, height and place of the next picture
}

// run reads operators with what stands before each.
func (p *plate) run(raw []byte) error {
	r := reader{rest: raw}
	var before []operand
	for {
		one, operator, ok := r.next()
		switch {
		case !ok:
			return nil
		case operator == "":
			before = append(before, one)
			continue
		}
		if err := p.do(operator, before); err != nil {
			return err
		}
		before = before[:0]
	}
}

// do follows one operator. Those that say nothing of what a page looks like are
// passed over.
func (p *plate) do(operator string, of []operand) error {
	if len(of) < operands[operator] {
		return fmt.Errorf("pdf: %q stands after %d of %d operands: %w", operator, len(of), operands[operator], errUnknownForm)
	}
	at := func(i int) string { return figure(of[i].n) + " " + figure(p.high-of[i+1].n) }
	switch operator {
	case "rg":
		p.stance.fill = hex(of)
	case "RG":
		p.stance.line = hex(of)
	case "w":
		p.stance.width = of[0].n
	case "d":
		p.stance.dash = of[0].numbers()
	case "gs":
		p.stance.blending = p.blends[of[0].name]
	case "q":
		p.kept = append(p.kept, p.stance)
	case "Q":
		if n := len(p.kept); n > 0 {
			p.stance, p.kept = p.kept[n-1], p.kept[:n-1]
		}
	case "m":
		p.path.WriteString("M" + at(0))
	case "l":
		p.path.WriteString("L" + at(0))
	case "c":
		p.path.WriteString("C" + at(0) + " " + at(2) + " " + at(4))
	case "h":
		p.path.WriteString("Z")
	case "re":
		p.path.WriteString("M" + at(0) + "h" + figure(of[2].n) + "v" + figure(-of[3].n) + "h" + figure(-of[2].n) + "Z")
	case "f", "S", "B":
		p.shape(operator)
	case "Tf":
		p.stance.face, p.stance.size = of[0].name, of[1].n
	case "Td":
		p.stance.x, p.stance.y = of[0].n, p.high-of[1].n
	case "cm":
		p.stance.at = [4]float64{of[0].n, of[3].n, of[4].n, of[5].n}
	case "Do":
		return p.picture(of[0].name)
	case "TJ":
		p.words(of[0])
	}
	return nil
}

// operands is how many operands an operator needs.
var operands = map[string]int{"rg": 3, "RG": 3, "w": 1, "d": 1, "gs": 1, "m": 2, "l": 2, "c": 6, "re": 4, "Tf": 2, "Td": 2, "TJ": 1, "cm": 6, "Do": 1}

func hex(of []operand) string {
	s := "#"
	for _, one := range of[:3] {
		s += fmt.Sprintf("%02x", int(one.n*255+0.5))
	}
	return s
}

// shape ends a path.
func (p *plate) shape(how string) {
	p.out.WriteString(`<path d="` + p.path.String() + `"`)
	p.path.Reset()
	if how == "S" {
		p.out.WriteString(` fill="none"`)
	} else {
		p.out.WriteString(` fill="` + p.stance.fill + `"`)
	}
	if how != "f" {
		p.out.WriteString(` stroke="` + p.stance.line + `" stroke-width="` + figure(p.stance.width) + `"`)
		if p.stance.dash != "" {
			p.out.WriteString(` stroke-dasharray="` + p.stance.dash + `"`)
		}
	}
	if p.stance.dye {
		p.out.WriteString(` class="dye"`)
	}
	p.opacity()
	p.out.WriteString("/>")
}

func (p *plate) opacity() {
	if p.stance.alpha < 1 {
		p.out.WriteString(` opacity="` + figure(p.stance.alpha) + `"`)
	}
}

// words sets a line of glyphs, as long as it is in the file whatever the browser's
// own face would make of it. Signs that run to the left stand in the file as they are
// seen, and stay so.
func (p *plate) words(of operand) {
	f, chars := p.named(p.stance.face)
	if f == nil {
		return
	}
	var text strings.Builder
	wide, leftward, signs := 0.0, false, 0
	for _, piece := range of.list {
		if piece.raw == nil {
			wide -= piece.n / 1000
			continue
		}
		for i := 0; i+1 < len(piece.raw); i += 2 {
			g := chars[uint16(piece.raw[i])<<8|uint16(piece.raw[i+1])]
			if g == nil {
				continue
			}
			class, _ := bidi.LookupRune(g.char)
			leftward = leftward || class.Class() == bidi.R || class.Class() == bidi.AL
			text.WriteRune(g.char)
			wide += g.advance
			signs++
		}
	}
	fmt.Fprintf(&p.out, `<text class="%s" x="%s" y="%s" font-size="%s" fill="%s"`, p.stance.face, figure(p.stance.x), figure(p.stance.y), figure(p.stance.size), p.stance.fill)
	if signs > 1 {
		p.out.WriteString(` textLength="` + figure(wide*p.stance.size) + `" lengthAdjust="spacingAndGlyphs"`)
	}
	if leftward {
		p.out.WriteString(` direction="ltr" unicode-bidi="bidi-override"`)
	}
	p.said = append(p.said, saying{p.stance.x, p.stance.y, wide * p.stance.size, text.String()})
	p.opacity()
	p.out.WriteString(">" + html.EscapeString(text.String()) + "</text>")
}

// operand is a number, a name, a string or a list of them.
type operand struct {
	n    float64
	name string
	raw  []byte // of a string; nil for anything else
	list []operand
}

// numbers are those of a list, as SVG takes them.
func (o operand) numbers() string {
	var all []string
	for _, one := range o.list {
		all = append(all, figure(one.n))
	}
	return strings.Join(all, " ")
}

// reader parts a content into operands and operators.
type reader struct{ rest []byte }

func (r *reader) next() (one operand, operator string, ok bool) {
	r.rest = bytes.TrimLeft(r.rest, " \n\r\t")
	if len(r.rest) == 0 {
		return one, "", false
	}
	switch c := r.rest[0]; {
	case c == '(':
		return operand{raw: r.str()}, "", true
	case c == '[':
		r.rest = r.rest[1:]
		return operand{list: r.members()}, "", true
	case c == '/':
		r.rest = r.rest[1:]
		return operand{name: r.word()}, "", true
	case c == ']' || c == ')':
		r.rest = r.rest[1:]
		return operand{}, "", true
	}
	word := r.word()
	if c := word[0]; c >= '0' && c <= '9' || c == '-' || c == '.' || c == '+' { // an error is dear
		if n, err := strconv.ParseFloat(word, 64); err == nil {
			return operand{n: n}, "", true
		}
	}
	return one, word, true
}

// members are the operands up to the end of a list.
func (r *reader) members() []operand {
	var all []operand
	for {
		r.rest = bytes.TrimLeft(r.rest, " \n\r\t")
		if len(r.rest) == 0 {
			return all
		}
		if r.rest[0] == ']' {
			r.rest = r.rest[1:]
			return all
		}
		one, operator, ok := r.next()
		if !ok {
			return all
		}
		if operator == "" {
			all = append(all, one)
		}
	}
}

func (r *reader) word() string {
	end := bytes.IndexAny(r.rest, " \n\r\t[]()/")
	switch {
	case end < 0:
		end = len(r.rest)
	case end == 0: // a sign that no word begins with
		end = 1
	}
	word := string(r.rest[:end])
	r.rest = r.rest[end:]
	return word
}

// str is a string with what its backslashes stand for.
func (r *reader) str() []byte {
	out, i := []byte{}, 1
	for ; i < len(r.rest) && r.rest[i] != ')'; i++ {
		c := r.rest[i]
		if c == '\\' && i+1 < len(r.rest) {
			i++
			if c = r.rest[i]; c == 'r' {
				c = '\r'
			}
		}
		out = append(out, c)
	}
	r.rest = r.rest[min(i+1, len(r.rest)):]
	return out
}

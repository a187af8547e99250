package drawn

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// reader follows a page's operators.
type reader struct {
	high   float64
	fonts  map[string]map[uint16]rune
	alphas map[string]float64

	now   Call // how pen and type stand
	args  []string
	path  []Step
	box   *Call
	calls []Call
}

func (r *reader) read(ops []byte) ([]Call, error) {
	for i := 0; i < len(ops); {
		switch c := ops[i]; {
		case c == ' ' || c == '\n' || c == '[' || c == ']':
			i++
		case c == '(':
			text, end := literal(ops, i)
			r.args = append(r.args, text)
			i = end
		default:
			end := i + 1
			for end < len(ops) && !strings.ContainsRune(" \n[]()", rune(ops[end])) {
				end++
			}
			if err := r.word(string(ops[i:end])); err != nil {
				return nil, err
			}
			i = end
		}
	}
	return r.calls, nil
}

// literal is a string that begins at i, and where it ends.
func literal(ops []byte, i int) (text string, end int) {
	var b strings.Builder
	b.WriteByte('(')
	for i++; i < len(ops) && ops[i] != ')'; i++ {
		if ops[i] == '\\' && i+1 < len(ops) {
			i++
			if ops[i] == 'r' {
				b.WriteByte('\r')
				continue
			}
		}
		b.WriteByte(ops[i])
	}
	return b.String(), i + 1
}

// word is an operand or an operator.
func (r *reader) word(w string) error {
	if c := w[0]; c == '/' || c == '-' || c == '.' || c >= '0' && c <= '9' {
		r.args = append(r.args, w)
		return nil
	}
	err := r.operator(w)
	r.args = r.args[:0]
	return err
}

// n is an operand as a number.
func (r *reader) n(i int) float64 {
	if i >= len(r.args) {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(r.args[i], 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

func (r *reader) colour() (k [3]int) {
	for i := range k {
		k[i] = int(math.Round(r.n(i) * 255))
	}
	return k
}

func (r *reader) operator(op string) error {
	switch op {
	case "BT", "ET", "J", "j", "g", "G": // the last two only where the library begins a page
	case "rg":
		r.now.Fill = r.colour()
	case "RG":
		r.now.Line = r.colour()
	case "w":
		r.now.Width = r.n(0)
	case "d":
		if r.now.Dash = 0; len(r.args) > 1 {
			r.now.Dash = r.n(0)
		}
	case "gs":
		r.now.Alpha = r.alphas[r.args[0][1:]]
	case "Tf":
		r.now.Face, r.now.Size = r.args[0][1:], r.n(1)
	case "Td":
		r.now.X, r.now.Y = r.n(0), r.high-r.n(1)
	case "TJ":
		return r.text()
	case "m", "l", "c", "h":
		r.step(op)
	case "re":
		r.box = &Call{What: Box, X: r.n(0), Y: r.high - r.n(1), W: r.n(2), H: -r.n(3)}
	case "f":
		r.paint("F")
	case "S":
		r.paint("D")
	case "B":
		r.paint("FD")
	default:
		return fmt.Errorf("the operator %q is unknown", op)
	}
	return nil
}

// text is one stretch, whose letters move as they like.
func (r *reader) text() error {
	c := r.now
	c.What = Text
	chars, known := r.fonts[c.Face]
	if !known {
		return fmt.Errorf("the face %q is unknown", c.Face)
	}
	var b strings.Builder
	for _, arg := range r.args {
		glyphs, is := strings.CutPrefix(arg, "(")
		for i := 0; is && i+1 < len(glyphs); i += 2 {
			b.WriteRune(chars[uint16(glyphs[i])<<8|uint16(glyphs[i+1])])
		}
	}
	c.Text = b.String()
	r.calls = append(r.calls, c)
	return nil
}

func (r *reader) step(op string) {
	s := Step{Op: op}
	for i := range r.args {
		if s.P[i] = r.n(i); i%2 == 1 {
			s.P[i] = r.high - s.P[i]
		}
	}
	r.path = append(r.path, s)
}

func (r *reader) paint(how string) {
	c := r.now
	c.What, c.Paint, c.Path = Path, how, r.path
	if r.box != nil {
		c.What, c.X, c.Y, c.W, c.H, c.Path = Box, r.box.X, r.box.Y, r.box.W, r.box.H, nil
	} else if radius, round := circle(r.path); round {
		c.What, c.X, c.Y, c.W, c.Path = Circle, r.path[0].P[0]-radius, r.path[0].P[1], radius, nil
	}
	r.calls = append(r.calls, c)
	r.path, r.box = nil, nil
}

// circle reports whether a path is one: four curves from its right end on.
func circle(path []Step) (radius float64, is bool) {
	if len(path) != 6 || path[5].Op != "h" {
		return 0, false
	}
	for _, s := range path[1:5] {
		if s.Op != "c" {
			return 0, false
		}
	}
	return (path[0].P[0] - path[2].P[4]) / 2, true
}

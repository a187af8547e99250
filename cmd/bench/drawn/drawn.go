// Package drawn reads what stands on the pages of a PDF that Stegvis made, as calls
// of a drawing library: so that another program can draw the very same, and nobody
// can say that it drew less.
package drawn

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// Page is a page and the calls that draw it, in their order.
type Page struct {
	Width, Height float64
	Calls         []Call
}

// Call draws a stretch of text or one shape. Places are in points from the upper
// left corner.
type Call struct {
	What  What
	X, Y  float64 // of a text's baseline, a box's corner, a circle's centre
	W, H  float64 // of a box; W is a circle's radius
	Text  string
	Face  string
	Size  float64
	Path  []Step
	Fill  [3]int
	Line  [3]int
	Width float64 // of the line
	Dash  float64
	Alpha float64
	Paint string // "F" fills, "D" draws the outline, "FD" does both
}

// What names a sort of call.
type What string

// The sorts of calls.
const (
	Text   What = "text"
	Box    What = "box"
	Circle What = "circle"
	Path   What = "path"
)

// Step goes on along a path: "m" moves, "l" draws a line, "c" a curve, "h" closes.
type Step struct {
	Op string
	P  [6]float64
}

// Shapes counts the calls that are no text.
func Shapes(pages []Page) int {
	n := 0
	for _, p := range pages {
		for _, c := range p.Calls {
			if c.What != Text {
				n++
			}
		}
	}
	return n
}

// Texts counts the stretches of text.
func Texts(pages []Page) int {
	n := -Shapes(pages)
	for _, p := range pages {
		n += len(p.Calls)
	}
	return n
}

var (
	contentOf = regexp.MustCompile(`/Contents (\d+) 0 R`)
	boxOf     = regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`)
	fontOf    = regexp.MustCompile(`/([a-z-]+) (\d+) 0 R`)
	alphaOf   = regexp.MustCompile(`/(GS\d+) (\d+) 0 R`)
	shareOf   = regexp.MustCompile(`/ca ([\d.]+)`)
	unicodeOf = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
	charOf    = regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]{4})>\n`)
	placeOf   = regexp.MustCompile(`(?m)^(\d{10}) 00000 n `)
)

// file is a PDF's objects by number.
type file map[int][]byte

// Read reads a file as app/platform/pdf writes it.
func Read(raw []byte) ([]Page, error) {
	f := file{}
	table := bytes.LastIndex(raw, []byte("\nxref\n"))
	if table < 0 {
		return nil, errors.New("the PDF has no table of its objects")
	}
	for i, m := range placeOf.FindAllSubmatch(raw[table:], -1) {
		at, _ := strconv.Atoi(string(m[1])) // ten digits
		if at >= table {
			return nil, errors.New("the PDF's table leads nowhere")
		}
		f[i+1] = raw[at:table]
	}
	fonts, err := f.fonts()
	if err != nil {
		return nil, err
	}
	return f.pages(fonts)
}

// head is an object up to its stream or its end.
func (f file) head(n int) []byte {
	end := bytes.Index(f[n], []byte("endobj"))
	if stream := bytes.Index(f[n], []byte("stream\n")); stream >= 0 && (end < 0 || stream < end) {
		end = stream
	}
	return f[n][:max(end, 0)]
}

// stream is what an object holds, decompressed.
func (f file) stream(n int) ([]byte, error) {
	_, data, found := bytes.Cut(f[n], []byte("stream\n"))
	if !found {
		return nil, fmt.Errorf("object %d is no stream", n)
	}
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// fonts are the characters of each face's glyphs.
func (f file) fonts() (map[string]map[uint16]rune, error) {
	fonts := map[string]map[uint16]rune{}
	for _, m := range fontOf.FindAllSubmatch(f.head(2), -1) {
		n, _ := strconv.Atoi(string(m[2])) // digits
		to := unicodeOf.FindSubmatch(f.head(n))
		if to == nil {
			continue
		}
		n, _ = strconv.Atoi(string(to[1])) // digits
		table, err := f.stream(n)
		if err != nil {
			return nil, err
		}
		chars := map[uint16]rune{}
		for _, c := range charOf.FindAllSubmatch(table, -1) {
			glyph, _ := strconv.ParseUint(string(c[1]), 16, 16) // four digits
			char, _ := strconv.ParseUint(string(c[2]), 16, 16)  // four digits
			chars[uint16(glyph)] = rune(char)
		}
		fonts[string(m[1])] = chars
	}
	return fonts, nil
}

func (f file) alphas() map[string]float64 {
	all := map[string]float64{}
	for _, m := range alphaOf.FindAllSubmatch(f.head(2), -1) {
		n, _ := strconv.Atoi(string(m[2])) // digits
		if share := shareOf.FindSubmatch(f.head(n)); share != nil {
			all[string(m[1])], _ = strconv.ParseFloat(string(share[1]), 64) // digits
		}
	}
	return all
}

func (f file) pages(fonts map[string]map[uint16]rune) ([]Page, error) {
	whole := boxOf.FindSubmatch(f.head(1))
	var all []Page
	for n := 3; n <= len(f); n++ {
		head := f.head(n)
		content := contentOf.FindSubmatch(head)
		if content == nil {
			continue
		}
		box := boxOf.FindSubmatch(head)
		if box == nil {
			box = whole
		}
		if box == nil {
			return nil, errors.New("a page has no size")
		}
		p := Page{}
		p.Width, _ = strconv.ParseFloat(string(box[1]), 64)  // digits
		p.Height, _ = strconv.ParseFloat(string(box[2]), 64) // digits
		c, _ := strconv.Atoi(string(content[1]))             // digits
		ops, err := f.stream(c)
		if err != nil {
			return nil, err
		}
		r := reader{high: p.Height, fonts: fonts, alphas: f.alphas(), now: Call{Alpha: 1}}
		if p.Calls, err = r.read(ops); err != nil {
			return nil, fmt.Errorf("page %d: %w", len(all)+1, err)
		}
		all = append(all, p)
	}
	return all, nil
}

// Count is how much a file draws.
type Count struct{ Texts, Shapes int }

// Painted counts the operators of any PDF's pages that set text or paint a shape.
func Painted(raw []byte) (Count, error) {
	var n Count
	for rest := raw; ; {
		_, after, found := bytes.Cut(rest, []byte("<</Filter /FlateDecode /Length "))
		if !found {
			return n, nil
		}
		rest = after
		_, data, found := bytes.Cut(after, []byte("stream\n"))
		if !found {
			return n, errors.New("a stream does not begin")
		}
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return n, err
		}
		ops, err := io.ReadAll(z)
		if err != nil {
			return n, err
		}
		n.Texts += len(textOps.FindAll(ops, -1))
		n.Shapes += len(shapeOps.FindAll(ops, -1))
	}
}

var (
	textOps  = regexp.MustCompile(`\) Tj ET|\)\] TJ ET`)
	shapeOps = regexp.MustCompile(`(?m)(^| )(f|S|B)$`)
)

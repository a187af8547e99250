package pdf

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"fmt"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// Screen is a page for a screen: an SVG element that shows what the page of the
// file shows, its words as words.
type Screen struct {
	SVG        string
	Wide, High float64 // in points
}

// leads is a place of a page that leads somewhere, as link writes it.
var leads = regexp.MustCompile(`<a href="[^"]*" aria-label="[^"]*">(<rect class="over"[^>]*/>)</a>`)

// Still is the page without the places that lead elsewhere, for whom they are shut.
func (s Screen) Still() Screen {
	s.SVG = leads.ReplaceAllString(s.SVG, "")
	return s
}

// Screens are the pages of a file that this package has made, from the page with one
// number on (counted from 1), as many as there are and at most some. They are read
// from the file itself and not drawn anew, so they show what is in it, whatever this
// program would draw today.
func (all *Faces) Screens(file []byte, from, most int) ([]Screen, error) {
	found, _, err := objects(file)
	if err != nil {
		return nil, err
	}
	s := screening{faces: all, objects: map[int][]byte{}, chars: map[string]map[uint16]*glyph{}}
	for _, one := range found {
		s.objects[one.number] = one.body
	}
	if err := s.shares(); err != nil {
		return nil, err
	}
	s.listed()
	var screens []Screen
	numbers := s.pages()
	for i := max(from, 1) - 1; i < len(numbers) && len(screens) < most; i++ {
		one, err := s.page(numbers[i])
		if err != nil {
			return nil, err
		}
		screens = append(screens, one)
	}
	return screens, nil
}

// screening reads a file.
type screening struct {
	faces    *Faces
	objects  map[int][]byte
	blends   map[string]blending // by the names under which pages ask for them
	pictures map[string]int      // numbers, by such names
	chars    map[string]map[uint16]*glyph
}

var (
	kids     = regexp.MustCompile(`/Kids \[([^\]]*)\]`)
	boxes    = regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`)
	contents = regexp.MustCompile(`/Contents (\d+) 0 R`)
	states   = regexp.MustCompile(`/(GS\d+) (\d+) 0 R`)
	alphas   = regexp.MustCompile(`/ca ([0-9.]+)`)
	areas    = regexp.MustCompile(`/Rect \[([0-9.-]+) ([0-9.-]+) ([0-9.-]+) ([0-9.-]+)\][^\[]*?/Border \[0 0 0\] /A <</S /URI /URI \(([^)]*)\)>>`)
)

// pages are the numbers of the pages' objects in their order.
func (s screening) pages() []int {
	var numbers []int
	for _, ref := range strings.Split(string(group(kids, s.objects[1])), " R") {
		if n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(ref), " 0"))); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// group is the first group of what an expression finds; nil when it finds nothing.
func group(of *regexp.Regexp, in []byte) []byte {
	if found := of.FindSubmatch(in); found != nil {
		return found[1]
	}
	return nil
}

// blending is how translucent what is drawn is, and whether it lies as dye on what is
// there.
type blending struct {
	alpha float64
	dye   bool
}

// shares reads how each of the states that pages ask for blends.
func (s *screening) shares() error {
	s.blends = map[string]blending{}
	for _, one := range states.FindAllSubmatch(s.objects[2], -1) {
		number, err := strconv.Atoi(string(one[2]))
		if err != nil {
			return errUnknownForm
		}
		alpha, err := strconv.ParseFloat(string(group(alphas, s.objects[number])), 64)
		if err != nil {
			return errUnknownForm
		}
		s.blends[string(one[1])] = blending{alpha, bytes.Contains(s.objects[number], []byte("/BM /Multiply"))}
	}
	return nil
}

func (s screening) page(number int) (Screen, error) {
	body := s.objects[number]
	box := boxes.FindSubmatch(body)
	if box == nil {
		box = boxes.FindSubmatch(s.objects[1])
	}
	at, err := strconv.Atoi(string(group(contents, body)))
	if err != nil || box == nil {
		return Screen{}, errUnknownForm
	}
	raw, err := s.unpacked(at)
	if err != nil {
		return Screen{}, err
	}
	wide, high := coordinate(box[1]), coordinate(box[2])
	p := plate{screening: s, high: high, stance: screenStance{blending: blending{alpha: 1}}}
	fmt.Fprintf(&p.out, `<svg class="leaf" viewBox="0 0 %s %s" xmlns="http://www.w3.org/2000/svg">`, box[1], box[2])
	if err := p.run(raw); err != nil {
		return Screen{}, err
	}
	for _, link := range areas.FindAllSubmatch(body, -1) {
		p.link(coordinate(link[1]), coordinate(link[2]), coordinate(link[3]), coordinate(link[4]), string(link[5]))
	}
	p.out.WriteString("</svg>")
	return Screen{SVG: p.out.String(), Wide: wide, High: high}, nil
}

func coordinate(raw []byte) float64 {
	v, _ := strconv.ParseFloat(string(raw), 64) // an expression has found digits
	return v
}

// unpacked is the content of a stream.
func (s screening) unpacked(number int) ([]byte, error) {
	_, packed, whole := bytes.Cut(s.objects[number], []byte("\nstream\n"))
	if !whole {
		return nil, errUnknownForm
	}
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	const most = 64 << 20 // of a page; ours have less than one
	return io.ReadAll(io.LimitReader(z, most))
}

// link makes a place of the page lead somewhere. It is called as the words that stand
// there.
func (p *plate) link(left, upper, right, lower float64, address string) {
	y, h := p.high-max(upper, lower), max(upper, lower)-min(upper, lower)
	label := cmp.Or(p.within(left, y, right, y+h), address)
	fmt.Fprintf(&p.out, `<a href="%s" aria-label="%s"><rect class="over" x="%s" y="%s" width="%s" height="%s"/></a>`,
		html.EscapeString(address), html.EscapeString(label), figure(left), figure(y), figure(right-left), figure(h))
}

// figure is a number as SVG takes it, to a hundredth.
func figure(v float64) string { return string(decimal(nil, v, 100)) }

// named are the signs of a face by their glyphs.
func (s screening) named(name string) (*face, map[uint16]*glyph) {
	f := s.faces.byName[Face(name)]
	if f == nil {
		return nil, nil
	}
	if s.chars[name] == nil {
		of := map[uint16]*glyph{}
		for _, g := range f.glyphs {
			of[uint16(g.index)] = g
		}
		s.chars[name] = of
	}
	return f, s.chars[name]
}

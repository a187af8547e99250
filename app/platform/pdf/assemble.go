package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// object is one of a file: a dictionary, or data and what a dictionary says of it
// beside its length.
type object struct {
	head string
	data []byte
}

// errUnknownForm is what is said when the library no longer writes as it does.
var errUnknownForm = errors.New("pdf: the library writes its files in another way than it used to")

// assembled is the library's file with its pages compressed, the faces added, and
// its catalogue completed.
func (d *Doc) assembled(file []byte) ([]byte, error) {
	all, trailer, err := objects(file)
	if err != nil {
		return nil, err
	}
	a := assembly{pack: d.faces.packer(), places: make([]int, len(all)+1)}
	defer d.faces.packers.Put(a.pack)
	a.out.Grow(len(file) / 2)
	a.out.Write(file[:all[0].from])
	cuts := d.cuts()
	for _, one := range all {
		if err := a.rewrite(one, len(all), d.meta.Lang, cuts); err != nil {
			return nil, err
		}
	}
	for _, c := range cuts {
		for _, o := range c.objects(len(a.places)) {
			a.add(o)
		}
	}
	a.end(trailer)
	return a.out.Bytes(), a.err
}

// cuts are the shown faces in the order of their names.
func (d *Doc) cuts() []*cut {
	var all []*cut
	for _, c := range d.shown {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *cut) int { return cmp.Compare(a.face.name, b.face.name) })
	return all
}

// written is an object as the library wrote it.
type written struct {
	number, from int
	body         []byte // after its number
}

// objects are those of a file in the order in which they stand, and its trailer's
// dictionary.
func objects(file []byte) (all []written, trailer string, err error) {
	table := bytes.LastIndex(file, []byte("\nxref\n0 ")) + 1
	end := bytes.LastIndex(file, []byte("\ntrailer\n"))
	if table == 0 || end < table {
		return nil, "", errUnknownForm
	}
	lines := strings.Split(string(file[table:end]), "\n")
	for number, line := range lines[2:] { // after "xref" and the range
		if number == 0 {
			continue // the head of the free ones
		}
		from, err := strconv.Atoi(line[:min(10, len(line))])
		if err != nil || from >= table {
			return nil, "", errUnknownForm
		}
		all = append(all, written{number: number, from: from})
	}
	slices.SortFunc(all, func(a, b written) int { return cmp.Compare(a.from, b.from) })
	for i := range all {
		to := table
		if i+1 < len(all) {
			to = all[i+1].from
		}
		body, whole := bytes.CutPrefix(file[all[i].from:to], fmt.Appendf(nil, "%d 0 obj\n", all[i].number))
		if !whole {
			return nil, "", errUnknownForm
		}
		all[i].body = body
	}
	trailer, _, whole := strings.Cut(string(file[end+len("\ntrailer\n"):]), "startxref")
	if !whole || len(all) == 0 {
		return nil, "", errUnknownForm
	}
	return all, trailer, nil
}

// assembly writes a file.
type assembly struct {
	out    bytes.Buffer
	places []int // of the objects by number
	pack   *packer
	meta   int // the number of the metadata
	err    error
}

// rewrite writes an object of the library's, completed where it must be. Of n
// objects the last is the catalogue, and the second lists what pages use.
func (a *assembly) rewrite(one written, n int, lang string, cuts []*cut) error {
	a.begin(one.number)
	head, stream, isStream := bytes.Cut(one.body, []byte("\nstream\n"))
	switch {
	case isStream && bytes.HasPrefix(head, []byte("<</Length ")) && bytes.Count(head, []byte("/")) == 1:
		a.stream("", bytes.TrimSuffix(stream, []byte("\nendstream\nendobj\n")))
		return nil
	case bytes.HasPrefix(head, []byte("<< /Type /Metadata")):
		a.meta = one.number
	case one.number == 2:
		return a.insert(one.body, "/Font <<\n", fonts(cuts, n+1))
	case one.number == n:
		return a.insert(one.body, "/Type /Catalog\n", fmt.Sprintf("/Lang (%s)\n/Metadata %d 0 R\n/ViewerPreferences <</DisplayDocTitle true>>\n", tag(lang), a.meta))
	}
	a.out.Write(one.body)
	return nil
}

// fonts names the faces by what pages call them; the first has a number.
func fonts(cuts []*cut, first int) string {
	var b strings.Builder
	for i, c := range cuts {
		fmt.Fprintf(&b, "/%s %d 0 R\n", c.face.name, first+5*i)
	}
	return b.String()
}

func (a *assembly) insert(body []byte, after, what string) error {
	upper, lower, found := bytes.Cut(body, []byte(after))
	if !found {
		return errUnknownForm
	}
	a.out.Write(upper)
	a.out.WriteString(after)
	a.out.WriteString(what)
	a.out.Write(lower)
	return nil
}

func (a *assembly) begin(number int) {
	a.places[number] = a.out.Len()
	fmt.Fprintf(&a.out, "%d 0 obj\n", number)
}

// add writes an object of ours under the next number.
func (a *assembly) add(o object) {
	a.places = append(a.places, 0)
	a.begin(len(a.places) - 1)
	if o.data != nil {
		a.stream(o.head, o.data)
		return
	}
	a.out.WriteString(o.head)
	a.out.WriteString("\nendobj\n")
}

func (a *assembly) stream(about string, data []byte) {
	packed, err := a.pack.packed(data)
	if err != nil {
		a.err = err
	}
	fmt.Fprintf(&a.out, "<</Filter /FlateDecode %s/Length %d>>\nstream\n", about, len(packed))
	a.out.Write(packed)
	a.out.WriteString("\nendstream\nendobj\n")
}

// end writes the table of places and the trailer.
func (a *assembly) end(trailer string) {
	table := a.out.Len()
	fmt.Fprintf(&a.out, "xref\n0 %d\n0000000000 65535 f \n", len(a.places))
	for _, place := range a.places[1:] {
		fmt.Fprintf(&a.out, "%010d 00000 n \n", place)
	}
	_, rest, _ := strings.Cut(trailer, "/Root") // after the number of objects
	fmt.Fprintf(&a.out, "trailer\n<<\n/Size %d\n/Root%sstartxref\n%d\n%%%%EOF\n", len(a.places), rest, table)
}

// packer compresses streams one after another; a new one for each would cost more
// than the work. This library's is twice as fast as the standard one, and closer.
type packer struct {
	to  bytes.Buffer
	zip *zlib.Writer
}

// packed is data compressed, until the next is.
func (p *packer) packed(data []byte) ([]byte, error) {
	p.to.Reset()
	p.zip.Reset(&p.to)
	if _, err := p.zip.Write(data); err != nil {
		return nil, err
	}
	err := p.zip.Close()
	return p.to.Bytes(), err
}

func newPackers() *sync.Pool {
	return &sync.Pool{New: func() any {
		zip, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed) // a level that there is
		return &packer{zip: zip}
	}}
}

func (all *Faces) packer() *packer { return all.packers.Get().(*packer) }

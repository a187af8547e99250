package pdf

import (
	"encoding/binary"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"
)

// What leads from one place of the document to another is noted while it is drawn
// and written at its end: only then are all names known, and the library counts
// the places of all pages from the lower edge of the last one.

// spot is a height on a page.
type spot struct {
	page int
	y    float64
	high float64 // of the page
}

// jump is an area that leads to a name.
type jump struct {
	name string
	on   spot // its upper edge
	x    float64
	w, h float64
}

type bookmark struct {
	title string
	level int
	at    spot
}

func (d *Doc) spot(y float64) spot {
	_, high := d.f.GetPageSize()
	return spot{d.f.PageNo(), y, high}
}

// ordinal is the name of the n-th heading of a document, which no caller gives.
func ordinal(n int) string { return "\x00" + strconv.Itoa(n) }

// target gives a place a name; the first of a name keeps it.
func (d *Doc) target(name string, y float64) {
	if _, known := d.targets[name]; !known {
		d.targets[name] = d.spot(y)
	}
}

// jump makes an area lead to a name, if there is a place of that name.
func (d *Doc) jump(name string, x, y, w, h float64) {
	d.jumps = append(d.jumps, jump{name, d.spot(y), x, w, h})
}

// Outline names a place on the page in the reader's list of bookmarks; level 0 is
// the highest. None stands more than one level below the one before.
func (d *Doc) Outline(title string, level int, y float64) {
	deepest := 0
	if n := len(d.outline); n > 0 {
		deepest = d.outline[n-1].level + 1
	}
	d.outline = append(d.outline, bookmark{clean(title), max(min(level, deepest), 0), d.spot(y)})
}

// lead writes what was noted.
func (d *Doc) lead() {
	last := d.f.PageNo()
	defer d.f.SetPage(last)
	_, high := d.f.GetPageSize()
	ids := map[string]int{}
	for _, j := range d.jumps {
		to, known := d.targets[j.name]
		if !known {
			continue
		}
		if ids[j.name] == 0 {
			ids[j.name] = d.f.AddLink()
			d.f.SetLink(ids[j.name], to.y, to.page)
		}
		d.f.SetPage(j.on.page)
		d.f.Link(j.x, j.on.y+high-j.on.high, j.w, j.h, ids[j.name])
	}
	for _, b := range d.outline {
		d.f.SetPage(b.at.page)
		d.f.Bookmark(wide(b.title), b.level, b.at.y+high-b.at.high)
	}
}

// wide is a text as PDF writes any but the plainest: in UTF-16.
func wide(text string) string {
	b := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.BigEndian.AppendUint16(b, unit)
	}
	return string(b)
}

// link makes a place open an address, or lead to "#name" in the document; only
// web and mail addresses are opened.
func (d *Doc) link(address string, x, y, w, h float64) {
	if address == "" {
		return
	}
	if name, within := strings.CutPrefix(address, "#"); within {
		d.jump(name, x, y, w, h)
		return
	}
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	switch u.Scheme {
	case "http", "https", "mailto":
		d.f.LinkString(x, y, w, h, encoded(u))
	}
}

// encoded is an address in ASCII, without the brackets and the backslash by
// which a PDF string would end or change.
func encoded(u *url.URL) string {
	address := u.String()
	if !strings.ContainsAny(address, `()\`) { // as most; a replacer is dear
		return address
	}
	return strings.NewReplacer("(", "%28", ")", "%29", `\`, "%5C").Replace(address)
}

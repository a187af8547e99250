package pdftest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Ways are what leads from one place of a document to another, or out of it.
type Ways struct {
	Bookmarks []Bookmark
	Links     []Link
}

// Place is a height on a page, in points from its upper edge; pages count from 1.
type Place struct {
	Page int
	Top  float64
}

// Bookmark is a line in the reader's list of them.
type Bookmark struct {
	Title string
	To    Place
}

// Link is an area of a page that leads to an address or, when that is "", to a place.
type Link struct {
	On      int
	Area    Word // without a text
	To      Place
	Address string
}

// near is how far below its place a heading may begin, in points: room for a rule and
// some air between.
const near = 48

// Faults are what leads elsewhere than it says. A link that shows a number in the end
// is a line of the contents.
func (ways Ways) Faults(pages []Page) []string {
	var all []string
	places := map[Place]bool{}
	for _, b := range ways.Bookmarks {
		places[b.To] = true
		if !stands(pages, b.To, b.Title) {
			all = append(all, fmt.Sprintf("the bookmark %q leads to %+v, where that does not stand", b.Title, b.To))
		}
	}
	for _, l := range ways.Links {
		if fault := l.fault(pages, places); fault != "" {
			all = append(all, fault)
		}
	}
	return all
}

func (l Link) fault(pages []Page, places map[Place]bool) string {
	if l.Address != "" {
		if u, err := url.Parse(l.Address); err != nil || u.Scheme != "mailto" && u.Host == "" {
			return fmt.Sprintf("page %d: a link leads to %q", l.On, l.Address)
		}
		return ""
	}
	title, number := l.shows(pages)
	switch {
	case !places[l.To]:
		return fmt.Sprintf("page %d: the link %q leads to %+v, where no heading is", l.On, title, l.To)
	case number > 0 && (number != l.To.Page || !stands(pages, l.To, title)):
		return fmt.Sprintf("page %d: the line %q, page %d, leads to %+v, where that does not stand", l.On, title, number, l.To)
	}
	return ""
}

// shows is what is written within a link, and the number in its end; 0 for none.
func (l Link) shows(pages []Page) (title string, number int) {
	var words []string
	for _, w := range pages[l.On-1].Words {
		if x, y := (w.Left+w.Right)/2, (w.Top+w.Bottom)/2; l.Area.Left <= x && x <= l.Area.Right && l.Area.Top <= y && y <= l.Area.Bottom {
			words = append(words, w.Text)
		}
	}
	if n := len(words); n > 1 {
		if number, err := strconv.Atoi(words[n-1]); err == nil {
			return strings.Join(words[:n-1], " "), number
		}
	}
	return strings.Join(words, " "), 0
}

// stands reports whether a title begins close below a place.
func stands(pages []Page, at Place, title string) bool {
	if at.Page < 1 || at.Page > len(pages) {
		return false
	}
	var b strings.Builder
	for _, w := range pages[at.Page-1].Words {
		if y := (w.Top + w.Bottom) / 2; y > at.Top && y < at.Top+near {
			b.WriteString(w.Text)
		}
	}
	there, begins := letters(b.String()), []rune(letters(title))
	if leftward(title) { // is told as it is seen, so word by word, and each from its end
		first := strings.Fields(title)
		return !slices.ContainsFunc(first[:min(len(first), 4)], func(word string) bool {
			seen := []rune(letters(word))
			if leftward(word) {
				slices.Reverse(seen)
			}
			return !strings.Contains(there, string(seen))
		})
	}
	return strings.Contains(there, string(begins[:min(len(begins), 24)]))
}

// leftward reports whether a text holds writing to the left.
func leftward(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) && unicode.In(r, unicode.Arabic, unicode.Hebrew) })
}

// letters are a text without what a page may set in another way: room, signs, and
// what no face has.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFKC.String(text))
}

// ReadWays finds what leads anywhere in a document of these pages.
func ReadWays(t testing.TB, file []byte, pages []Page) Ways {
	t.Helper()
	var raw rawDocument
	if err := json.Unmarshal([]byte(Tool(t, file, "qpdf", "--json", "--json-key=pages", "--json-key=outlines", "--json-key=qpdf", "FILE")), &raw); err != nil {
		t.Fatal(err)
	}
	ways, err := raw.ways(pages)
	if err != nil {
		t.Fatal(err)
	}
	return ways
}

// Addresses are those that a document leads to, each once.
func Addresses(t testing.TB, file []byte) []string {
	t.Helper()
	var all []string
	for _, l := range ReadWays(t, file, Pages(t, file)).Links {
		if l.Address != "" {
			all = append(all, l.Address)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// rawDocument is a document as qpdf's JSON tells of it.
type rawDocument struct {
	Pages    []struct{ Object string }
	Outlines []rawOutline
	Qpdf     []json.RawMessage // a head, and the objects
}

type rawOutline struct {
	Title string
	Dest  []any
	Kids  []rawOutline
}

// rawObject is as much of any object as leads somewhere.
type rawObject struct {
	Value struct {
		Annots []rawAnnotation `json:"/Annots"`
	}
}

type rawAnnotation struct {
	Rect   []float64 `json:"/Rect"`
	Dest   []any     `json:"/Dest"`
	Action struct {
		Address string `json:"/URI"`
	} `json:"/A"`
}

func (raw rawDocument) ways(pages []Page) (Ways, error) {
	var ways Ways
	numbers := map[string]int{}
	for i, p := range raw.Pages {
		numbers[p.Object] = i + 1
	}
	place := func(dest []any) (Place, error) {
		if len(dest) < 4 {
			return Place{}, fmt.Errorf("the target %v is no place", dest)
		}
		object, _ := dest[0].(string)
		height, is := dest[3].(float64)
		n := numbers[object]
		if n == 0 || n > len(pages) || !is {
			return Place{}, fmt.Errorf("the target %v is on no page", dest)
		}
		return Place{n, pages[n-1].Height - height}, nil
	}
	if err := raw.bookmarks(&ways, raw.Outlines, place); err != nil {
		return ways, err
	}
	return ways, raw.links(&ways, numbers, pages, place)
}

func (raw rawDocument) bookmarks(ways *Ways, outlines []rawOutline, place func([]any) (Place, error)) error {
	for _, o := range outlines {
		to, err := place(o.Dest)
		if err != nil {
			return err
		}
		ways.Bookmarks = append(ways.Bookmarks, Bookmark{o.Title, to})
		if err := raw.bookmarks(ways, o.Kids, place); err != nil {
			return err
		}
	}
	return nil
}

func (raw rawDocument) links(ways *Ways, numbers map[string]int, pages []Page, place func([]any) (Place, error)) error {
	if len(raw.Qpdf) != 2 {
		return fmt.Errorf("qpdf tells of %d parts", len(raw.Qpdf))
	}
	var objects map[string]json.RawMessage
	if err := json.Unmarshal(raw.Qpdf[1], &objects); err != nil {
		return err
	}
	for object, n := range numbers {
		var page rawObject
		if err := json.Unmarshal(objects["obj:"+object], &page); err != nil {
			return err
		}
		for _, a := range page.Value.Annots {
			if len(a.Rect) != 4 {
				return fmt.Errorf("page %d has an area %v", n, a.Rect)
			}
			high := pages[n-1].Height
			address := strings.TrimPrefix(a.Action.Address, "u:") // as qpdf marks what is text
			l := Link{On: n, Address: address, Area: Word{Left: min(a.Rect[0], a.Rect[2]), Right: max(a.Rect[0], a.Rect[2]), Top: high - max(a.Rect[1], a.Rect[3]), Bottom: high - min(a.Rect[1], a.Rect[3])}}
			if l.Address == "" {
				var err error
				if l.To, err = place(a.Dest); err != nil {
					return err
				}
			}
			ways.Links = append(ways.Links, l)
		}
	}
	slices.SortStableFunc(ways.Links, func(a, b Link) int { return cmp.Compare(a.On, b.On) })
	return nil
}

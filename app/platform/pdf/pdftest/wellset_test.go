package pdftest

import (
	"fmt"
	"strings"
	"testing"
)

func TestAPageThatIsNotWellSetIsFound(t *testing.T) {
	word := func(text string, left, top float64) Word {
		return Word{text, left, top, left + 40, top + 12}
	}
	page := func(words ...Word) Page { return Page{595, 842, words} }
	numbered := func(page, of int) string { return fmt.Sprintf("%d of %d", page, of) }
	for _, c := range []struct {
		name  string
		pages []Page
		l     Limits
		want  string // "" for nothing
	}{
		{"words beside one another", []Page{page(word("a", 100, 100), word("b", 140, 100))}, Limits{}, ""},
		{"lines below one another, as close as type allows", []Page{page(word("a", 100, 100), word("b", 100, 106))}, Limits{}, ""},
		{"a word on another", []Page{page(word("a", 100, 100), word("b", 130, 103))}, Limits{}, "upon one another"},
		{"too far to the left", []Page{page(word("a", 49, 100))}, Limits{}, "leaves the margins"},
		{"too far to the right", []Page{page(word("a", 510, 100))}, Limits{}, "leaves the margins"},
		{"too high", []Page{page(word("a", 100, 40))}, Limits{}, "leaves the margins"},
		{"too low", []Page{page(word("a", 100, 785))}, Limits{}, "leaves the margins"},
		{"a gap", []Page{page(word("a□b", 100, 100))}, Limits{}, "has a gap"},
		{"a gap that is allowed", []Page{page(word("a□b", 100, 100))}, Limits{Gaps: true}, ""},
		{"a sign that was lost", []Page{page(word("\ufffd", 100, 100))}, Limits{}, "has a gap"},
		{"a blank page", []Page{page(word("a", 100, 100)), page()}, Limits{}, "page 2: it is blank"},
		{"no page", nil, Limits{}, "0 pages"},
		{"too few", []Page{page(word("a", 100, 100))}, Limits{Least: 2}, "1 pages"},
		{"too many", []Page{page(word("a", 100, 100)), page(word("a", 100, 100))}, Limits{Most: 1}, "2 pages"},
		{"numbered", []Page{page(word("1", 100, 100), word("of", 140, 100), word("1", 180, 100))}, Limits{Numbered: numbered}, ""},
		{"not numbered", []Page{page(word("1", 100, 100))}, Limits{Numbered: numbered}, `does not say "1 of 1"`},
	} {
		found := strings.Join(Faults(c.pages, c.l), "\n")
		if (found == "") != (c.want == "") || !strings.Contains(found, c.want) {
			t.Errorf("%s: found %q", c.name, found)
		}
	}
}

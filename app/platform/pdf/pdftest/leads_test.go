package pdftest

import (
	"strings"
	"testing"
)

func TestWhatLeadsElsewhereThanItSaysIsFound(t *testing.T) {
	line := func(text string, top float64) []Word {
		var all []Word
		for i, w := range strings.Fields(text) {
			all = append(all, Word{w, 60 + 50*float64(i), top, 100 + 50*float64(i), top + 12})
		}
		return all
	}
	pages := []Page{
		{595, 842, append(line("The risks 2", 100), line("Seen below", 140)...)},
		{595, 842, append(line("Money spent", 200), line("The risks of all", 400)...)},
	}
	contents, words := Word{Left: 51, Top: 99, Right: 544, Bottom: 113}, Word{Left: 51, Top: 139, Right: 544, Bottom: 153}
	money, risks := Bookmark{"Money spent", Place{2, 190}}, Bookmark{"The risks", Place{2, 390}}
	for _, c := range []struct {
		name string
		ways Ways
		want string // "" for nothing
	}{
		{"nothing leads anywhere", Ways{}, ""},
		{"bookmarks of what stands there", Ways{Bookmarks: []Bookmark{money, risks}}, ""},
		{"a bookmark that is too high", Ways{Bookmarks: []Bookmark{{"The risks", Place{2, 190}}}}, `the bookmark "The risks" leads to {Page:2 Top:190}`},
		{"a bookmark that is too low", Ways{Bookmarks: []Bookmark{{"The risks", Place{2, 410}}}}, `the bookmark "The risks"`},
		{"a bookmark of another page", Ways{Bookmarks: []Bookmark{{"Money spent", Place{1, 190}}}}, `the bookmark "Money spent"`},
		{"a bookmark of no page", Ways{Bookmarks: []Bookmark{{"Money spent", Place{3, 190}}}}, `the bookmark "Money spent"`},
		{"a line of the contents", Ways{[]Bookmark{risks}, []Link{{On: 1, Area: contents, To: risks.To}}}, ""},
		{"a line that leads to another heading", Ways{[]Bookmark{money, risks}, []Link{{On: 1, Area: contents, To: money.To}}}, `the line "The risks", page 2, leads to {Page:2 Top:190}`},
		{"a line that leads to the heading's page", Ways{[]Bookmark{risks}, []Link{{On: 1, Area: contents, To: Place{2, 0}}}}, `the link "The risks" leads to {Page:2 Top:0}, where no heading is`},
		{"words that lead to a heading", Ways{[]Bookmark{money}, []Link{{On: 1, Area: words, To: money.To}}}, ""},
		{"words that lead to none", Ways{[]Bookmark{money}, []Link{{On: 1, Area: words, To: risks.To}}}, `the link "Seen below"`},
		{"an address", Ways{Links: []Link{{On: 1, Area: words, Address: "https://a.example/projects/b?c=1"}}}, ""},
		{"a mail address", Ways{Links: []Link{{On: 1, Area: words, Address: "mailto:a@b.example"}}}, ""},
		{"an address of nowhere", Ways{Links: []Link{{On: 1, Area: words, Address: "/projects/b"}}}, `a link leads to "/projects/b"`},
	} {
		found := strings.Join(c.ways.Faults(pages), "\n")
		if (found == "") != (c.want == "") || !strings.Contains(found, c.want) {
			t.Errorf("%s: found %q", c.name, found)
		}
	}
}

package pdftest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Margin is that of a page, on all four sides.
const Margin = 18 * 72 / 25.4

// Limits are what a document must keep beside what every one must.
type Limits struct {
	Least, Most int                       // pages; 0 for any number
	Gaps        bool                      // its words hold signs that no face has
	Numbered    func(page, of int) string // what each page says of its number; nil for nothing
}

// WellSet fails when a document is broken, when one of its pages says nothing or
// shows a gap where a sign should be, when words leave the margins or lie upon
// one another, or when a bookmark or a link leads elsewhere than it says.
func WellSet(t testing.TB, name string, file []byte, l Limits) {
	t.Helper()
	Tool(t, file, "qpdf", "--check", "FILE")
	pages := Pages(t, file)
	for _, fault := range slices.Concat(Faults(pages, l), ReadWays(t, file, pages).Faults(pages)) {
		t.Errorf("%s: %s", name, fault)
	}
}

// Faults are what is wrong with pages, in words.
func Faults(pages []Page, l Limits) []string {
	var all []string
	if n := len(pages); n < max(l.Least, 1) || l.Most > 0 && n > l.Most {
		all = append(all, fmt.Sprintf("%d pages, where %d to %d are allowed", n, l.Least, l.Most))
	}
	for i, p := range pages {
		for _, fault := range p.faults(l) {
			all = append(all, fmt.Sprintf("page %d: %s", i+1, fault))
		}
		if l.Numbered != nil && !strings.Contains(p.Says(), l.Numbered(i+1, len(pages))) {
			all = append(all, fmt.Sprintf("page %d: it does not say %q", i+1, l.Numbered(i+1, len(pages))))
		}
	}
	return all
}

func (p Page) faults(l Limits) []string {
	var all []string
	if len(p.Words) == 0 {
		all = append(all, "it is blank")
	}
	cores := make([]Word, len(p.Words))
	for i, w := range p.Words {
		cores[i] = w.core()
	}
	for i, w := range p.Words {
		if !l.Gaps && strings.ContainsAny(w.Text, "\u25a1\ufffd") {
			all = append(all, fmt.Sprintf("%q has a gap", w.Text))
		}
		if p.leaves(w) {
			all = append(all, fmt.Sprintf("%q leaves the margins: %+v", w.Text, w))
		}
		for j := i + 1; j < len(cores); j++ {
			if cores[i].upon(&cores[j]) {
				all = append(all, fmt.Sprintf("%q and %q lie upon one another: %+v %+v", w.Text, p.Words[j].Text, w, p.Words[j]))
			}
		}
	}
	return all
}

// core is a word without the room for what it may not have.
func (w Word) core() Word {
	h := w.Bottom - w.Top
	return Word{w.Text, w.Left + 0.3, w.Top + 0.32*h, w.Right - 0.3, w.Bottom - 0.27*h}
}

func (p Page) leaves(w Word) bool {
	const near = 0.6
	a := w.core()
	return a.Left < Margin-near || a.Right > p.Width-Margin+near || a.Top < Margin || a.Bottom > p.Height-Margin+near
}

// upon reports whether a core lies on another.
func (w *Word) upon(other *Word) bool {
	return w.Left < other.Right && other.Left < w.Right && w.Top < other.Bottom && other.Top < w.Bottom
}

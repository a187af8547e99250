// Package pdftest reads finished PDFs as a reader would, by Debian's qpdf and
// poppler-utils, and tells whether their pages are well set.
package pdftest

import (
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Tool runs a program on a document and gives what it prints; "FILE" stands for
// the document.
func Tool(t testing.TB, file []byte, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "read.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "FILE", path)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// Said is what a document says, line by line in the order of reading. Letters
// stand for their forms, and the marks that pdftotext puts around writing to the
// left are left out.
func Said(t testing.TB, file []byte) string {
	t.Helper()
	text := plain(Tool(t, file, "pdftotext", "-layout", "FILE", "-"))
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

func plain(text string) string {
	return norm.NFKC.String(strings.NewReplacer("\u202b", "", "\u202a", "", "\u202c", "").Replace(text))
}

// Page is a page with its words and their places, in points from the upper left
// corner.
type Page struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []Word  `xml:"flow>block>line>word"`
}

// Word is a word in the box that its face asks for: with room above and below for
// accents and tails that it may not have.
type Word struct {
	Text   string  `xml:",chardata"`
	Left   float64 `xml:"xMin,attr"`
	Top    float64 `xml:"yMin,attr"`
	Right  float64 `xml:"xMax,attr"`
	Bottom float64 `xml:"yMax,attr"`
}

// Pages are a document's.
func Pages(t testing.TB, file []byte) []Page {
	t.Helper()
	raw := Tool(t, file, "pdftotext", "-bbox-layout", "FILE", "-")
	var doc struct {
		Pages []Page `xml:"body>doc>page"`
	}
	d := xml.NewDecoder(strings.NewReader(raw))
	d.Strict, d.Entity = false, xml.HTMLEntity
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	return doc.Pages
}

// Says is a page's words in one line.
func (p Page) Says() string {
	words := make([]string, len(p.Words))
	for i, w := range p.Words {
		words[i] = plain(w.Text)
	}
	return strings.Join(words, " ")
}

package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/pdf/pdftest"
)

// booklet is a document with contents, links within and a watermark.
func booklet(t testing.TB, faces *Faces, rtl, lying bool) []byte {
	t.Helper()
	d := faces.Begin(Meta{Title: "Booklet", Lang: "en", RTL: rtl, Made: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	end := func(page, of int) Block { return Text(body, fmt.Sprintf("page %d of %d", page, of)).Aligned(End) }
	picture := chart.Drawing{Width: 100, Height: 50}
	picture.Add(chart.Rect{W: 100, H: 50, Fill: chart.AccentSoft, Href: "#Risks"})
	blocks := []Block{
		Paragraph{Runs: []Run{{Text: "See ", Style: body}, {Text: "the risks", Style: body, Link: "#Risks"}, {Text: " and ", Style: body}, {Text: "nowhere", Style: body, Link: "#Nowhere"}}},
		Contents{Style: body, Depth: 1}, PageBreak{},
	}
	for n := range 8 {
		name := "Risks"
		if n != 5 {
			name = ""
		}
		blocks = append(blocks,
			Heading{Block: Text(body.As(Semibold), fmt.Sprint("Chapter ", n)), Title: fmt.Sprint("Chapter ", n), Level: min(n, 1), Name: name},
			Stack{ofRows(20), Space(Grid), Picture{Drawing: picture, Most: 80}},
			Heading{Block: Text(body, "Deeper"), Title: "Deeper", Level: 3}, Text(body, strings.Repeat("word ", 300)))
	}
	Flow{Head: end, Foot: end, Gap: Grid, Watermark: "UTKAST", Landscape: lying}.Draw(d, blocks)
	file, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTheContentsSayOnWhichPageEachHeadingStands(t *testing.T) {
	faces := load(t)
	for _, lying := range []bool{false, true} {
		file := booklet(t, faces, false, lying)
		pdftest.WellSet(t, "booklet", file, pdftest.Limits{Least: 5, Numbered: func(page, of int) string { return fmt.Sprintf("page %d of %d", page, of) }})
		first := pdftest.Tool(t, file, "pdftotext", "-layout", "-l", "1", "FILE", "-")
		found := regexp.MustCompile(`Chapter (\d) +(\d+)\n`).FindAllStringSubmatch(first, -1)
		if len(found) != 8 {
			t.Fatalf("the contents are %s", first)
		}
		for _, line := range found {
			if on := pdftest.Tool(t, file, "pdftotext", "-f", line[2], "-l", line[2], "FILE", "-"); !strings.Contains(on, "Chapter "+line[1]) {
				t.Errorf("chapter %s is not on page %s", line[1], line[2])
			}
		}
		if strings.Contains(first, "Deeper") {
			t.Error("a deeper heading is listed")
		}
	}
}

func TestLinksWithinTheDocumentLeadToHeadings(t *testing.T) {
	qdf := pdftest.Tool(t, booklet(t, load(t), false, false), "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	within := strings.Count(qdf, "/Subtype /Link")
	if want := 8 + 8 + 1; within != want { // contents, pictures, words; none to what is not there
		t.Errorf("%d links, want %d", within, want)
	}
	if n := strings.Count(qdf, "/Title "); n != 16+1 { // and the document's own
		t.Errorf("%d bookmarks", n)
	}
	if n := strings.Count(qdf, "page 1 of"); n > 0 {
		t.Error("pages are counted in another way than as set text")
	}
}

func TestAWatermarkIsSeenAndNotRead(t *testing.T) {
	file := booklet(t, load(t), false, false)
	if strings.Contains(words(t, file), "UTKAST") || strings.Contains(words(t, file), "T K A") {
		t.Error("it is in the text")
	}
	qdf := pdftest.Tool(t, file, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	if !strings.Contains(qdf, "0.925 0.933 0.922 rg") {
		t.Error("it is not drawn")
	}
	if dyed, set := strings.Index(qdf, "0.925 0.933 0.922 rg"), strings.Index(qdf, " Tf "); dyed < set || !strings.Contains(qdf, "/BM /Multiply") {
		t.Error("it is not drawn last, as dye on what stands there")
	}
}

func TestABookletIsTheSameBytesEachTime(t *testing.T) {
	faces := load(t)
	for _, rtl := range []bool{false, true} {
		if !bytes.Equal(booklet(t, faces, rtl, true), booklet(t, faces, rtl, true)) {
			t.Error("drawn again it differs")
		}
	}
}

func TestNoBlocksMakeOnePage(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	f := withGap(0)
	if n := f.Pages(d, []Block{Space(900), PageBreak{}}); n != 1 {
		t.Errorf("%d pages", n)
	}
	f.Draw(d, nil)
	file, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if got := words(t, file); got != "1 of 1 1 of 1" {
		t.Errorf("it says %q", got)
	}
}

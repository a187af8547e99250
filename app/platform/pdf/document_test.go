package pdf

import (
	"bytes"
	"context"
	"math"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf/pdftest"
)

func load(t testing.TB) *Faces {
	t.Helper()
	faces, err := LoadFaces(os.DirFS("../../../static/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	return faces
}

var body = Style{Sans, 9, chart.Ink}

// draw makes a document of one page.
func draw(t *testing.T, faces *Faces, b Block) []byte {
	t.Helper()
	d := faces.Begin(Meta{Title: "Läge (1)", Author: "Fjord & Søn", Lang: "sv", Made: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	d.Page()
	d.Outline("Åtgärder", 0, Margin)
	b.Draw(d, Margin, Margin, FullWidth)
	file, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// words is what a document says, in one line.
func words(t testing.TB, file []byte) string {
	t.Helper()
	return strings.Join(strings.Fields(pdftest.Said(t, file)), " ")
}

func everything() Stack {
	d := chart.Drawing{Width: 200, Height: 60}
	d.Add(chart.Rect{X: 1, Y: 1, W: 60, H: 40, Radius: 3, Fill: chart.BadSoft, Hatched: true, Stroke: chart.Stroke{Token: chart.Ink, Width: 1}, Href: "https://a.example/ö?(x)"},
		chart.Path{Points: []chart.Point{{X: 70, Y: 50}, {X: 90, Y: 10}, {X: 120, Y: 40}}, Closed: true, Fill: chart.Accent, Opacity: 0.2, Stroke: chart.Stroke{Token: chart.Data2, Width: 2, Dash: 4}},
		chart.Circle{Centre: chart.Point{X: 140, Y: 30}, R: 5, Fill: chart.Good}, chart.Line{To: chart.Point{X: 200, Y: 60}, Stroke: chart.Stroke{Token: chart.Grey3, Width: 1}},
		chart.Text{At: chart.Point{X: 150, Y: 30}, Text: "Mitt i", Anchor: chart.Middle, Size: 12, Fill: chart.Ink, Bold: true})
	s := Stack{
		Text(Style{Serif, 15, chart.Ink}, "Två piloter väntar på Łódź och Tromsø"),
		Paragraph{Runs: []Run{{Text: "Owner: ", Style: body}, {Text: "علی رضایی", Style: body, Link: "mailto:ali@firm.example"}, {Text: ", 12 Nov", Style: body}}},
		Text(body, "script <b>&amp; 🚀 日本 \u202Eback"),
		Table{Widths: []float64{0, 60}, Aligns: []Align{Start, End}, Apart: 3, Head: []Paragraph{Text(body, "Milstolpe"), Text(body, "Dagar")}, Rows: [][]Paragraph{{Text(body, "Pilot klar"), Text(body, "−1\u202f120")}}},
		Picture{Drawing: d, Most: 100},
	}
	for _, m := range []Mark{Good, Warn, Bad, Idle, Active} {
		s = append(s, Paragraph{Runs: []Run{{Mark: m, Style: body}, {Text: " " + string(m), Style: body}}})
	}
	return s
}

func TestADocumentIsWholeAndSaysItsWords(t *testing.T) {
	file := draw(t, load(t), everything())
	pdftest.Tool(t, file, "qpdf", "--check", "FILE")
	got := words(t, file)
	for _, want := range []string{"Två piloter väntar på Łódź och Tromsø", "Owner: علی رضایی, 12 Nov", "script <b>&amp; □ □□ back", "−1 120", "Mitt i", "good"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	qdf := pdftest.Tool(t, file, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	for _, want := range []string{"/Lang (sv)", "<rdf:li>sv</rdf:li>", "Fjord &amp; Søn", "/URI (https://a.example/%C3%B6?%28x%29)", "/URI (mailto:ali@firm.example)", "/Outlines"} {
		if !strings.Contains(qdf, want) {
			t.Errorf("the file lacks %s", want)
		}
	}
}

func TestTestsKnowTheMargin(t *testing.T) {
	if pdftest.Margin != Margin {
		t.Errorf("it is %v, not %v", Margin, pdftest.Margin)
	}
}

func TestTheSameDocumentIsTheSameBytes(t *testing.T) {
	faces := load(t)
	first := draw(t, faces, everything())
	for range 5 {
		if !bytes.Equal(first, draw(t, faces, everything())) {
			t.Fatal("drawn again it differs")
		}
	}
}

func TestDocumentsMayBeDrawnAtOnce(t *testing.T) {
	faces := load(t)
	first := draw(t, faces, everything())
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if !bytes.Equal(first, draw(t, faces, everything())) {
				t.Error("drawn beside others it differs")
			}
		})
	}
	all.Wait()
}

func TestADrawingLeavesThePenAsItWas(t *testing.T) {
	rule := Rule{Stroke: chart.Stroke{Token: chart.Grey3, Width: 0.5}, High: Grid}
	last := func(b Block) string {
		page := pdftest.Tool(t, draw(t, load(t), b), "qpdf", "--qdf", "FILE", "-")
		page, _, _ = strings.Cut(page, "endstream")
		lines := strings.Split(strings.TrimSpace(page), "\n")
		return strings.Join(lines[len(lines)-4:len(lines)-1], "\n")
	}
	if plain, after := last(Stack{rule}), last(append(everything(), rule)); plain != after {
		t.Errorf("a rule alone is drawn by\n%s\nafter other drawings by\n%s", plain, after)
	}
}

func TestEveryTokenHasAPrintableColour(t *testing.T) {
	for _, token := range chart.Tokens() {
		if _, ok := palette[token]; !ok {
			t.Errorf("%s has none", token)
		}
	}
}

// lightness is how bright a colour looks in grey, from 0 to 100.
func lightness(c rgb) float64 {
	linear := func(n int) float64 { return math.Pow(float64(n)/255, 2.2) }
	y := 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
	return 116*math.Cbrt(y) - 16
}

func TestAGreyPrinterTellsNeighboursApart(t *testing.T) {
	for name, tokens := range map[string][]chart.Token{
		"data":   {chart.Data1, chart.Data2, chart.Data3, chart.Data4},
		"levels": {chart.GoodSoft, chart.WarnSoft, chart.BadSoft},
		"greys":  {chart.Ink, chart.Grey1, chart.Grey2, chart.Grey3},
	} {
		for i, a := range tokens {
			for _, b := range tokens[i+1:] {
				if d := math.Abs(lightness(colour(a)) - lightness(colour(b))); d < 5 {
					t.Errorf("%s: %s and %s differ by %.1f", name, a, b, d)
				}
			}
		}
	}
}

func TestTheFacesShowEveryLetterOfEveryLanguage(t *testing.T) {
	faces := load(t)
	texts, err := i18n.Load(os.DirFS("../../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range texts.Languages() {
		for _, key := range texts.For(lang).Keys() {
			for _, r := range shape([]rune(clean(texts.For(lang).T(key)))) {
				for _, face := range []Face{Sans, Semibold, Serif, SerifSemibold, Italic} {
					if !silent(r) && !faces.Shows(face, r) {
						t.Errorf("%s: %s lacks %q of %s", lang, face, r, key)
					}
				}
			}
		}
	}
	for _, r := range "ÅÄÖåäöÆØæøŁłĄąĘęŻżŹźŚśĆćŃńÓóÞþÐðßüéèçčšž–—…’”«»−·•→↑↓ ۰۱۲۳۴۵۶۷۸۹پچژگکی" {
		if !faces.Shows(Sans, r) {
			t.Errorf("%s lacks %q", Sans, r)
		}
	}
}

func TestAFaceThatCannotBeUsedIsAnErrorAtTheStart(t *testing.T) {
	whole := fstest.MapFS{}
	for _, name := range allFaces() {
		raw, err := os.ReadFile("../../../static/fonts/" + string(name) + ".ttf")
		if err != nil {
			t.Fatal(err)
		}
		whole[string(name)+".ttf"] = &fstest.MapFile{Data: raw}
	}
	if _, err := LoadFaces(whole); err != nil {
		t.Fatal(err)
	}
	raw := whole["serif-regular.ttf"].Data
	for name, data := range map[string][]byte{
		"nothing": {}, "another kind of file": []byte("wOF2 and then some more"), "half of it": raw[:len(raw)/2], "only its beginning": raw[:20],
	} {
		whole["serif-regular.ttf"] = &fstest.MapFile{Data: data}
		if _, err := LoadFaces(whole); err == nil || !strings.Contains(err.Error(), "serif-regular") {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
	delete(whole, "serif-regular.ttf")
	if _, err := LoadFaces(whole); err == nil {
		t.Error("a face that is not there passes")
	}
}

func TestOnlySoManyDocumentsAreDrawnAtOnce(t *testing.T) {
	press := NewPress(noFaces, 2)
	var now, most atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			_, err := press.Print(t.Context(), func(*Faces) ([]byte, error) {
				n := now.Add(1)
				for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
				}
				time.Sleep(5 * time.Millisecond)
				now.Add(-1)
				return nil, nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most.Load() != 2 {
		t.Errorf("%d at once, want 2", most.Load())
	}
}

func TestWhoGivesUpWaitingIsNotDrawnFor(t *testing.T) {
	press := NewPress(noFaces, 1)
	begun, end := make(chan bool), make(chan bool)
	go press.Print(context.Background(), func(*Faces) ([]byte, error) { begun <- true; <-end; return nil, nil })
	<-begun
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := press.Print(ctx, func(*Faces) ([]byte, error) { t.Error("drawn all the same"); return nil, nil }); err == nil {
		t.Error("waiting has no end")
	}
	close(end)
}

// noFaces are for who draws nothing.
func noFaces() (*Faces, error) { return nil, nil }

package pdf

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"stegvis/app/platform/chart"
)

// shown is a document's pages for a screen.
func shown(t *testing.T, faces *Faces, d *Doc) []Screen {
	t.Helper()
	file, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	all, err := faces.Screens(file, 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		x := xml.NewDecoder(strings.NewReader(one.SVG))
		for {
			if _, err := x.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("no XML: %v\n%s", err, one.SVG)
			}
		}
	}
	return all
}

func TestAPageOnAScreenSaysAndShowsWhatTheFileDoes(t *testing.T) {
	faces, err := LoadFaces(os.DirFS("../../../static/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	d := faces.Begin(Meta{Title: "T", Lang: "en", Made: time.Unix(0, 0)})
	style := Style{Face: Sans, Size: 10, Colour: chart.Ink}
	d.Page()
	Text(style, "Å (brackets) & <signs> \\ AVAST").Draw(d, Margin, Margin, FullWidth)
	Paragraph{Runs: []Run{{Text: "elsewhere", Style: style, Link: "https://example.org/a?b=1&c=2"}}}.Draw(d, Margin, 100, FullWidth)
	Text(style.As(SerifSemibold), "علی says").Draw(d, Margin, 200, FullWidth)
	d.rect(chart.Rect{X: 50, Y: 300, W: 100, H: 20, Radius: 4, Fill: chart.Good, Stroke: chart.Stroke{Token: chart.Ink, Width: 1, Dash: 2}})
	d.path(chart.Path{Points: []chart.Point{{X: 1, Y: 2}, {X: 3, Y: 4}}, Closed: true, Fill: chart.Bad, Opacity: 0.25})
	d.Watermark("Draft")
	d.Landscape()
	Text(style, "lies").Draw(d, Margin, Margin, FullWidth)
	all := shown(t, faces, d)
	if len(all) != 2 || math.Abs(all[0].Wide-PageWidth) > 0.1 || math.Abs(all[1].Wide-PageHeight) > 0.1 {
		t.Fatalf("%d pages, %v", len(all), all)
	}
	for _, want := range []string{
		`>Å (brackets) &amp; &lt;signs&gt; \ AVAST</text>`, `class="sans-regular"`, `fill="#1b2421"`, `font-size="10"`,
		`<a href="https://example.org/a?b=1&amp;c=2" aria-label="elsewhere">`, `bidi-override`, `fill="#2a7a3f" stroke="#1b2421" stroke-width="1" stroke-dasharray="2 2"`, `opacity="0.25"`, `class="dye"`,
	} {
		if !strings.Contains(all[0].SVG, want) {
			t.Errorf("%s is not in %s", want, all[0].SVG)
		}
	}
	long := regexp.MustCompile(`textLength="([0-9.]+)"[^>]*>Å`).FindStringSubmatch(all[0].SVG)
	if long == nil {
		t.Fatal("the words have no length")
	}
	if got, _ := strconv.ParseFloat(long[1], 64); math.Abs(got-Text(style, "Å (brackets) & <signs> \\ AVAST").Width(d)) > 0.1 {
		t.Errorf("the words are %v long", got)
	}
}

func TestOnlyThePagesThatAreAskedForAreRead(t *testing.T) {
	faces, err := LoadFaces(os.DirFS("../../../static/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	d := faces.Begin(Meta{Title: "T", Lang: "en", Made: time.Unix(0, 0)})
	for _, word := range []string{"first", "second", "third", "fourth"} {
		d.Page()
		Text(Style{Face: Sans, Size: 10, Colour: chart.Ink}, word).Draw(d, Margin, Margin, FullWidth)
	}
	file, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	some, err := faces.Screens(file, 2, 2)
	if err != nil || len(some) != 2 || !strings.Contains(some[0].SVG, "second") || !strings.Contains(some[1].SVG, "third") {
		t.Errorf("%v, %v", some, err)
	}
	for name, broken := range map[string][]byte{"nothing": nil, "a half": file[:len(file)/2], "rubbish": []byte("%PDF-1.4\nxref\n0 3\ntrailer\n")} {
		if _, err := faces.Screens(broken, 1, 9); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

func TestAPictureOfPixelsIsSeenOnAScreenThroughItsMask(t *testing.T) {
	faces, err := LoadFaces(os.DirFS("../../../static/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	for name, alpha := range map[string]uint8{"opaque": 255, "half seen through": 128} {
		drawn := image.NewNRGBA(image.Rect(0, 0, 3, 2))
		for i := range drawn.Pix {
			drawn.Pix[i] = uint8(10 * i)
			if i%4 == 3 {
				drawn.Pix[i] = alpha
			}
		}
		var file bytes.Buffer
		if err := png.Encode(&file, drawn); err != nil {
			t.Fatal(err)
		}
		d := faces.Begin(Meta{Title: "T", Lang: "en", Made: time.Unix(0, 0)})
		d.Page()
		Image{PNG: file.Bytes(), High: 20}.Draw(d, 40, 50, FullWidth)
		svg := shown(t, faces, d)[0].SVG
		found := regexp.MustCompile(`<image x="40" y="50" width="30" height="20" href="data:image/png;base64,([^"]+)"`).FindStringSubmatch(svg)
		if found == nil {
			t.Fatalf("%s: %s", name, svg)
		}
		raw, err := base64.StdEncoding.DecodeString(found[1])
		if err != nil {
			t.Fatal(err)
		}
		seen, err := png.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		for y := range 2 {
			for x := range 3 {
				if got := color.NRGBAModel.Convert(seen.At(x, y)); got != drawn.At(x, y) {
					t.Errorf("%s: at %d, %d it is %v, not %v", name, x, y, got, drawn.At(x, y))
				}
			}
		}
	}
}

package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"
	"time"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/pdf/pdftest"
)

// pixels is a PNG of one colour.
func pixels(t *testing.T, w, h int, c color.Color) []byte {
	t.Helper()
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		p.Set(i%w, i/w, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpacked is a file as people can read it.
func unpacked(t *testing.T, file []byte) string {
	t.Helper()
	return pdftest.Tool(t, file, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
}

func TestAPictureIsHeldOnceHoweverOftenItIsSet(t *testing.T) {
	faces := load(t)
	logo := Image{PNG: pixels(t, 300, 100, color.NRGBA{29, 92, 75, 255}), High: 30}
	said := Text(body, "Åtgärder i Nordvik")
	once, twice := draw(t, faces, Stack{said, logo}), draw(t, faces, Stack{said, logo, logo, logo})
	for name, file := range map[string][]byte{"once": once, "three times": twice} {
		if n := bytes.Count(file, []byte("/Subtype /Image")); n != 1 {
			t.Errorf("%s: %d pictures", name, n)
		}
		pdftest.WellSet(t, name, file, pdftest.Limits{})
	}
	if again := draw(t, faces, Stack{said, logo, logo, logo}); !bytes.Equal(again, twice) {
		t.Error("the second time it is another file")
	}
	glass := draw(t, faces, Stack{said, Image{PNG: pixels(t, 30, 30, color.NRGBA{200, 0, 0, 90}), High: 30}})
	if !bytes.Contains(glass, []byte("/SMask")) {
		t.Error("what is behind a picture does not shine through")
	}
	pdftest.WellSet(t, "glass", glass, pdftest.Limits{})
}

func TestAPictureThatIsMissingTakesNoPlace(t *testing.T) {
	faces := load(t)
	said := Text(body, "Nordvik")
	if with, without := draw(t, faces, Stack{Image{High: 30}, said}), draw(t, faces, said); !bytes.Equal(with, without) {
		t.Error("it leaves something behind")
	}
}

func TestABrokenPictureTakesNoPlace(t *testing.T) {
	faces, whole := load(t), pixels(t, 30, 30, color.Black)
	said := Text(body, "Nordvik")
	without := draw(t, faces, said)
	for at := range len(whole) {
		edited := bytes.Clone(whole)
		edited[at] ^= 0x10
		for _, broken := range [][]byte{whole[:at], edited} {
			if i := (Image{PNG: broken, High: 30}); at%7 == 0 && !bytes.Equal(draw(t, faces, Stack{i, said}), without) || i.Height(faces.Begin(Meta{}), 100) != 0 {
				t.Fatalf("broken at %d of %d it takes a place", at, len(whole))
			}
		}
	}
}

func TestAPictureIsAsHighAsItIsToBeUnlessItsPlaceIsNarrow(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	i := Image{PNG: pixels(t, 300, 100, color.Black), High: 30}
	for width, want := range map[float64]float64{500: 30, 90: 30, 45: 15} {
		if got := i.Height(d, width); math.Abs(got-want) > 1e-9 {
			t.Errorf("in %.0f points it is %.2f high, want %.0f", width, got, want)
		}
	}
}

// where is the place of a picture's left edge.
func where(t *testing.T, i Image, rtl bool) float64 {
	t.Helper()
	d := load(t).Begin(Meta{Lang: "en", RTL: rtl})
	d.Page()
	i.Draw(d, 100, 100, 200)
	file, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	_, matrix, _ := strings.Cut(unpacked(t, file), "q 90.00000 0 0 30.00000 ")
	if left, _, found := strings.Cut(matrix, "."); found {
		return map[string]float64{"100": 100, "210": 210, "155": 155}[left]
	}
	return 0
}

func TestAPictureStandsWhereItsLanguageBeginsOrEnds(t *testing.T) {
	i := Image{PNG: pixels(t, 300, 100, color.Black), High: 30}
	for align, want := range map[Align][2]float64{Start: {100, 210}, End: {210, 100}} {
		i.Align = align
		if left, right := where(t, i, false), where(t, i, true); left != want[0] || right != want[1] {
			t.Errorf("%v: %.0f, to the left %.0f; want %v", align, left, right, want)
		}
	}
}

func TestTwoPicturesOfAWidthAreAnErrorSinceTheirOrderWouldBeChance(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	d.Page()
	Stack{Image{PNG: pixels(t, 30, 30, color.Black), High: 30}, Image{PNG: pixels(t, 30, 20, color.Black), High: 30}}.Draw(d, 100, 100, 200)
	if _, err := d.Bytes(); err == nil {
		t.Error("they are drawn")
	}
}

func TestADocumentHasItsOwnAccentAndStatusKeepsItsColours(t *testing.T) {
	faces := load(t)
	page := func(accent string) string {
		d := faces.Begin(Meta{Lang: "en", Accent: accent, Made: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
		d.Page()
		Stack{
			Rule{Stroke: chart.Stroke{Token: chart.Accent, Width: 2}, High: 8},
			Rule{Stroke: chart.Stroke{Token: chart.AccentSoft, Width: 2}, High: 8},
			Paragraph{Runs: []Run{{Mark: Active, Style: body}, {Text: " Under way", Style: Style{Sans, 9, chart.Accent}}}},
		}.Draw(d, Margin, Margin, FullWidth)
		file, err := d.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return unpacked(t, file)
	}
	const house, houseSoft, plum, plumSoft, dimmed = "0.114 0.361 0.294", "0.871 0.925 0.902", "0.369 0.122 0.278", "0.914 0.882 0.902", "0.478 0.478 0"
	for accent, want := range map[string][2]string{"": {house, houseSoft}, "nonsense": {house, houseSoft}, "#5e1f47": {plum, plumSoft}, "#ffff00": {dimmed, ""}} {
		file := page(accent)
		for _, drawn := range []string{want[0] + " RG", want[1], want[0] + " rg"} {
			if !strings.Contains(file, drawn) {
				t.Errorf("%q: nothing is drawn in %s", accent, drawn)
			}
		}
		if !strings.Contains(file, house+" RG") {
			t.Errorf("%q: the mark of what is under way is in another colour", accent)
		}
	}
}

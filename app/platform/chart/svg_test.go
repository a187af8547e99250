package chart_test

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/goldentest"
)

// everything is a drawing with each shape in each of its forms.
func everything() chart.Drawing {
	d := chart.Drawing{Width: 120, Height: 80.5, Title: "Everything", Description: "Each shape once."}
	thin := chart.Stroke{Token: chart.Ink, Width: 0.75}
	d.Add(
		chart.Line{From: chart.Point{X: 1, Y: 2}, To: chart.Point{X: 30.126, Y: 2}, Stroke: thin},
		chart.Line{From: chart.Point{X: 1, Y: 4}, To: chart.Point{X: 30, Y: 4}, Stroke: chart.Stroke{Token: chart.Accent, Width: 1, Dash: 3}},
		chart.Rect{X: 1, Y: 6, W: 10, H: 10, Fill: chart.GoodSoft},
		chart.Rect{X: 12, Y: 6, W: 10, H: 10, Radius: 2, Fill: chart.WarnSoft, Stroke: chart.Stroke{Token: chart.Warn, Width: 1}, Hatched: true, Tip: "Late"},
		chart.Rect{X: 23, Y: 6, W: 10, H: 10, Fill: chart.BadSoft, Href: "/projects/x/risks?level=high", Tip: "3 high risks"},
		chart.Circle{Centre: chart.Point{X: 40, Y: 11}, R: 5, Fill: chart.Data1},
		chart.Circle{Centre: chart.Point{X: 52, Y: 11}, R: 5, Stroke: thin},
		chart.Path{Points: []chart.Point{{X: 1, Y: 20}, {X: 20, Y: 30}, {X: 40, Y: 20}}, Stroke: thin},
		chart.Path{Points: []chart.Point{{X: 1, Y: 40}, {X: 20, Y: 50}, {X: 40, Y: 40}}, Closed: true, Fill: chart.Data2, Opacity: 0.25},
		chart.Text{At: chart.Point{X: 1, Y: 60}, Text: "Åsa Łukowska", Size: 11, Fill: chart.Ink},
		chart.Text{At: chart.Point{X: 60, Y: 60}, Text: "میراث", Size: 11, Anchor: chart.Middle, Fill: chart.Grey1, Bold: true},
		chart.Text{At: chart.Point{X: 119, Y: 60}, Text: "1 250", Size: 18, Anchor: chart.End, Fill: chart.Bad, Serif: true},
	)
	return d
}

func TestEachShapeIsDrawnAsItWasLookedAt(t *testing.T) {
	goldentest.Equal(t, "everything.svg", []byte(chart.SVG(everything(), "all")+"\n"))
}

// elements counts the elements of a picture, which must be whole XML, and
// gathers its text.
func elements(t testing.TB, svg string) (map[string]int, string) {
	t.Helper()
	found := map[string]int{}
	var said strings.Builder
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return found, said.String()
		}
		if err != nil {
			t.Fatalf("not whole: %v\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			found[token.Name.Local]++
			for _, a := range token.Attr {
				if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || a.Name.Local == "style" {
					t.Errorf("%s has an attribute %s", token.Name.Local, a.Name.Local)
				}
			}
		case xml.CharData:
			said.Write(token)
		}
	}
}

func TestWhatPeopleTypedIsTextInAPicture(t *testing.T) {
	for _, hostile := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onload='alert(1)`, `</svg><script>`, `]]>`, `<!--`, `&lt;&amp;`, `</title><script>`,
	} {
		d := chart.Drawing{Width: 10, Height: 10, Title: hostile, Description: hostile}
		d.Add(chart.Text{Text: hostile, Fill: chart.Ink}, chart.Rect{Tip: hostile}, chart.Rect{Href: "/x?q=" + hostile, Tip: hostile})
		svg := chart.SVG(d, "x")
		found, said := elements(t, svg)
		if diff := cmp.Diff(map[string]int{"svg": 1, "title": 3, "desc": 1, "text": 1, "rect": 2, "a": 1}, found); diff != "" {
			t.Errorf("%s adds to the picture:\n%s", hostile, diff)
		}
		if strings.Count(said, hostile) != 5 {
			t.Errorf("%s is not shown as it was typed: %s", hostile, said)
		}
	}
}

func TestAPictureThatLeadsSomewhereIsAGroupAndItsPartsHaveNames(t *testing.T) {
	plain, leading := chart.Drawing{}, chart.Drawing{}
	plain.Add(chart.Rect{Tip: "a box"})
	leading.Add(chart.Rect{Href: "/risks", Tip: "3 high risks"})
	if svg := chart.SVG(plain, "p"); !strings.Contains(svg, `role="img" aria-labelledby="p-t p-d"`) {
		t.Error(svg)
	}
	if svg := chart.SVG(leading, "l"); !strings.Contains(svg, `role="group"`) || !strings.Contains(svg, `<a href="/risks" aria-label="3 high risks">`) {
		t.Error(svg)
	}
}

func TestEveryTokenHasItsClassesAndAColourInBothThemes(t *testing.T) {
	raw, err := os.ReadFile("../../../static/css/stegvis.css")
	if err != nil {
		t.Fatal(err)
	}
	css := string(raw)
	_, dark, _ := strings.Cut(css, `[data-theme="dark"] {`)
	dark, _, _ = strings.Cut(dark, "}")
	light, _, _ := strings.Cut(css[strings.Index(css, ":root {"):], "}")
	for _, token := range chart.Tokens() {
		name := string(token)
		for _, rule := range []string{".f-" + name + " { fill: var(--" + name + "); }", ".s-" + name + " { stroke: var(--" + name + "); }"} {
			if !strings.Contains(css, rule) {
				t.Errorf("the style has no %s", rule)
			}
		}
		value := regexp.MustCompile(`--` + name + `: #[0-9a-f]{6};`)
		if !value.MatchString(light) || !value.MatchString(dark) {
			t.Errorf("%s has no colour in one of the themes", name)
		}
	}
}

func TestTicksAreRoundAndAboutAsManyAsWanted(t *testing.T) {
	for _, c := range []struct {
		top    int64
		wanted int
		want   []int64
	}{
		{0, 5, []int64{0}}, {1, 5, []int64{0, 1}}, {5, 5, []int64{0, 1, 2, 3, 4, 5}}, {6, 5, []int64{0, 2, 4, 6}}, {11, 5, []int64{0, 2, 4, 6, 8, 10}},
		{25, 5, []int64{0, 5, 10, 15, 20, 25}}, {60, 5, []int64{0, 20, 40, 60}}, {1000, 4, []int64{0, 500, 1000}}, {99, 5, []int64{0, 20, 40, 60, 80}}, {-3, 5, nil},
	} {
		if diff := cmp.Diff(c.want, chart.Ticks(c.top, c.wanted)); diff != "" {
			t.Errorf("up to %d: %s", c.top, diff)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		top, wanted := rapid.Int64Range(0, math.MaxInt64).Draw(t, "top"), rapid.IntRange(1, 12).Draw(t, "wanted")
		ticks := chart.Ticks(top, wanted)
		if ticks[0] != 0 || ticks[len(ticks)-1] > top || len(ticks) > wanted+1 {
			t.Fatalf("%d: %v", top, ticks)
		}
		if len(ticks) > 1 && top-ticks[len(ticks)-1] >= ticks[1] {
			t.Fatalf("%d: there is room for another than %v", top, ticks)
		}
	})
}

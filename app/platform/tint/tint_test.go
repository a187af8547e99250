package tint_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"stegvis/app/platform/tint"
)

func TestAColourIsReadAsPeopleWriteIt(t *testing.T) {
	for written, want := range map[string]string{
		"#1d5c4b": "#1d5c4b", "1D5C4B": "#1d5c4b", " #1d5C4b\n": "#1d5c4b", "#abc": "#aabbcc", "000": "#000000", "#FFFFFF": "#ffffff",
		"": "", "#": "", "#12345": "", "#1234567": "", "#12345g": "", "green": "", "##1d5c4b": "", "#+1d5c4": "", "#-d5c4b": "", "rgb(1,2,3)": "", "#1d5c4b;": "", "0x1d5c": "", "#å1d5c": "", "#١٢٣": "",
	} {
		c, ok := tint.Parse(written)
		if ok != (want != "") || ok && c.String() != want {
			t.Errorf("%q is read as %s, %v; want %q", written, c, ok, want)
		}
	}
}

// The values are those that the guidelines' own techniques and WebAIM's checker
// publish.
func TestContrastIsThatOfTheGuidelines(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54},
		{"#0000ff", "#ffffff", 8.59}, {"#ff0000", "#ffffff", 4.00}, {"#00ff00", "#ffffff", 1.37}, {"#ffff00", "#ffffff", 1.07},
		{"#949494", "#ffffff", 3.03}, {"#595959", "#ffffff", 7.00}, {"#0000ff", "#ffff00", 8.00},
	} {
		a, _ := tint.Parse(c.a)
		b, _ := tint.Parse(c.b)
		if got := tint.Contrast(a, b); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
		if tint.Contrast(a, b) != tint.Contrast(b, a) {
			t.Errorf("%s and %s have two contrasts", c.a, c.b)
		}
	}
}

func TestTheNearestReadableColour(t *testing.T) {
	for pale, want := range map[string]string{
		"#ffffff": "#767676", "#777777": "#767676", "#767676": "#767676", "#000000": "#000000", "#1d5c4b": "#1d5c4b",
		"#ffff00": "#7a7a00", "#ff0000": "#ee0000",
	} {
		c, _ := tint.Parse(pale)
		if got := c.ReadableOnPaper(); got.String() != want {
			t.Errorf("%s: %s with %.2f, want %s", pale, got, got.OnPaper(), want)
		}
	}
}

func TestOfAnyColourTheReadableOneStandsOutAndIsNoDarkerThanItTakes(t *testing.T) {
	part := rapid.Uint8()
	rapid.Check(t, func(t *rapid.T) {
		c := tint.Colour{R: part.Draw(t, "r"), G: part.Draw(t, "g"), B: part.Draw(t, "b")}
		got := c.ReadableOnPaper()
		ratio := got.OnPaper()
		if ratio < tint.Readable {
			t.Fatalf("%s becomes %s with a contrast of %.3f", c, got, ratio)
		}
		if got != c && ratio > tint.Readable+0.2 {
			t.Fatalf("%s becomes %s, which is darker than need be: %.3f", c, got, ratio)
		}
		if got != got.ReadableOnPaper() {
			t.Fatalf("%s is changed once more", got)
		}
		for _, pair := range [][4]uint8{{c.R, c.G, got.R, got.G}, {c.G, c.B, got.G, got.B}, {c.R, c.B, got.R, got.B}} {
			if pair[0] > pair[1] && pair[2] < pair[3] || pair[0] < pair[1] && pair[2] > pair[3] || pair[0] == pair[1] && pair[2] != pair[3] {
				t.Fatalf("%s becomes %s, of another hue", c, got)
			}
		}
		if faint := got.Faint(); tint.Contrast(faint, tint.Colour{R: 27, G: 36, B: 33}) < 7 {
			t.Fatalf("ink is hard to read on %s", faint)
		}
	})
}

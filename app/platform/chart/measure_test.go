package chart

import (
	"encoding/binary"
	"math"
	"os"
	"strings"
	"testing"
)

// face reads the advances of a TrueType file by character, in thousandths.
func face(t *testing.T, path string) func(r rune) int {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(raw[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(raw[at:])) }
	tables := map[string]int{}
	for i := range u16(4) {
		tables[string(raw[12+16*i:16+16*i])] = u32(20 + 16*i)
	}
	sub := 0 // the format 4 table of characters
	for i := range u16(tables["cmap"] + 2) {
		if at := tables["cmap"] + u32(tables["cmap"]+8+8*i); u16(at) == 4 {
			sub = at
		}
	}
	segments := u16(sub+6) / 2
	glyph := func(r rune) int {
		for i := range segments {
			ends, starts := sub+14+2*i, sub+16+2*segments+2*i
			deltas, offsets := starts+2*segments, starts+4*segments
			switch {
			case int(r) > u16(ends):
				continue
			case int(r) < u16(starts):
				return 0
			case u16(offsets) == 0:
				return (int(r) + u16(deltas)) & 0xffff
			}
			return u16(offsets + u16(offsets) + 2*(int(r)-u16(starts)))
		}
		return 0
	}
	return func(r rune) int {
		g := min(glyph(r), u16(tables["hhea"]+34)-1)
		return int(math.Round(float64(u16(tables["hmtx"]+4*g)) * 1000 / float64(u16(tables["head"]+18))))
	}
}

func TestTheTablesHoldWhatTheFacesSay(t *testing.T) {
	for path, bold := range map[string]bool{
		"../../../static/fonts/sans-regular.ttf": false, "../../../static/fonts/sans-semibold.ttf": true,
	} {
		advance := face(t, path)
		for _, r := range "abcXYZ019 ,.()/~ÅÄÖåäöéüłŁøØæÆßżśńąęĐđ–—…’“”·×−→\u00a0\u202f" {
			if got, want := Width(string(r), 1000, bold), float64(advance(r)); math.Abs(got-want) > 1 {
				t.Errorf("%s: %q is %.0f wide, the face says %.0f", path, r, got, want)
			}
		}
	}
}

func TestATextIsShortenedToItsRoom(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		room             float64
	}{
		{"what fits stays whole", "Pilot Malmö", "Pilot Malmö", 200},
		{"at a word when one is near", "Integration with the order system works", "Integration with the…", 110},
		{"within a word when none is near", "Verksamhetssystemintegration", "Verksamhetssy…", 80},
		{"no room at all", "Pilot", "…", 0},
	} {
		if got := Fit(c.text, c.room, 11, false); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestATextIsBrokenAfterWordsAndShortenedOnItsLastLine(t *testing.T) {
	for _, of := range []struct {
		text string
		most int
		want string
	}{
		{"Short", 2, "Short"},
		{"", 2, ""},
		{"One view of the customer for all", 2, "One view of the|customer for all"},
		{"One view of the customer for all who meet them every day", 2, "One view of the|customer for…"},
	} {
		lines := Lines(of.text, 90, 12, of.most)
		if got := strings.Join(lines, "|"); got != of.want {
			t.Errorf("%q is broken into %q, want %q", of.text, got, of.want)
		}
		for _, line := range lines {
			if Width(line, 12, false) > 90 {
				t.Errorf("%q is too wide", line)
			}
		}
	}
}

func TestATextIsShortenedNoMoreThanItMustBe(t *testing.T) {
	for _, text := range []string{strings.Repeat("Kundregistret flyttas över, ", 40), strings.Repeat("Å\u0308e\u0301", 90), "علی رضایی می\u200cخواهد (۱۲ نفر) 🚀 och mer därtill", "\xff\xfe broken"} {
		for _, room := range []float64{0, 3, 40, 41.5, 90, 300, 2000} {
			got := Fit(text, room, 7, true)
			if Width(text, 7, true) <= room {
				if got != text {
					t.Errorf("%.20q in %g is shortened to %q", text, room, got)
				}
				continue
			}
			runes := []rune(text)
			for len(runes) > 0 && Width(string(runes)+"…", 7, true) > room {
				runes = runes[:len(runes)-1]
			}
			kept := strings.TrimSuffix(got, "…")
			if !strings.HasPrefix(string(runes), kept) || len(kept) < len(string(runes))*2/3-3 {
				t.Errorf("%.20q in %g becomes %q, and %q has room", text, room, got, string(runes))
			}
		}
	}
}

package pdf

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"stegvis/app/platform/pdf/pdftest"
)

// cutFor is what a document that says a text embeds of a face.
func cutFor(t *testing.T, name Face, text string) *cut {
	t.Helper()
	d := load(t).Begin(Meta{Lang: "en"})
	d.Page()
	Text(Style{Face: name, Size: 9}, text).Draw(d, Margin, Margin, FullWidth)
	for _, c := range d.cuts() {
		if c.face.name == name {
			return c
		}
	}
	t.Fatalf("%s is not embedded", name)
	return nil
}

func TestAnEmbeddedFaceHasTheOutlinesOfWhatIsShownAndOfItsParts(t *testing.T) {
	for _, name := range []Face{Sans, Semibold, Italic, Serif, SerifSemibold} {
		c := cutFor(t, name, "Åsa köper ½ Łódź (1\\2)")
		tables, err := tablesOf(c.file())
		if err != nil {
			t.Fatalf("%s %v", name, err)
		}
		small := &face{tables: tables}
		keep, kept := c.whole(), 0
		for g, shown := range keep {
			want := c.face.outline(g)
			if !shown {
				want = nil
			} else {
				kept++
			}
			if got := small.outline(g); !bytes.HasPrefix(got, want) || len(got) > len(want)+3 {
				t.Errorf("%s: glyph %d is another", name, g)
			}
			for _, part := range parts(want) {
				if !keep[part] {
					t.Errorf("%s: of glyph %d a part is missing", name, g)
				}
			}
		}
		if n := len(c.glyphs()); kept < n+1 || kept > n+16 {
			t.Errorf("%s: %d glyphs are kept for %d", name, kept, n)
		}
		if len(c.file()) > 24_000 {
			t.Errorf("%s: it is %d bytes long", name, len(c.file()))
		}
	}
}

func TestAnOutlineThatIsBrokenHasNoEndlessParts(t *testing.T) {
	whole := binary.BigEndian.AppendUint16(nil, 0xffff)
	whole = append(whole, make([]byte, 8)...)
	for range 3 {
		whole = append(whole, 0, 0x20, 0, 7, 0, 0)
	}
	for n := range whole {
		parts(whole[:n])
	}
	if got := parts(whole); !slices.Equal(got, []uint16{7, 7, 7}) {
		t.Errorf("%v", got)
	}
	round := &face{name: "round", tables: map[string][]byte{"maxp": {0, 0, 0, 0, 0, 2}, "head": make([]byte, 54), "loca": {0, 0, 0, 0, 0, byte(len(whole) / 2)}, "glyf": whole}}
	c := &cut{face: round, chars: []rune{0, 'a'}}
	if keep := c.whole(); !keep[0] || !keep[1] {
		t.Errorf("kept %v", keep)
	}
}

func TestTheNameOfAnEmbeddedFaceSaysWhatOfItIsThere(t *testing.T) {
	if a, b := cutFor(t, Sans, "one"), cutFor(t, Sans, "eon"); a.name() != b.name() {
		t.Errorf("%s and %s of the same letters", a.name(), b.name())
	}
	if a, b := cutFor(t, Sans, "one"), cutFor(t, Sans, "two"); a.name() == b.name() {
		t.Errorf("%s of other letters", a.name())
	}
}

func TestNumbersAreWrittenShort(t *testing.T) {
	for _, c := range []struct {
		v    float64
		one  int64
		want string
	}{{0, 100, "0"}, {1.5, 100, "1.5"}, {-0.05, 100, "-0.05"}, {12.345, 100, "12.35"}, {3, 1000, "3"}, {0.804, 1000, "0.804"}, {-0.001, 100, "0"}, {841.89, 100, "841.89"}} {
		if got := string(decimal(nil, c.v, c.one)); got != c.want {
			t.Errorf("%v is %s, want %s", c.v, got, c.want)
		}
	}
}

func TestAFileOfAnUnknownFormIsNotRewritten(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en", Made: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	for _, file := range []string{"", "%PDF-1.3", "%PDF-1.3\nxref\n0 2\n0000000000 65535 f \n0000000099 00000 n \ntrailer\n<<\n>>\nstartxref\n9\n", "%PDF-1.3\n1 0 obj\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000003 00000 n \ntrailer\n<<\n>>\nstartxref\n9\n"} {
		if _, err := d.assembled([]byte(file)); err == nil {
			t.Errorf("%q is", file)
		}
	}
}

func TestPagesShareOnePackerAfterAnother(t *testing.T) {
	faces := load(t)
	d := faces.Begin(Meta{Lang: "en"})
	for range 3 {
		d.Page()
		Text(body, "once more").Draw(d, Margin, Margin, FullWidth)
	}
	file, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	pdftest.WellSet(t, "three alike", file, pdftest.Limits{Least: 3, Most: 3})
}

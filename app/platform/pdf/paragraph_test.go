package pdf

import (
	"math"
	"strings"
	"testing"
)

func TestWordsFitByShrinkingFirstAndAreCutOnlyWhereThatIsAllowed(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	long := strings.Repeat("words ", 40)
	for _, c := range []struct {
		name      string
		text      string
		fit       Fit
		width     float64
		lines     int
		shrinks   bool
		ends      string
		shortened bool
	}{
		{"what fits stays as it is", "words", Fit{Lines: 1, Least: 6, Cut: true}, 100, 1, false, "words", false},
		{"nothing is nothing", " ", Fit{Lines: 1}, 100, 0, false, "", false},
		{"a little too long shrinks", strings.Repeat("words ", 4), Fit{Lines: 1, Least: 6, Cut: true}, 95, 1, true, "words", false},
		{"far too long is cut after a word", long, Fit{Lines: 2, Least: 7, Cut: true}, 100, 2, true, "words…", true},
		{"without leave it takes its lines", long, Fit{Lines: 2, Least: 7}, 100, 8, true, "words", false},
		{"a word of 300 letters breaks", strings.Repeat("x", 300), Fit{}, 100, 13, false, "xxx", false},
		{"and is cut where that is allowed", strings.Repeat("x", 300), Fit{Lines: 1, Cut: true}, 100, 1, false, "x…", true},
		{"a line may end after a dash between letters", "Hälso-sjukvård", Fit{}, 45, 2, false, "sjukvård", false},
		{"a number does not break at its space", "100\u202f000\u202fkr", Fit{}, 45, 1, false, "000\u202fkr", false},
		{"not even in no room at all", "abc", Fit{}, 0, 3, false, "c", false},
	} {
		p := Text(body, c.text).Within(c.fit)
		lines, scale := p.set(d, c.width)
		m := measure{doc: d, runs: p.Runs, scale: scale}
		var all strings.Builder
		for _, l := range lines {
			if l.width > c.width+0.02 && c.width > 10 {
				t.Errorf("%s: a line is %.1f wide of %.1f", c.name, l.width, c.width)
			}
			if math.Abs(l.width-m.width(l.atoms)) > 0.001 {
				t.Errorf("%s: a line's width is not that of its signs", c.name)
			}
			for _, a := range l.atoms {
				all.WriteRune(a.char)
			}
		}
		if len(lines) != c.lines || scale < 1 != c.shrinks || !strings.HasSuffix(all.String(), c.ends) || strings.Contains(all.String(), "…") != c.shortened {
			t.Errorf("%s: %d lines at %.2f: %q", c.name, len(lines), scale, all.String())
		}
		if got := p.Height(d, c.width); got != float64(len(lines))*Grid {
			t.Errorf("%s: height %.1f", c.name, got)
		}
	}
}

func TestLettersThatStandTooFarApartMoveTogether(t *testing.T) {
	d := load(t).Begin(Meta{Lang: "en"})
	if apart, kerned := Text(body, "T").Width(d)+Text(body, "o").Width(d), Text(body, "To").Width(d); kerned >= apart {
		t.Errorf("To is %.2f wide, its letters alone %.2f", kerned, apart)
	}
}

func TestColumnsShareTheWidthWithGuttersBetween(t *testing.T) {
	if got := Span(12, 12, FullWidth); math.Abs(got-FullWidth) > 0.001 {
		t.Errorf("twelve of twelve are %.2f of %.2f", got, FullWidth)
	}
	if got := Span(5, 12, FullWidth) + Gutter + Span(7, 12, FullWidth); math.Abs(got-FullWidth) > 0.001 {
		t.Errorf("five and seven are %.2f of %.2f", got, FullWidth)
	}
}

func TestALanguageToTheLeftBeginsAtTheRight(t *testing.T) {
	ltr, rtl := load(t).Begin(Meta{Lang: "en"}), load(t).Begin(Meta{Lang: "fa", RTL: true})
	for _, c := range []struct {
		align    Align
		ltr, rtl float64
	}{{Start, 0, 10}, {Middle, 5, 5}, {End, 10, 0}} {
		p := Paragraph{Align: c.align}
		if p.indent(ltr, 10) != c.ltr || p.indent(rtl, 10) != c.rtl {
			t.Errorf("alignment %d: %v and %v", c.align, p.indent(ltr, 10), p.indent(rtl, 10))
		}
	}
}

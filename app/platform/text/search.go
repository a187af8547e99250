package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Plain is the form in which words are searched: without case, accents, signs that
// do not show, and with one space for any. What is plain in two texts is the same
// for whoever cannot type å, ø or ł.
func Plain(s string) string {
	if ascii(s) {
		return strings.Join(strings.Fields(strings.ToLower(s)), " ")
	}
	s = strings.Map(bare, norm.NFKD.String(s))
	return strings.Join(strings.Fields(unligatured(cases.Fold().String(s))), " ")
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// bare drops marks and what does not show, and takes the stroke from letters that
// Unicode does not take apart.
func bare(r rune) rune {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return -1
	}
	switch r {
	case 'ø', 'Ø':
		return 'o'
	case 'ł', 'Ł':
		return 'l'
	case 'đ', 'Đ', 'ð', 'Ð':
		return 'd'
	case 'ı':
		return 'i'
	case 'ي', 'ى': // Arabic's, where a Persian keyboard has its own
		return 'ی'
	case 'ك':
		return 'ک'
	}
	return r
}

func unligatured(s string) string {
	return strings.NewReplacer("æ", "ae", "œ", "oe", "þ", "th").Replace(s)
}

// Span is a part of a text, in bytes.
type Span struct{ From, To int }

// Spans are where the plain words stand in a text, in order and apart.
func Spans(s string, words []string) []Span {
	plain, from := mapped(s)
	hit := make([]bool, len(s))
	for _, w := range words {
		for at := 0; w != ""; {
			i := strings.Index(plain[at:], w)
			if i < 0 {
				break
			}
			for k := at + i; k < at+i+len(w); k++ {
				hit[from[k]] = true
			}
			at += i + len(w)
		}
	}
	return joined(s, hit)
}

// mapped is a text in plain form, and for each of its bytes the beginning of the
// sign in the text that it came from.
func mapped(s string) (string, []int) {
	var b strings.Builder
	var from []int
	for i, r := range s {
		p := " "
		if !unicode.IsSpace(r) {
			p = Plain(string(r))
		}
		b.WriteString(p)
		for range len(p) {
			from = append(from, i)
		}
	}
	return b.String(), from
}

// joined makes spans of the signs that were hit, with the marks that belong to them.
func joined(s string, hit []bool) []Span {
	var spans []Span
	inside := false
	for i, r := range s {
		end := i + len(string(r))
		switch {
		case hit[i] || inside && unicode.Is(unicode.Mn, r):
			if !inside {
				spans = append(spans, Span{From: i})
			}
			inside = true
			spans[len(spans)-1].To = min(end, len(s))
		default:
			inside = false
		}
	}
	return spans
}

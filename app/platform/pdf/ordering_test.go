package pdf

import (
	"slices"
	"testing"
)

// drawn is a text as it stands on the line from left to right, with letters
// instead of forms so that it can be read here.
func drawn(text string, base int) string {
	runes := []rune(clean(text))
	level := levels(runes, inherent(runes, base))
	var out []rune
	for _, i := range visual(level) {
		if silent(runes[i]) {
			continue
		}
		r := runes[i]
		if level[i]%2 == 1 {
			r = mirrored(r)
		}
		out = append(out, r)
	}
	return string(out)
}

func TestMixedWritingIsOrderedByTheBidirectionalAlgorithm(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		base             int
	}{
		{"one way to the right", "Åsa Łukowska", "Åsa Łukowska", 0},
		{"a name within a sentence", "by אבג today", "by גבא today", 0},
		{"two words change places", "by אב גד today", "by דג בא today", 0},
		{"figures keep their order", "אב 123", "123 בא", 0},
		{"figures after an Arabic letter are Arabic's", "x ا 12, 34", "x 34 ,12 ا", 0},
		{"a figure before takes no part", "12 אב", "בא 12", 0},
		{"brackets turn", "אב (גד) הו", "וה (דג) בא", 0},
		{"brackets around the other script go with what is around", "a (אב) c", "a (בא) c", 0},
		{"quotation marks turn", "«אב»", "«בא»", 0},
		{"what a bracket belongs to decides", "אב (c) דה", "הד (c) בא", 0},
		{"a per cent sign goes with its number", "אב 5% גד", "דג 5% בא", 0},
		{"a date with hyphens", "אב 2026-11-23", "2026-11-23 בא", 0},
		{"the language to the left", "אב CRM גד", "דג CRM בא", 1},
		{"a figure's sign stands before it in any language", "+12", "+12", 1},
		{"signs without figures follow the language", "?!", "!?", 1},
		{"an isolate does not turn what follows", "by \u2068אב\u2069, 12 Nov", "by בא, 12 Nov", 0},
		{"an isolate that nobody ends", "by \u2068אב", "by בא", 0},
		{"an isolate within an isolate", "a \u2068אב \u2068c 1\u2069 ד\u2069 e", "a ד c 1 בא e", 0},
		{"overrides are taken out", "a\u202Ebc\u202C d", "abc d", 0},
	} {
		if got := drawn(c.text, c.base); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestArabicLettersTakeTheFormTheirNeighboursAskFor(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"alone", "ب", "\uFE8F"},
		{"first, middle and last", "ببب", "\uFE91\uFE92\uFE90"},
		{"alef joins to the right only", "باب", "\uFE91\uFE8E\uFE8F"},
		{"Persian letters", "پچژگ", "\uFB58\uFB7D\uFB8B\uFB92"},
		{"a Persian name", "علی", "\uFECB\uFEE0\uFBFD"},
		{"lam and alef are one sign", "سلام", "\uFEB3\uFEFC\uFEE1"},
		{"lam and alef at a word's beginning", "لا", "\uFEFB"},
		{"a non-joiner parts", "می\u200cخ", "\uFEE3\uFBFD\uFEA5"},
		{"a mark does not part", "بَب", "\uFE91\u064E\uFE90"},
		{"a space parts", "ب ب", "\uFE8F \uFE8F"},
		{"Latin stays", "Åsa", "Åsa"},
	} {
		if got := string(shape([]rune(c.text))); got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got, c.want)
		}
	}
}

func TestTextIsCleanedBeforeItIsSet(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"lines and tabs are spaces, one at a time", " a\n\n b\tc ", "a b c"},
		{"a space that does not break stays", "1\u00a0000\u202fkr", "1\u00a0000\u202fkr"},
		{"what is taken apart is put together", "A\u030a", "Å"},
		{"emoji are one visible sign", "a 🚀\ufe0f b", "a □ b"},
		{"broken bytes are visible", "a\xffb", "a□b"},
		{"controls and overrides go", "a\x00\x1b\u202e\u202c\u200bb", "a b"},
		{"soft hyphens go", "ut\u00adrullning", "utrullning"},
	} {
		if got := clean(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestOrderOfALineIsThatOfItsLevels(t *testing.T) {
	if got := visual([]int{0, 0, 1, 1, 2, 2, 1, 0}); !slices.Equal(got, []int{0, 1, 6, 4, 5, 3, 2, 7}) {
		t.Errorf("order %v", got)
	}
}

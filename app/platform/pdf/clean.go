package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean makes any text fit to be set: composed, on one line, without what
// steers terminals or turns writing around. Isolates and the two marks of
// direction stay, since they guide the order and are dropped before drawing.
func clean(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, string(unknown)))
	space := false
	return strings.Trim(strings.Map(func(r rune) rune {
		if breakable(r) {
			if space {
				return -1
			}
			space = true
			return ' '
		}
		r = cleaned(r)
		if r >= 0 {
			space = false
		}
		return r
	}, s), " ")
}

// breakable is white space at which a line may end.
func breakable(r rune) bool {
	return r != '\u00a0' && r != '\u202f' && r != '\u2007' && (unicode.IsSpace(r) || r == '\u200b')
}

func cleaned(r rune) rune {
	switch {
	case r >= 0x202a && r <= 0x202e: // embeddings and overrides
		return -1
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0x1f3fb && r <= 0x1f3ff, r >= 0xe0000 && r <= 0xe01ef: // variations of the sign before
		return -1
	case r == 0xfeff, r == 0x00ad, r >= 0x2060 && r <= 0x2065, r >= 0x206a && r <= 0x206f, unicode.IsControl(r):
		return -1
	case r > 0xffff:
		return unknown
	}
	return r
}

// silent is a rune that guides shaping or order and is never drawn.
func silent(r rune) bool {
	switch r {
	case '\u200c', '\u200d', '\u200e', '\u200f', '\u061c', lri, rli, fsi, pdi:
		return true
	}
	return false
}

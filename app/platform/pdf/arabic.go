package pdf

import "unicode"

// letter is an Arabic letter's isolated presentation form and which others
// follow it in the code table: final, initial and medial in that order.
type letter struct {
	isolated rune
	forms    int // 1, 2 (joins to the letter before) or 4 (joins on both sides)
}

// letters are those of Arabic and Persian. Presentation forms stand in the table
// in the order isolated, final, initial, medial.
var letters = map[rune]letter{
	'ء': {0xFE80, 1}, 'آ': {0xFE81, 2}, 'أ': {0xFE83, 2}, 'ؤ': {0xFE85, 2}, 'إ': {0xFE87, 2}, 'ئ': {0xFE89, 4},
	'ا': {0xFE8D, 2}, 'ب': {0xFE8F, 4}, 'ة': {0xFE93, 2}, 'ت': {0xFE95, 4}, 'ث': {0xFE99, 4}, 'ج': {0xFE9D, 4},
	'ح': {0xFEA1, 4}, 'خ': {0xFEA5, 4}, 'د': {0xFEA9, 2}, 'ذ': {0xFEAB, 2}, 'ر': {0xFEAD, 2}, 'ز': {0xFEAF, 2},
	'س': {0xFEB1, 4}, 'ش': {0xFEB5, 4}, 'ص': {0xFEB9, 4}, 'ض': {0xFEBD, 4}, 'ط': {0xFEC1, 4}, 'ظ': {0xFEC5, 4},
	'ع': {0xFEC9, 4}, 'غ': {0xFECD, 4}, 'ف': {0xFED1, 4}, 'ق': {0xFED5, 4}, 'ك': {0xFED9, 4}, 'ل': {0xFEDD, 4},
	'م': {0xFEE1, 4}, 'ن': {0xFEE5, 4}, 'ه': {0xFEE9, 4}, 'و': {0xFEED, 2}, 'ى': {0xFEEF, 2}, 'ي': {0xFEF1, 4},
	'پ': {0xFB56, 4}, 'چ': {0xFB7A, 4}, 'ژ': {0xFB8A, 2}, 'ک': {0xFB8E, 4}, 'گ': {0xFB92, 4}, 'ۀ': {0xFBA4, 2},
	'ہ': {0xFBA6, 4}, 'ی': {0xFBFC, 4}, 'ٹ': {0xFB66, 4}, 'ڈ': {0xFB88, 2}, 'ڑ': {0xFB8C, 2}, 'ے': {0xFBAE, 2},
}

// lamAlef are the ligatures that Arabic writing demands, isolated; the final
// form stands next to each.
var lamAlef = map[rune]rune{'آ': 0xFEF5, 'أ': 0xFEF7, 'إ': 0xFEF9, 'ا': 0xFEFB}

const tatweel = 'ـ'

// shape puts each Arabic letter into the form that its neighbours ask for. The
// order stays logical; joiners and non-joiners have done their work and go.
func shape(text []rune) []rune {
	var out []rune
	for i := 0; i < len(text); i++ {
		r := text[i]
		l, arabic := letters[r]
		switch {
		case r == '\u200c' || r == '\u200d':
		case !arabic:
			out = append(out, r)
		case r == 'ل' && i+1 < len(text) && lamAlef[text[i+1]] != 0:
			form := lamAlef[text[i+1]]
			if joinsOn(text, i) {
				form++
			}
			out = append(out, form)
			i++
		default:
			out = append(out, l.form(joinsOn(text, i), joinsAhead(text, i)))
		}
	}
	return out
}

func (l letter) form(before, after bool) rune {
	after = after && l.forms == 4
	before = before && l.forms >= 2
	switch {
	case before && after:
		return l.isolated + 3
	case after:
		return l.isolated + 2
	case before:
		return l.isolated + 1
	}
	return l.isolated
}

// joinsOn reports whether the letter before reaches for the one at i.
func joinsOn(text []rune, i int) bool {
	for i--; i >= 0; i-- {
		if !unicode.Is(unicode.Mn, text[i]) {
			return text[i] == tatweel || text[i] == '\u200d' || letters[text[i]].forms == 4
		}
	}
	return false
}

// joinsAhead reports whether the letter after can take the hand of the one at i.
func joinsAhead(text []rune, i int) bool {
	for i++; i < len(text); i++ {
		if !unicode.Is(unicode.Mn, text[i]) {
			return text[i] == tatweel || text[i] == '\u200d' || letters[text[i]].forms >= 2
		}
	}
	return false
}

package chart

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// widths are the advances of a face in thousandths of its size: those of the
// printable ASCII characters, then those of letters and signs that are no ASCII
// letter with a mark.
type widths struct {
	ascii [95]uint16
	other map[rune]uint16
}

// The advances of Source Sans 3 as static/fonts has it; a test compares them.
var (
	regular = widths{
		[95]uint16{200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350,
			497, 497, 497, 497, 497, 497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425,
			847, 544, 588, 571, 615, 527, 494, 617, 652, 263, 480, 579, 486, 727, 647, 664,
			566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500,
			542, 504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542,
			555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303, 241, 303, 497},
		map[rune]uint16{'Æ': 822, 'æ': 778, 'Ø': 664, 'ø': 542, 'Ł': 500, 'ł': 298, 'Đ': 635, 'đ': 562, 'ß': 576, 'ı': 246,
			'–': 480, '—': 800, '…': 948, '’': 249, '“': 426, '”': 426, '·': 249, '×': 497, '−': 497, '→': 619, '\u00a0': 200, '\u202f': 120},
	}
	semibold = widths{
		[95]uint16{200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344,
			513, 513, 513, 513, 513, 513, 513, 513, 513, 513, 275, 275, 513, 513, 513, 444,
			875, 558, 597, 576, 625, 538, 510, 628, 663, 282, 494, 597, 502, 745, 657, 674,
			582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513, 500,
			549, 516, 563, 462, 564, 507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549,
			564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324, 255, 324, 513},
		map[rune]uint16{'Æ': 834, 'æ': 780, 'Ø': 674, 'ø': 549, 'Ł': 522, 'ł': 329, 'Đ': 645, 'đ': 564, 'ß': 604, 'ı': 262,
			'–': 480, '—': 800, '…': 964, '’': 275, '“': 482, '”': 482, '·': 275, '×': 513, '−': 513, '→': 618, '\u00a0': 200, '\u202f': 120},
	}
)

// unknown is the advance taken for a character of another script.
const unknown = 600

// Width is how many points a text of a size takes in the sans face. It is exact
// for Latin letters and a little generous for other scripts, so that what is
// placed by it does not overlap.
func Width(text string, size float64, bold bool) float64 {
	return float64(inFace(bold).sum(text)) * size / 1000
}

func inFace(bold bool) widths {
	if bold {
		return semibold
	}
	return regular
}

// sum is a text's width in thousandths of its size, and that of its parts together.
func (w widths) sum(text string) int {
	sum := 0
	for _, r := range norm.NFD.String(text) {
		sum += w.advance(r)
	}
	return sum
}

func (w widths) advance(r rune) int {
	if r >= ' ' && r <= '~' {
		return int(w.ascii[r-' '])
	}
	if n, ok := w.other[r]; ok {
		return int(n)
	}
	if unicode.Is(unicode.Mn, r) {
		return 0
	}
	return unknown
}

// Fit shortens a text with an ellipsis, at a word when one is near, so that it is
// no wider than room.
func Fit(text string, room, size float64, bold bool) string {
	if Width(text, size, bold) <= room {
		return text
	}
	face, n := inFace(bold), 0
	runes, sum := []rune(text), face.sum("…")
	for ; n < len(runes); n++ { // from the beginning: a text may be a novel
		if sum += face.sum(string(runes[n])); float64(sum)*size/1000 > room {
			break
		}
	}
	cut := string(runes[:n])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)*2/3 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:.-–") + "…"
}

// Lines breaks a text after words into lines no wider than room, at most so many; the
// last is shortened when there is more.
func Lines(text string, room, size float64, most int) []string {
	words := strings.Fields(text)
	var lines []string
	for len(words) > 0 && len(lines) < most {
		n := 1
		for n < len(words) && Width(strings.Join(words[:n+1], " "), size, false) <= room {
			n++
		}
		if len(lines) == most-1 {
			n = len(words)
		}
		lines = append(lines, Fit(strings.Join(words[:n], " "), room, size, false))
		words = words[n:]
	}
	return lines
}

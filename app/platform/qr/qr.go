// Package qr draws addresses as codes that a phone's camera reads.
package qr

import (
	"fmt"
	"html"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// quiet is how many modules stay empty around a code, as its standard asks.
const quiet = 4

// SVG draws a text as a code in black on white, which cameras read best whatever
// the page's colours; label is what somebody hears who does not see it.
func SVG(text, label string) (string, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", fmt.Errorf("qr: %w", err)
	}
	side := code.Bounds().Dx() + 2*quiet
	return fmt.Sprintf(`<svg class="qr" viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>`,
		side, side, html.EscapeString(label), side, side, modules(code)), nil
}

// modules is a path over the dark modules: a bar for each run in a row.
func modules(code barcode.Barcode) string {
	var path strings.Builder
	n := code.Bounds().Dx()
	for y := range n {
		for x := 0; x < n; x++ {
			run := 0
			for x+run < n && dark(code, x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	return path.String()
}

func dark(code barcode.Barcode, x, y int) bool {
	r, _, _, _ := code.At(x, y).RGBA()
	return r == 0
}

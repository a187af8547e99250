// Package text compares and searches words without regard to case.
package text

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which names and titles are compared: composed, case
// folded, without spaces at the ends.
func Fold(s string) string { return cases.Fold().String(norm.NFC.String(strings.TrimSpace(s))) }

// Like makes a literal of what stands in a LIKE pattern with ESCAPE '!'.
func Like(s string) string { return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s) }

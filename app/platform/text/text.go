// Package text compares, searches and cleans words.
package text

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which names and titles are compared: composed, case
// folded, without spaces at the ends.
func Fold(s string) string { return cases.Fold().String(norm.NFC.String(strings.TrimSpace(s))) }

// Storable is what of a text both databases can keep: PostgreSQL refuses a NUL
// and bytes that are no UTF-8.
func Storable(s string) string { return strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "") }

// Like makes a literal of what stands in a LIKE pattern with ESCAPE '!'.
func Like(s string) string { return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s) }

// Package bulk holds the page that asks what to change on rows that were picked
// from a list.
package bulk

import (
	"strings"

	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

// Row is one that was picked.
type Row struct {
	Code    string
	Name    i18n.Phrase
	Version int64
	Href    string
	Why     string // it cannot be changed; "" when nothing is known to stand in the way
}

// Page asks what to change, or whether to remove.
type Page struct {
	Form   partial.Form
	Picks  []string // the rows that are there, as the form carries them
	Rows   []Row
	Fields []partial.Field
	Remove bool
	Back   string
}

// carried are the rows in one field.
func (p Page) carried() string { return strings.Join(p.Picks, ",") }

// shown is how many rows are named at once.
const shown = 12

func (p Page) first() []Row { return p.Rows[:min(len(p.Rows), shown)] }
func (p Page) rest() []Row  { return p.Rows[min(len(p.Rows), shown):] }

// obstacles are the rows that stood in the way.
func (p Page) obstacles() []Row {
	var found []Row
	for _, r := range p.Rows {
		if r.Why != "" {
			found = append(found, r)
		}
	}
	return found
}

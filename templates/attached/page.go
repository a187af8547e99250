// Package attached shows what hangs on a row of any sort: comments, files and
// links to other rows, with the forms that add them.
package attached

import (
	"context"
	"strconv"
	"time"

	"stegvis/app/platform/i18n"
	"stegvis/app/record"
	"stegvis/templates/partial"
)

// Section is what hangs on one row.
type Section struct {
	record.Attached
	Project    string // address of the project
	Zone       *time.Location
	Comment    partial.Form
	File       partial.Form
	Link       partial.Form
	Remove     partial.Form // its action is filled in by each row
	MayComment bool
	MayEdit    bool
	Removable  map[string]bool // comments and files, by id
	Pages      partial.Pages   // of the comments
	Largest    int             // how many MB a file may have
}

func (s Section) remove(kind, id string) partial.Form {
	f := s.Remove
	f.Action = s.Project + "/" + kind + "/" + id + "/delete"
	return f
}

func relations(ctx context.Context) []partial.Option {
	return partial.Options(record.Relations(), func(r record.Relation) string { return i18n.T(ctx, "attached.relation."+string(r)) })
}

// relation is a link's relation as read from this row.
func relation(ctx context.Context, l record.Linked) string {
	if l.Reverse {
		return i18n.T(ctx, "attached.reverse."+string(l.Relation))
	}
	return i18n.T(ctx, "attached.relation."+string(l.Relation))
}

// size is a file's size for people.
func size(t *i18n.Text, bytes int64) string {
	switch {
	case bytes >= 1<<20:
		return t.Decimal(float64(bytes)/(1<<20), 1) + "\u00a0MB"
	case bytes >= 1<<10:
		return t.Number(bytes/(1<<10)) + "\u00a0kB"
	}
	return t.Number(bytes) + "\u00a0B"
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

package partial

import (
	"strconv"
)

// Listing is what stands around the rows of a list: how it is narrowed, its heads
// and its pages, and what can be done to the rows that are picked.
type Listing struct {
	Label   string
	Narrow  Narrow
	Columns []Column
	Pages   Pages
	Empty   string   // why the list is worth filling
	Pick    *Picking // nil where nothing is done to many rows at once
}

// Filled reports whether there are rows to show, or would be without the filter.
func (l Listing) Filled() bool { return l.Pages.Total > 0 || l.Narrow.Narrowed }

// Narrow is the form that narrows a list. More are its fields that stand folded
// away until one of them is used.
type Narrow struct {
	Home     string // address of the list
	Clear    string // address of the whole of it
	Form     Form   // as the address has it
	Fields   []Field
	More     []Field
	Kept     []Option // what goes with the form unseen
	Narrowed bool
	Of       string // what is narrowed, where a page has several lists
}

// label tells the filters of several lists apart.
func (n Narrow) label(word string) string {
	if n.Of == "" {
		return word
	}
	return n.Of + ": " + word
}

// rare reports whether one of the fields that are folded away is used.
func (n Narrow) rare() bool {
	for _, f := range n.More {
		if n.Form.Value(f.Name) != "" {
			return true
		}
	}
	return false
}

// Picking is what can be done to rows that are picked. The form goes to a page that
// asks what to change.
type Picking struct {
	Action string
	CSRF   string
	Most   int    // rows that may be changed at once
	Only   string // the word for what is done at once, where there is one thing to do and no question
}

// Picked is the value by which a row is picked: its id, and the version that the
// person saw.
func Picked(id string, version int64) string { return id + ":" + strconv.FormatInt(version, 10) }

// tooMany reports whether the filter finds more rows than may be changed at once.
func (l Listing) tooMany() bool { return l.Pages.Total > int64(l.Pick.Most) }

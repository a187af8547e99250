// Package results holds the page of what came of a workshop.
package results

import (
	"stegvis/app/report"
	"stegvis/templates/partial"
)

// Page is a workshop's results as far as they are revealed.
type Page struct {
	Home       string // of the results
	Rehearsal  bool
	Activities []Activity
	Exports    []partial.Option // address and name of each file
	Reports    Reports
}

// Reports are what was issued of the workshop, and the way to another report.
type Reports struct {
	Home     string // of all reports
	Issued   []report.Issued
	MayIssue bool
	Prepare  partial.Form
	Workshop string // its id
}

// Taking reports whether the reader can take anything over.
func (p Page) Taking() bool {
	for _, a := range p.Activities {
		if len(a.Takes) > 0 {
			return true
		}
	}
	return false
}

// Activity is one point of the agenda with what came of it.
type Activity struct {
	ID       string
	Place    int
	Title    string
	Kind     string
	Minutes  int
	Prompt   string
	Revealed bool
	Confided bool     // and not to the reader
	Pictures []string // how far apart blind votes lay
	Groups   []Group
	Takes    []partial.Option // what its subjects can become, the usual first; none for who may not
	Whole    *Item            // of a scoring: the levels together
	Form     partial.Form
	Hint     string // on what its subjects become
	Vision   string // the text that would be replaced
}

// Said reports whether anything came of the activity.
func (a Activity) Said() bool { return len(a.Groups) > 0 }

// Single is what its subjects become when there is no choice.
func (a Activity) Single() bool { return len(a.Takes) == 1 }

// Free reports whether anything can still be taken over.
func (a Activity) Free() bool {
	for _, g := range a.Groups {
		for _, i := range g.Items {
			if i.Became == nil {
				return true
			}
		}
	}
	return false
}

// Group is cards that were put together; it has no name where the room made none.
type Group struct {
	Name  string
	Items []Item
}

// Item is a card or an option.
type Item struct {
	Subject  string
	Words    string
	Part     string
	Tables   string // at which it was written, where tables worked apart
	Votes    string
	Dots     int
	Most     int // dots of the activity's strongest, 0 where there are none
	Chosen   bool
	Agreed   string
	Dissents []string
	Became   *Became
	Gone     bool // what it became is no longer there
}

// Became is what an item is now.
type Became struct{ Label, Href string }

// Source is a workshop that a row came from.
type Source struct{ Code, Votes, Words, Href string }

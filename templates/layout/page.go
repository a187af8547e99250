// Package layout is the frame around every page.
package layout

import "stegvis/templates/partial"

// Page is what the frame shows around a page's own part.
type Page struct {
	Title   string
	Purpose string // one line: what this page is for
	Crumbs  []Crumb
	Project *Project // nil outside a project
	Room    string   // the rail's current room
	Rooms   []Room
	Reader  *Reader // nil when nobody is signed in
	CSRF    string
	Flash   *Flash
	Action  *Action // at most one
	Path    string  // of this page, for the language and theme forms
	Version string  // of the static files
	Theme   string  // where the page has one of its own, whatever the reader likes
}

// Crumb is one step of the way here.
type Crumb struct{ Label, Href string }

// Project is what the head says of the project that a page belongs to.
type Project struct {
	Name         string
	Slug         string
	Organisation string
	Health       partial.Tone // "" before it is known
	HealthWord   string
}

// Room is one entry of the rail.
type Room struct {
	Key  string
	Href string
	Icon string // path data on a 24 × 24 grid, drawn as a line
}

// Reader is who is signed in.
type Reader struct {
	Name  string
	Theme string
	Mark  string // tells readers of one browser apart, and says nothing else of them
}

// Flash is the quiet word after a change. Undo is the address that takes the
// change back, with the number of its line in the log.
type Flash struct {
	Text string
	Undo string
	Seq  string
}

// Action is the page's one primary action.
type Action struct {
	Label    string
	Href     string
	Download bool
}

func (p Page) theme() string {
	if p.Theme != "" {
		return p.Theme
	}
	if p.Reader == nil {
		return "auto"
	}
	return p.Reader.Theme
}

func (p Page) mark() string {
	if p.Reader == nil {
		return ""
	}
	return p.Reader.Mark
}

// near is how many rooms a phone's bar shows before "more".
const near = 4

func (p Page) searchPath() string { return "/projects/" + p.Project.Slug + "/search" }

// What a key needs on a page to do anything, as the script looks for it.
const (
	adds     = "main details.add > summary, main a[data-key=n]"
	filters  = "main .filters input:not([type=hidden]), main .filters select"
	rowLinks = "main tbody tr a[href]"
)

// letter is what leads to the room after "g", the same in every language; "" when
// nothing does.
func (r Room) letter() string {
	return map[string]string{
		"overview": "o", "grid": "g", "kotter": "k", "gartner": "c", "rollout": "t", "risks": "r", "costs": "m", "members": "p",
		"maturity": "u", "workshops": "w", "decisions": "d", "reports": "e", "activity": "a", "settings": "s", "guide": "n", "next": "n",
	}[r.Key]
}

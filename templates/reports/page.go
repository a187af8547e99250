// Package reports holds the page from which reports are opened.
package reports

// RoomPage is the reports of a project.
type RoomPage struct {
	Steering  string     // address of the steering report
	Grid      string     // address of the page of the grid
	Maturity  string     // address of the maturity report
	Languages []Language // the reader’s first
}

// Language is one in which a report can be read.
type Language struct {
	Tag  string
	Name string // in the language itself
	Own  bool   // the reader's
}

// parts are what a steering report holds, from the top down.
func parts() []string {
	return []string{"health", "tracks", "decisions", "milestones", "money", "risks", "work", "maturity"}
}

func class(l Language) string {
	if l.Own {
		return "button primary"
	}
	return "button"
}

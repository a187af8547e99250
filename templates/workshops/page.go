// Package workshops holds the pages of workshops for those who lead and read them:
// the list, the agenda, the desk and the room's screen.
package workshops

import (
	"stegvis/app/flow"
	"stegvis/app/platform/date"
	"stegvis/app/workshop"
	"stegvis/templates/partial"
)

// ListPage is all workshops of a project.
type ListPage struct {
	Home    string // address of the list
	Rows    []workshop.Workshop
	List    partial.Listing
	Form    partial.Form
	Offered []flow.Offer // agendas that a new one may follow
	MayLead bool
}

// begins reports whether whoever reads the list has still to plan their first workshop.
func (p ListPage) begins() bool {
	return p.MayLead && !p.List.Filled()
}

// AgendaPage is one workshop with its activities.
type AgendaPage struct {
	Home     string // address of the workshop
	Workshop workshop.Workshop
	Agenda   []workshop.Activity
	Settings partial.Form
	Add      partial.Form
	Delete   partial.Form
	Move     partial.Form     // its address is that of the activities
	Scales   []partial.Option // the questionnaires that a room may score by
	Reach    Reach
	MayLead  bool
}

func (p AgendaPage) stage() workshop.Stage { return p.Workshop.Live.Stage() }

// Reach is why phones may not get in, "" for nothing known.
type Reach struct {
	Hindrance workshop.Hindrance
	Address   string
}

// ActivityPage is one activity: its form while nobody has taken part, its results
// once they are revealed.
type ActivityPage struct {
	Home     string // address of the workshop
	Activity workshop.Activity
	State    *workshop.State // nil while hidden
	Form     partial.Form
	Delete   partial.Form
	MayLead  bool
	Today    date.Day
}

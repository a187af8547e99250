package workshops

import (
	"slices"
	"time"

	"stegvis/app/workshop"
	"stegvis/templates/partial"
)

// PeoplePage is everybody who has a seat in a room.
type PeoplePage struct {
	Home     string // address of the workshop
	Workshop workshop.Workshop
	Rows     []workshop.Participant
	List     partial.Listing
	Zone     *time.Location
}

// latestMost is how many people the desk itself lists: those who came last.
const latestMost = 50

// latest are the people whom the desk lists, and whether there are more.
func (p DeskPage) latest() (people []workshop.Participant, more bool) {
	all := slices.Clone(p.Table.People)
	slices.Reverse(all)
	return all[:min(len(all), latestMost)], len(all) > latestMost
}

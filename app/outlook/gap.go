package outlook

import (
	"stegvis/app/framework"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// Want names a cell that should not be empty, by its two steps: its texts say why
// and what to do.
type Want string

// Why says why a cell should not be empty.
func (w Want) Why(t *i18n.Text) string { return t.T("grid.gap." + string(w) + ".why") }

// Mend says what to put there.
func (w Want) Mend(t *i18n.Text) string { return t.T("grid.gap." + string(w) + ".mend") }

// reach is how far a project has come with a step.
type reach int

// How far that can be, in order.
const (
	ahead    reach = iota
	next           // not begun, but the step before it has
	begun          // under way
	finished       // done
)

// reached is how far a project has come with each step of a track.
func reached(all []framework.Standing) [steps]reach {
	var found [steps]reach
	for i, s := range all {
		switch {
		case s.State() == framework.Done:
			found[i] = finished
		case s.State() == framework.Active:
			found[i] = begun
		case i == 0 || found[i-1] >= begun:
			found[i] = next
		}
	}
	return found
}

// need is a cell that matters: how far its two steps must have come before it should
// not be empty.
type need struct {
	kotter  string
	from    reach
	gartner string
	while   reach
}

// want names the need.
func (n need) want() Want { return Want(n.kotter + "_" + n.gartner) }

// needs is the table of all cells that matter. What each of Kotter's steps asks
// for meets what each of Gartner's asks for; the pitfalls, the factors that lower
// the risk of failure and the measures of success say where the two must meet.
func needs() []need {
	return []need{
		// why change is needed: customers' demands, and our own figures
		{"urgency", begun, "vision", next},
		{"urgency", begun, "experience", ahead},
		{"urgency", begun, "metrics", ahead},
		// key people, in every department that must pull the same way
		{"coalition", begun, "strategy", begun},
		{"coalition", begun, "collaboration", begun},
		{"coalition", begun, "technology", begun}, // lest it become an IT project
		// aims made clear: one vision for the change and for the customer
		{"vision", begun, "vision", next},
		{"vision", begun, "strategy", begun},
		{"vision", begun, "metrics", ahead},
		// told to staff, partners and suppliers: why, and what changes in their day
		{"communicate", begun, "vision", next},
		{"communicate", begun, "strategy", begun},
		{"communicate", begun, "experience", begun},
		{"communicate", begun, "collaboration", begun},
		{"communicate", begun, "processes", begun},
		// resources and support, before the system arrives
		{"enable", begun, "collaboration", begun},
		{"enable", begun, "processes", begun},
		{"enable", begun, "information", begun},
		{"enable", next, "technology", begun},
		{"enable", begun, "metrics", begun}, // rewards that pay for the old way
		// partial results early: noticed by customers, and measured
		{"wins", begun, "experience", next},
		{"wins", begun, "collaboration", begun},
		{"wins", begun, "processes", begun},
		{"wins", next, "metrics", ahead},
		// wave by wave, with old tools switched off
		{"consolidate", next, "collaboration", begun},
		{"consolidate", next, "processes", begun},
		{"consolidate", next, "information", begun},
		{"consolidate", next, "technology", begun},
		{"consolidate", begun, "metrics", next},
		// in the culture: goals, structures, pay, and feedback that goes on
		{"anchor", begun, "strategy", next},
		{"anchor", next, "collaboration", begun},
		{"anchor", begun, "experience", next},
		{"anchor", next, "metrics", begun},
	}
}

// findGaps marks the cells that are empty and should not be. A need begins with
// how far its steps have come, and ends when both are done: then it is too late.
func (g *Grid) findGaps(tracks framework.Tracks) {
	kotter, gartner := reached(tracks.Of(record.Kotter)), reached(tracks.Of(record.Gartner))
	for _, n := range needs() {
		k, r := ordinal(record.Kotter, n.kotter), ordinal(record.Gartner, n.gartner)
		over := kotter[k] == finished && gartner[r] == finished
		if g.Cells[r][k].Empty() && kotter[k] >= n.from && gartner[r] >= n.while && !over {
			g.Cells[r][k].Gap = n.want()
		}
	}
}

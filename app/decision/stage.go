package decision

import "stegvis/app/platform/date"

// Stage is how far a decision has come in its life.
type Stage string

// The stages, in their order; Dropped is where a question ends that is asked no
// more.
const (
	Waiting     Stage = "asked"        // for the committee
	Made        Stage = "decided"      // and nobody carries it out yet
	CarryingOut Stage = "carrying_out" // by somebody
	Done        Stage = "done"
	Dropped     Stage = "withdrawn"
)

// Stages lists the stages.
func Stages() []Stage { return []Stage{Waiting, Made, CarryingOut, Done, Dropped} }

// holds is Stage, as SQL.
func (s Stage) holds() string {
	switch s {
	case Waiting:
		return "status = 'asked'"
	case Made:
		return undone + " AND owner_id IS NULL"
	case CarryingOut:
		return undone + " AND owner_id IS NOT NULL"
	case Done:
		return "status = 'decided' AND done_on IS NOT NULL"
	case Dropped:
		return "status = 'withdrawn'"
	}
	return "1 = 0"
}

// Stage is how far the decision has come.
func (d Decision) Stage() Stage {
	switch {
	case d.Status == Asked:
		return Waiting
	case d.Status == Withdrawn:
		return Dropped
	case !d.DoneOn.IsZero():
		return Done
	case d.OwnerID != nil:
		return CarryingOut
	}
	return Made
}

// Open reports whether the decision still asks for something: to be made, or to be
// carried out.
func (d Decision) Open() bool { return d.Status == Asked || d.Status == Decided && d.DoneOn.IsZero() }

// undone and late are, as SQL, what is decided and not done, and Overdue; late takes
// the day twice.
const (
	undone = "status = 'decided' AND done_on IS NULL"
	late   = "(status = 'asked' AND deadline < ? OR " + undone + " AND due_on < ?)"
)

// Awaited is the day that counts now: by when a question is to be decided, or by
// when what was decided is to be done. There is none when nothing is awaited.
func (d Decision) Awaited() date.Day {
	switch {
	case d.Status == Asked:
		return d.Deadline
	case d.Open():
		return d.DueOn
	}
	return date.Day{}
}

// awaited is Awaited, as SQL.
const awaited = "CASE WHEN status = 'asked' THEN deadline WHEN " + undone + " THEN due_on END"

// Overdue reports whether the question waits beyond its deadline, or what was
// decided is not done beyond its day.
func (d Decision) Overdue(today date.Day) bool {
	day := d.Awaited()
	return !day.IsZero() && day.Before(today)
}

// Days is how many days remain until the day that counts now, negative beyond it
// and zero where there is none.
func (d Decision) Days(today date.Day) int {
	day := d.Awaited()
	if day.IsZero() {
		return 0
	}
	return day.Sub(today)
}

// Late is how many days the decision is overdue, zero when it is not.
func (d Decision) Late(today date.Day) int { return max(-d.Days(today), 0) }

package decision

import "stegvis/app/record"

// Placing is how decisions stand on the grid: one is open until it is done, and high
// when it is overdue.
func Placing() record.Placing {
	return record.Placing{
		Kind: Kind, From: "decision", Table: "decision", Kotter: "kotter_step", Gartner: "gartner_step",
		Done: "status = 'withdrawn' OR done_on IS NOT NULL", High: "(status = 'asked' AND deadline < @today OR " + undone + " AND due_on < @today)",
		Title: "question", Words: "question", Owner: "owner_id", Day: awaited,
	}
}

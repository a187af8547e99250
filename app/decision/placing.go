package decision

import "stegvis/app/record"

// Placing is how decisions stand on the grid.
func Placing() record.Placing {
	return record.Placing{
		Kind: Kind, From: "decision", Table: "decision", Kotter: "kotter_step", Gartner: "gartner_step",
		Done: "status <> 'asked'", High: "status = 'asked' AND deadline < @today",
		Title: "question", Words: "question", Owner: "NULL", Day: "deadline",
	}
}

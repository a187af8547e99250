package rollout

import "stegvis/app/record"

// Placing is how tasks and milestones stand on the grid.
func Placing() record.Placing {
	return record.Placing{
		Kind: TaskKind, From: "task", Table: "task", Kotter: "kotter_step", Gartner: "gartner_step",
		Done: "status = 'done'", High: "status <> 'done' AND " + expected + " < @today",
		Title: "title", Words: "title", Owner: "owner_id", Day: expected,
	}
}

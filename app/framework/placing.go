package framework

import "stegvis/app/record"

// Placings are how deliverables and wins stand on the grid.
func Placings() []record.Placing {
	return []record.Placing{
		{
			Kind: DeliverableKind, From: "deliverable", Table: "deliverable", Kotter: "kotter_step", Gartner: "gartner_step",
			Done: "settled_on IS NOT NULL", High: "1 = 0", Title: "name", Words: "name", Owner: "NULL", Day: "NULL", Track: "track",
		},
		{
			Kind: WinKind, From: "win", Table: "win", Kotter: "kotter_step", Gartner: "gartner_step", Done: "status <> 'promised'",
			High: "status = 'promised' AND promised_on < @today", Title: "title", Words: "title", Owner: "owner_id", Day: "promised_on",
		},
	}
}

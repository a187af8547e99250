package stakeholder

import "stegvis/app/record"

// Placings are how messages, trainings and groups stand on the grid. Named persons
// do not: all who read the project look at it, and it is printed.
func Placings() []record.Placing {
	const late = "status = 'planned' AND planned_on < @today"
	return []record.Placing{
		{
			Kind: PartyKind, From: "(SELECT * FROM stakeholder WHERE sort = 'group') AS stakeholder", Table: "stakeholder", Kotter: "kotter_step", Gartner: "gartner_step",
			Done: "support >= wanted", High: "influence >= 4 AND support < 0", Title: "name", Words: "name", Owner: "owner_id", Day: "talk_on",
		},
		{
			Kind: MessageKind, From: "message", Table: "message", Kotter: "kotter_step", Gartner: "gartner_step", Done: "status <> 'planned'", High: late,
			Title: "subject", Words: "text", Owner: "sender_id", Day: "planned_on",
		},
		{
			Kind: TrainingKind, From: "training", Table: "training", Kotter: "kotter_step", Gartner: "gartner_step", Done: "status <> 'planned'", High: late,
			Title: "topic", Words: "topic", Owner: "NULL", Day: "planned_on",
		},
	}
}

package stakeholder

import "stegvis/app/record"

// Placings are how messages and trainings stand on the grid.
func Placings() []record.Placing {
	const late = "status = 'planned' AND planned_on < @today"
	return []record.Placing{
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

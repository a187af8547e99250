package stakeholder

import (
	"stegvis/app/project"
	"stegvis/app/record"
)

// The facts of the people whom the change touches.
const (
	FactAnswerable = "answerable" // the messages sent in the last AnswerDays: Count is how many, End when one last goes or went where people can answer
	FactUnsent     = "unsent"     // the message that is overdue longest: End is its day
	FactUnheld     = "unheld"     // the training that is overdue longest: End is its day
	FactTraining   = "training"   // each day on which a training was or is to be held: End
)

// AnswerDays is how far back one looks for a message to which people could answer.
const AnswerDays = 120

// Facts asks for what the guidance must know of messages and trainings.
func (s *Stakeholders) Facts(key project.Scope) []record.Asking {
	id, today := key.ProjectID, key.Today()
	const late = " WHERE project_id = ? AND deleted_at IS NULL AND status = 'planned' AND planned_on < ? ORDER BY planned_on, number LIMIT 1"
	return []record.Asking{
		record.Ask(FactAnswerable, record.Columns{Count: "COUNT(CASE WHEN status = 'sent' THEN 1 END)", End: "MAX(CASE WHEN channel NOT IN ('mail', 'intranet') THEN COALESCE(sent_on, planned_on) END)"},
			"FROM message WHERE project_id = ? AND deleted_at IS NULL AND (status = 'sent' AND sent_on >= ? OR status = 'planned' AND planned_on >= ?)", id, today.AddDays(-AnswerDays), today),
		record.Ask(FactUnsent, record.Columns{ID: "id", Text: "subject", Field: "text", End: "planned_on", Count: "COUNT(*) OVER ()"}, "FROM message"+late, id, today),
		record.Ask(FactUnheld, record.Columns{ID: "id", Text: "topic", Field: "topic", End: "planned_on", Count: "COUNT(*) OVER ()"}, "FROM training"+late, id, today),
		record.Ask(FactTraining, record.Columns{End: "COALESCE(held_on, planned_on)", Count: "COUNT(*)"},
			"FROM training WHERE project_id = ? AND deleted_at IS NULL AND status <> 'cancelled' AND COALESCE(held_on, planned_on) IS NOT NULL GROUP BY COALESCE(held_on, planned_on) ORDER BY COALESCE(held_on, planned_on) DESC LIMIT 200", id),
	}
}

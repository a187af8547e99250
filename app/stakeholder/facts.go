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
	FactOpposed    = "opposed"    // the most influential group that is against, while nobody talks to any like it
	FactTalkDue    = "talk_due"   // the group with which a talk is overdue longest: End is its day
	FactTraining   = "training"   // each day on which a training was or is to be held: End
)

// FactOfPerson is the name of a fact about groups where it is about named persons.
func FactOfPerson(name string) string { return name + "_person" }

// partyFacts asks about stakeholders of one sort; name names a fact of theirs.
func partyFacts(key project.Scope, sort Sort, name func(string) string) []record.Asking {
	const of = "FROM stakeholder WHERE project_id = ? AND deleted_at IS NULL AND sort = ? AND "
	one := record.Columns{ID: "id", Text: "name", Field: "name", Count: "COUNT(*) OVER ()"}
	due := one
	due.End = "talk_on"
	return []record.Asking{
		record.Ask(name(FactOpposed), one, of+"influence >= ? AND support < 0 AND owner_id IS NULL ORDER BY influence DESC, support, number LIMIT 1", key.ProjectID, sort, Powerful),
		record.Ask(name(FactTalkDue), due, of+"talk_on < ? ORDER BY talk_on, number LIMIT 1", key.ProjectID, sort, key.Today()),
	}
}

// AnswerDays is how far back one looks for a message to which people could answer.
const AnswerDays = 120

// Facts asks for what the guidance must know of stakeholders, messages and
// trainings.
func (s *Stakeholders) Facts(key project.Scope) []record.Asking {
	id, today := key.ProjectID, key.Today()
	const late = " WHERE project_id = ? AND deleted_at IS NULL AND status = 'planned' AND planned_on < ? ORDER BY planned_on, number LIMIT 1"
	parties := append(partyFacts(key, Group, func(name string) string { return name }), partyFacts(key, Person, FactOfPerson)...)
	return append(parties, []record.Asking{
		record.Ask(FactAnswerable, record.Columns{Count: "COUNT(CASE WHEN status = 'sent' THEN 1 END)", End: "MAX(CASE WHEN channel NOT IN ('mail', 'intranet') THEN COALESCE(sent_on, planned_on) END)"},
			"FROM message WHERE project_id = ? AND deleted_at IS NULL AND (status = 'sent' AND sent_on >= ? OR status = 'planned' AND planned_on >= ?)", id, today.AddDays(-AnswerDays), today),
		record.Ask(FactUnsent, record.Columns{ID: "id", Text: "subject", Field: "text", End: "planned_on", Count: "COUNT(*) OVER ()"}, "FROM message"+late, id, today),
		record.Ask(FactUnheld, record.Columns{ID: "id", Text: "topic", Field: "topic", End: "planned_on", Count: "COUNT(*) OVER ()"}, "FROM training"+late, id, today),
		record.Ask(FactTraining, record.Columns{End: "COALESCE(held_on, planned_on)", Count: "COUNT(*)"},
			"FROM training WHERE project_id = ? AND deleted_at IS NULL AND status <> 'cancelled' AND COALESCE(held_on, planned_on) IS NOT NULL GROUP BY COALESCE(held_on, planned_on) ORDER BY COALESCE(held_on, planned_on) DESC LIMIT 200", id),
	}...)
}

package decision

import (
	"stegvis/app/project"
	"stegvis/app/record"
)

// The facts of a register. Those of one decision name the most pressing: Count is
// how many there are like it.
const (
	FactAsked     = "asked"              // each question that waits: End is its deadline, Of its change step, State "bare" when nobody recommends anything
	FactLate      = "decision_late"      // decided and not done beyond its day: End is that day
	FactUncarried = "decision_uncarried" // decided, and nobody carries it out: End is the day of the decision
	FactOwns      = "decision_owner"     // each who carries decisions out: Text is the name, Count how many
)

// Facts asks for what the guidance must know of the decisions.
func (s *Register) Facts(key project.Scope) []record.Asking {
	const of = "FROM decision WHERE project_id = ? AND deleted_at IS NULL AND "
	one := func(end string) record.Columns {
		return record.Columns{ID: "id", Text: "question", Field: "question", End: end, Count: "COUNT(*) OVER ()"}
	}
	return []record.Asking{
		record.Ask(FactAsked, record.Columns{ID: "id", Text: "question", Field: "question", Of: "kotter_step", End: "deadline",
			State: "CASE WHEN recommendation = '' THEN 'bare' ELSE '' END"},
			of+"status = 'asked' ORDER BY deadline IS NULL, deadline, number LIMIT 200", key.ProjectID),
		record.Ask(FactLate, one("due_on"), of+undone+" AND owner_id IS NOT NULL AND due_on < ? ORDER BY due_on, number LIMIT 1", key.ProjectID, key.Today()),
		record.Ask(FactUncarried, one("decided_on"), of+undone+" AND owner_id IS NULL ORDER BY decided_on, number LIMIT 1", key.ProjectID),
		record.Ask(FactOwns, record.Columns{ID: "owner_id", Text: "(SELECT name FROM person AS p WHERE p.id = owner_id)", Count: "COUNT(*)"},
			of+undone+" AND owner_id IS NOT NULL GROUP BY owner_id ORDER BY COUNT(*) DESC, owner_id LIMIT 200", key.ProjectID),
	}
}

package decision

import (
	"stegvis/app/project"
	"stegvis/app/record"
)

// FactAsked is each question that waits: End is its deadline, Of its change step,
// State "bare" when nobody recommends anything.
const FactAsked = "asked"

// Facts asks for what the guidance must know of the decisions.
func (s *Register) Facts(key project.Scope) []record.Asking {
	return []record.Asking{record.Ask(FactAsked, record.Columns{ID: "id", Text: "question", Field: "question", Of: "kotter_step", End: "deadline",
		State: "CASE WHEN recommendation = '' THEN 'bare' ELSE '' END"},
		"FROM decision WHERE project_id = ? AND deleted_at IS NULL AND status = 'asked' ORDER BY deadline IS NULL, deadline, number LIMIT 200", key.ProjectID)}
}

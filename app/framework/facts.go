package framework

import (
	"stegvis/app/project"
	"stegvis/app/record"
)

// FactVision is the change vision: State is where it stands, Count 1 once it says
// anything, End the day on which it went out.
const FactVision = "vision"

// Facts asks for what the guidance must know of the tracks beyond where their
// steps stand.
func (f *Framework) Facts(key project.Scope) []record.Asking {
	return []record.Asking{record.Ask(FactVision, record.Columns{State: "state", End: "communicated_on", Count: "CASE WHEN body = '' THEN 0 ELSE 1 END"},
		"FROM vision WHERE project_id = ? AND deleted_at IS NULL", key.ProjectID)}
}

package rollout

import (
	"stegvis/app/project"
	"stegvis/app/record"
)

// The facts of a roll-out.
const (
	FactWave        = "wave"         // each: Begin and End are its days
	FactPilot       = "pilot"        // each: Of is its wave, State its outcome, Count its criteria
	FactUnjudged    = "unjudged"     // each pilot with an outcome while criteria are open: Count is how many
	FactMoved       = "moved"        // each pending milestone that slips and for which nobody gave a reason: Begin is planned, End forecast
	FactReached     = "reached"      // the next milestone: End is its day
	FactLateUnowned = "late_unowned" // one of the late tasks that nobody owns: End is its day, Count how many there are
	FactBlocked     = "blocked"      // one of the blocked tasks: End is its day, Count how many there are
	FactOwns        = "task_owner"   // each owner of open tasks: Text is the name, Count how many
	FactOpenAt      = "open_at"      // each CRM step with open tasks: State is the step, Count how many
	mostFacts       = " LIMIT 200"
)

// Facts asks for what the guidance must know of a roll-out.
func (s *Plan) Facts(key project.Scope) []record.Asking {
	id, today := key.ProjectID, key.Today()
	const open = "FROM task WHERE project_id = ? AND deleted_at IS NULL AND status <> 'done'"
	one := record.Columns{ID: "id", Text: "title", Field: "title", End: expected, Count: "COUNT(*) OVER ()"}
	return []record.Asking{
		record.Ask(FactWave, record.Columns{ID: "id", Text: "name", Field: "name", Begin: "start_on", End: "end_on"},
			"FROM wave WHERE project_id = ? AND deleted_at IS NULL ORDER BY "+stageOrder+mostFacts, id),
		record.Ask(FactPilot, record.Columns{ID: "id", Text: "name", Field: "name", State: "outcome", Of: "COALESCE(wave_id, '')", Begin: "start_on", End: "end_on",
			Count: "(SELECT COUNT(*) FROM criterion AS c WHERE c.project_id = pilot.project_id AND c.pilot_id = pilot.id AND c.deleted_at IS NULL)"},
			"FROM pilot WHERE project_id = ? AND deleted_at IS NULL ORDER BY "+stageOrder+mostFacts, id),
		record.Ask(FactUnjudged, record.Columns{ID: "pilot_id", Count: "COUNT(*)"},
			"FROM criterion WHERE project_id = ? AND deleted_at IS NULL AND verdict = 'open' GROUP BY pilot_id"+mostFacts, id),
		record.Ask(FactMoved, record.Columns{ID: "id", Text: "title", Field: "title", Begin: "planned_finish", End: "forecast_finish"},
			open+" AND milestone = ? AND forecast_finish > planned_finish AND NOT EXISTS (SELECT 1 FROM forecast AS f WHERE f.project_id = task.project_id AND f.kind = ? AND f.object_id = task.id AND (f.reason <> '' OR f.text_key <> '')) ORDER BY planned_finish, number"+mostFacts, id, true, TaskKind),
		record.Ask(FactReached, one, open+" AND milestone = ? AND "+expected+" >= ? ORDER BY "+expected+", number LIMIT 1", id, true, today),
		record.Ask(FactLateUnowned, one, open+" AND owner_id IS NULL AND "+expected+" < ? ORDER BY "+expected+", number LIMIT 1", id, today),
		record.Ask(FactBlocked, one, open+" AND status = 'blocked' ORDER BY "+expected+" IS NULL, "+expected+", number LIMIT 1", id),
		record.Ask(FactOwns, record.Columns{ID: "owner_id", Text: "(SELECT name FROM person AS p WHERE p.id = owner_id)", Count: "COUNT(*)"},
			open+" AND owner_id IS NOT NULL GROUP BY owner_id ORDER BY COUNT(*) DESC, owner_id"+mostFacts, id),
		record.Ask(FactOpenAt, record.Columns{State: "gartner_step", Count: "COUNT(*)"}, open+" AND gartner_step <> '' GROUP BY gartner_step", id),
	}
}

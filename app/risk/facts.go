package risk

import (
	"time"

	"stegvis/app/project"
	"stegvis/app/record"
)

// The facts of a register. Those of one risk name the worst: Count is how many
// there are like it.
const (
	FactUnowned    = "risk_unowned"    // open and high, without an owner
	FactPlanless   = "risk_planless"   // open and high, and nobody has said what is done
	FactDue        = "risk_due"        // open, and the review day has passed: End is the earliest
	FactUnreviewed = "risk_unreviewed" // open, not low, without a review day, and not scored for StaleDays
	FactCategory   = "risk_category"   // each category: State is its name, Count its open risks
	FactOwns       = "risk_owner"      // each owner of open risks: Text is the name, Count how many
)

// StaleDays is for how long an open risk may stand without anybody scoring it.
const StaleDays = 60

// Facts asks for what the guidance must know of the register.
func (s *Register) Facts(key project.Scope) []record.Asking {
	id := key.ProjectID
	const open = "FROM risk WHERE project_id = ? AND status = 'open' AND deleted_at IS NULL"
	one := record.Columns{ID: "id", Text: "title", Field: "title", End: "review_on", Count: "COUNT(*) OVER ()"}
	const worst = " ORDER BY score DESC, number LIMIT 1"
	return []record.Asking{
		record.Ask(FactUnowned, one, open+" AND score >= ? AND owner_id IS NULL"+worst, id, highFrom),
		record.Ask(FactPlanless, one, open+" AND score >= ? AND plan = ''"+worst, id, highFrom),
		record.Ask(FactDue, one, open+" AND review_on < ? ORDER BY review_on, number LIMIT 1", id, key.Today()),
		record.Ask(FactUnreviewed, one, open+" AND score >= ? AND review_on IS NULL AND NOT EXISTS (SELECT 1 FROM risk_scoring AS s WHERE s.project_id = risk.project_id AND s.risk_id = risk.id AND s.made_at >= ?)"+worst, id, middleFrom, key.Now().UTC().Add(-StaleDays*24*time.Hour)),
		record.Ask(FactCategory, record.Columns{State: "category", Count: "COUNT(*)"}, open+" GROUP BY category", id),
		record.Ask(FactOwns, record.Columns{ID: "owner_id", Text: "(SELECT name FROM person AS p WHERE p.id = owner_id)", Count: "COUNT(*)"},
			open+" AND owner_id IS NOT NULL GROUP BY owner_id ORDER BY COUNT(*) DESC, owner_id LIMIT 200", id),
	}
}

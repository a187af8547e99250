package risk_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/risk"
)

// tallied is what a question about counts answers.
func tallied(t *testing.T, db *database.DB, question string) []struct {
	Status                    string
	Likelihood, Impact, Count int
} {
	t.Helper()
	var found []struct {
		Status                    string
		Likelihood, Impact, Count int
	}
	err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Raw(question).Scan(&found).Error })
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestTheTallyIsWhatCountingWouldFindWhateverIsWritten(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, register *risk.Register, key project.Scope) {
		same := func(after string) {
			t.Helper()
			kept := tallied(t, db, "SELECT status, likelihood, impact, count FROM risk_tally WHERE count > 0 ORDER BY 1, 2, 3")
			counted := tallied(t, db, "SELECT status, likelihood, impact, COUNT(*) AS count FROM risk WHERE deleted_at IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3")
			if diff := cmp.Diff(counted, kept); diff != "" {
				t.Errorf("after %s: %s", after, diff)
			}
			found, err := register.List(t.Context(), key, risk.Filter{})
			if err != nil || found.Total != int64(len(found.Rows)) {
				t.Errorf("after %s the list says %d of %d, %v", after, found.Total, len(found.Rows), err)
			}
		}
		first := must[risk.Risk](t)(register.Create(t.Context(), key, typed("One", 2, 3)))
		second := must[risk.Risk](t)(register.Create(t.Context(), key, typed("Two", 2, 3)))
		same("two are added")
		d := typed("One", 5, 5)
		d.Version = first.Version
		first = must[risk.Risk](t)(register.Save(t.Context(), key, first.ID, d))
		same("one is worse")
		d.Title, d.Status, d.Version = "Only words", risk.Closed, first.Version
		first = must[risk.Risk](t)(register.Save(t.Context(), key, first.ID, d))
		same("one is closed")
		must[risk.Risk](t)(register.Delete(t.Context(), key, second.ID, second.Version))
		same("one is deleted")
		var last audit.Entry
		err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Where("object_id = ?", second.ID).Order("seq DESC").Limit(1).Take(&last).Error
		})
		if err == nil {
			err = register.Undo(t.Context(), key, last)
		}
		if err != nil {
			t.Fatal(err)
		}
		same("the deletion is taken back")
		if _, err := register.Save(t.Context(), key, first.ID, typed("Stale", 1, 1)); err == nil {
			t.Error("a stale save is taken")
		}
		same("a save is refused")
	})
}

package audit_test

import (
	"context"
	"testing"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
)

// stamped reads the stamp of project p of organisation o.
func stamped(t *testing.T, db *database.DB) audit.Stamp {
	t.Helper()
	var found struct {
		Stamp audit.Stamp `gorm:"embedded;embeddedPrefix:stamp_"`
	}
	if err := db.Ask(t.Context(), func(tx *gorm.DB) error {
		return tx.Raw("SELECT " + audit.StampColumns("x.p", "x.o") + " FROM (SELECT 'p' AS p, 'o' AS o) AS x").Take(&found).Error
	}); err != nil {
		t.Fatal(err)
	}
	return found.Stamp
}

func TestAStampMovesWithWhatChangesWhatIsSeenOfItsProject(t *testing.T) {
	touched := func(db *database.DB, project string) func(*testing.T) {
		return func(t *testing.T) {
			if err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error { return audit.Touch(tx, project) }); err != nil {
				t.Fatal(err)
			}
		}
	}
	logged := func(db *database.DB, c audit.Change) func(*testing.T) {
		return func(t *testing.T) { write(t, db, c) }
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		for _, c := range []struct {
			what  string
			do    func(*testing.T)
			moves bool
		}{
			{"a change in the project", logged(db, audit.Change{OrganisationID: "o", ProjectID: "p"}), true},
			{"a change that the log does not tell", touched(db, "p"), true},
			{"a change in its organisation", logged(db, audit.Change{OrganisationID: "o"}), true},
			{"a change of an account", logged(db, audit.Change{}), true},
			{"a change in a neighbour", logged(db, audit.Change{OrganisationID: "o", ProjectID: "q"}), false},
			{"an untold change in a neighbour", touched(db, "q"), false},
			{"a change in another organisation", logged(db, audit.Change{OrganisationID: "n"}), false},
		} {
			before := stamped(t, db)
			c.do(t)
			if moved := stamped(t, db) != before; moved != c.moves {
				t.Errorf("%s: the stamp moves is %t, want %t", c.what, moved, c.moves)
			}
		}
	})
}

package flow

import (
	"testing"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/record"
	"stegvis/app/risk"
)

func TestOnlyWhoMadeAChangeTakesItBackAndOnlyInItsProject(t *testing.T) {
	texts := shippedTexts(t)
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		system := projecttest.Open(t, db, texts.For("sv"), date.New(2026, 11, 23))
		as := func(key project.Scope, id string) project.Scope {
			return project.SystemScope{Text: key.Text}.As(key, account.Account{ID: id, Name: id}, key.Now())
		}
		maker, other, elsewhere := as(system, "maker"), as(system, "other"), as(projecttest.Open(t, db, system.Text, date.New(2026, 11, 23)), "maker")
		risks := risk.New(db)
		undo := NewUndo(db, map[record.Kind]Undoable{risk.Kind: risks.Undo})
		d := risk.Fresh()
		d.Title = "Data"
		row, err := risks.Create(t.Context(), maker, d)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name string
			key  project.Scope
			seq  int64
			undo *Undo
			want fault.Kind
		}{
			{"somebody else", other, 1, undo, fault.NotFound},
			{"from another project", elsewhere, 1, undo, fault.NotFound},
			{"a line that there is not", maker, 2, undo, fault.NotFound},
			{"a kind that cannot be taken back", maker, 1, NewUndo(db, nil), fault.NotFound},
			{"without the right any more", projecttest.As(maker, project.Viewer), 1, undo, fault.Forbidden},
			{"the maker", maker, 1, undo, 0},
			{"the maker again", maker, 1, undo, fault.Conflict},
			{"the undo itself", maker, 2, undo, 0},
		} {
			err := c.undo.Take(t.Context(), c.key, c.seq)
			if c.want == 0 && err != nil || c.want != 0 && !fault.Is(err, c.want) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if now, err := risks.One(t.Context(), maker, row.ID); err != nil || now.Version != 3 {
			t.Errorf("%+v, %v", now, err)
		}
		d.Version = 3
		if _, err := risks.Save(t.Context(), other, row.ID, d); err != nil {
			t.Fatal(err)
		}
		if err := undo.Take(t.Context(), maker, 3); !fault.Is(err, fault.Conflict) {
			t.Errorf("what somebody has changed since: %v", err)
		}
	})
}

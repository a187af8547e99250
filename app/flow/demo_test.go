package flow_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/flow"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/seeds"
)

func texts(t *testing.T) *i18n.Bundle {
	t.Helper()
	files, err := fs.Sub(seeds.Files, "texts")
	if err != nil {
		t.Fatal(err)
	}
	b, err := i18n.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestADemoThatWasRenamedOrDeletedStaysSo(t *testing.T) {
	for name, statement := range map[string]string{
		"untouched": "UPDATE project SET name = name",
		"renamed":   "UPDATE project SET name = 'Ours', slug = 'ours', text_key = ''",
		"deleted":   "UPDATE project SET deleted_at = created_at",
	} {
		databasetest.Each(t, func(t *testing.T, db *database.DB) {
			accounts := account.New(db, account.Letters{}, time.Now)
			projects := project.New(db, accounts, texts(t), time.Now)
			demo := flow.NewDemo(db, accounts, projects, texts(t).For("en"), filepath.Join(t.TempDir(), "sign-ins"), time.Now)
			first, err := demo.Load(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			before := state(t, db, statement)
			again, err := demo.Load(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for i := range first {
				if first[i] != again[i] {
					t.Errorf("%s: %v became %v", name, first[i], again[i])
				}
			}
			if after := state(t, db, "UPDATE project SET name = name"); after != before {
				t.Errorf("%s: before the second loading %+v, after it %+v", name, before, after)
			}
		})
	}
}

// counts is how much of everything a database holds.
type counts struct {
	Projects, Slugs, Accounts, Organisations, Members, People, Lines int64
}

func state(t *testing.T, db *database.DB, statement string) counts {
	t.Helper()
	var c counts
	err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Exec(statement).Error; err != nil {
			return err
		}
		for table, n := range map[string]*int64{"project": &c.Projects, "project_slug": &c.Slugs, "account": &c.Accounts,
			"organisation": &c.Organisations, "member": &c.Members, "person": &c.People, "audit": &c.Lines} {
			if err := tx.Table(table).Count(n).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheDemosOwnerHasNoPowerOverAccountsThatWereThereBefore(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		accounts := account.New(db, account.Letters{}, time.Now)
		_, err := accounts.Create(t.Context(), account.Account{}.Actor(), account.Draft{Email: "a@firm.example", Name: "A", Password: "correct horse"}, true)
		if err != nil {
			t.Fatal(err)
		}
		projects := project.New(db, accounts, texts(t), time.Now)
		all, err := flow.NewDemo(db, accounts, projects, texts(t).For("en"), filepath.Join(t.TempDir(), "sign-ins"), time.Now).Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		owner, err := accounts.ByEmail(t.Context(), all[0].Email)
		if err != nil || owner.Administrator || owner.MayCreateOrganisations || all[0].Role != "owner" {
			t.Errorf("%+v, %v, printed as %s", owner, err, all[0].Role)
		}
	})
}

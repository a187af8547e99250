package slug_test

import (
	"context"
	"strings"
	"testing"

	"gorm.io/gorm"
	"pgregory.net/rapid"

	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/slug"
)

func TestANameBecomesReadable(t *testing.T) {
	for name, want := range map[string]string{
		"Fjord & Søn": "fjord-son", "Ålands Järn AB": "alands-jarn-ab", "Łódź": "lodz", "Æble": "aeble", "Straße 7": "strasse-7",
		"Đorđe": "dorde", "Þór": "thor", "Œuvre": "oeuvre", "CRM 2.0 — phase 1": "crm-2-0-phase-1", "  -- a -- ": "a", "": "x", "???": "x", "میراث": "x", "Ünïcødé": "unicode",
		"../../etc": "etc", strings.Repeat("a", 60): strings.Repeat("a", 48), strings.Repeat("b", 47) + " c": strings.Repeat("b", 47),
	} {
		if got := slug.Of(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func TestASlugIsSafeInAnAddressWhateverTheName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := slug.Of(rapid.String().Draw(t, "name"))
		if s == "" || len(s) > 48 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.HasPrefix(s, "-") || strings.HasSuffix(s, "-") || strings.Contains(s, "--") {
			t.Fatalf("it is %q", s)
		}
		if again := slug.Of(s); again != s {
			t.Fatalf("%q becomes %q", s, again)
		}
	})
}

func TestATakenSlugGetsASuffixThatTellsNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		var got []string
		err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			if err := tx.Exec("CREATE TABLE named (slug TEXT UNIQUE)").Error; err != nil {
				return err
			}
			for _, name := range []string{"Fjord", "fjord!", "FJORD", "Fjord 2", "", "?"} {
				s, err := slug.Free(tx, "named", name)
				if err != nil {
					return err
				}
				got = append(got, s)
				if err := tx.Exec("INSERT INTO named (slug) VALUES (?)", s).Error; err != nil {
					return err
				}
			}
			return nil
		})
		if want := "fjord fjord-2 fjord-3 fjord-2-2 x x-2"; err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	})
}

func TestOfManyWhoTakeOneNameAtOnceEachGetsASlug(t *testing.T) {
	const many = 12
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		if err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Exec("CREATE TABLE named (slug TEXT UNIQUE)").Error
		}); err != nil {
			t.Fatal(err)
		}
		failed := make(chan error, many)
		for range many {
			go func() {
				failed <- db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
					s, err := slug.Free(tx, "named", "Fjord")
					if err != nil {
						return err
					}
					return tx.Exec("INSERT INTO named (slug) VALUES (?)", s).Error
				})
			}()
		}
		for range many {
			if err := <-failed; err != nil {
				t.Error(err)
			}
		}
	})
}

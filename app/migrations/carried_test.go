package migrations_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"stegvis/app/platform/database"
)

// TestWhoWasAskedToSignIsCarriedOverWithLinksAndLetters takes the steps up to the one
// that keeps them otherwise, with a review under way.
func TestWhoWasAskedToSignIsCarriedOverWithLinksAndLetters(t *testing.T) {
	empty(t, func(t *testing.T, db *database.DB) {
		dialect := goose.DialectSQLite3
		if db.Postgres() {
			dialect = goose.DialectPostgres
		}
		steps, err := goose.NewProvider(dialect, db.SQL(), os.DirFS("."))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := steps.UpTo(t.Context(), 471); err != nil {
			t.Fatal(err)
		}
		const at = "'2026-11-26 12:00:00'"
		for _, statement := range []string{
			"INSERT INTO organisation (id, name, slug, version, created_at, updated_at) VALUES ('o', 'O', 'o', 1, @, @)",
			`INSERT INTO project (id, organisation_id, name, slug, template, currency, time_zone, country, language, start_on, horizon_months, aim, text_key, simulation, earned_value, critical_path, three_risk_scores, version, created_at, updated_at)
				VALUES ('p', 'o', 'P', 'p', 'small', 'SEK', 'UTC', 'SE', 'sv', '2026-01-01', 12, '', '', FALSE, FALSE, FALSE, FALSE, 1, @, @)`,
			`INSERT INTO person (id, organisation_id, project_id, number, name, name_fold, title, email, text_key, version, created_at, updated_at)
				VALUES ('i', 'o', 'p', 1, 'Ingrid', 'ingrid', '', '', '', 1, @, @), ('h', 'o', 'p', 2, 'Henrik', 'henrik', '', '', '', 1, @, @)`,
			`INSERT INTO report (id, organisation_id, project_id, stream, number, kind, variant_id, subject_id, name, lang, day, digest, sha256, pages, before_id, issued_by, issued_name, issued_at)
				VALUES ('r', 'o', 'p', 'p', 1, 'steering', '', '', '{}', 'sv', '2026-11-26', 'd', 's', 1, '', '', 'Maja', @)`,
			`INSERT INTO report_review (id, organisation_id, project_id, report_id, title, sha256, quorum_by, quorum, majority, members, asked_by, asked_name, asked_at)
				VALUES ('v', 'o', 'p', 'r', 'R', 's', 'share', 50, 'simple', 1, '', 'Maja', @)`,
			`INSERT INTO review_asked (id, organisation_id, project_id, review_id, report_id, place, person_id, name, for_id, for_name, revoked_at)
				VALUES ('a', 'o', 'p', 'v', 'r', 0, 'i', 'Ingrid', '', '', NULL), ('b', 'o', 'p', 'v', 'r', 1, 'h', 'Henrik', 'i', 'Ingrid', @)`,
			`INSERT INTO link (id, token_hash, purpose, organisation_id, project_id, object_id, email, role, created_by, created_at, expires_at) VALUES ('l', 't', 'review', 'o', 'p', 'a', '', '', '', @, @)`,
			"INSERT INTO review_link (link_id, organisation_id, project_id, review_id, asked_id, sending_id, token, made_name, opened_at) VALUES ('l', 'o', 'p', 'v', 'a', 'm', 'clear', 'Maja', @)",
			`INSERT INTO review_sending (id, organisation_id, project_id, report_id, asked_id, person_id, name, email, lang, account, state, attempts, last_error, due_at, created_at)
				VALUES ('m', 'o', 'p', 'r', 'a', 'i', 'Ingrid', 'ingrid', 'sv', FALSE, 'waiting', 3, 'busy', @, @)`,
		} {
			if _, err := db.SQL().ExecContext(t.Context(), strings.ReplaceAll(statement, "@", at)); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		up(t, db)
		for query, want := range map[string][]string{
			"SELECT id || ' ' || purpose || ' ' || object_id || ' ' || person_id || ' ' || name || ' ' || for_id || CASE WHEN revoked_at IS NULL THEN '' ELSE ' revoked' END FROM committee_asked ORDER BY place": {"a review r i Ingrid ", "b review r h Henrik i revoked"},
			"SELECT link_id || ' ' || asked_id || ' ' || sending_id || ' ' || token || ' ' || made_name FROM committee_link WHERE opened_at IS NOT NULL":                                                          {"l a m clear Maja"},
			"SELECT id || ' ' || report_id || ' ' || asked_id || ' ' || email || ' ' || state || ' ' || last_error FROM committee_letter WHERE attempts = 3 AND sent_at IS NULL":                                  {"m r a ingrid waiting busy"},
		} {
			if diff := cmp.Diff(want, rows(t, db, query)); diff != "" {
				t.Errorf("%s:\n%s", query, diff)
			}
		}
	})
}

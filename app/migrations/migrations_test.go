package migrations_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"stegvis/app/migrations"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/database/postgrestest"
)

// empty runs a test on a database without any table, of each sort.
func empty(t *testing.T, run func(t *testing.T, db *database.DB)) {
	t.Helper()
	for name, url := range map[string]func() string{"sqlite": func() string { return "" }, "postgres": func() string { return postgrestest.URL(t) }} {
		t.Run(name, func(t *testing.T) {
			db, err := database.Open(t.Context(), url(), t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
			run(t, db)
		})
	}
}

// rows reads what a query gives, each row as one line.
func rows(t *testing.T, db *database.DB, query string) []string {
	t.Helper()
	var found []string
	err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Raw(query).Scan(&found).Error })
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// columns are the schema's tables and columns, with whether they may be empty.
func columns(t *testing.T, db *database.DB) []string {
	if db.Postgres() {
		return rows(t, db, `SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'NO' THEN ' needed' ELSE '' END FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name <> 'goose_db_version' ORDER BY table_name COLLATE "C", column_name COLLATE "C"`)
	}
	return rows(t, db, `SELECT m.name || '.' || p.name || CASE WHEN p."notnull" OR p.pk > 0 THEN ' needed' ELSE '' END FROM sqlite_master AS m, pragma_table_info(m.name) AS p
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'goose_db_version' ORDER BY m.name, p.name`)
}

// indexes are the indexes that the steps name, with their columns in order.
func indexes(t *testing.T, db *database.DB) []string {
	if db.Postgres() {
		return rows(t, db, `SELECT t.relname || ' ' || c.relname || CASE WHEN i.indisunique THEN ' unique' ELSE '' END || ': ' ||
				(SELECT string_agg(REPLACE(pg_get_indexdef(i.indexrelid, n, true), '"', ''), ' ' ORDER BY n) FROM generate_series(1, i.indnatts) AS n)
			FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_namespace AS s ON s.oid = c.relnamespace
			WHERE s.nspname = current_schema() AND c.relname NOT LIKE '%\_key' AND c.relname NOT LIKE '%\_pkey' AND t.relname <> 'goose_db_version'
			ORDER BY t.relname COLLATE "C", c.relname COLLATE "C"`)
	}
	return rows(t, db, `SELECT m.name || ' ' || l.name || CASE WHEN l."unique" THEN ' unique' ELSE '' END || ': ' ||
			(SELECT group_concat(x.name, ' ') FROM pragma_index_info(l.name) AS x)
		FROM sqlite_master AS m, pragma_index_list(m.name) AS l WHERE m.type = 'table' AND l.origin = 'c' AND m.name <> 'goose_db_version' ORDER BY m.name, l.name`)
}

func up(t *testing.T, db *database.DB) {
	t.Helper()
	if err := migrations.Up(t.Context(), db.SQL(), db.Postgres()); err != nil {
		t.Fatal(err)
	}
}

func done(t *testing.T, db *database.DB) bool {
	t.Helper()
	done, err := migrations.Done(t.Context(), db.SQL(), db.Postgres())
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestAnEmptyDatabaseIsBroughtUpOnceAndThenLeftAlone(t *testing.T) {
	empty(t, func(t *testing.T, db *database.DB) {
		if done(t, db) {
			t.Error("an empty database lacks nothing")
		}
		up(t, db)
		if !done(t, db) {
			t.Error("something is still missing")
		}
		before, steps := columns(t, db), rows(t, db, "SELECT version_id FROM goose_db_version ORDER BY id")
		up(t, db)
		if diff := cmp.Diff(before, columns(t, db)); diff != "" {
			t.Errorf("a second time changes the schema:\n%s", diff)
		}
		if diff := cmp.Diff(steps, rows(t, db, "SELECT version_id FROM goose_db_version ORDER BY id")); diff != "" {
			t.Errorf("a second time takes steps:\n%s", diff)
		}
	})
}

func TestNodesThatStartTogetherTakeEachStepOnce(t *testing.T) {
	empty(t, func(t *testing.T, db *database.DB) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := migrations.Up(t.Context(), db.SQL(), db.Postgres()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if twice := rows(t, db, "SELECT version_id FROM goose_db_version GROUP BY version_id HAVING COUNT(*) > 1"); len(twice) > 0 {
			t.Errorf("steps %v were taken twice", twice)
		}
	})
}

func TestAStepThatCameLaterUnderALowerNumberIsTakenToo(t *testing.T) {
	empty(t, func(t *testing.T, db *database.DB) {
		up(t, db)
		for _, statement := range []string{"DROP TABLE organisation_brand", "DELETE FROM goose_db_version WHERE version_id = 410"} {
			if _, err := db.SQL().ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		if done(t, db) {
			t.Error("nothing is missing")
		}
		up(t, db)
		if n := rows(t, db, "SELECT COUNT(*) FROM organisation_brand"); len(n) != 1 || !done(t, db) {
			t.Errorf("%v", n)
		}
	})
}

func TestADatabaseOfANewerVersionIsRefusedAndLeftAsItIs(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999999, ?)", true).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		before := columns(t, db)
		if err := migrations.Up(t.Context(), db.SQL(), db.Postgres()); !errors.Is(err, migrations.ErrNewer) {
			t.Errorf("the answer is %v", err)
		}
		if diff := cmp.Diff(before, columns(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestBothDatabasesHaveTheSameSchema(t *testing.T) {
	small, large := databasetest.SQLite(t), databasetest.Postgres(t)
	if diff := cmp.Diff(columns(t, small), columns(t, large)); diff != "" {
		t.Errorf("columns (-SQLite +PostgreSQL):\n%s", diff)
	}
	if diff := cmp.Diff(indexes(t, small), indexes(t, large)); diff != "" {
		t.Errorf("indexes (-SQLite +PostgreSQL):\n%s", diff)
	}
	if len(columns(t, small)) < 100 || len(indexes(t, small)) < 20 {
		t.Error("the schema was not read")
	}
}

func TestWhatBelongsToAProjectIsFoundByIt(t *testing.T) {
	db := databasetest.SQLite(t)
	missing := rows(t, db, `SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p ON p.name = 'project_id'
		WHERE m.type = 'table' AND m.name NOT IN ('audit', 'project_slug') -- a stream is the project; an old slug is looked up by itself
		AND NOT EXISTS (SELECT 1 FROM pragma_index_list(m.name) AS l JOIN pragma_index_info(l.name) AS x ON x.seqno = 0 AND x.name = 'project_id')`)
	if len(missing) > 0 {
		t.Errorf("no index begins with project_id in %v", missing)
	}
}

func TestRowsOfAProjectSayWhoseTheyAre(t *testing.T) {
	db := databasetest.SQLite(t)
	missing := rows(t, db, `SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p ON p.name = 'project_id'
		WHERE m.type = 'table' AND m.name <> 'project_slug' -- it only leads to its project
		AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name) AS o WHERE o.name = 'organisation_id')`)
	if len(missing) > 0 {
		t.Errorf("no organisation_id in %v", missing)
	}
}

func TestTypesAreThoseThatBothDatabasesKeepAlike(t *testing.T) {
	db := databasetest.SQLite(t)
	odd := rows(t, db, `SELECT m.name || '.' || p.name || ' ' || p.type FROM sqlite_master AS m, pragma_table_info(m.name) AS p
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'goose_db_version'
		AND p.type NOT IN ('TEXT', 'BIGINT', 'BOOLEAN', 'TIMESTAMP', 'DATE', 'BYTEA', 'JSONB')`)
	if len(odd) > 0 {
		t.Errorf("%v", odd)
	}
}

// TestAStepThatHasLandedIsNeverEdited compares each step with its checksum as it
// landed, since a database that has taken it does not take it again. A new step
// gets a line of its own: sha256sum app/migrations/NAME.sql
func TestAStepThatHasLandedIsNeverEdited(t *testing.T) {
	list, err := os.ReadFile("testdata/landed.sha256")
	if err != nil {
		t.Fatal(err)
	}
	landed := map[string]string{}
	for line := range strings.Lines(string(list)) {
		if sum, name, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
			landed[name] = sum
		}
	}
	there, err := filepath.Glob("*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range there {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		now := sha256.Sum256(raw)
		switch sum := hex.EncodeToString(now[:]); landed[name] {
		case sum:
		case "":
			t.Errorf("a new step; add it to testdata/landed.sha256:\n%s  %s", sum, name)
		default:
			t.Errorf("%s has been edited; put the change into a new step", name)
		}
		delete(landed, name)
	}
	for name := range landed {
		t.Errorf("%s has been removed", name)
	}
}

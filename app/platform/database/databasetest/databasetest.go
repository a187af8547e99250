// Package databasetest opens fresh, migrated databases of both kinds for tests.
package databasetest

import (
	"testing"

	"stegvis/app/migrations"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/postgrestest"
)

// Each runs a test once on SQLite and once on PostgreSQL, each on a fresh
// database with the whole schema.
func Each(t *testing.T, run func(t *testing.T, db *database.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { run(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { run(t, Postgres(t)) })
}

// SQLite is a fresh migrated database in a folder of the test.
func SQLite(t *testing.T) *database.DB { return open(t, "", t.TempDir()) }

// Postgres is a fresh migrated database in the tests' own cluster.
func Postgres(t *testing.T) *database.DB { return open(t, postgrestest.URL(t), "") }

func open(t *testing.T, url, folder string) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), url, folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := migrations.Up(t.Context(), db.SQL(), db.Postgres()); err != nil {
		t.Fatal(err)
	}
	return db
}

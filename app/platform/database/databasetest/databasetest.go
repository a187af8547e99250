// Package databasetest gives tests fresh, migrated databases of both kinds. The
// schema is built once, for each kind, and copied.
package databasetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
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
func SQLite(t *testing.T) *database.DB {
	t.Helper()
	folder := t.TempDir()
	Fill(t, folder)
	return open(t, "", folder)
}

// Postgres is a fresh migrated database in the tests' own cluster.
func Postgres(t *testing.T) *database.DB {
	t.Helper()
	return open(t, URL(t), "")
}

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
	return db
}

// Fill puts a fresh migrated SQLite database into a folder that has none.
func Fill(t testing.TB, folder string) {
	t.Helper()
	path := filepath.Join(folder, database.FileName)
	if _, err := os.Stat(path); err == nil {
		return
	}
	schema, err := file()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, schema, 0o600); err != nil {
		t.Fatal(err)
	}
}

// URL is the address of a fresh migrated PostgreSQL database.
func URL(t testing.TB) string {
	t.Helper()
	return postgrestest.Copy(t, "stegvis_"+migrations.Digest(), func(url string) error { return migrate(url, "") })
}

// file is an empty SQLite database with the whole schema.
var file = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "stegvis-schema-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	if err := migrate("", folder); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(folder, database.FileName)) // closed, it is all in this one file
})

func migrate(url, folder string) error {
	ctx := context.Background() // what is made outlives the test that is first to ask
	db, err := database.Open(ctx, url, folder)
	if err != nil {
		return err
	}
	if err := migrations.Up(ctx, db.SQL(), db.Postgres()); err != nil {
		db.Close()
		return err
	}
	return db.Close()
}

// Package migrations holds the schema, one numbered step a file, each valid on
// both databases, and brings a database up to it.
package migrations

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"stegvis/app/platform/database"
)

//go:embed *.sql
var files embed.FS

// ErrNewer is a database that a later version of the program has already changed.
var ErrNewer = errors.New("the database belongs to a newer version of Stegvis")

// Up applies what is missing. Several nodes may call it at once; on PostgreSQL a
// lock lets one work, on SQLite each step is one writer's.
func Up(ctx context.Context, db *sql.DB, postgres bool) error {
	if complete(ctx, db, postgres) {
		return nil
	}
	p, err := provider(db, postgres)
	if err != nil {
		return err
	}
	if err := notNewer(ctx, p); err != nil {
		return err
	}
	for {
		_, err := p.Up(ctx)
		if err == nil {
			return nil
		}
		if !overtaken(ctx, p, err) {
			return fmt.Errorf("migrations: %w", err)
		}
	}
}

// Digest tells the schema of this version of the program from others.
func Digest() string {
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := files.ReadFile(path)
		sum.Write(raw)
		return err
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// complete reports by one question whether each step has been applied and no other:
// then there is nothing to prepare. A database without an answer has none of them.
func complete(ctx context.Context, db *sql.DB, postgres bool) bool {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return false
	}
	rows, err := db.QueryContext(ctx, "SELECT version_id FROM goose_db_version WHERE version_id > 0 AND is_applied ORDER BY version_id", database.Unprepared(postgres)...)
	if err != nil {
		return false
	}
	defer rows.Close()
	for rows.Next() {
		var have int64
		if err := rows.Scan(&have); err != nil || len(names) == 0 {
			return false
		}
		if known, err := goose.NumericComponent(names[0]); err != nil || known != have {
			return false
		}
		names = names[1:]
	}
	return len(names) == 0 && rows.Err() == nil
}

// overtaken reports whether a step failed only because another process had done
// it meanwhile. SQLite has no lock that would be held from one step to the next.
func overtaken(ctx context.Context, p *goose.Provider, err error) bool {
	var step *goose.PartialError
	if !errors.As(err, &step) || step.Failed == nil {
		return false
	}
	all, err := p.Status(ctx)
	return err == nil && slices.ContainsFunc(all, func(one *goose.MigrationStatus) bool {
		return one.Source.Version == step.Failed.Source.Version && one.State == goose.StateApplied
	})
}

// Done reports whether nothing is missing.
func Done(ctx context.Context, db *sql.DB, postgres bool) (bool, error) {
	p, err := provider(db, postgres)
	if err != nil {
		return false, err
	}
	pending, err := p.HasPending(ctx)
	return !pending, err
}

// provider knows the steps. One whose number is below that of another that a database
// has already taken is taken as well: numbers are given when work on a step begins.
func provider(db *sql.DB, postgres bool) (*goose.Provider, error) {
	anyOrder := goose.WithAllowOutofOrder(true)
	if !postgres {
		return goose.NewProvider(goose.DialectSQLite3, db, files, anyOrder)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 600)) // asks every second, for ten minutes
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db, files, anyOrder, goose.WithSessionLocker(locker))
}

func notNewer(ctx context.Context, p *goose.Provider) error {
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	sources := p.ListSources()
	if newest := sources[len(sources)-1].Version; have > newest {
		return fmt.Errorf("%w (its schema is %d, this program knows %d)", ErrNewer, have, newest)
	}
	return nil
}

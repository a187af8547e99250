package database

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
)

// held is the transaction that a context carries.
type held struct {
	tx     *gorm.DB
	writes bool
	after  []func()
}

type heldKey struct{}

func holding(ctx context.Context) *held {
	h, _ := ctx.Value(heldKey{}).(*held)
	return h
}

// ErrWriteInRead is a mistake of the program: a read transaction was asked to write.
var ErrWriteInRead = errors.New("database: a write was begun inside a read")

// attempts is how often a write is begun when PostgreSQL breaks it off.
const attempts = 3

// Write runs fn in a write transaction, or joins the one that ctx carries. An
// error rolls everything back, an outer caller's part too. Of writes that wait for
// each other PostgreSQL breaks one off: it is begun anew, so fn may run again.
func (db *DB) Write(ctx context.Context, fn func(ctx context.Context, tx *gorm.DB) error) error {
	if h := holding(ctx); h != nil {
		if !h.writes {
			return ErrWriteInRead
		}
		return fn(ctx, h.tx)
	}
	for n := 1; ; n++ {
		h := &held{writes: true}
		err := db.writer.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			h.tx = tx
			if err := beginning(ctx, tx); err != nil {
				return err
			}
			return fn(context.WithValue(ctx, heldKey{}, h), tx)
		})
		if n < attempts && deadlocked(err) {
			continue
		}
		if err != nil {
			return err
		}
		begun(ctx)
		for _, f := range h.after {
			f()
		}
		return nil
	}
}

// first is what a context's first write transaction begins with.
type first struct {
	do   func(tx *gorm.DB) error
	done bool
}

type firstKey struct{}

// First prepares a context whose first write transaction begins with f: what f
// writes is committed with it, or not at all. An error of f ends the transaction.
func First(ctx context.Context, f func(tx *gorm.DB) error) context.Context {
	return context.WithValue(ctx, firstKey{}, &first{do: f})
}

func beginning(ctx context.Context, tx *gorm.DB) error {
	if f, ok := ctx.Value(firstKey{}).(*first); ok && !f.done {
		return f.do(tx)
	}
	return nil
}

func begun(ctx context.Context) {
	if f, ok := ctx.Value(firstKey{}).(*first); ok {
		f.done = true
	}
}

// deadlocked reports whether PostgreSQL broke a transaction off because it and
// others waited for each other.
func deadlocked(err error) bool {
	var said *pgconn.PgError
	return errors.As(err, &said) && said.Code == "40P01"
}

// Read runs fn over one snapshot, or joins the transaction that ctx carries.
func (db *DB) Read(ctx context.Context, fn func(ctx context.Context, tx *gorm.DB) error) error {
	if h := holding(ctx); h != nil {
		return fn(ctx, h.tx)
	}
	options := &sql.TxOptions{ReadOnly: true}
	if db.Postgres() {
		options.Isolation = sql.LevelRepeatableRead
	} else {
		options.ReadOnly = false // modernc refuses the flag; the pool is query_only
	}
	return db.reader.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return fn(context.WithValue(ctx, heldKey{}, &held{tx: tx}), tx)
	}, options)
}

// Ask runs fn, which sends one statement: that is a snapshot by itself and needs no
// transaction, which takes two more turns to the database. Within a transaction it
// joins it.
func (db *DB) Ask(ctx context.Context, fn func(tx *gorm.DB) error) error {
	if h := holding(ctx); h != nil {
		return fn(h.tx)
	}
	return fn(db.reader.WithContext(ctx))
}

// Snapshot runs fn so that all it reads, by Reads of its own, is of one moment.
func (db *DB) Snapshot(ctx context.Context, fn func(ctx context.Context) error) error {
	return db.Read(ctx, func(ctx context.Context, _ *gorm.DB) error { return fn(ctx) })
}

// AfterCommit runs f once the write transaction that ctx carries is committed;
// never when it is rolled back. Without a transaction f runs at once.
func AfterCommit(ctx context.Context, f func()) {
	if h := holding(ctx); h != nil && h.writes {
		h.after = append(h.after, f)
		return
	}
	f()
}

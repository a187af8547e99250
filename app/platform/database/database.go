// Package database opens SQLite (embedded, without cgo) or PostgreSQL under
// GORM and gives out two kinds of transaction: a write, and a read of one
// snapshot. Callers nest them; inner ones join.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// DB is the one database of a node. It is safe for concurrent use.
type DB struct {
	url, folder string
	connection
}

// connection is what there is once the database has answered.
type connection struct {
	writer *gorm.DB
	reader *gorm.DB // the writer itself on PostgreSQL
	count  *counting
}

// FileName is the SQLite database within the data folder.
const FileName = "stegvis.db"

// At is the PostgreSQL database at url when that is given, else the SQLite file in
// folder. Before Connect it can be handed on and not be asked anything.
func At(url, folder string) *DB { return &DB{url: url, folder: folder} }

// Connect connects, making the SQLite file when it is missing, and checks that the
// database answers. It does nothing where that was done.
func (db *DB) Connect(ctx context.Context) (err error) {
	switch {
	case db.writer != nil:
	case db.url != "":
		db.connection, err = openPostgres(ctx, db.url)
	default:
		db.connection, err = openSQLite(ctx, db.folder)
	}
	return err
}

// Open is the database, connected.
func Open(ctx context.Context, url, folder string) (*DB, error) {
	db := At(url, folder)
	if err := db.Connect(ctx); err != nil {
		return nil, err
	}
	return db, nil
}

// postgresConnections is how many connections a node holds at most, so that a
// few nodes stay within PostgreSQL's usual hundred.
const postgresConnections = 24

// patience is how long an opening database may take to answer.
const patience = 15 * time.Second

func openPostgres(ctx context.Context, url string) (opened connection, err error) {
	c, err := parsed(url)
	if err != nil {
		return opened, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	count := &counting{Interface: logger.Discard}
	g, err := connect(ctx, postgresDialector(url), count)
	if err != nil {
		return opened, unreachable(c, err)
	}
	pool(g).SetMaxOpenConns(postgresConnections)
	pool(g).SetMaxIdleConns(postgresConnections)
	pool(g).SetConnMaxIdleTime(5 * time.Minute)
	return connection{writer: g, reader: g, count: count}, nil
}

// openSQLite makes one connection for writers, because SQLite has one writer
// anyway and a queue in Go is fairer than its busy loop, and a pool of readers,
// each of which sees the snapshot of its own transaction.
func openSQLite(ctx context.Context, folder string) (opened connection, err error) {
	path := filepath.Join(folder, FileName)
	if err := prepare(folder, path); err != nil {
		return opened, unusable(path, err)
	}
	count := &counting{Interface: logger.Discard}
	writer, err := connectSQLite(ctx, sqliteDialector(path, "_txlock=immediate"), count)
	if err != nil {
		return opened, unusable(path, err)
	}
	pool(writer).SetMaxOpenConns(1)
	if err := tryWriting(ctx, writer); err != nil {
		pool(writer).Close()
		return opened, unusable(path, err)
	}
	reader, err := connectSQLite(ctx, sqliteDialector(path, "_txlock=deferred&_pragma=query_only(1)"), count)
	if err != nil {
		pool(writer).Close()
		return opened, unusable(path, err)
	}
	pool(reader).SetMaxOpenConns(8)
	pool(reader).SetMaxIdleConns(8)
	return connection{writer: writer, reader: reader, count: count}, nil
}

// connectSQLite connects when a file is free. While several begin on a new file at
// once, its change to a write-ahead log is refused to all but one without waiting.
func connectSQLite(ctx context.Context, d gorm.Dialector, count *counting) (*gorm.DB, error) {
	patient, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		g, err := connect(ctx, d, count)
		if err == nil || !busy(err) {
			return g, err
		}
		select {
		case <-patient.Done():
			return nil, err
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// prepare makes the folder and an empty file that nobody else on the machine
// can read; SQLite gives its other files the same mode.
func prepare(folder, path string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// tryWriting writes what is there already. SQLite opens a file that it may only
// read without a word, and says so at the first write.
func tryWriting(ctx context.Context, g *gorm.DB) error {
	var version int64
	g = g.WithContext(ctx)
	if err := g.Raw("PRAGMA user_version").Scan(&version).Error; err != nil {
		return err
	}
	return g.Exec(fmt.Sprintf("PRAGMA user_version = %d", version)).Error
}

func connect(ctx context.Context, d gorm.Dialector, count *counting) (*gorm.DB, error) {
	g, err := gorm.Open(d, &gorm.Config{
		Logger:                 count,
		TranslateError:         true,
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true,
		NowFunc:                now,
	})
	if err != nil {
		return nil, err
	}
	if err := pool(g).PingContext(ctx); err != nil {
		pool(g).Close()
		return nil, err
	}
	return g, nil
}

// pool is GORM's connection pool; with the dialectors used here there always is
// one.
func pool(g *gorm.DB) *sql.DB {
	p, err := g.DB()
	if err != nil {
		panic(err)
	}
	return p
}

// Postgres reports whether this is PostgreSQL.
func (db *DB) Postgres() bool { return db.url != "" }

// URL is the PostgreSQL address, or "" on SQLite.
func (db *DB) URL() string { return db.url }

// SQL is the pool that writes, for migrations.
func (db *DB) SQL() *sql.DB { return pool(db.writer) }

// Ping asks whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return pool(db.reader).PingContext(ctx) }

// Close gives all connections back.
func (db *DB) Close() error {
	if db.writer == nil {
		return nil
	}
	err := pool(db.writer).Close()
	if db.reader != db.writer {
		err = errors.Join(err, pool(db.reader).Close())
	}
	return err
}

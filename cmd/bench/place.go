package main

import (
	"context"
	"errors"
	"net/url"
	"os"
	"strings"

	"stegvis/app/platform/database"
)

// place is where a node keeps its data.
type place struct {
	name    string
	folder  string
	address string // "" for SQLite
	drop    func() error
}

// environment is what a program needs to know to find the place.
func (p place) environment() []string {
	return []string{"DATA_DIR=" + p.folder, "DATABASE_URL=" + p.address}
}

func (p place) open(ctx context.Context) (*database.DB, error) {
	return database.Open(ctx, p.address, p.folder)
}

func sqlite(context.Context, string) (place, error) {
	folder, err := os.MkdirTemp("", "stegvis-bench-")
	return place{name: "SQLite", folder: folder, drop: func() error { return os.RemoveAll(folder) }}, err
}

// postgreSQL makes a database of its own on a server.
func postgreSQL(ctx context.Context, server string) (place, error) {
	at, err := sqlite(ctx, "") // a folder for the sign-ins
	if err != nil {
		return at, err
	}
	at.name = "PostgreSQL"
	u, err := url.Parse(server)
	if err != nil {
		return at, err
	}
	name := "bench" + strings.ReplaceAll(database.NewID(), "-", "")
	if err := execute(ctx, server, "CREATE DATABASE "+name); err != nil {
		return at, errors.Join(err, at.drop())
	}
	u.Path = "/" + name
	folder := at.drop
	at.address = u.String()
	at.drop = func() error {
		return errors.Join(folder(), execute(context.WithoutCancel(ctx), server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"))
	}
	return at, nil
}

func execute(ctx context.Context, server, statement string) error {
	db, err := database.Open(ctx, server, "")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.SQL().ExecContext(ctx, statement)
	return err
}

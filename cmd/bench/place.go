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
	folder  string
	address string // "" for SQLite
	drop    func() error
}

func sqlite(context.Context, string) (place, error) {
	folder, err := os.MkdirTemp("", "stegvis-bench-")
	return place{folder: folder, drop: func() error { return os.RemoveAll(folder) }}, err
}

// throwAway makes a database of its own on a server.
func throwAway(ctx context.Context, server string) (place, error) {
	at, err := sqlite(ctx, "") // a folder for the sign-ins
	if err != nil {
		return at, err
	}
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

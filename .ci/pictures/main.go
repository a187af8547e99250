// Command pictures takes a picture of every page and lays pictures out as contact
// sheets, for somebody who looks at all of them: two widths, two themes, two
// languages, forms unfolded, and every page of each PDF.
//
// Pages are found by following links from where people come in, one page for each
// route, so there is no list of them to keep; what has to be brought about first
// (faults, an empty installation, a crowded project, letters) is in scenes.go.
// Routes of which there is no picture are named in the end.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"regexp"
	"syscall"
	"time"
)

func main() {
	folder := flag.String("into", "tmp/pictures", "where the sheets are written; what was there is removed")
	only := flag.String("only", "", "take only scenes whose name this regular expression finds")
	flag.Parse()
	slog.SetLogLoggerLevel(slog.LevelError)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *folder, *only); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder, only string) (err error) {
	wanted, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(folder), os.MkdirAll(folder, 0o755)); err != nil {
		return err
	}
	began := time.Now()
	p := &play{}
	defer func() { err = errors.Join(err, p.close()) }()
	if err := p.prepare(ctx); err != nil {
		return err
	}
	scenes := p.wanted(wanted)
	album, err := newAlbum(folder)
	if err != nil {
		return err
	}
	if err := album.take(ctx, scenes); err != nil {
		return err
	}
	if err := p.papers(ctx, album, wanted); err != nil {
		return err
	}
	if err := album.index(); err != nil {
		return err
	}
	fmt.Printf("%d scenes and %d sheets in %s, %s. See %s/index.html\n", len(scenes), len(album.sheets), folder, time.Since(began).Round(time.Second), folder)
	if only == "" {
		for _, route := range p.unseen() {
			fmt.Println("no picture of", route)
		}
	}
	return nil
}

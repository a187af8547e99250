package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"

	"stegvis/app"
	"stegvis/app/flow"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
)

// site is a running Stegvis of its own, on a database of its own.
type site struct {
	base   string
	people map[string]flow.SignIn // of the demo, by role
	token  string                 // that opens the set-up page
	routes []string               // that answer GET, as Fiber knows them, in its order

	folder string
	stop   context.CancelFunc
	ended  chan error
}

// open starts a site on a free port of this machine; more settings are given as
// environment variables are.
func open(ctx context.Context, more ...string) (*site, error) {
	folder, err := os.MkdirTemp("", "stegvis-pictures-")
	if err != nil {
		return nil, err
	}
	settings, err := config.Load(append(more, "DATA_DIR="+folder, "ADDR=127.0.0.1:0"), config.Flags())
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", settings.Addr)
	if err != nil {
		return nil, err
	}
	settings.Addr = listener.Addr().String()
	a, err := app.Open(ctx, settings)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	ctx, stop := context.WithCancel(ctx)
	s := &site{people: map[string]flow.SignIn{}, folder: folder, stop: stop, ended: make(chan error, 1)}
	for _, r := range a.Handler().GetRoutes(true) {
		if r.Method == "GET" {
			s.routes = append(s.routes, r.Path)
		}
	}
	said, says := io.Pipe()
	go func() {
		err := a.Serve(ctx, listener, says)
		s.ended <- errors.Join(err, says.Close(), a.Close())
	}()
	if err := s.introduce(bufio.NewScanner(said), settings.Demo); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// introduce reads where the site is and how one gets in.
func (s *site) introduce(lines *bufio.Scanner, demo bool) error {
	for lines.Scan() {
		line := lines.Text()
		if base, ok := strings.CutPrefix(line, "Stegvis listens on "); ok {
			s.base = base
		}
		if who := strings.Split(line, "\t"); len(who) == 3 {
			s.people[who[0]] = flow.SignIn{Role: who[0], Email: who[1], Password: who[2]}
		}
		if _, token, ok := strings.Cut(line, "with this token: "); ok {
			s.token = token
		}
		if demo && s.people["viewer"].Email != "" || !demo && s.token != "" {
			return nil
		}
	}
	return fmt.Errorf("a site did not begin: %w", errors.Join(lines.Err(), io.ErrUnexpectedEOF))
}

// speakAsAsked lets everybody who has an account be spoken to in the language that
// their browser asks for, as the people of the demo are.
func (s *site) speakAsAsked(ctx context.Context) error {
	db, err := database.Open(ctx, "", s.folder)
	if err != nil {
		return err
	}
	_, err = db.SQL().ExecContext(ctx, "UPDATE account SET language = ''")
	return errors.Join(err, db.Close())
}

func (s *site) close() error {
	s.stop()
	return errors.Join(<-s.ended, os.RemoveAll(s.folder))
}

// Package app is the composition root: the only place that knows every room and
// wires them together.
package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"stegvis/app/account"
	"stegvis/app/flow"
	"stegvis/app/guide"
	"stegvis/app/migrations"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/job"
	"stegvis/app/platform/mail"
	"stegvis/app/project"
	"stegvis/app/web"
	"stegvis/seeds"
	"stegvis/static"
)

// App is one node, put together and not yet serving.
type App struct {
	settings config.Settings
	rooms    web.Rooms
	assets   *web.Assets
	migrated atomic.Bool
	demo     *flow.Demo
	jobs     *job.Runner
}

// Open is New, connected to the database. It changes nothing there.
func Open(ctx context.Context, settings config.Settings) (*App, error) {
	a, err := New(settings)
	if err != nil {
		return nil, err
	}
	return a, a.rooms.DB.Connect(ctx)
}

// New wires every room. Until it serves, or was opened, it knows no database.
func New(settings config.Settings) (*App, error) {
	texts, err := openTexts()
	if err != nil {
		return nil, err
	}
	catalogue, err := openCatalogue()
	if err != nil {
		return nil, err
	}
	assets, err := findAssets()
	if err != nil {
		return nil, err
	}
	press, err := openPress()
	if err != nil {
		return nil, err
	}
	rooms := wire(database.At(settings.DatabaseURL, settings.DataDir), settings, texts, catalogue, press)
	a := &App{settings: settings, rooms: rooms, assets: assets, demo: demonstration(rooms, settings, catalogue)}
	a.plan()
	return a, nil
}

// What is part of the program is read once, however many nodes are put together in
// one process: nothing of it changes while the program runs.
var (
	openTexts = sync.OnceValues(func() (*i18n.Bundle, error) {
		files, err := fs.Sub(seeds.Files, "texts")
		if err != nil {
			return nil, err
		}
		return i18n.Open(files)
	})
	openCatalogue = sync.OnceValues(func() (*flow.Catalogue, error) {
		files, err := fs.Sub(seeds.Files, "catalogue")
		if err != nil {
			return nil, err
		}
		return flow.OpenCatalogue(files), nil
	})
	findAssets = sync.OnceValues(func() (*web.Assets, error) { return web.FindAssets(static.Files) })
)

// textsDigest tells the words of this version of the program from others.
func textsDigest() string {
	sum := sha256.New()
	err := fs.WalkDir(seeds.Files, "texts", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := seeds.Files.ReadFile(path)
		sum.Write(raw)
		return err
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// plan says what runs in the background: each hour what sweeps and writes down, and
// whenever it is asked for what hands mail in, where there is a server for it.
func (a *App) plan() {
	a.jobs = job.NewRunner(a.rooms.DB, a.rooms.Bus, job.Options{})
	a.jobs.Every("account.sweep", time.Hour, a.rooms.Accounts.Sweep)
	a.jobs.Every("once.sweep", time.Hour, a.rooms.Forms.Sweep)
	a.jobs.Every("outlook.keep", time.Hour, a.inEach(guide.Jobs, a.rooms.Guide.Keep))
	a.jobs.Every("record.find", time.Hour, a.inEach("search", a.rooms.Finder.Index))
	a.rooms.Post.Run(a.jobs)
	if a.settings.SMTPHost != "" {
		a.jobs.Handle(mail.Kind, mail.ServerOf(a.settings).Send)
		a.jobs.Handle(account.ForgotKind, a.rooms.Accounts.AnswerForgotten)
	}
}

// inEach does something in every project; what is whom the log names.
func (a *App) inEach(what string, do func(context.Context, project.Scope) error) func(context.Context) error {
	return func(ctx context.Context) error {
		return a.rooms.Projects.Each(ctx, project.SystemScope{What: what, Text: a.rooms.Texts.For(i18n.Fallback), Now: a.rooms.Now()}, do)
	}
}

// Rooms are the node's own doors, for whoever drives it from within: tests and benches.
func (a *App) Rooms() web.Rooms { return a.rooms }

// Work does what waits in the background until ctx ends.
func (a *App) Work(ctx context.Context) { a.jobs.Run(ctx) }

// Close gives the database back.
func (a *App) Close() error { return a.rooms.DB.Close() }

// Statements is how many the node has sent to its database so far.
func (a *App) Statements() int64 { return a.rooms.DB.Statements() }

// Migrate brings the database's schema up to this program's.
func (a *App) Migrate(ctx context.Context) error {
	if err := migrations.Up(ctx, a.rooms.DB.SQL(), a.rooms.DB.Postgres()); err != nil {
		return err
	}
	a.migrated.Store(true)
	return nil
}

// OfferSetUp is the token that opens the set-up page, "" when it is closed.
func (a *App) OfferSetUp(ctx context.Context) (string, error) {
	return a.rooms.Accounts.OfferSetUp(ctx)
}

// Package app is the composition root: the only place that knows every room and
// wires them together.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"time"

	"golang.org/x/sync/errgroup"

	"stegvis/app/account"
	"stegvis/app/businesscase"
	"stegvis/app/flow"
	"stegvis/app/maturity"
	"stegvis/app/migrations"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/web"
	"stegvis/seeds"
	"stegvis/static"
)

// App is one node, opened and not yet serving.
type App struct {
	settings config.Settings
	rooms    web.Rooms
	assets   *web.Assets
	migrated bool
}

// Open connects to the database and wires every room. It changes nothing.
func Open(ctx context.Context, settings config.Settings) (*App, error) {
	texts, err := loadTexts()
	if err != nil {
		return nil, err
	}
	assets, err := web.LoadAssets(static.Files)
	if err != nil {
		return nil, err
	}
	db, err := database.Open(ctx, settings.DatabaseURL, settings.DataDir)
	if err != nil {
		return nil, err
	}
	a := &App{settings: settings, assets: assets}
	a.wire(db, texts)
	return a, nil
}

func loadTexts() (*i18n.Bundle, error) {
	files, err := fs.Sub(seeds.Files, "texts")
	if err != nil {
		return nil, err
	}
	return i18n.Load(files)
}

func (a *App) wire(db *database.DB, texts *i18n.Bundle) {
	now := time.Now
	accounts := account.New(db, now)
	risks, costs := risk.New(db), businesscase.New(db)
	assessments := maturity.New(db)
	a.rooms = web.Rooms{
		DB: db, Bus: bus.New(), Texts: texts, Accounts: accounts, Now: now,
		Projects: project.New(db, accounts, texts, now),
		Risks:    risks,
		Costs:    costs,
		Maturity: assessments,
		Undo: flow.NewUndo(db, map[record.Kind]flow.Undoable{
			risk.Kind: risks.Undo, businesscase.Kind: costs.Undo,
			maturity.Kind: assessments.Undo,
		}),
	}
}

// Close gives the database back.
func (a *App) Close() error { return a.rooms.DB.Close() }

// Migrate brings the database's schema up to this program's.
func (a *App) Migrate(ctx context.Context) error {
	if err := migrations.Up(ctx, a.rooms.DB.SQL(), a.rooms.DB.Postgres()); err != nil {
		return err
	}
	a.migrated = true
	return nil
}

// Handler is the site, for servers and for tests.
func (a *App) Handler() *web.Site {
	return web.New(web.Settings{
		PublicURL: a.settings.BaseURL(), TrustedProxies: a.settings.TrustedProxies, BodyLimit: a.settings.BodyBytes(),
	}, a.rooms, a.assets, a.ready)
}

func (a *App) ready() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := a.rooms.DB.Ping(ctx); err != nil {
		return err
	}
	if !a.migrated {
		return errors.New("app: the schema is not up to date")
	}
	return nil
}

// drain is how long requests under way may take once the node is asked to stop.
const drain = 20 * time.Second

// Serve answers on a listener until ctx ends, then lets requests under way
// finish. It migrates first, and prints to out how to set the installation up
// when nobody has an account.
func (a *App) Serve(ctx context.Context, listener net.Listener, out io.Writer) error {
	if err := a.Migrate(ctx); err != nil {
		return err
	}
	if err := a.greet(ctx, out); err != nil {
		return err
	}
	site := a.Handler()
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error { return site.Listener(listener) })
	work.Go(func() error { a.rooms.Bus.Listen(ctx, a.rooms.DB); return nil })
	work.Go(func() error {
		<-ctx.Done()
		return site.ShutdownWithTimeout(drain) // Listener returns when this begins; the group waits for its end
	})
	return work.Wait()
}

func (a *App) greet(ctx context.Context, out io.Writer) error {
	base := a.settings.BaseURL()
	fmt.Fprintf(out, "Stegvis listens on %s\n", base)
	token, err := a.rooms.Accounts.OfferSetUp(ctx)
	if err != nil || token == "" {
		return err
	}
	fmt.Fprintf(out, "Set it up at %s/set-up with this token: %s\n", base, token)
	return nil
}

// OfferSetUp is the token that opens the set-up page, "" when it is closed.
func (a *App) OfferSetUp(ctx context.Context) (string, error) {
	return a.rooms.Accounts.OfferSetUp(ctx)
}

package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"time"

	"golang.org/x/sync/errgroup"

	"stegvis/app/platform/i18n"
	"stegvis/app/web"
)

// Handler is the site, for servers and for tests.
func (a *App) Handler() *web.Site {
	return web.New(web.Settings{
		PublicURL: a.settings.BaseURL(), TrustedProxies: a.settings.TrustedProxies, BodyLimit: a.settings.BodyBytes(),
	}, a.rooms, a.assets, web.Ready{Migrated: a.migrated.Load, Database: a.reachable})
}

func (a *App) reachable() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	return a.rooms.DB.Ping(ctx)
}

// drain is how long requests under way may take once the node is asked to stop.
const drain = 20 * time.Second

// Serve answers on a listener until ctx ends, then lets requests under way
// finish. Whoever comes while it connects to the database and looks at the schema
// waits for that; should it take longer than a moment, they are answered that it is
// alive and not ready. It prints to out where it is and how to come in for the
// first time.
func (a *App) Serve(ctx context.Context, listener net.Listener, out io.Writer) error {
	context.AfterFunc(ctx, func() { slog.Info("app: asked to stop; what is under way may finish", "within", drain) })
	work, ctx := errgroup.WithContext(ctx)
	prepared := make(chan struct{})
	work.Go(func() error { return a.work(ctx, out, prepared) }) // first: it takes longest
	site := a.Handler()
	a.foresee()
	work.Go(func() error {
		select {
		case <-prepared:
		case <-time.After(moment):
		}
		return site.Listener(listener)
	})
	work.Go(func() error {
		<-ctx.Done()
		return stop(site, listener) // Listener returns when this begins; the group waits for its end
	})
	return work.Wait()
}

// moment is how long those who come first wait without an answer.
const moment = 250 * time.Millisecond

// foresee reads, while the database makes itself ready, what the first page needs.
func (a *App) foresee() {
	a.assets.Version()
	texts := a.rooms.Texts.For(i18n.Fallback)
	for _, key := range []string{"common.close", "layout.skip", "account.sign_in.title"} {
		texts.T(key) // with the whole file that it stands in
	}
}

// calm is how long jobs wait after the start: whoever comes first comes before them.
const calm = 2 * time.Second

// work prepares the database, lets people in, and hears and does what there is
// to do until ctx ends.
func (a *App) work(ctx context.Context, out io.Writer, prepared chan<- struct{}) error {
	err := a.prepare(ctx)
	close(prepared)
	if err == nil {
		err = a.greet(ctx, out)
	}
	switch {
	case ctx.Err() != nil: // asked to stop meanwhile, which is no failure
		return nil
	case err != nil:
		return err
	}
	background, ctx := errgroup.WithContext(ctx)
	background.Go(func() error { a.rooms.Bus.Listen(ctx, a.rooms.DB); return nil })
	background.Go(func() error { a.workLater(ctx); return nil })
	return background.Wait()
}

func (a *App) prepare(ctx context.Context) error {
	if err := a.rooms.DB.Connect(ctx); err != nil {
		return err
	}
	return a.Migrate(ctx)
}

func (a *App) workLater(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(calm):
		a.Work(ctx)
	}
}

// stop takes no more connections and waits for what is under way. The listener
// is closed here too: a site that is told to stop before it began to serve would
// not know of it.
func stop(site *web.Site, listener net.Listener) error {
	err := site.ShutdownWithTimeout(drain)
	if errors.Is(err, context.DeadlineExceeded) {
		slog.Warn("app: requests were cut that did not end in time", "after", drain)
		err = nil
	}
	if closed := listener.Close(); !errors.Is(closed, net.ErrClosed) {
		err = errors.Join(err, closed)
	}
	return err
}

func (a *App) greet(ctx context.Context, out io.Writer) error {
	base := a.settings.BaseURL()
	fmt.Fprintf(out, "Stegvis listens on %s\n", base)
	if a.settings.Demo {
		return a.Demo(ctx, out)
	}
	token, err := a.rooms.Accounts.OfferSetUp(ctx)
	if err != nil || token == "" {
		return err
	}
	fmt.Fprintf(out, "Set it up at %s/set-up with this token: %s\n", base, token)
	return nil
}

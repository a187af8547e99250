package bus

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"

	"stegvis/app/platform/database"
)

// reconnectAfter is the pause before a broken connection is tried again.
const reconnectAfter = time.Second

// Listen carries PostgreSQL's notifications to this node's subscribers until ctx
// ends; on SQLite it only waits. After a broken connection subscribers get a
// Resync, since what was told meanwhile is lost.
func (b *Bus) Listen(ctx context.Context, db *database.DB) {
	for first := true; db.Postgres() && ctx.Err() == nil; first = false {
		if err := b.listenOnce(ctx, db.URL(), !first); err != nil && ctx.Err() == nil {
			slog.Warn("bus: the connection for notifications broke", "error", err)
			select {
			case <-time.After(reconnectAfter):
			case <-ctx.Done():
			}
		}
	}
	<-ctx.Done()
}

func (b *Bus) listenOnce(ctx context.Context, url string, again bool) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	if again {
		b.deliver(Event{Resync: true})
	}
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		var e Event
		if err := json.Unmarshal([]byte(n.Payload), &e); err != nil {
			e = Event{Resync: true}
		}
		b.deliver(e)
	}
}

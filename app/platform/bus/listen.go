package bus

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"stegvis/app/platform/database"
)

// reconnectAfter is the pause before a broken connection is tried again.
const reconnectAfter = time.Second

// Limits of the connection for notifications.
const (
	quietFor     = 30 * time.Second // then the server is asked whether it is still there
	answerWithin = 10 * time.Second
)

// Listen carries PostgreSQL's notifications to this node's subscribers until ctx
// ends; on SQLite it only waits. Whenever a connection begins, subscribers get a
// Resync, since what was told before is lost.
func (b *Bus) Listen(ctx context.Context, db *database.DB) {
	for db.Postgres() && ctx.Err() == nil {
		if err := b.listenOnce(ctx, db.URL()); err != nil && ctx.Err() == nil {
			slog.Warn("bus: the connection for notifications broke", "error", err)
			select {
			case <-time.After(reconnectAfter):
			case <-ctx.Done():
			}
		}
	}
	<-ctx.Done()
}

func (b *Bus) listenOnce(ctx context.Context, url string) error {
	conn, err := begin(ctx, url)
	if err != nil {
		return err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerWithin)
		defer cancel()
		conn.Close(ctx)
	}()
	b.deliver(Event{Resync: true})
	for {
		n, err := await(ctx, conn)
		if err != nil {
			return err
		}
		if n != nil {
			b.deliver(read(n.Payload))
		}
	}
}

func begin(ctx context.Context, url string) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		conn.Close(ctx)
		return nil, err
	}
	return conn, nil
}

// await gives the next notification, or none after a quiet while in which the
// server still answers: a connection that was cut without a word would
// otherwise be waited on for ever.
func await(ctx context.Context, conn *pgx.Conn) (*pgconn.Notification, error) {
	quiet, stop := context.WithTimeout(ctx, quietFor)
	defer stop()
	n, err := conn.WaitForNotification(quiet)
	if err == nil || ctx.Err() != nil || quiet.Err() == nil {
		return n, err
	}
	ping, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	return nil, conn.Ping(ping)
}

func read(payload string) Event {
	var e Event
	if err := json.Unmarshal([]byte(payload), &e); err != nil {
		return Event{Resync: true} // from a node of another version
	}
	return e
}

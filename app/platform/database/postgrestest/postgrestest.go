// Package postgrestest gives tests PostgreSQL databases of their own, in a throw-away
// cluster that it starts from the machine's own binaries.
package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"stegvis/app/platform/database"
)

// Variable names a cluster that is already running, as a postgres:// address of
// its maintenance database. When it is unset, the first test of a process
// starts a cluster of its own.
const Variable = "STEGVIS_TEST_POSTGRES"

// URL is the address of a fresh empty database, dropped when the test ends. A
// machine without PostgreSQL fails the test.
func URL(t testing.TB) string {
	t.Helper()
	name, err := create(t, "template1")
	if err != nil {
		t.Fatal(err)
	}
	return address(t, name)
}

// Copy is the address of a fresh copy of the named database, dropped when the test
// ends. Whoever asks first in a cluster has fill make the original, which stays for
// other packages and later runs: its name must change with what fill does.
func Copy(t testing.TB, original string, fill func(url string) error) string {
	t.Helper()
	name, err := create(t, original)
	if refused(err, "3D000") { // there is no original yet
		err = keep(t, original, fill)
		if err == nil {
			name, err = create(t, original)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return address(t, name)
}

// keep makes an original. It is none until it is complete, and when another process
// has been faster, that one's is as good.
func keep(t testing.TB, original string, fill func(url string) error) error {
	draft, err := create(t, "template1")
	if err != nil {
		return err
	}
	if err := fill(address(t, draft)); err != nil {
		return err
	}
	if err := run(t, "CREATE DATABASE "+original+" TEMPLATE "+draft); !refused(err, "42P04", "23505") {
		return err
	}
	return nil
}

// create makes a database that the test's end drops, and gives its name.
func create(t testing.TB, template string) (string, error) {
	t.Helper()
	name := "t" + strings.ReplaceAll(database.NewID(), "-", "")
	if err := run(t, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		return "", err
	}
	t.Cleanup(func() {
		if err := run(t, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Fatal(err)
		}
	})
	return name, nil
}

func address(t testing.TB, name string) string {
	t.Helper()
	u, err := url.Parse(running(t))
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func run(t testing.TB, statement string) error {
	t.Helper()
	ctx := context.Background() // a clean-up runs when the test's own context is over
	conn, err := pgx.Connect(ctx, running(t))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// refused reports whether PostgreSQL refused a statement for one of these reasons.
func refused(err error, codes ...string) bool {
	var why *pgconn.PgError
	return errors.As(err, &why) && slices.Contains(codes, why.Code)
}

func running(t testing.TB) string {
	t.Helper()
	base, err := cluster()
	if err != nil {
		t.Fatalf("no PostgreSQL for the tests: %v", err)
	}
	return base
}

// cluster is the address of the cluster, started at most once in a process.
var cluster = sync.OnceValues(func() (string, error) {
	if given := os.Getenv(Variable); given != "" {
		return given, nil
	}
	c, err := Start(0)
	if err != nil {
		return "", fmt.Errorf("%w (set %s to use one that runs)", err, Variable)
	}
	return c.URL, nil
})

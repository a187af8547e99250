// Package postgrestest gives tests empty PostgreSQL databases, in a throw-away
// cluster that it starts from the machine's own binaries.
package postgrestest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

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
	base, err := cluster()
	if err != nil {
		t.Fatalf("no PostgreSQL for the tests: %v", err)
	}
	name := "t" + strings.ReplaceAll(database.NewID(), "-", "")
	run(t, base, "CREATE DATABASE "+name)
	t.Cleanup(func() { run(t, base, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func run(t testing.TB, base, statement string) {
	t.Helper()
	ctx := context.Background() // a clean-up runs when the test's own context is over
	conn, err := pgx.Connect(ctx, base)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// cluster is the address of the cluster, started at most once in a process.
var cluster = sync.OnceValues(func() (string, error) {
	if given := os.Getenv(Variable); given != "" {
		return given, nil
	}
	c, err := Start()
	if err != nil {
		return "", fmt.Errorf("%w (set %s to use one that runs)", err, Variable)
	}
	return c.URL, nil
})

package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"stegvis/app/platform/database/postgrestest"
)

// TestMain lets the test's own binary be the node that is measured.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == nodeArgument {
		if err := beNode(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func TestEveryPageIsMeasuredOnBothDatabasesAndAtEachNumberOfConnections(t *testing.T) {
	var out strings.Builder
	if err := run(t.Context(), &out, postgrestest.URL(t), limits{100 * time.Millisecond, 130}); err != nil {
		t.Fatal(err)
	}
	for _, database := range []string{"SQLite", "PostgreSQL"} {
		for _, p := range pages() {
			for _, c := range connections() {
				line := fmt.Sprintf(`(?m)^ *%s +%s +\d+ +\d+ +%d( +[\d.]+){8} *$`, database, p.name, c)
				if !regexp.MustCompile(line).MatchString(out.String()) {
					t.Errorf("no line %s in\n%s", line, &out)
				}
			}
		}
	}
}

func TestAnAnswerThatIsNotWhatWasAskedForEndsTheRun(t *testing.T) {
	at, err := sqlite(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer at.drop()
	n, err := startNode(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	defer n.stop()
	v, err := n.signIn()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []answer{{200, 101}, {404, 100}} {
		if _, err := n.drive(t.Context(), v, n.fixed+"/100", want, 1, limits{time.Second, 1}); err == nil {
			t.Errorf("%+v is accepted", want)
		}
	}
}

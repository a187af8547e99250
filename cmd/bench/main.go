// Command bench measures pages of Stegvis on both databases, each beside a page
// of the same size that the same Fiber hands out ready-made, so that the
// difference is what Stegvis itself costs. Every answer is checked: equal status
// and equal length, or the run fails.
//
// The program under measurement runs as a process of its own, so that its
// processor time is told apart from that of whoever asks.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// variable holds the address of a PostgreSQL in which databases may be made;
// .ci/postgres starts one.
const variable = "STEGVIS_TEST_POSTGRES"

func main() {
	if len(os.Args) > 1 && os.Args[1] == nodeArgument {
		exit(beNode(os.Stdin, os.Stdout))
	}
	each := flag.Duration("time", 2*time.Second, "how long each line is measured at most")
	most := flag.Int("requests", 20_000, "how many requests each line sends at most")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	exit(run(ctx, os.Stdout, os.Getenv(variable), limits{*each, *most}))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func run(ctx context.Context, out io.Writer, postgres string, l limits) error {
	if postgres == "" {
		return errors.New("no PostgreSQL: start it with make bench, which sets " + variable)
	}
	fmt.Fprintf(out, "%d cores, %s, at most %s or %d requests a line\n\n", runtime.NumCPU(), runtime.Version(), l.time, l.requests)
	t := newTable(out)
	for _, d := range []struct {
		name string
		open func(context.Context, string) (place, error)
	}{{"SQLite", sqlite}, {"PostgreSQL", throwAway}} {
		if err := measure(ctx, t, d.name, d.open, postgres, l); err != nil {
			return fmt.Errorf("%s: %w", d.name, err)
		}
	}
	return t.Flush()
}

// measure fills the table's lines for one database.
func measure(ctx context.Context, t *table, name string, open func(context.Context, string) (place, error), postgres string, l limits) (err error) {
	at, err := open(ctx, postgres)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, at.drop()) }()
	n, err := startNode(ctx, at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, n.stop()) }()
	v, err := n.signIn()
	if err != nil {
		return err
	}
	if err := v.fillRisks(risksListed); err != nil {
		return err
	}
	for _, p := range pages() {
		if err := measurePage(ctx, t, name, n, v, p, l); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// connections are how many ask at once.
func connections() []int { return []int{1, 16, 64} }

func measurePage(ctx context.Context, t *table, database string, n *node, v *visitor, p page, l limits) error {
	first, err := v.look(p)
	if err != nil {
		return err
	}
	statements, err := n.statements(func() error { return v.ask(v.base+p.path, first) })
	if err != nil {
		return err
	}
	ready := fmt.Sprintf("%s/%d", n.fixed, first.length)
	for _, c := range connections() {
		own, err := n.drive(ctx, v, v.base+p.path, first, c, l)
		if err != nil {
			return err
		}
		fixed, err := n.drive(ctx, v, ready, first, c, l)
		if err != nil {
			return fmt.Errorf("the fixed page: %w", err)
		}
		t.line(database, p.name, first.length, statements, c, own, fixed)
	}
	return nil
}

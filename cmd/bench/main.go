// Command bench measures Stegvis on both databases in one run. What it measures
// stands beside something that does equal work or less, measured in turns with it,
// so that the ratios hold on any machine, however busy:
//
//   - pages, beside a page of the same size that the same Fiber hands out
//     ready-made: asked for again by everybody of the demo, asked for while somebody
//     saves ten risks a second, and asked for the first time after a save, which is
//     what a page costs of which nothing is remembered;
//   - risks created in one project, all of which must be there afterwards;
//   - a page of a short list, of a longer and of a very long one;
//   - the steering committee's PDF, beside Chromium that prints the overview;
//   - the steering page and a status of thirty pages, drawn from what was frozen,
//     beside Chromium that prints the same rows and shapes, and beside the plain PDF
//     library that writes the same text and shapes with no layout; and the memory of
//     a hundred at once;
//   - a workshop of a thousand participants who listen: votes, all of which must be
//     there afterwards, and reveals, beside a bare server of events that hands the
//     same pictures to as many;
//   - the start of the built program, beside a bare Fiber with the same database
//     opened, and its memory a second later;
//   - sizes of the program, of pages and of what they load.
//
// Every answer is checked: status and length, or the words of a PDF, or the run
// fails. The last table holds the figures against what is wanted; a figure that
// misses is no failure of the run, for machines differ.
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

// scale is how much is measured.
type scale struct {
	limits
	connections []int // that ask for pages at once; targets hold at the last
	rounds      int   // in which each line is measured, in turns with those that it is held against
	sizes       []int // of lists
	prints      int   // by Chromium
	starts      int   // of each program
	room        gathering
}

// round are the limits of one round.
func (s scale) round() limits {
	return limits{s.time / time.Duration(s.rounds), max(s.requests/s.rounds, 1)}
}

func (s scale) most() int { return s.connections[len(s.connections)-1] }

func main() {
	if len(os.Args) > 1 && os.Args[1] == nodeArgument {
		exit(beNode(os.Stdin, os.Stdout))
	}
	if len(os.Args) > 1 && (os.Args[1] == drawArgument || os.Args[1] == crowdArgument) {
		exit(beDrawer(os.Args[1:], os.Stdout))
	}
	each := flag.Duration("time", 1500*time.Millisecond, "how long each line is measured at most")
	most := flag.Int("requests", 20_000, "how many requests each line sends at most")
	stegvis := flag.String("stegvis", "tmp/stegvis", "the built program")
	bare := flag.String("bare", "tmp/bare", "cmd/bench/bare, built")
	events := flag.String("events", "tmp/events", "cmd/bench/events, built")
	plain := flag.String("plain", "tmp/plain", "cmd/bench/plain, built")
	source := flag.String("source", ".", "the folder of the source, for its words and faces")
	names := flag.String("only", "", "parts to measure, separated by commas; all by default")
	flag.Parse()
	only, err := selected(*names)
	if err != nil {
		exit(err)
	}
	self, err := os.Executable()
	if err != nil {
		exit(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	exit(run(ctx, os.Stdout, os.Stderr, os.Getenv(variable), programs{self, *stegvis, *bare, *events, *plain, *source}, only,
		scale{
			limits: limits{*each, *most}, connections: []int{1, 16, 64}, rounds: 3, sizes: []int{200, 2_000, 20_000}, prints: 5, starts: 21,
			room: gathering{participants: 1000, votes: 200, lasts: time.Minute, reveals: 15},
		}))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func run(ctx context.Context, out, progress io.Writer, postgres string, p programs, only selection, s scale) error {
	if postgres == "" {
		return errors.New("no PostgreSQL: start it with make bench, which sets " + variable)
	}
	fmt.Fprintf(out, "%d cores, %s, at most %s or %d requests a line\n", runtime.NumCPU(), runtime.Version(), s.time, s.requests)
	r := new(report)
	for _, open := range []func(context.Context, string) (place, error){sqlite, postgreSQL} {
		at, err := open(ctx, postgres)
		if err != nil {
			return err
		}
		b := &bench{report: r, scale: s, only: only, programs: p, at: at, progress: progress}
		if err := errors.Join(b.measure(ctx), at.drop()); err != nil {
			return fmt.Errorf("%s: %w", at.name, err)
		}
	}
	return r.print(out)
}

// Command stegvis runs Stegvis and looks after its database. It reads flags,
// waits for signals and says what went wrong; every rule lives in package app
// and below.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // projects have time zones, and a bare container has none
)

// Exit codes. A shell's own start at 126.
const (
	done      = 0
	failed    = 1 // one line a fault on standard error
	misspoken = 2 // an unknown command, flag or argument
)

func main() {
	collectLater()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // from then on a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:]))
}

// How long a start goes on without collecting garbage, and up to how many bytes.
const (
	starting     = time.Second
	startingHeap = 64 << 20
)

// collectLater puts the first collection off: a start leaves a few megabytes of which
// nearly all is kept, and looking through them would only delay the first page.
func collectLater() {
	limit := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(limit, startingHeap))
	percent := debug.SetGCPercent(-1)
	time.AfterFunc(starting, func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
}

func run(ctx context.Context, args []string) int {
	root := newRoot()
	root.SetArgs(args)
	command, err := root.ExecuteContextC(ctx)
	var usage usageError
	var verdict verdictError
	switch {
	case err == nil:
		return done
	case errors.As(err, &verdict):
		if verdict.error != nil {
			complain(verdict.error)
		}
		return verdict.code
	case errors.As(err, &usage):
		complain(err)
		fmt.Fprintf(os.Stderr, "See: %s --help\n", command.CommandPath())
		return misspoken
	}
	complain(err)
	return failed
}

// complain writes one line a fault: settings may have several, anything else is
// brought to one.
func complain(err error) {
	faults := []string{err.Error()}
	var several settingsError
	if errors.As(err, &several) {
		faults = strings.Split(err.Error(), "\n")
	}
	for _, one := range faults {
		fmt.Fprintln(os.Stderr, "stegvis: "+strings.Join(strings.Fields(one), " "))
	}
}

// verdictError ends a command whose exit code says what it found. There is nothing to
// complain of without an error.
type verdictError struct {
	code int
	error
}

// usageError is a command line that cannot be understood.
type usageError struct{ error }

// settingsError has a line for each setting that cannot be used.
type settingsError struct{ error }

// Command postgres runs another command beside a throw-away PostgreSQL, whose
// address the command finds in its environment: one cluster for a whole test
// run instead of one for each package.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"stegvis/app/platform/database/postgrestest"
)

// usually is the port, so that its address is the same in each run and Go knows again
// what it has tested already.
const usually = 54_329

func main() {
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

func run(line []string) (int, error) {
	if len(line) == 0 {
		return 2, errors.New("usage: postgres COMMAND ARGUMENTS…")
	}
	// An interrupt reaches the command too; this program stays to clean up.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt, syscall.SIGTERM)
	cluster, err := postgrestest.Start(usually)
	if err != nil {
		return 1, fmt.Errorf("no PostgreSQL for the tests: %w", err)
	}
	cmd := exec.Command(line[0], line[1:]...)
	cmd.Env = append(os.Environ(), postgrestest.Variable+"="+cluster.URL)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	ran := cmd.Run()
	stopped := cluster.Stop()
	var failed *exec.ExitError
	if errors.As(ran, &failed) { // it has said why itself
		return max(failed.ExitCode(), 1), stopped
	}
	if err := errors.Join(ran, stopped); err != nil {
		return 1, err
	}
	return 0, nil
}

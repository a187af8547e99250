package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// programs are the built binaries: this one, which is the node too, those whose
// starts are measured, the bare server of events, and the plain drawer of reports;
// and the folder of the source.
type programs struct{ bench, stegvis, bare, events, plain, source string }

// started is what starts have come to.
type started struct {
	took     []time.Duration
	resident int // bytes, a second after the last
}

// measureStarts starts both programs in turns on the database that is there, and
// waits for the first page.
func (b *bench) measureStarts(ctx context.Context) error {
	commands := []struct {
		name string
		line []string
		started
	}{{"stegvis serve", []string{b.programs.stegvis, "serve"}, started{}}, {"bare Fiber", []string{b.programs.bare}, started{}}}
	for i := range b.scale.starts {
		for j := range commands {
			c := &commands[j]
			if err := b.start(ctx, &c.started, c.line, i == b.scale.starts-1); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
		}
	}
	var half []time.Duration
	for _, c := range commands {
		half = append(half, slices.Sorted(slices.Values(c.took))[len(c.took)/2])
	}
	table := b.report.in("Start of the built program on a database with the demo in it", "database", "program", "starts", "ms to the first 200 (half of them)", "of bare Fiber's", "MB resident a second later")
	for i, c := range commands {
		table.line(b.at.name, c.name, len(c.took), half[i], times(half[i], half[1]), megabytes(c.resident))
	}
	b.report.atMost(b.at.name, "first 200: time of a bare Fiber's", " ×", ratio(half[0], half[1]), 1.5)
	b.report.atMost(b.at.name, "resident memory a second after the first 200", " MB", float64(commands[0].resident)/(1<<20), 50)
	return nil
}

// start runs a program once; settled waits a second and looks at its memory.
func (b *bench) start(ctx context.Context, s *started, line []string, settled bool) (err error) {
	address, err := freeAddress()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, line[0], line[1:]...)
	cmd.Env = append(b.at.environment(), "ADDR="+address)
	cmd.Stderr = io.Discard
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, cmd.Process.Signal(syscall.SIGTERM), cmd.Wait())
	}()
	if err := firstAnswer(ctx, "http://"+address+"/sign-in"); err != nil {
		return err
	}
	s.took = append(s.took, time.Since(began))
	if settled {
		time.Sleep(time.Second)
		s.resident = residentOf(cmd.Process.Pid)
	}
	return nil
}

// patience is how long a start may take.
const patience = 30 * time.Second

// firstAnswer waits until a page is there.
func firstAnswer(ctx context.Context, page string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for ctx.Err() == nil {
		resp, err := client.Get(page)
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return nil
			}
		}
		time.Sleep(500 * time.Microsecond)
	}
	return errors.New("it does not answer")
}

// freeAddress is where nobody listens.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"syscall"
)

// bareEvents is a running server of events as its parent sees it.
type bareEvents struct {
	cmd  *exec.Cmd
	base string
}

func startBareEvents(ctx context.Context, program string) (*bareEvents, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	s := &bareEvents{exec.CommandContext(ctx, program), "http://" + address}
	s.cmd.Env = append(os.Environ(), "ADDR="+address)
	s.cmd.Stderr = os.Stderr
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	if err := firstAnswer(ctx, s.base+"/"); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

func (s *bareEvents) stop() error {
	return errors.Join(s.cmd.Process.Signal(syscall.SIGTERM), s.cmd.Wait())
}

// show hands a picture to all who listen.
func (s *bareEvents) show(picture []byte) error { return s.post("/show", picture) }

// settle lets it give back what memory it does not need.
func (s *bareEvents) settle() error { return s.post("/settle", nil) }

func (s *bareEvents) post(path string, body []byte) error {
	resp, err := http.Post(s.base+path, "text/plain", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %d", path, resp.StatusCode)
	}
	return nil
}

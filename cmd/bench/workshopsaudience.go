package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// audience listens to a server of events by as many connections as there are phones.
type audience struct {
	seen  chan sighting
	mark  atomic.Pointer[[]byte] // what a picture must have in it to count
	conns []net.Conn
}

// sighting is a picture as one of the audience got it.
type sighting struct {
	at      time.Time
	picture []byte
}

// attend lets one listen for each of the cookies, and waits until all have the
// present picture.
func attend(ctx context.Context, address string, cookies []string) (*audience, error) {
	a := &audience{seen: make(chan sighting, 4*len(cookies)), conns: make([]net.Conn, len(cookies))}
	_, err := a.see(ctx, "", func() error {
		all, ctx := errgroup.WithContext(ctx)
		all.SetLimit(comeAtOnce)
		for i, cookie := range cookies {
			all.Go(func() (err error) {
				a.conns[i], err = a.join(ctx, address, cookie)
				return err
			})
		}
		return all.Wait()
	})
	if err != nil {
		a.leave()
		return nil, err
	}
	return a, nil
}

// comeAtOnce is how many come in at the same moment.
const comeAtOnce = 16

// join opens a stream of events and reads it until it ends.
func (a *audience) join(ctx context.Context, address, cookie string) (net.Conn, error) {
	at, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", at.Host)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nAccept: text/event-stream\r\nAccept-Language: en\r\n\r\n", at.Path, at.Host, cookie)
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %d", address, answer.StatusCode)
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	go a.read(answer.Body)
	return conn, nil
}

func (a *audience) read(stream io.ReadCloser) {
	defer stream.Close()
	events := bufio.NewScanner(stream)
	events.Buffer(nil, 1<<20)
	events.Split(event)
	for events.Scan() {
		at, picture := time.Now(), events.Bytes()
		if mark := a.mark.Load(); mark != nil && bytes.HasPrefix(picture, []byte("data: ")) && bytes.Contains(picture, *mark) {
			a.seen <- sighting{at, bytes.Clone(picture)}
		}
	}
}

// event cuts a stream after each empty line.
func event(data []byte, atEnd bool) (int, []byte, error) {
	if end := bytes.Index(data, []byte("\n\n")); end >= 0 {
		return end + 2, data[:end+2], nil
	}
	if atEnd {
		return len(data), nil, nil
	}
	return 0, nil, nil
}

// shown is a picture that all of an audience have got.
type shown struct {
	picture []byte
	after   time.Duration // since the order, until the last had it
}

// see gives an order and waits until everybody has a picture with the mark in it,
// which must be the same for all.
func (a *audience) see(ctx context.Context, mark string, order func() error) (shown, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	wanted := []byte(mark)
	a.mark.Store(&wanted)
	defer a.mark.Store(nil)
	began := time.Now()
	if err := order(); err != nil {
		return shown{}, err
	}
	var all shown
	for n := range a.conns {
		select {
		case <-ctx.Done():
			return all, fmt.Errorf("%d of %d have the picture after %s", n, len(a.conns), patience)
		case s := <-a.seen:
			if n > 0 && !bytes.Equal(all.picture, s.picture) {
				return all, fmt.Errorf("one sees %d bytes, another %d", len(all.picture), len(s.picture))
			}
			all.picture, all.after = s.picture, max(all.after, s.at.Sub(began))
		}
	}
	return all, nil
}

func (a *audience) leave() {
	for _, conn := range a.conns {
		if conn != nil {
			conn.Close()
		}
	}
}

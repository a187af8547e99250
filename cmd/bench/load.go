package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"
	"golang.org/x/sync/errgroup"
)

// limits bound a measurement.
type limits struct {
	time     time.Duration
	requests int
}

// ask is a request that is sent again and again, and what each answer must be.
type ask struct {
	address, cookie string
	accept          string // "" for whatever comes
	form            []byte // of a POST, nil for a GET
	right           func(status int, body []byte) error
}

// answer is what every answer to a request must be.
type answer struct {
	status, length int
}

// exactly takes only answers with the status and the length of the first.
func exactly(want answer) func(int, []byte) error {
	return func(status int, body []byte) error {
		if got := (answer{status, len(body)}); got != want {
			return fmt.Errorf("answers %+v, want %+v", got, want)
		}
		return nil
	}
}

// sample is what requests have taken so far.
type sample struct {
	took      []time.Duration
	elapsed   time.Duration
	processor time.Duration // of the node
}

func (s *sample) add(more sample) {
	s.took = append(s.took, more.took...)
	s.elapsed += more.elapsed
	s.processor += more.processor
}

// result is one measurement.
type result struct {
	perSecond float64
	p50, p99  time.Duration
	processor time.Duration // of the node, for each request
}

func (s sample) result() (result, error) {
	n := len(s.took)
	if n == 0 {
		return result{}, errors.New("no request was answered in time")
	}
	all := slices.Sorted(slices.Values(s.took))
	return result{
		perSecond: float64(n) / s.elapsed.Seconds(), p50: all[n/2], p99: all[n*99/100], processor: s.processor / time.Duration(n),
	}, nil
}

// spread is how much longer the slowest hundredth waits than the half.
func (r result) spread() float64 { return float64(r.p99) / float64(r.p50) }

// crowd is several connections to a node; each belongs to one of those who ask.
type crowd struct {
	node        *node
	client      *fasthttp.Client
	connections int
}

func (n *node) crowd(connections int) crowd {
	return crowd{n, &fasthttp.Client{MaxConnsPerHost: connections, NoDefaultUserAgentHeader: true}, connections}
}

func (c crowd) close() { c.client.CloseIdleConnections() }

// drive lets the connections ask until a limit is reached, having asked twice each
// before.
func (c crowd) drive(ctx context.Context, asks []ask, l limits) (sample, error) {
	if _, err := c.together(ctx, asks, limits{min(l.time, time.Second), 2 * c.connections}); err != nil {
		return sample{}, err
	}
	before, _, err := c.node.used()
	if err != nil {
		return sample{}, err
	}
	began := time.Now()
	took, err := c.together(ctx, asks, l)
	if err != nil {
		return sample{}, err
	}
	elapsed := time.Since(began)
	after, _, err := c.node.used()
	return sample{took, elapsed, after - before}, err
}

// together runs the connections and gives the time that each request took.
func (c crowd) together(ctx context.Context, asks []ask, l limits) ([]time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, l.time)
	defer cancel()
	var sent atomic.Int64
	var all errgroup.Group
	took := make([][]time.Duration, c.connections)
	for i := range c.connections {
		all.Go(func() error {
			for ctx.Err() == nil && sent.Add(1) <= int64(l.requests) {
				began := time.Now()
				if err := asks[i%len(asks)].send(c.client); err != nil {
					return err
				}
				took[i] = append(took[i], time.Since(began))
			}
			return nil
		})
	}
	err := all.Wait()
	return slices.Concat(took...), err
}

// send asks once and checks the answer.
func (a ask) send(client *fasthttp.Client) error {
	req, resp := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(resp)
	req.SetRequestURI(a.address)
	req.Header.Set("Cookie", a.cookie)
	req.Header.Set("Accept-Language", "en")
	if a.accept != "" {
		req.Header.Set("Accept", a.accept)
	}
	if a.form != nil {
		req.Header.SetMethod(fasthttp.MethodPost)
		req.Header.SetContentType("application/x-www-form-urlencoded")
		req.SetBody(a.form)
	}
	if err := client.DoTimeout(req, resp, 30*time.Second); err != nil {
		return fmt.Errorf("%s: %w", a.address, err)
	}
	if err := a.right(resp.StatusCode(), resp.Body()); err != nil {
		return fmt.Errorf("%s %w", a.address, err)
	}
	return nil
}

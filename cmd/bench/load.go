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

// result is one measurement.
type result struct {
	perSecond float64
	p50, p99  time.Duration
	processor time.Duration // of the node, for each request
}

// answer is what every answer to a request must be.
type answer struct {
	status, length int
}

// drive lets several connections ask for one page until a limit is reached.
func (n *node) drive(ctx context.Context, v *visitor, address string, want answer, connections int, l limits) (result, error) {
	client := &fasthttp.Client{MaxConnsPerHost: connections, NoDefaultUserAgentHeader: true}
	defer client.CloseIdleConnections()
	if err := together(ctx, client, v, address, want, connections, limits{min(l.time, time.Second), 2 * connections}, nil); err != nil { // warm
		return result{}, err
	}
	took := make([][]time.Duration, connections)
	before, _, err := n.used()
	if err != nil {
		return result{}, err
	}
	began := time.Now()
	if err := together(ctx, client, v, address, want, connections, l, took); err != nil {
		return result{}, err
	}
	elapsed := time.Since(began)
	after, _, err := n.used()
	if err != nil {
		return result{}, err
	}
	all := slices.Sorted(slices.Values(slices.Concat(took...)))
	if len(all) == 0 {
		return result{}, errors.New("no request was answered in time")
	}
	return result{
		perSecond: float64(len(all)) / elapsed.Seconds(), p50: all[len(all)/2], p99: all[len(all)*99/100],
		processor: (after - before) / time.Duration(len(all)),
	}, nil
}

// together runs the connections; took gets the times of each, when given.
func together(ctx context.Context, client *fasthttp.Client, v *visitor, address string, want answer, connections int, l limits, took [][]time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, l.time)
	defer cancel()
	var sent atomic.Int64
	var all errgroup.Group
	for i := range connections {
		all.Go(func() error {
			for ctx.Err() == nil && sent.Add(1) <= int64(l.requests) {
				began := time.Now()
				if err := v.send(client, address, want); err != nil {
					return err
				}
				if took != nil {
					took[i] = append(took[i], time.Since(began))
				}
			}
			return nil
		})
	}
	return all.Wait()
}

// send asks once and checks the answer.
func (v *visitor) send(client *fasthttp.Client, address string, want answer) error {
	req, resp := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(resp)
	req.SetRequestURI(address)
	req.Header.Set("Cookie", v.cookie)
	req.Header.Set("Accept-Language", "en")
	if err := client.DoTimeout(req, resp, 30*time.Second); err != nil {
		return err
	}
	if got := (answer{resp.StatusCode(), len(resp.Body())}); got != want {
		return fmt.Errorf("%s answers %+v, want %+v", address, got, want)
	}
	return nil
}

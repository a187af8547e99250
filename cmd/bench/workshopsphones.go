package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"
	"golang.org/x/sync/errgroup"

	"stegvis/app/workshop"
)

// phone is a participant's: what it is known by, and the token of its forms.
type phone struct{ cookie, token string }

// comeIn lets participants in by the room's code, as they do who scan it: they look
// at the door and send its form.
func comeIn(base, code string, n int) ([]phone, error) {
	phones := make([]phone, n)
	client := http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: comeAtOnce},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defer client.CloseIdleConnections()
	var all errgroup.Group
	all.SetLimit(comeAtOnce)
	for i := range phones {
		all.Go(func() error {
			v := &visitor{base: base, Client: client}
			v.Jar = new(jar)
			if err := v.learn("/join/" + code); err != nil {
				return err
			}
			to, err := v.post("/join", url.Values{"code": {code}, "role": {string(workshop.Roles()[i%len(workshop.Roles())])}})
			if err == nil && to != "/room" {
				err = fmt.Errorf("the door leads to %s", to)
			}
			phones[i] = phone{v.Jar.(*jar).header(), v.token}
			return err
		})
	}
	return phones, all.Wait()
}

// jar keeps the cookies of one site.
type jar struct{ kept []*http.Cookie }

func (j *jar) SetCookies(_ *url.URL, cookies []*http.Cookie) {
	for _, c := range cookies {
		if c.MaxAge >= 0 {
			j.kept = append(j.kept, c)
		}
	}
}

func (j *jar) Cookies(*url.URL) []*http.Cookie { return j.kept }

func (j *jar) header() string {
	var pairs []string
	for _, c := range j.kept {
		pairs = append(pairs, c.Name+"="+c.Value)
	}
	return strings.Join(pairs, "; ")
}

// ballot is the vote of a phone on a subject, as its script sends it.
func (p phone) ballot(base, activity, subject string, value int) ask {
	form := url.Values{"csrf": {p.token}, "activity": {activity}, "vote": {subject + ":" + strconv.Itoa(value)}, "sent": {"1"}}
	return ask{address: base + "/room/votes", cookie: p.cookie, accept: "application/json", form: []byte(form.Encode()), right: func(status int, _ []byte) error {
		if status != http.StatusNoContent {
			return fmt.Errorf("answers %d", status)
		}
		return nil
	}}
}

// waiters is how many votes may be under way at once, so that a server that is
// slow for a while is not spared those that follow.
const waiters = 256

// pour sends so many requests a second, each at its moment, whether or not those
// before are answered; what a request takes is counted from its moment.
func (c crowd) pour(ctx context.Context, asks []ask, perSecond int) (sample, error) {
	before, _, err := c.node.used()
	if err != nil {
		return sample{}, err
	}
	client := &fasthttp.Client{MaxConnsPerHost: waiters, NoDefaultUserAgentHeader: true}
	defer client.CloseIdleConnections()
	took := make([]time.Duration, len(asks))
	var next atomic.Int64
	began := time.Now()
	all, ctx := errgroup.WithContext(ctx)
	for range waiters {
		all.Go(func() error {
			for i := next.Add(1) - 1; i < int64(len(asks)); i = next.Add(1) - 1 {
				due := began.Add(time.Duration(i) * time.Second / time.Duration(perSecond))
				time.Sleep(time.Until(due))
				if err := errors.Join(ctx.Err(), asks[i].send(client)); err != nil {
					return err
				}
				took[i] = time.Since(due)
			}
			return nil
		})
	}
	if err := all.Wait(); err != nil {
		return sample{}, err
	}
	elapsed := time.Since(began)
	after, _, err := c.node.used()
	return sample{took, elapsed, after - before}, err
}

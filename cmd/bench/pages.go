package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"stegvis/app/flow"
)

// page is something that is measured, and how to tell that it is whole.
type page struct {
	name, path string
	whole      func(body []byte) error
}

const demo = "/projects/" + flow.DemoSlug

// risksListed is how many rows the list shows, which is as many as a page has.
const risksListed = 100

func pages() []page {
	return []page{
		{"overview", demo, contains("</html>")},
		{"grid", demo + "/grid", contains("</html>")},
		{"risk list", demo + "/risks", func(body []byte) error {
			if rows := bytes.Count(body, []byte("<tr")) - 1; rows < risksListed {
				return fmt.Errorf("it has %d rows", rows)
			}
			return nil
		}},
	}
}

func contains(part string) func([]byte) error {
	return func(body []byte) error {
		if !bytes.Contains(body, []byte(part)) {
			return errors.New("it lacks " + part)
		}
		return nil
	}
}

// views are the ways in which one page is asked for.
type views struct {
	again   []ask // by everybody, while nobody writes
	written []ask // the same while somebody saves
	fixed   []ask // ready-made pages of the same sizes
	first   ask   // after a save
	bytes   int
}

func (b *bench) views(p page) (views, error) {
	var all views
	for i, v := range b.crew {
		body, err := v.page(p.path)
		if err == nil {
			err = p.whole(body)
		}
		if err != nil {
			return all, err
		}
		want := answer{200, len(body)}
		all.again = append(all.again, v.asks(p.path, exactly(want)))
		all.written = append(all.written, v.asks(p.path, alike(want)))
		all.fixed = append(all.fixed, ask{address: fmt.Sprintf("%s/%d", b.node.fixed, want.length), cookie: v.cookie, right: exactly(want)})
		if i == 0 {
			all.bytes = want.length
			all.first = v.asks(p.path, b.writer.fresh(want, body))
		}
	}
	return all, nil
}

func (b *bench) measurePages(ctx context.Context) error {
	for _, p := range pages() {
		if err := b.measurePage(ctx, p); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

func (b *bench) measurePage(ctx context.Context, p page) error {
	if err := b.firstLook(ctx, p); err != nil {
		return err
	}
	for _, n := range b.scale.connections {
		if err := b.measureAt(ctx, p, n); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) pageTable() *block {
	return b.report.in("Pages, each beside a ready-made one of the same size", "database", "page", "asked for", "connections", "bytes", "queries",
		"requests/s", "p50 ms", "p99 ms", "CPU ms", "fixed: requests/s", "p50 ms", "p99 ms", "CPU ms", "requests/s of fixed", "p99/p50 of fixed")
}

// measureAt measures a page at a number of connections: again, and while somebody
// saves.
func (b *bench) measureAt(ctx context.Context, p page, connections int) error {
	c := b.node.crowd(connections)
	defer c.close()
	var v views
	var again, written, fixed sample
	for range b.scale.rounds {
		var err error
		if v, err = b.views(p); err != nil { // what was saved has changed their sizes
			return err
		}
		if err := b.round(ctx, c, v, &again, &written, &fixed); err != nil {
			return err
		}
	}
	statements, err := b.node.statements(v.first.once)
	if err != nil {
		return err
	}
	beside, err := fixed.result()
	if err != nil {
		return err
	}
	for _, line := range []struct {
		name string
		sample
	}{{"again", again}, {"while saved to", written}} {
		own, err := line.result()
		if err != nil {
			return err
		}
		b.pageTable().line(b.at.name, p.name, line.name, connections, v.bytes, statements, own, beside, share(own, beside), spread(own, beside))
		if connections == b.scale.most() {
			b.holdPage(p.name+" "+line.name, own, beside)
		}
	}
	return nil
}

// round measures each of the views in a part of the time.
func (b *bench) round(ctx context.Context, c crowd, v views, again, written, fixed *sample) error {
	l := b.scale.round()
	measure := func(into *sample, asks []ask) error {
		one, err := c.drive(ctx, asks, l)
		into.add(one)
		return err
	}
	if err := measure(again, v.again); err != nil {
		return err
	}
	if err := measure(fixed, v.fixed); err != nil {
		return fmt.Errorf("the fixed page: %w", err)
	}
	return b.writer.while(ctx, func() error { return measure(written, v.written) })
}

// firstLook measures a page that nobody has looked at since the last save.
func (b *bench) firstLook(ctx context.Context, p page) error {
	v, err := b.views(p)
	if err != nil {
		return err
	}
	c := b.node.crowd(1)
	defer c.close()
	looked, statements, err := b.writer.firstLooks(c, v.first, b.scale.limits)
	if err != nil {
		return err
	}
	fixed, err := c.drive(ctx, v.fixed, b.scale.round())
	if err != nil {
		return fmt.Errorf("the fixed page: %w", err)
	}
	own, err := looked.result()
	if err != nil {
		return err
	}
	beside, err := fixed.result()
	if err != nil {
		return err
	}
	b.pageTable().line(b.at.name, p.name, "first after a save", 1, v.bytes, statements, own, beside, share(own, beside), spread(own, beside))
	return nil
}

// leastShare is how much of the fixed page's requests a page must answer.
const leastShare = 1. / 20

func (b *bench) holdPage(what string, own, fixed result) {
	b.report.hold(b.at.name, what+": requests/s of the fixed page's", share(own, fixed), "at least 1/20", own.perSecond/fixed.perSecond >= leastShare)
	b.report.atMost(b.at.name, what+": p99/p50 of the fixed page's", " ×", own.spread()/fixed.spread(), 1.5)
}

func share(own, fixed result) string {
	return "1/" + figure(fixed.perSecond/own.perSecond)
}

func spread(own, fixed result) string { return figure(own.spread()/fixed.spread()) + " ×" }

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// bench is a run on one database.
type bench struct {
	report   *report
	scale    scale
	programs programs
	at       place
	progress io.Writer

	node   *node
	crew   []*visitor // everybody of the demo
	owner  *visitor   // the first of them, in another browser
	writer *writer
}

// measure runs everything that needs a node of the bench's own, and then, with
// that ended, the starts of the built program.
func (b *bench) measure(ctx context.Context) error {
	if err := b.measureNode(ctx); err != nil {
		return err
	}
	return b.part("starts", func() error { return b.measureStarts(ctx) })
}

func (b *bench) measureNode(ctx context.Context) (err error) {
	if b.node, err = startNode(ctx, b.programs.bench, b.at); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.node.stop()) }()
	if err := b.part("sign-ins", b.enter); err != nil {
		return err
	}
	if b.report.titled(sizes) == nil {
		if err := b.part("sizes", b.measureSizes); err != nil {
			return err
		}
	}
	for _, one := range []struct {
		name    string
		measure func(context.Context) error
	}{{"PDFs", b.measurePrints}, {"pages", b.measurePages}, {"lists", b.measureLists}, {"creates", b.measureCreates}} {
		if err := b.part(one.name, func() error { return one.measure(ctx) }); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) part(name string, run func() error) error {
	fmt.Fprintf(b.progress, "%s: %s\n", b.at.name, name)
	if err := run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// enter signs everybody in and sees to it that the demo's list is full.
func (b *bench) enter() error {
	var err error
	if b.crew, err = b.node.crew(); err != nil {
		return err
	}
	if b.owner, err = b.node.signIn(b.node.people[0]); err != nil {
		return err
	}
	b.writer, err = b.owner.fill(demo, risksListed)
	return err
}

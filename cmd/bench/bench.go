package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// bench is a run on one database.
type bench struct {
	report   *report
	scale    scale
	only     selection
	programs programs
	at       place
	progress io.Writer

	node   *node
	crew   []*visitor // everybody of the demo
	owner  *visitor   // the first of them, in another browser
	writer *writer
}

// measure runs everything that needs a node of the bench's own, and then, with
// that ended, the starts of the built program on the database that it filled.
func (b *bench) measure(ctx context.Context) error {
	if err := b.measureNode(ctx); err != nil {
		return err
	}
	return b.part(starts, func() error { return b.measureStarts(ctx) })
}

// starts is the part that needs no node but what one left behind.
const starts = "starts"

// part is something that is measured on a node.
type part struct {
	name    string
	measure func(context.Context) error
}

func (b *bench) parts() []part {
	return []part{
		{"sizes", b.measureSizes}, {"PDFs", b.measurePrints}, {"reports", b.measureReports}, {"pages", b.measurePages}, {"lists", b.measureLists}, {"creates", b.measureCreates},
		{"workshops", b.measureWorkshops},
	}
}

func (b *bench) measureNode(ctx context.Context) (err error) {
	if b.node, err = startNode(ctx, b.programs.bench, b.at); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.node.stop()) }()
	if !slices.ContainsFunc(b.parts(), func(p part) bool { return b.only.has(p.name) }) {
		return nil
	}
	fmt.Fprintf(b.progress, "%s: sign-ins\n", b.at.name)
	if err := b.enter(); err != nil {
		return fmt.Errorf("sign-ins: %w", err)
	}
	for _, p := range b.parts() {
		if err := b.part(p.name, func() error { return p.measure(ctx) }); err != nil {
			return err
		}
	}
	return nil
}

// part measures one part, where it is wanted.
func (b *bench) part(name string, run func() error) error {
	if !b.only.has(name) {
		return nil
	}
	fmt.Fprintf(b.progress, "%s: %s\n", b.at.name, name)
	if err := run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// selection is the names of the parts that are measured; all are, where none is named.
type selection []string

func (s selection) has(name string) bool { return len(s) == 0 || slices.Contains(s, name) }

// selected reads names that are separated by commas.
func selected(names string) (selection, error) {
	if names == "" {
		return nil, nil
	}
	known := []string{starts}
	for _, p := range new(bench).parts() {
		known = append(known, p.name)
	}
	chosen := strings.Split(names, ",")
	for _, name := range chosen {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("there is no part %q, but %s", name, strings.Join(known, ", "))
		}
	}
	return chosen, nil
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

package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// report gathers what was measured and prints it as tables.
type report struct {
	blocks  []*block
	targets []target
}

// block is one table.
type block struct {
	title string
	head  []string
	rows  [][]string
}

// target is something that a figure is held against.
type target struct {
	database, what, measured, wanted string
	met                              bool
}

// in is the table of a title, made when it is first asked for.
func (r *report) in(title string, head ...string) *block {
	if b := r.titled(title); b != nil {
		return b
	}
	b := &block{title: title, head: head}
	r.blocks = append(r.blocks, b)
	return b
}

func (r *report) titled(title string) *block {
	for _, b := range r.blocks {
		if b.title == title {
			return b
		}
	}
	return nil
}

func (b *block) line(cells ...any) {
	row := make([]string, 0, len(cells))
	for _, c := range cells {
		switch c := c.(type) {
		case result:
			row = append(row, fmt.Sprintf("%.0f", c.perSecond), milliseconds(c.p50), milliseconds(c.p99), milliseconds(c.processor))
		case time.Duration:
			row = append(row, milliseconds(c))
		default:
			row = append(row, fmt.Sprint(c))
		}
	}
	b.rows = append(b.rows, row)
}

// hold says how a figure compares with what is wanted.
func (r *report) hold(database, what, measured, wanted string, met bool) {
	r.targets = append(r.targets, target{database, what, measured, wanted, met})
}

func (r *report) atLeast(database, what, unit string, measured, bound float64) {
	r.hold(database, what, figure(measured)+unit, "at least "+figure(bound)+unit, measured >= bound)
}

func (r *report) atMost(database, what, unit string, measured, bound float64) {
	r.hold(database, what, figure(measured)+unit, "at most "+figure(bound)+unit, measured <= bound)
}

func (r *report) print(out io.Writer) error {
	held := r.in("Ratios", "database", "what", "measured", "wanted", "met")
	for _, t := range r.targets {
		met := "no"
		if t.met {
			met = "yes"
		}
		held.line(t.database, t.what, t.measured, t.wanted, met)
	}
	for _, b := range r.blocks {
		fmt.Fprintf(out, "\n%s\n", b.title)
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		for _, row := range append([][]string{b.head}, b.rows...) {
			fmt.Fprintln(w, strings.Join(row, "\t"))
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// figure writes a number with as many decimals as it takes to tell it from its bound.
func figure(f float64) string {
	switch {
	case f == float64(int(f)):
		return fmt.Sprintf("%.0f", f)
	case f < 1:
		return fmt.Sprintf("%.3f", f)
	case f < 100:
		return fmt.Sprintf("%.2f", f)
	}
	return fmt.Sprintf("%.0f", f)
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.2f", float64(d.Microseconds())/1000) }

func kilobytes(n int) string { return fmt.Sprintf("%.1f", float64(n)/1024) }

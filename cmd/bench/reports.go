package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"stegvis/cmd/bench/drawn"
)

// reportsTitle is the title of their table: drawing has no database.
const reportsTitle = "Reports, drawn from what was frozen"

// atOnce is how many ask for a report at the same moment.
const atOnce = 100

// drawnBy is what one of those that draw a paper took.
type drawnBy struct {
	name  string
	took  []time.Duration
	used  []time.Duration // of the processor
	bytes int
}

// measureReports draws papers in turns with the plain library, which writes the same
// text and shapes at the same places, and with Chromium, which prints the same rows
// and shapes.
func (b *bench) measureReports(ctx context.Context) error {
	if b.report.titled(reportsTitle) != nil {
		return nil
	}
	for _, p := range papers() {
		if err := b.measurePaper(ctx, p); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

func (b *bench) measurePaper(ctx context.Context, p paper) (err error) {
	folder, err := os.MkdirTemp("", "stegvis-reports-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	w := roomFor(b, p, folder)
	if err := w.prepare(ctx); err != nil {
		return err
	}
	ours, plain, chromium := &drawnBy{name: "Stegvis"}, &drawnBy{name: "plain gofpdf, no layout"}, &drawnBy{name: "Chromium, from HTML"}
	for range b.scale.prints {
		for _, step := range []func() error{
			func() error {
				return w.run(ctx, ours, b.programs.bench, drawArgument, p.name, w.again, b.programs.source, w.ours)
			},
			func() error {
				return w.run(ctx, plain, b.programs.plain, "-calls", w.calls, "-fonts", filepath.Join(b.programs.source, "static/fonts"), "-times", w.again, "-o", w.plain)
			},
			func() error { return w.print(ctx, chromium) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
	}
	if err := w.same(ctx); err != nil {
		return err
	}
	memory, err := w.memory(ctx)
	if err != nil {
		return err
	}
	b.showPaper(w, memory, ours, plain, chromium)
	return nil
}

func (b *bench) showPaper(w *drawingRoom, memory int, ours, plain, chromium *drawnBy) {
	table := b.report.in(reportsTitle, "report", "drawn by", "pages", "table rows", "texts", "shapes", "times", "ms (half of them)", "CPU ms", "KB", "of Stegvis's time")
	first := ours.half()
	for _, d := range []*drawnBy{ours, plain, chromium} {
		table.line(w.paper.name, d.name, len(w.pages), len(w.paper.rows), drawn.Texts(w.pages), drawn.Shapes(w.pages), len(d.took), d.half(), middle(d.used), kilobytes(d.bytes), times(d.half(), first))
	}
	b.report.atMost("none", w.paper.name+": time of plain gofpdf without layout", " ×", ratio(first, plain.half()), 1.2)
	b.report.atLeast("none", w.paper.name+": times as fast as Chromium's print", " ×", ratio(chromium.half(), first), 40)
	b.report.atMost("none", fmt.Sprintf("%s: memory of %d at once on two cores", w.paper.name, atOnce), " MB", float64(memory)/(1<<20), 300)
}

func (d *drawnBy) half() time.Duration { return middle(d.took) }

func middle(all []time.Duration) time.Duration { return slices.Sorted(slices.Values(all))[len(all)/2] }

// drawingRoom is where a paper is drawn in several ways.
type drawingRoom struct {
	bench *bench
	paper paper
	pages []drawn.Page
	again string // how often a program draws in one turn

	ours, plain, calls, page, printed, profile string // files
}

func roomFor(b *bench, p paper, folder string) *drawingRoom {
	at := func(name string) string { return filepath.Join(folder, name) }
	return &drawingRoom{bench: b, paper: p, again: "8", ours: at("ours.pdf"), plain: at("bare.pdf"), calls: at("calls.json"), page: at("page.html"), printed: at("printed.pdf"), profile: at("profile")}
}

// prepare draws the paper once and writes down what the others need to draw it too.
func (w *drawingRoom) prepare(ctx context.Context) error {
	if err := w.run(ctx, new(drawnBy), w.bench.programs.bench, drawArgument, w.paper.name, "1", w.bench.programs.source, w.ours); err != nil {
		return err
	}
	raw, err := os.ReadFile(w.ours)
	if err != nil {
		return err
	}
	if w.pages, err = drawn.Read(raw); err != nil {
		return err
	}
	if len(w.pages) != w.paper.pages {
		return fmt.Errorf("it has %d pages, not %d", len(w.pages), w.paper.pages)
	}
	calls, err := json.Marshal(w.pages)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(w.calls, calls, 0o600), os.WriteFile(w.page, []byte(htmlOf(w.pages)), 0o600))
}

// run lets a program draw, and adds what it says that each time took.
func (w *drawingRoom) run(ctx context.Context, d *drawnBy, program string, args ...string) error {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stderr = os.Stderr
	said, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(program), err)
	}
	for s := bufio.NewScanner(bytes.NewReader(said)); s.Scan(); {
		var clock, processor int64
		if _, err := fmt.Sscan(s.Text(), &clock, &processor); err != nil {
			return err
		}
		d.took = append(d.took, time.Duration(clock)*time.Microsecond)
		d.used = append(d.used, time.Duration(processor)*time.Microsecond)
	}
	info, err := os.Stat(args[len(args)-1])
	if err != nil {
		return err
	}
	d.bytes = int(info.Size())
	return nil
}

// print lets Chromium print the page.
func (w *drawingRoom) print(ctx context.Context, d *drawnBy) error {
	defer os.RemoveAll(w.profile)
	began := time.Now()
	used, err := printOnce(ctx, filepath.Dir(w.profile), w.printed, "file://"+w.page)
	if err != nil {
		return err
	}
	d.took, d.used = append(d.took, time.Since(began)), append(d.used, used.processor)
	info, err := os.Stat(w.printed)
	if err != nil {
		return err
	}
	d.bytes = int(info.Size())
	return nil
}

// same fails unless all three PDFs say all rows, and the plain one and the page for
// Chromium hold as many texts and shapes as ours.
func (w *drawingRoom) same(ctx context.Context) error {
	for _, file := range []string{w.ours, w.plain, w.printed} {
		raw, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := says(ctx, raw, w.paper.rows); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
	}
	plain, err := os.ReadFile(w.plain)
	if err != nil {
		return err
	}
	painted, err := drawn.Painted(plain)
	if err != nil {
		return err
	}
	if want := (drawn.Count{Texts: drawn.Texts(w.pages), Shapes: drawn.Shapes(w.pages)}); painted != want {
		return fmt.Errorf("plain gofpdf drew %+v, not %+v", painted, want)
	}
	page, err := os.ReadFile(w.page)
	if err != nil {
		return err
	}
	shapes := 0
	for _, element := range []string{"<rect ", "<circle ", "<path "} {
		shapes += strings.Count(string(page), element)
	}
	if texts := strings.Count(string(page), "<td "); texts != drawn.Texts(w.pages) || shapes != drawn.Shapes(w.pages) {
		return fmt.Errorf("the page for Chromium has %d texts and %d shapes", texts, shapes)
	}
	return nil
}

// memory is what a program held at the most that drew many at once.
func (w *drawingRoom) memory(ctx context.Context) (int, error) {
	cmd := exec.CommandContext(ctx, w.bench.programs.bench, crowdArgument, w.paper.name, strconv.Itoa(atOnce), w.bench.programs.source, w.ours)
	cmd.Stderr = os.Stderr
	said, err := cmd.Output()
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(said)))
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// printed is what it took to make PDFs.
type printed struct {
	took      sample
	processor time.Duration // for each
	memory    int           // at the most
	bytes     int
}

// measurePrints makes the steering committee's page, and lets Chromium print the
// overview. Both are read: the page must say what the project is called, the print
// all headings of the overview.
func (b *bench) measurePrints(ctx context.Context) error {
	overview, err := b.crew[0].page(demo)
	if err != nil {
		return err
	}
	again, first, err := b.drawSteering(ctx, overview)
	if err != nil {
		return fmt.Errorf("the steering PDF: %w", err)
	}
	chromium, err := b.printChromium(ctx, overview)
	if err != nil {
		return fmt.Errorf("Chromium: %w", err)
	}
	table := b.report.in("PDFs", "database", "what", "ms (half of them)", "CPU ms", "memory MB at most", "KB", "Chromium's ms for each of these")
	var half []time.Duration
	for _, p := range []printed{again, first, chromium} {
		r, err := p.took.result()
		if err != nil {
			return err
		}
		half = append(half, r.p50)
	}
	for i, line := range []struct {
		name string
		printed
	}{{"steering PDF again", again}, {"steering PDF first after a save", first}, {"Chromium prints the overview", chromium}} {
		table.line(b.at.name, line.name, half[i], line.processor, megabytes(line.memory), kilobytes(line.bytes), figure(ratio(half[2], half[i])))
	}
	b.report.atLeast(b.at.name, "steering PDF again: times as fast as Chromium's print", " ×", ratio(half[2], half[0]), 40)
	b.report.atLeast(b.at.name, "steering PDF first after a save: times as fast as Chromium's print", " ×", ratio(half[2], half[1]), 40)
	return nil
}

const steering = demo + "/reports/steering.pdf"

func (b *bench) drawSteering(ctx context.Context, overview []byte) (again, first printed, err error) {
	body, err := b.crew[0].page(steering)
	if err != nil {
		return again, first, err
	}
	if err := b.says(ctx, body, headings(overview)[:1]); err != nil {
		return again, first, err
	}
	c := b.node.crowd(1)
	defer c.close()
	a := b.crew[0].asks(steering, exactly(answer{200, len(body)}))
	w := newWatch(only(b.node.cmd.Process.Pid))
	again.took, err = c.drive(ctx, []ask{a}, b.scale.limits)
	again.memory, again.bytes = w.done().memory, len(body)
	if err != nil {
		return again, first, err
	}
	a.right = func(status int, body []byte) error {
		if status != http.StatusOK || !bytes.Contains(body, []byte("%%EOF")) {
			return fmt.Errorf("answers %d, and %d bytes", status, len(body))
		}
		return nil
	}
	w = newWatch(only(b.node.cmd.Process.Pid))
	first.took, _, err = b.writer.firstLooks(c, a, b.scale.limits)
	first.memory, first.bytes = w.done().memory, len(body)
	again.processor = again.took.processor / time.Duration(max(len(again.took.took), 1))
	first.processor = first.took.processor / time.Duration(max(len(first.took.took), 1))
	return again, first, err
}

// printChromium starts Chromium for each print, as a server would that prints so.
// A small server stands between that signs it in.
func (b *bench) printChromium(ctx context.Context, overview []byte) (printed, error) {
	var all printed
	folder, err := os.MkdirTemp("", "stegvis-chromium-")
	if err != nil {
		return all, err
	}
	defer os.RemoveAll(folder)
	site := httptest.NewServer(signedInTo(b.node.base, b.crew[0].cookie))
	defer site.Close()
	for i := range b.scale.prints {
		file := filepath.Join(folder, fmt.Sprintf("%d.pdf", i))
		began := time.Now()
		used, err := printOnce(ctx, folder, file, site.URL+demo)
		if err != nil {
			return all, err
		}
		took := time.Since(began)
		all.took.add(sample{[]time.Duration{took}, took, used.processor})
		all.memory = max(all.memory, used.memory)
		body, err := os.ReadFile(file)
		if err == nil {
			err = b.says(ctx, body, headings(overview))
		}
		if err != nil {
			return all, err
		}
		all.bytes = len(body)
	}
	all.processor = all.took.processor / time.Duration(b.scale.prints)
	return all, nil
}

func printOnce(ctx context.Context, folder, file, address string) (watched, error) {
	cmd := exec.CommandContext(ctx, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
		"--user-data-dir="+filepath.Join(folder, "profile"), "--print-to-pdf="+file, address)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		return watched{}, err
	}
	w := newWatch(group(cmd.Process.Pid))
	err := cmd.Wait()
	used := w.done()
	used.processor = max(used.processor, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	if err != nil {
		return used, fmt.Errorf("%w: %s", err, &said)
	}
	return used, nil
}

// signedInTo passes requests on in somebody's name.
func signedInTo(base, cookie string) http.Handler {
	to, err := url.Parse(base)
	if err != nil {
		return http.NotFoundHandler()
	}
	return &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Header.Set("Cookie", cookie)
	}}
}

// mainOf is a page without its frame, headingOf one of its headings, and markup
// what is not its words.
var (
	mainOf    = regexp.MustCompile(`(?s)<main.*</main>`)
	headingOf = regexp.MustCompile(`(?s)<h[12][^>]*>(.*?)</h[12]>`)
	markup    = regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`)
)

// headings are the words of a page's headings.
func headings(page []byte) []string {
	var all []string
	for _, h := range headingOf.FindAllSubmatch(mainOf.Find(page), -1) {
		all = append(all, words(html.UnescapeString(markup.ReplaceAllString(string(h[1]), " "))))
	}
	return all
}

func words(s string) string { return strings.Join(strings.Fields(s), " ") }

// says fails unless a PDF holds some words, however its lines are broken.
func (b *bench) says(ctx context.Context, pdf []byte, all []string) error {
	cmd := exec.CommandContext(ctx, "pdftotext", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	text, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("the PDF cannot be read: %w", err)
	}
	if len(all) == 0 {
		return errors.New("the overview has no headings")
	}
	for _, w := range all {
		if !strings.Contains(squeezed(string(text)), squeezed(w)) {
			return fmt.Errorf("the PDF does not say %q", w)
		}
	}
	return nil
}

// squeezed is a text without spaces: where lines break is nobody's concern.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

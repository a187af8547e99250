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
	name string
	sample
	memory int // at the most
	bytes  int
}

func (p *printed) add(more sample, used watched, bytes int) {
	p.sample.add(more)
	p.memory, p.bytes = max(p.memory, used.memory), bytes
}

const steering = demo + "/reports/steering.pdf"

// measurePrints makes the steering committee's page, and lets Chromium print the
// overview, in turns. All are read: the page must say what the project is called,
// the print all headings of the overview.
func (b *bench) measurePrints(ctx context.Context) error {
	overview, err := b.crew[0].page(demo)
	if err != nil {
		return err
	}
	site := httptest.NewServer(signedInTo(b.node.base, b.crew[0].cookie))
	defer site.Close()
	all := []*printed{{name: "steering PDF again"}, {name: "steering PDF first after a save"}, {name: "Chromium prints the overview"}}
	for range b.scale.prints {
		if err := b.drawSteering(ctx, all[0], all[1], headings(overview)); err != nil {
			return fmt.Errorf("the steering PDF: %w", err)
		}
		if err := b.printChromium(ctx, all[2], site.URL+demo, headings(overview)); err != nil {
			return fmt.Errorf("the print by Chromium: %w", err)
		}
	}
	return b.showPrints(all)
}

func (b *bench) showPrints(all []*printed) error {
	table := b.report.in("PDFs", "database", "what", "made", "ms (half of them)", "CPU ms", "memory MB at most", "KB", "Chromium's ms for each of these")
	var half []result
	for _, p := range all {
		r, err := p.result()
		if err != nil {
			return err
		}
		half = append(half, r)
	}
	chromium := half[len(half)-1].p50
	for i, p := range all {
		table.line(b.at.name, p.name, len(p.took), half[i].p50, half[i].processor, megabytes(p.memory), kilobytes(p.bytes), figure(ratio(chromium, half[i].p50)))
		if i < len(all)-1 {
			b.report.atLeast(b.at.name, p.name+": times as fast as Chromium's print", " ×", ratio(chromium, half[i].p50), 40)
		}
	}
	return nil
}

// drawSteering asks for the page a while, as it is and after saves.
func (b *bench) drawSteering(ctx context.Context, again, first *printed, headings []string) error {
	body, err := b.crew[0].page(steering)
	if err != nil {
		return err
	}
	if err := says(ctx, body, headings[:1]); err != nil {
		return err
	}
	c := b.node.crowd(1)
	defer c.close()
	a := b.crew[0].asks(steering, exactly(answer{200, len(body)}))
	l := limits{b.scale.time / time.Duration(b.scale.prints), b.scale.requests}
	w := newWatch(only(b.node.cmd.Process.Pid))
	drawn, err := c.drive(ctx, []ask{a}, l)
	again.add(drawn, w.done(), len(body))
	if err != nil {
		return err
	}
	a.right = wholePDF
	w = newWatch(only(b.node.cmd.Process.Pid))
	drawn, _, err = b.writer.firstLooks(c, a, l)
	first.add(drawn, w.done(), len(body))
	return err
}

func wholePDF(status int, body []byte) error {
	if status != http.StatusOK || !bytes.Contains(body, []byte("%%EOF")) {
		return fmt.Errorf("answers %d, and %d bytes", status, len(body))
	}
	return nil
}

// printChromium starts Chromium for a print, as a server would that prints so. The
// address is a small server's that signs it in.
func (b *bench) printChromium(ctx context.Context, p *printed, address string, headings []string) error {
	folder, err := os.MkdirTemp("", "stegvis-chromium-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "overview")
	began := time.Now()
	used, err := printOnce(ctx, folder, file, address)
	if err != nil {
		return err
	}
	took := time.Since(began)
	body, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	p.add(sample{[]time.Duration{took}, took, used.processor}, used, len(body))
	return says(ctx, body, headings)
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
func says(ctx context.Context, pdf []byte, all []string) error {
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

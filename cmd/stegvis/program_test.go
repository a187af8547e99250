package main_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"stegvis/app/platform/database/postgrestest"
)

// program is the binary under test, built once for all tests.
var program string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		folder, err := os.MkdirTemp("", "stegvis-program-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(folder)
		program = filepath.Join(folder, "stegvis")
		build := exec.Command("go", "build", "-o", program, ".")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "the program does not build: %v\n%s", err, out)
			return 1
		}
		if err := os.Chmod(folder, 0o755); err != nil { // for the test that runs it as nobody
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return m.Run()
	}())
}

// command is the program with nothing of the test's own settings.
func command(args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Env = []string{"HOME=/nonexistent"}
	return cmd
}

// result is what a command that ended has left.
type result struct {
	code        int
	out, errors string
}

func run(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	timer := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	defer timer.Stop()
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// each gives a test the flags of a fresh SQLite and of a fresh PostgreSQL.
func each(t *testing.T, test func(t *testing.T, database ...string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, "--data", t.TempDir()) })
	t.Run("postgres", func(t *testing.T) { test(t, "--data", t.TempDir(), "--database-url", postgrestest.URL(t)) })
}

// node is a program that serves.
type node struct {
	t     *testing.T
	cmd   *exec.Cmd
	base  string
	lines chan string // of its output, after the one that says where it listens
	log   *logged
	ended chan error
}

// start serves on a free port and waits until the node says where.
func start(t *testing.T, flags ...string) *node {
	t.Helper()
	n := launch(t, flags...)
	n.listens()
	return n
}

func launch(t *testing.T, flags ...string) *node {
	t.Helper()
	n := &node{t: t, cmd: command(append([]string{"serve", "--addr", "127.0.0.1:0"}, flags...)...),
		lines: make(chan string, 100), log: new(logged), ended: make(chan error, 1)}
	out, err := n.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	n.cmd.Stderr = n.log
	if err := n.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go n.read(out)
	t.Cleanup(func() { n.cmd.Process.Kill() }) // fails when it has ended, as it should have
	return n
}

// logged is a log that can be read while it is written.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (n *node) listens() {
	n.t.Helper()
	first := n.line()
	var found bool
	if n.base, found = strings.CutPrefix(first, "Stegvis listens on "); !found {
		n.t.Fatalf("it says %q", first)
	}
}

func (n *node) read(out io.Reader) {
	for s := bufio.NewScanner(out); s.Scan(); {
		n.lines <- s.Text()
	}
	n.ended <- n.cmd.Wait()
	close(n.lines)
}

// line is the next line of output, "" when there is none.
func (n *node) line() string {
	n.t.Helper()
	select {
	case line := <-n.lines:
		if line == "" {
			n.t.Logf("its log: %s", n.log)
		}
		return line
	case <-time.After(30 * time.Second):
		n.t.Fatal("it says nothing")
		return ""
	}
}

// end waits until the node is gone and gives its exit code, -1 for a signal.
func (n *node) end(within time.Duration) int {
	n.t.Helper()
	select {
	case <-n.ended:
	case <-time.After(within):
		n.t.Fatalf("it still runs after %s", within)
	}
	return n.cmd.ProcessState.ExitCode()
}

// browser keeps cookies and does not follow redirects.
type browser struct {
	t *testing.T
	http.Client
	base, token string
}

func (n *node) browser() *browser {
	n.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		n.t.Fatal(err)
	}
	return &browser{t: n.t, base: n.base, Client: http.Client{Jar: jar, Timeout: 30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (b *browser) get(path string) (status int, body string) {
	b.t.Helper()
	resp, err := b.Get(b.base + path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return resp.StatusCode, string(raw)
}

var tokenField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// learn takes the token that forms carry from a page.
func (b *browser) learn(page string) {
	b.t.Helper()
	status, body := b.get(page)
	found := tokenField.FindStringSubmatch(body)
	if found == nil {
		b.t.Fatalf("%s (%d) has no form", page, status)
	}
	b.token = found[1]
}

// post sends a form and gives the status and where it leads.
func (b *browser) post(path string, form url.Values) (int, string, error) {
	form.Set("csrf", b.token)
	resp, err := b.PostForm(b.base+path, form)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, resp.Header.Get("Location"), err
}

// must is post for what has to lead on.
func (b *browser) must(path string, form url.Values) string {
	b.t.Helper()
	status, location, err := b.post(path, form)
	if err != nil || status != http.StatusSeeOther {
		b.t.Fatalf("%s: %d, %v", path, status, err)
	}
	return location
}

// setUp makes the first account of a fresh installation and a project; it gives
// the project's path.
func (n *node) setUp() (*browser, string) {
	n.t.Helper()
	_, token, found := strings.Cut(n.line(), "with this token: ")
	if !found {
		n.t.Fatal("no token to set it up with")
	}
	b := n.browser()
	b.learn("/set-up")
	b.must("/set-up", url.Values{"token": {token}, "name": {"Signe Håkansdal"}, "email": {"signe@firm.example"},
		"password": {"correct horse battery"}, "organisation": {"Fjord & Søn"}})
	b.learn("/me")
	return b, b.must("/projects", url.Values{"name": {"Vår CRM"}, "template": {"small"}, "organisation": {"fjord-son"},
		"currency": {"SEK"}, "time_zone": {"Europe/Stockholm"}, "country": {"SE"}, "language": {"sv"}, "start_on": {"2026-03-02"},
		"horizon_months": {"12"}})
}

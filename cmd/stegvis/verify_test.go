package main_test

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestTheCommandLineTellsWhetherAPDFWasIssued(t *testing.T) {
	each(t, func(t *testing.T, flags ...string) {
		with := func(args ...string) []string { return append(args, flags...) }
		folder := t.TempDir()
		file := func(name, body string) string {
			path := filepath.Join(folder, name)
			if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}
		issued, text := issuedHere(t, flags...)
		whole := file("issued.pdf", issued)
		for name, c := range map[string]struct {
			file string
			code int
			want []string
		}{
			"as it was issued": {whole, 0, slices.Concat(text, []string{"genuine\t", "\nsha256\t", "\nseal\t", "\nissued by\t"})},
			"edited":           {file("edited.pdf", issued+"\n"), 1, slices.Concat(text, []string{"altered\t", "\nsha256 as issued\t"})},
			"another PDF":      {file("other.pdf", "%PDF-1.4\n"), 1, []string{"unknown\t", "\nsha256\t"}},
			"no PDF":           {file("none.txt", "words"), 1, []string{"foreign\t"}},
			"an empty file":    {file("empty.pdf", ""), 1, []string{"foreign\t"}},
			"twenty megabytes": {file("large.pdf", strings.Repeat("%PDF", 5<<20)), 1, []string{"unknown\t"}},
			"a file not there": {filepath.Join(folder, "nowhere.pdf"), 2, nil},
			"a folder":         {folder, 2, nil},
		} {
			r := run(t, command(with("verify", c.file)...))
			if r.code != c.code || (c.want == nil) != (r.errors != "") {
				t.Errorf("%s: %+v", name, r)
			}
			for _, want := range c.want {
				if !strings.Contains(r.out, want) {
					t.Errorf("%s: %q is not in %q", name, want, r.out)
				}
			}
		}
		piped := command(with("verify", "-")...)
		piped.Stdin = strings.NewReader(issued)
		if r := run(t, piped); r.code != 0 || !strings.HasPrefix(r.out, "genuine\t") {
			t.Errorf("from standard input: %+v", r)
		}
	})
	if r := run(t, command("verify", "x.pdf", "--data", t.TempDir())); r.code != 2 || !strings.HasPrefix(r.errors, "stegvis: there is no database in ") {
		t.Errorf("without a database: %+v", r)
	}
	if r := run(t, command("verify")); r.code != 2 || !strings.Contains(r.errors, "verify --help") {
		t.Errorf("without a file: %+v", r)
	}
}

// issuedHere begins a project and issues a report of it. It gives the file, and what
// must be said of it.
func issuedHere(t *testing.T, flags ...string) (file string, said []string) {
	t.Helper()
	n := start(t, flags...)
	b, home := n.setUp()
	draft := b.must(home+"/reports/drafts", url.Values{"kind": {"steering"}, "lang": {"sv"}})
	at := b.must(draft+"/issue", url.Values{"version": {"1"}})
	_, file = b.get(at + "/report.pdf")
	signal(t, n, syscall.SIGTERM)
	if code := n.end(30 * time.Second); code != 0 {
		t.Fatalf("the node ended with %d: %s", code, n.log)
	}
	return file, []string{"\nreport\tSteering report 1\n", "\nproject\t", "\norganisation\t", "\nlanguage\tsv\n", "\nas of\t20"}
}

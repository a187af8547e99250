package main_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestAReportIsDrawnFromTheCommandLineInBothLanguages(t *testing.T) {
	each(t, func(t *testing.T, flags ...string) {
		with := func(args ...string) []string { return append(args, flags...) }
		if r := run(t, command(with("demo")...)); r.code != 0 {
			t.Fatalf("%+v", r)
		}
		for lang, want := range map[string]string{"en": "Steering report", "sv": "Styrgruppsrapport"} {
			file := filepath.Join(t.TempDir(), "steering.pdf")
			if r := run(t, command(with("report", "--project", "demo", "--kind", "steering", "--lang", lang, "-o", file)...)); r.code != 0 || r.out+r.errors != "" {
				t.Fatalf("%+v", r)
			}
			text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
			if err != nil || !strings.Contains(string(text), want) {
				t.Errorf("%s: %v, the report says %s", lang, err, text)
			}
			shown := run(t, command(with("report", "--project", "demo", "--lang", lang, "-o", "-")...))
			written, err := os.ReadFile(file)
			if err != nil || !bytes.HasPrefix([]byte(shown.out), []byte("%PDF-")) || len(shown.out) != len(written) {
				t.Errorf("%s: standard output has %d bytes, the file %d, %v", lang, len(shown.out), len(written), err)
			}
		}
		for name, c := range map[string]struct {
			args []string
			code int
			want string
		}{
			"an unknown project":  {[]string{"--project", "nowhere", "-o", "-"}, 1, "stegvis: there is no project at"},
			"an unknown kind":     {[]string{"--project", "demo", "--kind", "poem", "-o", "-"}, 1, "stegvis: there is no report of the kind"},
			"an unknown language": {[]string{"--project", "demo", "--lang", "xx", "-o", "-"}, 1, "stegvis: there is no language"},
			"an impossible file":  {[]string{"--project", "demo", "-o", filepath.Join(t.TempDir(), "none", "x.pdf")}, 1, "stegvis: cannot write the report: "},
			"no project":          {[]string{"-o", "-"}, 2, "stegvis: --project and -o are needed"},
		} {
			r := run(t, command(with(append([]string{"report"}, c.args...)...)...))
			if r.code != c.code || r.out != "" || !strings.HasPrefix(r.errors, c.want) {
				t.Errorf("%s: %+v", name, r)
			}
		}
	})
}

package app_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

// issuedSteering issues a steering report of a project and gives its address and file.
func issuedSteering(b *apptest.Browser, home string) (at string, file []byte) {
	draft := b.Post(home+"/reports/drafts", url.Values{"kind": {"steering"}, "lang": {"en"}}).Must(http.StatusSeeOther).Location
	at = b.Post(draft+"/issue", url.Values{"version": {"1"}}).Must(http.StatusSeeOther).Location
	return at, b.Get(at + "/report.pdf").Must(http.StatusOK).Body
}

// verifies has a browser send a file to be looked at.
func verifies(b *apptest.Browser, file []byte) apptest.Answer {
	token, _ := b.Get("/verify").Must(http.StatusOK).Doc().Find("main form input[name=csrf]").Attr("value")
	return b.Send("/verify", token, nil, map[string][]byte{"file": file})
}

// savedAnew is a PDF as another program writes it.
func savedAnew(t *testing.T, file []byte, args ...string) []byte {
	t.Helper()
	from, to := filepath.Join(t.TempDir(), "from.pdf"), filepath.Join(t.TempDir(), "to.pdf")
	if err := os.WriteFile(from, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", append(args, from, to)...).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v\n%s", err, out)
	}
	saved, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

// bomb is a PDF with a stream that is a hundred megabytes when it is unpacked.
func bomb(t *testing.T) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	for range 100 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj\n<</Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\nendobj\n%%%%EOF\n", packed.Len(), packed.Bytes())
}

func TestAnybodyLearnsWhetherAPDFIsTheOneThatWasIssued(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := site.SetUp(t)
		home := lead.Begin("Vår CRM", "small")
		at, file := issuedSteering(lead, home)
		draft := lead.Get(home + "/reports/steering.pdf").Must(http.StatusOK).Body
		mark := file[bytes.Index(file, []byte("stegvis:")):][:len("stegvis:")+64]
		edited := bytes.Clone(file)
		edited[len(edited)/2] ^= 1
		stranger := site.Browser(t)
		for _, c := range []struct {
			name    string
			file    []byte
			want    string
			unknown bool // nothing is told of a report
		}{
			{"as it was issued", file, "This is the file that was issued", false},
			{"in the other language", lead.Get(at + "/report.pdf?lang=sv").Must(http.StatusOK).Body, "This is what was issued, translated", false},
			{"saved anew", savedAnew(t, file), "This is not the file that was issued", false},
			{"saved anew with all that can be packed", savedAnew(t, file, "--object-streams=generate", "--recompress-flate"), "This is not the file that was issued", false},
			{"one bit edited", edited, "This is not the file that was issued", false},
			{"a line at its end", append(bytes.Clone(file), '\n'), "This is not the file that was issued", false},
			{"cut short", file[:len(file)-100], "This is not the file that was issued", false},
			{"a language that there is not", bytes.Replace(file, []byte("/Lang (en)"), []byte("/Lang (xx)"), 1), "This is not the file that was issued", false},
			{"the mark alone, on another file", append([]byte("%PDF-1.4\n"), mark...), "This is not the file that was issued", false},
			{"a draft", draft, "This was not issued here", true},
			{"ten thousand marks", append([]byte("%PDF-1.4\n"), manyMarks()...), "This was not issued here", true},
			{"half marks", []byte("%PDF-1.4\n" + strings.Repeat("stegvis:stegvis:abc", 50_000) + "stegvis:"), "This is nothing that was issued here", true},
			{"another PDF", []byte("%PDF-1.4\n%%EOF\n"), "This is nothing that was issued here", true},
			{"a bomb", bomb(t), "This is nothing that was issued here", true},
			{"no PDF", []byte("PK\x03\x04 a packed folder"), "This is no PDF", true},
			{"no PDF, with a mark", append(bytes.Repeat([]byte{0}, 2000), mark...), "This is no PDF", true},
		} {
			answer := verifies(stranger, c.file).Must(http.StatusOK)
			if got := answer.Text("#verdict"); got != c.want {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
			said := answer.Text("main")
			if told := strings.Contains(said, "Steering report 1"); told == c.unknown {
				t.Errorf("%s: it says %q", c.name, said)
			}
			for _, secret := range []string{"Vår CRM", "Fjord", "Åsa"} {
				if strings.Contains(said, secret) {
					t.Errorf("%s: a stranger is told %q", c.name, secret)
				}
			}
			if answer.Doc().Find("main a[href*='/projects/']").Length() > 0 {
				t.Errorf("%s: a stranger is led to a project", c.name)
			}
		}
	})
}

// manyMarks are those of ten thousand reports.
func manyMarks() []byte {
	var b bytes.Buffer
	for i := range 10_000 {
		fmt.Fprintf(&b, "stegvis:%064x\n", i)
	}
	return b.Bytes()
}

func TestWhoMayEnterAReportsProjectIsLedToIt(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := site.SetUp(t)
		at, file := issuedSteering(lead, lead.Begin("Vår CRM", "small"))
		if to, _ := lead.Get(at).Must(http.StatusOK).Doc().Find("main a[href='/verify']").Attr("href"); to == "" {
			t.Error("the report's page does not lead to where it can be verified")
		}
		inside := verifies(lead, file).Must(http.StatusOK)
		if to, _ := inside.Doc().Find("main dd a").Attr("href"); to != at {
			t.Errorf("a member is led to %q, the report is at %q", to, at)
		}
		for _, want := range []string{"Vår CRM", "Åsa Łukowska"} {
			if said := inside.Text("main"); !strings.Contains(said, want) {
				t.Errorf("a member is not told %q: %q", want, said)
			}
		}
		if again := verifies(lead, file).Must(http.StatusOK); again.Text("#verdict") != inside.Text("#verdict") {
			t.Errorf("looked at twice it is %q", again.Text("#verdict"))
		}
		other := site.Browser(t) // who is signed in, and may not enter
		signs := demoSignIns(t, site)[1]
		other.Post("/sign-in", url.Values{"email": {signs[1]}, "password": {signs[2]}}).Must(http.StatusSeeOther)
		elsewhere := verifies(other, file).Must(http.StatusOK)
		if said := elsewhere.Text("main dl"); strings.Contains(said, "Vår CRM") || strings.Contains(said, "Łukowska") || elsewhere.Text("#verdict") != "This is the file that was issued" {
			t.Errorf("somebody of another organisation is told %q", said)
		}
		other.Lang = "sv"
		stranger := site.Browser(t)
		stranger.Lang = "sv"
		if got := verifies(stranger, file).Text("#verdict"); got != "Det här är filen som utfärdades" {
			t.Errorf("in Swedish it says %q", got)
		}
	})
}

func TestNothingAndTooMuchAreNotLookedAtAndNobodyAsksWithoutEnd(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		site.SetUp(t)
		stranger := site.Browser(t)
		if said := stranger.Post("/verify", nil).Must(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(said, "Choose a PDF first.") {
			t.Errorf("without a file it says %q", said)
		}
		verifies(stranger, nil).Must(http.StatusUnprocessableEntity)
		at := strings.TrimPrefix(site.Listen(t), "http://")
		if status, page := announce(t, at, "POST /verify HTTP/1.1", 20<<20); status != http.StatusRequestEntityTooLarge || !strings.Contains(page, "larger than what can be received") {
			t.Errorf("of twenty megabytes it says %d %q", status, page)
		}
		for range 60 {
			verifies(stranger, []byte("%PDF-")).Must(http.StatusOK)
		}
		verifies(stranger, []byte("%PDF-")).Must(http.StatusTooManyRequests)
	})
}

func TestMembersAndTheCommandLineAreToldWhoSignedTheFile(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := site.SetUp(t)
		home := lead.Begin("Vår CRM", "small")
		link, _ := lead.Get(home + "/members?q=Łukowska").Must(http.StatusOK).Doc().Find("main a[href*='/people/']").Attr("href")
		lead.Post(home+"/committee/members", url.Values{"person_id": {link[strings.LastIndex(link, "/")+1:]}}).Must(http.StatusSeeOther)
		at, file := issuedSteering(lead, home)
		lead.Post(at+"/review", nil).Must(http.StatusSeeOther)
		lead.Post(at+"/review/sign", signature("approved", "")).Must(http.StatusSeeOther)
		if said := verifies(lead, file).Must(http.StatusOK).Text("#signoffs"); !strings.Contains(said, "Åsa Łukowska") || !strings.Contains(said, "Approved") {
			t.Errorf("a member is told of sign-offs %q", said)
		}
		for name, asked := range map[string]struct {
			by   *apptest.Browser
			file []byte
		}{"a stranger": {site.Browser(t), file}, "a member, of a file that was changed,": {lead, append(bytes.Clone(file), '\n')}} {
			if n := verifies(asked.by, asked.file).Must(http.StatusOK).Doc().Find("#signoffs").Length(); n > 0 {
				t.Errorf("%s is told who signed", name)
			}
		}
		for want, of := range map[bool][]byte{true: file, false: append(bytes.Clone(file), '\n')} {
			var out bytes.Buffer
			issued, err := site.Verify(t.Context(), bytes.NewReader(of), &out)
			if signed := strings.Contains(out.String(), "\ncommittee\tApproved\nsigned\tÅsa Łukowska, Approved, 20"); err != nil || issued != want || signed != want {
				t.Errorf("the command line says %v, %q, %v", issued, out.String(), err)
			}
		}
	})
}

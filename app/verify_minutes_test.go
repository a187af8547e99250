package app_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"gorm.io/gorm"

	"stegvis/app/apptest"
	"stegvis/app/committee"
)

// closes closes the minutes of a meeting and gives their file.
func closes(b *apptest.Browser, at string) []byte {
	b.Post(at+"/close", url.Values{"version": {versionOf(b, at, at+"/close")}}).Must(http.StatusSeeOther)
	return b.Get(at + "/minutes.pdf").Must(http.StatusOK).Body
}

func TestAnybodyLearnsWhetherAPDFIsTheMinutesThatWereClosed(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := site.SetUp(t)
		home := lead.Begin("Vår CRM", "small")
		at, _ := meets(lead, home)
		adjoins(lead, at, "Utbildning")
		open := lead.Get(at + "/minutes.pdf").Must(http.StatusOK).Body
		file := closes(lead, at)
		edited := bytes.Clone(file)
		edited[len(edited)/2] ^= 1
		other, stranger := demoBrowser(t, site, "lead"), site.Browser(t)
		for _, c := range []struct {
			name, want string
			file       []byte
			known      bool // of which meeting it is
		}{
			{"as they were closed", "This is the file that was issued", file, true},
			{"in the other language", "This is what was issued, translated", lead.Get(at + "/minutes.pdf?lang=sv").Must(http.StatusOK).Body, true},
			{"one bit edited", "This is not the file that was issued", edited, true},
			{"a line at the end", "This is not the file that was issued", append(bytes.Clone(file), '\n'), true},
			{"while they were open", "This was not issued here", open, false},
		} {
			inside := verifies(lead, c.file).Must(http.StatusOK)
			if got := inside.Text("#verdict"); got != c.want {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
			to, _ := inside.Doc().Find("main dd a").Attr("href")
			for _, want := range []string{"Minutes 1: Styrgruppsmöte", "Vår CRM", "2 March 2026", "Åsa Łukowska"} {
				if said := inside.Text("main"); strings.Contains(said, want) != c.known || (to == at) != c.known {
					t.Errorf("%s: of %q a member is told %q and led to %q", c.name, want, said, to)
				}
			}
			for who, b := range map[string]*apptest.Browser{"a stranger": stranger, "somebody of another organisation": other} {
				outside := verifies(b, c.file).Must(http.StatusOK)
				said := outside.Text("main")
				if outside.Text("#verdict") != c.want || strings.Contains(said, "Minutes 1") != c.known || outside.Doc().Find("main a[href*='/projects/']").Length() > 0 {
					t.Errorf("%s: %s is told %q", c.name, who, said)
				}
				for _, secret := range []string{"Styrgruppsmöte", "Vår CRM", "Łukowska"} {
					if strings.Contains(said, secret) {
						t.Errorf("%s: %s is told %q", c.name, who, secret)
					}
				}
			}
			var out bytes.Buffer
			issued, err := site.Verify(t.Context(), bytes.NewReader(c.file), &out)
			told := strings.Contains(out.String(), "\nminutes\tMinutes 1: Styrgruppsmöte\nheld on\t2026-03-02\nclosed\t20") && strings.Contains(out.String(), "\nclosed by\tÅsa Łukowska\n") && strings.Contains(out.String(), "\nproject\tVår CRM\n")
			if err != nil || issued != (c.known && !strings.Contains(c.want, "not")) || told != c.known {
				t.Errorf("%s: the command line says %t, %q, %v", c.name, issued, out.String(), err)
			}
		}
	})
}

// TestClosedMinutesAreTheFileThatWasKept draws them otherwise than they were, as a later
// program might.
func TestClosedMinutesAreTheFileThatWasKept(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := site.SetUp(t)
		at, _ := meets(lead, lead.Begin("Vår CRM", "small"))
		file := closes(lead, at)
		kept := func(change map[string]any) []byte {
			t.Helper()
			direct(t, site, func(tx *gorm.DB) error { return tx.Model(&committee.Minutes{}).Where("1 = 1").Updates(change).Error })
			return lead.Get(at + "/minutes.pdf").Must(http.StatusOK).Body
		}
		var was committee.Minutes
		direct(t, site, func(tx *gorm.DB) error { return tx.Take(&was).Error })
		if again := kept(map[string]any{"input": strings.ReplaceAll(was.Input, "Sigrid", "Sigurd")}); !bytes.Equal(again, file) {
			t.Error("they are drawn again in the language in which they were closed")
		}
		if got := verifies(lead, file).Text("#verdict"); got != "This is the file that was issued" {
			t.Errorf("of the file that was kept it says %q", got)
		}
		before := kept(map[string]any{"lang": "", "digest": "", "sha256": "", "pages": 0, "pdf": nil}) // as those are of which no file was kept
		if said := read(t, before); !strings.Contains(said, "Sigurd") {
			t.Errorf("minutes without a file say %q", said)
		}
	})
}

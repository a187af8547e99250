package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/platform/config"
	"stegvis/app/platform/pdf/pdftest"
)

func TestEachLinkOfAReportLeadsToItsPlaceOrToAPageOfTheSite(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, config.Settings{})
	seen := map[string]bool{}
	for id, file := range issueEveryKind(t, site) {
		pages := pdftest.Pages(t, file)
		for _, fault := range pdftest.ReadWays(t, file, pages).Faults(pages) {
			t.Errorf("%s: %s", id, fault)
		}
		for _, address := range pdftest.Addresses(t, file) {
			seen[address] = true
		}
	}
	lead, owner := demoBrowser(t, site, "lead"), demoBrowser(t, site, "administrator")
	for address := range seen {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		reader := lead
		if !strings.HasPrefix(u.Path, "/projects/demo") { // that of another project in the portfolio, which is the owner's
			reader = owner
		}
		answer := reader.Get(u.RequestURI())
		if answer.Status != http.StatusOK {
			t.Errorf("%s answers %d", address, answer.Status)
			continue
		}
		if u.Fragment != "" && answer.Doc().Find(`[id="`+u.Fragment+`"]`).Length() != 1 {
			t.Errorf("there is no %q on %s", u.Fragment, u.Path)
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d addresses were found", len(seen))
	}
}

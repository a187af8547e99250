package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestThePortfolioOfAnOrganisationTellsOfItsProjectsInTheLanguageAskedFor(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := beginning(b, "Ånghult", "small")
		beginning(b, "Bergvik", "small")
		b.Post(home+"/risks", riskForm("The interface is missing")).Must(http.StatusSeeOther)
		b.Post(home+"/maturity", assessmentForm("2026-03-02", 2, 4)).Must(http.StatusSeeOther)
		b.Post(home+"/health", url.Values{"dimension": {"overall"}, "colour": {"red"}, "reason": {"The supplier is gone."}}).Must(http.StatusSeeOther)
		link, _ := b.Get("/organisations/fjord-son").Must(http.StatusOK).Doc().Find("main a[href$='portfolio.pdf']").Attr("href")
		file := b.Get(link + "?lang=sv").Must(http.StatusOK)
		if !strings.Contains(file.Header.Get("Content-Disposition"), `"fjord-son-portfolio-`) {
			t.Errorf("it is called %q", file.Header.Get("Content-Disposition"))
		}
		said := read(t, file.Body)
		for _, want := range []string{"Portfölj", "Ånghult", "Bergvik", "The supplier is gone.", "Medelvärde 2,0 av 5"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in %q", want, said)
			}
		}
		b.Get(home + "/reports/portfolio.pdf").Must(http.StatusNotFound) // it is of no project
		before := site.Statements()
		b.Get(link).Must(http.StatusOK)
		few := site.Statements() - before
		for _, name := range []string{"Charlottenberg", "Dalarö", "Eksjö"} {
			beginning(b, name, "small")
		}
		before = site.Statements()
		b.Get(link).Must(http.StatusOK)
		if many := site.Statements() - before; many != few {
			t.Errorf("%d statements for two projects, %d for five", few, many)
		}
	})
}

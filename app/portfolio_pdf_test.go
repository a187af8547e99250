package app_test

import (
	"bytes"
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

func TestOwnersIssueThePortfolioAndRemovedOrForeignProjectsStayOut(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		open := beginning(b, "Ånghult", "small")
		closed := beginning(b, "Nedlagda Morkfeldt", "small")
		b.Post(closed+"/settings/delete", url.Values{"confirm": {"Nedlagda Morkfeldt"}}).Must(http.StatusSeeOther)
		b.Post("/organisations", url.Values{"name": {"Kvicksand"}}).Must(http.StatusSeeOther)
		b.Post("/projects", url.Values{"name": {"Främmande Barrskog"}, "template": {"small"}, "organisation": {"kvicksand"}, "currency": {"SEK"}, "time_zone": {"Europe/Stockholm"}, "country": {"SE"},
			"language": {"en"}, "start_on": {"2026-01-05"}, "horizon_months": {"12"}}).Must(http.StatusSeeOther)
		const home = "/organisations/fjord-son"
		issued := b.Post(home+"/portfolio", nil).Must(http.StatusSeeOther).Location
		first := b.Get(issued + "/report.pdf").Must(http.StatusOK).Body
		said := read(t, first)
		if !strings.Contains(said, "Portfolio 1") || !strings.Contains(said, "Ånghult") || !strings.Contains(said, "seal") {
			t.Errorf("it says %q", said)
		}
		beginning(b, "Bergvik", "small")
		if again := b.Get(issued + "/report.pdf").Must(http.StatusOK).Body; !bytes.Equal(again, first) {
			t.Error("the issued file has changed")
		}
		if swedish := read(t, b.Get(issued+"/report.pdf?lang=sv").Must(http.StatusOK).Body); !strings.Contains(swedish, "översatt, utfärdad på") || strings.Contains(swedish, "Bergvik") {
			t.Errorf("in Swedish it says %q", swedish)
		}
		second := b.Post(home+"/portfolio", nil).Must(http.StatusSeeOther).Location
		if links := b.Get(home).Must(http.StatusOK).Doc().Find("#portfolio td.title a"); links.Length() != 2 || links.First().AttrOr("href", "") != second {
			t.Errorf("the organisation's page lists %d", links.Length())
		}
		for _, at := range []string{"/projects", "/projects?view=grids"} {
			if way := b.Get(at).Must(http.StatusOK).Doc().Find("#reported a[href='" + home + "#portfolio']"); way.Text() != "Portfolio reports of Fjord & Søn" {
				t.Errorf("%s leads to them by %q", at, way.Text())
			}
		}
		asked := b.Post(open+"/members", url.Values{"email": {"reader@firm.example"}, "role": {"lead"}}).Must(http.StatusOK)
		lead := site.Browser(t)
		lead.Post(linkIn(t, asked.Text(".copyable"), "invitation"), url.Values{"name": {"Lova Brandt"}, "password": {"long enough to keep"}}).Must(http.StatusSeeOther)
		if got := lead.Get("/projects").Must(http.StatusOK); !strings.Contains(got.Text("main"), "Ånghult") || got.Doc().Find("#reported").Length() != 0 {
			t.Error("who owns no organisation is led to reports that they may not read")
		}
		for _, at := range []string{issued, second, issued + "/report.pdf?lang=sv", second + "/report.pdf", home + "/portfolio.pdf"} {
			got := b.Get(at).Must(http.StatusOK)
			text := string(got.Body)
			if got.Type == "application/pdf" {
				text = read(t, got.Body)
			}
			for _, secret := range []string{"Morkfeldt", "Barrskog"} {
				if strings.Contains(text, secret) {
					t.Errorf("%s tells of %s", at, secret)
				}
			}
		}
		b.Get("/organisations/kvicksand/portfolio/" + issued[strings.LastIndex(issued, "/")+1:]).Must(http.StatusNotFound)
	})
}

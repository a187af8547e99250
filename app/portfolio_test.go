package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
)

// beginning makes a project that begins in a month, with a budget, so that nothing of
// it is late yet.
func beginning(b *apptest.Browser, name, template string) string {
	return b.Post("/projects", url.Values{"name": {name}, "template": {template}, "organisation": {"fjord-son"}, "currency": {"SEK"}, "budget": {"500000"},
		"time_zone": {"Europe/Stockholm"}, "country": {"SE"}, "language": {"en"}, "start_on": {inDays(30)}, "horizon_months": {"12"}}).Must(http.StatusSeeOther).Location
}

func TestThePortfolioShowsSixColoursFinishMoneyAndTheNextStepOfEachProject(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := beginning(b, "Ånghult", "enterprise")
		page := b.Get("/projects").Must(http.StatusOK).Doc()
		row := page.Find(".portfolio tbody tr")
		if row.Length() != 1 || row.Find("td.verdict .word").Length() != 7 {
			t.Fatalf("there are %d projects with %d marks", row.Length(), row.Find("td.verdict .word").Length())
		}
		for what, at := range map[string]string{"finish": home + "/rollout?view=list", "money": home + "/costs", "health": home + "/health#risk"} {
			if row.Find(`a[href="`+at+`"]`).Length() == 0 {
				t.Errorf("the %s leads nowhere", what)
			}
		}
		next, there := row.Find("td").Last().Find("a").Attr("href")
		if !there || !strings.HasPrefix(next, home+"/") {
			t.Fatalf("what to do next leads to %q", next)
		}
		b.Get(strings.Split(next, "#")[0]).Must(http.StatusOK)
	})
}

func TestThePortfolioIsNarrowedByNameAndColourAndOrdered(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		beginning(b, "Ånghult", "small")
		other := beginning(b, "Bergvik", "small")
		b.Post(other+"/health", url.Values{"dimension": {"overall"}, "colour": {"red"}, "reason": {"The supplier is gone."}}).Must(http.StatusSeeOther)
		for address, want := range map[string]string{
			"/projects":                       "Bergvik Ånghult",
			"/projects?q=ANGHULT":             "Ånghult",
			"/projects?q=%C3%A5ng":            "Ånghult",
			"/projects?q=%25":                 "",
			"/projects?organisation=nobody":   "",
			"/projects?colour=red":            "Bergvik",
			"/projects?sort=name&desc=true":   "Ånghult Bergvik",
			"/projects?sort=health&desc=true": "Bergvik Ånghult",
			"/projects?view=grids&q=ANGHULT":  "Ånghult",
		} {
			got := strings.Join(b.Get(address).Must(http.StatusOK).Doc().Find(".portfolio .title > a, .grids h2 a").Map(words), " ")
			if got != want {
				t.Errorf("%s lists %q, want %q", address, got, want)
			}
		}
	})
}

func words(_ int, at *goquery.Selection) string { return at.Text() }

func TestThePortfolioAsAFileHasTheFigures(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	beginning(b, "Ånghult", "small")
	file := b.Get("/projects?export=csv").Must(http.StatusOK)
	for _, part := range []string{"Ånghult", "SEK", "500000"} {
		if !strings.Contains(string(file.Body), part) {
			t.Errorf("the file lacks %q:\n%s", part, file.Body)
		}
	}
}

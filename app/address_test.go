package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestThePersonThatTheLogNamesHasTheAddressAtWhichTheSearchFindsThem(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/people", url.Values{"name": {"Signe Öberg"}}).Must(http.StatusSeeOther)
		logged, _ := b.Get(home + "/activity?kind=person").Must(http.StatusOK).Doc().Find(`main a:contains("Signe Öberg")`).First().Attr("href")
		found, _ := b.Get(home + "/search?q=signe").Must(http.StatusOK).Doc().Find(`main a:contains("Signe Öberg")`).First().Attr("href")
		if logged != found || !strings.HasPrefix(found, home+"/people/") {
			t.Errorf("the log leads to %q, the search to %q", logged, found)
		}
		b.Get(logged).Must(http.StatusOK)
	})
}

package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

// mostQueries is what a page may ask of the database, whatever it shows.
const mostQueries = 40

func TestNoPageAsksMoreOfTheDatabaseWhenThereAreMoreRows(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Foreign", "small")
	things(b, home)
	ids := things(b, home)             // two of each: some pages compare the last with the one before
	asked := func() map[string]int64 { // by somebody for whom no page is remembered
		b.Post("/sign-out", nil)
		b.Post("/sign-in", url.Values{"email": {"asa@firm.example"}, "password": {"correct horse battery"}}).Must(http.StatusSeeOther)
		b.Get("/me")
		sent := map[string]int64{}
		for _, d := range doors() {
			path, page := strings.CutPrefix(d.route, "GET ")
			if !page {
				continue
			}
			path = strings.NewReplacer("/projects/:slug", home, ":track", "kotter", ":step", "wins", ":id", ids[d.thing], ":activity", ids["activity"], ":item", ids["meeting item"]).Replace(path)
			before := site.Statements()
			if answer := b.Get(path); answer.Status != http.StatusOK {
				continue // it leads elsewhere
			}
			sent[path] = site.Statements() - before
		}
		return sent
	}
	few := asked()
	for range 5 {
		things(b, home)
	}
	many := asked()
	if len(few) < 10 {
		t.Fatalf("only %d pages were asked for", len(few))
	}
	for path, n := range many {
		if n > few[path] || n > mostQueries {
			t.Errorf("%s sends %d queries, and sent %d when there was little", path, n, few[path])
		}
	}
}

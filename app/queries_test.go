package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/report"
)

// mostQueries is what a page may ask of the database, whatever it shows, and mostOfReport
// what a report may, of which one is put together from every room.
const (
	mostQueries  = 40
	mostOfReport = 45
)

func TestNoPageAsksMoreOfTheDatabaseWhenThereAreMoreRows(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Foreign", "small")
	things(b, home)
	ids := things(b, home) // two of each: some pages compare the last with the one before
	asks := func(path string, sent map[string]int64) {
		before := site.Statements()
		if answer := b.Get(path); answer.Status == http.StatusOK { // else it leads elsewhere
			sent[path] = site.Statements() - before
		}
	}
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
			if strings.Contains(path, ":report") {
				for _, kind := range report.Kinds() {
					asks(strings.Replace(path, ":report", string(kind), 1), sent)
				}
				continue
			}
			asks(path, sent)
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
	for _, kind := range report.Kinds() {
		if few[home+"/reports/"+string(kind)+".pdf"] == 0 {
			t.Errorf("the report %s was not asked for", kind)
		}
	}
	for path, n := range many {
		most := int64(mostQueries)
		if strings.HasSuffix(path, ".pdf") {
			most = mostOfReport
		}
		if n > few[path] || n > most {
			t.Errorf("%s sends %d queries, and sent %d when there was little", path, n, few[path])
		}
	}
}

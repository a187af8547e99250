package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
)

// demoBrowser loads the demo and signs in as the first person of a role.
func demoBrowser(t *testing.T, site *apptest.Site, role string) *apptest.Browser {
	t.Helper()
	b := site.Browser(t)
	for _, s := range demoSignIns(t, site) {
		if s[0] == role {
			b.Post("/sign-in", url.Values{"email": {s[1]}, "password": {s[2]}}).Must(http.StatusSeeOther)
			return b
		}
	}
	t.Fatalf("nobody signs in as %s", role)
	return b
}

func TestEveryChangeIsALineInWordsThatLeadsToItsObjectWhileThatIsThere(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/risks", riskForm("Gränssnitt <i>saknas</i>")).Must(http.StatusSeeOther)
		link, _ := b.Get(home + "/risks?q=saknas").Doc().Find("tbody a").Attr("href")
		form := riskForm("Gränssnitt <i>saknas</i>")
		form.Set("version", "1")
		form.Set("likelihood", "2")
		b.Post(link, form).Must(http.StatusSeeOther)

		first := b.Get(home + "/activity?kind=risk&action=changed").Must(http.StatusOK).Doc().Find(".log li").First()
		for _, want := range []string{"Åsa Łukowska changed risk R", "Gränssnitt <i>saknas</i>", "Likelihood"} {
			if line := strings.Join(strings.Fields(first.Text()), " "); !strings.Contains(line, want) {
				t.Errorf("the line lacks %q: %s", want, line)
			}
		}
		if before, after := first.Find("del").Text(), first.Find("ins").Text(); before != "4" || after != "2" {
			t.Errorf("it tells of %s → %s", before, after)
		}
		if href, _ := first.Find("a").Attr("href"); href != link {
			t.Errorf("it leads to %s, want %s", href, link)
		}
		id := link[strings.LastIndex(link, "/")+1:]
		b.Post(home+"/on/risk/"+id+"/comments", url.Values{"body": {"Ask the supplier"}}).Must(http.StatusSeeOther)
		said := func() string {
			return b.Get(home+"/activity?kind=comment").Must(http.StatusOK).Doc().Find(".log li a").AttrOr("href", "")
		}
		if said() != link {
			t.Errorf("a comment leads to %q, want the risk that it is on", said())
		}
		b.Post(link+"/delete", url.Values{"version": {"2"}}).Must(http.StatusSeeOther)
		gone := b.Get(home + "/activity?kind=risk&object=" + id).Must(http.StatusOK)
		if n := gone.Doc().Find(".log li").Length(); n != 3 {
			t.Errorf("%d lines of the object, want three", n)
		}
		if gone.Doc().Find(".log a").Length() != 0 {
			t.Error("a line leads to what is gone")
		}
		if said() != "" {
			t.Error("a comment leads to a risk that is gone")
		}
	})
}

func TestTheLogIsNarrowedByWhoKindActionAndDays(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/risks", riskForm("A risk")).Must(http.StatusSeeOther)
		lines := func(query string) int {
			return b.Get(home + "/activity" + query).Must(http.StatusOK).Doc().Find(".log li").Length()
		}
		who := b.Get(home+"/activity").Doc().Find("select[name=who] option").Eq(1).AttrOr("value", "")
		all := lines("")
		for query, want := range map[string]bool{
			"?who=" + who: true, "?who=nobody": false, "?kind=cost": true, "?kind=nothing": false, "?action=deleted": false,
			"?from=2020-01-01": true, "?to=2020-01-01": false, "?from=2099-01-01": false, "?kind=risk&action=created": true,
		} {
			if got := lines(query); (got > 0) != want || got > all {
				t.Errorf("%s shows %d of %d lines", query, got, all)
			}
		}
		if n := lines("?size=5"); n != 5 {
			t.Errorf("a page of five shows %d", n)
		}
		first, second := b.Get(home+"/activity?size=5"), b.Get(home+"/activity?size=5&page=2")
		if first.Text(".log li:first-child") == second.Text(".log li:first-child") || second.Doc().Find("a[rel=prev]").Length() != 1 {
			t.Error("the second page shows the first")
		}
		b.Get(home + "/activity?from=yesterday").Must(http.StatusUnprocessableEntity)
	})
}

func TestTheLatestChangesAreOnTheOverviewOfThoseWhoMayReadTheLog(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	for role, reads := range map[string]bool{"lead": true, "contributor": true, "consultant": true, "committee": false, "viewer": false} {
		page := demoBrowser(t, site, role).Get("/projects/demo").Must(http.StatusOK)
		if shown := page.Doc().Find("[data-log] li").Length() > 0; shown != reads {
			t.Errorf("%s sees the latest changes: %t", role, shown)
		}
		if room := page.Doc().Find("nav a[href$='/activity']").Length() > 0; room != reads {
			t.Errorf("%s sees the room in the rail: %t", role, room)
		}
		if page.Text("#decisions-title") == "" {
			t.Errorf("%s does not see which decisions wait", role)
		}
	}
}

func TestAnAnswerByCirculationIsLoggedWithTheQuestionInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		b := demoBrowser(t, site, "lead")
		for lang, want := range map[string]string{"en": "Shall wave 2 wait until the peak season is over?", "sv": "Ska våg 2 vänta tills högsäsongen är över?"} {
			me := b.Get("/me").Doc().Find("form[action='/me'] input[name=version]").AttrOr("value", "")
			b.Post("/me", url.Values{"name": {"Torkel Brännvik"}, "language": {lang}, "theme": {"auto"}, "version": {me}}).Must(http.StatusSeeOther)
			lines := b.Get("/projects/demo/activity?kind=decision_vote").Must(http.StatusOK).Doc().Find(".log li")
			if n := lines.FilterFunction(func(_ int, line *goquery.Selection) bool { return strings.Contains(line.Text(), want) }).Length(); n == 0 || n != lines.Length() {
				t.Errorf("%s: %d of %d lines say %q: %s", lang, n, lines.Length(), want, lines.Text())
			}
		}
	})
}

func TestEveryLineOfTheDemosLogIsInWordsInBothLanguages(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	b := demoBrowser(t, site, "lead")
	for _, lang := range []string{"en", "sv"} {
		me := b.Get("/me").Doc().Find("form[action='/me'] input[name=version]").AttrOr("value", "")
		b.Post("/me", url.Values{"name": {"Torkel Brännvik"}, "language": {lang}, "theme": {"auto"}, "version": {me}}).Must(http.StatusSeeOther)
		for _, page := range []string{"1", "2"} {
			doc := b.Get("/projects/demo/activity?size=500&page=" + page).Must(http.StatusOK).Doc()
			if key := regexp.MustCompile(`(activity|demo|domain|health)\.[a-z_.]+`).FindString(doc.Find(".log, .filters").Text()); key != "" {
				t.Errorf("%s: there is no text %s", lang, key)
			}
			untold := map[string]bool{}
			for _, field := range doc.Find(".diff dt").EachIter() {
				if name := field.Text(); unicode.IsLower([]rune(name)[0]) {
					untold[name] = true
				}
			}
			for name := range untold {
				t.Errorf("%s: the field %q has no name", lang, name)
			}
		}
	}
}

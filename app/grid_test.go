package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
)

// counted reads a figure before a word out of a sentence.
func counted(t *testing.T, sentence, word string) int {
	t.Helper()
	found := regexp.MustCompile(`(\d+) ` + word).FindStringSubmatch(sentence)
	if found == nil {
		t.Fatalf("no %q in %q", word, sentence)
	}
	n, _ := strconv.Atoi(found[1])
	return n
}

func TestTheGridHoldsEverythingThatIsTaggedAndEachCellOpensItsList(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "enterprise")
		for i, tags := range []string{"kotter_step=wins&gartner_step=metrics", "kotter_step=wins", "gartner_step=metrics", ""} {
			form, _ := url.ParseQuery(tags)
			form.Set("title", fmt.Sprintf("Tagged %d", i))
			form.Set("status", "todo")
			b.Post(home+"/rollout", form).Must(http.StatusSeeOther)
		}
		page := b.Get(home + "/grid").Must(http.StatusOK)
		about := page.Text(".grid-picture svg > desc")
		total := counted(t, about, "open") + counted(t, about, "done")
		if got := totalOf(t, b.Get(home+"/grid/list")); got != total {
			t.Errorf("the grid holds %d rows, its list %d", total, got)
		}
		cells := 0
		for _, kotter := range []string{"urgency", "coalition", "vision", "communicate", "enable", "wins", "consolidate", "anchor", "none"} {
			cells += totalOf(t, b.Get(home+"/grid/list?kotter="+kotter))
		}
		if cells != total {
			t.Errorf("the columns hold %d of %d rows", cells, total)
		}
		for address, title := range map[string]string{"kotter=wins&gartner=metrics": "Tagged 0", "kotter=wins&gartner=none": "Tagged 1", "kotter=none&gartner=metrics": "Tagged 2", "kotter=none&gartner=none": "Tagged 3"} {
			list := b.Get(home + "/grid/list?" + address + "&kind=task").Must(http.StatusOK)
			if !strings.Contains(list.Text("main table"), title) {
				t.Errorf("%s does not list %s: %s", address, title, list.Text("main"))
			}
			if page.Doc().Find(".grid-picture svg a[href='"+home+"/grid/list?"+address+"']").Length() != 1 {
				t.Errorf("no cell leads to %s", address)
			}
		}
	})
}

// totalOf is how many rows a list has on all its pages.
func totalOf(t *testing.T, a apptest.Answer) int {
	t.Helper()
	pager := a.Must(http.StatusOK).Text("main .pager")
	if pager == "" {
		return 0
	}
	found := regexp.MustCompile(`of (\d+)`).FindStringSubmatch(pager)
	if found == nil {
		t.Fatalf("the pager says %q", pager)
	}
	n, _ := strconv.Atoi(found[1])
	return n
}

func TestAStepThatNobodyKnowsOpensNoList(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		b.Get(home + "/grid/list?kotter=strategy").Must(http.StatusNotFound)
		b.Get(home + "/grid/list?gartner=nothing").Must(http.StatusNotFound)
		b.Get(home + "/grid/list?kind=nothing").Must(http.StatusOK)
	})
}

func TestAGapLeadsToAFormWithItsStepsAndGoesWhenSomethingIsThere(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	who := demoSignIns(t, site)[0]
	b := site.Browser(t)
	comeIn(b, who[1], who[2]).Must(http.StatusSeeOther)
	const home, cell = "/projects/demo", "/projects/demo/grid/list?kotter=enable&gartner=information"
	before := b.Get(home + "/grid").Must(http.StatusOK).Doc().Find(".gaps > li").Length()
	if before < 4 || before > 7 {
		t.Errorf("%d gaps on the demo", before)
	}
	list := b.Get(cell).Must(http.StatusOK)
	to, _ := list.Doc().Find(".notice a:contains('Add a risk here')").Attr("href")
	form := b.Get(to).Must(http.StatusOK).Doc()
	if form.Find("details.add[open]").Length() != 1 {
		t.Error("the form does not stand open")
	}
	for field, want := range map[string]string{"kotter_step": "enable", "gartner_step": "information"} {
		if got, _ := form.Find("details.add select[name=" + field + "] option[selected]").Attr("value"); got != want {
			t.Errorf("%s is %q", field, got)
		}
	}
	risk := url.Values{"title": {"Nobody learns to enter data"}, "category": {"personnel"}, "likelihood": {"3"}, "impact": {"3"}, "response": {"reduce"}, "status": {"open"}}
	risk.Set("kotter_step", "enable")
	risk.Set("gartner_step", "information")
	b.Post(home+"/risks", risk).Must(http.StatusSeeOther)
	if after := b.Get(home + "/grid").Doc().Find(".gaps > li").Length(); after != before-1 {
		t.Errorf("%d gaps, then %d", before, after)
	}
	if now := b.Get(cell); now.Doc().Find(".notice.warn").Length() > 0 || !strings.Contains(now.Text("main table"), "Nobody learns") {
		t.Error("the cell still asks for something")
	}
}

func TestAFormProposesItsStepsAndLeftAloneTheyFollowWhatIsTyped(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		proposed, _ := b.Get(home + "/risks").Doc().Find("details.add input[name=proposed]").Attr("value")
		if proposed != "communicate/collaboration" {
			t.Fatalf("proposed %q", proposed)
		}
		risk := func(title, kotter, gartner string) {
			b.Post(home+"/risks", url.Values{"title": {title}, "category": {"technical"}, "likelihood": {"3"}, "impact": {"3"}, "response": {"reduce"}, "status": {"open"},
				"proposed": {proposed}, "kotter_step": {kotter}, "gartner_step": {gartner}}).Must(http.StatusSeeOther)
		}
		risk("Left alone", "communicate", "collaboration")
		risk("Chosen by hand", "wins", "")
		for address, title := range map[string]string{"kotter=enable&gartner=technology": "Left alone", "kotter=wins&gartner=none": "Chosen by hand"} {
			if list := b.Get(home + "/grid/list?kind=risk&" + address); !strings.Contains(list.Text("main table"), title) {
				t.Errorf("%s is not at %s: %s", title, address, list.Text("main table"))
			}
		}
	})
}

func TestACellOfTheRiskMatrixOpensItsRisks(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		b.Post(home+"/risks", url.Values{"title": {"A corner case"}, "category": {"technical"}, "likelihood": {"1"}, "impact": {"1"}, "response": {"reduce"}, "status": {"open"}}).Must(http.StatusSeeOther)
		for _, page := range []string{"/risks", ""} {
			to, _ := b.Get(home + page).Must(http.StatusOK).Doc().Find("svg a[href*='likelihood=1&impact=1']").Attr("href")
			list := b.Get(to).Must(http.StatusOK)
			if titles := list.Doc().Find("main table td.title"); titles.Length() != 1 || !strings.Contains(titles.Text(), "A corner case") {
				t.Errorf("%s leads to %q, which lists %q", page, to, titles.Text())
			}
		}
	})
}

func TestThePageOfTheGridIsAPDFInEitherLanguage(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Nordvik CRM", "small")
	for _, lang := range []string{"en", "sv"} {
		a := b.Get(home + "/reports/grid.pdf?lang=" + lang).Must(http.StatusOK)
		if a.Type != "application/pdf" || a.Header.Get("Content-Language") != lang || !strings.HasPrefix(string(a.Body), "%PDF") {
			t.Errorf("%s: %s %s", lang, a.Type, a.Header.Get("Content-Language"))
		}
	}
}

func TestTheRowsOfTheGridAreOrderedAndExported(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Ordered", "small")
		days := func(query string) []string {
			return b.Get(home + "/grid/list?sort=row" + query).Must(http.StatusOK).Doc().Find("td.title a").Map(func(_ int, a *goquery.Selection) string { return a.Text() })
		}
		up, down := days(""), days("&desc=true")
		if len(up) < 10 || up[0] == down[0] {
			t.Errorf("upward it begins with %q, downward with %q", up[0], down[0])
		}
		file := string(b.Get(home + "/grid/list?export=csv").Must(http.StatusOK).Body)
		total := b.Get(home + "/grid/list").Text(".pager")
		if lines := strings.Count(file, "\r\n") - 1; !strings.Contains(total, strconv.Itoa(lines)) {
			t.Errorf("the file has %d rows, the page says %s", lines, total)
		}
	})
}

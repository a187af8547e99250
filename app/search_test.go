package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
)

// found are the titles that a search shows, in their order.
func found(b *apptest.Browser, home, words string, more ...string) []string {
	page := b.Get(home + "/search?q=" + url.QueryEscape(words) + strings.Join(more, "")).Must(http.StatusOK)
	return texts(page, ".found .strong a")
}

// texts are those of each thing that a CSS selector finds, as one line each.
func texts(page apptest.Answer, selector string) []string {
	var all []string
	page.Doc().Find(selector).Each(func(_ int, one *goquery.Selection) { all = append(all, strings.Join(strings.Fields(one.Text()), " ")) })
	return all
}

func TestWhatIsWrittenIsFoundByItsWordsInAnyCaseAndWithoutAccents(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		form := riskForm("Åtgärd saknas för 100% av kopplingarna")
		form.Set("cause", "Gränssnittet är från 1998 och Łucja äger det")
		b.Post(home+"/risks", form).Must(http.StatusSeeOther)
		for _, words := range []string{"ÅTGÄRD", "atgard", "åtgärd", "A\u030atga\u0308rd", "gränssnittet", "granssnittet 1998", "lucja", "100%", "kopplingarna   saknas", "tgär"} {
			if got := found(b, home, words); len(got) != 1 || !strings.HasPrefix(got[0], "Åtgärd saknas") {
				t.Errorf("%q finds %q", words, got)
			}
		}
		for _, words := range []string{"åtgärd finnsinte", "1_98", "100_", "%%", "gränssnittet\u00a0 nej", "'; DROP TABLE finding; --", strings.Repeat("x", 3_000), "👩🏽‍🚀", "\u202eeteb", `\`} {
			if got := found(b, home, words); len(got) != 0 {
				t.Errorf("%.40q finds %q", words, got)
			}
		}
		page := b.Get(home + "/search?q=granssnittet").Must(http.StatusOK)
		if got := texts(page, ".found mark"); len(got) != 1 || got[0] != "Gränssnittet" {
			t.Errorf("marked is %q", got)
		}
		for _, odd := range []string{"%00", "%FF", "a%00b", "", "++", "%E2%80%AE"} {
			b.Get(home + "/search?q=" + odd).Must(http.StatusOK)
			b.Get(home + "/search/hints?q=" + odd).Must(http.StatusOK)
		}
		if got := b.Get(home + "/search?q=%3Cscript%3Ealert(1)%3C/script%3E").Must(http.StatusOK).Doc().Find("main script").Length(); got != 0 {
			t.Error("what is typed becomes a script")
		}
	})
}

func TestANumberLeadsStraightToItsRow(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/risks", riskForm("Den sista")).Must(http.StatusSeeOther)
		row := b.Get(home + "/risks?q=Den+sista").Must(http.StatusOK).Doc().Find("tbody tr")
		code := strings.TrimSpace(row.Find("td.num").First().Text())
		link, _ := row.Find("td.title a").Attr("href")
		for _, typed := range []string{code, strings.ToLower(code), " " + code + " "} {
			if got := b.Get(home + "/search?q=" + url.QueryEscape(typed)).Must(http.StatusSeeOther).Location; got != link {
				t.Errorf("%q leads to %s, want %s", typed, got, link)
			}
		}
		hints := b.Get(home + "/search/hints?q=" + code).Must(http.StatusOK)
		if got, _ := hints.Doc().Find("[role=option]").First().Attr("href"); got != link {
			t.Errorf("the first of the dialog is %s", got)
		}
	})
}

func TestTitlesStandBeforeTextsAndTheLatestFirst(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		inText := riskForm("Något annat")
		inText.Set("cause", "zebran sover")
		b.Post(home+"/risks", riskForm("Zebran först")).Must(http.StatusSeeOther)
		b.Post(home+"/risks", riskForm("Zebran sedan")).Must(http.StatusSeeOther)
		b.Post(home+"/risks", inText).Must(http.StatusSeeOther)
		if got := strings.Join(found(b, home, "zebran"), ", "); got != "Zebran sedan, Zebran först, Något annat" {
			t.Errorf("the order is %q", got)
		}
		if got := strings.Join(found(b, home, "zebran sover"), ", "); got != "Något annat" {
			t.Errorf("both words find %q", got)
		}
	})
}

func TestWhatIsChangedRemovedAndBroughtBackIsFoundAsItIs(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/risks", riskForm("Zebran")).Must(http.StatusSeeOther)
		link, _ := b.Get(home + "/risks?q=Zebran").Must(http.StatusOK).Doc().Find("tbody td.title a").Attr("href")
		id := link[strings.LastIndex(link, "/")+1:]
		b.Post(home+"/on/risk/"+id+"/comments", url.Values{"body": {"Giraffen har svarat"}}).Must(http.StatusSeeOther)
		if got := found(b, home, "giraffen"); len(got) != 1 {
			t.Errorf("a comment is not found: %q", got)
		}
		form := riskForm("Tigern")
		form.Set("version", "1")
		b.Post(link, form).Must(http.StatusSeeOther)
		if len(found(b, home, "zebran")) != 0 || len(found(b, home, "tigern")) != 1 {
			t.Error("a row is found by what it was, or not by what it is")
		}
		b.Post(link+"/delete", url.Values{"version": {"2"}}).Must(http.StatusSeeOther)
		seq, _ := b.Get(home + "/risks").Must(http.StatusOK).Doc().Find(".flash input[name=seq]").Attr("value")
		if seq == "" {
			t.Fatal("no undo is offered")
		}
		if len(found(b, home, "tigern"))+len(found(b, home, "giraffen")) != 0 {
			t.Error("what was removed, or hung on it, is found")
		}
		b.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		if len(found(b, home, "tigern")) != 1 || len(found(b, home, "giraffen")) != 1 {
			t.Error("what came back is not found")
		}
	})
}

func TestACataloguesWordsAreFoundInEitherLanguage(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		if en, sv := found(b, home, "licence", "&kind=cost"), found(b, home, "licens", "&kind=cost"); len(en) == 0 || strings.Join(en, "|") != strings.Join(sv, "|") {
			t.Errorf("in English %q, in Swedish %q", en, sv)
		}
	})
}

func TestNobodyFindsWhatIsAnotherProjects(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		mine, other := b.Begin("Vår CRM", "small"), b.Begin("Deras CRM", "small")
		b.Post(other+"/risks", riskForm("Zebran")).Must(http.StatusSeeOther)
		b.Post(other+"/people", url.Values{"name": {"Zebedeus Öhrn"}}).Must(http.StatusSeeOther)
		if got := found(b, mine, "zeb"); len(got) != 0 {
			t.Errorf("found is %q", got)
		}
		if got := found(b, other, "zeb"); len(got) != 2 {
			t.Errorf("in its own project %q", got)
		}
	})
}

func TestHitsAreNarrowedToASortAndPaged(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		for range 27 {
			b.Post(home+"/risks", riskForm("Zebran")).Must(http.StatusSeeOther)
		}
		b.Post(home+"/people", url.Values{"name": {"Zebran Öhrn"}}).Must(http.StatusSeeOther)
		page := b.Get(home + "/search?q=zebran").Must(http.StatusOK)
		if n := page.Doc().Find(".found .strong").Length(); n != 25 || !strings.Contains(page.Text(".pager"), "of 28") {
			t.Errorf("%d hits, %q", n, page.Text(".pager"))
		}
		if got := found(b, home, "zebran", "&page=2"); len(got) != 3 {
			t.Errorf("the second page has %q", got)
		}
		if got := found(b, home, "zebran", "&kind=person"); len(got) != 1 {
			t.Errorf("people: %q", got)
		}
		if got := found(b, home, "zebran", "&kind=nothing"); len(got) != 0 {
			t.Errorf("of no kind: %q", got)
		}
		if got := found(b, home, "zebran", "&page=99"); len(got) != 0 {
			t.Errorf("beyond the end: %q", got)
		}
	})
}

func TestPagesAreOfferedInTheReadersWordsToThoseWhoMayEnter(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	all := demoSignIns(t, site)
	offers := func(role, words string) string {
		for _, who := range all {
			if who[0] == role {
				b := site.Browser(t)
				comeIn(b, who[1], who[2]).Must(http.StatusSeeOther)
				return b.Get("/projects/demo/search/hints?q=" + url.QueryEscape(words)).Must(http.StatusOK).Text("[role=listbox], #search-hits")
			}
		}
		t.Fatalf("nobody is %s", role)
		return ""
	}
	for _, c := range []struct {
		role, words, want string
		offered           bool
	}{
		{"lead", "new risk", "New risk", true},
		{"viewer", "new risk", "New risk", false},
		{"lead", "ny risk", "New risk", true},
		{"lead", "rules for", "Rules for health", true},
		{"contributor", "rules for", "Rules for health", false},
		{"viewer", "activity", "Activity", false},
		{"viewer", "steering report", "Steering report as PDF", true},
		{"viewer", "", "Overview", true},
		{"viewer", "", "Settings", false},
	} {
		if got := offers(c.role, c.words); strings.Contains(got, c.want) != c.offered {
			t.Errorf("%q of a %s offers %q", c.words, c.role, got)
		}
	}
}

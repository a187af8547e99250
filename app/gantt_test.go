package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestTheRollOutOverTimeLeadsToEachTaskInThePictureAndInTheTable(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		page := b.Get(home + "/rollout?view=timeline").Must(http.StatusOK)
		before := page.Doc().Find(".scroll .gantt svg a").Length()
		b.Post(home+"/rollout", url.Values{"title": {"Gallra kundregistret"}, "status": {"doing"}, "planned_start": {"2026-11-02"}, "planned_finish": {"2026-11-20"}}).Must(http.StatusSeeOther)
		page = b.Get(home + "/rollout?view=timeline").Must(http.StatusOK)
		if page.Doc().Find(".scroll .gantt svg[role=group] a").Length() != before+1 {
			t.Errorf("%d rows lead somewhere, %d before", page.Doc().Find(".scroll .gantt svg a").Length(), before)
		}
		drawn := page.Doc().Find(".scroll .gantt svg a[aria-label*='Gallra kundregistret']")
		listed := page.Doc().Find("details td a:contains('Gallra kundregistret')")
		at := drawn.AttrOr("href", "")
		if drawn.Length() != 1 || listed.AttrOr("href", "") != at || !strings.HasPrefix(at, home+"/rollout/tasks/") {
			t.Errorf("the picture leads to %q, the table to %q", at, listed.AttrOr("href", ""))
		}
		b.Get(at).Must(http.StatusOK)
		if current := page.Text("nav.views a[aria-current=page]"); !strings.Contains(current, "Timeline") {
			t.Errorf("the page stands under %q", current)
		}
	})
}

func TestALongRollOutIsShownInPagesWithAsManyQueries(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	asked := func(path string) (int64, *apptest.Answer) {
		before := site.Statements()
		got := b.Get(home + "/rollout?view=timeline" + path).Must(http.StatusOK)
		return site.Statements() - before, &got
	}
	few, _ := asked("")
	for n := range 160 {
		b.Post(home+"/rollout", url.Values{"title": {"Uppgift " + strconv.Itoa(n)}, "status": {"todo"}, "planned_finish": {"2026-12-01"}}).Must(http.StatusSeeOther)
	}
	many, first := asked("")
	_, last := asked("&page=99")
	if many != few {
		t.Errorf("%d statements for few tasks, %d for many", few, many)
	}
	if n := first.Doc().Find(".scroll .gantt svg a").Length(); n > 150 || n < 140 {
		t.Errorf("the first page has %d rows that lead somewhere", n)
	}
	if last.Doc().Find(".scroll .gantt svg a").Length() == 0 {
		t.Error("after the last page nothing is shown")
	}
}

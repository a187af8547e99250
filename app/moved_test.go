package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

// issued prepares a report of a kind and issues it: the address of its page.
func issued(b *apptest.Browser, home, kind string) string {
	draft := b.Post(home+"/reports/drafts", url.Values{"kind": {kind}, "lang": {"en"}}).Must(http.StatusSeeOther).Location
	return b.Post(draft+"/issue", url.Values{"version": {"1"}}).Must(http.StatusSeeOther).Location
}

// says is what the file of an issued report says, with plain spaces.
func says(t *testing.T, b *apptest.Browser, report string) string {
	t.Helper()
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(read(t, b.Get(report+"/report.pdf").Must(http.StatusOK).Body))
}

func TestWhatWasAskedInOneReportAndDecidedBeforeTheNextIsShownThereAsMoved(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		question := asked(b, home, questionForm("När ska våg 2 börja?"))
		b.Post(home+"/risks", riskForm("Gränssnittet saknas")).Must(http.StatusSeeOther)
		first := says(t, b, issued(b, home, "steering"))
		if !strings.Contains(first, "nothing to compare yet") || strings.Contains(first, "Moved since") {
			t.Errorf("the first report says %q", first)
		}
		b.Post(question+"/decide", url.Values{"choice": {"Börja i januari"}, "decided_on": {inDays(0)}, "version": {"1"}}).Must(http.StatusSeeOther)
		b.Post(home+"/risks", riskForm("Utbildningen krockar")).Must(http.StatusSeeOther)
		next := issued(b, home, "steering")
		second := says(t, b, next)
		for _, want := range []string{"Moved since last time", "since report 1", "Decided on", "När ska våg 2 börja?", "Börja i januari", "New risk", "Utbildningen krockar", "page 1 of 1"} {
			if !strings.Contains(second, want) {
				t.Errorf("%q is not in %q", want, second)
			}
		}
		if strings.Contains(second, "nothing to compare") {
			t.Errorf("the second report says %q", second)
		}
		if got := b.Get(next).Must(http.StatusOK).Text("dl.facts"); !strings.Contains(got, "Steering report 1") {
			t.Errorf("its page does not say what it goes on from: %q", got)
		}
		if other := says(t, b, issued(b, home, "status")); !strings.Contains(other, "nothing to compare yet") { // of another sort
			t.Errorf("the first status report says %q", other)
		}
		b.Post(home+"/risks", riskForm("En till")).Must(http.StatusSeeOther)
		if status := says(t, b, issued(b, home, "status")); !strings.Contains(status, "since report 3") || !strings.Contains(status, "En till") {
			t.Errorf("the second status report says %q", status)
		}
	})
}

func TestAnyTwoIssuedReportsOfAProjectAreCompared(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		at := home + "/reports/compare"
		if got := b.Get(at).Must(http.StatusOK).Text("main"); !strings.Contains(got, "once two reports have been issued") {
			t.Errorf("of no reports it says %q", got)
		}
		id := func(report string) string { return report[strings.LastIndex(report, "/")+1:] }
		first := id(issued(b, home, "steering"))
		b.Post(home+"/risks", riskForm("Gränssnittet <b>saknas</b>")).Must(http.StatusSeeOther)
		second := id(issued(b, home, "grid"))
		question := asked(b, home, questionForm("När ska våg 2 börja?"))
		third := id(issued(b, home, "status"))

		page := b.Get(at).Must(http.StatusOK) // the last two
		if got := page.Text("main"); !strings.Contains(got, "När ska våg 2 börja?") || strings.Contains(got, "Gränssnittet") {
			t.Errorf("the last two: %q", got)
		}
		if n := page.Doc().Find("select[name=a] option").Length(); n != 3 {
			t.Errorf("%d reports to choose from, want 3", n)
		}
		if link, _ := page.Doc().Find("td.title a").Attr("href"); link != question {
			t.Errorf("what moved leads to %q, want %q", link, question)
		}
		for _, both := range []string{"?a=" + first + "&b=" + third, "?a=" + third + "&b=" + first} { // either way round
			got := b.Get(at + both).Must(http.StatusOK).Text("main")
			for _, want := range []string{"Steering report 1", "Status report 3", "Gränssnittet <b>saknas</b>", "När ska våg 2 börja?", "new"} {
				if !strings.Contains(got, want) {
					t.Errorf("%s: %q is not in %q", both, want, got)
				}
			}
		}
		if got := b.Get(at + "?b=" + second).Must(http.StatusOK).Text("main"); !strings.Contains(got, "Gränssnittet") || strings.Contains(got, "När ska") {
			t.Errorf("the second with the one before it: %q", got)
		}
		if got := b.Get(at + "?a=" + first + "&b=" + first).Must(http.StatusOK).Text("main"); !strings.Contains(got, "Choose two") {
			t.Errorf("one with itself: %q", got)
		}
		for _, strange := range []string{"?a=nothing", "?a=" + first + "&b=nothing"} {
			b.Get(at + strange).Must(http.StatusNotFound)
		}
		other := b.Begin("Annat", "small")
		b.Get(other + "/reports/compare?a=" + first + "&b=" + third).Must(http.StatusNotFound)
		mine := id(issued(b, other, "grid"))
		b.Get(other + "/reports/compare?a=" + first + "&b=" + mine).Must(http.StatusNotFound)
		if n := b.Get(home + "/reports/" + third).Must(http.StatusOK).Doc().Find("a[href*='/reports/compare?b=" + third + "']").Length(); n != 1 {
			t.Errorf("%d links from the report's page", n)
		}
		if n := b.Get(home + "/reports").Must(http.StatusOK).Doc().Find("a[href$='/reports/compare']").Length(); n != 1 {
			t.Errorf("%d links from the room", n)
		}
	})
}

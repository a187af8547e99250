package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func partyForm(name string) url.Values {
	return url.Values{"name": {name}, "department": {"Malmö"}, "influence": {"4"}, "support": {"-1"}, "wanted": {"1"}, "concerns": {"Fears to lose the old lists"},
		"note": {"Heard at the kick-off"}, "talk_on": {walkDate}, "kotter_step": {"coalition"}}
}

func TestAGroupIsAddedChangedAndBroughtBack(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Intressenter", "small")
		b.Post(home+"/stakeholders", partyForm("Inside sales")).Must(http.StatusSeeOther)
		list := b.Get(home + "/stakeholders").Must(http.StatusOK)
		if got := list.Text("tbody"); !contains(got, "Inside sales", "Against", "For", "Nobody") {
			t.Errorf("the list says %q", got)
		}
		if got := list.Text("h2"); !contains(got, "1 stakeholder with much influence is against the change.", "Nobody talks to 1 of them.") {
			t.Errorf("the map says %q", got)
		}
		link, _ := list.Doc().Find("svg a").Attr("href")
		page := b.Get(link).Must(http.StatusOK)
		if got := page.Text("#stands"); !contains(got, "Against", "Influence 4, wanted: For.") {
			t.Errorf("the history says %q", got)
		}
		b.Post(link, with(with(partyForm("Inside sales"), "support", "1"), "version", "1")).Must(http.StatusSeeOther)
		undo(t, b, home, home+"/stakeholders")
		if n := b.Get(link).Doc().Find("#stands li").Length(); n != 3 {
			t.Errorf("%d stands are kept after a change and its undo", n)
		}
		if got := b.Get(home + "/stakeholders?attitude=against").Text("tbody"); !contains(got, "Inside sales") {
			t.Errorf("after undo: %q", got)
		}
		for field, value := range map[string]string{"name": " ", "influence": "6", "support": "3", "wanted": "-3", "owner_id": "nobody-here", "person_id": "someone"} {
			if b.Post(home+"/stakeholders", with(partyForm("Wrong"), field, value)).Must(http.StatusUnprocessableEntity).Text("#f-"+field+"-wrong") == "" {
				t.Errorf("nothing is said about %s %q", field, value)
			}
		}
	})
}

// contains reports whether a text holds all of some parts.
func contains(text string, parts ...string) bool {
	for _, p := range parts {
		if !strings.Contains(text, p) {
			return false
		}
	}
	return true
}

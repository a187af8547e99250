package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestEachListIsAFileToo(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Listor", "small")
		b.Post(home+"/members", url.Values{"email": {"liv@nordvik.example"}, "role": {"viewer"}})
		organisation := b.Get("/organisations").Doc().Find("tbody a").First().AttrOr("href", "")
		for address, want := range map[string]string{
			home + "/members?export=members":             "Name,",
			home + "/members?export=people":              "Name,",
			home + "/members?export=invitations":         "liv@nordvik.example",
			home + "/activity?export=csv":                "Added",
			home + "/activity?action=created&export=csv": "Added",
			home + "/rollout/waves?export=waves":         "No.,",
			home + "/rollout/pilots?export=pilots":       "No.,",
			home + "/rollout/pilots?export=criteria":     "Pilot,",
			home + "/maturity?export=csv":                "No.,",
			home + "/tracks/kotter?export=csv":           "urgency",
			home + "/tracks/kotter/wins?export=csv":      "Win,",
			home + "/costs?export=csv":                   "SEK",
			home + "/costs?export=months":                "Currency",
			home + "/coalition?export=csv":               "Person",
			home + "/messages?export=csv":                "No.,",
			home + "/trainings?export=csv":               "No.,",
			"/admin/accounts?export=csv":                 "@",
			"/organisations?export=csv":                  ",",
			organisation + "?export=members":             "Role",
			organisation + "?export=projects":            "Listor",
			organisation + "?export=invitations":         "Role",
		} {
			a := b.Get(address).Must(http.StatusOK)
			if a.Type != "text/csv; charset=utf-8" || !strings.Contains(strings.ToLower(string(a.Body)), strings.ToLower(want)) {
				t.Errorf("%s: %s, %.120q lacks %q", address, a.Type, a.Body, want)
			}
		}
	})
}

func TestListsAreBroughtIntoEachOrder(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Listor", "enterprise")
		for _, list := range []string{home + "/risks", home + "/rollout?view=list", home + "/decisions", home + "/costs", home + "/coalition", home + "/messages",
			home + "/trainings", home + "/members", home + "/rollout/pilots", "/admin/accounts", "/organisations", b.Get("/organisations").Doc().Find("tbody a").First().AttrOr("href", "")} {
			heads := b.Get(list).Doc().Find("thead a")
			for i := range heads.Length() {
				ordered := b.Get(heads.Eq(i).AttrOr("href", "")).Must(http.StatusOK)
				again := ordered.Doc().Find("th[aria-sort=ascending] a")
				if again.Length() != 1 {
					t.Errorf("%s: %s does not say its order", list, heads.Eq(i).AttrOr("href", ""))
					continue
				}
				b.Get(again.AttrOr("href", "")).Must(http.StatusOK)
			}
		}
	})
}

func TestWavesWinsAndCriteriaAreBroughtIntoEachOrder(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Listor", "enterprise")
		b.Post(home+"/tracks/kotter/wins/promises", url.Values{"title": {"First team is live"}, "status": {"promised"}}).Must(http.StatusSeeOther)
		pilot := b.Get(home+"/rollout/pilots").Doc().Find("tbody a").First().AttrOr("href", "")
		for list, orders := range map[string]string{home + "/rollout/waves": "main nav a[hx-swap]", home + "/tracks/kotter/wins": "main nav a[hx-swap]", pilot: "thead a"} {
			heads := b.Get(list).Must(http.StatusOK).Doc().Find(orders)
			if heads.Length() < 3 {
				t.Errorf("%s has %d orders", list, heads.Length())
			}
			for i := range heads.Length() {
				to := heads.Eq(i).AttrOr("href", "")
				ordered := b.Get(to).Must(http.StatusOK).Doc().Find(orders)
				if word := strings.TrimSpace(ordered.Eq(i).Text()); !strings.HasSuffix(word, "↑") {
					t.Errorf("%s does not say its order: %q", to, word)
				}
			}
		}
	})
}

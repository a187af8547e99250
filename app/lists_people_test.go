package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestListsOfPeopleAreNarrowedEachByItself(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Listor", "small")
		for email, role := range map[string]string{"liv@nordvik.example": "viewer", "tor@nordvik.example": "lead"} {
			b.Post(home+"/members", url.Values{"email": {email}, "role": {role}})
		}
		b.Post(home+"/people", url.Values{"name": {"Åse Ulvik"}}).Must(http.StatusSeeOther)
		b.Post("/organisations", url.Values{"name": {"Änglamark & Co"}}).Must(http.StatusSeeOther)
		b.Post("/organisations/anglamark-co/members", url.Values{"email": {"siv@nordvik.example"}, "role": {"owner"}})
		self := strings.TrimSpace(b.Get(home + "/members").Doc().Find("tbody").First().Find("td.title a").First().Text())

		for _, c := range []struct {
			what, address, file string
			holds, lacks        string
		}{
			{"members by a name", home + "/members?who=" + url.QueryEscape(strings.ToUpper(self)), "members", self, ""},
			{"members by a role that nobody has", home + "/members?role=viewer", "members", "", self},
			{"invitations by address", home + "/members?address=LIV", "invitations", "liv@", "tor@"},
			{"invitations by role", home + "/members?invited_role=lead", "invitations", "tor@", "liv@"},
			{"people by name", home + "/members?q=%C3%A5se", "people", "Åse Ulvik", self},
			{"organisations by name, without accents", "/organisations?q=anglamark", "csv", "Änglamark", "Nordvik"},
			{"organisations by another name", "/organisations?q=nowhere", "csv", "", "Änglamark"},
			{"an organisation's people by role", "/organisations/anglamark-co?role=member", "members", "", self},
			{"an organisation's people by name", "/organisations/anglamark-co?who=" + url.QueryEscape(self), "members", self, ""},
			{"an organisation's invitations by role", "/organisations/anglamark-co?invited_role=member", "invitations", "", "siv@"},
			{"an organisation's invitations", "/organisations/anglamark-co?address=siv", "invitations", "siv@", ""},
			{"an organisation's projects by name", "/organisations/anglamark-co?q=none", "projects", "", "Listor"},
		} {
			page := b.Get(c.address).Must(http.StatusOK)
			if !strings.Contains(page.Text("main"), "Clear") {
				t.Errorf("%s: nothing clears the filter", c.what)
			}
			file := string(b.Get(c.address + "&export=" + c.file).Must(http.StatusOK).Body)
			if !strings.Contains(file, c.holds) || c.lacks != "" && strings.Contains(file, c.lacks) {
				t.Errorf("%s: %q", c.what, file)
			}
		}
	})
}

func TestToNarrowOneListOfAPageLeavesTheOthersAsTheyAre(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Listor", "small")
		page := b.Get(home + "/members?q=xyz&role=lead&sort=role").Doc()
		kept := page.Find("form[role=search]:has(input[name=who]) input[type=hidden]")
		if kept.Length() != 2 || kept.Filter("[name=q]").AttrOr("value", "") != "xyz" || kept.Filter("[name=sort]").AttrOr("value", "") != "role" {
			t.Errorf("%d fields are kept", kept.Length())
		}
		clear := page.Find("form[role=search]:has(input[name=who]) .actions a").AttrOr("href", "")
		if clear != home+"/members?q=xyz&sort=role" {
			t.Errorf("to clear one leads to %s", clear)
		}
	})
}

package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

// admitted makes an account as the administrator and gives its browser, signed
// in, once it has chosen a password.
func admitted(t *testing.T, site *apptest.Site, admin *apptest.Browser, name, email string, more url.Values) *apptest.Browser {
	t.Helper()
	form := url.Values{"name": {name}, "email": {email}, "language": {"sv"}}
	for k, v := range more {
		form[k] = v
	}
	link := linkIn(t, admin.Post("/admin/accounts", form).Must(http.StatusOK).Text(".copyable"), "reset")
	b := site.Browser(t)
	b.Post(link, url.Values{"password": {"long enough to keep"}}).Must(http.StatusSeeOther)
	return b
}

// accountAt is the beginning of the addresses at which an account is changed.
func accountAt(t *testing.T, admin *apptest.Browser, email string) string {
	t.Helper()
	at, found := admin.Get("/admin/accounts?q=" + url.QueryEscape(email)).Must(http.StatusOK).Doc().Find("form[action$='/reset']").Attr("action")
	if !found {
		t.Fatalf("no account fits %s", email)
	}
	return strings.TrimSuffix(at, "/reset")
}

func TestAnAdministratorMakesClosesAndOpensAccounts(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		admin := site.SetUp(t)
		b := admitted(t, site, admin, "Örjan Ängström", "orjan@firm.example", nil)
		if got, _ := b.Get("/me").Must(http.StatusOK).Doc().Find("html").Attr("lang"); got != "sv" {
			t.Errorf("the new account reads %q", got)
		}
		b.Get("/admin/accounts").Must(http.StatusForbidden)
		b.Post("/admin/accounts", url.Values{"name": {"X"}, "email": {"x@firm.example"}, "language": {"sv"}}).Must(http.StatusForbidden)
		admin.Post("/admin/accounts", url.Values{"name": {"X"}, "email": {"ORJAN@firm.example"}, "language": {"sv"}}).Must(http.StatusUnprocessableEntity)
		if rows := admin.Get("/admin/accounts?q=" + url.QueryEscape("ÖRJAN äng")).Doc().Find("tbody tr").Length(); rows != 1 {
			t.Errorf("a search in another case finds %d", rows)
		}

		at := accountAt(t, admin, "orjan@firm.example")
		reset := linkIn(t, admin.Post(at+"/reset", nil).Must(http.StatusOK).Text(".copyable"), "reset")
		admin.Post(at+"/close", nil).Must(http.StatusSeeOther)
		b.Get("/me").Must(http.StatusSeeOther) // signed out
		comeIn(b, "orjan@firm.example", "long enough to keep").Must(http.StatusUnprocessableEntity)
		b.Get(reset).Must(http.StatusNotFound)
		admin.Post(at+"/reset", nil).Must(http.StatusUnprocessableEntity)
		admin.Post(at+"/reopen", nil).Must(http.StatusSeeOther)
		comeIn(b, "orjan@firm.example", "long enough to keep").Must(http.StatusSeeOther)
		admin.Post(accountAt(t, admin, asa)+"/close", nil).Must(http.StatusUnprocessableEntity) // their own
		admin.Get("/me").Must(http.StatusOK)
	})
}

func TestAConsultantWhoMayCreatesClientsThatAreWalledOff(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		admin := site.SetUp(t)
		b := admitted(t, site, admin, "Eivind", "eivind@firm.example", nil)
		b.Post("/organisations", url.Values{"name": {"Client"}}).Must(http.StatusForbidden)
		at := accountAt(t, admin, "eivind@firm.example")
		admin.Post(at+"/organisations", url.Values{"allowed": {"true"}}).Must(http.StatusSeeOther)
		if got := b.Post("/organisations", url.Values{"name": {"Client"}}).Must(http.StatusSeeOther).Location; got != "/organisations/client" {
			t.Errorf("the organisation stands at %s", got)
		}
		b.Post("/organisations", url.Values{"name": {" "}}).Must(http.StatusUnprocessableEntity)
		new, _ := b.Get("/organisations/client").Must(http.StatusOK).Doc().Find(".head a.primary").Attr("href")
		if chosen, _ := b.Get(new).Must(http.StatusOK).Doc().Find("select[name=organisation] option[selected]").Attr("value"); chosen != "client" {
			t.Errorf("a new project begins in %q", chosen)
		}
		b.Get("/organisations/fjord-son").Must(http.StatusNotFound)
		if list := b.Get("/organisations").Text("tbody"); strings.Contains(list, "Fjord") || !strings.Contains(list, "Client") {
			t.Errorf("the consultant sees %q", list)
		}
		admin.Post(at+"/organisations", nil).Must(http.StatusSeeOther)
		b.Post("/organisations", url.Values{"name": {"Another"}}).Must(http.StatusForbidden)

		// the administrator sees who looks after it, and none of its projects
		begin := url.Values{"name": {"Secret"}, "template": {"small"}, "organisation": {"client"}, "currency": {"SEK"}, "time_zone": {"Europe/Stockholm"},
			"country": {"SE"}, "language": {"en"}, "start_on": {"2026-03-02"}, "horizon_months": {"12"}}
		b.Post("/projects", begin).Must(http.StatusSeeOther)
		page := admin.Get("/organisations/client").Must(http.StatusOK).Text("main")
		if strings.Contains(page, "Secret") || !strings.Contains(page, "eivind@firm.example") {
			t.Errorf("the administrator sees %q", page)
		}
		admin.Get("/projects/secret").Must(http.StatusNotFound)
		begin.Set("name", "Mine")
		admin.Post("/projects", begin).Must(http.StatusForbidden)
	})
}

func TestAnOrganisationKeepsAnOwnerAndEachProjectALead(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		owner := begun(t, site)
		const firm = "/organisations/fjord-son"
		person := func(email string) string {
			at, _ := owner.Get(firm).Must(http.StatusOK).Doc().Find("tr:contains('" + email + "') form[action$='/delete']").Attr("action")
			return strings.TrimSuffix(at, "/delete")
		}
		self := person(asa)
		owner.Post(self, url.Values{"role": {"member"}}).Must(http.StatusUnprocessableEntity)
		owner.Post(self+"/delete", nil).Must(http.StatusUnprocessableEntity)
		owner.Post(self, url.Values{"role": {"emperor"}}).Must(http.StatusUnprocessableEntity)

		owner.Post(firm+"/members", url.Values{"email": {"nonsense"}, "role": {"owner"}}).Must(http.StatusUnprocessableEntity)
		owner.Post(firm+"/members", url.Values{"email": {asa}, "role": {"owner"}}).Must(http.StatusUnprocessableEntity) // is in it
		page := owner.Post(firm+"/members", url.Values{"email": {"torkel@firm.example"}, "role": {"owner"}}).Must(http.StatusOK)
		b := site.Browser(t)
		b.Post(linkIn(t, page.Text(".copyable"), "invitation"), url.Values{"name": {"Torkel"}, "password": {"long enough to keep"}}).Must(http.StatusSeeOther)
		b.Get(vart).Must(http.StatusOK) // as a lead
		b.Post(vart+"/members", url.Values{"email": {"x@firm.example"}, "role": {"viewer"}}).Must(http.StatusOK)

		if got := b.Post(self+"/delete", nil).Must(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, "last lead of Vårt CRM") {
			t.Errorf("the page says %q", got)
		}
		join(t, site, owner, "Maren", "maren@firm.example", "lead")
		owner.Post(self+"/delete", nil).Must(http.StatusSeeOther)
		owner.Get(vart).Must(http.StatusNotFound)
		b.Get(firm).Must(http.StatusOK)
		b.Post(self, url.Values{"role": {"member"}}).Must(http.StatusNotFound) // gone
	})
}

func TestAnAdministratorTakesWhoHasAnAccountIntoAnOrganisationAtOnce(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		admin := site.SetUp(t)
		b := admitted(t, site, admin, "Eivind", "eivind@firm.example", nil)
		b.Get("/organisations/fjord-son").Must(http.StatusNotFound)
		admin.Post("/organisations/fjord-son/members", url.Values{"email": {"Eivind@firm.example"}, "role": {"member"}}).Must(http.StatusSeeOther)
		b.Get("/organisations/fjord-son").Must(http.StatusOK)
		b.Post("/organisations/fjord-son/members", url.Values{"email": {"x@firm.example"}, "role": {"owner"}}).Must(http.StatusForbidden)
		b.Post("/organisations/fjord-son", url.Values{"name": {"Mine"}, "version": {"1"}}).Must(http.StatusForbidden)
		admin.Post("/organisations/fjord-son", url.Values{"name": {"Fjord & Sønner"}, "version": {"1"}}).Must(http.StatusSeeOther)
		admin.Post("/organisations/fjord-son", url.Values{"name": {"Other"}, "version": {"1"}}).Must(http.StatusConflict)
		if got := b.Get("/organisations/fjord-son").Text("h1"); got != "Fjord & Sønner" {
			t.Errorf("the organisation is called %q", got)
		}
	})
}

func TestSettingsAreSavedAndANewNameBringsANewAddress(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		viewer := join(t, site, lead, "Maren", "maren@firm.example", "viewer")
		viewer.Get(vart + "/settings").Must(http.StatusForbidden)
		form := url.Values{"name": {"Kunderna först"}, "aim": {"Every customer is known."}, "start_on": {"2026-03-02"}, "horizon_months": {"18"},
			"time_zone": {"Europe/Oslo"}, "country": {"NO"}, "language": {"sv"}, "simulation": {"true"}, "version": {"1"}, "currency": {"EUR"}, "template": {"rescue"}}
		bad := url.Values{}
		for k, v := range form {
			bad[k] = v
		}
		bad.Set("time_zone", "Mars")
		bad.Set("version", version1(lead))
		lead.Post(vart+"/settings", bad).Must(http.StatusUnprocessableEntity)
		form.Set("version", version1(lead))
		if got := lead.Post(vart+"/settings", form).Must(http.StatusSeeOther).Location; got != "/projects/kunderna-forst/settings" {
			t.Errorf("the settings stand at %s", got)
		}
		page := lead.Get("/projects/kunderna-forst/settings").Must(http.StatusOK)
		if page.Doc().Find("#f-simulation[checked]").Length() != 1 || page.Doc().Find("#f-earned_value[checked]").Length() != 0 {
			t.Error("the switches are not as they were set")
		}
		if got := page.Text(".facts"); !strings.Contains(got, "SEK") || !strings.Contains(got, "Small firm") {
			t.Errorf("currency and template became %q", got)
		}
		if got := lead.Get(vart + "/risks?q=x"); got.Status != http.StatusMovedPermanently || got.Location != "/projects/kunderna-forst/risks?q=x" {
			t.Errorf("the old address gives %d %s", got.Status, got.Location)
		}
		lead.Post("/projects/kunderna-forst/settings", form).Must(http.StatusConflict)
	})
}

func version1(b *apptest.Browser) string {
	v, _ := b.Get(vart + "/settings").Doc().Find("form[action='" + vart + "/settings'] input[name=version]").Attr("value")
	return v
}

func TestADeletedProjectIsGoneForAllUntilAnOwnerBringsItBack(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		owner := begun(t, site)
		lead := join(t, site, owner, "Torkel", "torkel@firm.example", "lead")
		open := invited(t, lead, "maren@firm.example", "viewer")
		lead.Post(vart+"/settings/delete", url.Values{"confirm": {"Something else"}}).Must(http.StatusUnprocessableEntity)
		lead.Post(vart+"/settings/delete", url.Values{"confirm": {" vårt crm "}}).Must(http.StatusSeeOther)
		for _, b := range []*apptest.Browser{owner, lead} {
			b.Get(vart).Must(http.StatusNotFound)
			if got := b.Get("/projects").Text("main"); strings.Contains(got, "Vårt CRM") {
				t.Error("the deleted project is still listed")
			}
		}
		site.Browser(t).Get(open).Must(http.StatusNotFound)
		restore, _ := owner.Get("/organisations/fjord-son").Doc().Find("form[action$='/restore']").Attr("action")
		if lead.Get("/organisations/fjord-son").Doc().Find("form[action$='/restore']").Length() != 0 {
			t.Error("who is no owner is offered to bring it back")
		}
		lead.Post(restore, nil).Must(http.StatusForbidden)
		owner.Post(restore, nil).Must(http.StatusSeeOther)
		lead.Get(vart).Must(http.StatusOK)
	})
}

func TestOrganisationsAndProjectsAreFoundByCapitalsBeyondASCII(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		at := b.Get("/organisations").Doc().Find("tbody a").First().AttrOr("href", "")
		b.Post(at, url.Values{"name": {"ÖSTERGÖTLANDS ÅKERI"}, "version": {"1"}}).Must(http.StatusSeeOther) // its address stays
		b.Begin("ÄLVDALENS КЛИЕНТ", "small")
		b.Begin("Annat", "small")
		for list, titles := range map[string]map[string]int{
			"/organisations?q=": {"östergötlands": 1, "ostergotlands åkeri": 1, "ÅKERI": 1, "клиент": 0},
			"/projects?q=":      {"älvdalens": 1, "ALVDALENS": 1, "клиент": 1, "ж": 0},
			at + "?q=":          {"älvdalens": 1, "клиент": 1, "ж": 0},
		} {
			for words, want := range titles {
				if got := b.Get(list + url.QueryEscape(words)).Must(http.StatusOK).Doc().Find("tbody td.title a").Length(); got != want {
					t.Errorf("%s%s finds %d, want %d", list, words, got, want)
				}
			}
		}
	})
}

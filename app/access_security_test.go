package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database/databasetest"
)

func TestNoFormIsTakenWithoutItsToken(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		stranger := site.Browser(t)
		stranger.Token()
		id := regexp.MustCompile(`:[a-z]+`)
		for _, r := range site.Routes() {
			if r.Method != http.MethodPost {
				continue
			}
			path := id.ReplaceAllString(strings.Replace(r.Path, ":slug", "vart-crm", 1), "x")
			for name, b := range map[string]*apptest.Browser{"the lead": lead, "a stranger": stranger} {
				for _, token := range []string{"", "x", strings.Repeat("x", 43)} {
					if got := b.Send(path, token, nil, nil); got.Status != http.StatusForbidden {
						t.Errorf("%s sends to %s with the token %q and gets %d", name, path, token, got.Status)
					}
				}
			}
		}
		lead.Get("/me").Must(http.StatusOK) // still signed in
		page := lead.Send("/me", stranger.Token(), url.Values{"name": {"X"}}, nil)
		page.Must(http.StatusForbidden) // another browser's token
	})
}

func TestWhatABrowserCallsAForeignFormIsRefusedEvenWithItsToken(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	for origin, want := range map[string]int{"same-origin": http.StatusSeeOther, "none": http.StatusSeeOther, "cross-site": http.StatusForbidden, "same-site": http.StatusForbidden} {
		form := url.Values{"csrf": {b.Token()}, "name": {"Åsa"}, "language": {"en"}, "theme": {"dark"}}
		r, err := http.NewRequest(http.MethodPost, "http://127.0.0.1:8080/me", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", origin)
		if got := b.Do(r); got.Status != want {
			t.Errorf("%s: %d, want %d", origin, got.Status, want)
		}
	}
}

func TestEveryAnswerCarriesTheGuardingHeaders(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	lead := begun(t, site)
	for _, path := range []string{"/me", vart, "/nowhere", "/healthz", "/static/css/stegvis.css", "/invitation/x"} {
		h := lead.Get(path).Header
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "script-src 'self';") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if h.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: HSTS without https", path)
		}
	}
	page := string(lead.Get(vart).Body)
	if inline := regexp.MustCompile(`(?i)<script(?:\s[^>]*)?>\s*[^\s<]|\sstyle=|\son[a-z]+=|<style|javascript:`).FindString(page); inline != "" {
		t.Errorf("the page holds %q", inline)
	}
}

// secured is a browser that keeps the secure cookies of a site reached by https,
// as apptest's, which speaks http, rightly does not.
type secured struct {
	*apptest.Browser
	t       *testing.T
	cookies map[string]string
}

func (b *secured) send(method, path string, form url.Values) apptest.Answer {
	b.t.Helper()
	r, err := http.NewRequest(method, "http://127.0.0.1:8080"+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	a := b.Do(r)
	for _, c := range (&http.Response{Header: a.Header}).Cookies() {
		b.cookies[c.Name] = c.Value
		if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			b.t.Errorf("%s %s sets %q", method, path, c.Raw)
		}
	}
	return a
}

func TestBehindHTTPSCookiesAreBoundToItAndASessionIsNewAtEachSignIn(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]config.Settings{
		"sqlite": {}, "postgres": {DatabaseURL: databasetest.URL(t)},
	} {
		t.Run(name, func(t *testing.T) {
			settings.PublicURL = "https://crm.firm.example"
			site := apptest.Open(t, settings)
			token, err := site.OfferSetUp(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			b := &secured{Browser: site.Browser(t), t: t, cookies: map[string]string{"__Host-session": "planted-by-somebody-else"}}
			page := b.send(http.MethodGet, "/set-up", nil).Must(http.StatusOK)
			if got := page.Header.Get("Strict-Transport-Security"); got == "" {
				t.Error("no HSTS")
			}
			b.send(http.MethodPost, "/set-up", url.Values{"csrf": {b.cookies["__Host-csrf"]}, "token": {token}, "name": {"Åsa"}, "email": {asa},
				"password": {"correct horse battery"}, "organisation": {"Fjord"}}).Must(http.StatusSeeOther)
			first := b.cookies["__Host-session"]
			if first == "planted-by-somebody-else" || len(first) != 43 {
				t.Fatalf("the session is %q", first)
			}
			csrf, _ := b.send(http.MethodGet, "/me", nil).Must(http.StatusOK).Doc().Find("input[name=csrf]").Attr("value")
			b.send(http.MethodPost, "/sign-in", url.Values{"csrf": {csrf}, "email": {asa}, "password": {"correct horse battery"}}).Must(http.StatusSeeOther)
			if b.cookies["__Host-session"] == first {
				t.Error("the session stayed the same")
			}
			b.cookies["__Host-session"] = first
			b.send(http.MethodGet, "/me", nil).Must(http.StatusSeeOther) // the one before has ended
		})
	}
}

func TestSigningInLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	site.SetUp(t)
	for next, want := range map[string]string{
		"/projects/demo?x=1#y": "/projects/demo?x=1#y", "": "/projects", "https://evil.example": "/projects", "//evil.example": "/projects",
		"/\\evil.example": "/projects", "/\t/evil.example": "/projects", "/\n/evil.example": "/projects", " //evil.example": "/projects",
		"\\\\evil.example": "/projects", "javascript:alert(1)": "/projects", "/\r\nSet-Cookie: a=b": "/projects", "projects": "/projects",
	} {
		b := site.Browser(t)
		got := b.Post("/sign-in", url.Values{"email": {asa}, "password": {"correct horse battery"}, "next": {next}}).Must(http.StatusSeeOther)
		if got.Location != want {
			t.Errorf("next %q leads to %q, want %q", next, got.Location, want)
		}
		if out := b.Post("/sign-out", url.Values{"next": {next}}).Location; next != "" && out != want {
			t.Errorf("signing out with next %q leads to %q, want %q", next, out, want)
		}
	}
}

func TestAnUnknownAddressAndAWrongPasswordHaveTheSameAnswerAndLimit(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		site.SetUp(t)
		b := site.Browser(t)
		var answers []string
		for _, email := range []string{asa, "nobody@firm.example"} {
			for range 10 {
				answers = append(answers, comeIn(b, email, "wrong password").Must(http.StatusUnprocessableEntity).Text("main"))
			}
			comeIn(b, email, "correct horse battery").Must(http.StatusTooManyRequests)
		}
		for _, a := range answers {
			if a != answers[0] {
				t.Errorf("%q differs from %q", a, answers[0])
			}
		}
	})
}

func TestAPersonSeesAndEndsTheirSessions(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		here := begun(t, site)
		join(t, site, here, "Maren", "maren@firm.example", "viewer")
		there := site.Browser(t)
		comeIn(there, asa, "correct horse battery").Must(http.StatusSeeOther)
		ends := here.Get("/me").Must(http.StatusOK).Doc().Find("form[action$='/end']")
		if ends.Length() != 1 {
			t.Fatalf("%d other sessions, want 1", ends.Length())
		}
		end, _ := ends.Attr("action")
		maren := site.Browser(t)
		comeIn(maren, "maren@firm.example", "long enough to keep").Must(http.StatusSeeOther)
		maren.Post(end, nil).Must(http.StatusNotFound) // somebody else's
		here.Post(end, nil).Must(http.StatusSeeOther)
		there.Get("/me").Must(http.StatusSeeOther)
		here.Get("/me").Must(http.StatusOK)
	})
}

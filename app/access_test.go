package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/platform/config"
	"stegvis/app/platform/mail/mailtest"
)

// mailing runs a test against a site that sends mail, to a server that is busy
// at first.
func mailing(t *testing.T, run func(t *testing.T, site *apptest.Site, post *mailtest.Server)) {
	t.Helper()
	var post *mailtest.Server
	apptest.EachWith(t, func(t *testing.T) config.Settings {
		post = mailtest.Open(t, mailtest.Options{})
		return mailed(post)
	}, func(t *testing.T, site *apptest.Site) { run(t, site, post) })
}

// mailed are the settings of a site that hands its mail to a server.
func mailed(post *mailtest.Server) config.Settings {
	return config.Settings{SMTPHost: post.Host, SMTPPort: post.Port, SMTPFrom: "Stegvis <post@stegvis.example>", SMTPTLS: config.NoTLS}
}

// linkIn is the path of the link that a text holds for a purpose.
func linkIn(t *testing.T, text, purpose string) string {
	t.Helper()
	link := regexp.MustCompile(`https?://[^/\s]+(/` + purpose + `/[A-Za-z0-9_-]{43})\b`).FindStringSubmatch(text)
	if link == nil {
		t.Fatalf("no link for %s in %q", purpose, text)
	}
	return link[1]
}

const asa = "asa@firm.example"

func comeIn(b *apptest.Browser, email, password string) apptest.Answer {
	return b.Post("/sign-in", url.Values{"email": {email}, "password": {password}})
}

func TestAForgottenPasswordIsResetByALinkThatWorksOnce(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		elsewhere := site.SetUp(t)
		site.Work(t)
		b := site.Browser(t)
		b.Lang = "sv"
		known := b.Post("/forgot", url.Values{"email": {"ASA@firm.example"}}).Must(http.StatusOK)
		unknown := b.Post("/forgot", url.Values{"email": {"nobody@firm.example"}}).Must(http.StatusOK)
		if known.Text("main") != unknown.Text("main") {
			t.Errorf("the answers differ: %q and %q", known.Text("main"), unknown.Text("main"))
		}
		letter := post.Await(1)
		if letter.To != asa || letter.Subject != "A new password for Stegvis" { // Åsa set up in English
			t.Errorf("the letter is for %s: %s", letter.To, letter.Subject)
		}
		link := linkIn(t, letter.Text, "reset")
		b.Get(link).Must(http.StatusOK)
		b.Post(link, url.Values{"password": {"short"}}).Must(http.StatusUnprocessableEntity)
		b.Post(link, url.Values{"password": {"four unrelated words"}}).Must(http.StatusSeeOther)
		b.Get("/me").Must(http.StatusOK)
		elsewhere.Get("/me").Must(http.StatusSeeOther) // signed out
		if title := b.Get(link).Must(http.StatusNotFound).Text("h1"); title != "This link can no longer be used" {
			t.Errorf("a spent link is called %q", title)
		}
		b.Post(link, url.Values{"password": {"another password"}}).Must(http.StatusNotFound)
		comeIn(site.Browser(t), asa, "correct horse battery").Must(http.StatusUnprocessableEntity)
		comeIn(site.Browser(t), asa, "four unrelated words").Must(http.StatusSeeOther)
		if n := len(post.Letters()); n != 1 {
			t.Errorf("%d letters, want 1", n)
		}
	})
}

func TestWithoutAMailServerAForgottenPasswordSaysWhomToAsk(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		site.SetUp(t)
		b := site.Browser(t)
		if page := b.Get("/forgot").Must(http.StatusOK); page.Doc().Find("main form").Length() != 0 || !strings.Contains(page.Text("main"), "stegvis user password") {
			t.Errorf("the page says %q", page.Text("main"))
		}
		b.Post("/forgot", url.Values{"email": {asa}}).Must(http.StatusUnprocessableEntity)
	})
}

func TestAskingForLettersIsLimitedByMailboxWhoeverHasIt(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, _ *mailtest.Server) {
		site.SetUp(t)
		for _, email := range []string{asa, "nobody@firm.example"} {
			b := site.Browser(t)
			for range 5 {
				b.Post("/forgot", url.Values{"email": {email}}).Must(http.StatusOK)
			}
			b.Post("/forgot", url.Values{"email": {email}}).Must(http.StatusTooManyRequests)
		}
	})
}

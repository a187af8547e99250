package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
	"stegvis/app/platform/mail/mailtest"
)

func signature(said, reason string) url.Values {
	return url.Values{"verdict": {said}, "reason": {reason}}
}

// reviewOf puts a report before the committee and gives the address of the review.
func reviewOf(b *apptest.Browser, home, kind string) string {
	at := issued(b, home, kind) + "/review"
	b.Post(at, nil).Must(http.StatusSeeOther)
	return at
}

// letterTo waits for the letter with a subject to somebody.
func letterTo(t *testing.T, post *mailtest.Server, email, subject string) mailtest.Letter {
	t.Helper()
	var found mailtest.Letter
	eventually(t, "a letter is there to "+email, func() bool {
		for _, l := range post.Letters() {
			if l.To == email && strings.Contains(l.Subject, subject) {
				found = l
			}
		}
		return found.To != ""
	})
	return found
}

func TestAMemberWithoutAnAccountSignsTheReportByTheLinkInTheirMail(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		first := issued(b, home, "steering")
		if got := b.Post(first+"/review", nil).Must(http.StatusUnprocessableEntity).Text("[role=alert]"); !strings.Contains(got, "Nobody is in the steering committee") {
			t.Errorf("without a committee it says %q", got)
		}
		seats(b, home, "Ingrid Solvang", "Henrik Aalto", "Maja Lindqvist")
		b.Post(first+"/review", nil).Must(http.StatusSeeOther)
		b.Post(first+"/review", nil).Must(http.StatusUnprocessableEntity)
		site.Work(t)
		letter := letterTo(t, post, "ingrid@styrgrupp.example", "Please sign: Steering report 1, Nordvik CRM")
		if len(letter.Files) != 1 || letter.Files[0].Type != "application/pdf" || !strings.Contains(letter.Text, "you need no account") {
			t.Errorf("the letter has %d files and says %q", len(letter.Files), letter.Text)
		}
		link := linkIn(t, letter.Text, "review")
		phone := site.Browser(t)
		page := phone.Get(link).Must(http.StatusOK)
		if got := page.Text("main"); !strings.Contains(got, "Steering report 1") || !strings.Contains(got, "0 of 3 have signed; quorum 2") {
			t.Errorf("the page says %q", got)
		}
		if page.Header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(page.Header.Get("X-Robots-Tag"), "noindex") || page.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("the page is guarded by %v", page.Header)
		}
		page.Doc().Find("a[href], form[action]").Each(func(_ int, a *goquery.Selection) {
			if to := a.AttrOr("href", a.AttrOr("action", "")); !strings.HasPrefix(to, link) && !strings.HasPrefix(to, "#") {
				t.Errorf("the page leads to %s", to)
			}
		})
		if got := phone.Get(link + "/report.pdf").Must(http.StatusOK); got.Header.Get("Content-Type") != "application/pdf" || string(got.Body) != string(letter.Files[0].Content) {
			t.Error("the file is another than the one in the letter")
		}
		phone.Post(link+"/comments", url.Values{"section": {"risks"}, "text": {"Who looks after the <b>first</b>?"}}).Must(http.StatusSeeOther)
		phone.Post(link+"/comments", url.Values{"section": {"risks"}, "text": {"Who looks after the <b>first</b>?"}}).Must(http.StatusSeeOther)
		phone.Post(link+"/comments", url.Values{"section": {"weather"}, "text": {"Rain"}}).Must(http.StatusUnprocessableEntity)
		if got := phone.Post(link+"/sign", signature("refused", " ")).Must(http.StatusUnprocessableEntity).Text("#f-sign-reason-wrong"); got == "" {
			t.Error("a refusal without a reason is not told so")
		}
		for range 2 {
			phone.Post(link+"/sign", signature("approved", "")).Must(http.StatusSeeOther)
		}
		signed := phone.Get(link).Must(http.StatusOK)
		sha := b.Get(first).Must(http.StatusOK).Text("aside .facts .digest")
		if got := signed.Text("#signed"); !strings.Contains(got, "Ingrid Solvang") || !strings.Contains(got, "Approved") || !strings.Contains(got, sha) || sha == "" {
			t.Errorf("the signature says %q, of %q", got, sha)
		}
		if n := signed.Doc().Find("#remarks li").Length(); n != 1 {
			t.Errorf("%d comments", n)
		}
		second := site.Browser(t)
		second.Lang = "sv"
		other := linkIn(t, letterTo(t, post, "henrik@styrgrupp.example", "Please sign").Text, "review")
		if got := second.Get(other).Must(http.StatusOK).Text("#state"); !strings.Contains(got, "1 av 3 har skrivit under") {
			t.Errorf("in Swedish it says %q", got)
		}
		second.Post(other+"/sign", signature("approved", "")).Must(http.StatusSeeOther)
		issuedPage := b.Get(first).Must(http.StatusOK)
		if got := issuedPage.Text("#review"); !strings.Contains(got, "Approved") || !strings.Contains(got, "2 of 3 have signed; quorum 2; approved by simple majority") {
			t.Errorf("the report's page says %q", got)
		}
		if n := issuedPage.Doc().Find("#signoffs li").Length(); n != 2 {
			t.Errorf("%d signatures are listed", n)
		}
		if got := b.Get(home + "/reports").Must(http.StatusOK).Text("main table"); !strings.Contains(got, "2 of 3 have signed") {
			t.Errorf("the list says %q", got)
		}
		log := b.Get(home + "/activity").Must(http.StatusOK).Text("main ol.log")
		for _, line := range []string{"asked for the review of Steering report 1", "Ingrid Solvang gave a sign-off of Steering report 1", "Ingrid Solvang wrote a comment on Steering report 1", "made the review link of Henrik Aalto"} {
			if !strings.Contains(strings.Join(strings.Fields(log), " "), line) {
				t.Errorf("the log does not say %q: %s", line, log)
			}
		}
	})
}

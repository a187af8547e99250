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

// passes is the link by which somebody in the roll signs, made by a lead, where no
// mail is sent.
func passes(t *testing.T, lead *apptest.Browser, at, name string) string {
	t.Helper()
	return handed(t, lead, at, name, "review")
}

// handed is a link of a purpose for somebody in the roll on a page.
func handed(t *testing.T, lead *apptest.Browser, at, name, purpose string) string {
	t.Helper()
	return linkIn(t, lead.Post(at+"/links", url.Values{"asked": {askedLine(lead, at, name)}}).Must(http.StatusOK).Text(".copyable"), purpose)
}

// askedLine is the id of somebody's line in the roll.
func askedLine(lead *apptest.Browser, at, name string) string {
	return lead.Get(at).Must(http.StatusOK).Doc().Find("#asked li:contains('"+name+"') input[name=asked]").First().AttrOr("value", "")
}

func TestALinkThatOpensNothingSaysSoInTheReadersLanguageWhateverBecameOfIt(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		people := seats(b, home, "Ingrid Solvang", "Henrik Aalto", "Maja Lindqvist")
		at := reviewOf(b, home, "steering")
		renewed, revoked, expired := passes(t, b, at, "Ingrid"), passes(t, b, at, "Henrik"), passes(t, b, at, "Maja")
		reader := site.Browser(t)
		reader.Get(renewed).Must(http.StatusOK)
		reader.Get(revoked).Must(http.StatusOK)
		if got := b.Get(at).Must(http.StatusOK).Text("#asked"); strings.Count(got, "Link opened") != 2 || strings.Count(got, "Link not opened") != 1 {
			t.Errorf("the links are told as %q", got)
		}
		anew := passes(t, b, at, "Ingrid")
		b.Post(at+"/links/revoke", url.Values{"asked": {askedLine(b, at, "Henrik")}}).Must(http.StatusSeeOther)
		rewrites(t, site, "UPDATE link SET expires_at = ? WHERE purpose = 'review' AND object_id = '"+askedLine(b, at, "Maja")+"'")
		if got := b.Get(at).Must(http.StatusOK).Text("#asked"); !strings.Contains(got, "Link revoked") || !strings.Contains(got, "Link expired") {
			t.Errorf("the links are told as %q", got)
		}
		for _, lang := range []string{"en", "sv"} {
			reader.Lang = lang
			unknown := reader.Get("/review/" + strings.Repeat("x", 43)).Must(http.StatusNotFound).Text("main")
			for what, link := range map[string]string{"replaced": renewed, "revoked": revoked, "expired": expired} {
				for _, page := range []string{link, link + "/report.pdf"} {
					if got := reader.Get(page).Must(http.StatusNotFound).Text("main"); got != unknown || got == "" {
						t.Errorf("%s, %s: %q, and of one that never was %q", what, lang, got, unknown)
					}
				}
				reader.Send(link+"/sign", reader.Token(), signature("approved", ""), nil).Must(http.StatusNotFound)
			}
		}
		reader.Lang = "sv"
		if got := reader.Get(anew).Must(http.StatusOK).Text("#sign"); !strings.Contains(got, "Skriv under rapporten") {
			t.Errorf("the new link shows %q", got)
		}
		rewrites(t, site, "UPDATE person SET deleted_at = ? WHERE id = '"+people[0]+"'")
		left := reader.Get(anew).Must(http.StatusOK)
		if got := left.Text("#state"); !strings.Contains(got, "inte längre med i projektet") || left.Doc().Find("form").Length() != 0 {
			t.Errorf("to somebody who has left it says %q", got)
		}
		if got := reader.Send(anew+"/sign", reader.Token(), signature("approved", ""), nil).Must(http.StatusUnprocessableEntity).Text("#state"); !strings.Contains(got, "inte längre med i projektet") {
			t.Errorf("to somebody who has left and signs it says %q", got)
		}
	})
}

func TestWhoSitsInTheCommitteeSignsInTheAppAndOthersReadIt(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		unseated(t, by["lead"], home)
		seat := personIn(by["lead"].Get(home+"/committee"), "person_id", "Birgit Ahlskog")
		by["lead"].Post(home+"/committee/members", url.Values{"person_id": {seat}}).Must(http.StatusSeeOther)
		report := issued(by["lead"], home, "risk")
		if got := by["viewer"].Get(report + "/review").Must(http.StatusOK).Text("main"); !strings.Contains(got, "has not been asked") {
			t.Errorf("before it is asked a viewer reads %q", got)
		}
		by["committee"].Post(report+"/review", nil).Must(http.StatusForbidden)
		by["lead"].Post(report+"/review", nil).Must(http.StatusSeeOther)
		at := report + "/review"
		for _, role := range []string{"viewer", "contributor", "lead"} {
			page := by[role].Get(at).Must(http.StatusOK)
			if page.Doc().Find("#sign, .reach").Length() != 0 || (page.Doc().Find("#remark").Length() == 0) != (role == "viewer") {
				t.Errorf("a %s meets %q", role, page.Text("main"))
			}
			if got := by[role].Post(at+"/sign", signature("approved", "")).Must(http.StatusUnprocessableEntity).Text("[role=alert]"); !strings.Contains(got, "Only those who were asked") {
				t.Errorf("a %s who signs is told %q", role, got)
			}
		}
		by["viewer"].Post(at+"/comments", url.Values{"text": {"Hej"}}).Must(http.StatusForbidden)
		by["contributor"].Post(at+"/comments", url.Values{"section": {"risks"}, "text": {"Det står i R3."}}).Must(http.StatusSeeOther)
		page := by["committee"].Get(at).Must(http.StatusOK)
		if got := page.Text("#sign"); !strings.Contains(got, "I approve the report") {
			t.Errorf("the member meets %q", got)
		}
		by["committee"].Post(at+"/sign", signature("refused", "Siffrorna <håller> inte.")).Must(http.StatusSeeOther)
		if got := by["viewer"].Get(report).Must(http.StatusOK).Text("#review, #signoffs"); !strings.Contains(got, "Refused") || !strings.Contains(got, "Birgit Ahlskog") || !strings.Contains(got, "<håller>") {
			t.Errorf("a viewer reads %q", got)
		}
		if got := by["lead"].Post(at+"/links", url.Values{"asked": {askedLine(by["lead"], at, "Birgit")}}).Must(http.StatusUnprocessableEntity).Text("[role=alert]"); !strings.Contains(got, "signs in with an account") {
			t.Errorf("of somebody with an account it says %q", got)
		}
	})
}

func TestALetterThatAsksIsTriedAgainWithTheSameLinkAndTheReportsOwnLetterCarriesOneToo(t *testing.T) {
	t.Parallel()
	post := mailtest.Open(t, mailtest.Options{Busy: 1})
	settings := mailed(post)
	settings.DataDir = sqliteSettings(t).DataDir
	site := apptest.Open(t, settings)
	b := site.SetUp(t)
	home := b.Begin("Nordvik CRM", "small")
	seats(b, home, "Ingrid Solvang")
	at := reviewOf(b, home, "steering")
	site.Work(t)
	eventually(t, "the first attempt has failed", func() bool {
		return counts(t, site, "committee_letter WHERE attempts = 1 AND last_error <> '' AND state = 'waiting'") == 1
	})
	if got := b.Get(at).Must(http.StatusOK).Text("#asked"); !strings.Contains(got, "Will be tried again") {
		t.Errorf("meanwhile it says %q", got)
	}
	if n := counts(t, site, "committee_link WHERE token <> ''"); n != 1 {
		t.Errorf("%d links wait for their letter", n)
	}
	rewrites(t, site, "UPDATE job SET run_at = ? WHERE kind = 'dispatch.ask' AND done_at IS NULL")
	letter := letterTo(t, post, "ingrid@styrgrupp.example", "Please sign")
	asks := linkIn(t, letter.Text, "review")
	eventually(t, "it is marked and its link forgotten", func() bool {
		return counts(t, site, "committee_letter WHERE state = 'sent'") == 1 && counts(t, site, "committee_link WHERE token <> ''") == 0
	})
	if n := counts(t, site, "committee_link"); n != 1 {
		t.Errorf("%d links were made for one letter", n)
	}
	b.Post(strings.TrimSuffix(at, "/review")+"/send", nil).Must(http.StatusSeeOther)
	other := linkIn(t, letterTo(t, post, "ingrid@styrgrupp.example", "Steering report 1: Nordvik CRM").Text, "review")
	phone := site.Browser(t)
	for _, link := range []string{asks, other} {
		phone.Get(link).Must(http.StatusOK)
	}
}

func TestARevokedLinkIsInNoLetterUntilItsReaderIsAskedAgain(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang", "Henrik Aalto")
		at := reviewOf(b, home, "steering")
		site.Work(t)
		link := linkIn(t, letterTo(t, post, "ingrid@styrgrupp.example", "Please sign").Text, "review")
		asked := url.Values{"asked": {askedLine(b, at, "Ingrid")}}
		b.Post(at+"/links/revoke", asked).Must(http.StatusSeeOther)
		b.Post(strings.TrimSuffix(at, "/review")+"/send", nil).Must(http.StatusSeeOther)
		if said := letterTo(t, post, "ingrid@styrgrupp.example", "Steering report 1: Nordvik CRM").Text; strings.Contains(said, "/review/") {
			t.Errorf("the letter with the report says %q", said)
		}
		linkIn(t, letterTo(t, post, "henrik@styrgrupp.example", "Steering report 1: Nordvik CRM").Text, "review")
		reader := site.Browser(t)
		reader.Get(link).Must(http.StatusNotFound)
		if got := b.Get(at).Must(http.StatusOK).Text("#asked li:contains('Ingrid')"); !strings.Contains(got, "Link revoked") {
			t.Errorf("the roll says %q", got)
		}
		b.Post(at+"/links", asked).Must(http.StatusSeeOther)
		eventually(t, "a new link is mailed", func() bool {
			return linkIn(t, letterTo(t, post, "ingrid@styrgrupp.example", "Please sign").Text, "review") != link
		})
		reader.Get(linkIn(t, letterTo(t, post, "ingrid@styrgrupp.example", "Please sign").Text, "review")).Must(http.StatusOK)
	})
}

func TestAReportThatTheCommitteeHasSettledIsNotOfferedForAnAgenda(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang", "Henrik Aalto", "Maja Lindqvist")
		at := reviewOf(b, home, "steering")
		meeting := convenes(b, home, "Styrgrupp 1", "2026-03-02")
		for i, name := range []string{"Ingrid", "Henrik"} {
			if n := b.Get(meeting).Must(http.StatusOK).Doc().Find("input[name=pick][value^='report:']").Length(); n != 1 {
				t.Errorf("after %d signatures %d reports are offered", i, n)
			}
			site.Browser(t).Post(passes(t, b, at, name)+"/sign", signature("approved", "")).Must(http.StatusSeeOther)
		}
		if n := b.Get(meeting).Must(http.StatusOK).Doc().Find("input[name=pick][value^='report:']").Length(); n != 0 {
			t.Errorf("%d reports are offered that are approved", n)
		}
	})
}

func TestAReviewAsksNoMoreOfTheDatabaseForMoreMembersAndComments(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Nordvik CRM", "small")
	seats(b, home, "Ingrid Solvang", "Henrik Aalto")
	few := reviewOf(b, home, "steering")
	seats(b, home, "Maja Lindqvist", "Olof Rask", "Petra Vik", "Runa Dal", "Sune Berg")
	many := reviewOf(b, home, "steering")
	phone := site.Browser(t)
	for _, name := range []string{"Ingrid", "Henrik", "Maja", "Olof", "Petra", "Runa"} {
		link := passes(t, b, many, name)
		for _, section := range []string{"whole", "risks", "money"} {
			phone.Post(link+"/comments", url.Values{"section": {section}, "text": {"A word by " + name}}).Must(http.StatusSeeOther)
		}
		phone.Post(link+"/sign", signature("approved", "")).Must(http.StatusSeeOther)
	}
	asked := func(b *apptest.Browser, path string) int64 {
		b.Get(path).Must(http.StatusOK)
		before := site.Statements()
		b.Get(path).Must(http.StatusOK)
		return site.Statements() - before
	}
	one, other := passes(t, b, few, "Ingrid"), passes(t, b, many, "Ingrid")
	if a, z := asked(phone, one), asked(phone, other); z > a || z > mostQueries {
		t.Errorf("by link: %d queries for few and %d for many", a, z)
	}
	passes(t, b, few, "Henrik")
	if a, z := asked(b, few), asked(b, many); z > a || z > mostQueries {
		t.Errorf("in the app: %d queries for few and %d for many", a, z)
	}
}

func TestWhatCameOfAClosedReviewStandsAndNothingIsSignedInItAnyMore(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang", "Henrik Aalto", "Maja Lindqvist")
		for _, c := range []struct{ signed, says string }{
			{"approved", "approved by simple majority, 2 for and 0 against"},
			{"", "neither approved nor refused"},
		} {
			at := reviewOf(b, home, "steering")
			var phones []*apptest.Browser
			var links []string
			b.Get(at).Must(http.StatusOK).Doc().Find("form[action='" + at + "/links'] input[name=asked]").Each(func(_ int, asked *goquery.Selection) {
				links = append(links, linkIn(t, b.Post(at+"/links", url.Values{"asked": {asked.AttrOr("value", "")}}).Must(http.StatusOK).Text(".copyable"), "review"))
				phones = append(phones, site.Browser(t))
			})
			for i := range 2 {
				if c.signed != "" {
					phones[i].Post(links[i]+"/sign", signature(c.signed, "")).Must(http.StatusSeeOther)
				}
			}
			for range 2 {
				b.Post(at+"/close", nil).Must(http.StatusSeeOther)
			}
			if got := b.Get(at).Must(http.StatusOK).Text("#state"); !strings.Contains(got, c.says) || !strings.Contains(got, "Closed by Åsa Łukowska") {
				t.Errorf("closed, it says %q", got)
			}
			for i, phone := range phones {
				if got := phone.Post(links[i]+"/sign", signature("refused", "Too dear.")).Must(http.StatusUnprocessableEntity).Text("[role=alert]"); !strings.Contains(got, "This review is closed") {
					t.Errorf("who signs afterwards is told %q", got)
				}
				phone.Post(links[i]+"/comments", url.Values{"section": {"whole"}, "text": {"Too late?"}}).Must(http.StatusUnprocessableEntity)
				if n := phone.Get(links[i]).Must(http.StatusOK).Doc().Find("main form").Length(); n != 0 {
					t.Errorf("a closed review offers %d forms", n)
				}
			}
			afterwards := b.Get(at)
			if got := afterwards.Text("#state"); !strings.Contains(got, c.says) {
				t.Errorf("afterwards it says %q", got)
			}
			if asks, shuts := afterwards.Doc().Find("form[action='"+at+"/links']").Length(), afterwards.Doc().Find("form[action='"+at+"/links/revoke']").Length(); asks != 0 || shuts != len(links) {
				t.Errorf("a closed review asks %d people again and shuts the links of %d", asks, shuts)
			}
		}
		if n := counts(t, site, "review_closing"); n != 2 {
			t.Errorf("%d reviews were closed", n)
		}
		if got := b.Get(home + "/activity").Must(http.StatusOK).Text("main"); !strings.Contains(got, "closed the review of") {
			t.Errorf("the log says %q", got)
		}
	})
}

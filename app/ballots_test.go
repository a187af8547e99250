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

func answer(choice, reason string) url.Values {
	return url.Values{"choice": {choice}, "reason": {reason}}
}

// circulated puts a question to the members and gives the address of its page.
func circulated(b *apptest.Browser, home, question string) string {
	at := asked(b, home, with(questionForm(question), "cost", "12000"))
	b.Post(at+"/circulate", version(1)).Must(http.StatusSeeOther)
	return at
}

// ballotOf is the link by which somebody answers, made by a lead, where no mail is sent.
func ballotOf(t *testing.T, lead *apptest.Browser, at, name string) string {
	t.Helper()
	return handed(t, lead, at, name, "ballot")
}

func TestMembersWithoutAnAccountDecideByTheLinksInTheirMail(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang", "Henrik Aalto", "Maja Lindqvist")
		at := circulated(b, home, "Byter vi <leverantör>?")
		site.Work(t)
		letter := letterTo(t, post, "ingrid@styrgrupp.example", "Please answer: Byter vi <leverantör>?, Nordvik CRM")
		for _, want := range []string{"you need no account", "A  Vänta till mars\nB  Börja i januari", "Recommended: Vänta till mars.", "To be decided by 1 March 2026"} {
			if !strings.Contains(letter.Text, want) {
				t.Errorf("the letter does not say %q: %q", want, letter.Text)
			}
		}
		link := linkIn(t, letter.Text, "ballot")
		phone := site.Browser(t)
		page := phone.Get(link).Must(http.StatusOK)
		for _, want := range []string{"Byter vi <leverantör>?", "Två piloter väntar.", "A. Vänta till mars", "B. Börja i januari", "I abstain", "12,000", "1 March 2026", "0 of 3 members have answered; it takes 2", "by this link until"} {
			if !strings.Contains(strings.ReplaceAll(page.Text("main"), "\u202f", ","), want) {
				t.Errorf("the page does not say %q: %q", want, page.Text("main"))
			}
		}
		if page.Header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(page.Header.Get("X-Robots-Tag"), "noindex") || page.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("the page is guarded by %v", page.Header)
		}
		page.Doc().Find("a[href], form[action]").Each(func(_ int, a *goquery.Selection) {
			if to := a.AttrOr("href", a.AttrOr("action", "")); !strings.HasPrefix(to, link) && !strings.HasPrefix(to, "#") {
				t.Errorf("the page leads to %s", to)
			}
		})
		for _, wrong := range []string{"", "3", "-1", "x"} {
			if phone.Post(link+"/votes", answer(wrong, "")).Must(http.StatusUnprocessableEntity).Text("#f-ballot-choice-wrong") == "" {
				t.Errorf("%q: no message", wrong)
			}
		}
		for range 2 {
			phone.Post(link+"/votes", answer("2", "Vi <b>hinner</b>.")).Must(http.StatusSeeOther)
		}
		if n := counts(t, site, "decision_vote WHERE via = 'link' AND link_id <> '' AND made_by = 'Ingrid Solvang'"); n != 1 {
			t.Errorf("sent twice it is kept %d times", n)
		}
		again := phone.Get(link).Must(http.StatusOK)
		if got := again.Text("#answered"); !strings.Contains(got, "Answered by Ingrid Solvang") || !strings.Contains(got, "B. Börja i januari") || !strings.Contains(got, "Vi <b>hinner</b>.") || !strings.Contains(got, "by personal link") {
			t.Errorf("afterwards the page says %q", got)
		}
		if again.Doc().Find("#answer input[name=choice][value='2']").AttrOr("checked", "none") == "none" || again.Text("#answer textarea") != "Vi <b>hinner</b>." {
			t.Error("the form does not hold the answer that can be changed")
		}
		phone.Post(link+"/votes", answer("1", "")).Must(http.StatusSeeOther)
		second := site.Browser(t)
		second.Lang = "sv"
		other := linkIn(t, letterTo(t, post, "henrik@styrgrupp.example", "Please answer").Text, "ballot")
		if got := second.Get(other).Must(http.StatusOK).Text("main"); !strings.Contains(got, "1 av 3 ledamöter har svarat") || strings.Contains(got, "Ingrid") || strings.Contains(got, "1 för") {
			t.Errorf("in Swedish it says %q", got)
		}
		second.Post(other+"/votes", answer("1", "")).Must(http.StatusSeeOther)
		if got := b.Get(at).Must(http.StatusOK).Text("#circulation"); !strings.Contains(got, "rule is met for: Vänta till mars") || strings.Count(got, "by personal link") != 2 {
			t.Errorf("a lead reads %q", got)
		}
		if got := b.Get(at).Text("#asked"); strings.Count(got, "Answered by link") != 2 || strings.Count(got, "Link not opened") != 1 {
			t.Errorf("the links are told as %q", got)
		}
		b.Post(at+"/close", version(2)).Must(http.StatusSeeOther)
		closed := phone.Get(link).Must(http.StatusOK)
		if got := closed.Text("main"); !strings.Contains(got, "No more answers are taken here") || !strings.Contains(got, "By circulation: 2 for, 0 against") || closed.Doc().Find("main form").Length() != 0 {
			t.Errorf("when it is decided the page says %q", got)
		}
		third := linkIn(t, letterTo(t, post, "maja@styrgrupp.example", "Please answer").Text, "ballot")
		late := phone.Post(third+"/votes", answer("2", "")).Must(http.StatusUnprocessableEntity)
		if got := late.Text("main"); !strings.Contains(late.Text("[role=alert]"), "not asked about this by circulation") || !strings.Contains(got, "By circulation: 2 for, 0 against") {
			t.Errorf("who comes too late is told %q", got)
		}
		log := strings.Join(strings.Fields(b.Get(home+"/activity").Must(http.StatusOK).Text("main ol.log")), " ")
		for _, line := range []string{"Ingrid Solvang gave an answer to Byter vi <leverantör>? by personal link", "made the answering link of Henrik Aalto"} {
			if !strings.Contains(log, line) {
				t.Errorf("the log does not say %q: %s", line, log)
			}
		}
	})
}

func TestALinkToAQuestionOpensThatAloneAndWhileItLasts(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang", "Henrik Aalto", "Maja Lindqvist")
		at, other := circulated(b, home, "Byter vi?"), circulated(b, home, "Bygger vi?")
		signing := passes(t, b, reviewOf(b, home, "steering"), "Ingrid")
		renewed, revoked, expired := ballotOf(t, b, at, "Ingrid"), ballotOf(t, b, at, "Henrik"), ballotOf(t, b, at, "Maja")
		reader := site.Browser(t)
		reader.Get(renewed).Must(http.StatusOK)
		reader.Get(revoked).Must(http.StatusOK)
		anew := ballotOf(t, b, at, "Ingrid")
		b.Post(at+"/links/revoke", url.Values{"asked": {askedLine(b, at, "Henrik")}}).Must(http.StatusSeeOther)
		rewrites(t, site, "UPDATE link SET expires_at = ? WHERE purpose = 'ballot' AND object_id IN (SELECT id FROM committee_asked WHERE name = 'Maja Lindqvist')")
		if got := b.Get(at).Must(http.StatusOK).Text("#asked"); !strings.Contains(got, "Link revoked") || !strings.Contains(got, "Link expired") {
			t.Errorf("the links are told as %q", got)
		}
		swapped := func(link, purpose string) string { return "/" + purpose + link[strings.LastIndex(link, "/"):] }
		for _, lang := range []string{"en", "sv"} {
			reader.Lang = lang
			unknown := reader.Get("/review/" + strings.Repeat("x", 43)).Must(http.StatusNotFound).Text("main")
			for what, link := range map[string]string{"forged": "/ballot/" + strings.Repeat("x", 43), "replaced": renewed, "revoked": revoked, "expired": expired,
				"of a review": swapped(signing, "ballot"), "to a review": swapped(anew, "review")} {
				if got := reader.Get(link).Must(http.StatusNotFound).Text("main"); got != unknown || got == "" {
					t.Errorf("%s, %s: %q, and of one that never was %q", what, lang, got, unknown)
				}
				reader.Send(link+"/votes", reader.Token(), answer("1", ""), nil).Must(http.StatusNotFound)
			}
		}
		reader.Lang = "en"
		reader.Post(anew+"/votes", answer("1", "")).Must(http.StatusSeeOther)
		for _, closed := range []string{other, at, home, home + "/decisions"} {
			if to := reader.Get(closed).Must(http.StatusSeeOther).Location; !strings.HasPrefix(to, "/sign-in") {
				t.Errorf("%s leads the bearer to %s", closed, to)
			}
		}
		if got := b.Get(other).Must(http.StatusOK).Text("#circulation"); !strings.Contains(got, "0 of 3 members have answered") {
			t.Errorf("of the other question it says %q", got)
		}
		b.Post(at+"/recall", version(2)).Must(http.StatusSeeOther)
		if got := reader.Get(anew).Must(http.StatusOK); !strings.Contains(got.Text("#state"), "Taken back") || got.Doc().Find("main form").Length() != 0 {
			t.Errorf("taken back, it says %q", got.Text("main"))
		}
		reader.Post(anew+"/votes", answer("2", "")).Must(http.StatusUnprocessableEntity)
		b.Post(at+"/links", url.Values{"asked": {askedLine(b, other, "Ingrid")}}).Must(http.StatusUnprocessableEntity)
		b.Post(at+"/circulate", version(3)).Must(http.StatusSeeOther)
		reader.Get(anew).Must(http.StatusNotFound)
		if got := reader.Get(ballotOf(t, b, at, "Ingrid")).Must(http.StatusOK).Text("main"); strings.Contains(got, "Answered by") || !strings.Contains(got, "0 of 3 members") {
			t.Errorf("in the second round it says %q", got)
		}
	})
}

func TestWhoStandsInAnswersByLinkInTheirSeatAndOnlyThen(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		ids := seats(b, home, "Ingrid Solvang", "Henrik Aalto")
		deputy := somebody(b, home, "Maja Lindqvist", "maja@styrgrupp.example")
		b.Post(home+"/committee/deputies", url.Values{"member_id": {ids[0]}, "deputy_id": {deputy}, "from_on": {inDays(-1)}, "to_on": {inDays(3)}}).Must(http.StatusSeeOther)
		at := circulated(b, home, "Byter vi?")
		if got := b.Get(at).Must(http.StatusOK).Text("#asked"); !strings.Contains(got, "Maja Lindqvist for Ingrid Solvang") {
			t.Errorf("the roll says %q", got)
		}
		link, phone := ballotOf(t, b, at, "Maja"), site.Browser(t)
		if got := phone.Get(link).Must(http.StatusOK).Text("#state"); !strings.Contains(got, "You answer for Ingrid Solvang") {
			t.Errorf("the deputy reads %q", got)
		}
		phone.Post(link+"/votes", answer("0", "")).Must(http.StatusSeeOther)
		if got := b.Get(at).Text("#circulation"); !strings.Contains(got, "Ingrid Solvang, by Maja Lindqvist: abstains") {
			t.Errorf("a lead reads %q", got)
		}
		own := ballotOf(t, b, at, "Ingrid")
		if got := phone.Get(own).Must(http.StatusOK).Text("#answered"); !strings.Contains(got, "Answered by Maja Lindqvist") || !strings.Contains(got, "I abstain") {
			t.Errorf("the member reads %q", got)
		}
		phone.Post(own+"/votes", answer("1", "")).Must(http.StatusSeeOther)
		if got := b.Get(at).Text("#circulation"); !strings.Contains(got, "Ingrid Solvang: Vänta till mars") || !strings.Contains(got, "1 of 2") {
			t.Errorf("the later answer does not count: %q", got)
		}
		rewrites(t, site, "UPDATE committee_deputy SET deleted_at = ?")
		if got := phone.Get(link).Must(http.StatusOK); !strings.Contains(got.Text("#state"), "Only members") || got.Doc().Find("main form").Length() != 0 {
			t.Errorf("when they stand in no more it says %q", got.Text("main"))
		}
		phone.Post(link+"/votes", answer("1", "")).Must(http.StatusUnprocessableEntity)
		seats(b, home, "Runa Dal") // while it is out
		phone.Post(ballotOf(t, b, at, "Runa")+"/votes", answer("2", "")).Must(http.StatusSeeOther)
		if got := b.Get(at).Text("#circulation"); !strings.Contains(got, "2 of 3") {
			t.Errorf("who came to the committee meanwhile does not count: %q", got)
		}
	})
}

func TestOnlyLeadsHandOutLinksToAQuestionAndWhoHasAnAccountNeedsNone(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		unseated(t, by["lead"], home)
		seat := personIn(by["lead"].Get(home+"/committee"), "person_id", "Birgit Ahlskog")
		by["lead"].Post(home+"/committee/members", url.Values{"person_id": {seat}}).Must(http.StatusSeeOther)
		ids := seats(by["lead"], home, "Ingrid Solvang")
		at := circulated(by["contributor"], home, "Byter vi?") // who hands out nothing
		if got := by["lead"].Get(at).Must(http.StatusOK).Text("#asked"); !strings.Contains(got, "Ingrid Solvang") || strings.Contains(got, "Birgit") {
			t.Errorf("a lead reads %q", got)
		}
		for _, role := range []string{"contributor", "consultant", "committee", "viewer"} {
			if got := by[role].Get(at).Must(http.StatusOK).Text("#asked"); got != "" {
				t.Errorf("a %s reads %q", role, got)
			}
			by[role].Post(at+"/links", url.Values{"asked": {ids[0]}}).Must(http.StatusForbidden)
			by[role].Post(at+"/links/revoke", url.Values{"asked": {ids[0]}}).Must(http.StatusForbidden)
		}
		by["lead"].Post(at+"/links", url.Values{"asked": {seat}}).Must(http.StatusNotFound)
		by["lead"].Post(at+"/links/revoke", url.Values{"asked": {seat}}).Must(http.StatusNotFound)
		link := ballotOf(t, by["lead"], at, "Ingrid")
		rewrites(t, site, "UPDATE person SET deleted_at = ? WHERE id = '"+ids[0]+"'")
		left := site.Browser(t)
		if got := left.Get(link).Must(http.StatusOK); !strings.Contains(got.Text("#state"), "no longer in this project") || got.Doc().Find("main form").Length() != 0 {
			t.Errorf("to somebody who has left it says %q", got.Text("main"))
		}
		left.Post(link+"/votes", answer("1", "")).Must(http.StatusUnprocessableEntity)
	})
}

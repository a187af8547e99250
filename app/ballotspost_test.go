package app_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/apptest"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
	"stegvis/app/platform/mail/mailtest"
)

// busy runs a test against a site that sends mail, to a server that refuses the first
// letters for now.
func busy(t *testing.T, letters int, run func(t *testing.T, site *apptest.Site, post *mailtest.Server)) {
	t.Helper()
	var post *mailtest.Server
	apptest.EachWith(t, func(t *testing.T) config.Settings {
		post = mailtest.Open(t, mailtest.Options{Busy: letters})
		return mailed(post)
	}, func(t *testing.T, site *apptest.Site) { run(t, site, post) })
}

func TestWhoHasComeToTheCommitteeIsEnrolledOnceWhenTwoLeadsAskAtTheSameMoment(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang")
		at := circulated(b, home, "Byter vi?")
		ids := seats(b, home, "Runa Dal")
		token, answers := b.Token(), make([]apptest.Answer, 6)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() { answers[i] = b.Send(at+"/links", token, url.Values{"asked": {ids[0]}}, nil) })
		}
		all.Wait()
		open := 0
		for _, a := range answers {
			if link := linkIn(t, a.Must(http.StatusOK).Text(".copyable"), "ballot"); site.Browser(t).Get(link).Status == http.StatusOK {
				open++
			}
		}
		if n := counts(t, site, "committee_asked WHERE name = 'Runa Dal'"); n != 1 || open != 1 {
			t.Errorf("asked at the same moment they stand in the roll %d times with %d links that open", n, open)
		}
	})
}

func TestWhoAnswersInAnotherSeatThanBeforeIsToldInWhose(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		ids := seats(b, home, "Ingrid Solvang", "Henrik Aalto", "Maja Lindqvist")
		at := circulated(b, home, "Byter vi?")
		ballotOf(t, b, at, "Maja")
		rewrites(t, site, "UPDATE committee_member SET deleted_at = ? WHERE person_id = '"+ids[2]+"'")
		b.Post(home+"/committee/deputies", url.Values{"member_id": {ids[0]}, "deputy_id": {ids[2]}, "from_on": {inDays(-1)}, "to_on": {inDays(3)}}).Must(http.StatusSeeOther)
		if got := site.Browser(t).Get(ballotOf(t, b, at, "Maja")).Must(http.StatusOK).Text("#state"); !strings.Contains(got, "You answer for Ingrid Solvang") {
			t.Errorf("the deputy reads %q", got)
		}
	})
}

func TestNobodyIsAskedToSignAReportWhoseReviewIsClosed(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang")
		at := reviewOf(b, home, "steering")
		line := askedLine(b, at, "Ingrid")
		b.Post(at+"/close", nil).Must(http.StatusSeeOther)
		if got := b.Post(at+"/links", url.Values{"asked": {line}}).Must(http.StatusUnprocessableEntity).Text("[role=alert]"); !strings.Contains(got, "This review is closed") {
			t.Errorf("a lead who asks again in an old tab is told %q", got)
		}
		b.Post(strings.TrimSuffix(at, "/review")+"/send", nil).Must(http.StatusSeeOther)
		site.Work(t)
		if said := letterTo(t, post, "ingrid@styrgrupp.example", "Steering report 1: Nordvik CRM").Text; strings.Contains(said, "/review/") {
			t.Errorf("the letter with the report says %q", said)
		}
		eventually(t, "the letter that asks is given up", func() bool { return counts(t, site, "committee_letter WHERE state = 'failed'") == 1 })
		for _, l := range post.Letters() {
			if strings.Contains(l.Subject, "Please sign") {
				t.Errorf("%s is asked to sign all the same", l.To)
			}
		}
	})
}

func TestNobodyIsWrittenToWhoseAccountIsClosed(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		unseated(t, by["lead"], home)
		seat := personIn(by["lead"].Get(home+"/committee"), "person_id", "Birgit Ahlskog")
		by["lead"].Post(home+"/committee/members", url.Values{"person_id": {seat}}).Must(http.StatusSeeOther)
		seats(by["lead"], home, "Ingrid Solvang")
		rewrites(t, site, "UPDATE person SET email = 'birgit@elsewhere.example' WHERE id = '"+seat+"'",
			"UPDATE account SET disabled_at = ? WHERE id = (SELECT account_id FROM person WHERE id = '"+seat+"')")
		before := counts(t, site, "committee_letter WHERE state = 'waiting'")
		at := reviewOf(by["lead"], home, "risk")
		if n := counts(t, site, "committee_letter WHERE person_id = '"+seat+"' AND email = 'birgit@elsewhere.example'"); n != 0 {
			t.Error("a link to the report goes to somebody whose account is closed")
		}
		if n := counts(t, site, "committee_letter WHERE state = 'waiting'") - before; n != 1 {
			t.Errorf("%d letters are on their way", n)
		}
		if got := by["lead"].Get(at).Must(http.StatusOK).Text("#asked li:contains('Birgit')"); !strings.Contains(got, "whose account is closed") {
			t.Errorf("the roll says %q", got)
		}
		if got := by["lead"].Post(at+"/links", url.Values{"asked": {askedLine(by["lead"], at, "Birgit")}}).Must(http.StatusUnprocessableEntity).Text("[role=alert]"); !strings.Contains(got, "Birgit Ahlskog is no longer in this project") {
			t.Errorf("a lead who asks them again is told %q", got)
		}
	})
}

func TestALetterThatIsTakenBackLeavesNoTokenBehind(t *testing.T) {
	t.Parallel()
	busy(t, 2, func(t *testing.T, site *apptest.Site, _ *mailtest.Server) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		ids := seats(b, home, "Ingrid Solvang", "Henrik Aalto")
		at := circulated(b, home, "Byter vi?")
		site.Work(t)
		eventually(t, "the first attempts have failed", func() bool {
			return counts(t, site, "committee_letter WHERE attempts = 1 AND last_error <> '' AND state = 'waiting'") == 2
		})
		if n := counts(t, site, "committee_link WHERE token <> ''"); n != 2 {
			t.Fatalf("%d links wait for their letter", n)
		}
		b.Post(at+"/links/revoke", url.Values{"asked": {ids[0]}}).Must(http.StatusSeeOther)
		if n := counts(t, site, "committee_link WHERE token <> ''"); n != 1 {
			t.Errorf("when one is revoked, %d tokens are kept in clear", n)
		}
		b.Post(at+"/recall", version(2)).Must(http.StatusSeeOther)
		b.Post(at+"/circulate", version(3)).Must(http.StatusSeeOther)
		if n := counts(t, site, "committee_link AS p JOIN link AS l ON l.id = p.link_id WHERE p.token <> '' AND l.revoked_at IS NOT NULL"); n != 0 {
			t.Errorf("in the second round, %d tokens of the first are kept in clear", n)
		}
	})
}

func TestALetterThatIsTriedAgainSaysHowLongItsLinkWorks(t *testing.T) {
	t.Parallel()
	busy(t, 1, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang")
		circulated(b, home, "Byter vi?")
		site.Work(t)
		eventually(t, "the first attempt has failed", func() bool {
			return counts(t, site, "committee_letter WHERE attempts = 1 AND last_error <> '' AND state = 'waiting'") == 1
		})
		ends := database.Instant(time.Now().Truncate(24 * time.Hour).Add((5*24 + 12) * time.Hour)) // as if it had been made nine days ago
		err := site.Rooms().DB.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Exec("UPDATE link SET expires_at = ? WHERE purpose = 'ballot'", ends).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		rewrites(t, site, "UPDATE job SET run_at = ? WHERE kind = 'dispatch.ask' AND done_at IS NULL")
		letter := letterTo(t, post, "ingrid@styrgrupp.example", "Please answer")
		if want := "works until " + ends.Format("2 January 2006"); !strings.Contains(letter.Text, want) {
			t.Errorf("it does not say %q: %q", want, letter.Text)
		}
	})
}

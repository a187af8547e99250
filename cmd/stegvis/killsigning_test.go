package main_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stegvis/app/platform/mail/mailtest"
)

var reviewLink = regexp.MustCompile(`/review/[A-Za-z0-9_-]{43}\b`)

func TestASignatureAmidAKillIsKeptOrNotGivenAndEachLinkInAnyLetterWorks(t *testing.T) {
	each(t, func(t *testing.T, flags ...string) {
		post := mailtest.Open(t, mailtest.Options{Slow: 400 * time.Millisecond})
		with := sends(post, flags)
		n := start(t, with...)
		b, home := n.setUp()
		s := opened(t, flags)
		members := []string{"anna@board.example", "bo@board.example", "cecilia@board.example", "david@board.example"}
		b.committee(s, home, members...)
		report := b.issues(home)
		b.must(report+"/review", url.Values{})
		for end := time.Now().Add(time.Minute); len(letters(post, members)) == 0 && time.Now().Before(end); {
			time.Sleep(5 * time.Millisecond)
		}
		n.kill(s) // amid asking
		n = b.again(with...)
		s.becomes(n, "committee_letter WHERE state = 'sent'", int64(len(members)))
		checkOneID(t, letters(post, members), len(members))
		acknowledged := map[string]string{} // reasons by the signature that was acknowledged last
		for round := range kills {
			if round > 0 {
				n = b.again(with...)
			}
			maps.Copy(acknowledged, n.killWhileSigning(s, letters(post, members), round))
		}
		if len(acknowledged) != len(members) {
			t.Errorf("%d members had a signature acknowledged: %s", len(acknowledged), n.log)
		}
		s.none(map[string]string{
			"signatures without exactly one line":   `review_signoff x WHERE (SELECT COUNT(*) FROM audit a WHERE a.kind = 'review_signoff' AND a.object_id = x.report_id) <> (SELECT COUNT(*) FROM review_signoff y WHERE y.report_id = x.report_id)`,
			"holes or doubles in their numbers":     `(SELECT review_id FROM review_signoff GROUP BY review_id HAVING MIN(number) <> 1 OR MAX(number) <> COUNT(*)) x`,
			"signatures under another file":         `review_signoff x WHERE x.sha256 <> (SELECT r.sha256 FROM report r WHERE r.id = x.report_id)`,
			"signatures of somebody in two seats":   `review_signoff x WHERE NOT EXISTS (SELECT 1 FROM committee_asked q WHERE q.object_id = x.report_id AND q.person_id = x.person_id)`,
			"the same signature twice in a row":     `review_signoff x WHERE x.reason IN (SELECT reason FROM review_signoff y WHERE y.review_id = x.review_id AND y.person_id = x.person_id AND y.id <> x.id)`,
			"gaps in the log":                       `(SELECT stream FROM audit GROUP BY stream HAVING MIN(seq) <> 1 OR MAX(seq) <> COUNT(*)) x`,
			"reports that were asked of more often": `(SELECT report_id FROM report_review GROUP BY report_id HAVING COUNT(*) > 1) x`,
		})
		for link, reason := range acknowledged {
			if s.counted(fmt.Sprintf("review_signoff WHERE reason = '%s'", reason)) != 1 {
				t.Errorf("%s was acknowledged at %s and is not kept", reason, link)
			}
		}
		s.checkReports()
		n = b.again(with...)
		for link := range acknowledged {
			guest := n.browser()
			guest.learn(link)
			guest.must(link+"/sign", url.Values{"verdict": {"approved"}})
		}
		if _, page := b.get(report); !regexp.MustCompile(`4 av 4`).MatchString(page) && !regexp.MustCompile(`4 of 4`).MatchString(page) {
			t.Error("the report's page does not say that all have signed")
		}
		t.Logf("%d signatures are kept", s.counted("review_signoff"))
	})
}

// checkOneID sees to it that everybody got a letter, and twice only the same.
func checkOneID(t *testing.T, all []mailtest.Letter, people int) {
	t.Helper()
	ids, links := map[string]string{}, map[string]string{}
	for _, l := range all {
		id, link := l.Header.Get("Message-Id"), reviewLink.FindString(l.Text)
		if had, twice := ids[l.To]; twice && (had != id || links[l.To] != link) || link == "" {
			t.Errorf("%s got %s with %s and %s with %s", l.To, had, links[l.To], id, link)
		}
		ids[l.To], links[l.To] = id, link
	}
	if len(ids) != people {
		t.Errorf("%d people got letters, want %d", len(ids), people)
	}
}

// killWhileSigning lets everybody sign again and again, each time otherwise, by the
// link in their letter, and kills the node amid that; it gives what was acknowledged
// last, by link.
func (n *node) killWhileSigning(s store, all []mailtest.Letter, round int) map[string]string {
	n.t.Helper()
	links := map[string]bool{}
	for _, l := range all {
		links[reviewLink.FindString(l.Text)] = true
	}
	var mu sync.Mutex
	var over atomic.Bool
	var signing sync.WaitGroup
	said := map[string]string{}
	who := 0
	for link := range links {
		who++
		guest, nth := n.browser(), who
		guest.learn(link)
		signing.Go(func() {
			for i := 0; i < 25 && !over.Load(); i++ { // a link takes a hundred acts an hour
				reason := fmt.Sprintf("Refused %d-%d-%d", round, nth, i)
				status, _, err := guest.post(link+"/sign", url.Values{"verdict": {"refused"}, "reason": {reason}})
				switch {
				case err == nil && status == http.StatusSeeOther:
					mu.Lock()
					said[link] = reason
					mu.Unlock()
				case err == nil && !over.Load():
					n.t.Errorf("a signature is answered with %d", status)
					return
				}
			}
		})
	}
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		mu.Lock()
		signed := len(said)
		mu.Unlock()
		if signed == len(links) {
			break
		}
	}
	n.kill(s)
	over.Store(true)
	signing.Wait()
	return said
}

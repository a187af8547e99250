package main_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/mail/mailtest"
)

// store is the database of some flags, to look into and to change behind the program's
// back.
type store struct {
	t  *testing.T
	db *database.DB
}

func opened(t *testing.T, flags []string) store {
	t.Helper()
	var address string
	if len(flags) > 2 {
		address = flags[3]
	}
	db, err := database.Open(t.Context(), address, flags[1])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return store{t, db}
}

func (s store) in(do func(tx *gorm.DB) error) {
	s.t.Helper()
	if err := s.db.Write(s.t.Context(), func(_ context.Context, tx *gorm.DB) error { return do(tx) }); err != nil {
		s.t.Fatal(err)
	}
}

// counted is how many rows a condition fits.
func (s store) counted(from string) (n int64) {
	s.t.Helper()
	s.in(func(tx *gorm.DB) error { return tx.Raw("SELECT COUNT(*) FROM " + from).Scan(&n).Error })
	return n
}

// none fails for each query that counts anything.
func (s store) none(queries map[string]string) {
	s.t.Helper()
	for what, query := range queries {
		if n := s.counted(query); n != 0 {
			s.t.Errorf("%d %s", n, what)
		}
	}
}

// becomes waits until a condition fits so many rows, or more.
func (s store) becomes(n *node, from string, want int64) {
	s.t.Helper()
	for end := time.Now().Add(90 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		got := s.counted(from)
		if got >= want {
			return
		}
		if time.Now().After(end) {
			s.t.Fatalf("%d of %s, want %d: %s", got, from, want, n.log)
		}
	}
}

// past is a minute ago.
func past() time.Time { return database.Instant(time.Now().Add(-time.Minute)) }

// set gives rows a time that lies a minute back.
func (s store) set(statements ...string) {
	s.t.Helper()
	s.in(func(tx *gorm.DB) error {
		for _, statement := range statements {
			if err := tx.Exec(statement, past()).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// What is due now: the turns of schedules, what they prepared, the look that finds
// it, and what a node that died had taken, as if its minute were over.
const (
	turnIsDue  = "UPDATE report_schedule SET prepare_at = ? WHERE prepare_at IS NOT NULL"
	issueIsDue = "UPDATE report_occasion SET issue_at = ? WHERE state = 'drafted'"
	draftIsDue = "UPDATE report_draft SET issue_at = ? WHERE issue_at IS NOT NULL AND issued_id = ''"
	lookIsDue  = "UPDATE job SET run_at = ? WHERE kind = 'dispatch.due' AND done_at IS NULL AND leased_until IS NULL"
	leaseEnds  = "UPDATE job SET leased_until = ? WHERE done_at IS NULL AND leased_until IS NOT NULL"
)

// kill ends a node as an accident does, and lets what it had taken be taken again.
func (n *node) kill(s store) {
	n.t.Helper()
	if err := n.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		n.t.Error(err)
	}
	n.end(10 * time.Second)
	s.set(leaseEnds)
}

// again is another node on the same database.
func (b *browser) again(flags ...string) *node {
	b.t.Helper()
	n := start(b.t, flags...)
	carry(b.t, b, n)
	return n
}

// checkReports sees to it that each report is wholly there.
func (s store) checkReports() {
	s.t.Helper()
	s.none(map[string]string{
		"reports without a body":                    `report r WHERE (SELECT COUNT(*) FROM report_body b WHERE b.report_id = r.id) <> 1`,
		"bodies without a report":                   `report_body b WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = b.report_id)`,
		"reports without exactly one line":          `report r WHERE (SELECT COUNT(*) FROM audit a WHERE a.stream = r.stream AND a.kind = 'report' AND a.object_id = r.id AND a.action = 'created') <> 1`,
		"lines without a report":                    `audit a WHERE a.kind = 'report' AND a.action = 'created' AND NOT EXISTS (SELECT 1 FROM report r WHERE r.id = a.object_id)`,
		"reports without exactly one draft":         `report r WHERE (SELECT COUNT(*) FROM report_draft d WHERE d.issued_id = r.id) <> 1`,
		"drafts of which no report came after all":  `report_draft d WHERE d.issued_id <> '' AND NOT EXISTS (SELECT 1 FROM report r WHERE r.id = d.issued_id)`,
		"holes or doubles in the numbers":           `(SELECT stream FROM report GROUP BY stream HAVING MIN(number) <> 1 OR MAX(number) <> COUNT(*) OR COUNT(DISTINCT number) <> COUNT(*)) x`,
		"reports that do not go on from the latest": `report r WHERE r.number > 1 AND r.before_id <> COALESCE((SELECT b.id FROM report b WHERE b.stream = r.stream AND b.kind = r.kind AND b.number < r.number ORDER BY b.number DESC LIMIT 1), '')`,
		"gaps in the log":                           `(SELECT stream FROM audit GROUP BY stream HAVING MIN(seq) <> 1 OR MAX(seq) <> COUNT(*)) x`,
	})
	s.in(func(tx *gorm.DB) error {
		var all []struct {
			ID, Digest, Input string
			SHA256            string `gorm:"column:sha256"`
			PDF               []byte `gorm:"column:pdf"`
		}
		err := tx.Raw("SELECT r.id, r.digest, r.sha256, b.input, b.pdf FROM report r JOIN report_body b ON b.report_id = r.id").Scan(&all).Error
		for _, r := range all {
			if sha(r.PDF) != r.SHA256 || sha([]byte(r.Input)) != r.Digest {
				s.t.Errorf("report %s is not what its digests say", r.ID)
			}
		}
		return err
	})
}

func sha(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func TestAReportThatIsIssuedAmidAKillIsWhollyThereOrNotAtAll(t *testing.T) {
	each(t, func(t *testing.T, flags ...string) {
		n := start(t, flags...)
		b, home := n.setUp()
		s := opened(t, flags)
		acknowledged := map[string]bool{}
		for round := range kills {
			if round > 0 {
				n = b.again(flags...)
			}
			for _, at := range n.killWhileIssuing(b, s, home) {
				acknowledged[at] = true
			}
		}
		s.checkReports()
		n = b.again(flags...)
		if len(acknowledged) == 0 {
			t.Fatalf("nothing was issued before the kills: %s", n.log)
		}
		for at := range acknowledged {
			if status, _ := b.get(at); status != http.StatusOK {
				t.Errorf("%s was acknowledged and answers %d", at, status)
			}
		}
		last := b.issues(home)
		s.checkReports()
		file, err := b.Get(b.base + last + "/report.pdf")
		if err != nil || file.StatusCode != http.StatusOK {
			t.Errorf("the report that was issued afterwards: %v, %v", file, err)
		}
		t.Logf("%d reports were acknowledged before %d kills, %d are there", len(acknowledged), kills, s.counted("report"))
	})
}

// issues issues a report and gives its address.
func (b *browser) issues(home string) string {
	b.t.Helper()
	draft := b.must(home+"/reports/drafts", url.Values{"kind": {"steering"}, "lang": {"sv"}})
	return b.must(draft+"/issue", url.Values{"version": {"1"}})
}

// killWhileIssuing lets many clients issue reports and kills the node amid them; it
// gives the addresses of those that were acknowledged.
func (n *node) killWhileIssuing(b *browser, s store, home string) (acknowledged []string) {
	n.t.Helper()
	var mu sync.Mutex
	var over atomic.Bool
	var all sync.WaitGroup
	first := make(chan bool, 1)
	for range clients {
		all.Go(func() {
			for !over.Load() {
				status, draft, err := b.post(home+"/reports/drafts", url.Values{"kind": {"steering"}, "lang": {"sv"}})
				if err != nil || status != http.StatusSeeOther {
					continue
				}
				status, at, err := b.post(draft+"/issue", url.Values{"version": {"1"}})
				switch {
				case err == nil && status == http.StatusSeeOther:
					mu.Lock()
					acknowledged = append(acknowledged, at)
					mu.Unlock()
					select {
					case first <- true:
					default:
					}
				case err == nil && status != http.StatusUnprocessableEntity && !over.Load(): // others took its number five times
					n.t.Errorf("issuing is answered with %d", status)
					return
				}
			}
		})
	}
	select {
	case <-first:
	case <-time.After(30 * time.Second):
	}
	time.Sleep(writing / 2)
	n.kill(s)
	over.Store(true)
	all.Wait()
	return acknowledged
}

// sends are the flags by which a node hands letters in.
func sends(post *mailtest.Server, flags []string) []string {
	return append(flags[:len(flags):len(flags)], "--smtp-host", post.Host, "--smtp-port", strconv.Itoa(post.Port), "--smtp-from", "Stegvis <stegvis@firm.example>", "--smtp-tls", "none")
}

// committee puts people into a project's committee.
func (b *browser) committee(s store, home string, emails ...string) {
	b.t.Helper()
	for _, email := range emails {
		name, _, _ := strings.Cut(email, "@")
		b.must(home+"/people", url.Values{"name": {"Ledamot " + name}, "email": {email}})
		var id string
		s.in(func(tx *gorm.DB) error {
			return tx.Raw("SELECT p.id FROM person p JOIN project j ON j.id = p.project_id WHERE p.email = ? AND j.slug = ?", email, strings.TrimPrefix(home, "/projects/")).Scan(&id).Error
		})
		b.must(home+"/committee/members", url.Values{"person_id": {id}})
	}
}

// plans sends a report by itself each month.
func (b *browser) plans(home string, kind string) {
	b.t.Helper()
	b.must(home+"/reports/schedules", url.Values{"what": {kind}, "lang": {"sv"}, "way": {"monthly"}, "month_day": {"15"}, "at_time": {"09:00"}, "days_ahead": {"3"}})
}

func TestASendingAmidKillsReachesEverybodyAndItsScheduleGoesOn(t *testing.T) {
	each(t, func(t *testing.T, flags ...string) {
		post := mailtest.Open(t, mailtest.Options{Slow: 600 * time.Millisecond, Unknown: []string{"gone@board.example"}})
		with := sends(post, flags)
		n := start(t, with...)
		b, home := n.setUp()
		s := opened(t, flags)
		members := []string{"anna@board.example", "bo@board.example", "cecilia@board.example", "david@board.example", "eva@board.example", "gone@board.example"}
		b.committee(s, home, members...)
		b.plans(home, "steering")
		for turn := range int64(2) {
			s.set(turnIsDue, lookIsDue)
			s.becomes(n, "report_occasion WHERE state = 'drafted'", 1)
			for round := range 2 { // once amid issuing, and once amid sending
				had, settled := len(letters(post, members)), s.counted("job WHERE kind = 'dispatch.settle'")
				s.set(issueIsDue, draftIsDue, lookIsDue)
				for end := time.Now().Add(time.Minute); round > 0 && len(letters(post, members)) == had && time.Now().Before(end); {
					time.Sleep(5 * time.Millisecond)
				}
				if round == 0 {
					s.becomes(n, "job WHERE kind = 'dispatch.settle'", settled+1)
				}
				n.kill(s)
				s.checkReports()
				n = b.again(with...)
			}
			s.becomes(n, "report", turn+1)
			s.becomes(n, "report_sending WHERE state = 'sent'", (turn+1)*5)
			s.becomes(n, "report_sending WHERE state = 'failed' AND last_error <> ''", turn+1)
			s.none(map[string]string{
				"turns that are not issued":         "report_occasion WHERE state <> 'issued'",
				"schedules without a turn to come":  "report_schedule WHERE prepare_at IS NULL OR period IN (SELECT period FROM report_occasion)",
				"sendings that nobody will do":      "report_sending s WHERE s.state = 'waiting'",
				"turns whose report is of no draft": "report_occasion o WHERE NOT EXISTS (SELECT 1 FROM report_draft d WHERE d.id = o.draft_id AND d.issued_id = o.report_id)",
			})
		}
		s.checkReports()
		doubles := s.checkLetters(letters(post, members), len(members)-1, 2)
		_, page := b.get(home + "/reports/" + s.only("SELECT id FROM report WHERE number = 2"))
		if !strings.Contains(page, "no such mailbox") {
			t.Errorf("nothing says that one could not be reached")
		}
		t.Logf("%d letters came twice", doubles)
	})
}

// letters are those to some people.
func letters(post *mailtest.Server, to []string) (all []mailtest.Letter) {
	for _, l := range post.Letters() {
		for _, email := range to {
			if l.To == email {
				all = append(all, l)
			}
		}
	}
	return all
}

// checkLetters sees to it that everybody got each report, with the file that was
// issued, and what came twice under one Message-ID; it gives how many did.
func (s store) checkLetters(all []mailtest.Letter, people, reports int) (doubles int) {
	s.t.Helper()
	got := map[string]map[string]string{} // Message-IDs by receiver and file
	for _, l := range all {
		if len(l.Files) != 1 {
			s.t.Errorf("%d files came to %s", len(l.Files), l.To)
			continue
		}
		file, id := sha(l.Files[0].Content), l.Header.Get("Message-Id")
		if got[l.To] == nil {
			got[l.To] = map[string]string{}
		}
		had, twice := got[l.To][file]
		if twice {
			doubles++
		}
		if twice && had != id {
			s.t.Errorf("%s got a report as %s and as %s", l.To, had, id)
		}
		got[l.To][file] = id
	}
	if len(got) != people {
		s.t.Errorf("%d people got letters, want %d", len(got), people)
	}
	for to, files := range got {
		if len(files) != reports {
			s.t.Errorf("%s got %d reports, want %d", to, len(files), reports)
		}
		for file := range files {
			if s.counted(fmt.Sprintf("report WHERE sha256 = '%s'", file)) != 1 {
				s.t.Errorf("%s got a file that was not issued", to)
			}
		}
	}
	return doubles
}

// only is the one text that a query gives.
func (s store) only(query string) (text string) {
	s.t.Helper()
	s.in(func(tx *gorm.DB) error { return tx.Raw(query).Scan(&text).Error })
	return text
}

package main_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"stegvis/app/platform/database/postgrestest"
	"stegvis/app/platform/mail/mailtest"
)

func TestTwoNodesOnOneDatabaseRunTwentySchedulesOnceEach(t *testing.T) {
	const projects = 4
	kinds := []string{"steering", "risk", "cost", "decisions", "plan"}
	flags := []string{"--data", t.TempDir(), "--database-url", postgrestest.URL(t)}
	post := mailtest.Open(t, mailtest.Options{Slow: 20 * time.Millisecond})
	with := sends(post, flags)
	// Each node that starts on an empty database offers a set-up token of its own
	// and ends the one before it: the second starts when it is set up.
	nodes := []*node{start(t, with...)}
	b, first := nodes[0].setUp()
	nodes = append(nodes, start(t, with...))
	s := opened(t, flags)
	members := []string{"anna@board.example", "bo@board.example"}
	for i := range projects {
		home := first
		if i > 0 {
			home = b.must("/projects", url.Values{"name": {fmt.Sprintf("Program %d", i)}, "template": {"small"}, "organisation": {"fjord-son"}, "currency": {"SEK"},
				"time_zone": {"Europe/Stockholm"}, "country": {"SE"}, "language": {"sv"}, "start_on": {"2026-03-02"}, "horizon_months": {"12"}})
		}
		b.committee(s, home, members...)
		for _, kind := range kinds {
			b.plans(home, kind)
		}
	}
	schedules := int64(projects * len(kinds))
	// Whatever is looked for again and again is ordered once.
	worked := map[string]bool{}
	looks := func(until string, want int64, due ...string) {
		t.Helper()
		for end := time.Now().Add(2 * time.Minute); s.counted(until) < want; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%d of %s, want %d: %s %s", s.counted(until), until, want, nodes[0].log, nodes[1].log)
			}
			worked[s.only("SELECT COALESCE(MIN(leased_by), '') FROM job WHERE kind LIKE 'dispatch.%' AND leased_until IS NOT NULL")] = true
			worked[s.only("SELECT COALESCE(MAX(leased_by), '') FROM job WHERE kind LIKE 'dispatch.%' AND leased_until IS NOT NULL")] = true
			s.set(append(due, lookIsDue)...)
			due = nil
		}
	}
	looks("report_occasion WHERE state = 'drafted'", schedules, turnIsDue)
	looks("report_occasion WHERE state = 'issued'", schedules, issueIsDue, draftIsDue)
	looks("report_sending WHERE state = 'sent'", schedules*int64(len(members)))
	s.checkReports()
	s.none(map[string]string{
		"schedules without exactly one turn":   `report_schedule x WHERE (SELECT COUNT(*) FROM report_occasion o WHERE o.schedule_id = x.id) <> 1`,
		"turns without a report of their own":  `report_occasion o WHERE (SELECT COUNT(*) FROM report r WHERE r.id = o.report_id AND r.stream = o.project_id) <> 1`,
		"reports more than turns":              `report r WHERE NOT EXISTS (SELECT 1 FROM report_occasion o WHERE o.report_id = r.id)`,
		"drafts more than turns":               `report_draft d WHERE NOT EXISTS (SELECT 1 FROM report_occasion o WHERE o.draft_id = d.id)`,
		"sendings that were tried more often":  `report_sending WHERE attempts <> 1`,
		"people to whom a report does not go":  `(SELECT r.id FROM report r LEFT JOIN report_sending x ON x.report_id = r.id GROUP BY r.id HAVING COUNT(x.id) <> 2) y`,
		"schedules that do not go on":          `report_schedule WHERE prepare_at IS NULL OR period IN (SELECT period FROM report_occasion)`,
		"jobs of the schedules that were left": `job WHERE kind LIKE 'dispatch.%' AND kind <> 'dispatch.due' AND (done_at IS NULL OR gave_up)`,
	})
	all := letters(post, members)
	if doubles := s.checkLetters(all, len(members), int(schedules)); doubles != 0 || len(all) != int(schedules)*len(members) {
		t.Errorf("%d letters, %d of them doubles", len(all), doubles)
	}
	for i, n := range nodes {
		if said := n.log.String(); strings.Contains(said, "deadlock") || strings.Contains(said, "level=ERROR") {
			t.Errorf("node %d: %s", i, said)
		}
	}
	delete(worked, "")
	if len(worked) < len(nodes) {
		t.Errorf("%d nodes were seen at work", len(worked))
	}
}

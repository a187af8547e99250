package main_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
)

const (
	kills   = 3
	clients = 8
	writing = time.Second // before each kill
)

func TestWhatWasAcknowledgedSurvivesAKillAndNothingIsHalfDone(t *testing.T) {
	each(t, func(t *testing.T, flags ...string) {
		n := start(t, flags...)
		b, home := n.setUp()
		acknowledged := map[string]bool{}
		for round := range kills {
			if round > 0 {
				n = start(t, flags...)
				b.base = n.base
				carry(t, b, n)
			}
			written := n.killWhileWriting(b, home, round)
			if len(written) == 0 {
				t.Fatalf("round %d: nothing was acknowledged before the kill: %s", round, n.log)
			}
			for _, title := range written {
				acknowledged[title] = true
			}
		}
		n = start(t, flags...)
		carry(t, b, n)
		if status, _ := b.get(home + "/risks"); status != http.StatusOK {
			t.Errorf("after the last kill the register answers %d", status)
		}
		var address string
		if len(flags) > 2 {
			address = flags[3]
		}
		checkNothingIsHalfDone(t, address, flags[1], acknowledged)
		t.Logf("%d writes were acknowledged before %d kills", len(acknowledged), kills)
	})
}

// carry takes the cookies of a browser over to a node on another port.
func carry(t *testing.T, b *browser, to *node) {
	t.Helper()
	from, err := url.Parse(b.base)
	if err != nil {
		t.Fatal(err)
	}
	cookies := b.Jar.Cookies(from)
	b.base = to.base
	at, err := url.Parse(to.base)
	if err != nil {
		t.Fatal(err)
	}
	b.Jar.SetCookies(at, cookies)
	b.learn("/me")
}

// killWhileWriting lets many clients create risks and tasks and kills the node
// amid them; it gives the titles that were acknowledged.
func (n *node) killWhileWriting(b *browser, home string, round int) []string {
	n.t.Helper()
	var mu sync.Mutex
	var titles []string
	var over atomic.Bool
	var all sync.WaitGroup
	for client := range clients {
		all.Go(func() {
			for i := 0; !over.Load(); i++ {
				title := fmt.Sprintf("Written %d-%d-%d", round, client, i)
				status, _, err := b.post(home+written(client), url.Values{"title": {title}, "category": {"technical"}, "likelihood": {strconv.Itoa(i%5 + 1)},
					"impact": {"4"}, "response": {"reduce"}, "status": {[]string{"open", "todo"}[client%2]}, "planned_finish": {"2026-03-20"}, "forecast_finish": {"2026-03-27"}})
				if err == nil && status == http.StatusSeeOther {
					mu.Lock()
					titles = append(titles, title)
					mu.Unlock()
				} else if !over.Load() && status != 0 {
					n.t.Errorf("a write is answered with %d", status)
					return
				}
			}
		})
	}
	time.Sleep(writing)
	if err := n.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		n.t.Error(err)
	}
	n.end(10 * time.Second)
	over.Store(true)
	all.Wait()
	return titles
}

// written is the list that a client adds to.
func written(client int) string { return []string{"/risks", "/rollout"}[client%2] }

// checkNothingIsHalfDone reads the database itself.
func checkNothingIsHalfDone(t *testing.T, address, folder string, acknowledged map[string]bool) {
	t.Helper()
	db, err := database.Open(t.Context(), address, folder)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		var titles []string
		if err := tx.Raw("SELECT title FROM risk UNION ALL SELECT title FROM task").Scan(&titles).Error; err != nil {
			return err
		}
		stored := map[string]int{}
		for _, title := range titles {
			stored[title]++
		}
		for title := range acknowledged {
			if stored[title] != 1 {
				t.Errorf("%s was acknowledged and is there %d times", title, stored[title])
			}
		}
		for what, query := range map[string]string{
			"risks without exactly one scoring":       `SELECT COUNT(*) FROM risk r WHERE (SELECT COUNT(*) FROM risk_scoring s WHERE s.risk_id = r.id) <> 1`,
			"scorings without a risk":                 `SELECT COUNT(*) FROM risk_scoring s WHERE NOT EXISTS (SELECT 1 FROM risk r WHERE r.id = s.risk_id)`,
			"tasks without exactly one forecast":      `SELECT COUNT(*) FROM task t WHERE t.title LIKE 'Written %' AND (SELECT COUNT(*) FROM forecast f WHERE f.kind = 'task' AND f.object_id = t.id) <> 1`,
			"forecasts without a task":                `SELECT COUNT(*) FROM forecast f WHERE f.kind = 'task' AND NOT EXISTS (SELECT 1 FROM task t WHERE t.id = f.object_id)`,
			"risks without exactly one line":          withoutOneLine("risk"),
			"tasks without exactly one line":          withoutOneLine("task"),
			"lines without a risk":                    `SELECT COUNT(*) FROM audit a WHERE a.kind = 'risk' AND NOT EXISTS (SELECT 1 FROM risk r WHERE r.id = a.object_id)`,
			"lines without a task":                    `SELECT COUNT(*) FROM audit a WHERE a.kind = 'task' AND NOT EXISTS (SELECT 1 FROM task t WHERE t.id = a.object_id)`,
			"gaps or doubles in the numbers of risks": broken("risk"),
			"gaps or doubles in the numbers of tasks": broken("task"),
			"gaps in the log":                         `SELECT COUNT(*) FROM (SELECT stream FROM audit GROUP BY stream HAVING MIN(seq) <> 1 OR MAX(seq) <> COUNT(*)) x`,
			"logs that the counter is not at":         `SELECT COUNT(*) FROM (SELECT stream, MAX(seq) AS last FROM audit GROUP BY stream) x WHERE last <> (SELECT value FROM counter WHERE name = 'audit:' || x.stream)`,
		} {
			var n int64
			if err := tx.Raw(query).Scan(&n).Error; err != nil {
				return err
			}
			if n != 0 {
				t.Errorf("%d %s", n, what)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func withoutOneLine(table string) string {
	return `SELECT COUNT(*) FROM ` + table + ` r WHERE (SELECT COUNT(*) FROM audit a
		WHERE a.stream = r.project_id AND a.kind = '` + table + `' AND a.object_id = r.id AND a.action = 'created') <> 1`
}

func broken(table string) string {
	return `SELECT COUNT(*) FROM (SELECT project_id FROM ` + table + ` GROUP BY project_id
		HAVING MIN(number) <> 1 OR MAX(number) <> COUNT(*) OR COUNT(DISTINCT number) <> COUNT(*)) x`
}

func TestTwoNodesBeginOnOneEmptyDatabaseAtOnce(t *testing.T) {
	each(t, func(t *testing.T, flags ...string) {
		nodes := []*node{launch(t, flags...), launch(t, flags...)}
		for _, n := range nodes {
			n.listens()
			if status, _ := n.browser().get("/readyz"); status != http.StatusOK {
				t.Errorf("ready: %d, %s", status, n.log)
			}
		}
	})
}

package web

import (
	"bytes"
	"strconv"
	"testing"
	"time"

	"stegvis/app/audit"
	"stegvis/app/platform/date"
	"stegvis/app/project"
)

func TestAPageIsRememberedForOneProofAndAWhile(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	made := proof{account: "a", version: 1, role: project.Lead, person: "p", language: "en", project: "x", edition: 1,
		stamp: audit.Stamp{Logged: 1, Unlogged: 1, Organisation: 1, Installation: 1}, day: date.Of(noon, time.UTC)}
	with := func(change func(*proof)) proof {
		other := made
		change(&other)
		return other
	}
	m := newPageMemory()
	m.keep("page", made, []byte("page"), noon)
	for what, c := range map[string]struct {
		name  string
		proof proof
		at    time.Time
		found bool
	}{
		"the same":                    {"page", made, noon.Add(pageLife - 1), true},
		"after a while":               {"page", made, noon.Add(pageLife), false},
		"another page":                {"other", made, noon, false},
		"another account":             {"page", with(func(p *proof) { p.account = "b" }), noon, false},
		"the account changed":         {"page", with(func(p *proof) { p.version = 2 }), noon, false},
		"another role":                {"page", with(func(p *proof) { p.role = project.Viewer }), noon, false},
		"another person":              {"page", with(func(p *proof) { p.person = "q" }), noon, false},
		"another language":            {"page", with(func(p *proof) { p.language = "sv" }), noon, false},
		"another project":             {"page", with(func(p *proof) { p.project = "y" }), noon, false},
		"the project's row changed":   {"page", with(func(p *proof) { p.edition = 2 }), noon, false},
		"something was logged":        {"page", with(func(p *proof) { p.stamp.Logged = 2 }), noon, false},
		"something else changed":      {"page", with(func(p *proof) { p.stamp.Unlogged = 2 }), noon, false},
		"the organisation changed":    {"page", with(func(p *proof) { p.stamp.Organisation = 2 }), noon, false},
		"an account changed":          {"page", with(func(p *proof) { p.stamp.Installation = 2 }), noon, false},
		"the next day of the project": {"page", with(func(p *proof) { p.day = p.day.AddDays(1) }), noon, false},
	} {
		if got := m.find(c.name, c.proof, c.at) != nil; got != c.found {
			t.Errorf("%s: found is %t, want %t", what, got, c.found)
		}
	}
}

func TestTheMemoryOfPagesIsBounded(t *testing.T) {
	now, m := time.Now(), newPageMemory()
	page := bytes.Repeat([]byte("x"), largestPage-perPage-len("39"))
	for n := range 40 {
		m.keep(strconv.Itoa(n), proof{}, page, now)
		m.find("0", proof{}, now) // used all the time, so never the one that goes
		if m.bytes > memoryBytes || len(m.pages) != m.recent.Len() {
			t.Fatalf("%d bytes in %d pages, %d in a row", m.bytes, len(m.pages), m.recent.Len())
		}
	}
	for n, found := range map[string]bool{"0": true, "1": false, "20": false, "39": true} {
		if got := m.find(n, proof{}, now) != nil; got != found {
			t.Errorf("page %s found is %t, want %t", n, got, found)
		}
	}
	m.keep("39", proof{account: "b"}, []byte("short"), now)
	m.keep("large", proof{}, append(page, "as its name is longer"...), now)
	if m.bytes != 15*largestPage-1+perPage+len("39short") || m.find("39", proof{}, now) != nil || m.find("large", proof{}, now) != nil {
		t.Errorf("%d bytes are kept after a page was replaced and too large a one came", m.bytes)
	}
}

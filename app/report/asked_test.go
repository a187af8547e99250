package report_test

import (
	"slices"
	"strings"
	"testing"

	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

func TestEachDecisionLeadsToItsPage(t *testing.T) {
	in := sample()
	links := func(name string) int {
		plain := pdftest.Tool(t, drawn(t, name, "en", in), "qpdf", "--qdf", "--stream-data=uncompress", "FILE", "-")
		n := 0
		for _, id := range []string{"d1", "d3", "d4", "d5"} {
			if strings.Contains(plain, "(https://crm.example/projects/demo/decisions/"+id+")") {
				n++
			}
		}
		return n
	}
	if n := links("without-base"); n != 0 {
		t.Errorf("%d decisions lead to an address that nobody knows", n)
	}
	in.Base = "https://crm.example/projects/demo"
	if n := links("with-base"); n != 4 {
		t.Errorf("%d of 4 decisions lead to their pages", n)
	}
}

func TestADecisionThatIsOverdueStaysOnThePageWithItsDays(t *testing.T) {
	in := sample()
	rows := in.Decisions.Rows
	overdue, open := rows[0], rows[1]
	for name, c := range map[string]struct {
		rows  []report.Decision
		shown int
	}{
		"all are ahead":       {[]report.Decision{open, open, open, open}, 3},
		"one is overdue":      {[]report.Decision{overdue, open, open, open}, 3},
		"twelve are overdue":  {slices.Repeat([]report.Decision{overdue}, 12), 12},
		"two pages show more": {slices.Concat(slices.Repeat([]report.Decision{overdue}, 6), slices.Repeat([]report.Decision{open}, 6)), 8},
	} {
		in.Decisions.Rows, in.Decisions.Total = c.rows, 19
		text := pdftest.Said(t, drawn(t, "overdue", "en", in))
		if n := strings.Count(text, "16 Dec") + strings.Count(text, "4 days late"); n != c.shown {
			t.Errorf("%s: %d are shown, want %d: %s", name, n, c.shown, text)
		}
		if priced := strings.Contains(text, "180,000"); priced != (name != "all are ahead") {
			t.Errorf("%s: the cost is shown: %v: %s", name, priced, text)
		}
	}
	in.Decisions = report.Decisions{Late: in.Decisions.Late, LateTotal: 1}
	text := pdftest.Said(t, drawn(t, "only-late", "en", in))
	for _, want := range []string{"Decided, and not done in time", "Yes, once the call notes are mended", "8 days late", "No decision is asked"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not there: %s", want, text)
		}
	}
}

package report_test

import (
	"strings"
	"testing"

	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

func TestTheDecisionLogNamesTheCommitteeInItsOwnLanguage(t *testing.T) {
	log := report.DecisionLog{Done: []report.DecisionPage{
		{ID: "1", Code: "D1", Question: words("Vem?"), Choice: words("Vi"), How: decision.Circulation, DecidedOn: day(-3)},
		{ID: "2", Code: "D2", Question: words("När?"), Choice: words("Nu"), By: "The steering committee", How: decision.Meeting, DecidedOn: day(-3)}, // of a snapshot of before
	}}
	text := pdftest.Said(t, printed(t, "decisions-committee", "sv", together(t, report.KindDecision, part{"asked", report.Asking{}}, part{"decisions", log})))
	if strings.Count(text, "Styrgruppen") != 2 || strings.Contains(text, "The steering committee") {
		t.Errorf("it says %s", text)
	}
}

func TestMinutesOfAMeetingThatIsToComeSayNothingOfWhoWasThere(t *testing.T) {
	ahead := met()
	ahead.ClosedAt, ahead.ClosedBy, ahead.Unheld, ahead.Present = nil, "", true, 0
	for i := range ahead.People {
		ahead.People[i].Present = false
	}
	ahead.Points = []report.MinutesPoint{{Kind: committee.Free, Title: words("Budget")}}
	for lang, c := range map[string]struct{ says, not []string }{
		"en": {[]string{"Who is called", "Eskil Rönn", "Deputy for Eskil Rönn", "Budget"}, []string{"Absent", "Present", "uorate", "were there", "Who took part", "Nothing was noted", "still change", "Checked by"}},
		"sv": {[]string{"Kallade", "Eskil Rönn"}, []string{"Frånvarande", "Närvarande", "eslutsmässigt", "Ingenting noterades", "Justerare"}},
	} {
		file := drawnMinutes(t, "ahead", lang, ahead)
		pdftest.WellSet(t, "minutes-ahead-"+lang, file, pdftest.Limits{Least: 1, Most: 1})
		text := pdftest.Said(t, file)
		for _, want := range c.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in %s", lang, want, text)
			}
		}
		for _, not := range c.not {
			if strings.Contains(text, not) {
				t.Errorf("%s: before it was held it says %q: %s", lang, not, text)
			}
		}
	}
}

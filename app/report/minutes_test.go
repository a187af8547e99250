package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stegvis/app/committee"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

// met are the minutes of a meeting that decided two things.
func met() report.Minutes {
	at := time.Date(2026, 11, 24, 8, 15, 0, 0, time.UTC)
	return report.Minutes{
		Day: day(0), From: "09:00", To: "10:30", Place: words("Mälaren"), Rule: committee.Usual(), Present: 2, Members: 3,
		People: []report.Attendant{
			{Name: "Åsa Łukowska", Part: committee.Chair, Present: true}, {Name: "Eskil Rönn", Part: committee.MemberPart},
			{Name: "Tove Lindmark", Part: committee.DeputyPart, For: "Eskil Rönn", Present: true}, {Name: "Ulf Rask", Part: committee.Guest, Present: true},
		},
		Points: []report.MinutesPoint{
			{Kind: committee.OfReport, Title: words("Steering report 6"), Report: &report.Called{Kind: report.KindSteering, Number: 6, Seal: "3f9a 01c2 77de"}, Presenter: "Torkel Brännvik", Said: words("Two pilots wait.\nThe finish has slipped 12 days.")},
			{Kind: committee.OfDecision, Title: words("When does wave 2 begin?"), Code: "D4", Said: words("The market does not wait."),
				Decided: &report.MinutesDecision{ID: "4", Code: "D4", Question: words("When does wave 2 begin?"), Choice: words("In January"), Reason: words("Training is booked."), Votes: &committee.Votes{For: 1, Against: 0, Abstained: 1, Members: 3}},
				Actions: []report.MinutesAction{{Title: words("Book a room"), Owner: "Ulf Rask", Due: day(20), Code: "T27"}}},
			{Kind: committee.Free, Title: words("Budget"), Decided: &report.MinutesDecision{ID: "9", Code: "D9", Question: words("May we spend 200 000 more?"), Choice: words("Yes")}, Actions: []report.MinutesAction{{Title: words("Tell finance")}}},
			{Kind: committee.OfGate, Title: words("Pilot Malmö: go, adjust or stop?")},
		},
		ClosedBy: "Torkel Brännvik", ClosedAt: &at, Zone: "Europe/Stockholm",
	}
}

func drawnMinutes(t *testing.T, name, lang string, m report.Minutes) []byte {
	t.Helper()
	in := whole(report.KindMinutes)
	in.Subject, in.Lang = report.Subject{ID: "m", Name: words("Steering committee")}, "en"
	if m.ClosedAt != nil {
		in.Number = 7
	}
	return printed(t, "minutes-"+name, lang, frozen(t, in, "minutes", m))
}

func TestTheMinutesSayThisInEachLanguage(t *testing.T) {
	texts, _ := loaded(t)
	for _, lang := range texts.Languages() {
		file := drawnMinutes(t, "sample", lang, met())
		pdftest.WellSet(t, "minutes-"+lang, file, pdftest.Limits{Least: 1, Most: 2})
		goldentest.Equal(t, "minutes-"+lang+".txt", []byte(pdftest.Said(t, file)))
	}
}

func TestMinutesThatAreOpenAreADraftAndThoseOfNothingAPage(t *testing.T) {
	open := met()
	open.ClosedAt = nil
	if text := pdftest.Said(t, drawnMinutes(t, "open", "en", open)); !strings.Contains(text, "Draft") || strings.Contains(text, "seal 0") {
		t.Errorf("open minutes say %s", text)
	}
	file := drawnMinutes(t, "none", "en", report.Minutes{Day: day(0), Rule: committee.Usual()})
	pdftest.WellSet(t, "minutes-none", file, pdftest.Limits{Least: 1, Most: 1})
	if text := pdftest.Said(t, file); !strings.Contains(text, "Nobody is called yet") {
		t.Errorf("minutes of nothing say %s", text)
	}
}

func TestTheLineToSignOnNamesTheChairWhoWasThere(t *testing.T) {
	if text := pdftest.Said(t, drawnMinutes(t, "chaired", "en", met())); !strings.Contains(text, "Åsa Łukowska, chair") {
		t.Errorf("the chair's line says %s", text)
	}
	away := met()
	away.People[0].Present = false
	if text := pdftest.Said(t, drawnMinutes(t, "unchaired", "en", away)); strings.Contains(text, "Łukowska, chair") {
		t.Error("somebody who was away chaired")
	}
}

func TestMinutesOfAnyLengthAreWellSet(t *testing.T) {
	long := met()
	for i := range 40 {
		p := long.Points[i%3]
		p.Title, p.Said = words(fmt.Sprintf("Point %d %s", i, strings.Repeat("about much ", i%9))), words(strings.Repeat("Much was said. ", 10*i)+strings.Repeat("x", 300)+" 😀 \u202e")
		long.Points = append(long.Points, p)
	}
	pdftest.WellSet(t, "minutes-long", drawnMinutes(t, "long", "sv", long), pdftest.Limits{Least: 5, Most: 40, Gaps: true})
}

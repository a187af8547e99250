package report_test

import (
	"fmt"
	"strings"
	"testing"

	"stegvis/app/maturity"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
	"stegvis/app/workshop"
)

// session is a workshop that scored, wrote cards and voted.
func session() report.Workshop {
	risk := &report.Grown{Kind: "risk", Code: "R7", Title: words("Sellers have no time for training"), Path: "risks/r7"}
	votes := make([]maturity.Vote, 0, 8)
	for i, role := range []string{"sales", "sales", "sales", "service", "service", "service", "it", "finance"} {
		votes = append(votes, maturity.Vote{Role: role, Level: 1 + i%4})
	}
	spread, few := maturity.SpreadOf(votes), maturity.SpreadOf(votes[:2])
	return report.Workshop{ID: "w3", Code: "W3", Title: words("Where we stand in Umeå"), HeldOn: day(-12), People: 8, Activities: []report.WorkshopActivity{
		{Place: 1, Kind: workshop.Scoring, Title: i18n.Phrase{Key: "workshop.result.kind.scoring"}, Minutes: 40, Revealed: true, Top: 5, Items: []report.WorkshopItem{
			{Words: words("We know who our customers are"), Votes: workshop.Votes{Voting: workshop.Scale, Agreed: 3}, Spread: &spread, Dissents: []workshop.Dissent{{Role: workshop.Sales, Level: 1, Reason: "Not in the north."}}},
			{Words: words("Every call is noted"), Votes: workshop.Votes{Voting: workshop.Scale, Agreed: 2}, Spread: &few},
		}, Became: &report.Grown{Kind: "assessment", Title: words("Umeå"), Path: "maturity/a1"}},
		{Place: 2, Kind: workshop.Risks, Title: words("What may stop us?"), Minutes: 25, Revealed: true, Items: []report.WorkshopItem{
			{Words: words("Sellers have no time for training"), Group: "Time", Part: "personnel", Votes: workshop.Votes{Voting: workshop.Dots, Dots: 9, Place: 1, Among: 3}, Chosen: true, Became: risk},
			{Words: words("Training clashes with the Christmas trade"), Group: "Time", Part: "personnel", Votes: workshop.Votes{Voting: workshop.Dots, Dots: 4, Place: 2, Among: 3}, Became: risk},
			{Words: words("The order system has no interface"), Part: "technology", Votes: workshop.Votes{Voting: workshop.Dots, Dots: 2, Place: 3, Among: 3}, Tables: []int{1, 3}, Became: &report.Grown{Kind: "task", Code: "T27", Title: words("Ask the vendor for a date"), Path: "rollout/tasks/t27"}},
		}},
		{Place: 3, Kind: workshop.Motion, Title: words("Do we begin in January?"), Minutes: 10, Revealed: true, Items: []report.WorkshopItem{{Words: words("Do we begin in January?"), Votes: workshop.Votes{Voting: workshop.Choice, Silent: true}}}},
		{Place: 4, Kind: workshop.Map, Title: i18n.Phrase{Key: "workshop.result.kind.map"}, Minutes: 20, Revealed: true, Confided: true, Items: []report.WorkshopItem{{Words: words("Customer service"), Became: &report.Grown{Kind: "stakeholder", Code: "S4", Title: words("Customer service"), Path: "stakeholders/s4"}}}},
		{Place: 5, Kind: workshop.Cards, Title: words("What we leave open"), Minutes: 5},
	}}
}

// outcomes are two workshops since the report before, one of which came to nothing.
func outcomes() []report.Outcome {
	return []report.Outcome{
		{ID: "w3", Code: "W3", Title: words("Where we stand in Umeå"), HeldOn: day(-12), People: 8, Became: []report.Grown{
			{Kind: "risk", Code: "R7", Title: words("Sellers have no time for training"), Path: "risks/r7"}, {Kind: "assessment", Title: words("Umeå"), Path: "maturity/a1"},
			{Kind: "risk", Code: "R8", Title: words("The order system has no interface"), Path: "risks/r8"},
		}},
		{ID: "w4", Code: "W4", Title: words("First ideas"), HeldOn: day(-3), People: 3},
	}
}

// workshopOf is the report of a workshop, issued as number 4.
func workshopOf(t *testing.T, w report.Workshop) report.Snapshot {
	t.Helper()
	in := whole(report.KindWorkshop)
	in.Number, in.Lang, in.Base, in.Subject = 4, "en", "https://stegvis.example/projects/nordvik", report.Subject{ID: w.ID, Name: w.Title}
	return frozen(t, in, "workshop", w)
}

func TestTheReportOfAWorkshopSaysThisInEachLanguage(t *testing.T) {
	texts, _ := loaded(t)
	for _, lang := range texts.Languages() {
		name := fmt.Sprintf("workshop-%s", lang)
		file := printed(t, "workshop", lang, workshopOf(t, session()))
		pdftest.WellSet(t, name, file, pdftest.Limits{Most: 4, Numbered: numbered(texts.For(lang))})
		text := pdftest.Said(t, file)
		if strings.Contains(text, "report.") || strings.Contains(text, "workshop.") {
			t.Errorf("%s shows a key: %s", name, text)
		}
		goldentest.Equal(t, name+".txt", []byte(text))
	}
}

func TestTheReportOfAWorkshopCountsARowOnceAndTellsNoVoteOfTwoPeople(t *testing.T) {
	text := pdftest.Said(t, printed(t, "workshop", "en", workshopOf(t, session())))
	for _, want := range []string{"1 assessment, 1 risk, 1 task and 1 stakeholder", "Too few votes to show", "2 voices. Too few voices to show how they spread", "hidden"} {
		if !strings.Contains(strings.ReplaceAll(text, "\n", " "), want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
}

func TestAWorkshopOfNothingIsAPageAndOneOfAnyWordsIsWellSet(t *testing.T) {
	file := printed(t, "workshop-none", "en", workshopOf(t, report.Workshop{ID: "w", Code: "W1", Title: words("Nothing"), HeldOn: day(0)}))
	pdftest.WellSet(t, "workshop-none", file, pdftest.Limits{Most: 1})
	if text := pdftest.Said(t, file); !strings.Contains(text, "Nothing stands on its agenda") {
		t.Errorf("it says %s", text)
	}
	for name, text := range noted() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text = string([]rune(text)[:min(500, len([]rune(text)))]) // of what a phone sends
			w := session()
			w.Title = words(text)
			for n := range w.Activities {
				a := &w.Activities[n]
				a.Title = words(text)
				for i := range a.Items {
					one := &a.Items[i]
					one.Words, one.Group, one.Part, one.Dissents = words(text), text, text, []workshop.Dissent{{Reason: text}}
					if one.Became != nil {
						one.Became = &report.Grown{Kind: "vision", Title: words(text), Path: "tracks/kotter/vision"}
					}
				}
			}
			pdftest.WellSet(t, name, printed(t, "workshop-monstrous-"+strings.ReplaceAll(name, " ", "-"), "sv", workshopOf(t, w)), pdftest.Limits{Gaps: true})
		})
	}
}

func TestWorkshopsThatWereNotHeldAreNotInAStatusReport(t *testing.T) {
	file := printed(t, "no-workshops", "en", together(t, report.KindStatus, part{"work", workLog()}, part{"workshops", []report.Outcome{}}))
	if text := pdftest.Said(t, file); strings.Contains(text, "Workshop") {
		t.Errorf("it says %s", text)
	}
}

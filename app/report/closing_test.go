package report_test

import (
	"strings"
	"testing"

	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
	"stegvis/app/rollout"
)

func closed() []part {
	first := report.Maturity{Day: day(-300), Levels: []report.Level{{"vision", 2, 4, 0}, {"strategy", 1, 4, 0}, {"metrics", 1, 3, 0}}}
	last := report.Maturity{Day: day(-9), Levels: []report.Level{{"vision", 4, 4, 0}, {"strategy", 3, 4, 34}, {"metrics", 3, 3, 0}}}
	return []part{
		{"aims", report.Aims{Aim: words("One view of each customer."), Vision: words("Whoever answers knows the customer.\nNobody asks twice."), Told: day(-200), Wins: []report.EarlyWin{
			{words("Every call is answered with the order on the screen"), words("Calls passed on fall by a third"), "Åsa Łukowska", day(-120), day(-110), framework.Delivered},
			{words("One price list"), words(""), "", day(-90), day(0), framework.Missed},
		}}},
		{"results", report.Results{Milestones: 9, Reached: 8, InTime: 5, Planned: day(-30), Expected: day(-8), Tasks: rollout.Tally{Done: 39, Late: 1, Total: 40}, Currency: "SEK", Money: cash().Total,
			Criteria: report.Verdicts{Met: 7, Missed: 1, Open: 2}, First: &first, Last: &last}},
		planned()[2],
		{"handover", report.Handover{
			Decisions: []report.OpenDecision{{"a", "D4", words("Who owns customer data when the project ends?"), words(""), decision.Waiting, "", day(-4), 4}, {"b", "D2", words("Shall the old register be closed?"), words("Yes, at the turn of the year"), decision.CarryingOut, "Søren Kjær", day(40), 0}},
			Risks:     []report.OpenRisk{{"c", "R7", words("Sellers go back to their own spreadsheets"), 16, "Bjørn Ødegård", "reduce", words("Managers ask for figures from the CRM only.")}},
			Tasks:     []report.PlannedTask{{ID: "d", Code: "T40", Title: words("Close the old register"), Owner: "Søren Kjær", Status: rollout.Doing, Planned: day(-3), Now: day(9), Slip: 12}},
		}},
		{"lessons", report.Lessons{
			Pilots:    []report.Lesson{{words("Inside sales"), rollout.Adjust, words("Quotations took too long to save; the form was halved before the wave.")}},
			Decisions: []report.Lesson{{Of: words("Shall the second wave wait for the integration?"), Says: words("It waited; nobody typed an order twice.")}},
			Missed:    []report.Lesson{{Of: words("One price list")}},
		}},
	}
}

func TestTheClosingReportSaysThisInEachLanguage(t *testing.T) {
	texts, _ := loaded(t)
	in := whole(report.KindClosing)
	in.Base = "https://stegvis.example/projects/nordvik"
	for _, lang := range texts.Languages() {
		file := printed(t, "closing", lang, written(t, in, closed()...))
		pdftest.WellSet(t, lang, file, pdftest.Limits{Most: 3})
		goldentest.Equal(t, "closing-"+lang+".txt", []byte(pdftest.Said(t, file)))
	}
}

func TestAClosingReportOfNothingInventsNothing(t *testing.T) {
	file := printed(t, "closing-empty", "en", written(t, whole(report.KindClosing), part{"aims", report.Aims{}}, part{"results", report.Results{}}, part{"waves", report.Waves{}}, part{"handover", report.Handover{}}, part{"lessons", report.Lessons{}}))
	pdftest.WellSet(t, "empty", file, pdftest.Limits{Most: 2})
	said := strings.Join(strings.Fields(pdftest.Said(t, file)), " ")
	for _, want := range []string{"No aim, no vision", "No milestone is noted yet", "No sum is noted", "Maturity has not been assessed yet", "Nothing is open", "No pilot has been judged", "Not noted: the business case"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
}

func TestAMonstrousClosingReportIsWellSet(t *testing.T) {
	parts := []part{{"aims", nil}, {"handover", nil}, {"lessons", nil}}
	aims, over, lessons := report.Aims{}, report.Handover{}, report.Lessons{}
	for _, m := range monsters() {
		aims.Aim, aims.Vision = words(m), words(m)
		aims.Wins = append(aims.Wins, report.EarlyWin{Title: words(m), Measure: words(m), Owner: m, Status: framework.Promised})
		over.Decisions = append(over.Decisions, report.OpenDecision{Code: "D999999", Question: words(m), Choice: words(m), Stage: decision.Made, Owner: m, Due: day(0), Late: 99_999})
		over.Risks = append(over.Risks, report.OpenRisk{Code: "R999999", Title: words(m), Score: 25, Owner: m, Response: "accept", Plan: words(m)})
		lessons.Pilots = append(lessons.Pilots, report.Lesson{Of: words(m), Outcome: rollout.Stop, Says: words(m)})
	}
	aims.Aim, aims.Vision = words(monsters()[0]), words(monsters()[1])
	parts[0].value, parts[1].value, parts[2].value = aims, over, lessons
	for _, lang := range []string{"en", "sv"} {
		pdftest.WellSet(t, lang, printed(t, "closing-monstrous", lang, written(t, whole(report.KindClosing), parts...)), pdftest.Limits{Gaps: true})
	}
}

package report_test

import (
	"strings"
	"testing"

	"stegvis/app/decision"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

func asking() report.Asking {
	cost := int64(120_000_00)
	return report.Asking{Currency: "SEK", Rows: []report.DecisionPage{
		{ID: "1", Code: "D8", Question: words("Shall the second wave begin before the integration is in place?"), Context: words("The interface is three weeks late.\nThe branches have cleared their calendars."),
			Options: words("Begin on 11 January with manual transfer\nWait until 1 March"), Recommendation: words("Wait: manual transfer would cost four hours a day and the trust that the first wave won."), Deadline: day(-9), Late: 9, Cost: &cost},
		{ID: "2", Code: "D9", Question: words("Who owns customer data when the project ends?"), Options: words("Sales\nCustomer service\n\nA data office of two"), Recommendation: words("A data office of two"), Deadline: day(23)},
		{ID: "3", Code: "D10", Question: words("May sellers keep their own spreadsheets until summer?")},
	}}
}

func decisionLog() report.DecisionLog {
	return report.DecisionLog{
		Open: []report.DecisionPage{
			{ID: "4", Code: "D3", Question: words("Which of the two systems?"), Choice: words("The one with the open interface"), Reason: words("It costs more in the first year and less in the third."), By: "Åsa Łukowska", How: decision.Meeting, Meeting: &report.MetAt{ID: "m3", Code: "MT3", Title: words("Steering committee, September")}, DecidedOn: day(-60), Owner: "Søren Kjær", DueOn: day(-5), Late: 5},
			{ID: "5", Code: "D5", Question: words("Do we train in working hours?"), Choice: words("Yes"), By: "Åsa Łukowska", How: decision.Circulation, DecidedOn: day(-30)},
		},
		Done: []report.DecisionPage{
			{ID: "6", Code: "D1", Question: words("Where is the pilot held?"), Choice: words("Umeå and Tromsø"), By: "Åsa Łukowska", DecidedOn: day(-120), Owner: "Bjørn Ødegård", DueOn: day(-90), DoneOn: day(-92), DoneBy: "Bjørn Ødegård", Outcome: words("Both branches began in August.")},
		},
		Withdrawn: []report.DecisionPage{{ID: "7", Code: "D2", Question: words("Shall we buy tablets for all?"), Deadline: day(-100)}},
	}
}

func monstrousAsking(text string) report.Asking {
	a := asking()
	for i := range a.Rows {
		d := &a.Rows[i]
		d.Question, d.Context, d.Options, d.Recommendation = words(text), words(text), words(text+"\n"+text), words(text)
	}
	return a
}

func monstrousDecisions(text string) report.DecisionLog {
	l := decisionLog()
	for _, rows := range [][]report.DecisionPage{l.Open, l.Done, l.Withdrawn} {
		for i := range rows {
			d := &rows[i]
			d.Question, d.Choice, d.Reason, d.Outcome, d.By, d.Owner = words(text), words(text), words(text), words(text), text, text
		}
	}
	return l
}

func TestTheDecisionLogSaysWhatWaitsAndWhatBecameOfTheRest(t *testing.T) {
	file := printed(t, "decisions-words", "en", together(t, report.KindDecision, part{"asked", asking()}, part{"decisions", decisionLog()}))
	text := strings.NewReplacer("\n", " ", "\u00a0", " ", "\u202f", " ").Replace(pdftest.Said(t, file))
	for _, want := range []string{
		"3 decisions are asked", "1 waits beyond its day", "9 days overdue", "costs 120,000 SEK", "No day set", "C A data office of two",
		"3 decisions have been made; 1 carried out.", "1 should have been carried out by now.", "Nobody is named yet to carry out 1 of them.", "Steering committee,", "by circulation", "5 days",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
}

func TestAFiftiethOptionStillHasALetter(t *testing.T) {
	a := asking()
	a.Rows[0].Options = words(strings.Repeat("one of many\n", 50))
	text := pdftest.Said(t, printed(t, "decisions-options", "en", together(t, report.KindDecision, part{"asked", a})))
	if !strings.Contains(text, "AX one of many") {
		t.Errorf("it says %s", text)
	}
}

func TestASectionsOpeningSentenceIsNotLeftAtTheFootOfAPage(t *testing.T) {
	in := whole(report.KindStatus)
	began := map[bool]int{}
	for lines := 6; lines < 18; lines++ {
		in.Comment = strings.Repeat("One more line.\n", lines)
		file := printed(t, "opening", "en", written(t, in, part{"summary", summary()}, part{"decisions", decisionLog()}))
		first := pdftest.Pages(t, file)[0].Says()
		opens, goesOn := strings.Contains(first, "3 decisions have been made"), strings.Contains(first, "D3 ")
		if opens != goesOn {
			t.Errorf("after %d lines the page says %s", lines, first)
		}
		began[opens]++
	}
	if began[true] == 0 || began[false] == 0 {
		t.Errorf("the section began %d times on the first page and %d on the second", began[true], began[false])
	}
}

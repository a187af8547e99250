package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

// graded is an assessment by its levels, in tenths, in the order of the dimensions.
func graded(number int64, on int, unit string, tenths ...int) report.Assessed {
	a := report.Assessed{Number: number, Day: day(on), Unit: words(unit), Method: maturity.Workshop, By: "Åsa Łukowska"}
	for i, dimension := range maturity.Dimensions() {
		if i < len(tenths) {
			a.Graded = append(a.Graded, report.Graded{Dimension: dimension, Tenths: tenths[i], Target: 4, Weight: 1 + i%2})
		}
	}
	return a
}

// voiced are votes of a role.
func voiced(role string, levels ...int) []maturity.Vote {
	var all []maturity.Vote
	for _, level := range levels {
		all = append(all, maturity.Vote{Role: role, Level: level})
	}
	return all
}

// grown is a project that was assessed three times, once by a room, and two units.
func grown() report.MaturityInput {
	first, second, now := graded(1, -300, "", 12, 15, 10, 20, 15, 10, 22, 10), graded(3, -160, "", 20, 20, 10, 20, 20, 12, 30, 10), graded(6, -21, "", 27, 30, 20, 23, 28, 18, 40, 13)
	in := report.MaturityInput{
		Now: &now, Before: &second,
		Units: []report.Assessed{now, graded(4, -90, "Malmö", 30, 32, 24, 20, 31, 22, 40, 15), graded(5, -60, "Tromsø", 18, 20, 12)},
		Trend: []report.Assessed{first, second, now},
		Scoring: &report.Scoring{Number: 6, Day: day(-21), Rows: []report.Scored{
			{Name: words("One view of the customer"), Agreed: 3, Spread: maturity.SpreadOf(append(append(voiced("sales", 1, 2, 2, 4, 5), voiced("service", 3, 3, 4)...), voiced("management", 4, 5, 5, 5)...))},
			{Name: words("Feedback is read and answered"), Agreed: 2, Spread: maturity.SpreadOf(append(voiced("sales", 2, 2, 3), voiced("it", 1, 5)...))},
			{Name: words("Owners of data"), Agreed: 2, Spread: maturity.SpreadOf(voiced("it", 1, 5))},
		}, Dissents: []report.Dissent{{Name: words("One view of the customer"), Agreed: 3, Reason: "The order system still shows another address."}}},
	}
	for i, dimension := range maturity.Dimensions() {
		aim := report.Aim{Dimension: dimension, Ease: 1 + i%5}
		if i%2 == 0 {
			aim.DueOn, aim.Reason = day(120*i-30), words("The pilots in the spring stand or fall with it.")
		}
		in.Aims = append(in.Aims, aim)
	}
	return in
}

func drawnMaturity(t *testing.T, name, lang string, in report.MaturityInput) []byte {
	t.Helper()
	return printed(t, "maturity-"+name, lang, frozen(t, whole(report.KindMaturity), "maturity", in))
}

func TestTheMaturityReportTellsNothingOfOneOrTwoVoices(t *testing.T) {
	in := grown()
	in.Scoring.Rows = in.Scoring.Rows[1:]
	text := pdftest.Said(t, drawnMaturity(t, "few", "en", in))
	if !strings.Contains(text, "Too few voices to be shown") {
		t.Errorf("two voices alone are told: %s", text)
	}
	for line := range strings.Lines(text) {
		if word := strings.TrimSpace(line); word == "IT" || word == "Sal IT" {
			t.Errorf("a role of two has a mark of its own: %q", line)
		}
	}
	raw, err := json.Marshal(in)
	if err != nil || bytes.Contains(raw, []byte("Votes")) {
		t.Errorf("what is kept holds votes: %s, %v", raw, err)
	}
}

func TestAMaturityThatWasKeptIsDrawnAsItWasTheFirstTimeAndAnUnknownFormNotAtAll(t *testing.T) {
	raw, err := json.Marshal(grown())
	if err != nil {
		t.Fatal(err)
	}
	var again report.MaturityInput
	if err := json.Unmarshal(raw, &again); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(drawnMaturity(t, "kept", "sv", grown()), drawnMaturity(t, "kept", "sv", again)) {
		t.Error("drawn again it differs")
	}
}

func TestTheMaturityReportOfLittleIsASensiblePage(t *testing.T) {
	none := report.MaturityInput{}
	file := drawnMaturity(t, "none", "en", none)
	pdftest.WellSet(t, "none", file, pdftest.Limits{Most: 1})
	if text := pdftest.Said(t, file); !strings.Contains(text, "Maturity has not been assessed yet") || strings.Contains(text, "Trend") {
		t.Errorf("it says %s", text)
	}
	one := grown()
	one.Before, one.Trend, one.Units, one.Scoring = nil, one.Trend[2:], one.Units[:1], nil
	file = drawnMaturity(t, "one", "sv", one)
	pdftest.WellSet(t, "one", file, pdftest.Limits{Most: 1})
	if text := pdftest.Said(t, file); strings.Contains(text, "sedan") || strings.Contains(text, "Mognad över tid") {
		t.Errorf("of one assessment it says %s", text)
	}
	reached := grown()
	for i := range reached.Now.Graded {
		reached.Now.Graded[i].Tenths = 50
	}
	file = drawnMaturity(t, "reached", "en", reached)
	pdftest.WellSet(t, "reached", file, pdftest.Limits{Most: 2})
	if text := pdftest.Said(t, file); !strings.Contains(text, "Every dimension has reached its target.") {
		t.Errorf("with every target reached it says %s", text)
	}
}

// monstrousMaturity has thirty units, and one text in every place.
func monstrousMaturity(text string) report.MaturityInput {
	in := grown()
	in.Now.By = text
	brief := string([]rune(text)[:min(len([]rune(text)), 400)]) // in pictures
	for i := range 30 {
		in.Units = append(in.Units, graded(int64(i), -i, fmt.Sprint(brief, i), 10+i, 20, 30+i%20, 40))
		in.Scoring.Rows = append(in.Scoring.Rows, report.Scored{Name: words(brief), Agreed: 1 + i%5, Spread: in.Scoring.Rows[0].Spread})
	}
	for range 2 {
		in.Scoring.Dissents = append(in.Scoring.Dissents, report.Dissent{Name: words(text), Agreed: 2, Reason: text})
	}
	for i := range in.Aims {
		in.Aims[i].Reason, in.Aims[i].DueOn = words(text), date.New(9999, 12, 31)
	}
	return in
}

func TestAPictureOfManyRowsGoesOnAndSaysWhichTheseAre(t *testing.T) {
	text := pdftest.Said(t, drawnMaturity(t, "many", "en", monstrousMaturity("Umeå")))
	for _, want := range []string{"1–16 of 33", "17–33 of 33"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
}

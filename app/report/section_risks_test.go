package report_test

import (
	"fmt"
	"strings"
	"testing"

	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
	"stegvis/app/risk"
)

// riskLog is a register half-way through.
func riskLog() report.RiskLog {
	return report.RiskLog{DaysClosed: 90, DaysScored: 30,
		Open: []report.RiskRow{
			{ID: "1", Code: "R4", Title: words("The order system has no interface that the CRM can use"), Category: risk.Technical, KotterStep: "enable", GartnerStep: "technology", Effect: words("Orders are typed twice."),
				Likelihood: 4, Impact: 5, Was: 15, Owner: "Åsa Łukowska", Response: risk.Reduce, Plan: words("Supplier builds a read-only interface; approved by architects on 5 December."), ReviewOn: day(9), Status: risk.Open},
			{ID: "2", Code: "R7", Title: words("Sellers go back to their own spreadsheets after the pilot"), Category: risk.Personnel, KotterStep: "anchor", GartnerStep: "processes",
				Likelihood: 4, Impact: 4, Was: 16, Response: risk.Reduce, Plan: words("Managers ask for figures from the CRM only."), ReviewOn: day(-4), Status: risk.Open},
			{ID: "3", Code: "R12", Title: words("The sponsor leaves at the turn of the year"), Category: risk.Project, KotterStep: "coalition", Likelihood: 3, Impact: 3, Was: 12, Owner: "علی رضایی", Response: risk.Accept, Status: risk.Open},
			{ID: "4", Code: "R21", Title: words("Training clashes with the Christmas trade"), Category: risk.Organisational, GartnerStep: "experience", Likelihood: 1, Impact: 4, Owner: "Søren Kjær", Response: risk.Avoid, Plan: words("Train before 1 December or after 15 January."), ReviewOn: day(60), Status: risk.Open},
		},
		Past: []report.RiskRow{
			{ID: "5", Code: "R2", Title: words("The pilot group is chosen too late"), Category: risk.Organisational, Likelihood: 4, Impact: 4, Was: 16, Owner: "Bjørn Ødegård", Response: risk.Reduce, Plan: words("Two branches asked in May."), Status: risk.Occurred, Changed: day(-12)},
			{ID: "6", Code: "R9", Title: words("Nobody owns the customer data"), Category: risk.Organisational, Likelihood: 2, Impact: 3, Was: 12, Owner: "Åsa Łukowska", Response: risk.Transfer, Status: risk.Closed, Changed: day(-40)},
		},
	}
}

func monstrousRisks(text string) report.RiskLog {
	log := riskLog()
	for _, rows := range [][]report.RiskRow{log.Open, log.Past} {
		for i := range rows {
			r := &rows[i]
			r.Title, r.Effect, r.Plan, r.Owner, r.Code = words(text), words(text), words(text), text, "R1234567"
		}
	}
	return log
}

func TestTheRisksSayWhatTheyComeTo(t *testing.T) {
	text := pdftest.Said(t, printed(t, "risks-words", "en", together(t, report.KindRisk, part{"risks", riskLog()})))
	text = strings.ReplaceAll(text, "\n", " ")
	for _, want := range []string{
		"4 risks are open, 2 of them high.", "1 got worse within 30 days.", "1 is new.", "1 got better.", "1 high risk has no owner.",
		"1 should have been looked at again by now.", "Occurred, or closed within 90 days", "15 ↑", "12 ↓", "16 =", "new",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
}

func TestEveryRiskOfAThousandStandsInTheReport(t *testing.T) {
	log := report.RiskLog{DaysClosed: 90, DaysScored: 30}
	for i := range 1000 {
		one := riskLog().Open[i%4]
		one.Code = fmt.Sprint("R", 10_000+i)
		log.Open = append(log.Open, one)
	}
	file := printed(t, "thousand", "sv", together(t, report.KindRisk, part{"risks", log}))
	pdftest.WellSet(t, "a thousand", file, pdftest.Limits{Least: 40, Most: 120})
	text := pdftest.Said(t, file)
	for _, r := range log.Open {
		if !strings.Contains(text, r.Code) {
			t.Errorf("%s is missing", r.Code)
		}
	}
	if heads := strings.Count(text, "30 dgr sedan"); heads < 40 {
		t.Errorf("the head stands on %d pages", heads)
	}
}

func TestARisksCodeLeadsToItsPageAndACellToItsRisks(t *testing.T) {
	file := printed(t, "risks-links", "en", together(t, report.KindRisk, part{"risks", riskLog()}))
	raw := pdftest.Tool(t, file, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	for _, want := range []string{"https://stegvis.example/projects/nordvik/risks/1", "likelihood=4&impact=5"} {
		if !strings.Contains(raw, want) {
			t.Errorf("nothing leads to %s", want)
		}
	}
	in := whole(report.KindRisk)
	if raw := pdftest.Tool(t, printed(t, "risks-nowhere", "en", frozen(t, in, "risks", riskLog())), "qpdf", "--qdf", "--object-streams=disable", "FILE", "-"); strings.Contains(raw, "/URI (") {
		t.Error("without an address of the site something leads somewhere")
	}
}

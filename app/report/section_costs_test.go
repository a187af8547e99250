package report_test

import (
	"strings"
	"testing"

	"stegvis/app/businesscase"
	"stegvis/app/platform/date"
	"stegvis/app/platform/money"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

// costed is a sum in whole units.
func costed(approved, actual, forecast int64) report.Sum {
	return report.Sum{Approved: approved * 100, Actual: actual * 100, Forecast: forecast * 100, Variance: (approved - forecast) * 100, Over: money.Share(forecast-approved, approved)}
}

// costCase is the case behind the money of the steering page.
func costCase() report.CostCase {
	m := cash()
	group := func(key string, of report.Sum, lines ...report.CostLine) report.CostGroup {
		return report.CostGroup{Key: key, Sum: of, Lines: lines}
	}
	line := func(code string, cost businesscase.Cost, name, owner string, of report.Sum) report.CostLine {
		return report.CostLine{ID: code, Code: code, Cost: cost, Name: words(name), Owner: owner, Sum: of}
	}
	return report.CostCase{Currency: m.Currency, From: m.From, Total: m.Total, Months: m.Months,
		Direct: costed(3_650_000, 1_920_000, 3_820_000), Indirect: costed(900_000, 320_000, 870_000),
		Groups: []report.CostGroup{
			group("infrastructure", costed(1_250_000, 610_000, 1_240_000),
				line("C1", "licence", "Licences for 220 users", "Åsa Łukowska", costed(1_000_000, 500_000, 990_000)),
				line("C2", "hardware", "Tablets for the technicians", "", costed(250_000, 110_000, 250_000))),
			group("services", costed(2_400_000, 1_310_000, 2_580_000),
				line("C3", "customisation", "Interface with the order system", "Søren Kjær", costed(1_500_000, 900_000, 1_700_000)),
				line("C4", "training", "Training", "Bjørn Ødegård", costed(900_000, 410_000, 880_000))),
			group("indirect", costed(900_000, 320_000, 870_000),
				line("C5", "downtime", "Lost working time while registers are switched", "", costed(900_000, 320_000, 870_000))),
		}}
}

func monstrousCosts(text string) report.CostCase {
	c := costCase()
	for i := range c.Groups {
		for j := range c.Groups[i].Lines {
			l := &c.Groups[i].Lines[j]
			l.Name, l.Owner = words(text), text
			l.Sum = report.Sum{Approved: 9e15, Actual: -9e15, Forecast: 9e15, Variance: -9e15}
		}
		c.Groups[i].Sum = report.Sum{Approved: 9e16, Actual: -9e16, Forecast: 9e16, Variance: -9e16}
	}
	return c
}

func TestTheCaseSaysWhatItComesTo(t *testing.T) {
	said := func(c report.CostCase) string {
		text := pdftest.Said(t, printed(t, "costs-words", "en", together(t, report.KindCost, part{"costs", c})))
		return strings.NewReplacer("\n", " ", "\u202f", " ", "\u00a0", " ", "\u2009", " ").Replace(text)
	}
	over := costCase()
	even, unapproved := over, over
	even.Total = costed(100, 0, 100)
	unapproved.Total = costed(0, 0, 100)
	below := over
	below.Total = costed(200, 50, 100)
	for name, c := range map[string]struct {
		of   report.CostCase
		want []string
	}{
		"above":      {over, []string{"3.1% above the", "Interface with the order system, by"}},
		"even":       {even, []string{"as was approved"}},
		"below":      {below, []string{"50% below the"}},
		"unapproved": {unapproved, []string{"Nothing has been approved."}},
	} {
		text := said(c.of)
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in %s", name, want, text)
			}
		}
	}
}

func TestALongCaseGoesByYears(t *testing.T) {
	for months, want := range map[int]string{1: "Q3 2026", 12: "Q4 2026", 48: "Q4 2027", 120: "2035"} {
		c := costCase()
		c.Months = nil
		for i := range months {
			c.Months = append(c.Months, report.Month{Month: date.NewMonth(2026, 8).Add(i), Approved: 100_00, Planned: 90_00, Actual: int64(i%2) * 80_00})
		}
		file := printed(t, "costs-months", "en", together(t, report.KindCost, part{"costs", c}))
		pdftest.WellSet(t, want, file, pdftest.Limits{Most: 4})
		text := pdftest.Said(t, file)
		if !strings.Contains(text, want) || months == 120 && strings.Contains(text, "Q4") {
			t.Errorf("of %d months it says %s", months, text)
		}
	}
}

package report_test

import (
	"strings"
	"testing"

	"stegvis/app/outlook"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

func row(name string) report.PortfolioRow {
	slip := outlook.Figure{Name: outlook.FinishSlip, Value: 12, Unit: outlook.Days, Amber: 5, Red: 20, Colour: outlook.Amber}
	within := outlook.Figure{Name: outlook.MilestoneSlip, Value: 1, Unit: outlook.Days, Amber: 5, Red: 20, Colour: outlook.Green}
	slips := outlook.Basis{Clauses: []outlook.Clause{{Figure: slip}}}
	return report.PortfolioRow{Path: "/projects/nordvik", Name: words(name), Aim: words("One view of each customer."), Overall: outlook.Amber, Basis: slips,
		Sides:   []report.ProjectSide{{Dimension: outlook.Time, Colour: outlook.Amber, Basis: outlook.Basis{Figures: []outlook.Figure{within, slip}}}, {Dimension: outlook.Money, Colour: outlook.Green}, {Dimension: outlook.Capability, Colour: outlook.Unknown}},
		Planned: day(100), Expected: day(112), Currency: "SEK", Money: cash().Total, Risks: 23, High: 7, Waiting: 3, Overdue: 1, Maturity: 25, Assessed: day(-21),
		Tracks: []report.Track{{Key: "kotter", Step: 4, Name: i18n.Phrase{Key: "domain.kotter.communicate.name"}, Steps: make([]report.Tone, 8)}, {Key: "gartner", Steps: make([]report.Tone, 8)}}}
}

func portfolioOf(t *testing.T, name, lang string, v report.Portfolio) []byte {
	in := whole(report.KindPortfolio)
	in.Project, in.Base = words(""), "https://stegvis.example"
	return printed(t, name, lang, written(t, in, part{"portfolio", v}))
}

func TestThePortfolioSaysThisInEachLanguage(t *testing.T) {
	texts, _ := loaded(t)
	v := report.Portfolio{Total: 3, Rows: []report.PortfolioRow{row("Nordvik CRM"), row("Bergvik"), {Path: "/projects/new", Name: words("Not begun"), Overall: outlook.Unknown, Basis: outlook.Basis{Unjudged: outlook.Dimensions()}, Currency: "SEK"}}}
	for _, lang := range texts.Languages() {
		file := portfolioOf(t, "portfolio", lang, v)
		pdftest.WellSet(t, lang, file, pdftest.Limits{Most: 3})
		goldentest.Equal(t, "portfolio-"+lang+".txt", []byte(pdftest.Said(t, file)))
	}
}

func TestAPortfolioOfNothingSaysSoAndAMonstrousOneIsWellSet(t *testing.T) {
	if said := pdftest.Said(t, portfolioOf(t, "portfolio-empty", "en", report.Portfolio{})); !strings.Contains(said, "no project here that you may open") {
		t.Errorf("it says %s", said)
	}
	var v report.Portfolio
	for _, m := range monsters() {
		one := row(m)
		one.Aim, one.Basis = words(m), outlook.Basis{Reason: words(m)}
		one.Sides[0].Basis, one.High, one.Money.Forecast = one.Basis, 1_000_000, 9_000_000_000_000_000
		v.Rows = append(v.Rows, one)
	}
	for _, lang := range []string{"en", "sv"} {
		pdftest.WellSet(t, lang, portfolioOf(t, "portfolio-monstrous", lang, v), pdftest.Limits{Gaps: true})
	}
}

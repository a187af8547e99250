package report_test

import (
	"os"
	"testing"

	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/platform/pdf"
	"stegvis/app/report"
)

func loaded(t testing.TB) (*i18n.Bundle, *pdf.Faces) {
	t.Helper()
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	faces, err := pdf.LoadFaces(os.DirFS("../../static/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	return texts, faces
}

func words(s string) i18n.Phrase { return i18n.Phrase{Text: s} }

func day(n int) date.Day { return date.New(2026, 11, 23).AddDays(n) }

// whole begins an input of a kind.
func whole(kind report.Kind) report.Input {
	return report.Input{Version: report.InputVersion, Kind: kind, Organisation: "Fjord & Søn AB", Project: words("Nordvik CRM"), Day: day(0)}
}

// steering is a steering report beside the input that it stands in.
type steering struct {
	report.Input
	report.Steering
}

// frozen writes an input down with the value of one part.
func frozen(t testing.TB, in report.Input, part string, value any) report.Snapshot {
	t.Helper()
	in, err := in.With(part, value)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := in.Freeze()
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// sample is a project half-way through, as a lead would have noted it.
func sample() steering {
	return steering{whole(report.KindSteering), report.Steering{
		Health: &report.Health{
			Overall: outlook.Amber,
			Basis: outlook.Basis{Clauses: []outlook.Clause{
				{Figure: outlook.Figure{Name: outlook.FinishSlip, Value: 12, Unit: outlook.Days, Amber: 5, Red: 20, Colour: outlook.Amber}},
				{Figure: outlook.Figure{Name: outlook.HighRisks, Value: 7, Unit: outlook.Count, Amber: 5, Red: 10, Colour: outlook.Amber}},
			}, Unjudged: []outlook.Dimension{outlook.Capability}},
			Sides: []report.Side{{Dimension: outlook.Time, Colour: outlook.Amber}, {Dimension: outlook.Money, Colour: outlook.Green, Rule: outlook.Amber}, {Dimension: outlook.Risk, Colour: outlook.Red}, {Dimension: outlook.People, Colour: outlook.Green}, {Dimension: outlook.Change, Colour: outlook.Green}, {Dimension: outlook.Capability, Colour: outlook.Unknown}},
		},
		Tracks: []report.Track{
			{Key: "kotter", Step: 4, Name: i18n.Phrase{Key: "domain.kotter.communicate.name"}, Steps: []report.Tone{report.Good, report.Good, report.Good, report.Active, "", "", "", ""}},
			{Key: "gartner", Step: 3, Name: i18n.Phrase{Key: "domain.gartner.experience.name"}, Steps: []report.Tone{report.Good, report.Good, report.Active, report.Active, "", "", "", ""}},
		},
		Decisions: report.Decisions{Total: 4, Currency: "SEK", Rows: []report.Decision{
			{ID: "d3", Question: words("Shall the second wave begin before the integration is in place?"), Options: words("Begin on 11 January with manual transfer\nWait until 1 March"),
				Recommendation: words("Wait: manual transfer would cost four hours a day and the trust that the first wave won."), Deadline: day(-4), Cost: minor(180_000_00)},
			{ID: "d4", Question: words("Who owns customer data when the project ends?"), Options: words("Sales\nCustomer service\nA data office of two"), Recommendation: words("A data office of two"), Deadline: day(23)},
			{ID: "d5", Question: words("May sellers keep their own spreadsheets until summer?"), Options: words("Yes\nNo"), Recommendation: words("No"), Deadline: day(23)},
		}, LateTotal: 1, Late: []report.Undone{
			{ID: "d1", Question: words("Do the pilots go on after what we saw in Umeå?"), Choice: words("Yes, once the call notes are mended"), Owner: "Åsa Łukowska", Due: day(-8)},
		}},
		Milestones: report.Milestones{Days: 90, Total: 7, Rows: []report.Milestone{
			{Title: words("Customer records cleaned"), Planned: day(-6), Forecast: day(4), Slip: 10, Late: true, ID: "m1"},
			{Title: words("Integration with order system approved"), Planned: day(12), Forecast: day(24), Slip: 12, ID: "m2"},
			{Title: words("Pilot Umeå judged"), Planned: day(25), Forecast: day(25), ID: "m3"},
			{Title: words("Pilot Tromsø judged"), Planned: day(32), Forecast: day(44), Slip: 12, ID: "m4"},
			{Title: words("Training of wave 1 complete"), Planned: day(50), Forecast: day(48), Slip: -2, ID: "m5"},
			{Title: words("Wave 1 live: Sales North and the customer service in Luleå"), Planned: day(56), Forecast: day(68), Slip: 12, ID: "m6"},
			{Title: words("First win told to all staff"), Planned: day(80), Forecast: day(80), ID: "m7"},
		}},
		Money: cash(),
		Risks: report.Risks{Total: 23, Rows: []report.Risk{
			{words("The order system has no interface that the CRM can use"), 20, "Åsa Łukowska", "reduce", words("Supplier builds a read-only interface; approved by architects on 5 December."), "r1"},
			{words("Sellers go back to their own spreadsheets after the pilot"), 16, "Bjørn Ødegård", "reduce", words("Managers ask for figures from the CRM only, from the first week on."), "r2"},
			{words("The sponsor leaves at the turn of the year"), 15, "علی رضایی", "accept", words(""), "r3"},
			{words("Customer records are duplicated in three registers"), 12, "Søren Kjær", "reduce", words("Clean before migration, one register at a time."), "r4"},
			{words("Training clashes with the Christmas trade"), 12, "", "avoid", words("Train before 1 December or after 15 January."), "r5"},
		}, Cells: []report.Cell{{1, 2, 3}, {2, 2, 4}, {2, 3, 3}, {3, 3, 5}, {3, 4, 2}, {4, 3, 2}, {4, 4, 1}, {4, 5, 1}, {3, 5, 1}, {1, 5, 1}}},
		Maturity: &report.Maturity{Day: day(-21),
			Levels: []report.Level{{"vision", 3, 4, 0}, {"strategy", 3, 4, 0}, {"experience", 2, 4, 0}, {"collaboration", 2, 3, 0}, {"processes", 3, 4, 0}, {"information", 2, 4, 0}, {"technology", 4, 4, 0}, {"metrics", 1, 3, 0}},
			Before: []report.Level{{"vision", 2, 4, 0}, {"strategy", 2, 4, 0}, {"experience", 1, 4, 0}, {"collaboration", 2, 3, 0}, {"processes", 2, 4, 0}, {"information", 2, 4, 0}, {"technology", 3, 4, 0}, {"metrics", 1, 3, 0}}},
		Work: report.Work{Days: 30,
			Done:   report.Tasks{Total: 6, Rows: []report.Task{{words("Vision workshop held in Umeå"), "Åsa Łukowska", day(-3)}, {words("Pilot group trained"), "Bjørn Ødegård", day(-8)}, {words("Test data loaded"), "Søren Kjær", day(-11)}, {words("Price list imported"), "", day(-14)}}},
			Missed: report.Tasks{Total: 2, Rows: []report.Task{{words("Duplicate customer records merged"), "Søren Kjær", day(-6)}, {words("Interface agreed with the supplier of the order system"), "Åsa Łukowska", day(-2)}}},
			Next:   report.Tasks{Total: 9, Rows: []report.Task{{words("Second training day for the pilot group"), "Bjørn Ødegård", day(3)}, {words("Adoption measured, week 3"), "علی رضایی", day(7)}, {words("Sellers’ questions answered in the open hour"), "Bjørn Ødegård", day(10)}, {words("Reports for branch managers drawn up"), "Søren Kjær", day(15)}}},
		},
	}}
}

func minor(n int64) *int64 { return &n }

func cash() *report.Money {
	m := &report.Money{Currency: "SEK", From: date.NewMonth(2026, 11)}
	group := func(key string, approved, actual, forecast int64) {
		s := report.Sum{Approved: approved * 100, Actual: actual * 100, Forecast: forecast * 100, Variance: (approved - forecast) * 100, Over: money.Share(forecast-approved, approved)}
		m.Groups = append(m.Groups, report.Group{Key: key, Sum: s})
		m.Total.Approved, m.Total.Actual, m.Total.Forecast, m.Total.Variance = m.Total.Approved+s.Approved, m.Total.Actual+s.Actual, m.Total.Forecast+s.Forecast, m.Total.Variance+s.Variance
	}
	group("infrastructure", 1_250_000, 610_000, 1_240_000)
	group("services", 2_400_000, 1_310_000, 2_580_000)
	group("indirect", 900_000, 320_000, 870_000)
	m.Total.Over = money.Share(-m.Total.Variance, m.Total.Approved)
	shape := []int64{1, 2, 4, 6, 8, 9, 9, 8, 6, 4, 2, 1}
	for i, n := range shape {
		one := report.Month{Month: date.NewMonth(2026, 5).Add(i), Approved: m.Total.Approved * n / 60, Planned: m.Total.Forecast * n / 60}
		if i < 6 {
			one.Actual = m.Total.Actual * n / 30
		}
		m.Months = append(m.Months, one)
	}
	return m
}

// summary is how the sample's project stands.
func summary() report.Summary {
	of := sample()
	v := report.Summary{Overall: of.Health.Overall, Basis: of.Health.Basis, Tracks: of.Tracks, Judged: outlook.Verdict{Dimension: outlook.Overall, Colour: of.Health.Overall, RuleColour: of.Health.Overall}}
	for _, side := range of.Health.Sides {
		v.Sides = append(v.Sides, outlook.Verdict{Dimension: side.Dimension, Colour: side.Colour, RuleColour: side.Colour})
	}
	return v
}

// monstrousSummary is one in which every side was set by hand, for a reason.
func monstrousSummary(text string) report.Summary {
	v := summary()
	v.Judged.By, v.Judged.Reason, v.Judged.RuleColour = text, words(text), outlook.Red
	for i := range v.Sides {
		v.Sides[i].By, v.Sides[i].Reason, v.Sides[i].RuleColour = text, words(text), outlook.Red
	}
	for i := range v.Tracks {
		for range v.Tracks[i].Steps {
			v.Tracks[i].Names = append(v.Tracks[i].Names, words(text))
		}
	}
	return v
}

package report_test

import (
	"fmt"
	"strings"
	"testing"

	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
	"stegvis/app/risk"
)

// sampleStates are how the sample stands, and how it stood a month before.
func sampleStates() (before, now report.State) {
	in := sample()
	sides := func(colours ...outlook.Colour) (all []report.SideState) {
		for i, d := range append([]outlook.Dimension{outlook.Overall}, outlook.Dimensions()...) {
			all = append(all, report.SideState{Dimension: d, Colour: colours[i]})
		}
		return all
	}
	before = report.State{Day: day(-30), Health: sides(outlook.Green, outlook.Green, outlook.Green, outlook.Amber, outlook.Green, outlook.Red, outlook.Unknown)}
	now = report.State{Day: day(0), Health: sides(outlook.Amber, outlook.Amber, outlook.Green, outlook.Red, outlook.Green, outlook.Green, outlook.Unknown)}
	now.Health[2].Rule = outlook.Amber
	for i, m := range in.Milestones.Rows {
		one := report.MilestoneState{ID: m.ID, Title: m.Title, Planned: m.Planned, Forecast: m.Forecast}
		now.Milestones = append(now.Milestones, one)
		one.Forecast = m.Planned.AddDays(i % 3)
		if i != 6 { // which is new
			before.Milestones = append(before.Milestones, one)
		}
	}
	before.Milestones = append(before.Milestones, report.MilestoneState{ID: "m9", Title: words("Vision agreed on"), Planned: day(-20), Forecast: day(-20)})
	now.Milestones = append(now.Milestones, report.MilestoneState{ID: "m9", Title: words("Vision agreed on"), Planned: day(-20), Forecast: day(-17), Reached: day(-17)})
	for i, r := range in.Risks.Rows {
		one := report.RiskState{ID: r.ID, Code: fmt.Sprintf("R%d", i+1), Title: r.Title, Score: r.Score, Status: risk.Open}
		now.Risks = append(now.Risks, one)
		one.Score += (i%3 - 1) * 4
		if i != 4 { // which is new
			before.Risks = append(before.Risks, one)
		}
	}
	before.Risks = append(before.Risks, report.RiskState{ID: "r9", Code: "R9", Title: words("The test data may not be used"), Score: 12, Status: risk.Open})
	now.Risks = append(now.Risks, report.RiskState{ID: "r9", Code: "R9", Title: words("The test data may not be used"), Score: 12, Status: risk.Closed})
	for i, d := range in.Decisions.Rows {
		one := report.DecisionState{ID: d.ID, Code: fmt.Sprintf("D%d", i+1), Question: d.Question, Stage: decision.Waiting, Deadline: d.Deadline}
		now.Decisions = append(now.Decisions, one)
	}
	before.Decisions = append(before.Decisions, report.DecisionState{ID: "d8", Code: "D8", Question: words("Which pilot goes first?"), Stage: decision.Waiting}, report.DecisionState{ID: "d9", Code: "D9", Question: words("May the supplier use subcontractors?"), Stage: decision.Made, Due: day(-4)})
	now.Decisions = append(now.Decisions, report.DecisionState{ID: "d8", Code: "D8", Question: words("Which pilot goes first?"), Stage: decision.CarryingOut, Decided: day(-12), Choice: words("Umeå"), Due: day(9)}, report.DecisionState{ID: "d9", Code: "D9", Question: words("May the supplier use subcontractors?"), Stage: decision.Made, Due: day(-4)})
	step := func(status framework.Status) []report.StepState {
		return []report.StepState{{Track: "kotter", Key: "vision", Name: words("Form a vision"), Status: status}}
	}
	before.Steps, now.Steps = step(framework.Active), step(framework.Done)
	before.Money = &report.MoneyState{Currency: "SEK", Approved: 4_550_000_00, Actual: 1_980_000_00, Forecast: 4_550_000_00}
	now.Money = &report.MoneyState{Currency: "SEK", Approved: 4_550_000_00, Actual: 2_240_000_00, Forecast: 4_690_000_00}
	before.Maturity = &report.MaturityState{Mean: 20, Levels: []report.DimensionState{{Dimension: "vision", Tenths: 20}, {Dimension: "metrics", Tenths: 15}}}
	now.Maturity = &report.MaturityState{Mean: 25, Levels: []report.DimensionState{{Dimension: "vision", Tenths: 30}, {Dimension: "metrics", Tenths: 10}}}
	return before, now
}

// later makes an input one that goes on from a report a month before.
func later(in report.Input) report.Input {
	before, now := sampleStates()
	in.Base, in.Before = "https://crm.example/projects/nordvik", &report.Earlier{ID: "before", Number: 6, Day: day(-30)}
	in.Moved, in.State = report.Compare(before, now), now
	return in
}

func TestTheNextSteeringReportSaysWhatMovedOnOnePage(t *testing.T) {
	texts, _ := loaded(t)
	for _, lang := range texts.Languages() {
		in := sample()
		in.Input = later(in.Input)
		file := drawn(t, "later", lang, in)
		pdftest.WellSet(t, lang, file, pdftest.Limits{Most: 1})
		goldentest.Equal(t, "steering-later-"+lang+".txt", []byte(pdftest.Said(t, file)))
	}
}

func TestWhatMovedStandsInSentencesAndInTables(t *testing.T) {
	texts, _ := loaded(t)
	for _, lang := range texts.Languages() {
		file := printed(t, "moved", lang, frozen(t, later(whole(report.KindStatus)), "moved", report.Moved{}))
		pdftest.WellSet(t, lang, file, pdftest.Limits{Most: 3})
		goldentest.Equal(t, "moved-"+lang+".txt", []byte(pdftest.Said(t, file)))
	}
}

func TestAFirstReportHasNothingToCompareAndALaterOneMayFindNothingMoved(t *testing.T) {
	still := later(whole(report.KindStatus))
	still.Moved = nil
	for want, in := range map[string]report.Input{"there is nothing to compare yet": whole(report.KindStatus), "Nothing has moved since then": still} {
		if said := pdftest.Said(t, printed(t, "still", "en", frozen(t, in, "moved", report.Moved{}))); !strings.Contains(said, want) {
			t.Errorf("it says %s", said)
		}
		page := sample()
		page.Before, page.Moved = in.Before, in.Moved
		file := drawn(t, "still-steering", "en", page)
		pdftest.WellSet(t, want, file, pdftest.Limits{Most: 1})
		if said := strings.ReplaceAll(pdftest.Said(t, file), "\n", " "); !strings.Contains(said, want) {
			t.Errorf("the page says %s", said)
		}
	}
}

func TestAReportAboutOneThingTellsWhatMovedOfIt(t *testing.T) {
	for kind, others := range map[report.Kind]bool{report.KindStatus: true, report.KindRisk: false} {
		said := pdftest.Said(t, printed(t, "of-"+string(kind), "en", frozen(t, later(whole(kind)), "moved", report.Moved{})))
		if !strings.Contains(said, "The sponsor leaves") || strings.Contains(said, "Pilot Tromsø judged") != others {
			t.Errorf("a report of the kind %s says %s", kind, said)
		}
	}
}

func TestWhateverMovedThePageStaysWellSet(t *testing.T) {
	for name, text := range map[string]string{
		"ten thousand letters": strings.Repeat("Kundregistret flyttas över ", 400),
		"one word of 300":      strings.Repeat("Kund", 75),
		"emoji and overrides":  "\u202Enegin \u202D🚀👩\u200d👩\u200d👧\u200d👦" + strings.Repeat("\u2067\u2068", 200),
		"Persian":              strings.Repeat("علی رضایی می\u200cخواهد (۱۲ نفر) 34 «لا» ", 12),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := monstrous(text)
			before, now := report.State{Day: day(-30)}, report.State{Day: day(0)}
			for i := range 20 {
				id := fmt.Sprint(i)
				now.Risks = append(now.Risks, report.RiskState{ID: "r" + id, Code: "R" + id, Title: words(text), Score: 25, Status: risk.Open})
				before.Milestones = append(before.Milestones, report.MilestoneState{ID: "m" + id, Title: words(text), Planned: day(1), Forecast: day(1)})
				now.Milestones = append(now.Milestones, report.MilestoneState{ID: "m" + id, Title: words(text), Planned: day(1), Forecast: date.New(9999, 12, 31)})
				now.Decisions = append(now.Decisions, report.DecisionState{ID: "d" + id, Code: "D" + id, Question: words(text), Stage: decision.Made, Decided: day(-2), Choice: words(text)})
			}
			in.Before, in.Base = &report.Earlier{ID: "before", Number: 999999, Day: day(-3000)}, "https://crm.example/projects/x"
			in.Moved, in.State = report.Compare(before, now), now
			pdftest.WellSet(t, name, drawn(t, "moved-monstrous-"+strings.ReplaceAll(name, " ", "-"), "sv", in), pdftest.Limits{Most: 2, Gaps: true})
			if len(text) > 5000 {
				return // hundreds of pages of it tell nothing more
			}
			in.Kind = report.KindStatus
			pdftest.WellSet(t, name, printed(t, "moved-flowing-"+strings.ReplaceAll(name, " ", "-"), "sv", frozen(t, in.Input, "moved", report.Moved{})), pdftest.Limits{Most: 60, Gaps: true})
		})
	}
}

func TestAllSortsOfMovesAreAmongTheForemost(t *testing.T) {
	before, now := sampleStates()
	moves := report.Compare(before, now)
	foremost := report.Foremost(moves, 6)
	of := map[report.Sort]int{}
	for _, m := range foremost {
		if of[m.Sort]++; of[m.Sort] > 2 {
			t.Errorf("more than two of %s", m.Sort)
		}
	}
	if len(foremost) != 6 || foremost[0].Key != moves[0].Key {
		t.Errorf("%+v", foremost)
	}
	if n := len(foremost); foremost[n-1].Mark != report.Better && foremost[n-1].Mark != report.Closed {
		t.Errorf("nothing of what got better is told: %+v", foremost)
	}
	risks := []report.Move{{Sort: report.OfRisk, ID: "1"}, {Sort: report.OfRisk, ID: "2"}, {Sort: report.OfRisk, ID: "3"}, {Sort: report.OfStep, ID: "4"}}
	ids := ""
	for _, m := range report.Foremost(risks, 4) {
		ids += m.ID
	}
	if ids != "1234" || len(report.Foremost(risks, 0)) != 0 || len(report.Foremost(nil, 3)) != 0 {
		t.Errorf("where there is nothing else all are told: %s", ids)
	}
}

package report_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/report"
	"stegvis/app/risk"
)

// told are moves as they are told in English on the day of the sample, each behind
// its mark.
func told(t *testing.T, moves []report.Move) []string {
	t.Helper()
	texts, _ := loaded(t)
	var all []string
	for _, m := range moves {
		for _, lang := range texts.Languages() {
			if said := m.Says(texts.For(lang), day(0)); strings.Contains(said, "moved.say") || strings.Contains(said, "<no value>") {
				t.Errorf("%s in %s: %q", m.Key, lang, said)
			}
		}
		all = append(all, string(m.Mark)+": "+strings.ReplaceAll(strings.ReplaceAll(m.Says(texts.For("en"), day(0)), "\u00a0", " "), "\u202f", " "))
	}
	return all
}

// moved compares two states of which only the given part is filled.
func moved(t *testing.T, before, now report.State) []string {
	t.Helper()
	before.Day, now.Day = day(-30), day(0)
	return told(t, report.Compare(before, now))
}

// check compares what is told with what should be.
func check(t *testing.T, name string, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func side(d outlook.Dimension, c, rule outlook.Colour) report.State {
	return report.State{Health: []report.SideState{{Dimension: d, Colour: c, Rule: rule}}}
}

func TestAColourMovesWithItsRankAndSaysWhatTheRuleSays(t *testing.T) {
	const none = outlook.Colour("")
	for _, c := range []struct {
		name         string
		was, wasRule outlook.Colour
		now, nowRule outlook.Colour
		want         []string
		of           outlook.Dimension
	}{
		{name: "the same", was: outlook.Amber, now: outlook.Amber},
		{name: "one worse", was: outlook.Green, now: outlook.Amber, want: []string{"worse: Time has gone from on track to at risk."}},
		{name: "one better", was: outlook.Red, now: outlook.Amber, want: []string{"better: Time has gone from off track to at risk."}},
		{name: "the whole", of: outlook.Overall, was: outlook.Green, now: outlook.Red, want: []string{"worse: The whole has gone from on track to off track."}},
		{name: "judged for the first time", was: outlook.Unknown, now: outlook.Red, want: []string{"new: Time can be judged now: off track."}},
		{name: "not judged any more", was: outlook.Red, now: outlook.Unknown, want: []string{"same: Time can no longer be judged; it was off track."}},
		{name: "better by hand", was: outlook.Amber, now: outlook.Green, nowRule: outlook.Amber, want: []string{"better: Time has gone from at risk to on track, set by hand; by rule it is at risk."}},
		{name: "by hand to what the rule says", was: outlook.Amber, now: outlook.Green, nowRule: outlook.Green, want: []string{"better: Time has gone from at risk to on track."}},
		{name: "held while the rule got worse", was: outlook.Amber, now: outlook.Amber, nowRule: outlook.Red, want: []string{"worse: Time is held at risk by hand; by rule it has gone from at risk to off track."}},
		{name: "held while the rule got better", was: outlook.Amber, wasRule: outlook.Red, now: outlook.Amber, nowRule: outlook.Green, want: []string{"better: Time is held at risk by hand; by rule it has gone from off track to on track."}},
		{name: "released by the rule", was: outlook.Amber, wasRule: outlook.Red, now: outlook.Amber, want: []string{"same: Time is at risk by rule now, no longer by hand."}},
		{name: "set by hand to what it is", was: outlook.Amber, now: outlook.Amber, nowRule: outlook.Amber, wasRule: none},
	} {
		of := c.of
		if of == "" {
			of = outlook.Time
		}
		check(t, c.name, moved(t, side(of, c.was, c.wasRule), side(of, c.now, c.nowRule)), c.want...)
	}
	check(t, "a side that is new", moved(t, report.State{}, side(outlook.Time, outlook.Red, none)))
	check(t, "a side that is gone", moved(t, side(outlook.Time, outlook.Red, none), report.State{}))
}

func TestAMilestoneMovesByDaysIsReachedComesAndGoes(t *testing.T) {
	const title = "Pilot judged"
	at := func(planned, forecast, reached date.Day) report.State {
		return report.State{Milestones: []report.MilestoneState{{ID: "m", Title: words(title), Planned: planned, Forecast: forecast, Reached: reached}}}
	}
	none := date.Day{}
	for _, c := range []struct {
		name        string
		before, now report.State
		want        []string
	}{
		{"the same day", at(day(5), day(5), none), at(day(5), day(5), none), nil},
		{"a day later", at(day(5), day(5), none), at(day(5), day(6), none), []string{"worse: Slips by 1 day to 29 Nov: Pilot judged"}},
		{"a day earlier", at(day(5), day(5), none), at(day(5), day(4), none), []string{"better: Comes 1 day earlier, on 27 Nov: Pilot judged"}},
		{"into another year", at(day(5), day(5), none), at(day(5), day(45), none), []string{"worse: Slips by 40 days to 7 Jan 2027: Pilot judged"}},
		{"only the plan", at(day(5), day(7), none), at(day(6), day(7), none), nil},
		{"reached on its day", at(day(-5), day(-5), none), at(day(-5), day(-5), day(-5)), []string{"better: Reached on 18 Nov: Pilot judged"}},
		{"reached a day late", at(day(-5), day(-5), none), at(day(-5), day(-4), day(-4)), []string{"better: Reached on 19 Nov, 1 day after the plan: Pilot judged"}},
		{"reached without a plan", at(none, none, none), at(none, day(-4), day(-4)), []string{"better: Reached on 19 Nov: Pilot judged"}},
		{"reached before", at(day(-5), day(-5), day(-5)), at(day(-5), day(-4), day(-4)), nil},
		{"new", report.State{}, at(day(5), day(5), none), []string{"new: New milestone, 28 Nov: Pilot judged"}},
		{"new and reached", report.State{}, at(day(-5), day(-5), day(-5)), []string{"better: Reached on 18 Nov: Pilot judged"}},
		{"gone", at(day(5), day(5), none), report.State{}, []string{"closed: No longer a milestone: Pilot judged"}},
		{"gone when it was reached", at(day(-35), day(-35), day(-35)), report.State{}, nil},
		{"not reached after all", at(day(-5), day(-5), day(-5)), at(day(-5), day(5), none), []string{"worse: Not reached after all: Pilot judged"}},
		{"a first day", at(none, none, none), at(none, day(5), none), []string{"same: Has a day now, 28 Nov: Pilot judged"}},
		{"no day any more", at(none, day(5), none), at(none, none, none), []string{"worse: Has no day any more: Pilot judged"}},
	} {
		check(t, c.name, moved(t, c.before, c.now), c.want...)
	}
}

func TestMoneyMovesByAmountAndShareInOneCurrencyOnly(t *testing.T) {
	of := func(currency string, approved, actual, forecast int64) report.State {
		return report.State{Money: &report.MoneyState{Currency: currency, Approved: approved * 100, Actual: actual * 100, Forecast: forecast * 100}}
	}
	before := of("SEK", 2_000_000, 500_000, 2_000_000)
	for _, c := range []struct {
		name        string
		before, now report.State
		want        []string
	}{
		{"nothing before and now", report.State{}, report.State{}, nil},
		{"the same", before, before, nil},
		{"a little up", before, of("SEK", 2_000_000, 500_000, 2_050_000), []string{"worse: The forecast is up by 50 k SEK (2.5%) to 2.05 M SEK."}},
		{"a little down", before, of("SEK", 2_000_000, 500_000, 1_900_000), []string{"better: The forecast is down by 100 k SEK (5%) to 1.90 M SEK."}},
		{"up from nothing", of("SEK", 1, 0, 0), of("SEK", 1, 0, 90_000), []string{"worse: The forecast is 90 k SEK now, up from nothing."}},
		{"approved more", before, of("SEK", 2_200_000, 500_000, 2_000_000), []string{"same: What is approved was raised by 200 k SEK to 2.20 M SEK."}},
		{"approved less", before, of("SEK", 1_800_000, 500_000, 2_000_000), []string{"same: What is approved was lowered by 200 k SEK to 1.80 M SEK."}},
		{"spent", before, of("SEK", 2_000_000, 600_000, 2_000_000), []string{"same: 100 k SEK has been spent since, 600 k SEK in all."}},
		{"spent less", before, of("SEK", 2_000_000, 400_000, 2_000_000), []string{"same: What was spent is corrected by 100 k SEK to 400 k SEK."}},
		{"another currency", before, of("EUR", 1, 2, 3), []string{"same: Sums are in EUR now and were in SEK: they cannot be compared."}},
		{"a first budget", report.State{}, before, []string{"new: There is a budget now, with a forecast of 2.00 M SEK."}},
		{"no budget any more", before, report.State{}, []string{"closed: There is no budget any more; the forecast was 2.00 M SEK."}},
	} {
		check(t, c.name, moved(t, c.before, c.now), c.want...)
	}
}

func TestARiskIsNewWorseBetterClosedOrHasHappened(t *testing.T) {
	of := func(score int, status risk.Status) report.State {
		return report.State{Risks: []report.RiskState{{ID: "r", Code: "R1", Title: words("No interface"), Score: score, Status: status}}}
	}
	for _, c := range []struct {
		name        string
		before, now report.State
		want        []string
	}{
		{"the same", of(12, risk.Open), of(12, risk.Open), nil},
		{"new", report.State{}, of(12, risk.Open), []string{"new: New risk of 12: No interface"}},
		{"come and gone in between", report.State{}, of(12, risk.Closed), nil},
		{"new and has happened", report.State{}, of(12, risk.Occurred), []string{"worse: Has happened: No interface"}},
		{"one worse", of(12, risk.Open), of(15, risk.Open), []string{"worse: Risk up from 12 to 15: No interface"}},
		{"one better", of(12, risk.Open), of(10, risk.Open), []string{"better: Risk down from 12 to 10: No interface"}},
		{"closed", of(12, risk.Open), of(12, risk.Closed), []string{"closed: Risk closed: No interface"}},
		{"closed and scored anew", of(12, risk.Open), of(4, risk.Closed), []string{"closed: Risk closed: No interface"}},
		{"closed before", of(12, risk.Closed), of(10, risk.Closed), nil},
		{"has happened", of(12, risk.Open), of(12, risk.Occurred), []string{"worse: Has happened: No interface"}},
		{"had happened", of(12, risk.Occurred), of(12, risk.Occurred), nil},
		{"over after it happened", of(12, risk.Occurred), of(12, risk.Closed), []string{"closed: Risk closed: No interface"}},
		{"open again", of(12, risk.Closed), of(9, risk.Open), []string{"worse: Open again, at 9: No interface"}},
		{"has not happened after all", of(12, risk.Occurred), of(9, risk.Open), []string{"same: Open again, at 9: No interface"}},
		{"removed", of(12, risk.Open), report.State{}, []string{"closed: No longer among the risks: No interface"}},
		{"removed when it was closed", of(12, risk.Closed), report.State{}, nil},
	} {
		check(t, c.name, moved(t, c.before, c.now), c.want...)
	}
}

func TestADecisionIsAskedDecidedCarriedOutOrOverdue(t *testing.T) {
	of := func(stage decision.Stage, change func(*report.DecisionState)) report.State {
		d := report.DecisionState{ID: "d", Code: "D1", Question: words("Shall we wait?"), Stage: stage}
		if stage != decision.Waiting && stage != decision.Dropped {
			d.Decided = day(-3)
		}
		if stage == decision.Done {
			d.Done = day(-1)
		}
		if change != nil {
			change(&d)
		}
		return report.State{Decisions: []report.DecisionState{d}}
	}
	by := func(n int) func(*report.DecisionState) {
		return func(d *report.DecisionState) { d.Deadline, d.Due = day(n), day(n) }
	}
	chosen := func(d *report.DecisionState) { d.Choice = words("Wait until March") }
	asked := of(decision.Waiting, nil)
	for _, c := range []struct {
		name        string
		before, now report.State
		want        []string
	}{
		{"asked with a day", report.State{}, of(decision.Waiting, by(3)), []string{"new: To be decided by 26 Nov: Shall we wait?"}},
		{"asked without", report.State{}, asked, []string{"new: To be decided: Shall we wait?"}},
		{"new, and overdue already", report.State{}, of(decision.Waiting, by(-1)), []string{"worse: Waits 1 day beyond its day for a decision: Shall we wait?"}},
		{"asked before", asked, asked, nil},
		{"due today", asked, of(decision.Waiting, by(0)), nil},
		{"due yesterday", asked, of(decision.Waiting, by(-1)), []string{"worse: Waits 1 day beyond its day for a decision: Shall we wait?"}},
		{"overdue in the report before, too", of(decision.Waiting, by(-40)), of(decision.Waiting, by(-40)), []string{"worse: Waits 40 days beyond its day for a decision: Shall we wait?"}},
		{"decided", asked, of(decision.Made, nil), []string{"closed: Decided on 20 Nov: Shall we wait?"}},
		{"decided with a choice", asked, of(decision.Made, chosen), []string{"closed: Decided on 20 Nov: Shall we wait? – Wait until March"}},
		{"asked and decided in between", report.State{}, of(decision.CarryingOut, chosen), []string{"closed: Decided on 20 Nov: Shall we wait? – Wait until March"}},
		{"somebody carries it out", of(decision.Made, nil), of(decision.CarryingOut, nil), nil},
		{"to be done today", of(decision.Made, nil), of(decision.CarryingOut, by(0)), nil},
		{"to have been done yesterday", of(decision.Made, nil), of(decision.CarryingOut, by(-1)), []string{"worse: Decided, and 1 day overdue: Shall we wait?"}},
		{"decided and overdue at once", asked, of(decision.Made, by(-1)), []string{"worse: Decided, and 1 day overdue: Shall we wait?", "closed: Decided on 20 Nov: Shall we wait?"}},
		{"carried out", of(decision.CarryingOut, by(-5)), of(decision.Done, by(-5)), []string{"closed: Carried out on 22 Nov: Shall we wait?"}},
		{"decided and carried out", asked, of(decision.Done, nil), []string{"closed: Carried out on 22 Nov: Shall we wait?"}},
		{"not carried out after all", of(decision.Done, nil), of(decision.CarryingOut, nil), []string{"worse: Not carried out after all: Shall we wait?"}},
		{"asked again", of(decision.Made, nil), asked, []string{"worse: Asked again: Shall we wait?"}},
		{"asked after it was withdrawn", of(decision.Dropped, nil), asked, []string{"new: To be decided: Shall we wait?"}},
		{"withdrawn", asked, of(decision.Dropped, by(-9)), []string{"closed: No longer asked: Shall we wait?"}},
		{"asked and withdrawn in between", report.State{}, of(decision.Dropped, nil), nil},
		{"removed", asked, report.State{}, []string{"closed: No longer among the decisions: Shall we wait?"}},
		{"removed when it was done", of(decision.Done, nil), report.State{}, nil},
	} {
		check(t, c.name, moved(t, c.before, c.now), c.want...)
	}
}

func TestAStepBeginsIsFinishedAndMayBeOpenAgain(t *testing.T) {
	of := func(status framework.Status) report.State {
		return report.State{Steps: []report.StepState{{Track: "kotter", Key: "vision", Name: words("Vision"), Status: status}}}
	}
	for _, c := range []struct {
		name     string
		was, now framework.Status
		want     []string
	}{
		{"the same", framework.Active, framework.Active, nil},
		{"begun", framework.Idle, framework.Active, []string{"new: Step begun: Vision"}},
		{"finished", framework.Active, framework.Done, []string{"better: Step finished: Vision"}},
		{"finished at once", framework.Idle, framework.Done, []string{"better: Step finished: Vision"}},
		{"open again", framework.Done, framework.Active, []string{"worse: Step open again: Vision"}},
		{"not even begun again", framework.Done, framework.Idle, []string{"worse: Step open again: Vision"}},
		{"not begun after all", framework.Active, framework.Idle, []string{"same: Step not begun after all: Vision"}},
	} {
		check(t, c.name, moved(t, of(c.was), of(c.now)), c.want...)
	}
}

func TestMaturityMovesByTenthsPerDimensionWithinOnePartOfTheOrganisation(t *testing.T) {
	of := func(unit string, mean int, levels ...report.DimensionState) report.State {
		return report.State{Maturity: &report.MaturityState{Unit: unit, Mean: mean, Levels: levels}}
	}
	one := func(tenths int) report.DimensionState {
		return report.DimensionState{Dimension: "vision", Tenths: tenths}
	}
	for _, c := range []struct {
		name        string
		before, now report.State
		want        []string
	}{
		{"none", report.State{}, report.State{}, nil},
		{"the first", report.State{}, of("", 21), []string{"new: Maturity has been assessed for the first time: 2.1 of 5."}},
		{"none any more", of("", 21), report.State{}, []string{"closed: There is no assessment any more; maturity was 2.1 of 5."}},
		{"the same", of("", 21, one(20)), of("", 21, one(20)), nil},
		{"a tenth up", of("", 21, one(20)), of("", 22, one(21)), []string{"better: Maturity is up by 0.1 to 2.2 of 5.", "better: Maturity of Vision is up by 0.1 to 2.1."}},
		{"a tenth down", of("", 21, one(20)), of("", 20, one(19)), []string{"worse: Maturity is down by 0.1 to 2.0 of 5.", "worse: Maturity of Vision is down by 0.1 to 1.9."}},
		{"a dimension only", of("", 21, one(20)), of("", 21, one(30)), []string{"better: Maturity of Vision is up by 1.0 to 3.0."}},
		{"a dimension is gone", of("", 21, one(20)), of("", 21), []string{"closed: Maturity of Vision is no longer judged; it was 2.0."}},
		{"a dimension is not judged", of("", 21, one(20)), of("", 21, one(0)), []string{"closed: Maturity of Vision is no longer judged; it was 2.0."}},
		{"a dimension is new", of("", 21), of("", 21, one(20)), []string{"new: Maturity of Vision is judged for the first time: 2.0."}},
		{"another part", of("", 21, one(20)), of("Malmö", 31, one(30)), []string{"same: Another part of the organisation is assessed now: 3.1 of 5."}},
	} {
		check(t, c.name, moved(t, c.before, c.now), c.want...)
	}
}

// twoStates are two states between which something of each sort moved.
func twoStates() (before, now report.State) {
	before = report.State{Day: day(-30),
		Health:     []report.SideState{{Dimension: outlook.Overall, Colour: outlook.Green}, {Dimension: outlook.Time, Colour: outlook.Green}, {Dimension: outlook.Risk, Colour: outlook.Amber}, {Dimension: outlook.People, Colour: outlook.Red}},
		Milestones: []report.MilestoneState{{ID: "m1", Title: words("Records cleaned"), Planned: day(1), Forecast: day(1)}, {ID: "m2", Title: words("Integration approved"), Planned: day(2), Forecast: day(2)}},
		Money:      &report.MoneyState{Currency: "SEK", Approved: 100_000_00, Actual: 40_000_00, Forecast: 100_000_00},
		Risks:      []report.RiskState{{ID: "r1", Title: words("No interface"), Score: 8, Status: risk.Open}, {ID: "r2", Title: words("Old habits"), Score: 16, Status: risk.Open}},
		Decisions:  []report.DecisionState{{ID: "d1", Question: words("Shall we wait?"), Stage: decision.Waiting, Deadline: day(-2)}, {ID: "d2", Question: words("Who owns it?"), Stage: decision.Waiting, Deadline: day(-9)}},
		Steps:      []report.StepState{{Track: "kotter", Key: "vision", Name: words("Vision"), Status: framework.Active}},
		Maturity:   &report.MaturityState{Mean: 21},
	}
	now = report.State{Day: day(0),
		Health:     []report.SideState{{Dimension: outlook.Overall, Colour: outlook.Amber}, {Dimension: outlook.Time, Colour: outlook.Amber}, {Dimension: outlook.Risk, Colour: outlook.Red}, {Dimension: outlook.People, Colour: outlook.Amber}},
		Milestones: []report.MilestoneState{{ID: "m1", Title: words("Records cleaned"), Planned: day(1), Forecast: day(3)}, {ID: "m2", Title: words("Integration approved"), Planned: day(2), Forecast: day(9)}},
		Money:      &report.MoneyState{Currency: "SEK", Approved: 100_000_00, Actual: 50_000_00, Forecast: 110_000_00},
		Risks:      []report.RiskState{{ID: "r1", Title: words("No interface"), Score: 12, Status: risk.Open}, {ID: "r2", Title: words("Old habits"), Score: 16, Status: risk.Closed}, {ID: "r3", Title: words("A small one"), Score: 2, Status: risk.Open}},
		Decisions:  []report.DecisionState{{ID: "d1", Question: words("Shall we wait?"), Stage: decision.Made, Decided: day(-2)}, {ID: "d2", Question: words("Who owns it?"), Stage: decision.Waiting, Deadline: day(-9)}},
		Steps:      []report.StepState{{Track: "kotter", Key: "vision", Name: words("Vision"), Status: framework.Done}},
		Maturity:   &report.MaturityState{Mean: 24},
	}
	return before, now
}

func TestTheGravestMovesComeFirst(t *testing.T) {
	before, now := twoStates()
	check(t, "all", told(t, report.Compare(before, now)),
		"worse: The whole has gone from on track to at risk.",
		"worse: Risk has gone from at risk to off track.",
		"worse: Waits 9 days beyond its day for a decision: Who owns it?",
		"worse: Time has gone from on track to at risk.",
		"worse: Slips by 7 days to 2 Dec: Integration approved",
		"worse: Slips by 2 days to 26 Nov: Records cleaned",
		"worse: The forecast is up by 10 k SEK (10%) to 110 k SEK.",
		"worse: Risk up from 8 to 12: No interface",
		"closed: Decided on 21 Nov: Shall we wait?",
		"better: People has gone from off track to at risk.",
		"better: Step finished: Vision",
		"better: Maturity is up by 0.3 to 2.4 of 5.",
		"closed: Risk closed: Old habits",
		"new: New risk of 2: A small one",
		"same: 10 k SEK has been spent since, 50 k SEK in all.",
	)
}

func TestAStateOfNoDayIsComparedWithNothing(t *testing.T) {
	before, now := twoStates()
	before.Day = date.Day{}
	if got := report.Compare(before, now); got != nil {
		t.Errorf("%v", got)
	}
	if got := report.Compare(now, before); got != nil {
		t.Errorf("%v", got)
	}
}

func TestWhenTheClockWentBackTheMovesAreThoseOfTheOtherWay(t *testing.T) {
	before, now := twoStates()
	got := told(t, report.Compare(now, before))
	for _, want := range []string{
		"better: The whole has gone from at risk to on track.", "better: Comes 7 days earlier, on 25 Nov: Integration approved",
		"worse: Asked again: Shall we wait?", "worse: Step open again: Vision", "worse: Open again, at 16: Old habits",
		"same: What was spent is corrected by 10 k SEK to 40 k SEK.", "closed: No longer among the risks: A small one",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
}

func TestMovesAreReadBackFromASnapshotAsTheyWere(t *testing.T) {
	before, now := twoStates()
	moves := report.Compare(before, now)
	raw, err := json.Marshal(moves)
	if err != nil {
		t.Fatal(err)
	}
	var again []report.Move
	if err := json.Unmarshal(raw, &again); err != nil {
		t.Fatal(err)
	}
	check(t, "read back", told(t, again), told(t, moves)...)
	if twice, _ := json.Marshal(again); string(twice) != string(raw) {
		t.Errorf("written again it is %s, was %s", twice, raw)
	}
}

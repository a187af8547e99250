package report_test

import (
	"strings"
	"testing"
	"time"

	"stegvis/app/platform/date"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
	"stegvis/app/rollout"
)

// part is the value of a section.
type part struct {
	key   string
	value any
}

// written writes down an input of several parts.
func written(t testing.TB, in report.Input, parts ...part) report.Snapshot {
	t.Helper()
	var err error
	for _, p := range parts {
		if in, err = in.With(p.key, p.value); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := in.Freeze()
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// monsters are what nobody should type: a long tale, a word without end, signs that
// no face has, writing to the left, and one that turns what follows.
func monsters() []string {
	return []string{strings.Repeat("What nobody reads to its end. ", 334), strings.Repeat("Donaudampfschifffahrt", 15), "Fest 🎉👩‍👩‍👧 av alla", "The pilot of علی رضایی in Malmö (2026)", "turned \u202ednuora and back"}
}

func planned() []part {
	strip := func(kind rollout.StripKind, depth int, code, title, owner string, s rollout.Status, start, plan, now int) rollout.Strip {
		return rollout.Strip{Kind: kind, Depth: depth, Code: code, Title: words(title), Owner: owner, Status: s, Start: day(start), Planned: day(plan), Expected: day(now)}
	}
	return []part{
		{"milestones", report.MilestonePlan{Rows: []report.PlannedMilestone{
			{ID: "a", Code: "T1", Title: words("Wave 1 live"), Wave: words("Wave 1: Umeå"), Owner: "Åsa Łukowska", Planned: day(-9), Last: day(-9), Now: day(-6), Slip: 3, Reached: true},
			{ID: "b", Code: "T4", Title: words("Integration approved"), Owner: "Bjørn Ødegård", Planned: day(12), Last: day(20), Now: day(24), Slip: 12},
			{ID: "c", Code: "T7", Title: words("Records cleaned"), Planned: day(-8), Now: day(-2), Slip: 6, Late: true},
		}}},
		{"gantt", rollout.Gantt{Today: day(0), Strips: []rollout.Strip{
			strip(rollout.WaveStrip, 0, "", "Wave 1: Umeå", "", rollout.Doing, -60, 10, 24),
			strip(rollout.PilotStrip, 1, "P1", "Inside sales", "", rollout.Done, -50, -20, -18),
			strip(rollout.TaskStrip, 2, "T2", "Train inside sales", "Bjørn Ødegård", rollout.Done, -50, -40, -40),
			strip(rollout.TaskStrip, 1, "T3", "Clean the register of customers", "Søren Kjær", rollout.Doing, -20, -8, -2),
			strip(rollout.MilestoneStrip, 1, "T4", "Integration approved", "Åsa Łukowska", rollout.Todo, 0, 12, 24),
		}}},
		{"waves", report.Waves{Rows: []report.WaveStanding{
			{Name: words("Wave 1: Umeå"), From: day(-60), To: day(10), Note: words("Inside sales first."), Tasks: rollout.Tally{Done: 5, Late: 1, Total: 9}, Pilots: []report.PilotStanding{
				{ID: "p", Code: "P1", Name: words("Inside sales"), Site: words("Umeå, 9 people"), From: day(-50), To: day(-20), Outcome: rollout.Adjust, Reason: words("Quotations take too long to save."), On: day(-18), Tasks: rollout.Tally{Done: 3, Total: 3},
					Criteria: []report.JudgedBy{{words("Use it daily after four weeks"), words("12 of 14"), words("13 of 14"), rollout.Met}, {words("Time to quote"), words("Under 2 days"), words("3 days"), rollout.Missed}, {words("Duplicates in a sample"), words("Under 2 %"), words(""), rollout.Open}}},
			}},
			{Name: words("Wave 2: Tromsø")},
		}}},
		{"tasks", report.TaskPlan{Waves: []report.TasksOfWave{
			{Name: words("Wave 1: Umeå"), Rows: []report.PlannedTask{
				{ID: "a", Code: "T1", Title: words("Wave 1 live"), Owner: "Åsa Łukowska", Milestone: true, Status: rollout.Done, Planned: day(-9), Now: day(-6), Slip: 3},
				{ID: "t", Code: "T3", Title: words("Clean the register of customers"), Pilot: words("Inside sales"), Owner: "Søren Kjær", Status: rollout.Doing, Start: day(-20), Planned: day(-8), Now: day(-2), Slip: 6, Late: true},
				{ID: "u", Code: "T8", Title: words("Interface to the order system"), Status: rollout.Blocked, Planned: day(8), Now: day(8)},
			}},
			{Rows: []report.PlannedTask{{ID: "v", Code: "T9", Title: words("Contract"), Status: rollout.Todo}}},
		}}},
	}
}

func TestTheRollOutPlanSaysThisInEachLanguage(t *testing.T) {
	texts, _ := loaded(t)
	in := whole(report.KindPlan)
	in.Base = "https://stegvis.example/projects/nordvik"
	for _, lang := range texts.Languages() {
		file := printed(t, "plan", lang, written(t, in, planned()...))
		pdftest.WellSet(t, lang, file, pdftest.Limits{Most: 3})
		goldentest.Equal(t, "plan-"+lang+".txt", []byte(pdftest.Said(t, file)))
	}
}

func TestARollOutOfNothingSaysSo(t *testing.T) {
	file := printed(t, "plan-empty", "en", written(t, whole(report.KindPlan), part{"milestones", report.MilestonePlan{}}, part{"gantt", rollout.Gantt{Today: day(0)}}, part{"waves", report.Waves{}}, part{"tasks", report.TaskPlan{}}))
	pdftest.WellSet(t, "empty", file, pdftest.Limits{Most: 1})
	for _, want := range []string{"No milestone is noted yet.", "No task is noted yet.", "No wave and no pilot is noted yet."} {
		if said := pdftest.Said(t, file); !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
}

func TestAMonstrousRollOutIsWellSet(t *testing.T) {
	parts := planned()
	milestones, gantt := parts[0].value.(report.MilestonePlan), parts[1].value.(rollout.Gantt)
	waves, tasks := parts[2].value.(report.Waves), parts[3].value.(report.TaskPlan)
	for i, monster := range monsters() {
		milestones.Rows = append(milestones.Rows, report.PlannedMilestone{Code: "T123456", Title: words(monster), Wave: words(monster), Owner: monster, Planned: date.New(1, 1, 1), Now: date.New(9999, 12, 31), Slip: 3_652_058})
		gantt.Strips = append(gantt.Strips, rollout.Strip{Kind: rollout.WaveStrip, Title: words(monster)}, rollout.Strip{Kind: rollout.TaskStrip, Depth: 2, Code: "T9", Title: words(monster), Owner: monster, Status: rollout.Blocked, Start: day(i * 1000), Planned: day(i * 3000), Expected: day(i * 9000)})
		waves.Rows = append(waves.Rows, report.WaveStanding{Name: words(monster), Note: words(monster), Pilots: []report.PilotStanding{{Code: "P9", Name: words(monster), Site: words(monster), Reason: words(monster), Outcome: rollout.Stop, Criteria: []report.JudgedBy{{words(monster), words(monster), words(monster), rollout.Met}}}}})
		tasks.Waves = append(tasks.Waves, report.TasksOfWave{Name: words(monster), Rows: []report.PlannedTask{{Code: "T123456", Title: words(monster), Pilot: words(monster), Owner: monster, Status: rollout.Todo}}})
	}
	in := whole(report.KindPlan)
	in.Organisation, in.Project, in.Name = monsters()[1], words(monsters()[0]), words(monsters()[3])
	for _, lang := range []string{"en", "sv"} {
		file := printed(t, "plan-monstrous", lang, written(t, in, part{"milestones", milestones}, part{"gantt", gantt}, part{"waves", waves}, part{"tasks", tasks}))
		pdftest.WellSet(t, lang, file, pdftest.Limits{Gaps: true})
	}
}

func TestFiveThousandTasksAreDrawnInSecondsAndEachIsThere(t *testing.T) {
	kept := crowded(t, 5000)
	texts, faces := loaded(t)
	var drawn report.Drawn
	began := time.Now()
	rose := highest(func() {
		var err error
		if drawn, err = report.Draw(kept, texts.For("en"), faces); err != nil {
			t.Fatal(err)
		}
	})
	took := time.Since(began)
	t.Logf("%d pages, %d KB of snapshot, %d KB of PDF, in %v, the heap rose by %d MB", drawn.Pages, len(kept)/1024, len(drawn.PDF)/1024, took.Round(time.Millisecond), rose>>20)
	if took > 30*time.Second || rose > 150<<20 {
		t.Errorf("it took %v and %d MB", took, rose>>20)
	}
	said := pdftest.Said(t, drawn.PDF)
	for _, code := range []string{"T1 ", "T2500 ", "T5000 "} {
		if n := strings.Count(said, code); n != 2 {
			t.Errorf("%sis told %d times", code, n)
		}
	}
	if n := strings.Count(said, "Today, 23 Nov"); n < 80 {
		t.Errorf("the axis stands on %d pages", n)
	}
}

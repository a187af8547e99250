package guide

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"stegvis/app/businesscase"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

func today() date.Day { return date.New(2026, 11, 23) }

func ahead(days int) date.Day { return today().AddDays(days) }

// calm is a project in which no rule fires.
func calm() State {
	s := State{
		Start: ahead(-100), Vision: Vision{Written: true, Told: true},
		Waves:      []Stage{{ID: "w", Begin: ahead(40), End: ahead(80)}},
		Pilots:     []Stage{{ID: "p", WaveID: "w", Begin: ahead(1), End: ahead(30), Criteria: 2}},
		Reached:    Some{ID: "m", Day: ahead(20), Count: 1},
		Trainings:  []date.Day{ahead(30)},
		Asked:      []Question{{ID: "q", Deadline: ahead(5)}},
		Categories: map[risk.Category]int{risk.Technical: 1, risk.Organisational: 1, risk.Personnel: 1, risk.Project: 1},
		OpenAt:     map[string]int{}, Members: map[project.Role]int{"lead": 1, "committee": 1, "viewer": 1}, Active: map[project.Role]int{"lead": 9, "viewer": 1},
	}
	s.Pace = rollout.Pace{Tasks: 10, Open: 6}
	s.Risks = risk.Standing{All: 4, Open: 4}
	s.Case = costs(map[businesscase.Cost]int64{"licence": 100, "training": 100, "downtime": 100})
	s.Told = stakeholder.Told{Sent: 2, LastSentOn: ahead(-5), NextOn: ahead(5)}
	s.Trained = stakeholder.Trained{Planned: 1}
	for i, part := range stakeholder.Needed() {
		s.Coalition = append(s.Coalition, stakeholder.Member{PersonID: string(rune('a' + i)), Part: part})
	}
	s.Wins = []framework.Win{{Status: framework.Promised, PromisedOn: ahead(30)}}
	s.Assessments = []maturity.Assessment{{AssessedOn: ahead(-10), Answers: []maturity.Answer{{Dimension: "vision", Current: 3, Target: 4}}}}
	s.Tracks = framework.Tracks{}
	owner := "a"
	for _, track := range []string{record.Kotter, record.Gartner} {
		for _, key := range record.Steps(track) {
			s.Tracks[track] = append(s.Tracks[track], framework.Standing{Total: 2, Done: 1, Step: framework.Step{
				Place: framework.Place{Track: track, StepKey: key}, Status: framework.Active, OwnerID: &owner, PlannedStart: ahead(-90), PlannedFinish: ahead(30)}})
		}
	}
	return s
}

// costs is a case in which each cost was paid as planned last month.
func costs(planned map[businesscase.Cost]int64) businesscase.Case {
	c := businesscase.Case{Currency: "SEK", From: today().Month()}
	for _, cost := range businesscase.Costs() {
		if n, is := planned[cost]; is {
			c.Lines = append(c.Lines, businesscase.Line{Cost: cost, Amounts: []businesscase.Amount{{Month: c.From.Add(-1), Approved: n, Planned: n, Actual: n}}})
		}
	}
	return c
}

func step(s *State, key string) *framework.Standing {
	all := s.Tracks[record.Kotter]
	return &all[slices.Index(record.Steps(record.Kotter), key)]
}

func without(p stakeholder.Part) func(*State) {
	return func(s *State) {
		s.Coalition = slices.DeleteFunc(s.Coalition, func(m stakeholder.Member) bool { return m.Part == p })
		s.Coalition = append(s.Coalition, stakeholder.Member{PersonID: "x", Part: stakeholder.IT})
	}
}

// leaves has the one who plays a part leave on a day.
func leaves(p stakeholder.Part, on date.Day) func(*State) {
	return func(s *State) {
		for i := range s.Coalition {
			if s.Coalition[i].Part == p {
				s.Coalition[i].LeftOn = on
			}
		}
		s.Coalition = append(s.Coalition, stakeholder.Member{PersonID: "x", Part: stakeholder.IT})
	}
}

func some(n int) Some {
	return Some{ID: "one", Named: i18n.Phrase{Text: "One"}, Day: ahead(-3), Count: n}
}

// edge is a state in which a rule fires, and one in which it just does not.
type edge struct{ fires, quiet func(*State) }

func edges() map[string]edge {
	same := func(*State) {}
	return map[string]edge{
		"sponsor":      {leaves(stakeholder.Sponsor, today()), leaves(stakeholder.Sponsor, ahead(1))},
		"line_manager": {leaves(stakeholder.LineManager, today()), leaves(stakeholder.LineManager, ahead(1))},
		"voice":        {without(stakeholder.Voice), same},
		"expert":       {without(stakeholder.Expert), same},
		"coalition_small": {func(s *State) { s.Coalition[3].PersonID = "a" }, func(s *State) {
			s.Coalition[3].PersonID = "a"
			*step(s, "communicate") = framework.Standing{Step: framework.Step{Place: framework.Place{Track: "kotter", StepKey: "communicate"}, Status: framework.Idle, PlannedStart: ahead(1)}}
		}},
		"silence":             {func(s *State) { s.Told.LastSentOn = ahead(-42) }, func(s *State) { s.Told.LastSentOn = ahead(-41) }},
		"message_overdue":     {func(s *State) { s.Unsent = some(1) }, same},
		"one_way":             {func(s *State) { s.Heard = Some{Count: 3} }, func(s *State) { s.Heard = Some{Count: 2} }},
		"next_message":        {func(s *State) { s.Told.NextOn = date.Day{} }, func(s *State) { s.Told.NextOn = today() }},
		"opposed":             {func(s *State) { s.Opposed.Groups = some(1) }, func(s *State) { s.Opposed.Persons = some(1) }},
		"opposed_person":      {func(s *State) { s.Opposed.Persons = some(1) }, func(s *State) { s.Opposed.Groups = some(1) }},
		"talk_overdue":        {func(s *State) { s.TalkDue.Groups = some(2) }, func(s *State) { s.TalkDue.Persons = some(1) }},
		"talk_overdue_person": {func(s *State) { s.TalkDue.Persons = some(2) }, func(s *State) { s.TalkDue.Groups = some(1) }},
		"training_overdue":    {func(s *State) { s.Unheld = some(2) }, same},
		"attendance": {func(s *State) { s.Trained.Places, s.Trained.Attended = 100, 79 }, func(s *State) {
			s.Trained.Places, s.Trained.Attended = 100, 80
		}},
		"wave_training":  {func(s *State) { s.Trainings = []date.Day{ahead(-21), ahead(81)} }, func(s *State) { s.Trainings = []date.Day{ahead(80)} }},
		"lead_alone":     {func(s *State) { s.Active = map[project.Role]int{"lead": 10} }, func(s *State) { s.Active = map[project.Role]int{"lead": 9} }},
		"vision_missing": {func(s *State) { s.Vision = Vision{} }, func(s *State) { s.Vision = Vision{Written: true, Told: true} }},
		"vision_untold":  {func(s *State) { s.Vision.Told = false }, same},
		"step_successor": {func(s *State) { rests(s, today()) }, func(s *State) { rests(s, ahead(1)) }},
		"step_unowned":   {func(s *State) { step(s, "wins").OwnerID = nil }, func(s *State) { w := step(s, "wins"); w.OwnerID, w.Status, w.Done = nil, framework.Idle, 0 }},
		"step_late":      {func(s *State) { step(s, "wins").PlannedFinish = ahead(-1) }, func(s *State) { step(s, "wins").PlannedFinish = today() }},
		"step_ripe":      {func(s *State) { step(s, "wins").Done = 2 }, same},
		"step_hollow": {func(s *State) { w := step(s, "wins"); w.Done, w.PlannedStart = 0, ahead(-60) }, func(s *State) {
			w := step(s, "wins")
			w.Done, w.PlannedStart = 0, ahead(-59)
		}},
		"win_late":           {func(s *State) { s.Wins[0].PromisedOn = ahead(-1); addWin(s) }, func(s *State) { s.Wins[0].PromisedOn = today() }},
		"win_next":           {func(s *State) { s.Wins[0].PromisedOn = ahead(91) }, func(s *State) { s.Wins[0].PromisedOn = ahead(90) }},
		"decision_late":      {func(s *State) { s.LateDone = some(1) }, same},
		"decision_uncarried": {func(s *State) { s.Uncarried = some(2) }, same},
		"override_stale":     {func(s *State) { override(s, 30) }, func(s *State) { override(s, 29) }},
		"plan_none":          {func(s *State) { s.Pace = rollout.Pace{} }, func(s *State) { s.Pace = rollout.Pace{Tasks: 1} }},
		"pilot_none": {func(s *State) { s.Pilots, s.Waves[0].Begin = nil, ahead(120) }, func(s *State) {
			s.Pilots, s.Waves[0].Begin = nil, ahead(121)
			s.Waves[0].End = date.Day{}
		}},
		"pilot_criteria":    {func(s *State) { s.Pilots[0].Criteria = 0 }, func(s *State) { s.Pilots[0].Criteria = 1 }},
		"pilot_days":        {func(s *State) { s.Pilots[0].Begin = date.Day{} }, same},
		"pilot_decision":    {func(s *State) { s.Pilots[0].End = ahead(-1) }, func(s *State) { s.Pilots[0].End = today() }},
		"criteria_open":     {func(s *State) { s.Pilots[0].Outcome, s.Pilots[0].Unjudged = rollout.Go, 1 }, func(s *State) { s.Pilots[0].Outcome = rollout.Go }},
		"wave_before_pilot": {func(s *State) { s.Pilots[0].End = ahead(41) }, func(s *State) { s.Pilots[0].End = ahead(40) }},
		"wave_despite_stop": {func(s *State) { s.Pilots[0].Outcome = rollout.Stop }, func(s *State) { s.Pilots[0].Outcome = rollout.Adjust }},
		"milestone_reason":  {func(s *State) { s.Moved = []Stage{{ID: "m", Begin: ahead(5), End: ahead(20)}} }, func(s *State) { s.Moved = []Stage{{ID: "m", Begin: ahead(5), End: ahead(19)}} }},
		"next_milestone":    {func(s *State) { s.Reached.Day = ahead(91) }, func(s *State) { s.Reached.Day = ahead(90) }},
		"late_unowned":      {func(s *State) { s.LateTasks = some(1) }, same},
		"late_tasks":        {func(s *State) { s.Pace.Late = 2 }, func(s *State) { s.Pace.Late = 1 }},
		"blocked":           {func(s *State) { s.Blocked = some(1) }, same},
		"ahead_unowned":     {func(s *State) { s.Pace.Unowned = 1 }, same},
		"half_on_one":       {func(s *State) { s.Loads = []Load{{"a", "Ann", 6}} }, func(s *State) { s.Loads = []Load{{"a", "Ann", 5}} }},
		"costs_none":        {func(s *State) { s.Case, s.Start = businesscase.Case{}, ahead(-30) }, func(s *State) { s.Case, s.Start = businesscase.Case{}, ahead(-29) }},
		"training_budget": {func(s *State) {
			s.Case = costs(map[businesscase.Cost]int64{"licence": 1, "training": 0, "downtime": 1})
		}, func(s *State) {
			s.Case = costs(map[businesscase.Cost]int64{"licence": 1, "training": 1, "downtime": 1})
		}},
		"indirect_costs":  {func(s *State) { s.Case = costs(map[businesscase.Cost]int64{"licence": 1, "training": 1}) }, func(s *State) { s.Case = costs(map[businesscase.Cost]int64{"training": 1, "downtime": 1}) }},
		"actuals_missing": {func(s *State) { s.Case.Lines[0].Amounts[0].Actual = 0 }, func(s *State) { a := s.Case.Lines[0].Amounts; a[0].Actual, a[0].Month = 0, s.Case.From }},
		"forecast_over":   {func(s *State) { over(s, 9) }, func(s *State) { over(s, 8) }},
		"risk_unowned":    {func(s *State) { s.Unowned = some(1) }, same},
		"risk_plan":       {func(s *State) { s.Planless = some(1) }, same},
		"risk_review":     {func(s *State) { s.Due = some(2) }, same},
		"risk_unreviewed": {func(s *State) { s.Unreviewed = some(1) }, same},
		"personnel_risk": {func(s *State) { s.Categories[risk.Personnel] = 0; s.Trained = stakeholder.Trained{} }, func(s *State) {
			s.Categories[risk.Personnel] = 0
			s.Trained = stakeholder.Trained{Planned: 1}
		}},
		"integration_risk": {func(s *State) { s.Categories[risk.Technical] = 0; s.OpenAt["technology"] = 1 }, func(s *State) { s.Categories[risk.Technical] = 0 }},
		"risk_category":    {func(s *State) { s.Categories[risk.Project] = 0 }, same},
		"never_assessed":   {func(s *State) { s.Assessments = nil }, same},
		"assessment_old":   {func(s *State) { s.Assessments[0].AssessedOn = ahead(-183) }, func(s *State) { s.Assessments[0].AssessedOn = ahead(-182) }},
		"gap_task":         {func(s *State) { s.Assessments[0].Answers[0].Target = 5 }, func(s *State) { s.Assessments[0].Answers[0].Target = 5; s.OpenAt["vision"] = 1 }},
		"targets":          {func(s *State) { s.Assessments[0].Answers[0].Target = 3 }, func(s *State) { a := s.Assessments[0].Answers; a[0].Current, a[0].Target = 4, 4 }},
		"decision_overdue": {func(s *State) { s.Asked[0].Deadline = ahead(-1) }, func(s *State) { s.Asked[0].Deadline = today() }},
		"decision_bare":    {func(s *State) { s.Asked[0].Bare = true }, same},
		"decision_undated": {func(s *State) { s.Asked[0].Deadline = date.Day{} }, same},
		"committee":        {func(s *State) { s.Members = map[project.Role]int{"lead": 1} }, func(s *State) { s.Members = map[project.Role]int{"lead": 1, "committee": 1} }},
	}
}

// rests has a step done for a week by a day, and the next one idle.
func rests(s *State, due date.Day) {
	done, next := step(s, "urgency"), step(s, "coalition")
	done.Status, done.Done, done.ActualFinish = framework.Done, 2, due.AddDays(-restDays)
	next.Status, next.Done, next.PlannedStart = framework.Idle, 0, today()
}

// addWin keeps the rule about wins ahead quiet.
func addWin(s *State) {
	s.Wins = append(s.Wins, framework.Win{Status: framework.Promised, PromisedOn: ahead(10)})
}

func override(s *State, days int) {
	s.Overrides = []outlook.Override{{Row: record.Row{ID: "o", UpdatedAt: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC).AddDate(0, 0, -days)}, Dimension: outlook.Time}}
}

// over lets the forecast exceed the 300 that are approved.
func over(s *State, by int64) { s.Case.Lines[0].ToComplete = &by }

func fired(s State) []string {
	var keys []string
	for _, f := range Advise(s, today()) {
		keys = append(keys, f.Rule)
	}
	return keys
}

func TestNothingIsAdvisedWhereNothingIsMissing(t *testing.T) {
	if keys := fired(calm()); len(keys) > 0 {
		t.Errorf("fired: %v", keys)
	}
}

func TestEachRuleFiresAtItsBoundAndNotJustBeforeIt(t *testing.T) {
	all := edges()
	for _, r := range Rules() {
		e, tried := all[r.Key]
		if !tried {
			t.Errorf("%s is not tried", r.Key)
			continue
		}
		t.Run(r.Key, func(t *testing.T) {
			s := calm()
			e.fires(&s)
			if keys := fired(s); !slices.Contains(keys, r.Key) {
				t.Errorf("does not fire; fired: %v", keys)
			}
			s = calm()
			e.quiet(&s)
			if keys := fired(s); slices.Contains(keys, r.Key) {
				t.Error("fires where it should not")
			}
		})
	}
	if len(all) != len(Rules()) || len(all) < 30 {
		t.Errorf("%d rules, %d tried", len(Rules()), len(all))
	}
}

func TestEveryRuleSaysInBothLanguagesWhatToDoWhyAndWhoSaysSo(t *testing.T) {
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	for key, e := range edges() {
		s := calm()
		e.fires(&s)
		for _, f := range Advise(s, today()) {
			if f.Rule != key {
				continue
			}
			for _, lang := range []string{"en", "sv"} {
				in := texts.For(lang)
				for _, said := range []string{f.Title(in), f.Why(in), f.Source(in), f.Near(in, today()), f.Takes(in)} {
					if said == "" || strings.Contains(said, "guide.") || strings.Contains(said, "<no value>") || strings.Contains(said, "domain.") {
						t.Errorf("%s, %s: %q", key, lang, said)
					}
				}
			}
			if f.Place.Page == "" || f.rule.Minutes < 5 || f.rule.Harm < 1 || f.rule.Harm > 10 {
				t.Errorf("%s: %+v", key, f)
			}
		}
	}
}

func TestAdviceStandsInTheOrderOfHarmTimesNearness(t *testing.T) {
	for name, c := range map[string]struct {
		harm, days, want int
	}{
		"what hurts already weighs its whole harm": {8, -5, 8000},
		"what hurts today, too":                    {8, 0, 8000},
		"what hurts in 30 days weighs half":        {8, 30, 4000},
		"what hurts in 90 days weighs a quarter":   {8, 90, 2000},
	} {
		f := Advice{Day: ahead(c.days), rule: Rule{Harm: c.harm}}
		if got := f.Weight(today()); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	s := calm()
	s.Asked = []Question{{ID: "1", Deadline: ahead(-1)}, {ID: "2", Deadline: ahead(-9)}}
	s.Unowned, s.Vision.Told = some(1), false
	if keys := fired(s); !slices.Equal(keys, []string{"decision_overdue", "decision_overdue", "risk_unowned", "vision_untold"}) {
		t.Errorf("the order is %v", keys)
	}
	if all := Advise(s, today()); all[0].Object != "1" {
		t.Error("equals have changed places")
	}
}

func TestAtMostSevenAreShownOfEachRuleOne(t *testing.T) {
	s := State{}
	all := Advise(s, today())
	if first := First(all); len(all) <= Most || len(first) != Most {
		t.Errorf("%d of %d", len(first), len(all))
	}
	s = calm()
	s.Asked = []Question{{ID: "1", Deadline: ahead(-1)}, {ID: "2", Deadline: ahead(-9)}}
	if first := First(Advise(s, today())); len(first) != 1 {
		t.Errorf("one rule is shown %d times", len(first))
	}
}

func TestAFilterKeepsTheAdviceOfItsPartAndItsTrack(t *testing.T) {
	vision := Advice{rule: Rule{Part: Change}, Tags: change("vision")}
	for name, c := range map[string]struct {
		wanted Filter
		keeps  bool
	}{
		"nothing is asked":        {Filter{}, true},
		"its part":                {Filter{Part: Change}, true},
		"its track":               {Filter{Track: record.Kotter}, true},
		"both":                    {Filter{Change, record.Kotter}, true},
		"another part":            {Filter{Part: Money}, false},
		"the other track":         {Filter{Track: record.Gartner}, false},
		"its part, another track": {Filter{Change, record.Gartner}, false},
		"a track that is none":    {Filter{Track: "none"}, false},
	} {
		if got := c.wanted.Keeps(vision); got != c.keeps {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestWhatIsGoneWasFollowedUnlessItRests(t *testing.T) {
	given := []Kept{{Rule: "gone"}, {Rule: "rests"}, {Rule: "stays"}}
	got := turned(given, Guidance{Open: []Advice{{Rule: "stays"}, {Rule: "new"}}, Resting: []Advice{{Rule: "rests"}}})
	if len(got.ended) != 2 || got.ended[0].Ending != Followed || got.ended[1].Ending != Dismissed || len(got.begun) != 1 || got.begun[0].Rule != "new" {
		t.Errorf("%+v", got)
	}
}

func BenchmarkAdvise(b *testing.B) {
	s := calm()
	for b.Loop() {
		Advise(s, today())
	}
}

package outlook_test

import (
	"os"
	"slices"
	"testing"

	"stegvis/app/businesscase"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

func today() date.Day { return date.New(2026, 11, 23) }

func texts(t *testing.T, lang string) *i18n.Text {
	t.Helper()
	b, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	return b.For(lang)
}

// healthy is a project in which every figure is known and within its limits.
func healthy() outlook.State {
	s := outlook.State{
		Pace:        rollout.Pace{Tasks: 40, Open: 20, Planned: today().AddDays(90), Expected: today().AddDays(90), Ahead: 10, Pending: 3},
		Case:        spent(1000, 1000),
		Risks:       risk.Standing{All: 10, Open: 8, High: 2, Top: 12},
		Tracks:      framework.Tracks{},
		Coalition:   stakeholder.Coalition{{PersonID: "a", Part: stakeholder.Sponsor}, {PersonID: "b", Part: stakeholder.LineManager}},
		Told:        stakeholder.Told{Sent: 1, LastSentOn: today()},
		Trained:     stakeholder.Trained{Planned: 1, Held: 1, Places: 10000, Attended: 10000},
		Wins:        []framework.Win{{Status: framework.Promised, PromisedOn: today()}},
		Assessments: []maturity.Assessment{{AssessedOn: today(), Answers: []maturity.Answer{{Current: 3, Target: 4}}}},
	}
	for _, track := range []string{record.Kotter, record.Gartner} {
		for range 8 {
			s.Tracks[track] = append(s.Tracks[track], framework.Standing{Step: framework.Step{Status: framework.Active, PlannedFinish: today().AddDays(60)}})
		}
	}
	return s
}

func spent(approved, forecast int64) businesscase.Case {
	return businesscase.Case{Currency: "SEK", From: today().Month(), Lines: []businesscase.Line{
		{Cost: "licence", ToComplete: &forecast, Amounts: []businesscase.Amount{{Month: today().Month().Add(-1), Approved: approved}}},
	}}
}

// late makes the first n steps of a track late by some days.
func late(s *outlook.State, track string, n, days int) {
	for i := range n {
		s.Tracks[track][i].PlannedFinish = today().AddDays(-days)
	}
}

func TestEachFigureTurnsAtItsThresholds(t *testing.T) {
	for name, c := range map[outlook.Name]struct {
		set   func(s *outlook.State, n int)
		below int // the last green value, then the first amber, the last amber, the first red
		amber int
		under int
		red   int
	}{
		outlook.FinishSlip:     {func(s *outlook.State, n int) { s.Pace.Expected = s.Pace.Planned.AddDays(n) }, 4, 5, 19, 20},
		outlook.MilestoneSlip:  {func(s *outlook.State, n int) { s.Pace.Slip = n }, 6, 7, 29, 30},
		outlook.LateShare:      {func(s *outlook.State, n int) { s.Pace.Open, s.Pace.Late = 10000, n }, 999, 1000, 2499, 2500},
		outlook.OverShare:      {func(s *outlook.State, n int) { s.Case = spent(10000, int64(10000+n)) }, 299, 300, 999, 1000},
		outlook.HighRisks:      {func(s *outlook.State, n int) { s.Risks.High = n }, 7, 8, 14, 15},
		outlook.TopScore:       {func(s *outlook.State, n int) { s.Risks.Top = n }, 15, 16, 24, 25},
		outlook.UnownedRisks:   {func(s *outlook.State, n int) { s.Risks.Unowned = n }, 0, 1, 2, 3},
		outlook.ReviewsDue:     {func(s *outlook.State, n int) { s.Risks.Due = n }, 1, 2, 5, 6},
		outlook.UnownedShare:   {func(s *outlook.State, n int) { s.Pace.Ahead, s.Pace.Unowned = 10000, n }, 1999, 2000, 4999, 5000},
		outlook.Overloaded:     {func(s *outlook.State, n int) { s.Pace.Overload = n }, 0, 1, 2, 3},
		outlook.TrainingsLate:  {func(s *outlook.State, n int) { s.Trained.Overdue = n }, 0, 1, 2, 3},
		outlook.Absent:         {func(s *outlook.State, n int) { s.Trained.Attended = int64(10000 - n) }, 1999, 2000, 3999, 4000},
		outlook.RolesMissing:   {func(s *outlook.State, n int) { leave(s, n) }, 0, 1, 1, 2},
		outlook.Silence:        {func(s *outlook.State, n int) { s.Told.LastSentOn = today().AddDays(-n) }, 20, 21, 44, 45},
		outlook.ChangeLate:     {func(s *outlook.State, n int) { late(s, record.Kotter, n, 1) }, 0, 1, 2, 3},
		outlook.ChangeSlip:     {func(s *outlook.State, n int) { slip(s, n) }, 13, 14, 44, 45},
		outlook.WinsLate:       {func(s *outlook.State, n int) { promise(s, n) }, 0, 1, 2, 3},
		outlook.Gap:            {func(s *outlook.State, n int) { gap(s, n) }, 19, 20, 29, 30},
		outlook.AssessmentAge:  {func(s *outlook.State, n int) { s.Assessments[0].AssessedOn = today().AddDays(-n) }, 119, 120, 239, 240},
		outlook.CapabilityLate: {func(s *outlook.State, n int) { late(s, record.Gartner, n, 1) }, 0, 1, 2, 3},
	} {
		rule := ruleOf(t, name)
		for _, at := range []struct {
			value int
			want  outlook.Colour
		}{{c.below, outlook.Green}, {c.amber, outlook.Amber}, {c.under, outlook.Amber}, {c.red, outlook.Red}} {
			s := healthy()
			c.set(&s, at.value)
			v := outlook.Assess(s, outlook.Defaults(), today()).Of(rule.Dimension)
			if v.Colour != at.want || v.Figures[0].Value != int64(at.value) && at.want != outlook.Green {
				t.Errorf("%s of %d makes %s %s (%v), want %s", name, at.value, rule.Dimension, v.Colour, v.Figures, at.want)
			}
		}
	}
}

// leave takes so many of sponsor and line manager out of the coalition.
func leave(s *outlook.State, n int) {
	for i := range n {
		s.Coalition[i].LeftOn = today()
	}
}

func slip(s *outlook.State, days int) {
	s.Tracks[record.Kotter][2].ForecastFinish = s.Tracks[record.Kotter][2].PlannedFinish.AddDays(days)
}

func promise(s *outlook.State, n int) {
	for range n {
		s.Wins = append(s.Wins, framework.Win{Status: framework.Promised, PromisedOn: today().AddDays(-1)})
	}
}

// gap makes answers whose mean distance to the target is n tenths.
func gap(s *outlook.State, n int) {
	s.Assessments[0].Answers = nil
	for i := range 10 {
		far := n / 10
		if i < n%10 {
			far++
		}
		s.Assessments[0].Answers = append(s.Assessments[0].Answers, maturity.Answer{Current: 1, Target: 1 + far})
	}
}

func ruleOf(t *testing.T, name outlook.Name) outlook.Threshold {
	t.Helper()
	i := slices.IndexFunc(outlook.Defaults(), func(rule outlook.Threshold) bool { return rule.Figure == name })
	if i < 0 {
		t.Fatalf("no rule for %s", name)
	}
	return outlook.Defaults()[i]
}

func TestEveryFigureHasARuleThatCanTurnAndItsTextsInBothLanguages(t *testing.T) {
	for _, lang := range []string{"en", "sv"} {
		text := texts(t, lang)
		for _, rule := range outlook.Defaults() {
			if rule.Amber < 1 || rule.Red < rule.Amber {
				t.Errorf("%s: amber from %d, red from %d", rule.Figure, rule.Amber, rule.Red)
			}
			for _, group := range []string{"figure", "says"} {
				if key := "health." + group + "." + string(rule.Figure); !text.Has(key) {
					t.Errorf("%s has no %s", lang, key)
				}
			}
		}
	}
}

func TestPunctualStepsAloneDoNotMakeCapabilityGreen(t *testing.T) {
	for behind, want := range map[int]outlook.Colour{0: outlook.Unknown, 1: outlook.Amber, 3: outlook.Red} {
		s := healthy()
		s.Assessments = nil
		late(&s, record.Gartner, behind, 1)
		for _, v := range outlook.Assess(s, outlook.Defaults(), today()).Dimensions {
			if v.Dimension == outlook.Capability && v.Colour != want {
				t.Errorf("never assessed, %d steps late: %s, want %s", behind, v.Colour, want)
			}
		}
	}
}

func TestNothingToJudgeIsUnknownNotGreen(t *testing.T) {
	h := outlook.Assess(outlook.State{}, outlook.Defaults(), today())
	for _, v := range append(h.Dimensions, h.Overall) {
		if v.Colour != outlook.Unknown || len(v.Figures) != 0 {
			t.Errorf("%s of an empty project is %s by %v", v.Dimension, v.Colour, v.Figures)
		}
	}
	h = outlook.Assess(healthy(), outlook.Defaults(), today())
	for _, v := range append(h.Dimensions, h.Overall) {
		if v.Colour != outlook.Green {
			t.Errorf("%s of a healthy project is %s by %v", v.Dimension, v.Colour, v.Figures)
		}
	}
}

func TestTheWholeIsAsBadAsItsWorstDimensionButOneRedAloneIsAmber(t *testing.T) {
	risky := func(s *outlook.State) { s.Risks.Unowned = 3 }
	dear := func(s *outlook.State) { s.Case = spent(1000, 2000) }
	slow := func(s *outlook.State) { s.Pace.Slip = 7 }
	only := func(s *outlook.State) { *s = outlook.State{Risks: risk.Standing{All: 1, Unowned: 3}} }
	two := func(s *outlook.State) {
		*s = outlook.State{Risks: risk.Standing{All: 1, Unowned: 3}, Case: spent(1000, 1000)}
	}
	three := func(s *outlook.State) { two(s); s.Wins = healthy().Wins }
	for name, c := range map[string]struct {
		make []func(*outlook.State)
		want outlook.Colour
	}{
		"all green":                       {nil, outlook.Green},
		"one amber":                       {[]func(*outlook.State){slow}, outlook.Amber},
		"one red among six":               {[]func(*outlook.State){risky}, outlook.Amber},
		"one red and one amber":           {[]func(*outlook.State){risky, slow}, outlook.Amber},
		"two red":                         {[]func(*outlook.State){risky, dear}, outlook.Red},
		"one red, nothing else is judged": {[]func(*outlook.State){only}, outlook.Red},
		"one red of two judged":           {[]func(*outlook.State){two}, outlook.Red},
		"one red of three judged":         {[]func(*outlook.State){three}, outlook.Amber},
	} {
		s := healthy()
		for _, change := range c.make {
			change(&s)
		}
		if got := outlook.Assess(s, outlook.Defaults(), today()).Overall.Colour; got != c.want {
			t.Errorf("%s: the whole is %s, want %s", name, got, c.want)
		}
	}
}

func TestTheSentenceTellsTheTwoWorstThingsInTheReadersLanguage(t *testing.T) {
	for name, c := range map[string]struct {
		set    func(*outlook.State)
		en, sv string
	}{
		"two dimensions, the worse first": {
			func(s *outlook.State) { s.Pace.Expected = s.Pace.Planned.AddDays(12); s.Risks.Unowned = 2 },
			"Two high risks have nobody to own them; the finish has slipped 12 days.",
			"Två höga risker har ingen ansvarig; slutdatumet har glidit 12 dagar."},
		"one dimension gives two": {
			func(s *outlook.State) { s.Risks.Unowned, s.Risks.Top = 1, 25 },
			"An open risk scores 25 of 25; one high risk has nobody to own it.",
			"En öppen risk har riskvärdet 25 av 25; en hög risk har ingen ansvarig."},
		"three dimensions give the two worst": {
			func(s *outlook.State) { s.Case = spent(1000, 1100); s.Pace.Slip = 8; late(s, record.Gartner, 2, 1) },
			"The forecast is 10% above what was approved; two CRM steps are late.",
			"Prognosen ligger 10\u202f% över det som beviljats; två CRM-steg är försenade."},
		"all is well": {func(*outlook.State) {}, "All that is measured keeps within its limits.", "Allt som mäts håller sig inom sina gränser."},
		"well, as far as one sees": {func(s *outlook.State) { s.Assessments, s.Tracks = nil, nil },
			"All that can be judged yet keeps within its limits.", "Allt som går att bedöma ännu håller sig inom sina gränser."},
		"nothing to see": {func(s *outlook.State) { *s = outlook.State{} }, "There is nothing to judge yet.", "Det finns inget att bedöma ännu."},
		"a reason given for the whole": {func(s *outlook.State) { s.Overrides = override(outlook.Overall, outlook.Amber, outlook.Green) },
			"The supplier is being sold.", "The supplier is being sold."},
		"a reason given for a dimension": {func(s *outlook.State) {
			s.Overrides = override(outlook.Money, outlook.Red, outlook.Green)
			s.Pace.Slip = 8
		},
			"The supplier is being sold; a milestone comes 8 days late.", "The supplier is being sold; en milstolpe nås 8 dagar för sent."},
		"a dimension that somebody calls green is not told": {
			func(s *outlook.State) {
				s.Overrides = override(outlook.Time, outlook.Green, outlook.Amber)
				s.Pace.Slip = 8
				s.Risks.Due = 3
			},
			"Three risks have not been looked at in time.", "Tre risker har inte setts över i tid."},
	} {
		s := healthy()
		c.set(&s)
		h := outlook.Assess(s, outlook.Defaults(), today())
		if en, sv := h.Sentence(texts(t, "en")), h.Sentence(texts(t, "sv")); en != c.en || sv != c.sv {
			t.Errorf("%s:\n%s\n%s\nwant\n%s\n%s", name, en, sv, c.en, c.sv)
		}
	}
}

func override(d outlook.Dimension, to, rule outlook.Colour) []outlook.Override {
	return []outlook.Override{{Row: record.Row{ID: "o"}, Dimension: d, Colour: to, RuleColour: rule, Reason: "the supplier is being sold. "}}
}

func TestAnOverrideHoldsUntilItsDayOrUntilTheRuleSaysOtherwise(t *testing.T) {
	for name, c := range map[string]struct {
		until date.Day
		rule  outlook.Colour // when it was made
		now   outlook.Colour
		want  bool
	}{
		"without a day, the rule the same":     {date.Day{}, outlook.Red, outlook.Red, true},
		"without a day, the rule better":       {date.Day{}, outlook.Red, outlook.Amber, false},
		"without a day, the rule worse":        {date.Day{}, outlook.Amber, outlook.Red, false},
		"before its day, whatever the rule":    {today().AddDays(1), outlook.Red, outlook.Green, true},
		"on its day":                           {today(), outlook.Red, outlook.Red, true},
		"after its day":                        {today().AddDays(-1), outlook.Red, outlook.Red, false},
		"after its day, the rule has moved on": {today().AddDays(-1), outlook.Red, outlook.Green, false},
	} {
		o := outlook.Override{RuleColour: c.rule, UntilOn: c.until}
		if got := o.Holds(c.now, today()); got != c.want {
			t.Errorf("%s: holds %t, want %t", name, got, c.want)
		}
	}
}

func TestAnOverrideOfADimensionCountsForTheWholeAndTheRuleStaysVisible(t *testing.T) {
	s := healthy()
	s.Risks.Unowned, s.Case = 3, spent(1000, 2000)
	s.Overrides = override(outlook.Risk, outlook.Green, outlook.Red)
	h := outlook.Assess(s, outlook.Defaults(), today())
	if v := h.Of(outlook.Risk); v.Colour != outlook.Green || v.RuleColour != outlook.Red || !v.Overridden() || v.Reason.Text == "" {
		t.Errorf("risk is %+v", v)
	}
	if h.Overall.Colour != outlook.Amber || h.Overall.Overridden() {
		t.Errorf("with one red left the whole is %+v", h.Overall)
	}
}

func TestAProjectsOwnThresholdsTakeTheirPlaceInTheTable(t *testing.T) {
	s := healthy()
	s.Pace.Slip = 8
	table := outlook.Defaults()
	table[1].Amber, table[1].Red = 9, 10
	if got := outlook.Assess(s, table, today()).Of(outlook.Time).Colour; got != outlook.Green {
		t.Errorf("8 days are %s where 9 are amber", got)
	}
}

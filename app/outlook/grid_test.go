package outlook_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"
	"pgregory.net/rapid"

	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/goldentest"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// track is a track whose steps stand so, the rest being idle.
func track(name string, states ...framework.Status) []framework.Standing {
	var all []framework.Standing
	for i, step := range record.Steps(name) {
		s := framework.Standing{Step: framework.Step{Place: framework.Place{Track: name, StepKey: step}, Status: framework.Idle}, Total: 4}
		if i < len(states) {
			s.Status = states[i]
		}
		all = append(all, s)
	}
	return all
}

func both(kotter, gartner []framework.Standing) framework.Tracks {
	return framework.Tracks{record.Kotter: kotter, record.Gartner: gartner}
}

const (
	idle   = framework.Idle
	active = framework.Active
	done   = framework.Done
)

func TestAllCellsTogetherAreAllRowsWhateverTheirTags(t *testing.T) {
	step := func(name string) *rapid.Generator[string] {
		return rapid.SampledFrom(append([]string{"", "gone"}, record.Steps(name)...))
	}
	rapid.Check(t, func(t *rapid.T) {
		var want outlook.Measure
		var tallies []outlook.Tally
		for range rapid.IntRange(0, 40).Draw(t, "tallies") {
			one := outlook.Tally{Kotter: step(record.Kotter).Draw(t, "kotter"), Gartner: step(record.Gartner).Draw(t, "gartner"), Total: rapid.IntRange(1, 9).Draw(t, "total")}
			one.Done = rapid.IntRange(0, one.Total).Draw(t, "done")
			tallies = append(tallies, one)
			want.Open, want.Done = want.Open+one.Total-one.Done, want.Done+one.Done
		}
		g := outlook.Lay(both(track(record.Kotter), track(record.Gartner)), tallies, today())
		if got := g.All(); got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
		columns := 0
		for k := range g.Cells {
			columns += g.Column(k).All()
		}
		if columns != want.All() {
			t.Fatalf("the columns hold %d of %d", columns, want.All())
		}
	})
}

func TestACellIsAGapFromTheStepsThatNeedItUntilBothAreDone(t *testing.T) {
	tally := func(total, done int) []outlook.Tally {
		return []outlook.Tally{{Kotter: "enable", Gartner: "technology", Total: total, Done: done}}
	}
	upTo := func(n int, last framework.Status) []framework.Status {
		all := make([]framework.Status, n)
		for i := range all {
			all[i] = done
		}
		return append(all, last)
	}
	for name, c := range map[string]struct {
		kotter, gartner []framework.Status // up to enable, up to technology
		rows            []outlook.Tally
		want            bool
	}{
		"neither has begun":                          {upTo(3, idle), upTo(5, idle), nil, false},
		"the step before enable has begun":           {upTo(3, active), upTo(6, active), nil, true},
		"the step before enable has not":             {upTo(3, idle), upTo(6, active), nil, false},
		"enable is under way, technology is not":     {upTo(4, active), upTo(6, idle), nil, false},
		"both are under way":                         {upTo(4, active), upTo(6, active), nil, true},
		"one of both is done":                        {upTo(4, done), upTo(6, active), nil, true},
		"both are done":                              {upTo(4, done), upTo(6, done), nil, false},
		"both are under way, and something is open":  {upTo(4, active), upTo(6, active), tally(1, 0), false},
		"both are under way, and something was done": {upTo(4, active), upTo(6, active), tally(1, 1), false},
	} {
		g := outlook.Lay(both(track(record.Kotter, c.kotter...), track(record.Gartner, c.gartner...)), c.rows, today())
		if got := g.At(record.Tags{KotterStep: "enable", GartnerStep: "technology"}).Gap != ""; got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestAProjectThatHasNotBegunHasNoGap(t *testing.T) {
	g := outlook.Lay(both(track(record.Kotter), track(record.Gartner)), nil, today())
	if gaps := g.Gaps(); len(gaps) > 0 {
		t.Errorf("%v", gaps)
	}
}

// TestEveryGapSaysWhyAndWhatToDo opens each cell that can be one, under tracks that
// are wholly under way.
func TestEveryGapSaysWhyAndWhatToDo(t *testing.T) {
	whole := []framework.Status{active, active, active, active, active, active, active, active}
	g := outlook.Lay(both(track(record.Kotter, whole...), track(record.Gartner, whole...)), nil, today())
	if len(g.Gaps()) < 30 {
		t.Errorf("only %d cells matter", len(g.Gaps()))
	}
	for _, lang := range []string{"en", "sv"} {
		text := texts(t, lang)
		for _, l := range g.Gaps() {
			if string(l.Gap) != l.KotterStep+"_"+l.GartnerStep {
				t.Errorf("%v stands at %v", l.Gap, l.Tags)
			}
			for _, part := range []string{".why", ".mend"} {
				if key := "grid.gap." + string(l.Gap) + part; !text.Has(key) {
					t.Errorf("%s has no %s", lang, key)
				}
			}
		}
	}
}

func halfway() outlook.Grid {
	return outlook.Lay(both(track(record.Kotter, done, done, active, active), track(record.Gartner, done, active, active)), []outlook.Tally{
		{Kotter: "urgency", Gartner: "vision", Total: 3, Done: 3}, {Kotter: "vision", Gartner: "strategy", Total: 5, Done: 2, High: 1},
		{Kotter: "communicate", Gartner: "experience", Total: 12, Done: 1}, {Kotter: "communicate", Total: 2}, {Gartner: "technology", Total: 4, Done: 1, High: 2}, {Total: 1},
	}, today())
}

func TestTheGridIsDrawnAsItWasLookedAt(t *testing.T) {
	links := &outlook.GridLinks{
		Step: func(at framework.Place) string { return "/tracks/" + at.Track + "/" + at.StepKey },
		List: func(kotter, gartner string) string { return "/grid/list?kotter=" + kotter + "&gartner=" + gartner },
	}
	for _, lang := range []string{"en", "sv"} {
		goldentest.Equal(t, "grid-"+lang+".svg", []byte(chart.SVG(halfway().Picture(texts(t, lang), links), "grid")))
	}
	goldentest.Equal(t, "grid-small.svg", []byte(chart.SVG(halfway().Thumbnail(texts(t, "en"), nil), "grid")))
}

func TestAGridCanBeFrozenAndTakenOutAgain(t *testing.T) {
	raw, err := json.Marshal(halfway())
	if err != nil {
		t.Fatal(err)
	}
	var back outlook.Grid
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(halfway(), back); diff != "" {
		t.Error(diff)
	}
}

func TestManyGridsAreThoseOfEachProjectInAsManyQueriesAsOne(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		h.addRisk(t, 0, 3, 4) // high
		h.addRisk(t, 0, 1, 1)
		closed := h.addRisk(t, 0, 2, 2).Draft(texts(t, "en"))
		closed.Status, closed.Tags = risk.Closed, record.Tags{KotterStep: "wins"}
		found, err := h.risks.List(t.Context(), h.on(t, 0), risk.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range found.Rows {
			if r.Likelihood == 2 {
				if _, err := h.risks.Save(t.Context(), h.on(t, 0), r.ID, closed); err != nil {
					t.Fatal(err)
				}
			}
		}
		other := h
		other.p.ID, other.p.Slug = database.NewID(), "other"
		if err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Create(&other.p).Error }); err != nil {
			t.Fatal(err)
		}
		other.addRisk(t, 0, 5, 5)

		one, err := h.Grid(t.Context(), h.on(t, 0))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(outlook.Measure{Open: 2, High: 1}, one.At(risk.Organisational.Tags())); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(outlook.Measure{Done: 1}, one.At(record.Tags{KotterStep: "wins"})); diff != "" {
			t.Error(diff)
		}
		all, err := h.GridsOf(t.Context(), []project.Summary{{Project: h.p}, {Project: other.p}}, h.on(t, 0).Now())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(one, all[h.p.ID]); diff != "" {
			t.Error(diff)
		}
		beside := all[other.p.ID]
		if diff := cmp.Diff(outlook.Measure{Open: 1, High: 1}, beside.All()); diff != "" {
			t.Error(diff)
		}
		none, err := h.GridsOf(t.Context(), nil, h.on(t, 0).Now())
		if err != nil || len(none) > 0 {
			t.Errorf("%v, %v", none, err)
		}
	})
}

func TestOnTheGridsOfAPortfolioATaskIsLateByTheDayOfItsOwnProject(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		here := build(t, db)
		there := here
		there.p.ID, there.p.Slug, there.p.TimeZone = database.NewID(), "there", "Pacific/Auckland"
		if err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Create(&there.p).Error }); err != nil {
			t.Fatal(err)
		}
		due := rollout.FreshTask()
		due.Title, due.PlannedFinish = "Training of the sellers", today()
		for _, h := range []house{here, there} {
			if _, err := rollout.New(db).Tasks.Create(t.Context(), h.on(t, 0), due); err != nil {
				t.Fatal(err)
			}
		}
		noon := here.on(t, 0).Now() // by UTC: in Auckland the next day has begun
		grids, err := here.GridsOf(t.Context(), []project.Summary{{Project: here.p}, {Project: there.p}}, noon)
		if err != nil {
			t.Fatal(err)
		}
		mine, others := grids[here.p.ID], grids[there.p.ID]
		if diff := cmp.Diff(outlook.Measure{Open: 1}, mine.All()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(outlook.Measure{Open: 1, High: 1}, others.All()); diff != "" {
			t.Error(diff)
		}
	})
}

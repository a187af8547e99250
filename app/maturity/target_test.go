package maturity_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/platform/money"
)

func TestWhatIsReachedIsTheShareOfTheWayFromTheFirstLevel(t *testing.T) {
	for _, c := range []struct {
		rule           string
		tenths, target int
		want           money.BasisPoints
	}{
		{"nothing at the first level", 10, 4, 0},
		{"half way", 25, 4, 5000},
		{"a third, rounded down", 20, 4, 3333},
		{"two thirds, rounded down", 30, 4, 6666},
		{"just below the target is not all", 39, 4, 9666},
		{"the target is all", 40, 4, 10000},
		{"above the target is no more than all", 50, 4, 10000},
		{"to aim at the first level is to be there", 10, 1, 10000},
		{"nothing before there is a level", 0, 3, 0},
	} {
		if got := maturity.Reached(c.tenths, c.target); got != c.want {
			t.Errorf("%s: %d, want %d", c.rule, got, c.want)
		}
	}
}

func TestAllIsReachedExactlyWhenNothingIsMissing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := maturity.Gap{Now: rapid.IntRange(10, 50).Draw(t, "now"), Target: rapid.IntRange(1, 5).Draw(t, "target")}
		if (g.Reached() == 10000) != (g.Missing() == 0) {
			t.Fatalf("%+v: %d reached, %d missing", g, g.Reached(), g.Missing())
		}
	})
}

func TestGapsAreOrderedByGapTimesWeightTimesEase(t *testing.T) {
	all := []maturity.Gap{
		{Dimension: "vision", Now: 30, Target: 3, Weight: 5, Ease: 5},     // closed
		{Dimension: "strategy", Now: 20, Target: 4, Weight: 1, Ease: 3},   // 60
		{Dimension: "experience", Now: 20, Target: 3, Weight: 2, Ease: 3}, // 60, narrower
		{Dimension: "processes", Now: 30, Target: 4, Weight: 2, Ease: 5},  // 100
		{Dimension: "information", Now: 10, Target: 4, Weight: 3, Ease: 1},
		{Dimension: "metrics", Now: 20, Target: 4, Weight: 1, Ease: 3}, // 60, a later dimension
	}
	var got []string
	for _, g := range maturity.Open(all) {
		got = append(got, g.Dimension)
	}
	want := []string{"processes", "information", "strategy", "metrics", "experience"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestATargetThatWasSetCountsBeforeTheAssessmentsOwn(t *testing.T) {
	a := levels(4, 2, 2, 2, 2, 2, 2, 2, 2)
	due := date.New(2026, time.June, 30)
	all := maturity.Standing(a, maturity.Aims{
		Targets: map[string]maturity.Target{"strategy": {Dimension: "strategy", Level: 5, DueOn: due}},
		Eases:   map[string]int{"vision": 5},
	})
	if all[0].Target != 4 || all[0].Ease != 5 || all[1].Target != 5 || all[1].DueOn != due || all[1].Ease != maturity.UsualEase {
		t.Errorf("%+v", all[:2])
	}
	if all[1].Late(due) || !all[1].Late(due.AddDays(1)) || all[0].Late(due) {
		t.Error("a target is late from the day after its day, and none is without a day")
	}
}

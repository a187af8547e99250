package maturity_test

import (
	"os"
	"slices"
	"testing"

	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/i18n"
)

// levels makes an assessment from levels now, all aiming at the same.
func levels(target int, now ...int) maturity.Assessment {
	var a maturity.Assessment
	for i, n := range now {
		a.Answers = append(a.Answers, maturity.Answer{Dimension: maturity.Dimensions()[i], Current: n, Target: target})
	}
	return a
}

func TestTheMeanIsRoundedToTenths(t *testing.T) {
	for want, now := range map[int][]int{
		0:  nil,
		10: {1, 1, 1, 1, 1, 1, 1, 1},
		50: {5, 5, 5, 5, 5, 5, 5, 5},
		28: {3, 3, 3, 3, 3, 3, 3, 1}, // 22/8 = 2.75
		16: {2, 2, 2, 2, 2, 1, 1, 1}, // 13/8 = 1.625
		11: {1, 1, 1, 1, 1, 1, 1, 2}, // 9/8 = 1.125
	} {
		if got := levels(5, now...).Mean(); got != want {
			t.Errorf("mean of %v: %d tenths, want %d", now, got, want)
		}
	}
}

func TestGapsBeginWithTheWidestAndKeepTheOrderOfTheStepsOtherwise(t *testing.T) {
	var got []string
	for _, gap := range levels(3, 3, 2, 1, 2, 4, 3, 1, 3).Gaps() {
		got = append(got, gap.Dimension)
	}
	want := []string{"experience", "technology", "strategy", "collaboration"}
	if !slices.Equal(got, want) {
		t.Errorf("gaps %v, want %v", got, want)
	}
}

func TestTheRadarShowsNowTargetAndBefore(t *testing.T) {
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	before := levels(4, 1, 2, 1, 2, 1, 1, 2, 1)
	for name, drawing := range map[string]chart.Drawing{
		"radar-en.svg":    maturity.Radar(texts.For("en"), levels(4, 3, 2, 2, 3, 2, 1, 4, 2), &before),
		"radar-sv.svg":    maturity.Radar(texts.For("sv"), levels(5, 3, 2, 2, 3, 2, 1, 4, 2), nil),
		"radar-empty.svg": maturity.Radar(texts.For("en"), maturity.Assessment{}, nil),
	} {
		goldentest.Equal(t, name, []byte(chart.SVG(drawing, "radar")))
	}
}

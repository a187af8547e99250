package maturity_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/i18n"
)

// votes are voices of a role.
func votes(role string, levels ...int) []maturity.Vote {
	var all []maturity.Vote
	for _, level := range levels {
		all = append(all, maturity.Vote{Role: role, Level: level})
	}
	return all
}

func TestThePicturesOfMaturityAreTheSameInBothLanguages(t *testing.T) {
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	on := func(month time.Month, a maturity.Assessment) maturity.Assessment {
		a.AssessedOn = date.New(2026, month, 2)
		return a
	}
	history := []maturity.Assessment{
		on(time.January, levels(4, 1, 2, 1, 2, 1, 1, 2, 1)), on(time.March, levels(4, 2, 2, 1, 2, 2, 1, 3, 1)), on(time.November, levels(4, 3, 2, 2, 3, 2, 1, 4, 2)),
	}
	sales := on(time.May, levels(4, 4, 5, 2, 3, 1, 2))
	sales.Unit = "Malmö"
	wide := append(append(votes("sales", 1, 2, 2, 4, 5), votes("service", 3, 3, 4)...), votes("management", 4, 5, 5, 5)...)
	for _, lang := range []string{"en", "sv"} {
		in := texts.For(lang)
		for name, d := range map[string]chart.Drawing{
			"heat-":  maturity.HeatMap(in, []maturity.Assessment{history[2], sales}),
			"trend-": maturity.Trend(in, history),
			"spread-": maturity.SpreadPlot(in, []maturity.Voted{
				{Name: "One view of the customer", Agreed: 3, Spread: maturity.SpreadOf(wide)},
				{Name: "Feedback is read and answered within a week of its coming", Spread: maturity.SpreadOf(votes("sales", 3, 3, 4))},
				{Name: "Owners of data", Agreed: 2, Spread: maturity.SpreadOf(votes("it", 1, 5))},
				{Name: "Nobody voted", Agreed: 4},
			}),
		} {
			goldentest.Equal(t, name+lang+".svg", []byte(chart.SVG(d, "picture")))
			if d.Title == "" || d.Description == "" {
				t.Errorf("%s%s says nothing to those who cannot see it", name, lang)
			}
		}
	}
}

func TestNoPictureTellsOfTooFewVoices(t *testing.T) {
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	svg := chart.SVG(maturity.SpreadPlot(texts.For("en"), []maturity.Voted{{Name: "Practice", Spread: maturity.SpreadOf(votes("it", 1, 5))}}), "p")
	for _, telling := range []string{"from 1 to 5", ">IT<", "Median", "agreed on", "above a line", "Above a line"} {
		if strings.Contains(svg, telling) {
			t.Errorf("the picture says %q of two voices", telling)
		}
	}
}

func TestATrendIsOfOneUnitAndTheHeatMapOfTheLatestOfEach(t *testing.T) {
	unit := func(name string, month time.Month) maturity.Assessment {
		a := levels(4, 2, 2, 2, 2, 2, 2, 2, 2)
		a.Unit, a.AssessedOn = name, date.New(2026, month, 2)
		return a
	}
	history := []maturity.Assessment{unit("Ystad", 9), unit("", 8), unit("Malmö", 7), unit("Ystad", 6), unit("", 5)}
	trend := maturity.TrendOf(history, "")
	if len(trend) != 2 || !trend[0].AssessedOn.Before(trend[1].AssessedOn) {
		t.Errorf("%+v", trend)
	}
	units := maturity.LatestByUnit(history)
	if len(units) != 3 || units[0].Unit != "" || units[1].Unit != "Malmö" || units[2].AssessedOn.MonthOfYear() != 9 {
		t.Errorf("%+v", units)
	}
}

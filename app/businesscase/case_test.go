package businesscase

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stegvis/app/platform/date"
)

func month(m int) date.Month { return date.NewMonth(2026, 1).Add(m - 1) }

func TestTheForecastIsWhatIsPaidAndWhatIsToCome(t *testing.T) {
	own := int64(70)
	for _, c := range []struct {
		name string
		line Line
		want Sum
	}{
		{"no months, nothing", Line{}, Sum{}},
		{"the plan of months to come stands in for an estimate",
			Line{Amounts: []Amount{{Month: month(1), Approved: 100, Planned: 90, Actual: 120}, {Month: month(3), Approved: 100, Planned: 80}}},
			Sum{Approved: 200, Planned: 170, Actual: 120, ToComplete: 80}},
		{"a month that is over and was not paid is not to come",
			Line{Amounts: []Amount{{Month: month(1), Planned: 50}, {Month: month(2), Planned: 60}}},
			Sum{Planned: 110, ToComplete: 60}},
		{"the current month counts until something is paid in it",
			Line{Amounts: []Amount{{Month: month(2), Planned: 60, Actual: 10}, {Month: month(3), Planned: 5}}},
			Sum{Planned: 65, Actual: 10, ToComplete: 5}},
		{"an estimate of its own wins over the plan",
			Line{ToComplete: &own, Amounts: []Amount{{Month: month(3), Approved: 10, Planned: 80}}},
			Sum{Approved: 10, Planned: 80, ToComplete: 70}},
	} {
		if diff := cmp.Diff(c.want, c.line.Sum(month(2))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestVarianceIsNegativeWhenTheForecastIsOver(t *testing.T) {
	s := Sum{Approved: 1000, Actual: 600, ToComplete: 450}
	if s.Forecast() != 1050 || s.Variance() != -50 || s.Over() != 500 || s.Spent() != 6000 {
		t.Errorf("forecast %d, variance %d, over %d, spent %d", s.Forecast(), s.Variance(), s.Over(), s.Spent())
	}
}

func TestMonthsHaveNoGaps(t *testing.T) {
	c := Case{Lines: []Line{{Amounts: []Amount{{Month: month(1), Actual: 1}}}, {Amounts: []Amount{{Month: month(4), Planned: 2}}}}}
	if got := len(c.Months()); got != 4 {
		t.Errorf("%d months, want 4", got)
	}
}

func TestEveryCostHasAGroup(t *testing.T) {
	if n := len(Costs()); n != 14 {
		t.Fatalf("%d costs, the taxonomy has 14", n)
	}
	for _, c := range Costs() {
		if c.Group() == "" {
			t.Errorf("%s is in no group", c)
		}
	}
}

package rollout

import (
	"testing"

	"stegvis/app/platform/date"
)

func day(d int) date.Day { return date.New(2026, 11, d) }

func TestSlipIsCountedFromThePlan(t *testing.T) {
	for _, c := range []struct {
		name string
		task Task
		want int
	}{
		{"without a plan nothing slips", Task{ForecastFinish: day(9)}, 0},
		{"as planned", Task{PlannedFinish: day(9)}, 0},
		{"the forecast is later", Task{PlannedFinish: day(9), ForecastFinish: day(21)}, 12},
		{"the forecast is earlier", Task{PlannedFinish: day(9), ForecastFinish: day(8)}, -1},
		{"what happened wins over the forecast", Task{PlannedFinish: day(9), ForecastFinish: day(21), ActualFinish: day(10)}, 1},
	} {
		if got := c.task.Slip(); got != c.want {
			t.Errorf("%s: %d days, want %d", c.name, got, c.want)
		}
	}
}

func TestATaskIsLateTheDayAfterItWasExpected(t *testing.T) {
	task := Task{Status: Doing, PlannedFinish: day(5), ForecastFinish: day(9)}
	if task.Late(day(9)) || !task.Late(day(10)) {
		t.Error("late on the ninth, or not on the tenth")
	}
	task.Status = Done
	if task.Late(day(10)) {
		t.Error("a finished task is late")
	}
}

// Package dispatch sees to it that reports reach the committee in time: schedules
// prepare a draft for the lead, issue it and mail it, and each sending is kept until
// a mail server has taken it.
package dispatch

import (
	"time"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
)

// Way is how the days come about on which the committee takes a report up.
type Way string

// The ways.
const (
	Monthly       Way = "monthly" // on a day of each month
	BeforeMeeting Way = "meeting" // whenever the committee meets
)

// Ways lists the ways.
func Ways() []Way { return []Way{Monthly, BeforeMeeting} }

// Rhythm is when the committee takes a report up, and how long before that it is
// prepared. MonthDay and AtTime count where it comes monthly: in a month that has no
// such day it is the last one; the time is written 09:30, in the project's zone.
type Rhythm struct {
	Way       Way    `json:"way" form:"way" validate:"required,oneof=monthly meeting"`
	MonthDay  int64  `json:"month_day" form:"month_day" validate:"min=1,max=31"`
	AtTime    string `json:"at_time" form:"at_time" validate:"required,max=5"`
	DaysAhead int64  `json:"days_ahead" form:"days_ahead" validate:"min=0,max=21"`
}

// Usual is what most committees do.
func Usual() Rhythm { return Rhythm{Way: Monthly, MonthDay: 15, AtTime: "09:00", DaysAhead: 3} }

// Ahead is how long before it takes a report up the committee has it.
const Ahead = 24 * time.Hour

// mostAhead is the most days before it is issued that a draft is prepared.
const mostAhead = 21

// Turn is one time that a report goes out.
type Turn struct {
	Period  string    // tells the turn from a schedule's others: a month, or a meeting's id
	Due     time.Time // when the committee takes the report up
	Issue   time.Time // when it is issued and mailed
	Prepare time.Time // when its draft is there for the lead
}

// turn is the turn of a period whose report is taken up on a day so many minutes
// after midnight.
func (r Rhythm) turn(period string, day date.Day, minutes int, zone *time.Location) Turn {
	due := day.At(minutes, zone)
	issue := due.Add(-Ahead)
	shown := issue.In(zone)
	prepare := issue
	if r.DaysAhead > 0 {
		prepare = date.Of(issue, zone).AddDays(-int(r.DaysAhead)).At(shown.Hour()*60+shown.Minute(), zone)
	}
	return Turn{Period: period, Due: due, Issue: issue, Prepare: prepare}
}

// Of is the turn of a month.
func (r Rhythm) Of(month date.Month, zone *time.Location) Turn {
	day := month.First().AddDays(int(r.MonthDay) - 1)
	if day.After(month.Last()) {
		day = month.Last()
	}
	return r.turn(month.String(), day, minutesOf(r.AtTime), zone)
}

// again is the turn of a month by its name, false for a period that is none.
func (r Rhythm) again(period string, zone *time.Location) (Turn, bool) {
	month, err := date.ParseMonth(period)
	if err != nil || month.IsZero() {
		return Turn{}, false
	}
	return r.Of(month, zone), true
}

// Next is the first monthly turn whose report is issued after a moment.
func (r Rhythm) Next(after time.Time, zone *time.Location) Turn {
	for month := date.Of(after, zone).Month(); ; month = month.Add(1) {
		if turn := r.Of(month, zone); turn.Issue.After(after) {
			return turn
		}
	}
}

// startless is when a meeting is taken to begin that names no time.
const startless = "09:00"

// For is the turn of a meeting on a day that begins at a time of day, "" where that
// is not known.
func (r Rhythm) For(meetingID string, day date.Day, starts string, zone *time.Location) Turn {
	if starts == "" {
		starts = startless
	}
	return r.turn(meetingID, day, minutesOf(starts), zone)
}

// minutesOf is a time of day in minutes, -1 for what is none.
func minutesOf(clock string) int {
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return -1
	}
	return at.Hour()*60 + at.Minute()
}

// sound refuses what is no time of day.
func (r Rhythm) sound() error {
	if minutesOf(r.AtTime) < 0 {
		return fault.Field("at_time", "schedule.fault.clock")
	}
	return nil
}

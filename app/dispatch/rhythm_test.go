package dispatch_test

import (
	"testing"
	"time"

	"stegvis/app/dispatch"
	"stegvis/app/platform/date"
)

func stockholm(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// local reads "2026-03-29 09:00" on the clocks of a zone.
func local(t *testing.T, text string, zone *time.Location) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func monthly(day int64, clock string, ahead int64) dispatch.Rhythm {
	return dispatch.Rhythm{Way: dispatch.Monthly, MonthDay: day, AtTime: clock, DaysAhead: ahead}
}

func TestAMonthlyReportIsIssuedADayBeforeAndItsDraftIsThereDaysEarlier(t *testing.T) {
	zone := stockholm(t)
	for name, c := range map[string]struct {
		rhythm                      dispatch.Rhythm
		after                       string
		period, due, issue, prepare string
	}{
		"an ordinary month":                     {monthly(15, "09:00", 3), "2026-11-01 12:00", "2026-11", "2026-11-15 09:00", "2026-11-14 09:00", "2026-11-11 09:00"},
		"a minute before it is issued":          {monthly(15, "09:00", 3), "2026-11-14 08:59", "2026-11", "2026-11-15 09:00", "2026-11-14 09:00", "2026-11-11 09:00"},
		"at the moment it is issued":            {monthly(15, "09:00", 3), "2026-11-14 09:00", "2026-12", "2026-12-15 09:00", "2026-12-14 09:00", "2026-12-11 09:00"},
		"the first day is issued a month early": {monthly(1, "09:00", 3), "2026-11-29 12:00", "2026-12", "2026-12-01 09:00", "2026-11-30 09:00", "2026-11-27 09:00"},
		"the first day, when that is over":      {monthly(1, "09:00", 3), "2026-11-30 12:00", "2027-01", "2027-01-01 09:00", "2026-12-31 09:00", "2026-12-28 09:00"},
		"the 31st of a month with 30 days":      {monthly(31, "09:00", 3), "2026-11-01 12:00", "2026-11", "2026-11-30 09:00", "2026-11-29 09:00", "2026-11-26 09:00"},
		"the 30th in February":                  {monthly(30, "09:00", 3), "2026-02-01 12:00", "2026-02", "2026-02-28 09:00", "2026-02-27 09:00", "2026-02-24 09:00"},
		"the 29th in February":                  {monthly(29, "09:00", 3), "2026-02-01 12:00", "2026-02", "2026-02-28 09:00", "2026-02-27 09:00", "2026-02-24 09:00"},
		"the 29th of a leap year":               {monthly(29, "09:00", 3), "2028-02-01 12:00", "2028-02", "2028-02-29 09:00", "2028-02-28 09:00", "2028-02-25 09:00"},
		"the 31st of a leap year's February":    {monthly(31, "09:00", 0), "2028-02-01 12:00", "2028-02", "2028-02-29 09:00", "2028-02-28 09:00", "2028-02-28 09:00"},
		"the 28th is every month's":             {monthly(28, "23:59", 0), "2027-02-01 12:00", "2027-02", "2027-02-28 23:59", "2027-02-27 23:59", "2027-02-27 23:59"},
		"over the end of a year":                {monthly(2, "09:00", 10), "2026-12-05 12:00", "2027-01", "2027-01-02 09:00", "2027-01-01 09:00", "2026-12-22 09:00"},
		"clocks went forward in between":        {monthly(29, "09:00", 3), "2026-03-01 12:00", "2026-03", "2026-03-29 09:00", "2026-03-28 08:00", "2026-03-25 08:00"},
		"clocks went back in between":           {monthly(25, "09:00", 3), "2026-10-01 12:00", "2026-10", "2026-10-25 09:00", "2026-10-24 10:00", "2026-10-21 10:00"},
		"clocks went back while it was drafted": {monthly(27, "09:00", 3), "2026-10-01 12:00", "2026-10", "2026-10-27 09:00", "2026-10-26 09:00", "2026-10-23 09:00"},
		"a time that is never shown":            {monthly(29, "02:30", 0), "2026-03-01 12:00", "2026-03", "2026-03-29 03:30", "2026-03-28 02:30", "2026-03-28 02:30"},
		"a draft at a time that is never shown": {monthly(31, "02:30", 1), "2026-03-01 12:00", "2026-03", "2026-03-31 02:30", "2026-03-30 02:30", "2026-03-29 03:30"},
		"at midnight":                           {monthly(1, "00:00", 0), "2026-11-15 12:00", "2026-12", "2026-12-01 00:00", "2026-11-30 00:00", "2026-11-30 00:00"},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.rhythm.Next(local(t, c.after, zone), zone)
			if got.Period != c.period {
				t.Errorf("it is the turn of %s, want %s", got.Period, c.period)
			}
			for what, pair := range map[string][2]string{"taken up": {got.Due.In(zone).Format("2006-01-02 15:04"), c.due},
				"issued": {got.Issue.In(zone).Format("2006-01-02 15:04"), c.issue}, "prepared": {got.Prepare.In(zone).Format("2006-01-02 15:04"), c.prepare}} {
				if pair[0] != pair[1] {
					t.Errorf("it is %s %s, want %s", what, pair[0], pair[1])
				}
			}
			if got.Due.Sub(got.Issue) != 24*time.Hour {
				t.Errorf("the committee has it %s ahead", got.Due.Sub(got.Issue))
			}
		})
	}
}

func TestEachMonthHasOneTurnAndNoneIsLeftOut(t *testing.T) {
	zone := stockholm(t)
	for _, r := range []dispatch.Rhythm{monthly(1, "00:00", 21), monthly(15, "09:00", 3), monthly(29, "02:30", 0), monthly(31, "23:59", 21)} {
		want := date.NewMonth(2026, time.January)
		at := local(t, "2025-12-31 23:58", zone)
		if r.MonthDay == 1 {
			at = local(t, "2025-12-30 12:00", zone)
		}
		if r.MonthDay == 31 {
			at = local(t, "2025-12-30 23:59", zone)
		}
		for range 60 {
			turn := r.Next(at, zone)
			if turn.Period != want.String() {
				t.Fatalf("day %d, %s: after %s comes %s, want %s", r.MonthDay, r.AtTime, at, turn.Period, want)
			}
			if turn.Prepare.After(turn.Issue) || !turn.Issue.Before(turn.Due) {
				t.Errorf("out of order: %+v", turn)
			}
			at, want = turn.Issue, want.Add(1)
		}
	}
}

func TestAMeetingsReportFollowsTheMeeting(t *testing.T) {
	zone, day := stockholm(t), date.New(2026, time.November, 30)
	r := dispatch.Rhythm{Way: dispatch.BeforeMeeting, DaysAhead: 2}
	for starts, due := range map[string]string{"13:15": "2026-11-30 13:15", "": "2026-11-30 09:00"} {
		got := r.For("m", day, starts, zone)
		if want := local(t, due, zone); got.Period != "m" || !got.Due.Equal(want) || !got.Issue.Equal(want.AddDate(0, 0, -1)) || !got.Prepare.Equal(want.AddDate(0, 0, -3)) {
			t.Errorf("of a meeting that begins at %q: %+v", starts, got)
		}
	}
}

func TestAChangedRhythmMovesTheTurnOfTheSameMonth(t *testing.T) {
	zone := stockholm(t)
	month := date.NewMonth(2026, time.November)
	before, after := monthly(15, "09:00", 3).Of(month, zone), monthly(20, "13:00", 1).Of(month, zone)
	if before.Period != after.Period {
		t.Errorf("the month has two turns, %s and %s", before.Period, after.Period)
	}
	if want := local(t, "2026-11-19 13:00", zone); !after.Issue.Equal(want) {
		t.Errorf("it is issued at %s, want %s", after.Issue, want)
	}
}

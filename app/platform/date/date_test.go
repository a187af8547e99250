package date_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stegvis/app/platform/date"
)

func day(t testing.TB, text string) date.Day {
	t.Helper()
	d, err := date.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADayIsOneOfTheCalendar(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "2028-02-29": true, "2000-02-29": true, "9999-12-31": true, "0001-01-02": true,
		"2026-02-29": false, "1900-02-29": false, "2026-13-01": false, "2026-00-10": false, "2026-1-1": false, "26-01-01": false,
		"2026-04-31": false, "0000-01-01": false, "0001-01-01": false, "10000-01-01": false, "2026-11-23T00:00:00Z": false, " 2026-11-23": false,
	} {
		d, err := date.Parse(text)
		if (err == nil) != want {
			t.Errorf("%q: %v", text, err)
		}
		if err == nil && d.String() != text {
			t.Errorf("%q becomes %q", text, d)
		}
	}
}

func TestDaysAreCountedOverLeapDaysAndCenturies(t *testing.T) {
	for _, c := range []struct {
		from, to string
		days     int
	}{
		{"2026-11-23", "2026-11-23", 0}, {"2028-02-28", "2028-03-01", 2}, {"2027-02-28", "2027-03-01", 1},
		{"2026-03-28", "2026-03-30", 2}, {"2026-12-31", "2025-12-31", -365}, {"1600-01-01", "9999-12-31", 3068036},
	} {
		from, to := day(t, c.from), day(t, c.to)
		if got := to.Sub(from); got != c.days {
			t.Errorf("from %s to %s: %d days, want %d", from, to, got, c.days)
		}
		if got := from.AddDays(c.days); got != to {
			t.Errorf("%s and %d days: %s, want %s", from, c.days, got, to)
		}
	}
	if !(date.Day{}).AddDays(3).IsZero() {
		t.Error("no day has days after it")
	}
}

func TestAnInstantFallsOnTheDayOfItsZone(t *testing.T) {
	at := time.Date(2026, 11, 23, 23, 30, 0, 0, time.UTC)
	for name, want := range map[string]string{"UTC": "2026-11-23", "Europe/Stockholm": "2026-11-24", "America/New_York": "2026-11-23", "Pacific/Kiritimati": "2026-11-24"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := date.Of(at, zone).String(); got != want {
			t.Errorf("in %s it is %s, want %s", name, got, want)
		}
	}
}

func TestDaysStandInOrderAndNoDayComesFirst(t *testing.T) {
	first, second := day(t, "2026-11-23"), day(t, "2026-11-24")
	if !first.Before(second) || !second.After(first) || first.Compare(second) >= 0 || (date.Day{}).Compare(first) >= 0 || first.After(first) {
		t.Error("days stand out of order")
	}
	if first.Weekday() != time.Monday || first.Year() != 2026 || first.MonthOfYear() != time.November || first.DayOfMonth() != 23 {
		t.Errorf("%s has other parts", first)
	}
}

func TestMonthsAreAddedAndCounted(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		to   string
	}{{"2026-11", 0, "2026-11"}, {"2026-11", 2, "2027-01"}, {"2026-01", -1, "2025-12"}, {"2026-11", 120, "2036-11"}} {
		from, err := date.ParseMonth(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if to := from.Add(c.n); to.String() != c.to || to.Sub(from) != c.n {
			t.Errorf("%s and %d months: %s, %d apart", from, c.n, to, to.Sub(from))
		}
	}
	february := date.NewMonth(2028, time.February)
	if february.First().String() != "2028-02-01" || february.Last().String() != "2028-02-29" || day(t, "2028-02-17").Month() != february {
		t.Errorf("February 2028 lasts from %s to %s", february.First(), february.Last())
	}
	if !(date.Month{}).Add(1).IsZero() || !(date.Day{}).Month().IsZero() || (date.Month{}).String() != "" {
		t.Error("no month has a month after it")
	}
	for _, text := range []string{"2026-13", "2026-1", "2026-11-01", "0000-01", "0001-01", "nov"} {
		if m, err := date.ParseMonth(text); err == nil {
			t.Errorf("%q is taken for %s", text, m)
		}
	}
}

type dated struct {
	Day   date.Day
	Month date.Month
	Last  *date.Day
}

func TestJSONHoldsTheISOFormOrNull(t *testing.T) {
	full := dated{Day: day(t, "2028-02-29"), Month: date.NewMonth(2028, time.February)}
	for want, d := range map[string]dated{
		`{"Day":"2028-02-29","Month":"2028-02","Last":null}`: full, `{"Day":null,"Month":null,"Last":null}`: {},
	} {
		raw, err := json.Marshal(d)
		if err != nil || string(raw) != want {
			t.Errorf("written as %s, %v; want %s", raw, err, want)
		}
		var back dated
		if err := json.Unmarshal(raw, &back); err != nil || back != d {
			t.Errorf("%s is read as %+v, %v", raw, back, err)
		}
	}
	for _, raw := range []string{`12`, `true`, `{}`, `"2026-02-30"`, `[]`, `"x"`} {
		var d date.Day
		var m date.Month
		if json.Unmarshal([]byte(raw), &d) == nil || json.Unmarshal([]byte(raw), &m) == nil {
			t.Errorf("%s is read as %s or %s", raw, d, m)
		}
	}
}

func TestAnyDayIsReadBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := date.New(2, time.January, 1).AddDays(rapid.IntRange(0, 3_650_000).Draw(t, "days"))
		text, err := want.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var got date.Day
		if err := got.UnmarshalText(text); err != nil || got != want {
			t.Fatalf("%s is read as %s, %v", text, got, err)
		}
		if want.Month().First().After(want) || want.Month().Last().Before(want) {
			t.Fatalf("%s lies outside its month", want)
		}
	})
}

func TestWhatADatabaseGivesBackIsRead(t *testing.T) {
	for _, v := range []any{"2026-11-23", "2026-11-23T00:00:00Z", "2026-11-23 00:00:00+00:00", []byte("2026-11-23"), time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)} {
		var d date.Day
		var m date.Month
		if err := d.Scan(v); err != nil || d.String() != "2026-11-23" {
			t.Errorf("%T %v is read as %s, %v", v, v, d, err)
		}
		if err := m.Scan(v); err != nil || m.String() != "2026-11" {
			t.Errorf("%T %v is read as %s, %v", v, v, m, err)
		}
	}
	var d date.Day
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Errorf("NULL is read as %s, %v", d, err)
	}
	if err := d.Scan(7); err == nil {
		t.Error("a number is read as a day")
	}
	if v, err := (date.Day{}).Value(); v != nil || err != nil {
		t.Errorf("no day is stored as %v, %v", v, err)
	}
	if diff := cmp.Diff("date text", (date.Day{}).GormDataType()+" "+(date.Month{}).GormDataType()); diff != "" {
		t.Error(diff)
	}
}

func TestATimeOfDayIsOneMomentWhateverTheClocksDo(t *testing.T) {
	for _, c := range []struct {
		zone, day string
		minutes   int
		want      string
	}{
		{"UTC", "2026-11-23", 9 * 60, "2026-11-23T09:00:00Z"},
		{"Europe/Stockholm", "2026-11-23", 9 * 60, "2026-11-23T08:00:00Z"},
		{"Europe/Stockholm", "2026-07-01", 0, "2026-06-30T22:00:00Z"},
		{"Europe/Stockholm", "2026-03-29", 119, "2026-03-29T00:59:00Z"}, // the last minute before they go forward
		{"Europe/Stockholm", "2026-03-29", 120, "2026-03-29T01:00:00Z"}, // never shown
		{"Europe/Stockholm", "2026-03-29", 150, "2026-03-29T01:30:00Z"}, // never shown
		{"Europe/Stockholm", "2026-03-29", 180, "2026-03-29T01:00:00Z"}, // the first minute after
		{"Europe/Stockholm", "2026-03-29", 1439, "2026-03-29T21:59:00Z"},
		{"Europe/Stockholm", "2026-10-25", 119, "2026-10-24T23:59:00Z"},
		{"Europe/Stockholm", "2026-10-25", 120, "2026-10-25T00:00:00Z"}, // shown twice
		{"Europe/Stockholm", "2026-10-25", 150, "2026-10-25T00:30:00Z"}, // shown twice
		{"Europe/Stockholm", "2026-10-25", 180, "2026-10-25T02:00:00Z"},
		{"America/New_York", "2026-11-01", 60, "2026-11-01T05:00:00Z"}, // shown twice
		{"Asia/Kathmandu", "2028-02-29", 60, "2028-02-28T19:15:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := day(t, c.day).At(c.minutes, zone).Format(time.RFC3339); got != c.want {
			t.Errorf("%s, minute %d of %s: %s, want %s", c.zone, c.minutes, c.day, got, c.want)
		}
	}
}

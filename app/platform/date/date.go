// Package date holds calendar days and months without a zone, as people write
// them in plans.
package date

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

const layout = "2006-01-02"

// Day is a calendar day. Its zero value means "no day" and is NULL in the
// database and null in JSON.
type Day struct{ t time.Time }

// New makes a day; out-of-range parts roll over as in time.Date.
func New(year int, month time.Month, day int) Day {
	return Day{time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// Of is the day that an instant falls on in a zone.
func Of(t time.Time, loc *time.Location) Day {
	y, m, d := t.In(loc).Date()
	return New(y, m, d)
}

// Parse reads "2026-11-23"; the empty string is the zero day.
func Parse(s string) (Day, error) {
	if s == "" {
		return Day{}, nil
	}
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < 1 || t.IsZero() { // the first of all days stands for none
		return Day{}, fmt.Errorf("date: %q is not a day as YYYY-MM-DD", s)
	}
	return Day{t}, nil
}

// IsZero reports whether there is no day.
func (d Day) IsZero() bool { return d.t.IsZero() }

// At is the moment of the day at which a zone's clocks show so many minutes after
// midnight. Shown twice, when clocks go back, it is the first; never shown, when they
// go forward, it is as long after the last moment before as it would have been.
func (d Day) At(minutes int, loc *time.Location) time.Time {
	shown := d.t.Add(time.Duration(minutes) * time.Minute)
	before, after := offset(shown.Add(-24*time.Hour), loc), offset(shown.Add(24*time.Hour), loc)
	at := shown.Add(-before)
	if later := shown.Add(-after); offset(at, loc) != before && offset(later, loc) == after {
		return later
	}
	return at
}

func offset(at time.Time, loc *time.Location) time.Duration {
	_, seconds := at.In(loc).Zone()
	return time.Duration(seconds) * time.Second
}

// AddDays moves by n days; the zero day stays zero.
func (d Day) AddDays(n int) Day {
	if d.IsZero() {
		return d
	}
	return Day{d.t.AddDate(0, 0, n)}
}

// Sub is the number of days from e to d.
func (d Day) Sub(e Day) int { return int((d.t.Unix() - e.t.Unix()) / (24 * 60 * 60)) }

// Before reports whether d lies before e.
func (d Day) Before(e Day) bool { return d.t.Before(e.t) }

// After reports whether d lies after e.
func (d Day) After(e Day) bool { return d.t.After(e.t) }

// Compare orders days; zero days come first.
func (d Day) Compare(e Day) int { return d.t.Compare(e.t) }

// Time is midnight UTC of the day.
func (d Day) Time() time.Time { return d.t }

// Year, MonthOfYear and DayOfMonth are the parts of the day.
func (d Day) Year() int { return d.t.Year() }

// MonthOfYear is the month's number.
func (d Day) MonthOfYear() time.Month { return d.t.Month() }

// DayOfMonth is 1 to 31.
func (d Day) DayOfMonth() int { return d.t.Day() }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.t.Weekday() }

// Month is the month that the day lies in.
func (d Day) Month() Month {
	if d.IsZero() {
		return Month{}
	}
	return Month{d.t.AddDate(0, 0, 1-d.t.Day())}
}

// String is "2026-11-23", or "" for the zero day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(layout)
}

// MarshalText writes the ISO form.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; empty is the zero day.
func (d *Day) UnmarshalText(b []byte) (err error) {
	*d, err = Parse(string(b))
	return err
}

// MarshalJSON writes the ISO form, or null.
func (d Day) MarshalJSON() ([]byte, error) { return jsonText(d.String()), nil }

// UnmarshalJSON reads the ISO form, or null.
func (d *Day) UnmarshalJSON(b []byte) (err error) {
	text, err := unquote(b)
	if err == nil {
		*d, err = Parse(text)
	}
	return err
}

// Value stores a day as its ISO form; both databases take it for a DATE.
func (d Day) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what either database gives back for a DATE.
func (d *Day) Scan(v any) error {
	s, err := scanned(v)
	if err != nil {
		return err
	}
	*d, err = Parse(s)
	return err
}

// GormDataType names the column type.
func (Day) GormDataType() string { return "date" }

func scanned(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case time.Time:
		return v.Format(layout), nil
	case string:
		return v[:min(len(v), len(layout))], nil
	case []byte:
		return string(v[:min(len(v), len(layout))]), nil
	}
	return "", fmt.Errorf("date: cannot read %T as a day", v)
}

func jsonText(s string) []byte {
	if s == "" {
		return []byte("null")
	}
	return []byte(`"` + s + `"`)
}

func unquote(b []byte) (text string, err error) {
	err = json.Unmarshal(b, &text) // null leaves it empty
	return text, err
}

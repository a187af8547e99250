package date

import (
	"database/sql/driver"
	"fmt"
	"time"
)

const monthLayout = "2006-01"

// Month is a calendar month. It is stored as text ("2026-11") so that it sorts
// and groups alike on both databases. Its zero value means "no month".
type Month struct{ t time.Time }

// NewMonth makes a month.
func NewMonth(year int, month time.Month) Month {
	return Month{time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)}
}

// ParseMonth reads "2026-11"; the empty string is the zero month.
func ParseMonth(s string) (Month, error) {
	if s == "" {
		return Month{}, nil
	}
	t, err := time.Parse(monthLayout, s)
	if err != nil || t.Year() < 1 || t.IsZero() { // the first of all months stands for none
		return Month{}, fmt.Errorf("date: %q is not a month as YYYY-MM", s)
	}
	return Month{t}, nil
}

// IsZero reports whether there is no month.
func (m Month) IsZero() bool { return m.t.IsZero() }

// Add moves by n months.
func (m Month) Add(n int) Month {
	if m.IsZero() {
		return m
	}
	return Month{m.t.AddDate(0, n, 0)}
}

// Sub is the number of months from e to m.
func (m Month) Sub(e Month) int {
	return (m.t.Year()-e.t.Year())*12 + int(m.t.Month()) - int(e.t.Month())
}

// Before reports whether m lies before e.
func (m Month) Before(e Month) bool { return m.t.Before(e.t) }

// After reports whether m lies after e.
func (m Month) After(e Month) bool { return m.t.After(e.t) }

// First is the month's first day.
func (m Month) First() Day { return Day(m) }

// Last is the month's last day.
func (m Month) Last() Day { return m.Add(1).First().AddDays(-1) }

// Year is the calendar year.
func (m Month) Year() int { return m.t.Year() }

// MonthOfYear is the month's number.
func (m Month) MonthOfYear() time.Month { return m.t.Month() }

// String is "2026-11", or "".
func (m Month) String() string {
	if m.IsZero() {
		return ""
	}
	return m.t.Format(monthLayout)
}

// MarshalText writes the ISO form.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the ISO form; empty is the zero month.
func (m *Month) UnmarshalText(b []byte) (err error) {
	*m, err = ParseMonth(string(b))
	return err
}

// MarshalJSON writes the ISO form, or null.
func (m Month) MarshalJSON() ([]byte, error) { return jsonText(m.String()), nil }

// UnmarshalJSON reads the ISO form, or null.
func (m *Month) UnmarshalJSON(b []byte) (err error) {
	text, err := unquote(b)
	if err == nil {
		*m, err = ParseMonth(text)
	}
	return err
}

// Value stores the ISO form, or NULL.
func (m Month) Value() (driver.Value, error) {
	if m.IsZero() {
		return nil, nil
	}
	return m.String(), nil
}

// Scan reads the ISO form.
func (m *Month) Scan(v any) error {
	s, err := scanned(v)
	if err != nil {
		return err
	}
	*m, err = ParseMonth(s[:min(len(s), len(monthLayout))])
	return err
}

// GormDataType names the column type.
func (Month) GormDataType() string { return "text" }

package i18n

import (
	"strconv"
	"strings"
	"time"

	"stegvis/app/platform/date"
	"stegvis/app/platform/money"
)

// Minus is the sign that figures carry; a hyphen is too short beside digits.
const Minus = "\u2212"

const narrowSpace = "\u202f"

type numberFormat struct {
	group, point, percent string
}

// monthNames begin with January at 1.
type monthNames struct{ long, short [13]string }

func (t *Text) readMonths() monthNames {
	var names monthNames
	for m := 1; m <= 12; m++ {
		names.long[m] = t.T("format.month.m" + strconv.Itoa(m))
		names.short[m] = t.T("format.month_short.m" + strconv.Itoa(m))
	}
	return names
}

func formatOf(lang string) numberFormat {
	if lang == "en" {
		return numberFormat{group: ",", point: ".", percent: "%"}
	}
	return numberFormat{group: narrowSpace, point: ",", percent: narrowSpace + "%"}
}

// Number writes a whole number with its thousands apart.
func (t *Text) Number(n int64) string {
	sign := ""
	digits := strconv.FormatInt(n, 10)
	if n < 0 {
		sign, digits = Minus, digits[1:]
	}
	return sign + t.grouped(digits)
}

func (t *Text) grouped(digits string) string {
	if len(digits) < 4 || (len(digits) == 4 && t.lang == "pl") {
		return digits
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(t.format.group)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Decimal writes a number with a fixed count of decimals.
func (t *Text) Decimal(f float64, decimals int) string {
	s := strconv.FormatFloat(f, 'f', decimals, 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = Minus, s[1:]
		if strings.Trim(s, "0.") == "" {
			sign = ""
		}
	}
	whole, part, found := strings.Cut(s, ".")
	if !found {
		return sign + t.grouped(whole)
	}
	return sign + t.grouped(whole) + t.format.point + part
}

// Percent writes basis points as a whole per cent, or with one decimal when
// they are not whole.
func (t *Text) Percent(bp money.BasisPoints) string {
	decimals := 0
	if bp%100 != 0 {
		decimals = 1
	}
	return t.Decimal(float64(bp)/100, decimals) + t.format.percent
}

// Money writes an amount with its currency code, decimals only when it has any.
func (t *Text) Money(a money.Amount) string { return t.Figure(a) + narrowSpace + a.Currency }

// Figure writes an amount without its currency, for columns headed by it.
func (t *Text) Figure(a money.Amount) string {
	exp := money.Exponent(a.Currency)
	unit := int64(1)
	for range exp {
		unit *= 10
	}
	if a.Minor%unit == 0 {
		return t.Number(a.Minor / unit)
	}
	return t.Decimal(float64(a.Minor)/float64(unit), exp)
}

// MoneyShort writes an amount in thousands or millions for narrow places.
func (t *Text) MoneyShort(a money.Amount) string {
	unit := 1.0
	for range money.Exponent(a.Currency) {
		unit *= 10
	}
	whole := float64(a.Minor) / unit
	switch size := max(whole, -whole); {
	case size >= 1e6:
		return t.Decimal(whole/1e6, 2) + narrowSpace + t.T("format.million")
	case size >= 1e4:
		return t.Decimal(whole/1e3, 0) + narrowSpace + t.T("format.thousand")
	default:
		return t.Decimal(whole, 0)
	}
}

// MoneyRound is MoneyShort with no more decimals than it takes: for the figures of an
// axis, which are round.
func (t *Text) MoneyRound(a money.Amount) string {
	million := int64(1_000_000)
	for range money.Exponent(a.Currency) {
		million *= 10
	}
	if a.Minor < million && a.Minor > -million {
		return t.MoneyShort(a)
	}
	decimals := 0
	for step := million; a.Minor%step != 0 && decimals < 2; decimals++ {
		step /= 10
	}
	return t.Decimal(float64(a.Minor)/float64(million), decimals) + narrowSpace + t.T("format.million")
}

// Day writes "23 November 2026".
func (t *Text) Day(d date.Day) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.DayOfMonth()) + " " + t.months().long[d.MonthOfYear()] + " " + strconv.Itoa(d.Year())
}

// DayShort writes "23 Nov".
func (t *Text) DayShort(d date.Day) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.DayOfMonth()) + "\u00a0" + t.months().short[d.MonthOfYear()]
}

// DayColumn writes "23 Nov 2026", for columns in which days of several years stand.
func (t *Text) DayColumn(d date.Day) string {
	if d.IsZero() {
		return ""
	}
	return t.DayShort(d) + "\u00a0" + strconv.Itoa(d.Year())
}

// Month writes "Nov 2026".
func (t *Text) Month(m date.Month) string {
	if m.IsZero() {
		return ""
	}
	return t.months().short[m.MonthOfYear()] + "\u00a0" + strconv.Itoa(m.Year())
}

// MonthName writes "Nov".
func (t *Text) MonthName(m date.Month) string { return t.months().short[m.MonthOfYear()] }

// Instant writes day and time of day in a zone: "23 Nov 2026 14:05".
func (t *Text) Instant(at time.Time, zone *time.Location) string {
	at = at.In(zone)
	d := date.Of(at, zone)
	return t.DayShort(d) + " " + strconv.Itoa(d.Year()) + " " + at.Format("15:04")
}

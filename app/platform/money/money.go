// Package money holds amounts as whole minor units (öre, cents) of an ISO 4217
// currency, and shares as basis points. Nothing here is a float.
package money

import (
	"errors"
	"math"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/currency"
)

// Amount is a sum in the minor units of its currency.
type Amount struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// BasisPoints are hundredths of a per cent: 10,000 is the whole.
type BasisPoints int64

// Errors that Parse returns; callers turn them into messages.
var (
	ErrNotANumber  = errors.New("money: not a number")
	ErrTooPrecise  = errors.New("money: more decimals than the currency has")
	ErrTooLarge    = errors.New("money: larger than can be kept")
	ErrNoSuchMoney = errors.New("money: unknown currency code")
)

// New makes an amount from minor units.
func New(minor int64, code string) Amount { return Amount{Minor: minor, Currency: code} }

// Known reports whether code is an ISO 4217 currency.
func Known(code string) bool {
	_, err := currency.ParseISO(code)
	return err == nil
}

// Exponent is the number of decimals that a currency has (2 for SEK, 0 for JPY).
func Exponent(code string) int {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return 2
	}
	scale, _ := currency.Standard.Rounding(unit)
	return scale
}

// Parse reads what a person types: spaces of any kind or apostrophes between
// thousands, comma or point before the decimals, a hyphen or a minus sign. The
// other of comma and point may stand between thousands. Where only one of them
// stands, once, with exactly three digits behind it, as in "1,250", it is taken
// to part thousands unless the currency has three decimals. The empty string is
// zero.
func Parse(code, text string) (Amount, error) {
	clean, ok := tidy(text, Exponent(code))
	if !ok {
		return Amount{}, ErrNotANumber
	}
	if clean == "" {
		return New(0, code), nil
	}
	d, err := decimal.NewFromString(clean)
	if err != nil {
		return Amount{}, ErrNotANumber
	}
	minor := d.Shift(int32(Exponent(code)))
	if !minor.IsInteger() {
		return Amount{}, ErrTooPrecise
	}
	if minor.Abs().GreaterThan(decimal.NewFromInt(math.MaxInt64 / 1000)) {
		return Amount{}, ErrTooLarge
	}
	return New(minor.IntPart(), code), nil
}

// tidy leaves a leading hyphen, digits and at most one point; false when the
// signs do not stand as in any number.
func tidy(text string, decimals int) (string, bool) {
	text = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\u00a0', '\u202f', '\u2009', '\'', '’':
			return -1
		case '−', '–':
			return '-'
		}
		return r
	}, text)
	figures, negative := strings.CutPrefix(text, "-")
	whole, fraction := split(figures, decimals)
	group, ok := ungroup(whole)
	if !ok || !digits(group) || !digits(fraction) {
		return "", false
	}
	switch {
	case group+fraction == "":
		return "", text == ""
	case fraction != "":
		group += "." + fraction
	}
	if negative {
		group = "-" + group
	}
	return group, true
}

// split parts a number at its decimal sign, which is the last comma or point.
func split(figures string, decimals int) (whole, fraction string) {
	at := strings.LastIndexAny(figures, ",.")
	if at < 0 {
		return figures, ""
	}
	whole, fraction = figures[:at], figures[at+1:]
	alone, same := !strings.ContainsAny(whole, ",."), strings.Contains(whole, figures[at:at+1])
	if same || alone && decimals != 3 && thousands(whole, fraction) {
		return figures, ""
	}
	return whole, fraction
}

// thousands reports whether a sign between two runs of digits parts thousands.
func thousands(before, after string) bool {
	return len(after) == 3 && len(before) >= 1 && len(before) <= 3 && before[0] != '0'
}

// ungroup takes the signs between thousands away; false when they are mixed or
// stand elsewhere.
func ungroup(whole string) (string, bool) {
	at := strings.IndexAny(whole, ",.")
	if at < 0 {
		return whole, true
	}
	groups := strings.Split(whole, whole[at:at+1])
	for _, g := range groups[1:] {
		if !thousands(groups[0], g) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func digits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// Plain writes an amount for a form field: digits, a point and no spaces;
// decimals only when there are any.
func (a Amount) Plain() string {
	exp := int32(Exponent(a.Currency))
	d := decimal.New(a.Minor, -exp)
	if d.IsInteger() {
		return d.String()
	}
	return d.StringFixed(exp)
}

// Add is the sum of two amounts of one currency. Adding different currencies is
// a mistake of the program and panics; a zero amount without currency is neutral.
func (a Amount) Add(b Amount) Amount {
	if a.Currency == "" {
		a.Currency = b.Currency
	}
	if b.Currency != "" && a.Currency != b.Currency {
		panic("money: " + a.Currency + " and " + b.Currency + " cannot be added")
	}
	return New(a.Minor+b.Minor, a.Currency)
}

// Sub is a less b.
func (a Amount) Sub(b Amount) Amount { return a.Add(New(-b.Minor, b.Currency)) }

// IsZero reports whether nothing is there.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// Share is part of whole in basis points, rounded half away from zero; zero
// when the whole is zero, and at its bounds where it would not fit.
func Share(part, whole int64) BasisPoints {
	if whole == 0 {
		return 0
	}
	d := decimal.NewFromInt(part).Mul(decimal.NewFromInt(10000)).DivRound(decimal.NewFromInt(whole), 0)
	switch {
	case d.GreaterThan(decimal.NewFromInt(math.MaxInt64)):
		return math.MaxInt64
	case d.LessThan(decimal.NewFromInt(math.MinInt64)):
		return math.MinInt64
	}
	return BasisPoints(d.IntPart())
}

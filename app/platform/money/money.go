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
// thousands, comma or point before the decimals, a hyphen or a minus sign.
// "1,250" with exactly three digits after one comma is read as thousands when
// the currency has two decimals. The empty string is zero.
func Parse(code, text string) (Amount, error) {
	clean := tidy(text)
	if clean == "" {
		return New(0, code), nil
	}
	d, err := decimal.NewFromString(clean)
	if err != nil || strings.ContainsAny(clean, "eE") {
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

// tidy leaves digits, one point and a leading hyphen.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\u00a0', '\u202f', '\u2009', '\'', '’':
			return -1
		case '−', '–':
			return '-'
		}
		return r
	}, text)
	comma, point := strings.LastIndex(text, ","), strings.LastIndex(text, ".")
	switch {
	case comma >= 0 && point >= 0 && comma > point:
		text = strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", ".")
	case comma >= 0 && point >= 0, strings.Count(text, ",") > 1, comma >= 0 && len(text)-comma == 4:
		text = strings.ReplaceAll(text, ",", "")
	case comma >= 0:
		text = strings.Replace(text, ",", ".", 1)
	}
	return text
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
// when the whole is zero.
func Share(part, whole int64) BasisPoints {
	if whole == 0 {
		return 0
	}
	d := decimal.NewFromInt(part).Mul(decimal.NewFromInt(10000)).DivRound(decimal.NewFromInt(whole), 0)
	return BasisPoints(d.IntPart())
}

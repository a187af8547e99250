package money_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"stegvis/app/platform/money"
)

func TestAmountsAreReadAsPeopleTypeThem(t *testing.T) {
	for _, c := range []struct {
		name, code, typed string
		want              int64
	}{
		{"nothing is zero", "SEK", "", 0},
		{"spaces are nothing", "SEK", " \t ", 0},
		{"a whole number", "SEK", "1250", 125000},
		{"Swedish, with a space and a comma", "SEK", "1 250,50", 125050},
		{"a no-break space", "SEK", "1\u00a0250,5", 125050},
		{"a narrow no-break space", "SEK", "12\u202f345\u202f678,05", 1234567805},
		{"a thin space", "SEK", "1\u2009250", 125000},
		{"English, with a comma and a point", "EUR", "1,250.50", 125050},
		{"English millions", "EUR", "1,250,000", 125000000},
		{"English millions with decimals", "EUR", "1,250,000.01", 125000001},
		{"Danish, with a point and a comma", "DKK", "1.250,50", 125050},
		{"Danish millions", "DKK", "1.250.000", 125000000},
		{"Danish millions with decimals", "DKK", "1.250.000,01", 125000001},
		{"Swiss, with apostrophes", "CHF", "1'250’000.50", 125000050},
		{"one comma before three digits parts thousands", "SEK", "1,250", 125000},
		{"one point before three digits parts thousands", "DKK", "1.250", 125000},
		{"one comma before two digits is decimal", "SEK", "12,50", 1250},
		{"one comma before one digit is decimal", "SEK", "12,5", 1250},
		{"one point before two digits is decimal", "SEK", "12.50", 1250},
		{"decimals without a whole part", "SEK", ",5", 50},
		{"a decimal sign without decimals", "SEK", "5,", 500},
		{"zeros behind the decimals are no precision", "SEK", "0,500", 50},
		{"a hyphen", "SEK", "-1 250", -125000},
		{"a minus sign", "SEK", "−12,5", -1250},
		{"a dash", "SEK", "– 12", -1200},
		{"a currency without decimals", "JPY", "1,250", 1250},
		{"a currency without decimals, zeros typed", "JPY", "1250.00", 1250},
		{"a currency with three decimals", "KWD", "1,250", 1250},
		{"three decimals after a point", "KWD", "1.25", 1250},
		{"three decimals and thousands", "KWD", "1,250.125", 1250125},
		{"the largest", "SEK", "92233720368547.75", math.MaxInt64 / 1000},
	} {
		got, err := money.Parse(c.code, c.typed)
		if err != nil || got != money.New(c.want, c.code) {
			t.Errorf("%s: %q is %+v, %v; want %d", c.name, c.typed, got, err, c.want)
		}
	}
}

func TestWhatIsNoAmountIsRefused(t *testing.T) {
	for _, c := range []struct {
		name, code, typed string
		want              error
	}{
		{"words", "SEK", "about 5", money.ErrNotANumber},
		{"a power", "SEK", "1e9", money.ErrNotANumber},
		{"a vast power", "SEK", "1e999999999", money.ErrNotANumber},
		{"a sign alone", "SEK", "-", money.ErrNotANumber},
		{"two signs", "SEK", "--5", money.ErrNotANumber},
		{"a sign behind", "SEK", "5-", money.ErrNotANumber},
		{"a point alone", "SEK", ".", money.ErrNotANumber},
		{"groups of two", "SEK", "1,25,00", money.ErrNotANumber},
		{"a group of two at the end", "SEK", "1,250,00", money.ErrNotANumber},
		{"signs mixed", "SEK", "1,250.000,5", money.ErrNotANumber},
		{"a long first group", "SEK", "1250,000,000", money.ErrNotANumber},
		{"hexadecimal", "SEK", "0x10", money.ErrNotANumber},
		{"digits of another script", "SEK", "١٢", money.ErrNotANumber},
		{"a currency", "SEK", "5 kr", money.ErrNotANumber},
		{"three decimals of two", "SEK", "0,125", money.ErrTooPrecise},
		{"three decimals behind a long whole", "SEK", "1234,567", money.ErrTooPrecise},
		{"decimals of none", "JPY", "12.5", money.ErrTooPrecise},
		{"four decimals of three", "KWD", "1.2345", money.ErrTooPrecise},
		{"beyond the largest", "SEK", "92233720368547.76", money.ErrTooLarge},
		{"below the smallest", "SEK", "-92233720368547.76", money.ErrTooLarge},
		{"beyond any integer", "SEK", "99999999999999999999999999999999", money.ErrTooLarge},
	} {
		if got, err := money.Parse(c.code, c.typed); !errors.Is(err, c.want) {
			t.Errorf("%s: %q is %+v, %v; want %v", c.name, c.typed, got, err, c.want)
		}
	}
}

func TestWhatAFormShowsIsReadBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = math.MaxInt64 / 1000
		a := money.New(rapid.Int64Range(-most, most).Draw(t, "minor"), rapid.SampledFrom([]string{"SEK", "EUR", "JPY", "KWD", "ISK", "PLN"}).Draw(t, "currency"))
		if got, err := money.Parse(a.Currency, a.Plain()); err != nil || got != a {
			t.Fatalf("%+v is shown as %q and read as %+v, %v", a, a.Plain(), got, err)
		}
	})
}

func TestAPlainAmountHasDecimalsOnlyWhenThereAreAny(t *testing.T) {
	for want, a := range map[string]money.Amount{
		"1250": money.New(125000, "SEK"), "1250.50": money.New(125050, "SEK"), "-0.05": money.New(-5, "SEK"),
		"125": money.New(125, "JPY"), "0.125": money.New(125, "KWD"), "0": money.New(0, "SEK"),
	} {
		if got := a.Plain(); got != want {
			t.Errorf("%+v is shown as %q, want %q", a, got, want)
		}
	}
}

func TestCurrenciesAreThoseOfTheStandard(t *testing.T) {
	for code, want := range map[string]int{"SEK": 2, "NOK": 2, "JPY": 0, "KWD": 3} {
		if got := money.Exponent(code); got != want || !money.Known(code) {
			t.Errorf("%s has %d decimals, want %d; known %v", code, got, want, money.Known(code))
		}
	}
	for _, code := range []string{"", "SE", "kronor", "ABC"} {
		if money.Known(code) {
			t.Errorf("%q is taken for a currency", code)
		}
	}
}

func TestSumsAreOfOneCurrency(t *testing.T) {
	sek := money.New(100, "SEK")
	if got := (money.Amount{}).Add(sek).Add(money.Amount{}).Sub(money.New(250, "SEK")); got != money.New(-150, "SEK") {
		t.Errorf("the sum is %+v", got)
	}
	if !(money.Amount{}).IsZero() || sek.IsZero() {
		t.Error("zero is not told from something")
	}
	defer func() {
		if recover() == nil {
			t.Error("crowns and euros were added")
		}
	}()
	sek.Add(money.New(1, "EUR"))
}

func TestSharesAreRoundedHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		name        string
		part, whole int64
		want        money.BasisPoints
	}{
		{"nothing of nothing", 0, 0, 0},
		{"something of nothing", 5, 0, 0},
		{"the whole", 7, 7, 10000},
		{"a third", 1, 3, 3333},
		{"two thirds", 2, 3, 6667},
		{"half a point up", 1, 20000, 1},
		{"just below half a point", 1, 20001, 0},
		{"half a point down", -1, 20000, -1},
		{"of a negative whole", 1, -2, -5000},
		{"more than the whole", 3, 2, 15000},
		{"the largest of the largest", math.MaxInt64, math.MaxInt64, 10000},
		{"more than fits", math.MaxInt64, 1, math.MaxInt64},
		{"less than fits", math.MaxInt64, -1, math.MinInt64},
	} {
		if got := money.Share(c.part, c.whole); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

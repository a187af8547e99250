package web

import (
	"os"
	"testing"
	"time"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
)

func TestNoCellIsAFormulaAndFiguresStayFigures(t *testing.T) {
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		cell any
		want string
	}{
		{"an equals sign", "=1+1", "'=1+1"},
		{"a plus sign, as before a telephone number", "+46 8", "'+46 8"},
		{"a hyphen", "-", "'-"},
		{"an at sign", "@me", "'@me"},
		{"a tab", "\tx", "'\tx"},
		{"a carriage return", "\rx", "'\rx"},
		{"a line feed", "\nx", "'\nx"},
		{"a formula after spaces", "  =1+1", "'  =1+1"},
		{"a formula after a space that does not break", "\u00a0=1", "'\u00a0=1"},
		{"a formula after a mark that is not seen", "\u200b=1", "'\u200b=1"},
		{"a full-width sign", "＝1", "'＝1"},
		{"a phrase of a catalogue", i18n.Phrase{Text: "=1"}, "'=1"},
		{"a sign within", "a=b", "a=b"},
		{"an apostrophe that was typed", "'=1", "'=1"},
		{"nothing", "", ""},
		{"a letter beyond ASCII", "å", "å"},
		{"a figure below zero", -12, "-12"},
		{"a count", int64(5), "5"},
		{"an amount below zero", money.New(-123450, "SEK"), "-1234.50"},
		{"an amount without decimals", money.New(1234, "JPY"), "1234"},
		{"a day", date.New(2026, 11, 3), "2026-11-03"},
		{"no day", date.Day{}, ""},
		{"a moment", time.Date(2026, 11, 3, 9, 5, 0, 0, time.UTC), "2026-11-03 09:05"},
		{"no moment", time.Time{}, ""},
		{"yes", true, "1"},
		{"no", false, ""},
	} {
		if got := written(texts.For("en"), c.cell); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := written(texts.For("sv"), money.New(-123450, "SEK")); got != "-1234,50" {
		t.Errorf("where decimals stand after a comma: %q", got)
	}
}

package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stegvis/app/platform/date"
)

func TestNoCellIsAFormulaAndFiguresStayFigures(t *testing.T) {
	got := written([]any{"=1+1", "+46 8", "-", "@me", "\tx", "\rx", "\nx", "a=b", "", "å", -12, int64(5), date.New(2026, 11, 3), date.Day{}, true, false})
	want := []string{"'=1+1", "'+46 8", "'-", "'@me", "'\tx", "'\rx", "'\nx", "a=b", "", "å", "-12", "5", "2026-11-03", "", "1", ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

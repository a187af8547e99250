package report_test

import (
	"bytes"
	"strings"
	"testing"

	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/record"
	"stegvis/app/report"
)

// spread is a grid on which so many of Kotter's first steps are under way, with
// rows where they are asked for and nowhere else.
func spread(active int, rows ...outlook.Tally) outlook.Grid {
	tracks := framework.Tracks{}
	for _, name := range []string{record.Kotter, record.Gartner} {
		for i, step := range record.Steps(name) {
			s := framework.Standing{Step: framework.Step{Place: framework.Place{Track: name, StepKey: step}, Status: framework.Idle}, Total: 3}
			if i < active {
				s.Status = framework.Active
			}
			tracks[name] = append(tracks[name], s)
		}
	}
	return outlook.Lay(tracks, rows, day(0))
}

func drawnGrid(t *testing.T, lang string, in outlook.Grid) []byte {
	t.Helper()
	return printed(t, "grid", lang, frozen(t, whole(report.KindGrid), "grid", in))
}

func TestThePageOfTheGridSaysInWordsWhatTheHatchedCellsLack(t *testing.T) {
	in := spread(3, outlook.Tally{Kotter: "urgency", Gartner: "vision", Total: 4, Done: 1, High: 1}, outlook.Tally{Kotter: "vision", Total: 2})
	for _, lang := range []string{"en", "sv"} {
		text := pdftest.Said(t, drawnGrid(t, lang, in))
		goldentest.Equal(t, "grid-"+lang+".txt", []byte(text))
	}
}

func TestThePageOfTheGridStaysOnePageHoweverManyGapsThereAre(t *testing.T) {
	for _, active := range []int{0, 1, 8} {
		file := drawnGrid(t, "sv", spread(active))
		if n := len(pdftest.Pages(t, file)); n != 1 {
			t.Errorf("with %d steps under way: %d pages", active, n)
		}
		if size := pdftest.Tool(t, file, "pdfinfo", "FILE"); !strings.Contains(size, "841.89 x 595.28") {
			t.Errorf("it does not lie on its side: %s", size)
		}
	}
}

func TestTheSameGridGivesTheSameBytes(t *testing.T) {
	in := spread(4)
	if !bytes.Equal(drawnGrid(t, "en", in), drawnGrid(t, "en", in)) {
		t.Error("two drawings of one grid differ")
	}
}

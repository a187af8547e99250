package report_test

import (
	"bytes"
	"strings"
	"testing"

	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/goldentest"
	"stegvis/app/record"
	"stegvis/app/report"
)

// spread is a grid on which so many of Kotter's first steps are under way, with
// rows where they are asked for and nowhere else.
func spread(active int, rows ...outlook.Tally) report.GridInput {
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
	return report.GridInput{Version: report.GridVersion, Organisation: "Fjord & Søn AB", Project: words("Nordvik CRM"), Day: day(0), Grid: outlook.Lay(tracks, rows, day(0))}
}

func drawnGrid(t *testing.T, lang string, in report.GridInput) []byte {
	t.Helper()
	texts, faces := loaded(t)
	file, err := report.Grid(in, texts.For(lang), faces)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestThePageOfTheGridSaysInWordsWhatTheHatchedCellsLack(t *testing.T) {
	in := spread(3, outlook.Tally{Kotter: "urgency", Gartner: "vision", Total: 4, Done: 1, High: 1}, outlook.Tally{Kotter: "vision", Total: 2})
	for _, lang := range []string{"en", "sv"} {
		text := said(t, drawnGrid(t, lang, in))
		goldentest.Equal(t, "grid-"+lang+".txt", []byte(text))
	}
}

func TestThePageOfTheGridStaysOnePageHoweverManyGapsThereAre(t *testing.T) {
	for _, active := range []int{0, 1, 8} {
		file := drawnGrid(t, "sv", spread(active))
		if n := len(pages(t, file)); n != 1 {
			t.Errorf("with %d steps under way: %d pages", active, n)
		}
		if size := tool(t, file, "pdfinfo", "FILE"); !strings.Contains(size, "841.89 x 595.28") {
			t.Errorf("it does not lie on its side: %s", size)
		}
	}
}

func TestTheSameGridGivesTheSameBytesAndAnUnknownFormNone(t *testing.T) {
	in := spread(4)
	if !bytes.Equal(drawnGrid(t, "en", in), drawnGrid(t, "en", in)) {
		t.Error("two drawings of one grid differ")
	}
	in.Version++
	texts, faces := loaded(t)
	if _, err := report.Grid(in, texts.For("en"), faces); err == nil {
		t.Error("a form that nobody knows was drawn")
	}
}

package risk

import (
	"os"
	"testing"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
)

func TestTheMatrixHasALineJustBetweenCellsOfDifferentLevels(t *testing.T) {
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[chart.Point]bool{} // the middles of lines
	for _, s := range Matrix(texts.For("en"), nil, nil).Shapes {
		if l, is := s.(chart.Line); is {
			drawn[chart.Point{X: (l.From.X + l.To.X) / 2, Y: (l.From.Y + l.To.Y) / 2}] = true
		}
	}
	centre := func(likelihood, impact int) chart.Point {
		return chart.Point{X: matrixLeft + (float64(impact)-0.5)*matrixCell, Y: matrixTop + (5.5-float64(likelihood))*matrixCell}
	}
	lines := 0
	for likelihood := 1; likelihood <= 5; likelihood++ {
		for impact := 1; impact <= 5; impact++ {
			for _, next := range [][2]int{{likelihood + 1, impact}, {likelihood, impact + 1}} {
				if next[0] > 5 || next[1] > 5 {
					continue
				}
				a, b := centre(likelihood, impact), centre(next[0], next[1])
				differ := LevelOf(likelihood*impact) != LevelOf(next[0]*next[1])
				if drawn[chart.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}] != differ {
					t.Errorf("between %d × %d and %d × %d there is a line: %v", likelihood, impact, next[0], next[1], !differ)
				}
				if differ {
					lines++
				}
			}
		}
	}
	if lines != len(drawn) {
		t.Errorf("%d lines, %d of them between levels", len(drawn), lines)
	}
}

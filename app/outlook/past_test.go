package outlook_test

import (
	"strings"
	"testing"
	"time"

	"stegvis/app/outlook"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/goldentest"
	"stegvis/app/project"
)

// spell is a history as one line: the letter of each colour and its length in days.
func spell(spans []outlook.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(strings.ToUpper(string(s.Colour[:1])))
		b.WriteString(strings.Repeat("-", s.To.Sub(s.From)+1))
	}
	return b.String()
}

func TestAHistoryIsWithoutGapsAndTheLastTurnOfADayCounts(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		r := h.addRisk(t, 0, 1, 1)
		h.keep(t, 0) // green
		for _, c := range []struct{ day, likelihood, impact int }{{2, 4, 4}, {2, 5, 5}, {4, 1, 1}, {5, 1, 2}} {
			d := r.Draft(texts(t, "en"))
			d.Likelihood, d.Impact, d.Version = c.likelihood, c.impact, r.Version
			var err error
			if r, err = h.risks.Save(t.Context(), h.on(t, c.day), r.ID, d); err != nil {
				t.Fatal(err)
			}
			h.keep(t, c.day)
		}
		past, err := h.Past(t.Context(), h.on(t, 6))
		if err != nil {
			t.Fatal(err)
		}
		if got := spell(past.Of(outlook.Risk)); got != "G--R--G---" {
			t.Errorf("the risks went %s", got)
		}
		if got := spell(past.Of(outlook.Money)); got != "U-------" {
			t.Errorf("money, which nobody could judge, went %s", got)
		}
		later, err := h.Past(t.Context(), h.on(t, 400))
		if err != nil {
			t.Fatal(err)
		}
		if spans := later.Of(outlook.Risk); len(spans) != 1 || spans[0].Colour != outlook.Green || spans[0].To.Sub(spans[0].From) != 181 {
			t.Errorf("a year later the 26 weeks are %v", spans)
		}
	})
}

func TestHistoriesOfAPortfolioAreReadInOneQuery(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		h.addRisk(t, 0, 5, 5)
		h.keep(t, 0)
		stranger := h.p
		stranger.ID = database.NewID()
		before := db.Statements()
		all, err := h.Pasts(t.Context(), []project.Summary{{Project: h.p}, {Project: stranger}}, h.on(t, 1).Now())
		if err != nil {
			t.Fatal(err)
		}
		if n := db.Statements() - before; n > 3 { // with the transaction's begin and end
			t.Errorf("%d statements", n)
		}
		if got := spell(all[h.p.ID].Of(outlook.Risk)); got != "R--" && got != "A--" {
			t.Errorf("the project went %s", got)
		}
		if got := spell(all[stranger.ID].Of(outlook.Risk)); got != "U--" {
			t.Errorf("one without a colour went %s", got)
		}
	})
}

func TestAStripIsDrawnWithShapesAndSaidInWords(t *testing.T) {
	from := date.New(2026, 5, 26)
	past := outlook.PastOf(project.Project{StartOn: from, TimeZone: "UTC"}, date.New(2026, 11, 23), []outlook.Turn{
		{Dimension: outlook.Time, Colour: outlook.Green, MadeAt: time.Date(2026, 6, 3, 9, 0, 0, 0, time.UTC)},
		{Dimension: outlook.Time, Colour: outlook.Amber, MadeAt: time.Date(2026, 8, 20, 9, 0, 0, 0, time.UTC)},
		{Dimension: outlook.Time, Colour: outlook.Red, MadeAt: time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)},
		{Dimension: outlook.Time, Colour: outlook.Amber, MadeAt: time.Date(2026, 10, 2, 9, 0, 0, 0, time.UTC)},
	})
	for _, lang := range []string{"en", "sv"} {
		drawing := outlook.DatedStrip(texts(t, lang), past, outlook.Time, 420)
		goldentest.Equal(t, "strip-"+lang+".svg", []byte(chart.SVG(drawing, "strip")+"\n"))
		if n := strings.Count(drawing.Description, "2026"); n != 5 {
			t.Errorf("in %s the description tells %d days: %q", lang, n, drawing.Description)
		}
	}
}

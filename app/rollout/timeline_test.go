package rollout

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/i18n"
)

func osTexts() fs.FS { return os.DirFS("../../seeds/texts") }

func texts(t *testing.T) *i18n.Bundle {
	t.Helper()
	b, err := i18n.Load(osTexts())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// milestone is planned and expected so many days after the tenth of November.
func milestone(title string, planned, expected int, done bool) Milestone {
	today := day(10)
	return Milestone{Title: i18n.Phrase{Text: title}, Planned: today.AddDays(planned), Expected: today.AddDays(expected), Done: done}
}

func milestones() []Milestone {
	return []Milestone{
		milestone("Kravlista beslutad", -9, -4, false),
		milestone("Pilot Malmö startar", 6, 6, false),
		milestone("Integration med ordersystemet klar och godkänd av driften", 8, 20, false),
		milestone("Datamigrering provkörd", 24, 22, false),
		milestone("Utbildning av superanvändare", 2, 3, true),
		milestone("Utvärdering av piloten", 40, 52, false),
		milestone("Styrgruppens beslut om våg 2", 45, 54, false),
		milestone("Våg 2 i drift", 80, 104, false),
	}
}

func TestTheTimelineShowsPlanExpectationAndSlip(t *testing.T) {
	b := texts(t)
	many := milestones()
	for i := range 9 {
		many = append(many, milestone("Samma dag", 60+i, 70, false))
	}
	for name, drawing := range map[string]chart.Drawing{
		"timeline-en.svg":    Timeline(b.For("en"), milestones(), day(10)),
		"timeline-sv.svg":    Timeline(b.For("sv"), milestones(), day(10)),
		"timeline-many.svg":  Timeline(b.For("en"), many, day(10)),
		"timeline-empty.svg": Timeline(b.For("en"), nil, day(10)),
	} {
		goldentest.Equal(t, name, []byte(chart.SVG(drawing, "timeline")))
	}
}

func TestNoWordsOfATimelineStandOnOthers(t *testing.T) {
	long := strings.Repeat("mycket långt namn ", 5)
	var many []Milestone
	for i := range 12 {
		many = append(many, milestone(long, i*5, i*7, false))
	}
	for name, all := range map[string][]Milestone{"as drawn": milestones(), "long names": many} {
		d := Timeline(texts(t).For("sv"), all, day(10))
		var boxes []chart.Rect
		for _, s := range d.Shapes {
			text, ok := s.(chart.Text)
			if !ok || text.Anchor == chart.End {
				continue
			}
			box := chart.Rect{X: text.At.X, Y: text.At.Y - text.Size*0.75, W: chart.Width(text.Text, text.Size, text.Bold), H: text.Size * 0.9}
			if box.X < 0 || box.X+box.W > d.Width || box.Y < 0 || box.Y+box.H > d.Height {
				t.Errorf("%s: %q leaves the drawing", name, text.Text)
			}
			for _, other := range boxes {
				if box.X < other.X+other.W && other.X < box.X+box.W && box.Y < other.Y+other.H && other.Y < box.Y+box.H {
					t.Errorf("%s: %q stands on other words", name, text.Text)
				}
			}
			boxes = append(boxes, box)
		}
	}
}

func TestTheTimelineSaysHowManyHaveSlipped(t *testing.T) {
	en := texts(t).For("en")
	for _, c := range []struct {
		name string
		all  []Milestone
		want string
	}{
		{"none at all", nil, "No milestone lies within the next 90 days."},
		{"all as planned", []Milestone{milestone("a", 3, 3, false)}, "No milestone of the next 90 days has slipped"},
		{"a day late", []Milestone{milestone("a", 3, 4, false)}, "1 of 1 milestones has slipped"},
		{"reached late is reached", []Milestone{milestone("a", -3, -1, true)}, "No milestone of the next 90 days has slipped"},
		{"without a day it is not on the line", []Milestone{{Title: i18n.Phrase{Text: "a"}}}, "No milestone lies within the next 90 days."},
		{"as planned and yet not reached", []Milestone{milestone("a", -1, -1, false)}, "1 of 1 milestones has slipped"},
	} {
		if got := Timeline(en, c.all, day(10)).Title; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestATaskOnTheTimelineKeepsItsDays(t *testing.T) {
	task := Task{Title: "Go-live", Status: Done, PlannedFinish: day(9), ForecastFinish: day(12), ActualFinish: day(11)}
	got := task.AsMilestone()
	if !got.Done || got.Slip() != 2 || got.Expected != day(11) || got.Planned != date.New(2026, 11, 9) {
		t.Errorf("%+v", got)
	}
}

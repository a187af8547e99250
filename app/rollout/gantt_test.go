package rollout

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/i18n"
)

func frame() Frame { return Frame{Wide: 500, Type: 7, Step: 5.67} }

func strip(kind StripKind, depth int, title string, s Status, start, planned, expected int) Strip {
	today := day(10)
	return Strip{Kind: kind, Depth: depth, Title: i18n.Phrase{Text: title}, Owner: "Åsa Łukowska", Status: s, Start: today.AddDays(start), Planned: today.AddDays(planned), Expected: today.AddDays(expected)}
}

// plan is a wave with all that a row can be, and one that has not begun.
func plan() Gantt {
	undated := strip(TaskStrip, 1, "Ingen vet när", Todo, 0, 0, 0)
	undated.Start, undated.Planned, undated.Expected = date.Day{}, date.Day{}, date.Day{}
	return Gantt{Today: day(10), Strips: []Strip{
		strip(WaveStrip, 0, "Våg 1: Sundsvall", Doing, -60, 10, 24),
		strip(PilotStrip, 1, "Pilot innesälj", Done, -40, -10, -8),
		strip(TaskStrip, 2, "Utbilda innesälj", Done, -50, -42, -42),
		strip(TaskStrip, 2, "Flytta data till det nya registret och gallra det som ingen längre behöver", Doing, -20, -3, -3),
		strip(MilestoneStrip, 1, "Sundsvall i drift", Todo, 0, 5, 17),
		strip(TaskStrip, 1, "Gränssnitt", Blocked, -5, 12, 24),
		strip(TaskStrip, 1, "Klar före sin dag", Todo, 2, 20, 12),
		undated,
		strip(WaveStrip, 0, "Våg 2: Malmö", Todo, 60, 110, 110),
		strip(MilestoneStrip, 1, "Malmö i drift", Todo, 0, 100, 100),
		strip(ApartStrip, 0, "I ingen våg", Todo, 0, 0, 0),
		strip(TaskStrip, 1, "Avtal", Done, -90, -80, -75),
	}}
}

func TestTheGanttChartShowsWhatIsDoneUnderWayAndLate(t *testing.T) {
	b := texts(t)
	for name, c := range map[string]GanttChart{
		"gantt-en.svg": plan().Chart(b.For("en"), frame()), "gantt-sv.svg": plan().Chart(b.For("sv"), frame()),
		"gantt-empty.svg": Gantt{Today: day(10)}.Chart(b.For("en"), frame()),
	} {
		goldentest.Equal(t, name, []byte(chart.SVG(c.Drawing(0, c.Rows()), "gantt")))
	}
	slim := plan().Chart(b.For("sv"), Frame{Wide: 358, Type: 12, Step: 6, Slim: true})
	goldentest.Equal(t, "gantt-slim.svg", []byte(chart.SVG(slim.Drawing(0, slim.Rows()), "gantt")))
	c := plan().Chart(b.For("sv"), frame())
	goldentest.Equal(t, "gantt-part.svg", []byte(chart.SVG(c.Drawing(4, 9), "gantt")))
}

func TestAPartOfAGanttChartHoldsWholeRowsAndNamesTheWaveThatGoesOn(t *testing.T) {
	c := plan().Chart(texts(t).For("en"), frame())
	for depth := 60.0; depth < 400; depth += 13 {
		for from := 0; from < c.Rows(); {
			to := c.Fit(from, depth)
			if to == from {
				if depth > 90 {
					t.Fatalf("nothing fits into %v", depth)
				}
				break
			}
			d := c.Drawing(from, to)
			if d.Height > depth+0.02 || math.Abs(d.Height-c.Height(from, to)) > 0.001 {
				t.Errorf("rows %d to %d are %v high, of %v", from, to, d.Height, depth)
			}
			if to < c.Rows() && to > from+1 && c.Strips[to-1].Kind.heads() {
				t.Errorf("in %v the name of a wave is the last", depth)
			}
			svg := chart.SVG(d, "x")
			if goesOn := !c.Strips[from].Kind.heads(); strings.Contains(svg, "continued") != goesOn {
				t.Errorf("from row %d on, continued is %v", from, !goesOn)
			}
			if !strings.Contains(svg, "Today, ") {
				t.Errorf("rows %d to %d have no today", from, to)
			}
			from = to
		}
	}
}

// standsFree fails when a shape leaves the drawing, or words stand on other words.
func standsFree(t *testing.T, name string, d chart.Drawing) {
	t.Helper()
	type box struct{ l, r, y float64 }
	var said []box
	for _, s := range d.Shapes {
		text, is := s.(chart.Text)
		if !is {
			continue
		}
		w, l := chart.Width(text.Text, text.Size, text.Bold), text.At.X
		switch text.Anchor {
		case chart.Middle:
			l -= w / 2
		case chart.End:
			l -= w
		}
		if l < -0.01 || l+w > d.Width+0.01 {
			t.Errorf("%s: %q leaves the drawing: %v to %v of %v", name, text.Text, l, l+w, d.Width)
		}
		for _, other := range said {
			if l < other.r && other.l < l+w && math.Abs(other.y-text.At.Y) < 0.7*text.Size {
				t.Errorf("%s: %q stands on other words", name, text.Text)
			}
		}
		said = append(said, box{l, l + w, text.At.Y})
	}
}

func TestNoWordsOfAGanttChartStandOnOthersOrLeaveIt(t *testing.T) {
	b := texts(t)
	for _, lang := range b.Languages() {
		c := plan().Chart(b.For(lang), frame())
		standsFree(t, lang, c.Drawing(0, c.Rows()))
		far := plan()
		far.Strips = append(far.Strips, strip(TaskStrip, 1, strings.Repeat("långt ord ", 60), Todo, -3000, 200_000, 2_000_000), strip(TaskStrip, 2, strings.Repeat("W", 300), Blocked, 0, 1, 900))
		far.Strips[13].Owner = strings.Repeat("Ø", 300)
		c = far.Chart(b.For(lang), frame())
		standsFree(t, "far "+lang, c.Drawing(0, c.Rows()))
		c = plan().Chart(b.For(lang), Frame{Wide: 1000, Type: 12, Step: 4})
		standsFree(t, "page "+lang, c.Drawing(0, c.Rows()))
	}
}

func TestARollOutIsPutIntoWavesPilotsAndTheirTasks(t *testing.T) {
	wave, pilot, owner := "w", "p", "o"
	w := Whole{Stages: Stages{Waves: []Wave{{Name: "One", StartOn: day(1), EndOn: day(12)}, {Name: "Two"}}, Pilots: []Pilot{{Name: "Small", WaveID: &wave, Outcome: Go, EndOn: day(4), OutcomeOn: day(6)}}},
		Tasks: []Task{
			{Title: "Of the wave", WaveID: &wave, OwnerID: &owner, PlannedFinish: day(9), ForecastFinish: day(20)},
			{Title: "Of the pilot", WaveID: &wave, PilotID: &pilot, Status: Done, ActualFinish: day(3), PlannedFinish: day(3)},
			{Title: "Of none", Milestone: true, PlannedFinish: day(9)},
		}}
	w.Waves[0].ID, w.Waves[1].ID, w.Pilots[0].ID = wave, "v", pilot
	w.tallies = []tally{{WaveID: &wave, Tally: Tally{Done: 1, Total: 2}}}
	var got []string
	for _, s := range w.Gantt(day(10), map[string]string{"o": "Åsa"}).Strips {
		got = append(got, fmt.Sprintf("%d %s %s%s %s +%d", s.Depth, s.Kind, s.Title.Text, s.Title.Key, s.Owner, s.Slip()))
	}
	want := []string{"0 wave One  +8", "1 pilot Small  +2", "2 task Of the pilot  +0", "1 task Of the wave Åsa +11", "0 wave Two  +0", "0 apart rollout.gantt.apart  +0", "1 milestone Of none  +0"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func BenchmarkAGanttChartOfFiveThousandTasks(b *testing.B) {
	t, err := i18n.Load(osTexts())
	if err != nil {
		b.Fatal(err)
	}
	g := Gantt{Today: day(10)}
	for i := range 5000 {
		g.Strips = append(g.Strips, strip(TaskStrip, 1, fmt.Sprintf("Task %d of the many that there are", i), Doing, i%300-100, i%300, i%300+i%20))
	}
	b.ReportAllocs()
	for b.Loop() {
		c := g.Chart(t.For("en"), frame())
		for from := 0; from < c.Rows(); {
			to := c.Fit(from, 700)
			c.Drawing(from, to)
			from = to
		}
	}
}

func TestOnAPhoneEachBarStandsBelowItsNameAndWithinThePicture(t *testing.T) {
	c := plan().Chart(texts(t).For("sv"), Frame{Wide: 358, Type: 12, Step: 6, Slim: true})
	d := c.Drawing(4, c.Rows()) // in which a wave goes on
	said, owners := 0, 0
	for _, s := range d.Shapes {
		switch s := s.(type) {
		case chart.Rect:
			if s.X < 0 || s.X+s.W > d.Width+0.1 || s.Y+s.H > d.Height {
				t.Errorf("a box lies outside: %+v", s)
			}
		case chart.Text:
			said++
			if s.Anchor != chart.Middle && s.At.X+chart.Width(s.Text, s.Size, s.Bold) > d.Width {
				t.Errorf("%q ends outside", s.Text)
			}
			if strings.Contains(s.Text, "Łukowska") {
				owners++
			}
		}
	}
	if said == 0 || owners > 0 {
		t.Errorf("%d texts, %d of them owners", said, owners)
	}
	for i, r := range c.rows {
		if r.Kind != ApartStrip && (r.on != len(r.name) || r.high < float64(r.on+1)*c.leading()) {
			t.Errorf("row %d is %v high, its bar on line %d of %d", i, r.high, r.on, len(r.name))
		}
	}
}

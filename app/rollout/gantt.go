package rollout

import (
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// StripKind says what a row of a Gantt chart shows.
type StripKind string

// The kinds of rows. What is in no wave stands under a row of its own.
const (
	WaveStrip      StripKind = "wave"
	ApartStrip     StripKind = "apart"
	PilotStrip     StripKind = "pilot"
	TaskStrip      StripKind = "task"
	MilestoneStrip StripKind = "milestone"
)

// heads reports whether rows follow that belong to this one, and that its name is
// repeated above where they go on.
func (k StripKind) heads() bool { return k == WaveStrip || k == ApartStrip }

// Strip is a row of a Gantt chart, and what a report freezes of it.
type Strip struct {
	Kind     StripKind   `json:"kind"`
	Depth    int         `json:"depth"` // how far it is set in
	Code     string      `json:"code"`
	Path     string      `json:"path,omitempty"` // of its page, below the project's address
	Title    i18n.Phrase `json:"title"`
	Owner    string      `json:"owner"`
	Status   Status      `json:"status"`
	Start    date.Day    `json:"start"`
	Planned  date.Day    `json:"planned"`  // the finish
	Expected date.Day    `json:"expected"` // when finished, the day of that
}

// Slip is how many days later than planned it is or was finished.
func (s Strip) Slip() int {
	if s.Planned.IsZero() || s.Expected.IsZero() {
		return 0
	}
	return s.Expected.Sub(s.Planned)
}

// Overdue reports whether it should have been finished by a day and is not.
func (s Strip) Overdue(today date.Day) bool {
	return s.Status != Done && !s.Expected.IsZero() && s.Expected.Before(today)
}

// begin is where a bar begins: at its end when nobody said.
func (s Strip) begin() date.Day {
	switch {
	case !s.Start.IsZero():
		return s.Start
	case !s.Planned.IsZero() && (s.Expected.IsZero() || s.Planned.Before(s.Expected)):
		return s.Planned
	}
	return s.Expected
}

// Gantt is a roll-out over time as it is drawn: each wave with its pilots, their
// tasks and its own.
type Gantt struct {
	Today  date.Day `json:"today"`
	Strips []Strip  `json:"strips"`
}

// Gantt puts a roll-out into rows; names are people's by their ids.
func (w Whole) Gantt(today date.Day, names map[string]string) Gantt {
	g := Gantt{Today: today}
	at := w.placed()
	for _, wave := range w.Waves {
		g.Strips = append(g.Strips, w.wave(wave, at, today))
		for _, p := range w.In(wave.ID) {
			g.pilot(p, at, names)
		}
		g.tasks(at[spot{wave.ID, ""}], 1, names)
	}
	head := len(g.Strips)
	for _, p := range w.In("") {
		g.pilot(p, at, names)
	}
	g.tasks(at[spot{}], 1, names)
	if len(g.Strips) > head && len(w.Waves) > 0 {
		g.Strips = append(g.Strips[:head:head], append([]Strip{{Kind: ApartStrip, Title: i18n.Phrase{Key: "rollout.gantt.apart"}}}, g.Strips[head:]...)...)
	}
	return g
}

// spot is where a task stands. One of a pilot stands with it, wherever else it is
// said to be.
type spot struct{ wave, pilot string }

func (w Whole) placed() map[spot][]Task {
	at := map[spot][]Task{}
	for _, t := range w.Tasks {
		where := spot{t.Wave(), ""}
		if t.Pilot() != "" {
			where = spot{"", t.Pilot()}
		}
		at[where] = append(at[where], t)
	}
	return at
}

// wave is a wave's row: it ends when the last of what is in it does.
func (w Whole) wave(v Wave, at map[spot][]Task, today date.Day) Strip {
	tally := w.OfWave(v.ID)
	s := Strip{Kind: WaveStrip, Path: "rollout/waves/" + v.ID, Title: v.Named(), Status: Todo, Start: v.StartOn, Planned: v.EndOn, Expected: v.EndOn}
	in := at[spot{v.ID, ""}]
	for _, p := range w.In(v.ID) {
		in = append(in[:len(in):len(in)], at[spot{"", p.ID}]...)
	}
	for _, t := range in {
		if t.Expected().After(s.Expected) {
			s.Expected = t.Expected()
		}
	}
	switch {
	case tally.Total > 0 && tally.Done == tally.Total:
		s.Status = Done
	case tally.Done > 0 || !v.StartOn.IsZero() && !v.StartOn.After(today):
		s.Status = Doing
	}
	return s
}

func (g *Gantt) pilot(p Pilot, at map[spot][]Task, names map[string]string) {
	s := Strip{Kind: PilotStrip, Depth: 1, Code: p.Coded(PilotLetter), Path: "rollout/pilots/" + p.ID, Title: p.Named(), Status: Todo, Start: p.StartOn, Planned: p.EndOn, Expected: p.EndOn}
	switch {
	case p.Outcome != "":
		s.Status = Done
		if !p.OutcomeOn.IsZero() {
			s.Expected = p.OutcomeOn
		}
	case !p.StartOn.IsZero() && !p.StartOn.After(g.Today):
		s.Status = Doing
	}
	g.Strips = append(g.Strips, s)
	g.tasks(at[spot{"", p.ID}], 2, names)
}

func (g *Gantt) tasks(all []Task, depth int, names map[string]string) {
	for _, t := range all {
		s := Strip{Kind: TaskStrip, Depth: depth, Code: t.Code(), Path: "rollout/tasks/" + t.ID, Title: t.Titled(), Owner: names[t.Owner()], Status: t.Status,
			Start: t.PlannedStart, Planned: t.PlannedFinish, Expected: t.Expected()}
		if t.Milestone {
			s.Kind = MilestoneStrip
		}
		g.Strips = append(g.Strips, s)
	}
}

// Late is how many tasks and milestones are overdue or expected later than planned,
// and of how many; what is done counts as kept.
func (g Gantt) Late() (late, total int) {
	for _, s := range g.Strips {
		if s.Kind != TaskStrip && s.Kind != MilestoneStrip {
			continue
		}
		total++
		if s.Status != Done && (s.Slip() > 0 || s.Overdue(g.Today)) {
			late++
		}
	}
	return late, total
}

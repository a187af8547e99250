package guide

import (
	"stegvis/app/platform/date"
	"stegvis/app/record"
	"stegvis/app/rollout"
)

// The bounds of the rules about the roll-out.
const (
	pilotAhead     = 120 // so many days before a wave there should be a pilot
	slipDays       = 14  // a milestone may slip so far without a reason
	milestoneAhead = 90  // within so many days there should be a milestone
	fewLate        = 2   // so many late tasks are no accident
	someOpen       = 8   // from so much open work on one asks who does it
)

func rolloutRules() []Rule {
	return []Rule{
		{"plan_none", Rollout, Pitfalls, 90, 7, 14, change("enable"), findNoPlan},
		{"pilot_none", Rollout, Factors, 60, 9, 0, change("wins"), findNoPilot},
		{"pilot_criteria", Rollout, Stages, 45, 7, 30, change("wins"), findNoCriteria},
		{"pilot_days", Rollout, Stages, 10, 5, 30, change("wins"), findUndatedPilots},
		{"pilot_decision", Rollout, Stages, 45, 9, 0, change("wins"), findUndecidedPilots},
		{"criteria_open", Rollout, Stages, 20, 4, 14, change("wins"), findOpenCriteria},
		{"wave_before_pilot", Rollout, Stages, 30, 9, 0, change("consolidate"), findEarlyWaves},
		{"wave_despite_stop", Rollout, Stages, 30, 9, 0, change("consolidate"), findStoppedWaves},
		{"milestone_reason", Rollout, Practice, 10, 5, 0, record.Tags{}, findUnexplained},
		{"next_milestone", Rollout, Pitfalls, 30, 5, 30, change("wins"), findNoMilestone},
		{"late_unowned", Rollout, Causes, 15, 8, 0, change("enable"), findLateUnowned},
		{"late_tasks", Rollout, Causes, 30, 6, 7, change("enable"), findLateTasks},
		{"blocked", Rollout, Kotter, 30, 7, 0, change("enable"), findBlocked},
		{"ahead_unowned", Rollout, Causes, 20, 6, 14, change("enable"), findAheadUnowned},
		{"half_on_one", Rollout, Causes, 45, 6, 21, change("enable"), findHalfOnOne},
	}
}

func findNoPlan(s State, _ date.Day) []Advice {
	return when(s.Pace.Tasks == 0, Advice{Place: fresh(TasksPage)})
}

// findNoPilot notices that a wave comes and nothing was tried before.
func findNoPilot(s State, today date.Day) []Advice {
	if len(s.Pilots) > 0 {
		return nil
	}
	for _, w := range s.Waves {
		if !w.Begin.IsZero() && !w.Begin.Before(today) && !w.Begin.After(today.AddDays(pilotAhead)) {
			return when(true, Advice{Object: w.ID, About: w.Named, Day: w.Begin, Place: fresh(PilotsPage, "wave_id", w.ID)})
		}
	}
	return nil
}

// stages finds something about each of some stages.
func stages(all []Stage, find func(Stage) (Advice, bool)) []Advice {
	var found []Advice
	for _, one := range all {
		if f, holds := find(one); holds {
			f.Object, f.About = one.ID, one.Named
			found = append(found, f)
		}
	}
	return found
}

func findNoCriteria(s State, _ date.Day) []Advice {
	return stages(s.Pilots, func(p Stage) (Advice, bool) {
		return Advice{Day: p.Begin, Place: Place{Page: PilotsPage, ID: p.ID, Query: map[string]string{"open": "criterion"}}}, p.Outcome == "" && p.Criteria == 0
	})
}

func findUndatedPilots(s State, _ date.Day) []Advice {
	return stages(s.Pilots, func(p Stage) (Advice, bool) {
		return Advice{Place: row(PilotsPage, p.ID)}, p.Outcome == "" && (p.Begin.IsZero() || p.End.IsZero())
	})
}

func findUndecidedPilots(s State, today date.Day) []Advice {
	return stages(s.Pilots, func(p Stage) (Advice, bool) {
		return Advice{Day: p.End, Place: row(PilotsPage, p.ID)}, p.Outcome == "" && passed(p.End, today)
	})
}

func findOpenCriteria(s State, _ date.Day) []Advice {
	return stages(s.Pilots, func(p Stage) (Advice, bool) {
		return Advice{Count: p.Unjudged, Place: row(PilotsPage, p.ID)}, p.Outcome != "" && p.Unjudged > 0
	})
}

// findEarlyWaves are waves that begin before the pilot in them is over, let alone
// decided.
func findEarlyWaves(s State, today date.Day) []Advice {
	return stages(s.Waves, func(w Stage) (Advice, bool) {
		var last Stage
		for _, p := range s.Pilots {
			if p.WaveID == w.ID && p.Outcome == "" && p.End.After(last.End) {
				last = p
			}
		}
		return Advice{Beside: last.Named, Day: w.Begin, Until: last.End, Place: row(WavesPage, w.ID)},
			!w.Begin.IsZero() && w.Begin.Before(last.End) && !passed(w.End, today)
	})
}

// findStoppedWaves are waves to come whose pilot said stop.
func findStoppedWaves(s State, today date.Day) []Advice {
	return stages(s.Waves, func(w Stage) (Advice, bool) {
		for _, p := range s.Pilots {
			if p.WaveID == w.ID && p.Outcome == rollout.Stop && w.Begin.After(today) {
				return Advice{Beside: p.Named, Day: w.Begin, Place: row(WavesPage, w.ID)}, true
			}
		}
		return Advice{}, false
	})
}

func findUnexplained(s State, _ date.Day) []Advice {
	return stages(s.Moved, func(m Stage) (Advice, bool) {
		slip := m.End.Sub(m.Begin)
		return Advice{Count: slip, Day: m.Begin, Until: m.End, Place: row(TasksPage, m.ID)}, slip > slipDays
	})
}

func findNoMilestone(s State, today date.Day) []Advice {
	near := s.Reached.ID != "" && !s.Reached.Day.After(today.AddDays(milestoneAhead))
	return when(s.Pace.Open > 0 && !near, Advice{Place: fresh(TasksPage, "milestone", "true")})
}

func findLateUnowned(s State, _ date.Day) []Advice {
	return when(s.LateTasks.Count > 0, Advice{About: s.LateTasks.Named, Count: s.LateTasks.Count, Day: s.LateTasks.Day,
		Place: at(s.LateTasks, TasksPage, list(TasksPage, "view", "list", "late", "true", "owner", record.Nobody))})
}

// findLateTasks counts those that somebody owns.
func findLateTasks(s State, _ date.Day) []Advice {
	late := s.Pace.Late - s.LateTasks.Count
	return when(late >= fewLate, Advice{Count: late, Place: list(TasksPage, "view", "list", "late", "true")})
}

func findBlocked(s State, _ date.Day) []Advice {
	return when(s.Blocked.Count > 0, Advice{About: s.Blocked.Named, Count: s.Blocked.Count,
		Place: at(s.Blocked, TasksPage, list(TasksPage, "view", "list", "status", string(rollout.Blocked)))})
}

// findAheadUnowned counts the work of the next weeks that is not late yet.
func findAheadUnowned(s State, _ date.Day) []Advice {
	unowned := s.Pace.Unowned - s.LateTasks.Count
	return when(unowned > 0, Advice{Count: unowned, Place: list(TasksPage, "view", "list", "ahead", "true", "owner", record.Nobody)})
}

// findHalfOnOne notices that one person owns over half of the open tasks and risks.
func findHalfOnOne(s State, _ date.Day) []Advice {
	open := s.Pace.Open + s.Risks.Open
	for _, l := range s.Loads {
		if open >= someOpen && 2*l.Count > open {
			return when(true, Advice{Object: l.ID, About: phrase(l.Name), Count: l.Count, Share: share(l.Count, open),
				Place: list(TasksPage, "view", "list", "owner", l.ID)})
		}
	}
	return nil
}

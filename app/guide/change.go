package guide

import (
	"time"

	"stegvis/app/framework"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// The bounds of the rules about the two tracks.
const (
	restDays     = 7  // after a step is done the next one should begin
	hollowDays   = 60 // so long after its beginning a step should have brought something about
	winAhead     = 90 // within so many days people should see a result
	overrideDays = 30 // so long a colour may stand in the rule's place without an end
)

func changeRules() []Rule {
	return []Rule{
		{"vision_missing", Change, Kotter, 90, 8, 0, change("vision"), findNoVision},
		{"vision_untold", Change, Kotter, 30, 6, 14, change("vision"), findUntoldVision},
		{"step_successor", Change, Practice, 15, 6, 0, record.Tags{}, findRest},
		{"step_unowned", Change, Practice, 10, 6, 7, record.Tags{}, findUnownedSteps},
		{"step_late", Change, Practice, 20, 7, 0, record.Tags{}, findLateSteps},
		{"step_ripe", Change, Practice, 5, 3, 14, record.Tags{}, findRipeSteps},
		{"step_hollow", Change, Practice, 60, 5, 14, record.Tags{}, findHollowSteps},
		{"win_late", Change, Kotter, 15, 8, 0, change("wins"), findLateWins},
		{"win_next", Change, Kotter, 30, 6, 30, change("wins"), findNoWinAhead},
		{"override_stale", Change, Practice, 10, 4, 14, record.Tags{}, findStaleOverrides},
	}
}

// findNoVision notices that people are told of a vision that nobody has written.
func findNoVision(s State, _ date.Day) []Advice {
	told := s.Told.Sent > 0 || s.underWay(record.Kotter, "communicate")
	return when(told && !s.Vision.Written, Advice{Place: on(framework.Place{Track: record.Kotter, StepKey: "vision"}, "vision")})
}

func findUntoldVision(s State, _ date.Day) []Advice {
	return when(s.Vision.Written && !s.Vision.Told && s.underWay(record.Kotter, "communicate"),
		Advice{Place: on(framework.Place{Track: record.Kotter, StepKey: "vision"}, "vision")})
}

// steps finds something about steps of both tracks. Each is told by its place, and
// belongs to itself.
func steps(s State, find func(one *framework.Standing) (Advice, bool)) []Advice {
	var found []Advice
	for _, track := range []string{record.Kotter, record.Gartner} {
		all := s.Tracks.Of(track)
		for i := range all {
			one := &all[i]
			f, holds := find(one)
			if !holds {
				continue
			}
			f.Object, f.About, f.Tags = one.Track+"."+one.StepKey, one.Named(), one.Place.Tags()
			if f.Place.Page == "" {
				f.Place = on(one.Place, "step")
			}
			found = append(found, f)
		}
	}
	return found
}

// findRest notices that a step is done and the next one was never begun, unless
// its beginning is planned for later.
func findRest(s State, today date.Day) []Advice {
	before := &framework.Standing{}
	return steps(s, func(one *framework.Standing) (Advice, bool) {
		last := before
		before = one
		rests := last.Track == one.Track && last.Status == framework.Done && one.State() == framework.Idle
		due := last.ActualFinish.AddDays(restDays)
		return Advice{Beside: last.Named(), Day: due, Until: last.ActualFinish}, rests && !due.After(today) && !one.PlannedStart.After(today)
	})
}

func findUnownedSteps(s State, _ date.Day) []Advice {
	return steps(s, func(one *framework.Standing) (Advice, bool) {
		return Advice{}, one.State() == framework.Active && one.Owner() == ""
	})
}

func findLateSteps(s State, today date.Day) []Advice {
	return steps(s, func(one *framework.Standing) (Advice, bool) {
		return Advice{Day: one.Expected()}, one.Late(today)
	})
}

// findRipeSteps are those that owe nothing and are not said to be done.
func findRipeSteps(s State, _ date.Day) []Advice {
	return steps(s, func(one *framework.Standing) (Advice, bool) {
		return Advice{Count: one.Total, Place: row(StepPage, one.Track+"/"+one.StepKey)}, one.Status != framework.Done && one.Total > 0 && one.Done == one.Total
	})
}

// findHollowSteps are those that have been under way for long and have brought
// nothing about.
func findHollowSteps(s State, today date.Day) []Advice {
	return steps(s, func(one *framework.Standing) (Advice, bool) {
		long := !one.PlannedStart.IsZero() && today.Sub(one.PlannedStart) >= hollowDays
		return Advice{Count: one.Total, Until: one.PlannedStart, Place: row(StepPage, one.Track+"/"+one.StepKey)},
			one.Status == framework.Active && long && one.Total > 0 && one.Done == 0
	})
}

func findLateWins(s State, today date.Day) []Advice {
	var found []Advice
	for _, w := range s.Wins {
		if w.Late(today) {
			place := on(framework.Place{Track: record.Kotter, StepKey: "wins"}, w.ID)
			place.Anchor = "w-" + w.ID
			found = append(found, Advice{Object: w.ID, About: w.Titled(), Day: w.PromisedOn, Place: place})
		}
	}
	return found
}

// findNoWinAhead asks, once there is a vision to work for, for a result that people
// will see soon.
func findNoWinAhead(s State, today date.Day) []Advice {
	if !s.underWay(record.Kotter, "communicate") && !s.underWay(record.Kotter, "wins") {
		return nil
	}
	for _, w := range s.Wins {
		if w.Status == framework.Promised && !w.PromisedOn.IsZero() && !w.PromisedOn.Before(today) && !w.PromisedOn.After(today.AddDays(winAhead)) {
			return nil
		}
	}
	return when(true, Advice{Place: on(framework.Place{Track: record.Kotter, StepKey: "wins"}, "win")})
}

// findStaleOverrides are colours that a person set without an end, long ago.
func findStaleOverrides(s State, today date.Day) []Advice {
	var found []Advice
	for _, o := range s.Overrides {
		since := date.Of(o.UpdatedAt, time.UTC)
		if o.UntilOn.IsZero() && today.Sub(since) >= overrideDays {
			found = append(found, Advice{Object: o.ID, About: i18n.Phrase{Key: o.Label()}, Until: since, Place: list(HealthPage)})
		}
	}
	return found
}

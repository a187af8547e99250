package guide

import (
	"stegvis/app/framework"
	"stegvis/app/platform/date"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
)

// The bounds of the rules about people.
const (
	smallCoalition = 4                // fewer people seldom carry a change
	silentDays     = 42               // so long may nobody be told anything
	someMessages   = 3                // from so many on one asks whether anybody could answer
	somePlaces     = 10               // from so many on a share of attendance says something
	mostAbsent     = 2000             // basis points
	trainAhead     = 60               // so many days before a wave people are trained
	waveAhead      = 60               // so many days before its beginning a wave's training is planned
	waveLength     = 60               // days of a wave without an end
	fewMembers     = 3                // in so small a project one person may do everything
	enoughLines    = activeLines / 10 // of the log, to say who does anything
)

func peopleRules() []Rule {
	return []Rule{
		{"sponsor", People, Factors, 30, 10, 0, change("coalition"), missing(stakeholder.Sponsor)},
		{"line_manager", People, Kotter, 30, 8, 7, change("coalition"), missing(stakeholder.LineManager)},
		{"voice", People, Pitfalls, 30, 7, 14, change("coalition"), missing(stakeholder.Voice)},
		{"expert", People, Factors, 30, 5, 14, change("coalition"), missing(stakeholder.Expert)},
		{"coalition_small", People, Kotter, 45, 6, 30, change("coalition"), findSmallCoalition},
		{"opposed", People, Kotter, 45, 8, 0, change("coalition"), func(s State, _ date.Day) []Advice { return findOpposed(s.Opposed.Groups, stakeholder.Group) }},
		{"opposed_person", People, Kotter, 45, 8, 0, change("coalition"), func(s State, _ date.Day) []Advice { return findOpposed(s.Opposed.Persons, stakeholder.Person) }},
		{"talk_overdue", People, Practice, 30, 5, 0, change("coalition"), func(s State, _ date.Day) []Advice { return findTalkDue(s.TalkDue.Groups, stakeholder.Group) }},
		{"talk_overdue_person", People, Practice, 30, 5, 0, change("coalition"), func(s State, _ date.Day) []Advice { return findTalkDue(s.TalkDue.Persons, stakeholder.Person) }},
		{"silence", People, Kotter, 60, 8, 0, change("communicate"), findSilence},
		{"message_overdue", People, Kotter, 20, 6, 0, change("communicate"), findUnsent},
		{"one_way", People, Causes, 60, 5, 14, change("communicate"), findOneWay},
		{"next_message", People, Kotter, 30, 4, 21, change("communicate"), findNoMessageAhead},
		{"training_overdue", People, Kotter, 20, 6, 0, change("enable"), findUnheld},
		{"attendance", People, Causes, 30, 5, 14, change("enable"), findAbsent},
		{"wave_training", People, Causes, 45, 8, 0, change("enable"), findUntrainedWaves},
		{"lead_alone", People, Factors, 45, 5, 21, change("coalition"), findLeadAlone},
	}
}

// missing is advice to name somebody for a part of the coalition.
func missing(p stakeholder.Part) func(State, date.Day) []Advice {
	return func(s State, today date.Day) []Advice {
		return when(!s.Coalition.Has(p, today), Advice{Place: fresh(CoalitionPage, "part", string(p))})
	}
}

// findSmallCoalition asks for more people once the change goes out to everybody.
func findSmallCoalition(s State, today date.Day) []Advice {
	n := s.Coalition.People(today)
	return when(n > 0 && n < smallCoalition && s.underWay(record.Kotter, "communicate"), Advice{Count: n, Place: fresh(CoalitionPage)})
}

// findOpposed asks for somebody who talks to those who can stop the change and are
// against it.
func findOpposed(some Some, of stakeholder.Sort) []Advice {
	return when(some.Count > 0, Advice{About: some.Named, Count: some.Count,
		Place: at(some, StakeholdersPage, list(StakeholdersPage, "powerful", "true", "attitude", string(stakeholder.Against), "owner", record.Nobody, "of", string(of)))})
}

func findTalkDue(some Some, of stakeholder.Sort) []Advice {
	return when(some.Count > 0, Advice{About: some.Named, Count: some.Count, Day: some.Day,
		Place: at(some, StakeholdersPage, list(StakeholdersPage, "overdue", "true", "of", string(of)))})
}

// findSilence counts from the last message or, before the first, from the
// project's beginning.
func findSilence(s State, today date.Day) []Advice {
	last := s.Told.LastSentOn
	if last.IsZero() {
		last = s.Start
	}
	return when(!last.IsZero() && today.Sub(last) >= silentDays,
		Advice{Day: last, Place: fresh(MessagesPage, "status", string(stakeholder.MessageSent), "channel", string(stakeholder.Meeting))})
}

func findUnsent(s State, _ date.Day) []Advice {
	return when(s.Unsent.Count > 0, Advice{About: s.Unsent.Named, Count: s.Unsent.Count, Day: s.Unsent.Day,
		Place: at(s.Unsent, MessagesPage, list(MessagesPage, "overdue", "true"))})
}

func findOneWay(s State, _ date.Day) []Advice {
	return when(s.Heard.Count >= someMessages && s.Heard.Day.IsZero(),
		Advice{Count: s.Heard.Count, Place: fresh(MessagesPage, "channel", string(stakeholder.Workshop))})
}

// findNoMessageAhead asks for the next message while the vision is being told.
func findNoMessageAhead(s State, _ date.Day) []Advice {
	telling := false
	for _, step := range s.Tracks.Of(record.Kotter) {
		telling = telling || step.StepKey == "communicate" && step.State() == framework.Active
	}
	return when(telling && s.Told.NextOn.IsZero(), Advice{Place: fresh(MessagesPage)})
}

func findUnheld(s State, _ date.Day) []Advice {
	return when(s.Unheld.Count > 0, Advice{About: s.Unheld.Named, Count: s.Unheld.Count, Day: s.Unheld.Day,
		Place: at(s.Unheld, TrainingsPage, list(TrainingsPage, "overdue", "true"))})
}

// findAbsent asks for another training until there are places for all who missed
// theirs.
func findAbsent(s State, _ date.Day) []Advice {
	absent := s.Trained.Places - s.Trained.Attended
	return when(s.Trained.Places >= somePlaces && absent*10000 > s.Trained.Places*mostAbsent && s.Trained.Ahead < absent,
		Advice{Count: int(absent), Place: fresh(TrainingsPage)})
}

// findUntrainedWaves looks for waves that begin soon, or have begun, without a
// training shortly before or within them.
func findUntrainedWaves(s State, today date.Day) []Advice {
	var found []Advice
	for _, w := range s.Waves {
		if w.Begin.IsZero() || w.Begin.After(today.AddDays(waveAhead)) || passed(w.End, today) {
			continue
		}
		end := w.End
		if end.IsZero() {
			end = w.Begin.AddDays(waveLength)
		}
		if !s.trainedBetween(w.Begin.AddDays(-trainAhead), end) {
			found = append(found, Advice{Object: w.ID, About: w.Named, Day: w.Begin, Place: fresh(TrainingsPage, "planned_on", soon(w.Begin, today).String())})
		}
	}
	return found
}

// soon is a good day for a wave's training: two weeks before it, or today.
func soon(begin, today date.Day) date.Day {
	if best := begin.AddDays(-14); best.After(today) {
		return best
	}
	return today
}

func (s State) trainedBetween(from, to date.Day) bool {
	for _, day := range s.Trainings {
		if !day.Before(from) && !day.After(to) {
			return true
		}
	}
	return false
}

// findLeadAlone notices that of several members only the leads have changed
// anything of late.
func findLeadAlone(s State, _ date.Day) []Advice {
	members, lines, leads := 0, 0, 0
	for role, n := range s.Members {
		members += n
		if role == "lead" {
			leads = n
		}
	}
	for _, n := range s.Active {
		lines += n
	}
	return when(members >= fewMembers && members > leads && lines >= enoughLines && s.Active["lead"] == lines,
		Advice{Count: members - leads, Place: list(MembersPage)})
}

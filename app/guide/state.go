package guide

import (
	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

// State is what advice is given from, read at one moment: what health is judged
// from, and what one must know beyond that.
type State struct {
	outlook.State
	Start      date.Day // of the project
	Vision     Vision
	Waves      []Stage
	Pilots     []Stage
	Moved      []Stage // pending milestones that slip without a reason: Begin is planned, End forecast
	Reached    Some    // the next milestone
	LateTasks  Some    // late and owned by nobody
	Blocked    Some
	Unowned    Some    // high risks that nobody owns
	Planless   Some    // high risks about which nothing is planned
	Due        Some    // risks whose review day has passed
	Unreviewed Some    // risks that nobody has looked at for long
	Unsent     Some    // messages that are overdue
	Unheld     Some    // trainings that are overdue
	Opposed    Parties // powerful and against, while nobody talks to them
	TalkDue    Parties // with whom a talk is overdue
	Trainings  []date.Day
	Heard      Some // the messages of late: Day is when people could last answer one
	Asked      []Question
	LateDone   Some                  // decisions that are not done beyond their day
	Uncarried  Some                  // decisions that nobody carries out: Day is when the first was made
	Categories map[risk.Category]int // open risks
	OpenAt     map[string]int        // open tasks by CRM step
	Loads      []Load                // who owns what is open, who owns most first
	Members    map[project.Role]int
	Active     map[project.Role]int // lines that they left in the log of late; "" is who is no member any more
}

// Vision is how far the change vision has come.
type Vision struct{ Written, Told bool }

// Some are rows that are alike: the one that presses most, and how many.
type Some struct {
	ID    string
	Named i18n.Phrase
	Day   date.Day
	Count int
}

// Parties are stakeholders that are alike: groups, and apart from them named
// persons, of whom few may know.
type Parties struct{ Groups, Persons Some }

// Stage is a wave, a pilot or a milestone.
type Stage struct {
	ID       string
	Named    i18n.Phrase
	Begin    date.Day
	End      date.Day
	WaveID   string          // of a pilot
	Outcome  rollout.Outcome // of a pilot
	Criteria int             // of a pilot
	Unjudged int             // of those
}

// Question is a decision that waits.
type Question struct {
	ID       string
	Named    i18n.Phrase
	Deadline date.Day
	Bare     bool   // nobody recommends anything
	Change   string // the change step that it is tagged with
}

// Load is how much of what is open one person owns.
type Load struct {
	ID    string
	Name  string
	Count int
}

// The facts that no slice keeps.
const (
	factMember = "member" // each role: State is it, Count its members
	factActive = "active" // each role of those who left the last lines in the log: Count is how many lines
)

// The last lines of the log are so many at most, of so many days.
const (
	activeLines = 100
	activeDays  = 30
)

// ownFacts asks for what no slice keeps: who is here, and who does anything.
func ownFacts(key project.Scope) []record.Asking {
	return []record.Asking{
		record.Ask(factMember, record.Columns{State: "role", Count: "COUNT(*)"}, "FROM member WHERE project_id = ? GROUP BY role", key.ProjectID),
		record.Ask(factActive, record.Columns{State: "COALESCE(m.role, '')", Count: "COUNT(*)"},
			"FROM (SELECT actor_id FROM audit WHERE stream = ? AND actor_kind = 'account' AND at >= ? ORDER BY seq DESC LIMIT ?) AS a LEFT JOIN member AS m ON m.project_id = ? AND m.account_id = a.actor_id GROUP BY COALESCE(m.role, '')",
			key.ProjectID, key.Now().UTC().AddDate(0, 0, -activeDays), activeLines, key.ProjectID),
	}
}

// stateOf is the state that facts tell of.
func stateOf(seen outlook.State, start date.Day, facts []record.Fact) State {
	s := State{State: seen, Start: start, Categories: map[risk.Category]int{}, OpenAt: map[string]int{},
		Members: map[project.Role]int{}, Active: map[project.Role]int{}}
	places, loads, unjudged := s.places(), map[string]int{}, map[string]int{}
	for _, f := range facts {
		if some, is := places[f.Name]; is {
			*some = Some{f.ID, f.Words(), f.End, f.Count}
			continue
		}
		switch f.Name {
		case framework.FactVision:
			s.Vision = Vision{Written: f.Count > 0, Told: f.State == string(framework.Communicated)}
		case rollout.FactWave:
			s.Waves = append(s.Waves, stageOf(f))
		case rollout.FactPilot:
			s.Pilots = append(s.Pilots, stageOf(f))
		case rollout.FactMoved:
			s.Moved = append(s.Moved, stageOf(f))
		case rollout.FactUnjudged:
			unjudged[f.ID] = f.Count
		case rollout.FactOpenAt:
			s.OpenAt[f.State] = f.Count
		case risk.FactCategory:
			s.Categories[risk.Category(f.State)] = f.Count
		case rollout.FactOwns, risk.FactOwns, decision.FactOwns:
			s.load(loads, f)
		case stakeholder.FactTraining:
			s.Trainings = append(s.Trainings, f.End)
		case decision.FactAsked:
			s.Asked = append(s.Asked, Question{f.ID, f.Words(), f.End, f.State == "bare", f.Of})
		case factMember:
			s.Members[project.Role(f.State)] = f.Count
		case factActive:
			s.Active[project.Role(f.State)] = f.Count
		}
	}
	for i, p := range s.Pilots {
		s.Pilots[i].Unjudged = unjudged[p.ID]
	}
	return s
}

// places are where facts about some rows go.
func (s *State) places() map[string]*Some {
	return map[string]*Some{
		rollout.FactReached: &s.Reached, rollout.FactLateUnowned: &s.LateTasks, rollout.FactBlocked: &s.Blocked,
		risk.FactUnowned: &s.Unowned, risk.FactPlanless: &s.Planless, risk.FactDue: &s.Due, risk.FactUnreviewed: &s.Unreviewed,
		stakeholder.FactOpposed: &s.Opposed.Groups, stakeholder.FactOfPerson(stakeholder.FactOpposed): &s.Opposed.Persons,
		stakeholder.FactTalkDue: &s.TalkDue.Groups, stakeholder.FactOfPerson(stakeholder.FactTalkDue): &s.TalkDue.Persons,
		decision.FactLate: &s.LateDone, decision.FactUncarried: &s.Uncarried,
		stakeholder.FactAnswerable: &s.Heard, stakeholder.FactUnsent: &s.Unsent, stakeholder.FactUnheld: &s.Unheld,
	}
}

func stageOf(f record.Fact) Stage {
	return Stage{ID: f.ID, Named: f.Words(), Begin: f.Begin, End: f.End, WaveID: f.Of, Outcome: rollout.Outcome(f.State), Criteria: f.Count}
}

// load adds up what one person owns; at says where each person stands.
func (s *State) load(at map[string]int, f record.Fact) {
	i, known := at[f.ID]
	if !known {
		i = len(s.Loads)
		at[f.ID] = i
		s.Loads = append(s.Loads, Load{ID: f.ID, Name: f.Text})
	}
	s.Loads[i].Count += f.Count
}

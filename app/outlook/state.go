package outlook

import (
	"stegvis/app/businesscase"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/platform/money"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

// State is what health is judged from, read once and at one moment.
type State struct {
	Pace        rollout.Pace
	Case        businesscase.Case
	Risks       risk.Standing
	Tracks      framework.Tracks
	Wins        []framework.Win
	Coalition   stakeholder.Coalition
	Told        stakeholder.Told
	Trained     stakeholder.Trained
	Assessments []maturity.Assessment // the latest first
	Overrides   []Override
	Kept        map[Dimension]Kept // as health was last written down
}

// values are the figures about which there is something to judge.
func (s State) values(today date.Day) map[Name]int64 {
	v := values{}
	v.put(s.Pace.Tasks > 0 && !s.Pace.Planned.IsZero(), FinishSlip, s.Pace.FinishSlip())
	v.put(s.Pace.Pending > 0, MilestoneSlip, s.Pace.Slip)
	v.put(s.Pace.Tasks > 0, LateShare, int(s.Pace.LateShare()))
	v.put(s.Pace.Tasks > 0, UnownedShare, int(s.Pace.UnownedShare()))
	v.put(s.Pace.Tasks > 0, Overloaded, s.Pace.Overload)
	total := s.Case.All()
	v.put(total.Approved > 0, OverShare, int(total.Over()))
	v.put(s.Risks.All > 0, HighRisks, s.Risks.High)
	v.put(s.Risks.All > 0, TopScore, s.Risks.Top)
	v.put(s.Risks.All > 0, UnownedRisks, s.Risks.Unowned)
	v.put(s.Risks.All > 0, ReviewsDue, s.Risks.Due)
	v.steps(s.Tracks.Of(record.Kotter), ChangeLate, ChangeSlip, today)
	v.steps(s.Tracks.Of(record.Gartner), CapabilityLate, "", today)
	v.wins(s.Wins, today)
	v.people(s, today)
	if len(s.Assessments) > 0 {
		v.put(true, Gap, s.Assessments[0].MeanGap())
		v.put(true, AssessmentAge, today.Sub(s.Assessments[0].AssessedOn))
	} else if v[CapabilityLate] == 0 { // punctual steps alone don't show that anything can be done
		delete(v, CapabilityLate)
	}
	return v
}

type values map[Name]int64

// put keeps a figure that is known; below zero is as good as zero.
func (v values) put(known bool, name Name, value int) {
	if known {
		v[name] = int64(max(value, 0))
	}
}

// steps counts what is late of a track, and how far its unfinished steps slip. A
// track of which no step has a day cannot be judged.
func (v values) steps(all []framework.Standing, late, slip Name, today date.Day) {
	dated, behind, worst := false, 0, 0
	for _, s := range all {
		dated = dated || !s.Expected().IsZero()
		if s.Late(today) {
			behind++
		}
		if s.Status != framework.Done {
			worst = max(worst, s.Slip())
		}
	}
	v.put(dated, late, behind)
	v.put(dated && slip != "", slip, worst)
}

func (v values) wins(all []framework.Win, today date.Day) {
	late := 0
	for _, w := range all {
		if w.Late(today) {
			late++
		}
	}
	v.put(len(all) > 0, WinsLate, late)
}

// people are the figures about those who carry the change and those who learn it.
// A coalition that nobody has begun to name cannot be judged.
func (v values) people(s State, today date.Day) {
	missing := 0
	for _, part := range []stakeholder.Part{stakeholder.Sponsor, stakeholder.LineManager} {
		if !s.Coalition.Has(part, today) {
			missing++
		}
	}
	v.put(len(s.Coalition) > 0, RolesMissing, missing)
	v.put(s.Trained.Planned+s.Trained.Held > 0, TrainingsLate, s.Trained.Overdue)
	v.put(s.Trained.Places > 0, Absent, int(money.Share(s.Trained.Places-s.Trained.Attended, s.Trained.Places)))
	v.put(s.Told.Sent > 0, Silence, today.Sub(s.Told.LastSentOn))
}

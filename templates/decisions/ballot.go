package decisions

import (
	"time"

	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

// BallotPage is a question for the bearer of a link. Of the page of those with an
// account it has what is asked, how many have answered, and the form to answer.
type BallotPage struct {
	OnePage
	Of    string // whose question it is: the organisation and the project
	Asked committee.Asked
	Left  bool      // the bearer is in the project no more
	Until time.Time // when the link ends
	Zone  *time.Location
}

// answers reports whether the form to answer is shown.
func (p BallotPage) answers() bool { return p.voting() && !p.Left }

// standsIn reports whether the bearer answers in the seat of another.
func (p BallotPage) standsIn() bool { return p.Asked.ForID != "" && p.Tally.Seat == p.Asked.ForID }

// ended is why no answers are taken, as the key of a word.
func (p BallotPage) ended() string {
	switch p.Decision.Status {
	case decision.Decided:
		return "decided"
	case decision.Withdrawn:
		return "withdrawn"
	}
	return "recalled"
}

func (p BallotPage) endedTone() partial.Tone {
	if p.Decision.Status == decision.Decided {
		return partial.Good
	}
	return partial.Idle
}

// mayNot says why the bearer cannot answer though others can, "" when they can or nobody
// does.
func (p BallotPage) mayNot(t *i18n.Text) string {
	switch {
	case !p.Decision.Circulating():
		return ""
	case p.Left:
		return t.T("decision.fault.left")
	case p.Tally.Seat == "":
		return t.T("decision.fault.no_seat")
	}
	return ""
}

func (p BallotPage) answerTitle(t *i18n.Text) string {
	if p.Tally.Own != nil {
		return t.T("decision.ballot.again")
	}
	return t.T("decision.ballot.give")
}

// deadline is by when it is to be decided, "" where nobody said.
func (p BallotPage) deadline(t *i18n.Text) string {
	if p.Decision.Deadline.IsZero() {
		return ""
	}
	return t.Day(p.Decision.Deadline)
}

// said is an answer in words.
func (p BallotPage) said(t *i18n.Text, v decision.Vote) string {
	if v.Choice == decision.Abstained || v.Choice > len(p.Tally.Options) {
		return t.T("decision.circulation.abstain")
	}
	return lettered(v.Choice-1, p.Tally.Options[v.Choice-1].Text)
}

// lettered is an option with its letter.
func lettered(i int, option string) string { return decision.OptionLetter(i) + ". " + option }

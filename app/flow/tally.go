package flow

import (
	"context"

	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// Tally is how a question stands that the members answer by circulation. Only those
// count who have a seat now.
type Tally struct {
	Options   []Count
	Abstained int
	Voted     int
	Members   int
	Needed    int            // of the members, for anything to be decided
	Carried   int            // number of the option that the rule carries, 0 for none yet
	Seat      string         // of the reader, a member's
	Own       *decision.Vote // what was answered for that seat
	Voices    []Voice
	Used      map[string]committee.PassState // the links by which somebody answered
}

// Count is an option with how many are for it.
type Count struct {
	Text string
	For  int
}

// Voice is what one member answered; By is who did so in their place, "" for
// themselves. Option is "" for who abstains.
type Voice struct {
	Name   string
	By     string
	Via    project.Via
	Option string
	Reason string
}

// Tally counts the answers to a question by the committee's rule. It is empty for
// one that is not circulated.
func (s *Deciding) Tally(ctx context.Context, key project.Scope, d decision.Decision) (Tally, error) {
	var t Tally
	votes, err := s.decisions.Votes(ctx, key, d)
	if err != nil || d.CirculatedAt == nil {
		return t, err
	}
	board, err := s.committee.Board(ctx, key)
	if err != nil {
		return t, err
	}
	return tallied(d.Choices(key.Text), votes, board, seatOf(board, key)), nil
}

func tallied(options []string, votes []decision.Vote, board committee.Board, seat string) Tally {
	t := Tally{Members: len(board.Members), Needed: board.Needed(), Seat: seat, Used: map[string]committee.PassState{}}
	for _, text := range options {
		t.Options = append(t.Options, Count{Text: text})
	}
	names := map[string]string{}
	for _, m := range board.Members {
		names[m.PersonID] = m.Name
	}
	for _, v := range votes {
		name, seated := names[v.PersonID]
		if !seated || v.Choice > len(options) {
			continue
		}
		t.add(v, name)
		if v.PersonID == seat {
			t.Own = &v
		}
	}
	for i := range t.Options {
		if board.Committee.Quorate(t.Voted, t.Members) && board.Committee.Carried(t.votes(i+1)) {
			t.Carried = i + 1
		}
	}
	return t
}

func (t *Tally) add(v decision.Vote, name string) {
	voice := Voice{Name: name, Via: v.Via, Reason: v.Reason}
	if v.InPlace(name) {
		voice.By = v.MadeBy
	}
	t.Voted++
	t.Used[v.LinkID] = committee.Answered
	if v.Choice == decision.Abstained {
		t.Abstained++
	} else {
		t.Options[v.Choice-1].For++
		voice.Option = t.Options[v.Choice-1].Text
	}
	t.Voices = append(t.Voices, voice)
}

// votes are those for one option and, being for another, against it.
func (t Tally) votes(option int) committee.Votes {
	v := committee.Votes{Abstained: t.Abstained, Members: t.Members}
	if option > 0 {
		v.For = t.Options[option-1].For
	}
	v.Against = t.Voted - t.Abstained - v.For
	return v
}

// Said says how many were for what is carried, and how many against.
func (t Tally) Said(text *i18n.Text) string {
	v := t.votes(t.Carried)
	return text.T("decision.circulation.said", "for", v.For, "against", v.Against, "abstained", v.Abstained, "voted", t.Voted, "members", t.Members)
}

package flow

import (
	"testing"

	"stegvis/app/committee"
	"stegvis/app/decision"
)

func TestAnOptionIsCarriedWhenTheCommitteesRuleIsMet(t *testing.T) {
	board := committee.Board{Committee: committee.Committee{Rule: committee.Usual()}}
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		board.Members = append(board.Members, committee.Member{PersonID: id, Name: id})
	}
	vote := func(who string, choice int) decision.Vote {
		return decision.Vote{PersonID: who, Choice: choice, MadeBy: who}
	}
	for name, c := range map[string]struct {
		majority committee.Majority
		votes    []decision.Vote
		carried  int
		voted    int
	}{
		"nobody has answered":             {committee.Simple, nil, 0, 0},
		"two of five are no quorum":       {committee.Simple, []decision.Vote{vote("a", 1), vote("b", 1)}, 0, 2},
		"three of five, two for":          {committee.Simple, []decision.Vote{vote("a", 2), vote("b", 1), vote("c", 2)}, 2, 3},
		"a tie carries nothing":           {committee.Simple, []decision.Vote{vote("a", 2), vote("b", 1), vote("c", 0)}, 0, 3},
		"who abstains takes part":         {committee.Simple, []decision.Vote{vote("a", 1), vote("b", 0), vote("c", 0)}, 1, 3},
		"all abstain":                     {committee.Simple, []decision.Vote{vote("a", 0), vote("b", 0), vote("c", 0)}, 0, 3},
		"most are for, but not more":      {committee.Simple, []decision.Vote{vote("a", 1), vote("b", 1), vote("c", 2), vote("d", 3)}, 0, 4},
		"half of all is not more":         {committee.Absolute, []decision.Vote{vote("a", 1), vote("b", 1), vote("c", 2)}, 0, 3},
		"more than half of all":           {committee.Absolute, []decision.Vote{vote("a", 1), vote("b", 1), vote("c", 1)}, 1, 3},
		"two thirds":                      {committee.TwoThirds, []decision.Vote{vote("a", 1), vote("b", 1), vote("c", 2)}, 1, 3},
		"one against is not all":          {committee.Unanimous, []decision.Vote{vote("a", 1), vote("b", 1), vote("c", 2)}, 0, 3},
		"all are for":                     {committee.Unanimous, []decision.Vote{vote("a", 3), vote("b", 3), vote("c", 0)}, 3, 3},
		"who has no seat does not count":  {committee.Simple, []decision.Vote{vote("a", 1), vote("b", 1), vote("z", 1)}, 0, 2},
		"an option that is there no more": {committee.Simple, []decision.Vote{vote("a", 9), vote("b", 1), vote("c", 1)}, 0, 2},
	} {
		board.Committee.Majority = c.majority
		got := tallied([]string{"x", "y", "z"}, c.votes, board, "")
		if got.Carried != c.carried || got.Voted != c.voted || got.Members != 5 || got.Needed != 3 {
			t.Errorf("%s: carried %d of %d, %+v", name, got.Carried, got.Voted, got)
		}
	}
	board.Members = nil
	if got := tallied([]string{"x", "y"}, nil, board, ""); got.Carried != 0 {
		t.Errorf("without members %+v is carried", got)
	}
}

func TestWhoStandsInForAMemberIsNamedBesideThem(t *testing.T) {
	board := committee.Board{Committee: committee.Committee{Rule: committee.Usual()}, Members: []committee.Member{{PersonID: "a", Name: "Åsa"}, {PersonID: "b", Name: "Bo"}}}
	for when, ids := range map[string][2]string{"as it is kept": {"a", "c"}, "as it was before": {"", ""}} {
		got := tallied([]string{"x"}, []decision.Vote{{PersonID: "a", ByID: ids[0], Choice: 1, MadeBy: "Åsa"}, {PersonID: "b", ByID: ids[1], MadeBy: "Cia", Reason: "Away"}}, board, "")
		if len(got.Voices) != 2 || got.Voices[0] != (Voice{Name: "Åsa", Option: "x"}) || got.Voices[1] != (Voice{Name: "Bo", By: "Cia", Reason: "Away"}) {
			t.Errorf("%s: %+v", when, got.Voices)
		}
	}
}

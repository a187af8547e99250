package committee_test

import (
	"testing"

	"stegvis/app/committee"
)

func TestAQuorumIsSoManyMembersOrAShareOfThemRoundedUp(t *testing.T) {
	for name, c := range map[string]struct {
		rule             committee.Rule
		present, members int
		want             bool
	}{
		"half of four is two":                {share(50), 2, 4, true},
		"one of four is not half":            {share(50), 1, 4, false},
		"half of five is three":              {share(50), 3, 5, true},
		"two of five is not half":            {share(50), 2, 5, false},
		"a whole committee":                  {share(100), 5, 5, true},
		"one short of a whole committee":     {share(100), 4, 5, false},
		"one per cent is still one":          {share(1), 1, 60, true},
		"one per cent is not nobody":         {share(1), 0, 60, false},
		"three members":                      {members(3), 3, 9, true},
		"two where three are needed":         {members(3), 2, 9, false},
		"more than there are is never met":   {members(6), 5, 5, false},
		"a committee of nobody":              {share(50), 0, 0, false},
		"guests do not make a committee":     {members(1), 3, 0, false},
		"a third of three, by 33 per cent":   {share(33), 1, 3, true},
		"a third of three, by 34 per cent":   {share(34), 1, 3, false},
		"two thirds of three, by 67 percent": {share(67), 2, 3, false},
	} {
		if got := c.rule.Quorate(c.present, c.members); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAQuestionIsCarriedByTheMajorityThatTheRuleAsksFor(t *testing.T) {
	for name, c := range map[string]struct {
		majority committee.Majority
		votes    committee.Votes
		want     bool
	}{
		"simple: one more for than against":           {committee.Simple, votes(3, 2, 0, 5), true},
		"simple: a tie carries nothing":               {committee.Simple, votes(2, 2, 1, 5), false},
		"simple: one for, all others abstain":         {committee.Simple, votes(1, 0, 4, 5), true},
		"simple: nobody votes":                        {committee.Simple, votes(0, 0, 0, 5), false},
		"absolute: more than half of all members":     {committee.Absolute, votes(3, 0, 0, 5), true},
		"absolute: half of all members is too little": {committee.Absolute, votes(3, 0, 0, 6), false},
		"absolute: many for of those who came":        {committee.Absolute, votes(2, 0, 0, 5), false},
		"two thirds: exactly":                         {committee.TwoThirds, votes(4, 2, 0, 6), true},
		"two thirds: one short":                       {committee.TwoThirds, votes(3, 2, 0, 6), false},
		"two thirds: who abstains does not weigh":     {committee.TwoThirds, votes(2, 1, 3, 6), true},
		"two thirds: nobody votes":                    {committee.TwoThirds, votes(0, 0, 6, 6), false},
		"unanimous: nobody is against":                {committee.Unanimous, votes(1, 0, 4, 5), true},
		"unanimous: one is against":                   {committee.Unanimous, votes(4, 1, 0, 5), false},
		"unanimous: nobody is for":                    {committee.Unanimous, votes(0, 0, 5, 5), false},
	} {
		rule := committee.Rule{QuorumBy: committee.ByShare, Quorum: 50, Majority: c.majority}
		if got := rule.Carried(c.votes); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func share(n int) committee.Rule {
	return committee.Rule{QuorumBy: committee.ByShare, Quorum: n, Majority: committee.Simple}
}

func members(n int) committee.Rule {
	return committee.Rule{QuorumBy: committee.ByMembers, Quorum: n, Majority: committee.Simple}
}

func votes(yes, no, neither, of int) committee.Votes {
	return committee.Votes{For: yes, Against: no, Abstained: neither, Members: of}
}

func TestADeputyCountsForTheMemberAndAGuestForNobody(t *testing.T) {
	one := func(id string, role committee.Part, forID string, present bool) committee.Participant {
		return committee.Participant{PersonID: id, Role: role, ForID: forID, Present: present}
	}
	for name, c := range map[string]struct {
		seats  []string
		called []committee.Participant
		want   committee.Attendance
	}{
		"nobody is called":                      {[]string{"a"}, nil, committee.Attendance{Members: 1}},
		"the chair is a member":                 {[]string{"a", "b"}, []committee.Participant{one("a", committee.Chair, "", true), one("b", committee.MemberPart, "", false)}, committee.Attendance{Present: 1, Members: 2}},
		"who is not called is away":             {[]string{"a", "b", "c"}, []committee.Participant{one("a", committee.Chair, "", true), one("b", committee.MemberPart, "", true)}, committee.Attendance{Present: 2, Members: 3}},
		"a member's part without a seat":        {[]string{"a", "b"}, []committee.Participant{one("a", committee.Chair, "", true), one("g", committee.MemberPart, "", true)}, committee.Attendance{Present: 1, Members: 2}},
		"a deputy for who is away":              {[]string{"a"}, []committee.Participant{one("a", committee.MemberPart, "", false), one("x", committee.DeputyPart, "a", true)}, committee.Attendance{Present: 1, Members: 1}},
		"a deputy beside who came all the same": {[]string{"a"}, []committee.Participant{one("a", committee.MemberPart, "", true), one("x", committee.DeputyPart, "a", true)}, committee.Attendance{Present: 1, Members: 1}},
		"a deputy who did not come":             {[]string{"a"}, []committee.Participant{one("a", committee.MemberPart, "", false), one("x", committee.DeputyPart, "a", false)}, committee.Attendance{Members: 1}},
		"a deputy for who has no seat":          {[]string{"a"}, []committee.Participant{one("x", committee.DeputyPart, "b", true)}, committee.Attendance{Members: 1}},
		"guests":                                {[]string{"a"}, []committee.Participant{one("a", committee.MemberPart, "", true), one("g", committee.Guest, "", true)}, committee.Attendance{Present: 1, Members: 1}},
	} {
		var board committee.Board
		for _, id := range c.seats {
			board.Members = append(board.Members, committee.Member{PersonID: id})
		}
		if got := board.Attendance(committee.Meeting{Participants: c.called}); got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

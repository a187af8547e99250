package committee

import "stegvis/app/platform/fault"

// QuorumBy says in what a quorum is counted.
type QuorumBy string

// Ways to count a quorum.
const (
	ByMembers QuorumBy = "members"
	ByShare   QuorumBy = "share" // per cent of the members, rounded up
)

// QuorumWays lists them.
func QuorumWays() []QuorumBy { return []QuorumBy{ByShare, ByMembers} }

// Majority is what it takes to carry a question.
type Majority string

// The majorities.
const (
	Simple    Majority = "simple"     // more votes for than against
	Absolute  Majority = "absolute"   // more than half of all members
	TwoThirds Majority = "two_thirds" // two thirds of the votes that are cast
	Unanimous Majority = "unanimous"  // every vote that is cast
)

// Majorities lists them, the easiest first.
func Majorities() []Majority { return []Majority{Simple, Absolute, TwoThirds, Unanimous} }

// Rule is by what a committee decides: how many must take part, and how many of
// them must be for.
type Rule struct {
	QuorumBy QuorumBy `json:"quorum_by" form:"quorum_by" validate:"required,oneof=members share"`
	Quorum   int      `json:"quorum" form:"quorum" validate:"min=1,max=100"` // members, or per cent of them
	Majority Majority `json:"majority" form:"majority" validate:"required,oneof=simple absolute two_thirds unanimous"`
}

// Usual is the rule until somebody sets another: half of the members, and more for
// than against.
func Usual() Rule { return Rule{QuorumBy: ByShare, Quorum: 50, Majority: Simple} }

// Needed is how many of some members must take part; at least one.
func (r Rule) Needed(members int) int {
	if r.QuorumBy == ByMembers {
		return max(r.Quorum, 1)
	}
	return max((members*r.Quorum+99)/100, 1)
}

// Quorate reports whether so many of the members suffice to decide.
func (r Rule) Quorate(present, members int) bool {
	return members > 0 && present >= r.Needed(members)
}

// Votes are those of one question. Who abstains takes part and weighs on neither
// side.
type Votes struct {
	For       int `json:"for"`
	Against   int `json:"against"`
	Abstained int `json:"abstained"`
	Members   int `json:"members"` // of the committee, whether they voted or not
}

// Cast is how many took part.
func (v Votes) Cast() int { return v.For + v.Against + v.Abstained }

// Carried reports whether a question is carried. A tie carries nothing.
func (r Rule) Carried(v Votes) bool {
	switch r.Majority {
	case Absolute:
		return 2*v.For > v.Members
	case TwoThirds:
		return v.For > 0 && 3*v.For >= 2*(v.For+v.Against)
	case Unanimous:
		return v.For > 0 && v.Against == 0
	}
	return v.For > v.Against
}

// fits refuses a quorum that no committee of so many members can reach.
func (r Rule) fits(members int) error {
	if r.QuorumBy == ByMembers && members > 0 && r.Quorum > members {
		return fault.Field("quorum", "committee.fault.quorum", "members", members)
	}
	return nil
}

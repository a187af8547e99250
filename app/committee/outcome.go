package committee

// Outcome is what came of a review so far.
type Outcome string

// The outcomes.
const (
	Unsettled Outcome = "open"     // too few have signed, or no side has the majority yet
	Carried   Outcome = "approved" // by the majority that the rule asks for
	Rejected  Outcome = "refused"  // by that majority
	Noted     Outcome = "noted"    // enough have signed, and nobody was for or against
	Divided   Outcome = "divided"  // all have signed, and no side has the majority
	Lapsed    Outcome = "lapsed"   // it was closed before it was settled
)

// Settled reports whether the committee need not take the report up any more.
func (o Outcome) Settled() bool { return o == Carried || o == Rejected || o == Noted }

// Counted are the sign-offs that count: of each seat the member's own last word, or
// else the last of who stands in.
func (r Review) Counted() []Signoff {
	own, other := map[string]Signoff{}, map[string]Signoff{}
	var seats []string
	for _, s := range r.Signoffs {
		if _, had := own[s.Seat()]; !had && other[s.Seat()].ID == "" {
			seats = append(seats, s.Seat())
		}
		if s.ForID == "" {
			own[s.Seat()] = s
		} else {
			other[s.Seat()] = s
		}
	}
	counted := make([]Signoff, len(seats))
	for i, seat := range seats {
		s, spoke := own[seat]
		if !spoke {
			s = other[seat]
		}
		counted[i] = s
	}
	return counted
}

// Counts reports whether a sign-off is one of those that count.
func (r Review) Counts(s Signoff) bool {
	for _, c := range r.Counted() {
		if c.ID == s.ID {
			return true
		}
	}
	return false
}

// Votes are how the members have signed. Who acknowledges takes part and weighs on
// neither side.
func (r Review) Votes() Votes {
	v := Votes{Members: r.Members}
	for _, s := range r.Counted() {
		switch s.Verdict {
		case Approved:
			v.For++
		case Refused:
			v.Against++
		default:
			v.Abstained++
		}
	}
	return v
}

// Outcome is what came of the review so far, by the rule as it was when the committee
// was asked; once it is closed, what came of it then.
func (r Review) Outcome() Outcome {
	if r.Closing != nil {
		return r.Closing.Outcome
	}
	v := r.Votes()
	other := Votes{For: v.Against, Against: v.For, Abstained: v.Abstained, Members: v.Members}
	switch {
	case !r.Quorate(v.Cast(), r.Members):
		return Unsettled
	case r.Rule.Carried(v):
		return Carried
	case r.Rule.Carried(other):
		return Rejected
	case v.Abstained == v.Cast():
		return Noted
	case v.Cast() == v.Members:
		return Divided
	}
	return Unsettled
}

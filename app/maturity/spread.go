package maturity

import (
	"cmp"
	"slices"
)

// Vote is one voice's blind score of one practice. It is a plain value, so that
// a workshop can hand votes over without knowing this room. Nobody's name is in
// it.
type Vote struct {
	Role  string `json:"role"` // "" when the voice did not choose one
	Level int    `json:"level"`
}

// Hundredths is a level in hundredths, since a quartile lies between levels.
type Hundredths int

// Whole is a level in hundredths.
func Whole(level int) Hundredths { return Hundredths(100 * level) }

// Level is the nearest whole level; a half goes up.
func (h Hundredths) Level() int { return (int(h) + 50) / 100 }

const (
	// Enough voices make a group whose figures are shown.
	Enough = 3
	// enoughToPart voices make a group whose quartiles are shown: the quartiles
	// of five pass over the lowest and the highest vote, those of three or four
	// would spell out every one.
	enoughToPart = 5
)

// Others are the voices whose roles are too small, or were not chosen, together.
const Others = "others"

// Group is what is told of some voices that voted on one practice.
type Group struct {
	Role   string // Others for several roles together, "" for all voices
	Voices int
	Median Hundredths
	Parted bool // the quartiles are told
	Lower  Hundredths
	Upper  Hundredths
}

// Spread is what is told of the blind votes on one practice. Least and Most are
// told of all voices only. It is made once, from the votes as they were when they
// were revealed: two spreads of which one has a vote more would tell that vote.
type Spread struct {
	All    Group
	Least  int
	Most   int
	Groups []Group // by role, the largest first and Others last; none when there is only one group
	Silent bool    // there are votes, but too few to tell anything of them
	named  map[string]bool
}

// SpreadOf tells of blind votes what can be told without telling a single voice:
//
//   - a role of fewer than Enough voices is told of only within Others;
//   - when Others has fewer than Enough voices itself, the smallest of the roles
//     told apart joins it, because all voices less the others would tell Others;
//   - fewer than Enough votes in all are not told at all.
//
// Which roles are told apart depends on how many voted, never on what they voted,
// so that it tells nothing either. Where a whole group says the same, its figures
// say so: no group figure can keep that back.
func SpreadOf(votes []Vote) Spread {
	if len(votes) == 0 {
		return Spread{}
	}
	if len(votes) < Enough {
		return Spread{All: Group{Voices: len(votes)}, Silent: true}
	}
	sorted := levelsOf(votes)
	s := Spread{All: groupOf("", sorted), Least: sorted[0], Most: sorted[len(sorted)-1], named: map[string]bool{}}
	apart, rest := partition(votes)
	for _, role := range apart {
		s.named[role] = true
	}
	if len(apart) == 0 || len(apart) == 1 && len(rest) == 0 {
		return s
	}
	for _, role := range apart {
		s.Groups = append(s.Groups, groupOf(role, levelsOf(ofRole(votes, role))))
	}
	if len(rest) > 0 {
		s.Groups = append(s.Groups, groupOf(Others, levelsOf(rest)))
	}
	return s
}

// Named is a role as it may be told beside these votes: itself when it is told
// apart, else Others.
func (s Spread) Named(role string) string {
	if s.named[role] {
		return role
	}
	return Others
}

// Agreed reports whether the middle half of all voices lies within one level, so
// that the talk can be short.
func (s Spread) Agreed() bool {
	if s.Silent || s.All.Voices == 0 {
		return false
	}
	if !s.All.Parted {
		return s.Most-s.Least <= 1
	}
	return s.All.Upper-s.All.Lower <= Whole(1)
}

// partition gives the roles that are told apart, the largest first, and the votes
// of all others.
func partition(votes []Vote) (apart []string, rest []Vote) {
	voices := map[string]int{}
	for _, v := range votes {
		voices[v.Role]++
	}
	hidden := 0
	for role, n := range voices {
		if n >= Enough && role != "" && role != Others {
			apart = append(apart, role)
		} else {
			hidden += n
		}
	}
	slices.SortFunc(apart, func(a, b string) int {
		return cmp.Or(cmp.Compare(voices[b], voices[a]), cmp.Compare(a, b))
	})
	if hidden > 0 && hidden < Enough && len(apart) > 0 {
		apart = apart[:len(apart)-1]
	}
	for _, v := range votes {
		if !slices.Contains(apart, v.Role) {
			rest = append(rest, v)
		}
	}
	return apart, rest
}

func ofRole(votes []Vote, role string) []Vote {
	var of []Vote
	for _, v := range votes {
		if v.Role == role {
			of = append(of, v)
		}
	}
	return of
}

func levelsOf(votes []Vote) []int {
	all := make([]int, len(votes))
	for i, v := range votes {
		all[i] = v.Level
	}
	slices.Sort(all)
	return all
}

func groupOf(role string, sorted []int) Group {
	g := Group{Role: role, Voices: len(sorted), Median: quantile(sorted, 2), Parted: len(sorted) >= enoughToPart}
	if g.Parted {
		g.Lower, g.Upper = quantile(sorted, 1), quantile(sorted, 3)
	}
	return g
}

// quantile is the given quarter (1, 2 or 3) of sorted values, in hundredths: the
// seventh definition of Hyndman and Fan, “Sample Quantiles in Statistical
// Packages”, The American Statistician 50 (1996), known as R-7, which is also the
// default of R and what spreadsheets call QUARTILE.INC. It joins the values on
// both sides of the place (n−1)·quarter/4 by a straight line. Quarters of whole
// numbers are exact in hundredths.
func quantile(sorted []int, quarter int) Hundredths {
	place := (len(sorted) - 1) * quarter
	low, part := place/4, place%4
	if part == 0 {
		return Whole(sorted[low])
	}
	return Hundredths(100*sorted[low] + 25*part*(sorted[low+1]-sorted[low]))
}

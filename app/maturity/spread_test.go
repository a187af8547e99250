package maturity

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// voted writes votes as role: levels.
func voted(by map[string][]int) []Vote {
	var all []Vote
	for _, role := range slices.Sorted(maps.Keys(by)) {
		for _, level := range by[role] {
			all = append(all, Vote{Role: role, Level: level})
		}
	}
	return all
}

func TestQuartilesAreThoseOfThePublishedExamples(t *testing.T) {
	for _, c := range []struct {
		source  string
		values  []int
		quarter int
		want    Hundredths
	}{
		{"Microsoft's manual of QUARTILE.INC: 3.5", []int{1, 2, 4, 7, 8, 9, 10, 12}, 1, 350},
		{"GrapeCity's manual of QUARTILE.INC: 20.25", []int{11, 18, 21, 27, 29, 32, 42, 52}, 1, 2025},
		{"SoftMaker's manual of QUARTILE.INC: 7", []int{1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 700},
		{"Tukey's hinge, the same here: 25.5", []int{6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49}, 1, 2550},
		{"Tukey's hinge, the same here: 42.5", []int{6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49}, 3, 4250},
		{"a median of an even number lies between the two in the middle", []int{2, 3, 4, 5}, 2, 350},
		{"one value is its own quartile", []int{4}, 3, 400},
	} {
		if got := quantile(c.values, c.quarter); got != c.want {
			t.Errorf("%s: got %d hundredths", c.source, got)
		}
	}
}

func TestARoleIsToldApartOnlyWhereNobodyIsToldByIt(t *testing.T) {
	for _, c := range []struct {
		rule  string
		votes map[string][]int
		want  []string // roles told apart with their voices
	}{
		{"nobody voted", nil, nil},
		{"a role alone is all voices", map[string][]int{"it": {1, 2, 3}}, nil},
		{"three voices of each role", map[string][]int{"it": {1, 2, 3}, "sales": {3, 4, 5}}, []string{"it 3", "sales 3"}},
		{"the largest first", map[string][]int{"it": {1, 2, 3}, "sales": {3, 4, 5, 5}}, []string{"sales 4", "it 3"}},
		{"two small roles that are three together", map[string][]int{"it": {1}, "finance": {2, 2}, "sales": {3, 4, 5}}, []string{"sales 3", "others 3"}},
		{"one small role takes the smallest other with it", map[string][]int{"it": {1, 1}, "service": {2, 3, 2}, "sales": {3, 4, 5, 5}}, []string{"sales 4", "others 5"}},
		{"where only one role is large enough, nothing is told apart", map[string][]int{"it": {1}, "sales": {3, 4, 5}}, nil},
		{"all roles are small", map[string][]int{"it": {1}, "finance": {2, 2}, "sales": {3}}, nil},
		{"a voice without a role is among the others", map[string][]int{"": {1, 2, 5}, "sales": {3, 4, 5}}, []string{"sales 3", "others 3"}},
		{"a role called others is no role of its own", map[string][]int{"others": {1, 2, 5}, "it": {4}, "sales": {3, 4, 5}}, []string{"sales 3", "others 4"}},
	} {
		var got []string
		for _, g := range SpreadOf(voted(c.votes)).Groups {
			got = append(got, fmt.Sprint(g.Role, " ", g.Voices))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.rule, got, c.want)
		}
	}
}

func TestFewerThanThreeVotesAreNotTold(t *testing.T) {
	for _, votes := range [][]Vote{{{"it", 5}}, {{"it", 5}, {"sales", 1}}} {
		want := Spread{All: Group{Voices: len(votes)}, Silent: true}
		if diff := cmp.Diff(want, SpreadOf(votes), cmpopts.IgnoreUnexported(Spread{})); diff != "" {
			t.Error(diff)
		}
	}
}

func TestThreeOrFourVoicesTellTheirMedianAlone(t *testing.T) {
	s := SpreadOf(voted(map[string][]int{"it": {1, 2, 5}, "sales": {2, 3, 4, 5}, "service": {1, 2, 3, 4, 5}}))
	want := []Group{
		{Role: "service", Voices: 5, Median: 300, Parted: true, Lower: 200, Upper: 400},
		{Role: "sales", Voices: 4, Median: 350},
		{Role: "it", Voices: 3, Median: 200},
	}
	if diff := cmp.Diff(want, s.Groups); diff != "" {
		t.Error(diff)
	}
	if s.Least != 1 || s.Most != 5 || s.All.Median != 300 || s.All.Lower != 200 || s.All.Upper != 425 {
		t.Errorf("of all: %+v", s)
	}
}

func TestVoicesAgreeWhenTheirMiddleHalfLiesWithinOneLevel(t *testing.T) {
	for _, c := range []struct {
		levels []int
		want   bool
	}{
		{nil, false}, {[]int{3, 3}, false}, {[]int{3, 3, 4}, true}, {[]int{3, 4, 5}, false},
		{[]int{1, 3, 3, 4, 5}, true}, {[]int{1, 2, 3, 4, 5}, false}, {[]int{1, 3, 3, 3, 3, 3, 5}, true},
	} {
		if got := SpreadOf(voted(map[string][]int{"it": c.levels})).Agreed(); got != c.want {
			t.Errorf("%v: %v", c.levels, got)
		}
	}
}

func anyVotes() *rapid.Generator[[]Vote] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Vote {
		return Vote{
			Role:  rapid.SampledFrom([]string{"", "management", "marketing", "finance", "sales", "service", "it"}).Draw(t, "role"),
			Level: rapid.IntRange(1, Levels).Draw(t, "level"),
		}
	}), 0, 24)
}

// What is told apart is a partition of all voices. Whatever is added to or taken
// from what is told is therefore a union of its groups, and the smallest of those
// is a group.
func TestNoSumOrDifferenceOfWhatIsToldIsAboutFewerThanThreeVoices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		votes := anyVotes().Draw(t, "votes")
		s := SpreadOf(votes)
		known := []int{s.All.Voices}
		for _, g := range s.Groups {
			known = append(known, g.Voices)
		}
		for chosen := range 1 << len(s.Groups) {
			left := s.All.Voices
			for i, g := range s.Groups {
				if chosen>>i&1 == 1 {
					left -= g.Voices
				}
			}
			if left != 0 && left < Enough && !s.Silent {
				t.Fatalf("of %v, %d voices are left", known, left)
			}
		}
		if len(s.Groups) == 1 {
			t.Fatal("a group alone is all voices and tells nothing more")
		}
	})
}

// Two voices of one group may have changed votes: what is told stays the same, so
// it cannot tell which of them voted what.
func TestWhatIsToldStaysTheSameWhenVoicesOfAGroupChangeVotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		votes := anyVotes().Filter(func(v []Vote) bool { return len(v) > 1 }).Draw(t, "votes")
		s := SpreadOf(votes)
		at := rapid.IntRange(0, len(votes)-1)
		i, j := at.Draw(t, "one"), at.Draw(t, "other")
		if len(s.Groups) > 0 && s.Named(votes[i].Role) != s.Named(votes[j].Role) {
			return
		}
		changed := slices.Clone(votes)
		changed[i].Level, changed[j].Level = votes[j].Level, votes[i].Level
		if diff := cmp.Diff(s, SpreadOf(changed), cmpopts.IgnoreUnexported(Spread{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Which roles are told apart follows from how many voted and not from what they
// voted, so that it gives no vote away.
func TestWhoIsToldApartDoesNotDependOnTheVotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		votes := anyVotes().Draw(t, "votes")
		before := SpreadOf(votes)
		for i := range votes {
			votes[i].Level = rapid.IntRange(1, Levels).Draw(t, "level")
		}
		after := SpreadOf(votes)
		for i := range after.Groups {
			if before.Groups[i].Role != after.Groups[i].Role || before.Groups[i].Voices != after.Groups[i].Voices {
				t.Fatalf("%v and %v", before.Groups, after.Groups)
			}
		}
	})
}

// Whoever knows all that is told, and who was in the room, tries every way in
// which they may have voted. Of a role that is too small to be told apart, more
// than one fits, unless a whole group must have said the same.
func TestTheVotesOfASmallRoleFitWhatIsToldInMoreThanOneWay(t *testing.T) {
	for _, room := range [][]string{
		{"it", "sales", "sales"},
		{"it", "finance", "finance", "service"},
		{"it", "it", "sales", "sales", "sales"},
		{"it", "finance", "finance", "sales", "sales", "sales"},
		{"it", "sales", "sales", "sales", "service", "service", "service"},
	} {
		fits := map[string]map[string]bool{} // what is told → the small role's votes, sorted
		same := map[string]bool{}            // a group of one opinion is told
		each(room, func(votes []Vote) {
			s := SpreadOf(votes)
			told := fmt.Sprint(s.All, s.Least, s.Most, s.Groups)
			if fits[told] == nil {
				fits[told] = map[string]bool{}
			}
			fits[told][fmt.Sprint(levelsOf(ofRole(votes, "it")))] = true
			same[told] = same[told] || s.ofOneMind(votes)
		})
		for told, ways := range fits {
			if len(ways) < 2 && !same[told] {
				t.Errorf("%v: %s tells the small role's votes: %v", room, told, ways)
			}
		}
	}
}

// ofOneMind reports whether a whole group said the same.
func (s Spread) ofOneMind(votes []Vote) bool {
	said := map[string]map[int]bool{}
	for _, v := range votes {
		group := s.Named(v.Role)
		if said[group] == nil {
			said[group] = map[int]bool{}
		}
		said[group][v.Level] = true
	}
	for _, levels := range said {
		if len(levels) == 1 {
			return true
		}
	}
	return false
}

// each tries every way in which a room may vote.
func each(room []string, try func([]Vote)) {
	votes := make([]Vote, len(room))
	var from func(int)
	from = func(i int) {
		if i == len(room) {
			try(votes)
			return
		}
		for level := 1; level <= Levels; level++ {
			votes[i] = Vote{Role: room[i], Level: level}
			from(i + 1)
		}
	}
	from(0)
}

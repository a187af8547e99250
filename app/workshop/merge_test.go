package workshop_test

import (
	"testing"

	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/workshop"
)

func TestWhoVotesOnAMergedCardSpeaksOfAllThatItStandsFor(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Dots: 4})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja", "")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		one, other := s.writes(maja, a, "No time"), s.writes(maja, a, "No time")
		s.must(s.votes(maja, a, one, 2, 1))
		s.must(s.votes(maja, a, other, 2, 2))
		s.must(s.Merge(t.Context(), s.key, s.id, a, []string{one, other}))
		s.must(s.votes(maja, a, one, 4, 3))
		s.refused(s.votes(maja, a, one, 5, 4), fault.Invalid, "a fifth dot")
		s.must(s.votes(maja, a, one, 1, 5))
		own, err := s.Own(t.Context(), maja, a)
		s.must(err)
		if own.Spent() != 1 {
			t.Errorf("of four dots %v are given", own.Votes)
		}
		s.must(s.Put(t.Context(), maja, a, workshop.CardDraft{ID: other, Text: "No time"})) // sent twice
		if n := len(s.room().Cards); n != 1 {
			t.Errorf("%d cards after the same was sent twice", n)
		}
		s.must(s.Put(t.Context(), maja, a, workshop.CardDraft{ID: other, Text: "No money"}))
		if n := len(s.room().Cards); n != 2 {
			t.Errorf("%d cards after one was changed", n)
		}
		s.must(s.Put(t.Context(), maja, a, workshop.CardDraft{ID: other, Text: "no TIME"}))
		s.must(s.MergeAlike(t.Context(), s.key, s.id, a))
		for _, in := range []string{one, other} {
			s.refused(s.Withdraw(t.Context(), maja, a, in), fault.Refused, "withdrawing what stands together")
		}
		s.must(s.Unmerge(t.Context(), s.key, s.id, a, one))
		s.must(s.Withdraw(t.Context(), maja, a, one))
		if cards := s.room().Cards; len(cards) != 1 || cards[0].ID != other {
			t.Errorf("of the two cards %v is left", cards)
		}
	})
}

func TestACardThatStandsForOthersTakesThemAndTheirDotsAwayWithIt(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Dots: 4})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja", "")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		one, other, third := s.writes(maja, a, "No time"), s.writes(maja, a, "No time"), s.writes(maja, a, "No money")
		s.must(s.votes(maja, a, one, 1, 1))
		s.must(s.votes(maja, a, other, 2, 2))
		s.must(s.MergeAlike(t.Context(), s.key, s.id, a))
		s.must(s.Hide(t.Context(), s.key, s.id, a, []string{one}, true))
		own, err := s.Own(t.Context(), maja, a)
		s.must(err)
		if table, err := s.Table(t.Context(), s.key, s.id); err != nil || own.Spent() != 0 || len(table.Taken) != 1 || len(table.Cards) != 1 {
			t.Errorf("with both away %v are given, %d cards are there and %d away, %v", own.Votes, len(table.Cards), len(table.Taken), err)
		}
		s.must(s.votes(maja, a, third, 3, 3))
		s.must(s.Hide(t.Context(), s.key, s.id, a, []string{one}, false))
		if own, err = s.Own(t.Context(), maja, a); err != nil || own.Spent() != 4 || own.Votes[one] != 1 {
			t.Errorf("back again: %v, %v", own.Votes, err)
		}
		if cards := s.room().Cards; len(cards) != 2 || cards[0].Merged != 1 {
			t.Errorf("back again: %+v", cards)
		}
	})
}

func TestACardWhoseWordsChangeStandsForNoOthers(t *testing.T) {
	for name, changed := range map[string]workshop.CardDraft{"other words": {Text: "No money", Part: "vision"}, "of another part": {Text: "No time", Part: "mission"}} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, s stage) {
				a := s.adds(workshop.ActivityDraft{Kind: workshop.Vision})
				s.must(s.Begin(t.Context(), s.key, s.id))
				maja, olle := s.joins("Maja", ""), s.joins("Olle", "")
				s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
				one, other := s.writes(maja, a, "No time"), s.writes(olle, a, "No time")
				for id, by := range map[string]project.Guest{one: maja, other: olle} {
					s.must(s.Put(t.Context(), by, a, workshop.CardDraft{ID: id, Text: "No time", Part: "vision"}))
				}
				s.must(s.MergeAlike(t.Context(), s.key, s.id, a))
				if n := len(s.room().Cards); n != 1 {
					t.Fatalf("%d cards", n)
				}
				changed.ID = one
				s.refused(s.Put(t.Context(), olle, a, changed), fault.NotFound, "changing another's card")
				if n := len(s.room().Cards); n != 1 {
					t.Errorf("%d cards after another's try", n)
				}
				s.must(s.Put(t.Context(), maja, a, changed))
				if n := len(s.room().Cards); n != 2 {
					t.Errorf("%d cards after the words changed", n)
				}
			})
		})
	}
}

func TestSomebodyWithoutAPhoneSpeaksOfAMergedCardAsOfAllThatItStandsFor(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Dots: 4})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja", "")
		p, err := s.AddProxy(t.Context(), s.key, s.id, workshop.Entry{Name: "Olle"})
		s.must(err)
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		one, other := s.writes(maja, a, "No time"), s.writes(maja, a, "No time")
		s.must(s.SpeakFor(t.Context(), s.key, s.id, a, p.ID, map[string]int{one: 1, other: 2}))
		s.must(s.MergeAlike(t.Context(), s.key, s.id, a))
		table, err := s.Table(t.Context(), s.key, s.id)
		s.must(err)
		if got := table.Spoken[p.ID]; got[one] != 3 {
			t.Fatalf("the form shows %v", got)
		}
		s.must(s.SpeakFor(t.Context(), s.key, s.id, a, p.ID, table.Spoken[p.ID]))
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Revealed))
		if sum := s.room().ResultOf(one).Sum; sum != 3 {
			t.Errorf("%d dots after it was saved as it stood", sum)
		}
	})
}

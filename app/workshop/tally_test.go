package workshop_test

import (
	"slices"
	"testing"

	"stegvis/app/platform/database"
	"stegvis/app/workshop"
)

func TestVotesAreCountedWhenAnActivityClosesAndAgainAfterAChange(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Dots: 3})
		s.must(s.Begin(t.Context(), s.key, s.id))
		turns := func(phases ...workshop.Phase) {
			t.Helper()
			for _, to := range phases {
				s.must(s.Turn(t.Context(), s.key, s.id, a, "", to))
			}
		}
		maja, olle := s.joins("Maja", ""), s.joins("Olle", "")
		turns(workshop.Open)
		card := database.NewID()
		s.must(s.Put(t.Context(), maja, a, workshop.CardDraft{ID: card, Text: "Old data"}))
		s.must(s.votes(maja, a, card, 2, 1))
		s.must(s.votes(olle, a, card, 1, 1))
		shows := func(want int) {
			t.Helper()
			if got := s.room().ResultOf(card).Sum; got != want {
				t.Errorf("%d dots, want %d", got, want)
			}
			_, results, err := s.Results(t.Context(), s.key, s.id)
			s.must(err)
			if got := results[0].ResultOf(card).Sum; got != want {
				t.Errorf("%d dots among the results, want %d", got, want)
			}
		}
		turns(workshop.Closed, workshop.Revealed)
		shows(3)
		turns(workshop.Closed, workshop.Open)
		s.must(s.votes(olle, a, card, 3, 2))
		turns(workshop.Revealed)
		shows(5)
		turns(workshop.Closed, workshop.Revealed)
		shows(5)
		turns(workshop.Open)
		s.must(s.votes(maja, a, card, 0, 3))
		turns(workshop.Closed)
		s.does("UPDATE workshop_vote SET value = 1 WHERE activity_id = ? AND value = 3", a)
		s.must(s.Hide(t.Context(), s.key, s.id, a, []string{card}, true))
		s.must(s.Hide(t.Context(), s.key, s.id, a, []string{card}, false))
		turns(workshop.Revealed)
		shows(1)
		if values := s.room().ResultOf(card).Values(); !slices.Equal(values, []int{1}) {
			t.Errorf("ballots %v", values)
		}
	})
}

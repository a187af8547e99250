package workshop_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/workshop"
)

// rehearses makes the stage's room one for a rehearsal.
func (s *stage) rehearses() {
	w, err := s.Create(s.t.Context(), s.key, workshop.Draft{Title: "Dry run", HeldOn: date.New(2026, 11, 25), Naming: workshop.Either, AskRole: true, Rehearsal: true})
	s.must(err)
	s.id = w.ID
}

func TestARehearsalHasMadeUpVoicesThatSpeakInWhatIsOpenByItsRules(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.rehearses()
		first := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Dots: 4, Options: "Old data"})
		later := s.adds(workshop.ActivityDraft{Kind: workshop.Scoring, Options: "Vision\nMetrics"})
		heard := func(activity string) (state workshop.State) {
			s.must(s.Turn(t.Context(), s.key, s.id, activity, "", workshop.Open))
			for range 2 { // the second time they have spoken already
				s.must(s.Rehearse(t.Context(), s.key, s.id, workshop.VoicesDraft{People: 12}))
			}
			s.must(s.Turn(t.Context(), s.key, s.id, activity, "", workshop.Revealed))
			return s.room()
		}
		var runs [2][][]int
		for run := range runs {
			s.must(s.Begin(t.Context(), s.key, s.id))
			state := heard(first)
			sum := 0
			for _, r := range state.Results {
				sum += r.Sum
			}
			if state.People != 12 || state.Voted != 12 || len(state.Cards) < 4 || sum != 12*4 {
				t.Errorf("risks: %d people, %d voted, %d cards, %d dots", state.People, state.Voted, len(state.Cards), sum)
			}
			state = heard(later)
			for _, r := range state.Results {
				if len(r.Ballots) != 12 {
					t.Errorf("scoring: %+v", r)
				}
				runs[run] = append(runs[run], r.Values())
			}
			people, err := s.People(t.Context(), s.key, s.id)
			s.must(err)
			for _, p := range people {
				if !p.MadeUp {
					t.Errorf("%s is not marked as made up", p.Name)
				}
			}
			s.refused(s.Write(t.Context(), s.key, s.id, first, state.Results[0].Subject, "risk/1"), fault.Refused, "a rehearsal's result in a register")
			s.must(s.Discard(t.Context(), s.key, s.id))
			if state := s.room(); state.People != 0 || state.Activity != nil || state.Workshop.Live.Stage() != workshop.Planned {
				t.Errorf("thrown away: %+v", state)
			}
		}
		if diff := cmp.Diff(runs[0], runs[1]); diff != "" {
			t.Errorf("the second rehearsal heard something else: %s", diff)
		}
	})
}

func TestEachKindOfActivityCanBeRehearsed(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.rehearses()
		s.must(s.Begin(t.Context(), s.key, s.id))
		for _, kind := range workshop.ActivityKinds() {
			a := s.adds(workshop.ActivityDraft{Kind: kind, Options: "One\nTwo"})
			s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
			s.must(s.Rehearse(t.Context(), s.key, s.id, workshop.VoicesDraft{People: 7}))
			if state := s.room(); state.Voted == 0 {
				t.Errorf("%s: nobody spoke", kind)
			}
		}
	})
}

func TestARealWorkshopHasNoMadeUpVoicesAndIsNotThrownAway(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		s.refused(s.Rehearse(t.Context(), s.key, s.id, workshop.VoicesDraft{People: 5}), fault.Refused, "made-up voices in a real room")
		s.refused(s.Discard(t.Context(), s.key, s.id), fault.Refused, "throwing a real workshop away")
		s.rehearses()
		s.must(s.Begin(t.Context(), s.key, s.id))
		for _, n := range []int{0, 41} {
			s.refused(s.Rehearse(t.Context(), s.key, s.id, workshop.VoicesDraft{People: n}), fault.Invalid, "too few or too many")
		}
	})
}

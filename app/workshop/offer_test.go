package workshop_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stegvis/app/platform/fault"
	"stegvis/app/workshop"
)

func TestLinesThatDifferOnlyInTheirLettersCaseAreOffersOnce(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Options: "Too late\n  too LATE \nToo dear\nÅr utan pengar\nÅR UTAN PENGAR\n\nToo dear"})
		_, all, err := s.Agenda(t.Context(), s.key, s.id)
		s.must(err)
		if got := all[0].Draft(s.key.Text).Options; got != "Too late\nToo dear\nÅr utan pengar" {
			t.Errorf("offered are %q", got)
		}
	})
}

func TestOnlyALevelThatTheQuestionHasCanBeAgreedOn(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		check := workshop.Option{Key: "sponsor", Text: "The sponsor takes part", Steps: []workshop.Step{{Value: 1, Text: "no"}, {Value: 3, Text: "partly"}, {Value: 5, Text: "yes"}}}
		ladder := workshop.Option{Key: "data", Text: "Data"}
		a, err := s.Add(t.Context(), s.key, s.id, workshop.ActivityDraft{Kind: workshop.Scoring, Minutes: 10}, "", []workshop.Option{check, ladder})
		s.must(err)
		s.must(s.Begin(t.Context(), s.key, s.id))
		for subject, want := range map[string][]int{"sponsor": {1, 3, 5}, "data": {1, 2, 3, 4, 5}} {
			var taken []int
			for level := range 8 {
				err := s.Agree(t.Context(), s.key, s.id, a.ID, subject, workshop.Agreed{Value: level})
				if err == nil {
					taken = append(taken, level)
				} else if f, ok := fault.As(err); !ok || f.Fields["value"].Key == "" {
					t.Errorf("%s at %d: %v", subject, level, err)
				}
			}
			if diff := cmp.Diff(want, taken); diff != "" {
				t.Errorf("%s: %s", subject, diff)
			}
		}
		f, _ := fault.As(s.Agree(t.Context(), s.key, s.id, a.ID, "data", workshop.Agreed{Value: 2, Dissents: []workshop.Dissent{{Reason: strings.Repeat("å", 1001)}}}))
		if f == nil || f.Fields["dissent"].Key == "" {
			t.Errorf("1,001 characters of dissent: %v", f)
		}
		s.refused(s.Agree(t.Context(), s.key, s.id, a.ID, "unknown", workshop.Agreed{Value: 2}), fault.NotFound, "a question that is not asked")
	})
}

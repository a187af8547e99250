package flow

import (
	"testing"

	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/record"
	"stegvis/app/workshop"
)

// scores opens a scoring of a questionnaire, or of one of its sections, and agrees on
// a level for some of its practices.
func (b *barn) scores(name, section string, agreed map[string]int) string {
	b.t.Helper()
	q, err := b.into.Maturity.Questionnaire(b.t.Context(), b.key, name)
	b.must(err)
	a, err := b.room.Add(b.t.Context(), b.key, b.id, workshop.ActivityDraft{Kind: workshop.Scoring, Minutes: 10, Questionnaire: name}, "", Scored(q, section))
	b.must(err)
	b.turns(a.ID, workshop.Open)
	for subject, n := range agreed {
		b.votes(0, a.ID, subject, n)
		b.must(b.room.Agree(b.t.Context(), b.key, b.id, a.ID, subject, workshop.Agreed{Value: n, Dissents: []workshop.Dissent{{Reason: "Seen otherwise: " + subject}}}))
	}
	b.turns(a.ID, workshop.Revealed)
	return a.ID
}

func (b *barn) assessed(name string) []maturity.Assessment {
	b.t.Helper()
	all, err := b.into.Maturity.HistoryOf(b.t.Context(), b.key, name)
	b.must(err)
	for i, a := range all {
		all[i], err = b.into.Maturity.One(b.t.Context(), b.key, a.ID)
		b.must(err)
	}
	return all
}

// earlier is an assessment of every practice at a level, one of them with evidence.
func (b *barn) earlier(unit string, level int) {
	b.t.Helper()
	q, err := b.into.Maturity.Questionnaire(b.t.Context(), b.key, maturity.CRM)
	b.must(err)
	d := maturity.Draft{AssessedOn: date.New(2026, 11, 1), Unit: unit, Level: map[string]int{}, Target: map[string]int{}, Proof: map[string]string{"written": "The text of " + unit}}
	for _, s := range q.Sections {
		d.Target[s.Key] = 4
		for _, p := range s.Practices {
			d.Level[p.Key] = level
		}
	}
	_, err = b.into.Maturity.Create(b.t.Context(), b.key, d)
	b.must(err)
}

func TestScoringsByOneQuestionnaireBecomeOneAssessmentAndWhatTheRoomLeftStaysOpen(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		b.earlier("", 2)
		vision := b.scores(maturity.CRM, "vision", map[string]int{"written": 3, "leaders": 4})
		strategy := b.scores(maturity.CRM, "strategy", map[string]int{"goals": 5})
		b.scores("ten_steps", "", map[string]int{"hire": 3})
		n, err := b.Take(t.Context(), b.key, b.id, HarvestDraft{Activity: strategy, Into: AsAssessment})
		if err != nil || n != 1 {
			t.Fatalf("%d assessments, %v", n, err)
		}
		b.refused(b.takes(vision, AsAssessment), fault.Refused, "what went into it already")
		all := b.assessed(maturity.CRM)
		a := all[0]
		if len(all) != 2 || a.Method != maturity.Workshop || a.Number <= all[1].Number || a.Note != "From workshop W1: Kick-off" {
			t.Fatalf("%d assessments, the latest %+v", len(all), a)
		}
		for practice, want := range map[string]int{"written": 3, "leaders": 4, "known": 0, "goals": 5, "segments": 0, "journeys": 2} {
			if j, _ := a.Judgement(practice); j.Level != want {
				t.Errorf("%s is at %d, want %d", practice, j.Level, want)
			}
		}
		if got := a.Of("vision"); got.Tenths != 35 || got.Target != 4 {
			t.Errorf("vision: %+v", got)
		}
		if proofs, err := b.into.Maturity.Proofs(t.Context(), b.key, a.ID); err != nil || len(proofs["written"]) != 1 {
			t.Errorf("the evidence of the earlier one: %+v, %v", proofs, err)
		}
		agreed, err := b.into.Agreed.Of(t.Context(), b.key, a.ID)
		if err != nil || len(agreed) != 3 || agreed[2].Dissents[0].Reason != "Seen otherwise: goals" || len(agreed[2].Votes) != 1 {
			t.Errorf("%+v, %v", agreed, err)
		}
		sources, err := b.room.Sources(t.Context(), b.key, record.Ref{Kind: maturity.Kind, ID: a.ID})
		if err != nil || len(sources) != 2 || sources[0].Code() != "W1" {
			t.Errorf("it came from %+v, %v", sources, err)
		}
	})
}

func TestAWorkshopAssessesTheUnitThatItIsAskedAbout(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		b.earlier("", 5)
		b.earlier("Malmö", 1)
		b.earlier("Ystad", 3)
		a := b.scores(maturity.CRM, "vision", map[string]int{"written": 2})
		if _, err := b.Take(t.Context(), b.key, b.id, HarvestDraft{Activity: a, Into: AsAssessment, Unit: " malmö "}); err != nil {
			t.Fatal(err)
		}
		got := b.assessed(maturity.CRM)[0]
		if j, _ := got.Judgement("goals"); got.Unit != "Malmö" || j.Level != 1 || got.Of("vision").Tenths != 20 {
			t.Errorf("%+v", got)
		}
	})
}

func TestASelfCheckIsRunInAWorkshopByItsOwnAnswers(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		q, err := b.into.Maturity.Questionnaire(t.Context(), b.key, "four_pitfalls")
		b.must(err)
		agreed := map[string]int{}
		for _, s := range q.Sections {
			for _, p := range s.Practices {
				agreed[p.Key] = 5
			}
		}
		asked, err := b.room.Add(t.Context(), b.key, b.id, workshop.ActivityDraft{Kind: workshop.Scoring, Minutes: 10, Questionnaire: q.Key}, "", Scored(q, ""))
		b.must(err)
		b.turns(asked.ID, workshop.Open)
		first := q.Sections[0].Practices[0].Key
		err = b.room.Vote(t.Context(), b.guests[1], asked.ID, workshop.VoteDraft{Subject: first, Value: 2, Sent: 1})
		b.refused(err, fault.Invalid, "an answer between no and partly")
		a := b.scores("four_pitfalls", "", agreed)
		b.must(b.takes(a, AsAssessment))
		if got := b.assessed("four_pitfalls"); len(got) != 1 || got[0].Mean() != 50 || got[0].OfCRM() {
			t.Errorf("%+v", got)
		}
	})
}

func TestAScoringByAQuestionnaireThatIsNotKeptHereSaysSo(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		q, err := b.into.Maturity.Questionnaire(t.Context(), b.key, maturity.CRM)
		b.must(err)
		a, err := b.room.Add(t.Context(), b.key, b.id, workshop.ActivityDraft{Kind: workshop.Scoring, Minutes: 10, Questionnaire: "another_clients"}, "", Scored(q, "vision"))
		b.must(err)
		b.turns(a.ID, workshop.Open)
		b.must(b.room.Agree(t.Context(), b.key, b.id, a.ID, "written", workshop.Agreed{Value: 2}))
		b.turns(a.ID, workshop.Revealed)
		b.refused(b.takes(a.ID, AsAssessment), fault.Refused, "a questionnaire of elsewhere")
	})
}

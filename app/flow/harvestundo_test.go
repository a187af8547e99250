package flow

import (
	"testing"

	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/record"
	"stegvis/app/workshop"
)

// ripe is a revealed activity of a kind with one thing said in it, ready to become
// something.
func (b *barn) ripe(kind workshop.ActivityKind) (activity, subject string) {
	b.t.Helper()
	switch kind {
	case workshop.Scoring:
		return b.scored(), ""
	case workshop.Motion:
		a, keys := b.opens(kind, "Shall we go on?")
		b.all(a, keys[0], workshop.Yes)
		b.turns(a, workshop.Revealed)
		return a, keys[0]
	case workshop.Pitfalls:
		a, keys := b.opens(kind, "We do it in one bite")
		b.votes(0, a, keys[0], 1)
		b.turns(a, workshop.Revealed)
		return a, keys[0]
	}
	a, _ := b.opens(kind, "")
	c := b.says(a, "The sales staff", "", 0)
	b.turns(a, workshop.Revealed)
	return a, c
}

// scored is an activity in which the room agreed on a level of each dimension.
func (b *barn) scored() string {
	b.t.Helper()
	a, err := b.room.Add(b.t.Context(), b.key, b.id, workshop.ActivityDraft{Kind: workshop.Scoring, Minutes: 10}, "", workshop.Dimensions())
	b.must(err)
	b.turns(a.ID, workshop.Open)
	b.turns(a.ID, workshop.Revealed)
	for _, dimension := range maturity.Dimensions() {
		b.must(b.room.Agree(b.t.Context(), b.key, b.id, a.ID, dimension, workshop.Agreed{Value: 2, Dissents: []workshop.Dissent{{Reason: "Not all"}}}))
	}
	return a.ID
}

// standing are the vision and the case for urgency.
func (b *barn) standing() string {
	b.t.Helper()
	v, err := b.into.Tracks.Vision(b.t.Context(), b.key)
	b.must(err)
	paper, err := b.into.Tracks.Paper(b.t.Context(), b.key, situation().at, situation().sheet)
	b.must(err)
	return v.Body + paper.Worksheet.Answers[situation().field]
}

func TestWhateverAnythingBecameIsTakenBackByOneUndoAndCanBecomeItAgain(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		for _, kind := range workshop.ActivityKinds() {
			activity, subject := b.ripe(kind)
			for _, into := range IntoOf(kind) {
				ctx, receipt := record.WithReceipt(t.Context())
				var subjects []string
				if subject != "" {
					subjects = []string{subject}
				}
				if _, err := b.Take(ctx, b.key, b.id, HarvestDraft{Activity: activity, Subjects: subjects, Into: into}); err != nil {
					t.Errorf("%s as %s: %v", kind, into, err)
					continue
				}
				taken, err := b.room.TakenOf(t.Context(), b.key, b.id)
				b.must(err)
				became, err := b.Became(t.Context(), b.key, taken)
				if err != nil || len(taken) != 1 || len(became) != 1 {
					t.Fatalf("%s as %s: %+v became %+v, %v", kind, into, taken, became, err)
				}
				if err := b.undo.Take(t.Context(), b.key, receipt.Seq); err != nil {
					t.Fatalf("%s as %s is not taken back: %v", kind, into, err)
				}
				if left, err := b.Became(t.Context(), b.key, taken); err != nil || len(left) != 0 && into != AsVision && into != AsUrgency { // of those a project has one
					t.Errorf("%s as %s leaves %+v, %v", kind, into, left, err)
				}
				if got := b.standing(); got != "" {
					t.Errorf("%s as %s leaves the words %q", kind, into, got)
				}
				if noted, err := b.room.TakenOf(t.Context(), b.key, b.id); err != nil || len(noted) != 0 {
					t.Errorf("%s as %s leaves the note %+v, %v", kind, into, noted, err)
				}
			}
		}
	})
}

func TestUndoBringsBackTheVisionAndTheCaseForUrgencyThatStoodThereBefore(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		v, err := b.into.Tracks.SaveVision(t.Context(), b.key, framework.VisionDraft{Body: "As it was", State: framework.Drafting})
		b.must(err)
		a, card := b.ripe(workshop.Vision)
		ctx, receipt := record.WithReceipt(t.Context())
		_, err = b.Take(ctx, b.key, b.id, HarvestDraft{Activity: a, Subjects: []string{card}, Into: AsVision, Version: v.Version})
		b.must(err)
		b.must(b.undo.Take(t.Context(), b.key, receipt.Seq))
		if now, err := b.into.Tracks.Vision(t.Context(), b.key); err != nil || now.Body != "As it was" {
			t.Errorf("the vision is %q, %v", now.Body, err)
		}
		first, pain := b.ripe(workshop.Pains)
		b.must(b.takes(first, AsUrgency, pain))
		second, driver := b.ripe(workshop.Drivers)
		ctx, receipt = record.WithReceipt(t.Context())
		_, err = b.Take(ctx, b.key, b.id, HarvestDraft{Activity: second, Subjects: []string{driver}, Into: AsUrgency})
		b.must(err)
		b.must(b.undo.Take(t.Context(), b.key, receipt.Seq))
		paper, err := b.into.Tracks.Paper(t.Context(), b.key, situation().at, situation().sheet)
		if got := paper.Worksheet.Answers[situation().field]; err != nil || got != "– The sales staff (W1)" {
			t.Errorf("the case says %q, %v", got, err)
		}
	})
}

package flow

import (
	"strings"
	"testing"

	"stegvis/app/decision"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/record"
	"stegvis/app/workshop"
)

// decides takes over what a room of three answered, as a role, and gives what it became.
func (b *barn) decides(role project.Role, votes ...int) decision.Decision {
	b.t.Helper()
	a, keys := b.opens(workshop.Motion, "Go on to wave two?")
	for i, value := range votes {
		b.votes(i, a, keys[0], value)
	}
	b.turns(a, workshop.Revealed)
	_, err := b.Take(b.t.Context(), projecttest.As(b.key, role), b.id, HarvestDraft{Activity: a, Subjects: keys, Into: AsDecision})
	b.must(err)
	taken, err := b.room.TakenOf(b.t.Context(), b.key, b.id)
	b.must(err)
	d, err := b.into.Decisions.One(b.t.Context(), b.key, taken[len(taken)-1].RowID)
	b.must(err)
	if d.OriginID != taken[len(taken)-1].ID {
		b.t.Errorf("%q came from %q", d.Question, d.OriginID)
	}
	return d
}

func TestWhatARoomAgreesOnIsDecidedByWhoMayDecideAndElseAsked(t *testing.T) {
	const yes, no, abstain = workshop.Yes, workshop.No, workshop.Abstain
	eachBarn(t, false, func(t *testing.T, b *barn) {
		for _, c := range []struct {
			name                string
			role                project.Role
			votes               []int
			status              decision.Status
			choice, recommended string
		}{
			{"two of three say yes", project.Lead, []int{yes, yes, abstain}, decision.Decided, "Yes", ""},
			{"two of three say no", project.Lead, []int{no, yes, no}, decision.Decided, "No", ""},
			{"one of three is not more than half", project.Lead, []int{yes, no, abstain}, decision.Asked, "", ""},
			{"two are too few to be told of", project.Lead, []int{yes, yes}, decision.Asked, "", ""},
			{"one of three, the others abstain", project.Lead, []int{yes, abstain, abstain}, decision.Asked, "", ""},
			{"nobody has voted", project.Lead, nil, decision.Asked, "", ""},
			{"a consultant records no decision", project.Consultant, []int{yes, yes, yes}, decision.Asked, "", "Yes"},
		} {
			d := b.decides(c.role, c.votes...)
			if d.Status != c.status || d.Choice != c.choice || d.Recommendation != c.recommended {
				t.Errorf("%s: %s %q, recommended %q", c.name, d.Status, d.Choice, d.Recommendation)
			}
			if c.status == decision.Decided && (d.DecidedOn != b.key.Today() || d.DecidedBy != "The participants of workshop W1" || !strings.Contains(d.Reason, "yes")) {
				t.Errorf("%s: on %s by %q since %q", c.name, d.DecidedOn, d.DecidedBy, d.Reason)
			}
			if told := strings.Contains(d.Context, "abstained"); told != (len(c.votes) >= workshop.Enough) {
				t.Errorf("%s: told the votes %t: %q", c.name, told, d.Context)
			}
		}
	})
}

func TestWhatWasDecidedInARoomIsKeptFromRemovalButTakenBackByUndo(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		ctx, receipt := record.WithReceipt(t.Context())
		a, keys := b.opens(workshop.Motion, "Go on?")
		b.all(a, keys[0], workshop.Yes)
		b.turns(a, workshop.Revealed)
		_, err := b.Take(ctx, b.key, b.id, HarvestDraft{Activity: a, Subjects: keys, Into: AsDecision})
		b.must(err)
		list, err := b.into.Decisions.List(t.Context(), b.key, decision.Filter{Status: decision.Decided})
		if err != nil || len(list.Rows) != 1 {
			t.Fatalf("%+v, %v", list.Rows, err)
		}
		_, err = b.into.Decisions.Delete(t.Context(), b.key, list.Rows[0].ID, list.Rows[0].Version)
		b.refused(err, fault.Refused, "a decision is removed")
		b.must(b.undo.Take(t.Context(), b.key, receipt.Seq))
		if list, err = b.into.Decisions.List(t.Context(), b.key, decision.Filter{}); err != nil || len(list.Rows) != 0 {
			t.Errorf("after the undo: %+v, %v", list.Rows, err)
		}
	})
}

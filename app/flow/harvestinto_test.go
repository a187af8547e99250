package flow

import (
	"slices"
	"testing"

	"stegvis/app/stakeholder"
	"stegvis/app/workshop"
)

func TestACardBecomesARiskTaskStakeholderWinOrDecisionByOneTap(t *testing.T) {
	for _, kind := range []workshop.ActivityKind{workshop.Risks, workshop.Pains, workshop.Drivers, workshop.Talk, workshop.Cards} {
		for _, into := range []Into{AsRisk, AsTask, AsStakeholder, AsWin, AsDecision} {
			if !slices.Contains(IntoOf(kind), into) {
				t.Errorf("what is said in %s cannot become a %s", kind, into)
			}
		}
	}
	eachBarn(t, false, func(t *testing.T, b *barn) {
		for _, kind := range []workshop.ActivityKind{workshop.Risks, workshop.Pains, workshop.Drivers, workshop.Cards} {
			a, _ := b.opens(kind, "")
			cards := map[Into]string{}
			for _, into := range []Into{AsRisk, AsTask, AsStakeholder, AsWin, AsDecision} {
				cards[into] = b.says(a, string(kind)+" becomes "+string(into), "", 0)
			}
			b.turns(a, workshop.Revealed)
			for into, card := range cards {
				b.must(b.takes(a, into, card))
			}
		}
		taken, err := b.room.TakenOf(t.Context(), b.key, b.id)
		b.must(err)
		if became, err := b.Became(t.Context(), b.key, taken); err != nil || len(became) != 20 {
			t.Errorf("%d of 20 have become something, %v", len(became), err)
		}
	})
}

func TestACardOfAnotherFieldThanTheMapTellsNothingOfWhereItsGroupStands(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		a, _ := b.opens(workshop.Talk, "")
		c := b.says(a, "Dealers in the north", "", 0)
		b.must(b.room.Place(t.Context(), b.key, b.id, a, c, 3, 3))
		b.turns(a, workshop.Revealed)
		b.must(b.takes(a, AsStakeholder, c))
		found, err := b.into.Involved.FindParties(t.Context(), b.key, stakeholder.PartyFilter{})
		b.must(err)
		fresh := stakeholder.FreshParty()
		if len(found.Rows) != 1 || found.Rows[0].Influence != fresh.Influence || found.Rows[0].Support != fresh.Support {
			t.Errorf("%+v", found.Rows)
		}
	})
}

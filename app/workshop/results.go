package workshop

import (
	"context"
	"maps"

	"gorm.io/gorm"

	"stegvis/app/project"
)

// Results are a workshop's activities in their order, each with all that came of it
// as far as it has been revealed: what is hidden is not in them.
func (s *Workshops) Results(ctx context.Context, key project.Scope, id string) (Workshop, []State, error) {
	var w Workshop
	var states []State
	if err := key.Require(project.Read); err != nil {
		return w, nil, err
	}
	err := s.DB.Read(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var all []Activity
		var err error
		if w, all, err = s.Agenda(ctx, key, id); err != nil {
			return err
		}
		if states, err = came(tx, w, all); err != nil {
			return err
		}
		for i := range states {
			states[i].confide(key)
		}
		return nil
	})
	return w, states, err
}

// came reads cards and votes of all revealed activities, in two queries, or three where
// tables worked apart.
func came(tx *gorm.DB, w Workshop, all []Activity) ([]State, error) {
	states := make([]State, len(all))
	at := map[string]*State{}
	var ids, apart []string
	for i := range all {
		a := &all[i]
		states[i] = State{Workshop: w, Activity: a, Of: len(all)}
		if a.Phase != Revealed {
			a.OutcomeJSON = "{}"
			continue
		}
		ids, at[a.ID] = append(ids, a.ID), &states[i]
		if a.AtTables {
			apart = append(apart, a.ID)
		}
	}
	if len(ids) == 0 {
		return states, nil
	}
	var cards []Card
	if err := tx.Where("activity_id IN ? AND hidden = ?", ids, false).Order("created_at, id").Find(&cards).Error; err != nil {
		return nil, err
	}
	for _, c := range cards {
		at[c.ActivityID].Cards = append(at[c.ActivityID].Cards, c)
	}
	ballots, err := ballotsOf(tx, false, ids...)
	if err == nil && len(apart) > 0 {
		var byTable map[string][]cast
		byTable, err = ballotsOf(tx, true, apart...)
		maps.Copy(ballots, byTable)
	}
	for id, state := range at {
		state.merge()
		state.tally(ballots[id])
	}
	return states, err
}

// cast is how many ballots of a role say the same of a subject.
type cast struct {
	ActivityID  string
	Subject     string
	Role        Role
	TableNumber int
	Value       int
	Voices      int
}

// ballotsOf are the votes of activities, counted by the index that holds them in this
// order: who cast them is not asked, and at which table only where tables worked apart.
func ballotsOf(tx *gorm.DB, byTable bool, activityIDs ...string) (map[string][]cast, error) {
	var all []cast
	by := "activity_id, subject, role, value"
	if byTable {
		by += ", table_number"
	}
	err := tx.Raw(`SELECT `+by+`, COUNT(*) AS voices FROM workshop_vote WHERE activity_id IN ? AND value > 0 GROUP BY `+by+` ORDER BY `+by, activityIDs).Scan(&all).Error
	of := map[string][]cast{}
	for _, one := range all {
		of[one.ActivityID] = append(of[one.ActivityID], one)
	}
	return of, err
}

// Offered is the option of that key, or the card of that id, as something that can be
// taken over into the project: its words, and what it is part of.
func (s State) Offered(subject string) (Option, Card, bool) {
	for _, o := range s.Activity.Settings().Options {
		if o.Key == subject {
			return o, Card{}, true
		}
	}
	for _, c := range s.Cards {
		if c.ID == subject {
			return Option{}, c, true
		}
	}
	return Option{}, Card{}, false
}

// Place is where a subject stands among those that have dots, from 1, and among how
// many; both are 0 without dots.
func (s State) Place(subject string) (place, among int) {
	mine := s.ResultOf(subject).Sum
	for _, r := range s.Results {
		if r.Sum > 0 {
			among++
		}
		if r.Sum > mine {
			place++
		}
	}
	if mine == 0 || s.Activity.Rules().Voting != Dots {
		return 0, 0
	}
	return place + 1, among
}

// IsChosen reports whether the room chose a card.
func (s State) IsChosen(cardID string) bool {
	for _, id := range s.Activity.Outcome().Chosen {
		if id == cardID {
			return true
		}
	}
	return false
}

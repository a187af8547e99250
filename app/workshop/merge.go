package workshop

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// Alike are cards that say the same: equal words, apart from case and space. The oldest
// stands first. Of a vision, what is today's mission is not tomorrow's.
func (s State) Alike() [][]Card {
	if s.Activity == nil || s.Activity.Apart() {
		return nil
	}
	at, fold := map[string]int{}, cases.Fold()
	var all [][]Card
	for _, c := range s.Cards {
		words := fold.String(strings.Join(strings.Fields(c.Text), " "))
		if s.Activity.Kind == Vision {
			words = c.Part + "\n" + words
		}
		i, known := at[words]
		if !known {
			i, at[words] = len(all), len(all)
			all = append(all, nil)
		}
		all[i] = append(all[i], c)
	}
	return slices.DeleteFunc(all, func(same []Card) bool { return len(same) < 2 })
}

// Merge lets one card stand for several that say the same: the one that the project has
// taken over or the room has chosen already, else the oldest. Their dots add up. Whoever
// wrote one of the others keeps it.
func (s *Workshops) Merge(ctx context.Context, key project.Scope, id, activityID string, cardIDs []string) error {
	return s.merging(ctx, key, id, activityID, func(tx *gorm.DB, a Activity) error { return merged(tx, a, cardIDs) })
}

// MergeAlike is Merge, of each card with all that say the same.
func (s *Workshops) MergeAlike(ctx context.Context, key project.Scope, id, activityID string) error {
	return s.merging(ctx, key, id, activityID, func(tx *gorm.DB, a Activity) error {
		state := State{Activity: &a}
		if err := state.fill(tx); err != nil {
			return err
		}
		for _, same := range state.Alike() {
			ids := make([]string, len(same))
			for i, c := range same {
				ids[i] = c.ID
			}
			if err := merged(tx, a, ids); err != nil {
				return err
			}
		}
		return nil
	})
}

// merging changes which cards stand for others, while nobody writes or votes.
func (s *Workshops) merging(ctx context.Context, key project.Scope, id, activityID string, fn func(tx *gorm.DB, a Activity) error) error {
	return s.led(ctx, key, id, func(_ context.Context, tx *gorm.DB, _ *Workshop) error {
		a, err := one(tx, id, activityID)
		if err != nil {
			return err
		}
		if a.Apart() {
			return fault.New(fault.Refused, "table.fault.apart")
		}
		if err := s.silence(tx, a.ID); err != nil {
			return err
		}
		return fn(tx, a)
	})
}

func merged(tx *gorm.DB, a Activity, cardIDs []string) error {
	var cards []Card
	err := tx.Where("activity_id = ? AND id IN ? AND hidden = ? AND merged_into = ''", a.ID, append([]string{""}, cardIDs...), false).Order("created_at, id").Find(&cards).Error
	if err != nil || len(cards) < 2 { // merged already, perhaps by the first of two tries
		return err
	}
	o := a.Outcome()
	taken := func(c Card) bool { return o.Written[c.ID] != "" }
	i := max(0, slices.IndexFunc(cards, func(c Card) bool { return taken(c) || slices.Contains(o.Chosen, c.ID) }))
	into, others := cards[i].ID, []string{}
	for _, c := range cards {
		if c.ID != into && !taken(c) {
			others = append(others, c.ID)
		}
	}
	if len(others) == 0 {
		return nil
	}
	return tx.Model(&Card{}).Where("activity_id = ? AND (id IN ? OR merged_into IN ?)", a.ID, others, others).Update("merged_into", into).Error
}

// Unmerge lets cards stand for themselves again that one card stood for.
func (s *Workshops) Unmerge(ctx context.Context, key project.Scope, id, activityID, cardID string) error {
	return s.merging(ctx, key, id, activityID, func(tx *gorm.DB, a Activity) error {
		if _, err := card(tx, a.ID, cardID); err != nil {
			return err
		}
		return unmerge(tx, a.ID, cardID)
	})
}

func unmerge(tx *gorm.DB, activityID, cardID string) error {
	return tx.Model(&Card{}).Where("activity_id = ? AND merged_into = ?", activityID, cardID).Update("merged_into", "").Error
}

// merge leaves out the cards for which another stands, and tells of that other at which
// tables all of them were written.
func (s *State) merge() {
	tables := map[string]map[int]bool{}
	s.merged = map[string]string{}
	for _, c := range s.Cards {
		kept := cmp.Or(c.MergedInto, c.ID)
		if c.MergedInto != "" {
			s.merged[c.ID] = kept
		}
		if tables[kept] == nil {
			tables[kept] = map[int]bool{}
		}
		if c.Table > 0 {
			tables[kept][c.Table] = true
		}
	}
	s.Cards = slices.DeleteFunc(s.Cards, func(c Card) bool { return c.MergedInto != "" })
	for i, c := range s.Cards {
		s.Cards[i].Tables = slices.Sorted(maps.Keys(tables[c.ID]))
		for _, kept := range s.merged {
			if kept == c.ID {
				s.Cards[i].Merged++
			}
		}
	}
}

// together takes back the dots that a voter gave to cards for which the one that they
// vote on stands by now: what they say of it counts for all of them.
func together(tx *gorm.DB, a Activity, p Participant, d VoteDraft) error {
	if a.Rules().Voting != Dots {
		return nil
	}
	return tx.Exec(`UPDATE workshop_vote SET value = 0, sent = ? WHERE activity_id = ? AND participant_id = ? AND value > 0 AND sent < ?
		AND subject IN (SELECT id FROM workshop_card WHERE activity_id = ? AND merged_into = ?)`, d.Sent, a.ID, p.ID, d.Sent, a.ID, d.Subject).Error
}

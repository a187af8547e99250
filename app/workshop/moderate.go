package workshop

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// clusterMost is how long a group's name is at most, in characters.
const clusterMost = 80

// Cluster puts cards into a group, or, with no name, out of theirs.
func (s *Workshops) Cluster(ctx context.Context, key project.Scope, id, activityID, name string, cardIDs []string) error {
	name = strings.TrimSpace(name)
	if len([]rune(name)) > clusterMost {
		return fault.Field("cluster", "fault.field.max_length", "limit", clusterMost)
	}
	return s.facilitated(ctx, key, id, func(ctx context.Context, tx *gorm.DB, _ *Workshop) error {
		a, cards, err := change(tx, id, activityID, cardIDs, map[string]any{"cluster": name})
		if err != nil || len(cards) == 0 {
			return err
		}
		return acted(ctx, tx, key, audit.Changed, a, wordsOf(cards), grouped{cards[0].Cluster}, grouped{name})
	})
}

// Hide takes cards away from the room, or brings them back, with those for which they
// stand. Dots on a card that is away can be given to others; when it comes back, those
// that were are not on it.
func (s *Workshops) Hide(ctx context.Context, key project.Scope, id, activityID string, cardIDs []string, hidden bool) error {
	return s.facilitated(ctx, key, id, func(ctx context.Context, tx *gorm.DB, _ *Workshop) error {
		if err := s.silence(tx, activityID); err != nil {
			return err
		}
		var behind []string
		stood := tx.Model(&Card{}).Where("activity_id = ? AND merged_into IN ?", activityID, cardIDs)
		if err := stood.Order("id").Pluck("id", &behind).Error; err != nil {
			return err
		}
		if !hidden {
			if err := keepWithinDots(tx, id, activityID, slices.Concat(cardIDs, behind)); err != nil {
				return err
			}
		}
		if err := tx.Model(&Card{}).Where("activity_id = ? AND id IN ?", activityID, append([]string{""}, behind...)).Update("hidden", hidden).Error; err != nil {
			return err
		}
		a, cards, err := change(tx, id, activityID, cardIDs, map[string]any{"hidden": hidden})
		if err != nil || len(cards) == 0 {
			return err
		}
		return acted(ctx, tx, key, audit.Changed, a, wordsOf(cards), takenAway{!hidden}, takenAway{hidden})
	})
}

// silence lets nobody be heard in an activity until the transaction ends.
func (s *Workshops) silence(tx *gorm.DB, activityID string) error {
	if !s.DB.Postgres() {
		return nil
	}
	return tx.Exec("SELECT 1 FROM workshop_activity WHERE id = ? FOR UPDATE", activityID).Error
}

// keepWithinDots takes from cards that come back the dots that nobody has left.
func keepWithinDots(tx *gorm.DB, id, activityID string, cardIDs []string) error {
	a, err := one(tx, id, activityID)
	if err != nil || a.Rules().Voting != Dots {
		return err
	}
	for i, back := range cardIDs {
		err := tx.Exec(`WITH elsewhere AS (SELECT participant_id, SUM(value) AS dots FROM workshop_vote
			WHERE activity_id = @activity AND subject <> @back AND (subject IN @before OR subject NOT IN (SELECT id FROM workshop_card WHERE activity_id = @activity AND hidden = @yes))
			GROUP BY participant_id)
			UPDATE workshop_vote SET value = CASE WHEN e.dots < @dots THEN @dots - e.dots ELSE 0 END FROM elsewhere AS e
			WHERE workshop_vote.activity_id = @activity AND workshop_vote.subject = @back AND workshop_vote.participant_id = e.participant_id AND workshop_vote.value + e.dots > @dots`,
			map[string]any{"activity": a.ID, "back": back, "before": append([]string{""}, cardIDs[:i]...), "yes": true, "dots": a.Settings().Each()}).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// Place moves a card on its field.
func (s *Workshops) Place(ctx context.Context, key project.Scope, id, activityID, cardID string, column, line int) error {
	return s.facilitated(ctx, key, id, func(ctx context.Context, tx *gorm.DB, _ *Workshop) error {
		a, err := one(tx, id, activityID)
		if err != nil {
			return err
		}
		if r := a.Rules(); column < 0 || line < 0 || column > r.Wide || line > r.High {
			return fault.Field("column", "workshop.fault.place")
		}
		c, err := card(tx, activityID, cardID)
		if err != nil || c.Column == column && c.Line == line {
			return err
		}
		if err := tx.Model(&Card{}).Where("id = ?", cardID).Updates(map[string]any{"col": column, "line": line}).Error; err != nil {
			return err
		}
		return acted(ctx, tx, key, audit.Changed, a, wordsOf([]Card{c}), placed{c.Column, c.Line}, placed{column, line})
	})
}

// change changes cards of an activity, all of them or none, and gives them as they were.
func change(tx *gorm.DB, id, activityID string, cardIDs []string, changed map[string]any) (Activity, []Card, error) {
	a, err := one(tx, id, activityID)
	if err != nil {
		return a, nil, err
	}
	var cards []Card
	if err := tx.Where("activity_id = ? AND id IN ?", activityID, cardIDs).Order("created_at, id").Find(&cards).Error; err != nil {
		return a, nil, err
	}
	if len(cards) != len(cardIDs) {
		return a, nil, fault.Missing()
	}
	return a, cards, tx.Model(&Card{}).Where("activity_id = ? AND id IN ?", activityID, cardIDs).Updates(changed).Error
}

package workshop

import (
	"context"
	"strings"

	"gorm.io/gorm"

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
	return s.moderated(ctx, key, id, activityID, cardIDs, map[string]any{"cluster": name})
}

// Hide takes cards away from the room, or brings them back. Dots on a card that is
// away can be given to others; when it comes back, those that were are not on it.
func (s *Workshops) Hide(ctx context.Context, key project.Scope, id, activityID string, cardIDs []string, hidden bool) error {
	return s.facilitated(ctx, key, id, func(_ context.Context, tx *gorm.DB, _ *Workshop) error {
		if err := s.silence(tx, activityID); err != nil {
			return err
		}
		if !hidden {
			if err := keepWithinDots(tx, id, activityID, cardIDs); err != nil {
				return err
			}
		}
		return change(tx, id, activityID, cardIDs, map[string]any{"hidden": hidden})
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
	return s.facilitated(ctx, key, id, func(_ context.Context, tx *gorm.DB, _ *Workshop) error {
		a, err := one(tx, id, activityID)
		if err != nil {
			return err
		}
		if r := a.Rules(); column < 0 || line < 0 || column > r.Wide || line > r.High {
			return fault.Field("column", "workshop.fault.place")
		}
		if _, err := card(tx, activityID, cardID); err != nil {
			return err
		}
		return tx.Model(&Card{}).Where("id = ?", cardID).Updates(map[string]any{"col": column, "line": line}).Error
	})
}

func (s *Workshops) moderated(ctx context.Context, key project.Scope, id, activityID string, cardIDs []string, changed map[string]any) error {
	return s.facilitated(ctx, key, id, func(_ context.Context, tx *gorm.DB, _ *Workshop) error {
		return change(tx, id, activityID, cardIDs, changed)
	})
}

func change(tx *gorm.DB, id, activityID string, cardIDs []string, changed map[string]any) error {
	done := tx.Model(&Card{}).Where("workshop_id = ? AND activity_id = ? AND id IN ?", id, activityID, cardIDs).Updates(changed)
	if done.Error == nil && int(done.RowsAffected) != len(cardIDs) {
		return fault.Missing()
	}
	return done.Error
}

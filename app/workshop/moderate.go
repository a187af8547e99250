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
		return fault.Field("cluster", "fault.field.max", "limit", clusterMost)
	}
	return s.moderated(ctx, key, id, activityID, cardIDs, map[string]any{"cluster": name})
}

// Hide takes cards away from the room, or brings them back.
func (s *Workshops) Hide(ctx context.Context, key project.Scope, id, activityID string, cardIDs []string, hidden bool) error {
	return s.moderated(ctx, key, id, activityID, cardIDs, map[string]any{"hidden": hidden})
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

func (s *Workshops) moderated(ctx context.Context, key project.Scope, id, activityID string, cardIDs []string, change map[string]any) error {
	return s.facilitated(ctx, key, id, func(_ context.Context, tx *gorm.DB, _ *Workshop) error {
		done := tx.Model(&Card{}).Where("workshop_id = ? AND activity_id = ? AND id IN ?", id, activityID, cardIDs).Updates(change)
		if done.Error == nil && int(done.RowsAffected) != len(cardIDs) {
			return fault.Missing()
		}
		return done.Error
	})
}

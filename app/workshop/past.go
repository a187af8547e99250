package workshop

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/project"
)

// mostHeld is how many workshops are told of at once.
const mostHeld = 200

// HeldSince are the workshops that ended after a moment, the latest of them in the
// order of their days. A rehearsal is none.
func (s *Workshops) HeldSince(ctx context.Context, key project.Scope, after time.Time) ([]Workshop, error) {
	var all []Workshop
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		latest := tx.Model(&Workshop{}).Where("project_id = ? AND deleted_at IS NULL AND rehearsal = ?", key.ProjectID, false).
			Where("id IN (SELECT workshop_id FROM workshop_live WHERE project_id = ? AND ended_at > ?)", key.ProjectID, database.Instant(after)).
			Order("held_on DESC, number DESC").Limit(mostHeld)
		return tx.Table("(?) AS latest", latest).Order("held_on, number").Find(&all).Error
	})
	return all, err
}

// Heads is how many people took part in each of some workshops, by id. Who was sent
// out is not counted, nor is a voice that was made up.
func (s *Workshops) Heads(ctx context.Context, key project.Scope, ids ...string) (map[string]int, error) {
	heads := map[string]int{}
	if err := key.Require(project.Read); err != nil || len(ids) == 0 {
		return heads, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var all []struct {
			WorkshopID string
			People     int
		}
		err := tx.Model(&Participant{}).Select("workshop_id, COUNT(*) AS people").
			Where("project_id = ? AND workshop_id IN ? AND left_at IS NULL AND made_up = ?", key.ProjectID, ids, false).Group("workshop_id").Scan(&all).Error
		for _, one := range all {
			heads[one.WorkshopID] = one.People
		}
		return err
	})
	return heads, err
}

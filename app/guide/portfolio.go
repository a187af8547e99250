package guide

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/project"
)

// NextOf is what to do first in each of some projects, by their ids, as it was last
// written down; a project without advice has none. It is one query. Who has the
// projects was let in to them.
func (g *Guide) NextOf(ctx context.Context, all []project.Project, now time.Time) (map[string]Advice, error) {
	today := make(map[string]date.Day, len(all))
	ids := make([]string, len(all))
	for i, p := range all {
		ids[i], today[p.ID] = p.ID, date.Of(now, p.Zone())
	}
	var given []Kept
	err := g.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id IN ? AND ended_at IS NULL", ids).Order("given_at, id").Find(&given).Error
	})
	revive(given)
	next := make(map[string]Advice, len(all))
	for _, k := range given {
		if needs(k.Rule) != "" { // a portfolio does not say what one may know in each project
			continue
		}
		day := today[k.ProjectID]
		if first, there := next[k.ProjectID]; !there || k.Found.Weight(day) > first.Weight(day) {
			next[k.ProjectID] = k.Found
		}
	}
	return next, err
}

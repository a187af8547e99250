package record

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/project"
)

// Several are those of some rows that are there, by id, without what is loaded
// beside a row.
func (s Register[T, P, D]) Several(ctx context.Context, key project.Scope, ids []string) (map[string]P, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, nil
	}
	var rows map[string]P
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		rows, err = s.picked(tx, key, ids)
		return err
	})
	return rows, err
}

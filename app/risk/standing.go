package risk

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/project"
)

// Standing says what the register asks for: how many risks are open, how bad
// they are, and whether anybody looks after them.
type Standing struct {
	All     int `json:"all"`
	Open    int `json:"open"`
	High    int `json:"high"`    // open and high
	Top     int `json:"top"`     // the highest score of the open ones
	Unowned int `json:"unowned"` // open and high, with nobody to own them
	Due     int `json:"due"`     // open, and the review day has passed
}

// Standing reads what the register asks for, in one query.
func (s *Register) Standing(ctx context.Context, key project.Scope) (Standing, error) {
	var found Standing
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Risk{}).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).
			Select(`COUNT(*) AS "all", COUNT(CASE WHEN status = 'open' THEN 1 END) AS open,
				COUNT(CASE WHEN status = 'open' AND score >= ? THEN 1 END) AS high,
				COALESCE(MAX(CASE WHEN status = 'open' THEN score END), 0) AS top,
				COUNT(CASE WHEN status = 'open' AND score >= ? AND owner_id IS NULL THEN 1 END) AS unowned,
				COUNT(CASE WHEN status = 'open' AND review_on < ? THEN 1 END) AS due`, highFrom, highFrom, key.Today()).
			Scan(&found).Error
	})
	return found, err
}

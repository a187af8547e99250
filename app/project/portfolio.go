package project

import (
	"cmp"
	"context"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/platform/database"
)

// Summary is a project as a portfolio lists it.
type Summary struct {
	Project
	Organisation string
	Role         Role
}

// View narrows and orders a portfolio. Narrow may join what it needs to the
// projects, as p, and their organisations, as o; all columns that it adds to are
// asked for by the caller.
type View struct {
	Narrow func(*gorm.DB) *gorm.DB // nil for all
	Order  string                  // "" for by organisation and name
	database.Page
}

// Portfolio lists the projects that an account may enter: as a member, or as an
// owner of the organisation.
func (s *Projects) Portfolio(ctx context.Context, self account.Account, v View) (database.Paged[Summary], error) {
	var found database.Paged[Summary]
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := enterable(tx, self)
		if v.Narrow != nil {
			q = v.Narrow(q)
		}
		var err error
		found, err = database.Fetch[Summary](q, cmp.Or(v.Order, "o.name, p.name, p.id"), v.Page,
			"p.*", "o.name AS organisation", "CASE WHEN om.account_id IS NOT NULL THEN 'lead' ELSE m.role END AS role")
		return err
	})
	return found, err
}

func enterable(tx *gorm.DB, self account.Account) *gorm.DB {
	return tx.Table("project AS p").
		Joins("JOIN organisation AS o ON o.id = p.organisation_id").
		Joins("LEFT JOIN member AS m ON m.project_id = p.id AND m.account_id = ?", self.ID).
		Joins("LEFT JOIN organisation_member AS om ON om.organisation_id = p.organisation_id AND om.account_id = ? AND om.role = 'owner'", self.ID).
		Where("p.deleted_at IS NULL AND (m.id IS NOT NULL OR om.account_id IS NOT NULL)")
}

// Homes are the organisations of the projects that an account may enter, by name.
func (s *Projects) Homes(ctx context.Context, self account.Account) ([]account.Organisation, error) {
	var found []account.Organisation
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return enterable(tx, self).Distinct("o.*").Order("o.name, o.id").Limit(most).Find(&found).Error
	})
	return found, err
}

// most is how many organisations a filter offers.
const most = 500

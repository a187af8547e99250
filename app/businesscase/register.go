package businesscase

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Register keeps the cost lines of all projects.
type Register struct {
	record.Register[Line, *Line, Draft]
}

// New takes the database.
func New(db *database.DB) *Register {
	return &Register{record.Register[Line, *Line, Draft]{DB: db, May: project.EditRegisters, Check: check, Then: keepAmounts, Load: loadAmounts}}
}

func check(tx *gorm.DB, key project.Scope, l *Line) error {
	return project.CheckPeople(tx, key, map[string]string{"owner_id": l.Owner()})
}

// keepAmounts puts the line's months in place of those that were there.
func keepAmounts(_ context.Context, tx *gorm.DB, key project.Scope, _, l *Line) error {
	if err := tx.Where("project_id = ? AND line_id = ?", key.ProjectID, l.ID).Delete(&Amount{}).Error; err != nil {
		return err
	}
	if len(l.Amounts) == 0 {
		return nil
	}
	for i := range l.Amounts {
		a := &l.Amounts[i]
		a.LineID, a.ProjectID, a.OrganisationID = l.ID, key.ProjectID, key.OrganisationID
	}
	return tx.Create(&l.Amounts).Error
}

func loadAmounts(tx *gorm.DB, key project.Scope, l *Line) error {
	l.currency = key.Project.Currency
	return tx.Where("project_id = ? AND line_id = ?", key.ProjectID, l.ID).Order("month").Find(&l.Amounts).Error
}

// most is how many lines a project may show; a business case has dozens.
const most = 500

// Case reads all lines with their months, in the taxonomy's order.
func (s *Register) Case(ctx context.Context, key project.Scope) (Case, error) {
	c := Case{Currency: key.Project.Currency, From: key.Today().Month()}
	if err := key.Require(project.Read); err != nil {
		return c, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).Order("number").Limit(most).Find(&c.Lines).Error; err != nil {
			return err
		}
		var amounts []Amount
		if err := tx.Where("project_id = ?", key.ProjectID).Order("month").Find(&amounts).Error; err != nil {
			return err
		}
		c.attach(amounts)
		return nil
	})
	return c, err
}

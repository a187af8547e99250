package committee

import (
	"gorm.io/gorm"

	"stegvis/app/project"
)

// Seated reports whether somebody speaks for the committee: has a seat in it, stands
// in for a member now or later, or was asked to sign a report.
func Seated(tx *gorm.DB, key project.Scope, personID string) (bool, error) {
	for _, q := range []*gorm.DB{
		rows[Member](tx, key).Where("person_id = ?", personID),
		rows[Deputy](tx, key).Where("deputy_id = ? AND to_on >= ?", personID, key.Today()),
		tx.Model(&Asked{}).Where("project_id = ? AND person_id = ?", key.ProjectID, personID),
	} {
		var n int64
		if err := q.Count(&n).Error; err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}

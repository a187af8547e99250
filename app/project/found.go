package project

import (
	"gorm.io/gorm"

	"stegvis/app/platform/finding"
	"stegvis/app/platform/i18n"
)

// findable keeps the words by which a person is found.
func findable(tx *gorm.DB, key Scope, p Person) error {
	if p.DeletedAt != nil {
		return finding.Forget(tx, p.ProjectID, PersonKind, p.ID)
	}
	return finding.Keep(tx, key.Text, p.found())
}

// found is the person as those who search see them.
func (p Person) found() finding.Thing {
	return finding.Thing{
		OrganisationID: p.OrganisationID, ProjectID: p.ProjectID, Kind: PersonKind, ID: p.ID,
		Title: i18n.Phrase{Text: p.Name}, Body: []i18n.Phrase{p.Titled(), {Text: p.Email}}, ChangedAt: p.UpdatedAt,
	}
}

// FindPeople makes all people of a project findable, within the caller's
// transaction.
func FindPeople(tx *gorm.DB, key Scope) error {
	var people []Person
	return tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).FindInBatches(&people, 200, func(*gorm.DB, int) error {
		things := make([]finding.Thing, len(people))
		for i, p := range people {
			things[i] = p.found()
		}
		return finding.Keep(tx, key.Text, things...)
	}).Error
}

package dispatch

import (
	"cmp"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/text"
	"stegvis/app/project"
)

// Recipient is somebody to whom a report goes.
type Recipient struct {
	PersonID string
	Name     string
	Email    string
	Lang     string
	Account  bool // they can sign in, and open the report's page
}

// recipients are those in the committee: who has a seat in it, who stands in for
// somebody today, and whose role in the project it is; and some people beside them.
// Of several with one address there is the first, and whoever has none comes last.
func (p *Post) recipients(tx *gorm.DB, key project.Scope, extra []string) ([]Recipient, error) {
	today := key.Today()
	var found []Recipient
	err := reached(tx, key).
		Where(`m.role = ? OR p.id IN ?
			OR p.id IN (SELECT person_id FROM committee_member WHERE project_id = ? AND deleted_at IS NULL)
			OR p.id IN (SELECT d.deputy_id FROM committee_deputy AS d JOIN committee_member AS c ON c.person_id = d.member_id AND c.project_id = d.project_id AND c.deleted_at IS NULL
				WHERE d.project_id = ? AND d.deleted_at IS NULL AND d.from_on <= ? AND d.to_on >= ?)`,
			project.Committee, append([]string{""}, extra...), key.ProjectID, key.ProjectID, today, today).
		Order("p.name_fold, p.id").Limit(mostRecipients).Scan(&found).Error
	seen := map[string]bool{}
	found = slices.DeleteFunc(found, func(r Recipient) bool {
		at := text.Fold(strings.TrimSpace(r.Email))
		again := at != "" && seen[at]
		seen[at] = true
		return again
	})
	addressed(found, key)
	slices.SortStableFunc(found, func(x, y Recipient) int {
		return cmp.Compare(without(x), without(y))
	})
	return found, err
}

// reached asks how the people of a project are reached.
func reached(tx *gorm.DB, key project.Scope) *gorm.DB {
	return tx.Table("person AS p").
		Joins("LEFT JOIN account AS a ON a.id = p.account_id AND a.disabled_at IS NULL").
		Joins("LEFT JOIN member AS m ON m.person_id = p.id AND m.project_id = p.project_id").
		Select(`p.id AS person_id, p.name, CASE WHEN p.email <> '' THEN p.email ELSE COALESCE(a.email, '') END AS email,
			COALESCE(a.language, '') AS lang, m.id IS NOT NULL AND a.id IS NOT NULL AS account`).
		Where("p.project_id = ? AND p.deleted_at IS NULL", key.ProjectID)
}

// there asks how those are reached who are in the project still: not those whose account
// was closed, to whom no letter opens a door.
func there(tx *gorm.DB, key project.Scope) *gorm.DB {
	return reached(tx, key).Where("(p.account_id IS NULL OR a.id IS NOT NULL)")
}

// addressed are people with their addresses bare, and a language to write in.
func addressed(found []Recipient, key project.Scope) {
	for i := range found {
		found[i].Email, found[i].Lang = strings.TrimSpace(found[i].Email), cmp.Or(found[i].Lang, key.Project.Language)
	}
}

// mostRecipients is how many a report is sent to at most.
const mostRecipients = 200

func without(r Recipient) int {
	if r.Email == "" {
		return 1
	}
	return 0
}

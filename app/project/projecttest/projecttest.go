// Package projecttest gives tests of slices a project to work in.
package projecttest

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// Open makes a project that began on a day, and gives the system's key to it at
// noon of that day.
func Open(t testing.TB, db *database.DB, text *i18n.Text, day date.Day) project.Scope {
	t.Helper()
	at := database.Instant(day.Time().Add(12 * time.Hour))
	id := database.NewID()
	firm := account.Organisation{ID: database.NewID(), Name: "Fjord & Søn", Slug: "fjord-" + id, Version: 1, CreatedAt: at, UpdatedAt: at}
	p := project.Project{ID: id, OrganisationID: firm.ID, Name: "CRM", Slug: "crm-" + id, TimeZone: "UTC", Version: 1, StartOn: day, CreatedAt: at, UpdatedAt: at}
	err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Create(&firm).Error; err != nil {
			return err
		}
		return tx.Create(&p).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return project.SystemScope{What: "test", Text: text, Now: at}.In(p, firm.Name)
}

// As is a key as somebody of another role holds it.
func As(key project.Scope, role project.Role) project.Scope {
	key.Role = role
	return key
}

// By is the key of somebody else in the same project, who acts under a name.
func By(key project.Scope, name string, role project.Role) project.Scope {
	return As(project.SystemScope{What: name, Text: key.Text, Now: key.Now()}.In(key.Project, key.Organisation), role)
}

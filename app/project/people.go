package project

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
)

// People lists everybody in a project by name; those who were removed come last,
// since work may still stand in their name.
func (s *Projects) People(ctx context.Context, key Scope) ([]Person, error) {
	if err := key.Require(Read); err != nil {
		return nil, err
	}
	var people []Person
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ?", key.ProjectID).
			Order("CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END, name_fold, id").Limit(2000).Find(&people).Error
	})
	return people, err
}

// Outsiders narrows the list of those who are in a project without being
// members.
type Outsiders struct {
	Words   string `form:"q"`
	Removed bool   `form:"removed"` // those who were removed instead
	database.Order
	database.Page
}

// Outsiders lists the people of a project who are no members, by name.
func (s *Projects) Outsiders(ctx context.Context, key Scope, f Outsiders) (database.Paged[Person], error) {
	if err := key.Require(Read); err != nil {
		return database.Paged[Person]{}, err
	}
	var found database.Paged[Person]
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := tx.Model(&Person{}).Where("project_id = ? AND NOT EXISTS (SELECT 1 FROM member AS m WHERE m.person_id = person.id)", key.ProjectID)
		if f.Removed {
			q = q.Where("deleted_at IS NOT NULL")
		} else {
			q = q.Where("deleted_at IS NULL")
		}
		var err error
		found, err = database.Fetch[Person](ofWords(q, f.Words, "name_fold"), f.By(map[string]string{"person": "name_fold"}, "name_fold, id", "id"), f.Page)
		return err
	})
	return found, err
}

// Person is one person of a project, removed or not, or NotFound.
func (s *Projects) Person(ctx context.Context, key Scope, id string) (Person, error) {
	var p Person
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND id = ?", key.ProjectID, id).Take(&p).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing()
	}
	return p, err
}

// RemovePerson takes somebody who is no member off the lists. What stands in
// their name keeps showing it.
func (s *Projects) RemovePerson(ctx context.Context, key Scope, id string, version int64) error {
	if err := key.Require(EditRegisters); err != nil {
		return err
	}
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		before, err := personByID(tx, key, id)
		if err != nil {
			return err
		}
		if before.Version != version {
			return fault.Stale(before)
		}
		var n int64
		if err := tx.Model(&Member{}).Where("person_id = ?", id).Count(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			return fault.Broken("member.fault.still_member")
		}
		at := database.Instant(key.Now())
		after := before
		after.DeletedAt = &at
		return savePerson(tx, key, audit.Deleted, before, &after)
	})
}

// RestorePerson brings back somebody who was removed. The account stays with
// whoever got it meanwhile.
func (s *Projects) RestorePerson(ctx context.Context, key Scope, id string) error {
	if err := key.Require(EditRegisters); err != nil {
		return err
	}
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		var before Person
		err := tx.Where("project_id = ? AND id = ? AND deleted_at IS NOT NULL", key.ProjectID, id).Take(&before).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return fault.Missing()
		}
		if err != nil {
			return err
		}
		after := before
		after.DeletedAt = nil
		var n int64
		if err := tx.Model(&Person{}).Where("project_id = ? AND account_id = ? AND deleted_at IS NULL", key.ProjectID, before.AccountID).Count(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			after.AccountID = nil
		}
		return savePerson(tx, key, audit.Restored, before, &after)
	})
}

// savePerson writes a person over the version that was read, and logs it.
func savePerson(tx *gorm.DB, key Scope, action audit.Action, before Person, after *Person) error {
	if err := audit.Hold(tx, key.ProjectID); err != nil {
		return err
	}
	after.Version, after.UpdatedAt = before.Version+1, database.Instant(key.Now())
	done := tx.Where("version = ?", before.Version).Select("*").Updates(after)
	if done.Error == nil && done.RowsAffected == 0 {
		return fault.Stale(before)
	}
	if done.Error != nil {
		return done.Error
	}
	if err := findable(tx, key, *after); err != nil {
		return err
	}
	return record(tx, key, action, PersonKind, after.ID, after.Name, before, after)
}

// CheckPeople is a fault of a field when an id is not a person of the project;
// empty ids pass, and so do those of people who were removed, since work may
// still stand in their name. Slices call it before they keep an owner.
func CheckPeople(tx *gorm.DB, key Scope, ids map[string]string) error {
	wrong := map[string]fault.Text{}
	for field, id := range ids {
		if id == "" {
			continue
		}
		var n int64
		err := tx.Model(&Person{}).Where("project_id = ? AND id = ?", key.ProjectID, id).Count(&n).Error
		if err != nil {
			return err
		}
		if n == 0 {
			wrong[field] = fault.Text{Key: "fault.field.unknown"}
		}
	}
	if len(wrong) > 0 {
		return fault.Wrong(wrong)
	}
	return nil
}

package project

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/slug"
	"stegvis/app/platform/text"
)

// Removal is what a lead types to delete a project.
type Removal struct {
	Confirm string `form:"confirm"` // the project's name
	Version int64  `form:"version"`
}

// Remove deletes a project: nobody enters it any more, and its invitations are
// closed. An owner of the organisation can bring it back.
func (s *Projects) Remove(ctx context.Context, key Scope, d Removal) error {
	if err := key.Require(Manage); err != nil {
		return err
	}
	if text.Fold(d.Confirm) != text.Fold(key.Project.Named().In(key.Text)) {
		return fault.Field("confirm", "settings.fault.confirm")
	}
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		at := database.Instant(key.Now())
		if err := key.invitations(tx).Update("revoked_at", at).Error; err != nil {
			return err
		}
		return s.setRemoved(tx, key, audit.Deleted, func(p *Project) { p.DeletedAt = &at })
	})
}

// Restore brings a deleted project back.
func (s *Projects) Restore(ctx context.Context, key OrgScope, projectID string) (Project, error) {
	if err := key.RequireOwner(); err != nil {
		return Project{}, err
	}
	var p Project
	err := s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := tx.Where("id = ? AND organisation_id = ? AND deleted_at IS NOT NULL", projectID, key.Organisation.ID).Take(&p).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return fault.Missing()
		}
		if err != nil {
			return err
		}
		return s.setRemoved(tx, key.in(p, s.now()), audit.Restored, func(p *Project) { p.DeletedAt = nil })
	})
	return p, err
}

// setRemoved changes whether a project is there.
func (s *Projects) setRemoved(tx *gorm.DB, key Scope, action audit.Action, edit func(*Project)) error {
	if err := audit.Hold(tx, key.ProjectID); err != nil { // so that no save comes between reading and writing
		return err
	}
	var before Project
	if err := tx.Where("id = ?", key.ProjectID).Take(&before).Error; err != nil {
		return err
	}
	after := before
	edit(&after)
	after.Version, after.UpdatedAt = before.Version+1, database.Instant(key.Now())
	if err := tx.Select("*").Updates(&after).Error; err != nil {
		return err
	}
	return record(tx, key, action, Kind, after.ID, after.Name, before, after)
}

// HousedFilter narrows an organisation's projects; empty fields do not.
type HousedFilter struct {
	Words   string `form:"q"` // in the name
	Removed bool   `form:"-"` // those that were deleted instead
	database.Order
	database.Page
}

// Housed are an organisation's projects: for an owner all, for a member those
// that the member may enter, for anybody else none.
func (s *Projects) Housed(ctx context.Context, key OrgScope, f HousedFilter) (database.Paged[Project], error) {
	var found database.Paged[Project]
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := tx.Model(&Project{}).Where("organisation_id = ?", key.Organisation.ID)
		if key.Role != account.Owner {
			q = q.Where("EXISTS (SELECT 1 FROM member AS m WHERE m.project_id = project.id AND m.account_id = ?)", key.Account.ID)
		}
		if f.Removed {
			q = q.Where("deleted_at IS NOT NULL")
		} else {
			q = q.Where("deleted_at IS NULL")
		}
		var err error
		found, err = database.Fetch[Project](slug.Like(q, "", f.Words), f.By(map[string]string{"name": "name", "start": "start_on"}, "name, id", "id"), f.Page)
		return err
	})
	return found, err
}

package project

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// InvitationLife is how long an invitation can be accepted.
const InvitationLife = 14 * 24 * time.Hour

// InvitationDraft is what a lead types to invite somebody.
type InvitationDraft struct {
	Email string `form:"email" validate:"required,email,max=254,oneline"`
	Role  Role   `form:"role" validate:"required,oneof=lead contributor consultant committee viewer"`
}

// Invite makes a link by which somebody becomes a member, and gives its clear
// token, which is not kept.
func (s *Projects) Invite(ctx context.Context, key Scope, d InvitationDraft) (account.Link, string, error) {
	if err := key.Require(Manage); err != nil {
		return account.Link{}, "", err
	}
	d.Email = strings.TrimSpace(d.Email)
	if err := validate.Draft(d); err != nil {
		return account.Link{}, "", err
	}
	var link account.Link
	var token string
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var err error
		link, token, err = s.accounts.IssueLink(ctx, account.Link{
			Purpose: account.Invitation, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID,
			Email: d.Email, Role: string(d.Role), CreatedBy: key.Actor().ID,
		}, InvitationLife)
		if err != nil {
			return err
		}
		return record(tx, key, "invited", MemberKind, link.ID, d.Email, nil, d)
	})
	return link, token, err
}

// Invitations lists what is still open.
func (s *Projects) Invitations(ctx context.Context, key Scope) ([]account.Link, error) {
	if err := key.Require(Manage); err != nil {
		return nil, err
	}
	var links []account.Link
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND purpose = ? AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ?",
			key.ProjectID, account.Invitation, database.Instant(key.Now())).Order("created_at DESC, id").Limit(200).Find(&links).Error
	})
	return links, err
}

// Revoke closes an open invitation.
func (s *Projects) Revoke(ctx context.Context, key Scope, linkID string) error {
	if err := key.Require(Manage); err != nil {
		return err
	}
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		done := tx.Model(&account.Link{}).
			Where("id = ? AND project_id = ? AND purpose = ? AND used_at IS NULL AND revoked_at IS NULL", linkID, key.ProjectID, account.Invitation).
			Update("revoked_at", database.Instant(key.Now()))
		if done.Error == nil && done.RowsAffected == 0 {
			return fault.Missing()
		}
		if done.Error != nil {
			return done.Error
		}
		return record(tx, key, "revoked", MemberKind, linkID, "", nil, nil)
	})
}

// Invited is what an open invitation leads to.
type Invited struct {
	Link    account.Link
	Project Project
	Known   bool // somebody with this address has an account already
}

// Invitation reads what the bearer of an invitation is invited to.
func (s *Projects) Invitation(ctx context.Context, guest Guest) (Invited, error) {
	in := Invited{Link: guest.Link}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Where("id = ? AND deleted_at IS NULL", guest.Link.ProjectID).Take(&in.Project).Error; err != nil {
			return err
		}
		var n int64
		err := tx.Model(&account.Account{}).Where("email_fold = ?", text.Fold(guest.Link.Email)).Count(&n).Error
		in.Known = n > 0
		return err
	})
	return in, err
}

// Newcomer is what somebody without an account types to accept an invitation.
type Newcomer struct {
	Name     string `form:"name" validate:"required,max=120,oneline"`
	Password string `form:"password" validate:"required,min=10,max=200"`
}

// Accept turns an invitation into a membership of a new account. Whoever has an
// account already signs in and uses Take instead.
func (s *Projects) Accept(ctx context.Context, guest Guest, d Newcomer) (account.Account, error) {
	var a account.Account
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var err error
		a, err = s.accounts.Create(ctx, audit.Actor{Kind: "guest", ID: guest.Link.ID, Name: d.Name}, account.Draft{
			Email: guest.Link.Email, Name: d.Name, Password: d.Password, Language: guest.Text.Lang(),
		}, false)
		if err != nil {
			return err
		}
		return s.take(ctx, tx, guest, a)
	})
	return a, err
}

// Take makes a signed-in person a member by an invitation.
func (s *Projects) Take(ctx context.Context, guest Guest, self account.Account) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error { return s.take(ctx, tx, guest, self) })
}

func (s *Projects) take(ctx context.Context, tx *gorm.DB, guest Guest, a account.Account) error {
	if err := s.accounts.UseLink(ctx, guest.Link); err != nil {
		return err
	}
	var p Project
	if err := tx.Where("id = ? AND deleted_at IS NULL", guest.Link.ProjectID).Take(&p).Error; err != nil {
		return err
	}
	key := Scope{OrganisationID: p.OrganisationID, ProjectID: p.ID, Project: p, Role: Viewer, Text: guest.Text, actor: a.Actor(), now: guest.Now}
	_, err := s.Enrol(ctx, key, a, Role(guest.Link.Role), PersonDraft{})
	return err
}

// ResetFor is the lead's way to help a member who forgot the password: a link to
// hand over. A lead may do it for members who are nothing more than members of
// this organisation, so that nobody climbs by it.
func (s *Projects) ResetFor(ctx context.Context, key Scope, memberID string) (account.Link, string, error) {
	if err := key.Require(Manage); err != nil {
		return account.Link{}, "", err
	}
	var link account.Link
	var token string
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		m, err := memberByID(tx, key, memberID)
		if err != nil {
			return err
		}
		if err := s.onlyHere(tx, key, m.AccountID); err != nil {
			return err
		}
		link, token, err = s.accounts.IssueLink(ctx, account.Link{Purpose: account.Reset, ObjectID: m.AccountID,
			OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, CreatedBy: key.Actor().ID}, account.ResetLife)
		if err != nil {
			return err
		}
		return record(tx, key, "reset", MemberKind, m.ID, "", nil, nil)
	})
	return link, token, err
}

// onlyHere refuses when the account has rights beyond this organisation or owns it.
func (s *Projects) onlyHere(tx *gorm.DB, key Scope, accountID string) error {
	var more int64
	err := tx.Raw(`SELECT (SELECT COUNT(*) FROM account WHERE id = ? AND (administrator OR may_create_organisations))
		+ (SELECT COUNT(*) FROM organisation_member WHERE account_id = ? AND (organisation_id <> ? OR role = 'owner'))`,
		accountID, accountID, key.OrganisationID).Scan(&more).Error
	if err == nil && more > 0 {
		return fault.Broken("member.fault.reset")
	}
	return err
}

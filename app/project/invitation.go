package project

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/rate"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// InvitationLife is how long an invitation can be accepted.
const InvitationLife = 14 * 24 * time.Hour

// perHouse limits invitations to a project or an organisation, so that none is a
// means to send mail to the world.
var perHouse = rate.Limit{Tries: 100, Window: time.Hour}

// InvitationDraft is what a lead types to invite somebody.
type InvitationDraft struct {
	Email string `form:"email" validate:"required,email,max=254,oneline"`
	Role  Role   `form:"role" validate:"required,oneof=lead contributor consultant committee viewer"`
}

// Invite makes a link by which somebody becomes a member and mails it, or gives
// it to hand over. An earlier invitation to the same address is closed.
func (s *Projects) Invite(ctx context.Context, key Scope, d InvitationDraft) (account.Handed, error) {
	if err := key.Require(Manage); err != nil {
		return account.Handed{}, err
	}
	d.Email = strings.TrimSpace(d.Email)
	if err := validate.Draft(d); err != nil {
		return account.Handed{}, err
	}
	if err := s.countInvitation(ctx, key.ProjectID); err != nil {
		return account.Handed{}, err
	}
	var out account.Handed
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		err := closeInvitations(key.invitations(tx), "LOWER(email) = LOWER(?)", d.Email, key.Now())
		if err == nil {
			out, err = s.invite(ctx, tx, key, d)
		}
		if err != nil {
			return err
		}
		return record(tx, key, "invited", MemberKind, d.Email, d.Email, nil, d)
	})
	return out, err
}

// invite makes the link and hands it over.
func (s *Projects) invite(ctx context.Context, tx *gorm.DB, key Scope, d InvitationDraft) (account.Handed, error) {
	lang, err := s.invitable(tx, key, d.Email)
	if err != nil {
		return account.Handed{}, err
	}
	link := account.Link{Purpose: account.Invitation, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID,
		Email: d.Email, Role: string(d.Role), CreatedBy: key.Actor().ID}
	return s.accounts.Hand(ctx, link, InvitationLife, account.Letter{
		Key: "invite", To: d.Email, Lang: lang, Args: []any{"project", key.Project.Named(), "organisation", key.Organisation,
			"by", key.Actor().Name, "role", i18n.Phrase{Key: "member.role." + string(d.Role)}},
	})
}

func (s *Projects) countInvitation(ctx context.Context, house string) error {
	var within bool
	err := s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		within, err = perHouse.Take(tx, "invitations to "+house, s.now())
		return err
	})
	if err == nil && !within {
		err = fault.New(fault.TooMany, "fault.too_many")
	}
	return err
}

// invitable refuses the address of a member, and says in which language to write
// to anybody else.
func (s *Projects) invitable(tx *gorm.DB, key Scope, email string) (string, error) {
	var a account.Account
	err := tx.Where("email_fold = ?", text.Fold(email)).Take(&a).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return key.Project.Language, nil
	}
	if err != nil {
		return "", err
	}
	var n int64
	err = tx.Model(&Member{}).Where("project_id = ? AND account_id = ?", key.ProjectID, a.ID).Count(&n).Error
	if err == nil && n > 0 {
		err = fault.Field("email", "member.fault.member")
	}
	return cmp.Or(a.Language, key.Project.Language), err
}

// invitations are those to the project that can still be accepted.
func (k Scope) invitations(tx *gorm.DB) *gorm.DB {
	return openInvitations(tx, k.OrganisationID, k.ProjectID, k.Now())
}

// openInvitations are those to a project, or with "" to the organisation alone,
// that can still be accepted.
func openInvitations(tx *gorm.DB, organisationID, projectID string, now time.Time) *gorm.DB {
	return tx.Model(&account.Link{}).Where("organisation_id = ? AND project_id = ? AND purpose = ?", organisationID, projectID, account.Invitation).
		Where("used_at IS NULL AND revoked_at IS NULL AND expires_at > ?", database.Instant(now))
}

func closeInvitations(open *gorm.DB, where, value string, now time.Time) error {
	return open.Where(where, value).Update("revoked_at", database.Instant(now)).Error
}

// takeInvitation closes one open invitation and gives what it was.
func takeInvitation(open func(*gorm.DB) *gorm.DB, tx *gorm.DB, linkID string, now time.Time) (account.Link, error) {
	var l account.Link
	err := open(tx).Where("id = ?", linkID).Take(&l).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return l, fault.Missing()
	}
	if err != nil {
		return l, err
	}
	return l, closeInvitations(open(tx), "id = ?", linkID, now)
}

// InvitationFilter narrows the open invitations; empty fields do not.
type InvitationFilter struct {
	Words string `form:"address"` // in the address
	Role  string `form:"invited_role"`
	database.Order
}

// Invitations lists what is still open, the latest first.
func (s *Projects) Invitations(ctx context.Context, key Scope, f InvitationFilter, p database.Page) (database.Paged[account.Link], error) {
	if err := key.Require(Manage); err != nil {
		return database.Paged[account.Link]{}, err
	}
	return s.listInvitations(ctx, key.invitations, f, p)
}

func (s *Projects) listInvitations(ctx context.Context, open func(*gorm.DB) *gorm.DB, f InvitationFilter, p database.Page) (database.Paged[account.Link], error) {
	var found database.Paged[account.Link]
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := ofWords(open(tx), f.Words, "LOWER(email)")
		if f.Role != "" {
			q = q.Where("role = ?", f.Role)
		}
		var err error
		found, err = database.Fetch[account.Link](q, f.By(map[string]string{"invited": "email", "invited_as": "role", "until": "expires_at"}, "created_at DESC, id", "id"), p)
		return err
	})
	return found, err
}

// Renew replaces an open invitation by a new one of full life, which goes the same
// way: where mail is sent only whoever reads the address's mail gets the link, so
// that an account is its address's owner's.
func (s *Projects) Renew(ctx context.Context, key Scope, linkID string) (account.Handed, error) {
	if err := key.Require(Manage); err != nil {
		return account.Handed{}, err
	}
	if err := s.countInvitation(ctx, key.ProjectID); err != nil {
		return account.Handed{}, err
	}
	var out account.Handed
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		old, err := takeInvitation(key.invitations, tx, linkID, key.Now())
		if err != nil {
			return err
		}
		if out, err = s.invite(ctx, tx, key, InvitationDraft{old.Email, Role(old.Role)}); err != nil {
			return err
		}
		return record(tx, key, "renewed", MemberKind, old.Email, old.Email, nil, nil)
	})
	return out, err
}

// Revoke closes an open invitation.
func (s *Projects) Revoke(ctx context.Context, key Scope, linkID string) error {
	if err := key.Require(Manage); err != nil {
		return err
	}
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		old, err := takeInvitation(key.invitations, tx, linkID, key.Now())
		if err != nil {
			return err
		}
		return record(tx, key, "revoked", MemberKind, old.Email, old.Email, nil, nil)
	})
}

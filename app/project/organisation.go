package project

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// in is the owner's key to one project of the organisation.
func (k OrgScope) in(p Project, now time.Time) Scope {
	return Scope{OrganisationID: p.OrganisationID, Organisation: k.Organisation.Name, ProjectID: p.ID, Project: p, Role: Lead,
		Text: k.Text, actor: k.Account.Actor(), now: now}
}

// log writes a line of the organisation's log.
func (k OrgScope) log(tx *gorm.DB, action audit.Action, id, label string, before, after any) error {
	_, err := audit.Record(tx, audit.Change{Actor: k.Account.Actor(), OrganisationID: k.Organisation.ID, Action: action,
		Kind: account.OrganisationKind, ObjectID: id, Label: label, Before: before, After: after})
	return err
}

// Colleague is somebody in an organisation.
type Colleague struct {
	account.Membership
	Name     string
	Email    string
	Disabled bool
}

// ColleagueFilter narrows who is in an organisation; empty fields do not.
type ColleagueFilter struct {
	Words string       `form:"who"` // in name or address
	Role  account.Role `form:"role"`
	database.Order
}

// Colleagues lists who is in an organisation, owners first.
func (s *Projects) Colleagues(ctx context.Context, key OrgScope, f ColleagueFilter, page database.Page) (database.Paged[Colleague], error) {
	if err := key.RequireKeeper(); err != nil {
		return database.Paged[Colleague]{}, err
	}
	var found database.Paged[Colleague]
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := tx.Table("organisation_member AS m").Joins("JOIN account AS a ON a.id = m.account_id").Where("m.organisation_id = ?", key.Organisation.ID)
		q = ofWords(q, f.Words, "a.name_fold", "a.email_fold")
		if f.Role != "" {
			q = q.Where("m.role = ?", f.Role)
		}
		const ownersFirst = "CASE m.role WHEN 'owner' THEN 0 ELSE 1 END"
		columns := map[string]string{"member": "a.name_fold", "role": ownersFirst, "address": "a.email_fold"}
		var err error
		found, err = database.Fetch[Colleague](q, f.By(columns, ownersFirst+", a.name_fold, a.id", "a.name_fold, a.id"), page,
			"m.*, a.name, a.email, a.disabled_at IS NOT NULL AS disabled")
		return err
	})
	return found, err
}

// ColleagueDraft is what is typed to bring somebody into an organisation.
type ColleagueDraft struct {
	Email string       `form:"email" validate:"required,email,max=254,oneline"`
	Role  account.Role `form:"role" validate:"required,oneof=owner member"`
}

// AddColleague invites somebody to an organisation. An administrator, who sees
// all accounts anyway, takes who has one in at once; to an owner it does not show
// who else has an account here.
func (s *Projects) AddColleague(ctx context.Context, key OrgScope, d ColleagueDraft) (account.Handed, error) {
	if err := key.RequireKeeper(); err != nil {
		return account.Handed{}, err
	}
	d.Email = strings.TrimSpace(d.Email)
	if err := validate.Draft(d); err != nil {
		return account.Handed{}, err
	}
	if err := s.countInvitation(ctx, key.Organisation.ID); err != nil {
		return account.Handed{}, err
	}
	var out account.Handed
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		known, err := s.addable(ctx, tx, key, d.Email)
		if err != nil {
			return err
		}
		if known.ID != "" && key.Account.Administrator {
			out.To = known.Email
			return s.accounts.Join(ctx, key.Account.Actor(), key.Organisation.ID, known.ID, d.Role)
		}
		if err := closeInvitations(s.openTo(key)(tx), "LOWER(email) = LOWER(?)", d.Email, s.now()); err != nil {
			return err
		}
		if out, err = s.inviteColleague(ctx, key, d, known); err != nil {
			return err
		}
		return key.log(tx, "invited", d.Email, d.Email, nil, d)
	})
	return out, err
}

// addable refuses who is in the organisation already, and gives the account of
// anybody else who has one.
func (s *Projects) addable(ctx context.Context, tx *gorm.DB, key OrgScope, email string) (account.Account, error) {
	known, err := s.accounts.ByEmail(ctx, text.Fold(email))
	if fault.Is(err, fault.NotFound) {
		return account.Account{}, nil
	}
	if err != nil {
		return known, err
	}
	role, err := account.RoleIn(tx, key.Organisation.ID, known.ID)
	if err == nil && role != "" {
		err = fault.Field("email", "member.fault.member")
	}
	return known, err
}

// inviteColleague makes the link and hands it over; known is the account of the
// address, if there is one.
func (s *Projects) inviteColleague(ctx context.Context, key OrgScope, d ColleagueDraft, known account.Account) (account.Handed, error) {
	link := account.Link{Purpose: account.Invitation, OrganisationID: key.Organisation.ID, Email: d.Email, Role: string(d.Role), CreatedBy: key.Account.ID}
	return s.accounts.Hand(ctx, link, InvitationLife, account.Letter{Key: "join", To: d.Email, Lang: cmp.Or(known.Language, key.Text.Lang()),
		Args: []any{"organisation", key.Organisation.Name, "by", key.Account.Name, "role", i18n.Phrase{Key: "organisation.role." + string(d.Role)}}})
}

// openTo finds the invitations to the organisation alone that can be accepted.
func (s *Projects) openTo(key OrgScope) func(*gorm.DB) *gorm.DB {
	return func(tx *gorm.DB) *gorm.DB { return openInvitations(tx, key.Organisation.ID, "", s.now()) }
}

// ColleagueInvitations lists what is open, the latest first.
func (s *Projects) ColleagueInvitations(ctx context.Context, key OrgScope, f InvitationFilter, page database.Page) (database.Paged[account.Link], error) {
	if err := key.RequireKeeper(); err != nil {
		return database.Paged[account.Link]{}, err
	}
	return s.listInvitations(ctx, s.openTo(key), f, page)
}

// RenewColleague replaces an open invitation by a new one of full life, which goes
// the same way.
func (s *Projects) RenewColleague(ctx context.Context, key OrgScope, linkID string) (account.Handed, error) {
	if err := key.RequireKeeper(); err != nil {
		return account.Handed{}, err
	}
	if err := s.countInvitation(ctx, key.Organisation.ID); err != nil {
		return account.Handed{}, err
	}
	var out account.Handed
	err := s.withInvitation(ctx, key, linkID, "renewed", func(ctx context.Context, tx *gorm.DB, old account.Link) error {
		known, err := s.addable(ctx, tx, key, old.Email)
		if err == nil {
			out, err = s.inviteColleague(ctx, key, ColleagueDraft{old.Email, account.Role(old.Role)}, known)
		}
		return err
	})
	return out, err
}

// RevokeColleague closes an open invitation.
func (s *Projects) RevokeColleague(ctx context.Context, key OrgScope, linkID string) error {
	return s.withInvitation(ctx, key, linkID, "revoked", func(context.Context, *gorm.DB, account.Link) error { return nil })
}

// withInvitation closes an open invitation and does what follows.
func (s *Projects) withInvitation(ctx context.Context, key OrgScope, linkID string, action audit.Action, then func(context.Context, *gorm.DB, account.Link) error) error {
	if err := key.RequireKeeper(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		old, err := takeInvitation(s.openTo(key), tx, linkID, s.now())
		if err != nil {
			return err
		}
		if err := then(ctx, tx, old); err != nil {
			return err
		}
		return key.log(tx, action, old.Email, old.Email, nil, nil)
	})
}

// Rename gives an organisation another name; its address stays.
func (s *Projects) Rename(ctx context.Context, key OrgScope, d account.OrganisationDraft) error {
	if err := key.RequireKeeper(); err != nil {
		return err
	}
	d.Name = strings.TrimSpace(d.Name)
	if err := validate.Draft(d); err != nil {
		return err
	}
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		after := key.Organisation
		after.Name, after.NameFold, after.Version, after.UpdatedAt = d.Name, text.Plain(d.Name), d.Version+1, database.Instant(s.now())
		done := tx.Where("version = ?", d.Version).Select("*").Updates(&after)
		if done.Error == nil && done.RowsAffected == 0 {
			return fault.Stale(key.Organisation)
		}
		if done.Error != nil {
			return done.Error
		}
		return key.log(tx, audit.Changed, after.ID, after.Name, key.Organisation, after)
	})
}

// colleague is one membership, or NotFound.
func colleague(tx *gorm.DB, key OrgScope, accountID string) (account.Membership, error) {
	var m account.Membership
	err := tx.Where("organisation_id = ? AND account_id = ?", key.Organisation.ID, accountID).Take(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing()
	}
	return m, err
}

// endOwner lets an owner go when another stays, and closes the invitations of the
// one who goes.
func (s *Projects) endOwner(ctx context.Context, tx *gorm.DB, key OrgScope, accountID string) error {
	if err := anotherOwner(tx, key, accountID); err != nil {
		return err
	}
	return s.accounts.RevokeLinksBy(ctx, accountID, key.Organisation.ID, "")
}

// anotherOwner locks the organisation's row, so that two owners who leave at the
// same moment cannot both be told that the other stays.
func anotherOwner(tx *gorm.DB, key OrgScope, except string) error {
	if err := tx.Exec("UPDATE organisation SET version = version WHERE id = ?", key.Organisation.ID).Error; err != nil {
		return err
	}
	var n int64
	err := tx.Model(&account.Membership{}).Where("organisation_id = ? AND role = ? AND account_id <> ?", key.Organisation.ID, account.Owner, except).Count(&n).Error
	if err == nil && n == 0 {
		return fault.Broken("organisation.fault.last_owner")
	}
	return err
}

// ColleagueRole is what a colleague becomes.
type ColleagueRole struct {
	Role account.Role `form:"role" validate:"required,oneof=owner member"`
}

// SaveColleague changes what a colleague is; the last owner stays one.
func (s *Projects) SaveColleague(ctx context.Context, key OrgScope, accountID string, d ColleagueRole) error {
	if err := key.RequireKeeper(); err != nil {
		return err
	}
	if err := validate.Draft(d); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		before, err := colleague(tx, key, accountID)
		if err != nil {
			return err
		}
		if before.Role == account.Owner && d.Role != account.Owner {
			if err := s.endOwner(ctx, tx, key, accountID); err != nil {
				return err
			}
		}
		after := before
		after.Role = d.Role
		done := tx.Model(&account.Membership{}).Where("organisation_id = ? AND account_id = ?", key.Organisation.ID, accountID).Update("role", d.Role)
		if done.Error == nil && done.RowsAffected == 0 { // removed meanwhile, and not to be brought back
			return fault.Missing()
		}
		if done.Error != nil {
			return done.Error
		}
		return key.log(tx, audit.Changed, accountID, "", before, after)
	})
}

// RemoveColleague takes somebody out of an organisation and all its projects. The
// last owner stays, and so does the last lead of a project.
func (s *Projects) RemoveColleague(ctx context.Context, key OrgScope, accountID string) error {
	if err := key.RequireKeeper(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		before, err := colleague(tx, key, accountID)
		if err != nil {
			return err
		}
		if before.Role == account.Owner {
			if err := s.endOwner(ctx, tx, key, accountID); err != nil {
				return err
			}
		}
		if err := s.leaveAll(ctx, tx, key, accountID); err != nil {
			return err
		}
		if err := tx.Where("organisation_id = ? AND account_id = ?", key.Organisation.ID, accountID).Delete(&account.Membership{}).Error; err != nil {
			return err
		}
		return key.log(tx, audit.Deleted, accountID, "", before, nil)
	})
}

// leaveAll takes somebody's access to the organisation's projects away.
func (s *Projects) leaveAll(ctx context.Context, tx *gorm.DB, key OrgScope, accountID string) error {
	var rows []struct {
		Project Project `gorm:"embedded;embeddedPrefix:p_"`
		Member  string
	}
	err := tx.Table("member AS m").Joins("JOIN project AS p ON p.id = m.project_id").
		Where("m.organisation_id = ? AND m.account_id = ?", key.Organisation.ID, accountID).
		Select("m.id AS member, p.id AS p_id, p.name AS p_name, p.organisation_id AS p_organisation_id").Order("p.id").Scan(&rows).Error
	for _, r := range rows {
		if err != nil {
			break
		}
		err = s.RemoveMember(ctx, key.in(r.Project, s.now()), r.Member)
		if fault.Is(err, fault.Refused) {
			return fault.Broken("organisation.fault.last_lead", "project", r.Project.Name)
		}
	}
	return err
}

package project

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
)

// Invited is what an open invitation leads to: a project, or an organisation
// alone.
type Invited struct {
	Link         account.Link
	Project      Project // zero when it leads to the organisation alone
	Organisation account.Organisation
	Known        bool // somebody with this address has an account already
}

// Invitation reads what the bearer of an invitation is invited to.
func (s *Projects) Invitation(ctx context.Context, guest Guest) (Invited, error) {
	in := Invited{Link: guest.Link}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := in.find(tx); err != nil {
			return err
		}
		var n int64
		err := tx.Model(&account.Account{}).Where("email_fold = ?", text.Fold(guest.Link.Email)).Count(&n).Error
		in.Known = n > 0
		return err
	})
	return in, err
}

// find reads where a link leads; a project that is gone closes it.
func (in *Invited) find(tx *gorm.DB) error {
	err := tx.Where("id = ?", in.Link.OrganisationID).Take(&in.Organisation).Error
	if err == nil && in.Link.ProjectID != "" {
		err = tx.Where("id = ? AND deleted_at IS NULL", in.Link.ProjectID).Take(&in.Project).Error
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.New(fault.NotFound, account.SpentLink)
	}
	return err
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

// Take makes a signed-in person a member by an invitation. The bearer of the
// link decides which of their accounts that is.
func (s *Projects) Take(ctx context.Context, guest Guest, self account.Account) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error { return s.take(ctx, tx, guest, self) })
}

func (s *Projects) take(ctx context.Context, tx *gorm.DB, guest Guest, a account.Account) error {
	if err := s.accounts.UseLink(ctx, guest.Link); err != nil {
		return err
	}
	in := Invited{Link: guest.Link}
	if err := in.find(tx); err != nil {
		return err
	}
	if in.Link.ProjectID == "" {
		return s.accounts.Join(ctx, a.Actor(), in.Organisation.ID, a.ID, account.Role(in.Link.Role))
	}
	p := in.Project
	if err := audit.Touch(tx, p.ID); err != nil { // the log tells nothing when one who is a member takes another invitation
		return err
	}
	key := Scope{OrganisationID: p.OrganisationID, ProjectID: p.ID, Project: p, Role: Viewer, Text: guest.Text, actor: a.Actor(), now: guest.Now}
	_, err := s.Enrol(ctx, key, a, Role(in.Link.Role), PersonDraft{})
	return err
}

package account

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/secret"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// WelcomeLife is how long the first link of a new account works.
const WelcomeLife = 72 * time.Hour

// administers is nil for the administrator of the installation.
func (a Account) administers() error {
	if a.Administrator {
		return nil
	}
	return fault.New(fault.Forbidden, "fault.forbidden_admin")
}

// Filter narrows the list of accounts; empty fields do not.
type Filter struct {
	Words  string `form:"q"` // in name or address
	Closed bool   `form:"closed"`
	database.Order
	database.Page
}

// List is every account of the installation by name, for its administrator.
func (s *Accounts) List(ctx context.Context, by Account, f Filter) (database.Paged[Account], error) {
	if err := by.administers(); err != nil {
		return database.Paged[Account]{}, err
	}
	var found database.Paged[Account]
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := tx.Model(&Account{})
		if f.Words != "" {
			like := "%" + text.Like(text.Fold(f.Words)) + "%"
			q = q.Where("name_fold LIKE ? ESCAPE '!' OR email_fold LIKE ? ESCAPE '!'", like, like)
		}
		if f.Closed {
			q = q.Where("disabled_at IS NOT NULL")
		}
		var err error
		found, err = database.Fetch[Account](q, f.By(map[string]string{"name": "name_fold", "email": "email_fold", "since": "created_at"}, "name_fold, id", "id"), f.Page)
		return err
	})
	return found, err
}

// Admission is what an administrator types to make an account.
type Admission struct {
	Name                   string `form:"name" validate:"required,max=120,oneline"`
	Email                  string `form:"email" validate:"required,email,max=254,oneline"`
	Language               string `form:"language" validate:"required,max=10"`
	MayCreateOrganisations bool   `form:"may_create_organisations"`
}

// Admit makes an account whose owner chooses the password by a link.
func (s *Accounts) Admit(ctx context.Context, by Account, d Admission) (Handed, error) {
	if err := by.administers(); err != nil {
		return Handed{}, err
	}
	if err := validate.Draft(d); err != nil {
		return Handed{}, err
	}
	nobodys, _ := secret.Token()
	var out Handed
	err := s.db.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		a, err := s.Create(ctx, by.Actor(), Draft{Email: d.Email, Name: d.Name, Password: nobodys, Language: d.Language}, false)
		if err != nil {
			return err
		}
		if d.MayCreateOrganisations {
			if err := s.AllowOrganisations(ctx, by, a.ID, true); err != nil {
				return err
			}
		}
		out, err = s.Hand(ctx, Link{Purpose: Reset, ObjectID: a.ID, CreatedBy: by.ID}, WelcomeLife, Letter{Key: "welcome", To: a.Email, Lang: a.Language})
		return err
	})
	return out, err
}

// AllowOrganisations lets an account create client organisations, or not.
func (s *Accounts) AllowOrganisations(ctx context.Context, by Account, id string, allowed bool) error {
	if err := by.administers(); err != nil {
		return err
	}
	return s.change(ctx, by.Actor(), id, func(a *Account) { a.MayCreateOrganisations = allowed })
}

// Close shuts an account: nobody signs in to it, its sessions end, and so do links
// to it and those that it made. What it did stays. Nobody closes their own, and of
// two who close each other's at the same moment one is too late, so an
// administrator is always left.
func (s *Accounts) Close(ctx context.Context, by Account, id string) error {
	if err := by.administers(); err != nil {
		return err
	}
	if id == by.ID {
		return fault.Broken("admin.fault.self")
	}
	at := database.Instant(s.now())
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := s.change(ctx, by.Actor(), id, func(a *Account) { a.DisabledAt = &at }); err != nil {
			return err
		}
		self, err := hold(tx, by.ID)
		if err == nil && self.DisabledAt != nil {
			err = fault.New(fault.Unauthenticated, "account.fault.signed_out")
		}
		if err != nil {
			return err
		}
		if err := errors.Join(s.RevokeLinks(ctx, Reset, id), s.RevokeLinksBy(ctx, id, "", "")); err != nil {
			return err
		}
		return endSessions(tx, id, "")
	})
}

// Reopen lets the owner of a closed account sign in again.
func (s *Accounts) Reopen(ctx context.Context, by Account, id string) error {
	if err := by.administers(); err != nil {
		return err
	}
	return s.change(ctx, by.Actor(), id, func(a *Account) { a.DisabledAt = nil })
}

// ResetOf gives somebody a link for a new password.
func (s *Accounts) ResetOf(ctx context.Context, by Account, id string) (Handed, error) {
	if err := by.administers(); err != nil {
		return Handed{}, err
	}
	var out Handed
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		a, err := s.ByID(ctx, id)
		if err != nil {
			return err
		}
		if a.DisabledAt != nil {
			return fault.Broken("admin.fault.closed")
		}
		if out, err = s.HandReset(ctx, a, Link{CreatedBy: by.ID}); err != nil {
			return err
		}
		return log(tx, by.Actor(), audit.Action("reset"), a, nil, nil)
	})
	return out, err
}

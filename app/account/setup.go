package account

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
)

// FirstDraft is what the set-up page asks for.
type FirstDraft struct {
	Token        string `form:"token" validate:"required,max=200"`
	Organisation string `form:"organisation" validate:"required,max=120,oneline"`
	Draft
}

const setUpLife = 24 * time.Hour

// OfferSetUp gives the token that opens the set-up page, or "" when somebody has
// an account already. Earlier tokens stop working.
func (s *Accounts) OfferSetUp(ctx context.Context) (string, error) {
	any, err := s.Any(ctx)
	if err != nil || any {
		return "", err
	}
	if err := s.RevokeLinks(ctx, SetUp, "installation"); err != nil {
		return "", err
	}
	_, token, err := s.IssueLink(ctx, Link{Purpose: SetUp, ObjectID: "installation"}, setUpLife)
	return token, err
}

// SetUp makes the administrator and the first organisation.
func (s *Accounts) SetUp(ctx context.Context, d FirstDraft) (Account, error) {
	if err := validate.Draft(d); err != nil {
		return Account{}, err
	}
	link, err := s.LinkByToken(ctx, SetUp, d.Token)
	if fault.Is(err, fault.NotFound) {
		return Account{}, fault.Field("token", "account.fault.setup_token")
	}
	if err != nil {
		return Account{}, err
	}
	var a Account
	err = s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := s.UseLink(ctx, link); err != nil {
			return err
		}
		any, err := s.Any(ctx)
		if err == nil && any { // made meanwhile in another way, such as by the command line
			err = fault.Field("token", "account.fault.setup_token")
		}
		if err != nil {
			return err
		}
		if a, err = s.Create(ctx, audit.System("set-up"), d.Draft, true); err != nil {
			return err
		}
		_, err = s.CreateOrganisation(ctx, a, OrganisationDraft{Name: d.Organisation})
		return err
	})
	return a, err
}

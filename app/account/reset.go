package account

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/job"
	"stegvis/app/platform/rate"
	"stegvis/app/platform/secret"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// ResetLife is how long a link for a new password works.
const ResetLife = 2 * time.Hour

// ForgotKind is the kind of the jobs that look up a forgotten password's owner.
const ForgotKind = "account.forgot"

// Limits of asking for letters: enough for somebody who is impatient, too few to
// fill a stranger's mailbox.
var (
	perMailbox      = rate.Limit{Tries: 5, Window: time.Hour}
	perForgetOrigin = rate.Limit{Tries: 30, Window: time.Hour}
)

// Forgotten is what somebody types who forgot their password.
type Forgotten struct {
	Email string `form:"email" json:"email" validate:"required,email,max=254,oneline"`
}

// Forgot orders a letter with a link for whoever has an address, if anybody has.
// Whether anybody does is found out later, in the background, so that neither
// the answer nor the time it takes tells.
func (s *Accounts) Forgot(ctx context.Context, d Forgotten, origin string) error {
	if !s.letters.Sends {
		return fault.Broken("account.forgot.no_mail")
	}
	if err := validate.Draft(d); err != nil {
		return err
	}
	mailbox := secret.Hash(text.Fold(d.Email))
	if err := s.count(ctx, try{perForgetOrigin, "forgot from " + origin}, try{perMailbox, "forgot " + mailbox}); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		return job.Enqueue(ctx, tx, job.Order{Kind: ForgotKind, UniqueKey: mailbox, Payload: d})
	})
}

// AnswerForgotten is the job's handler: it orders the letter if somebody has the
// address.
func (s *Accounts) AnswerForgotten(ctx context.Context, payload json.RawMessage) error {
	var d Forgotten
	if err := json.Unmarshal(payload, &d); err != nil {
		return job.Final(fmt.Errorf("account: %w", err))
	}
	a, err := s.ByEmail(ctx, d.Email)
	if fault.Is(err, fault.NotFound) || err == nil && a.DisabledAt != nil {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.HandReset(ctx, a, Link{})
	return err
}

// Handed is a new link on its way to somebody: by mail, or by whoever made it, to
// whom the address is shown once.
type Handed struct {
	To      string
	Mailed  bool
	Address string
}

// HandReset makes a link for a new password and mails it to the account's own
// address, or gives it to hand over. The link carries what l says of its maker.
func (s *Accounts) HandReset(ctx context.Context, a Account, l Link) (Handed, error) {
	l.Purpose, l.ObjectID = Reset, a.ID
	return s.Hand(ctx, l, ResetLife, Letter{Key: "reset", To: a.Email, Lang: a.Language})
}

// Hand issues a link within the caller's transaction when there is one, and posts the
// letter that carries it, or gives it to hand over.
func (s *Accounts) Hand(ctx context.Context, l Link, life time.Duration, letter Letter) (Handed, error) {
	out := Handed{To: letter.To}
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		_, token, err := s.IssueLink(ctx, l, life)
		if err != nil {
			return err
		}
		letter.Link = s.letters.Address(l.Purpose, token)
		if out.Mailed = s.letters.Sends; out.Mailed {
			return s.letters.Post(ctx, tx, letter)
		}
		out.Address = letter.Link
		return nil
	})
	return out, err
}

// ResetByLink sets a new password for the account that a link points at, ends its
// sessions and closes its other links.
func (s *Accounts) ResetByLink(ctx context.Context, l Link, d NewPassword) (Account, error) {
	if err := validate.Draft(d); err != nil {
		return Account{}, err
	}
	a, err := s.ByID(ctx, l.ObjectID)
	if err != nil {
		return a, err
	}
	if a.DisabledAt != nil {
		return a, fault.New(fault.NotFound, SpentLink)
	}
	err = s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		// The account first, as whoever changes a password and then closes links does.
		if err := tx.Exec("UPDATE account SET version = version WHERE id = ?", a.ID).Error; err != nil {
			return err
		}
		if err := s.UseLink(ctx, l); err != nil {
			return err
		}
		if err := s.SetPassword(ctx, audit.Actor{Kind: "guest", ID: l.ID, Name: a.Name}, a.ID, d.Password); err != nil {
			return err
		}
		a, err = s.ByID(ctx, a.ID)
		return err
	})
	return a, err
}

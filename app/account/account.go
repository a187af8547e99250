// Package account knows who may sign in and to which organisations they belong:
// passwords, sessions, links that are as good as a key, organisations.
package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// Kind names accounts in the audit log.
const Kind = "account"

// Account is somebody who can sign in.
type Account struct {
	ID                     string     `json:"id" gorm:"primaryKey"`
	Email                  string     `json:"email"`
	EmailFold              string     `json:"-"`
	Name                   string     `json:"name"`
	NameFold               string     `json:"-"`
	PasswordHash           string     `json:"-"`
	Language               string     `json:"language"`
	Theme                  string     `json:"theme"`
	Administrator          bool       `json:"administrator"`
	MayCreateOrganisations bool       `json:"may_create_organisations"`
	Version                int64      `json:"version"`
	CreatedAt              time.Time  `json:"created_at"`
	UpdatedAt              time.Time  `json:"updated_at"`
	DisabledAt             *time.Time `json:"disabled_at"`
}

// TableName tells GORM.
func (Account) TableName() string { return "account" }

// Actor is the account as the audit log names it.
func (a Account) Actor() audit.Actor { return audit.Actor{Kind: "account", ID: a.ID, Name: a.Name} }

// Draft is what a new account needs.
type Draft struct {
	Email    string `form:"email" validate:"required,email,max=254,oneline"`
	Name     string `form:"name" validate:"required,max=120,oneline"`
	Password string `form:"password" validate:"required,min=10,max=200"`
	Language string `form:"language" validate:"omitempty,max=10"`
}

// Accounts keeps accounts, sessions, links and organisations.
type Accounts struct {
	db      *database.DB
	letters Letters
	now     func() time.Time
}

// New takes the database, what writes mail, and a clock.
func New(db *database.DB, letters Letters, now func() time.Time) *Accounts {
	return &Accounts{db: db, letters: letters, now: now}
}

// Letters is what writes mail.
func (s *Accounts) Letters() Letters { return s.letters }

// Create makes an account within the caller's transaction when there is one.
// An address that is taken is a fault of the field "email".
func (s *Accounts) Create(ctx context.Context, by audit.Actor, d Draft, administrator bool) (Account, error) {
	d.Email, d.Name = strings.TrimSpace(d.Email), strings.TrimSpace(d.Name)
	if err := validate.Draft(d); err != nil {
		return Account{}, err
	}
	hash, err := hashPassword(ctx, d.Password)
	if err != nil {
		return Account{}, err
	}
	at := database.Instant(s.now())
	a := Account{
		ID: database.NewID(), Email: d.Email, EmailFold: text.Fold(d.Email), Name: d.Name, NameFold: text.Fold(d.Name), PasswordHash: hash,
		Language: d.Language, Theme: "auto", Administrator: administrator, MayCreateOrganisations: administrator,
		Version: 1, CreatedAt: at, UpdatedAt: at,
	}
	err = s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := free(tx, a.EmailFold); err != nil {
			return err
		}
		if err := tx.Create(&a).Error; err != nil {
			return err
		}
		return log(tx, by, audit.Created, a, nil, a)
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		err = fault.Field("email", "account.fault.taken")
	}
	return a, err
}

// free asks first, because a failed insert would spoil the caller's transaction.
func free(tx *gorm.DB, fold string) error {
	var n int64
	if err := tx.Model(&Account{}).Where("email_fold = ?", fold).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return fault.Field("email", "account.fault.taken")
	}
	return nil
}

func log(tx *gorm.DB, by audit.Actor, action audit.Action, a Account, before, after any) error {
	_, err := audit.Record(tx, audit.Change{
		Actor: by, Action: action, Kind: Kind, ObjectID: a.ID, Label: a.Name, Before: before, After: after,
	})
	return err
}

// ByEmail finds an account by its address in any case.
func (s *Accounts) ByEmail(ctx context.Context, email string) (Account, error) {
	return s.one(ctx, "email_fold = ?", text.Fold(email))
}

// ByID finds an account.
func (s *Accounts) ByID(ctx context.Context, id string) (Account, error) {
	return s.one(ctx, "id = ?", id)
}

func (s *Accounts) one(ctx context.Context, where string, value string) (Account, error) {
	var a Account
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where(where, value).Take(&a).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return a, fault.Missing()
	}
	return a, err
}

// Any reports whether anybody has an account; when not, the first visit sets
// the installation up.
func (s *Accounts) Any(ctx context.Context) (bool, error) {
	var ids []string
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Account{}).Limit(1).Pluck("id", &ids).Error
	})
	return len(ids) > 0, err
}

// Preferences are what a person chooses for themselves.
type Preferences struct {
	Name     string `form:"name" validate:"required,max=120,oneline"`
	Language string `form:"language" validate:"required,max=10"`
	Theme    string `form:"theme" validate:"required,oneof=auto light dark"`
}

// SavePreferences changes the signed-in person's own settings.
func (s *Accounts) SavePreferences(ctx context.Context, self Account, p Preferences) error {
	if err := validate.Draft(p); err != nil {
		return err
	}
	return s.change(ctx, self.Actor(), self.ID, func(a *Account) {
		a.Name, a.Language, a.Theme = strings.TrimSpace(p.Name), p.Language, p.Theme
	})
}

// hold reads an account and keeps it from changing until the transaction ends, so
// that of two who change it at once none takes the other's change back.
func hold(tx *gorm.DB, id string) (Account, error) {
	var a Account
	err := tx.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("id = ?", id).Take(&a).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing()
	}
	return a, err
}

// change edits one account and logs it.
func (s *Accounts) change(ctx context.Context, by audit.Actor, id string, edit func(*Account)) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		before, err := hold(tx, id)
		if err != nil {
			return err
		}
		after := before
		edit(&after)
		after.NameFold = text.Fold(after.Name)
		after.Version, after.UpdatedAt = before.Version+1, database.Instant(s.now())
		if err := tx.Save(&after).Error; err != nil {
			return err
		}
		return log(tx, by, audit.Changed, after, before, after)
	})
}

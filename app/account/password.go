package account

import (
	"context"
	"runtime"
	"sync"

	"github.com/alexedwards/argon2id"
	"golang.org/x/sync/semaphore"
	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
)

// hashing follows OWASP's Password Storage Cheat Sheet for Argon2id: 19 MiB and
// two passes.
func hashing() *argon2id.Params {
	return &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// cores lets one hash run per core, so that a crowd signing in cannot take all
// memory and processor time.
var cores = sync.OnceValue(func() *semaphore.Weighted { return semaphore.NewWeighted(int64(runtime.NumCPU())) })

func hashPassword(ctx context.Context, password string) (string, error) {
	if err := cores().Acquire(ctx, 1); err != nil {
		return "", err
	}
	defer cores().Release(1)
	return argon2id.CreateHash(password, hashing())
}

// nobody's hash is compared against when the address is unknown, so that the
// answer takes as long as for a wrong password.
var nobody = sync.OnceValues(func() (string, error) { return argon2id.CreateHash("nobody", hashing()) })

func matches(ctx context.Context, password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		var err error
		if hash, err = nobody(); err != nil {
			return false, err
		}
	}
	if err := cores().Acquire(ctx, 1); err != nil {
		return false, err
	}
	defer cores().Release(1)
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	return ok && known, err
}

// Matches reports whether a password is an account's, without counting a try.
func (s *Accounts) Matches(ctx context.Context, a Account, password string) (bool, error) {
	return matches(ctx, password, a.PasswordHash)
}

// PasswordChange is the form by which people change their own password.
type PasswordChange struct {
	Current string `form:"current" validate:"required,max=200"`
	New     string `form:"new" validate:"required,min=10,max=200"`
}

// ChangePassword checks the current password, sets the new one and signs out
// everywhere else.
func (s *Accounts) ChangePassword(ctx context.Context, self Account, keepToken string, p PasswordChange) error {
	if err := validate.Draft(p); err != nil {
		return err
	}
	if err := s.count(ctx, try{perAddress, "password of " + self.ID}); err != nil {
		return err
	}
	ok, err := matches(ctx, p.Current, self.PasswordHash)
	if err != nil {
		return err
	}
	if !ok {
		return fault.Field("current", "account.fault.current")
	}
	return s.setPassword(ctx, self.Actor(), self.ID, p.New, keepToken)
}

// SetPassword is the way of the command line and of reset links: it needs no
// current password and ends every session.
func (s *Accounts) SetPassword(ctx context.Context, by audit.Actor, accountID, password string) error {
	if err := validate.Draft(NewPassword{password}); err != nil {
		return err
	}
	return s.setPassword(ctx, by, accountID, password, "")
}

// NewPassword is the form behind a reset link.
type NewPassword struct {
	Password string `form:"password" validate:"required,min=10,max=200"`
}

func (s *Accounts) setPassword(ctx context.Context, by audit.Actor, id, password, keepToken string) error {
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := s.change(ctx, by, id, func(a *Account) { a.PasswordHash = hash }); err != nil {
			return err
		}
		if err := s.RevokeLinks(ctx, Reset, id); err != nil { // whoever held one might undo this
			return err
		}
		return endSessions(tx, id, keepToken)
	})
}

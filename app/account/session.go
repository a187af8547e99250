package account

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/rate"
	"stegvis/app/platform/secret"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// Session is one signed-in browser. Only the hash of its token is kept.
type Session struct {
	TokenHash string `gorm:"primaryKey"`
	AccountID string
	CSRF      string `gorm:"column:csrf"`
	Agent     string
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
}

// TableName tells GORM.
func (Session) TableName() string { return "session" }

const (
	sessionLife = 30 * 24 * time.Hour
	seenEvery   = 5 * time.Minute
)

// Sign-in limits: a person who mistypes is not troubled, a list of passwords is.
// What one origin tries does not keep an address's owner out elsewhere; it takes
// many origins to reach the limit of all together.
var (
	perAddress = rate.Limit{Tries: 10, Window: 15 * time.Minute}
	perOrigin  = rate.Limit{Tries: 100, Window: 15 * time.Minute}
	perAccount = rate.Limit{Tries: 50, Window: 15 * time.Minute}
)

// Credentials are what the sign-in form sends.
type Credentials struct {
	Email    string `form:"email" validate:"required,max=254"`
	Password string `form:"password" validate:"required,max=200"`
}

// SignIn opens a session and gives its clear token. A wrong password and an
// unknown address have the same answer; too many tries by address or by origin
// are refused before the password is looked at.
func (s *Accounts) SignIn(ctx context.Context, c Credentials, origin, agent string) (string, Account, error) {
	if err := validate.Draft(c); err != nil {
		return "", Account{}, err
	}
	here := tryName(c.Email) + " from " + origin
	if err := s.count(ctx, try{perOrigin, "sign-in from " + origin}, try{perAddress, here}, try{perAccount, tryName(c.Email)}); err != nil {
		return "", Account{}, err
	}
	a, err := s.ByEmail(ctx, c.Email)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return "", Account{}, err
	}
	ok, err := matches(ctx, c.Password, a.PasswordHash)
	if err != nil {
		return "", Account{}, err
	}
	if !ok || a.DisabledAt != nil {
		return "", Account{}, fault.Field("password", "account.fault.sign_in")
	}
	token, err := s.openSession(ctx, a, agent, here)
	return token, a, err
}

// try is one attempt at something that is limited.
type try struct {
	limit rate.Limit
	name  string
}

// count takes attempts down until one of them is one too many, which it refuses:
// what is refused counts nowhere else, and fills no table with names made up.
func (s *Accounts) count(ctx context.Context, tries ...try) error {
	within := true
	err := s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		for _, t := range tries {
			ok, err := t.limit.Take(tx, t.name, s.now())
			if err != nil {
				return err
			}
			if within = ok; !ok {
				return nil
			}
		}
		return nil
	})
	if err == nil && !within {
		err = fault.New(fault.TooMany, "fault.too_many")
	}
	return err
}

func tryName(email string) string { return "sign-in as " + secret.Hash(text.Fold(email)) }

// openSession signs in the account as it was read. When it was closed or got another
// password meanwhile, that was to keep somebody out.
func (s *Accounts) openSession(ctx context.Context, a Account, agent string, tries ...string) (string, error) {
	token, hash := secret.Token()
	csrf, _ := secret.Token()
	at := database.Instant(s.now())
	row := Session{
		TokenHash: hash, AccountID: a.ID, CSRF: csrf, Agent: text.Storable(agent[:min(len(agent), 200)]),
		CreatedAt: at, SeenAt: at, ExpiresAt: at.Add(sessionLife),
	}
	err := s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		now, err := hold(tx, a.ID)
		if err == nil && (now.PasswordHash != a.PasswordHash || now.DisabledAt != nil) {
			err = fault.Field("password", "account.fault.sign_in")
		}
		for _, name := range append(tries, tryName(a.Email)) {
			if err == nil {
				err = rate.Clear(tx, name)
			}
		}
		if err != nil {
			return err
		}
		return tx.Create(&row).Error
	})
	return token, err
}

// OpenSession signs somebody in who has proved themselves by a link.
func (s *Accounts) OpenSession(ctx context.Context, a Account, agent string) (string, error) {
	return s.openSession(ctx, a, agent)
}

// Signed is a session with its account.
type Signed struct {
	Session Session `gorm:"embedded;embeddedPrefix:s_"`
	Account Account `gorm:"embedded;embeddedPrefix:a_"`
}

// bySession is asked for with every request, and so is one statement.
const bySession = `SELECT s.token_hash AS s_token_hash, s.account_id AS s_account_id, s.csrf AS s_csrf, s.agent AS s_agent,
	s.created_at AS s_created_at, s.seen_at AS s_seen_at, s.expires_at AS s_expires_at,
	a.id AS a_id, a.email AS a_email, a.email_fold AS a_email_fold, a.name AS a_name, a.name_fold AS a_name_fold,
	a.password_hash AS a_password_hash, a.language AS a_language, a.theme AS a_theme, a.administrator AS a_administrator,
	a.may_create_organisations AS a_may_create_organisations, a.version AS a_version, a.created_at AS a_created_at,
	a.updated_at AS a_updated_at, a.disabled_at AS a_disabled_at
	FROM session AS s JOIN account AS a ON a.id = s.account_id
	WHERE s.token_hash = ? AND s.expires_at > ? AND a.disabled_at IS NULL`

// BySession finds who a token belongs to; fault.Unauthenticated when nobody.
func (s *Accounts) BySession(ctx context.Context, token string) (Signed, error) {
	var found Signed
	hash := secret.Hash(token)
	err := s.db.Ask(ctx, func(tx *gorm.DB) error {
		return tx.Raw(bySession, hash, database.Instant(s.now())).Take(&found).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return found, fault.New(fault.Unauthenticated, "account.fault.signed_out")
	}
	if err == nil && s.now().Sub(found.Session.SeenAt) > seenEvery {
		if err := s.touch(ctx, hash); err != nil { // on a full disk one can still read
			slog.Error("account: a session could not be kept alive", "error", err)
		}
	}
	return found, err
}

// touch keeps a session that is in use alive; it is written rarely.
func (s *Accounts) touch(ctx context.Context, hash string) error {
	at := database.Instant(s.now())
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Session{}).Where("token_hash = ?", hash).
			Updates(map[string]any{"seen_at": at, "expires_at": at.Add(sessionLife)}).Error
	})
}

// SignOut ends one session.
func (s *Accounts) SignOut(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("token_hash = ?", secret.Hash(token)).Delete(&Session{}).Error
	})
}

// SignOutEverywhere ends all of a person's sessions.
func (s *Accounts) SignOutEverywhere(ctx context.Context, self Account) error {
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error { return endSessions(tx, self.ID, "") })
}

func endSessions(tx *gorm.DB, accountID, keepToken string) error {
	q := tx.Where("account_id = ?", accountID)
	if keepToken != "" {
		q = q.Where("token_hash <> ?", secret.Hash(keepToken))
	}
	return q.Delete(&Session{}).Error
}

// Sweep drops sessions, rate windows that are over.
func (s *Accounts) Sweep(ctx context.Context) error {
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Where("expires_at <= ?", database.Instant(s.now())).Delete(&Session{}).Error; err != nil {
			return err
		}
		return rate.Sweep(tx, s.now())
	})
}

// Sessions are a person's signed-in browsers, the one used last first.
func (s *Accounts) Sessions(ctx context.Context, self Account) ([]Session, error) {
	var found []Session
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("account_id = ? AND expires_at > ?", self.ID, database.Instant(s.now())).
			Order("seen_at DESC, token_hash").Limit(100).Find(&found).Error
	})
	return found, err
}

// EndSession signs one of a person's browsers out, by the hash of its token.
func (s *Accounts) EndSession(ctx context.Context, self Account, hash string) error {
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		done := tx.Where("account_id = ? AND token_hash = ?", self.ID, hash).Delete(&Session{})
		if done.Error == nil && done.RowsAffected == 0 {
			return fault.Missing()
		}
		return done.Error
	})
}

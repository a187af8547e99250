package account_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/fault"
)

const (
	email    = "asa@firm.example"
	password = "correct horse battery"
)

// clock is the hour of a test, moved on by hand.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time       { return time.Unix(0, c.at.Load()).UTC() }
func (c *clock) pass(d time.Duration) { c.at.Add(int64(d)) }

// opened runs a test on accounts of which there is one.
func opened(t *testing.T, run func(t *testing.T, s *account.Accounts, hour *clock, self account.Account)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		hour := &clock{}
		hour.at.Store(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC).UnixNano())
		s := account.New(db, account.Letters{Base: "http://stegvis.example"}, hour.now)
		self, err := s.Create(t.Context(), audit.System("test"), account.Draft{Email: email, Name: "Åsa Łukowska", Password: password, Language: "sv"}, false)
		if err != nil {
			t.Fatal(err)
		}
		run(t, s, hour, self)
	})
}

func signIn(t *testing.T, s *account.Accounts, address, word, origin string) (string, error) {
	t.Helper()
	token, _, err := s.SignIn(t.Context(), account.Credentials{Email: address, Password: word}, origin, "a browser")
	return token, err
}

// said is what a fault says, whole.
func said(t *testing.T, err error) fault.Fault {
	t.Helper()
	f, ok := fault.As(err)
	if !ok {
		t.Fatalf("not a fault: %v", err)
	}
	return *f
}

func must[T any](t *testing.T) func(made T, err error) T {
	return func(made T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
}

func TestAnUnknownAddressAWrongPasswordAndAClosedAccountHaveOneAnswer(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, self account.Account) {
		_, unknown := signIn(t, s, "nobody@firm.example", password, "10.0.0.1")
		_, wrong := signIn(t, s, email, "not the password", "10.0.0.1")
		admin := must[account.Account](t)(s.Create(t.Context(), audit.System("test"), account.Draft{Email: "admin@firm.example", Name: "Admin", Password: password}, true))
		if err := s.Close(t.Context(), admin, self.ID); err != nil {
			t.Fatal(err)
		}
		_, closed := signIn(t, s, email, password, "10.0.0.1")
		for what, err := range map[string]error{"wrong": wrong, "closed": closed} {
			if diff := cmp.Diff(said(t, unknown), said(t, err)); diff != "" {
				t.Errorf("%s (-unknown):\n%s", what, diff)
			}
		}
	})
}

func TestAnAddressIsKnownInAnyCaseAndTakenOnce(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, _ account.Account) {
		if _, err := signIn(t, s, " ASA@Firm.Example ", password, "10.0.0.1"); err != nil {
			t.Errorf("in capitals: %v", err)
		}
		_, err := s.Create(t.Context(), audit.System("test"), account.Draft{Email: "Asa@FIRM.example", Name: "Another", Password: password}, false)
		if f := said(t, err); f.Fields["email"].Key != "account.fault.taken" {
			t.Errorf("%+v", f)
		}
	})
}

func TestOfManyWhoTakeOneAddressAtOnceOneGetsIt(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, _ account.Account) {
		var made atomic.Int64
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				_, err := s.Create(t.Context(), audit.System("test"), account.Draft{Email: "new@firm.example", Name: "New", Password: password}, false)
				if err == nil {
					made.Add(1)
				} else if f, ok := fault.As(err); !ok || f.Fields["email"].Key != "account.fault.taken" {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if made.Load() != 1 {
			t.Errorf("%d accounts were made", made.Load())
		}
	})
}

func TestTooManyTriesAreRefusedBeforeThePasswordIsLookedAt(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, hour *clock, _ account.Account) {
		for n := range 10 {
			if _, err := signIn(t, s, email, "not the password", "10.0.0.1"); !fault.Is(err, fault.Invalid) {
				t.Fatalf("try %d: %v", n+1, err)
			}
		}
		if _, err := signIn(t, s, email, password, "10.0.0.1"); !fault.Is(err, fault.TooMany) {
			t.Errorf("the eleventh, with the right password: %v", err)
		}
		if _, err := signIn(t, s, "nobody@firm.example", password, "10.0.0.1"); !fault.Is(err, fault.Invalid) {
			t.Errorf("another address: %v", err)
		}
		if _, err := signIn(t, s, email, password, "10.0.0.2"); err != nil {
			t.Errorf("the owner, elsewhere, is kept out: %v", err)
		}
		hour.pass(15 * time.Minute)
		if _, err := signIn(t, s, email, password, "10.0.0.1"); err != nil {
			t.Errorf("when the window is over: %v", err)
		}
	})
}

func TestManyOriginsTogetherHaveALimitToo(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, _ account.Account) {
		for n := range 50 {
			if _, err := signIn(t, s, email, "not the password", "10.0.1."+strconv.Itoa(n/10)); !fault.Is(err, fault.Invalid) {
				t.Fatalf("try %d: %v", n+1, err)
			}
		}
		if _, err := signIn(t, s, email, password, "10.0.0.1"); !fault.Is(err, fault.TooMany) {
			t.Errorf("the one after, from elsewhere: %v", err)
		}
	})
}

func TestSigningInForgetsTheTriesBefore(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, _ account.Account) {
		for range 3 {
			for range 4 {
				if _, err := signIn(t, s, email, "mistyped", "10.0.0.1"); !fault.Is(err, fault.Invalid) {
					t.Fatal(err)
				}
			}
			if _, err := signIn(t, s, email, password, "10.0.0.1"); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestASessionInUseLivesOnAndAnIdleOneEnds(t *testing.T) {
	const life = 30 * 24 * time.Hour
	opened(t, func(t *testing.T, s *account.Accounts, hour *clock, self account.Account) {
		token := must[string](t)(signIn(t, s, email, password, "10.0.0.1"))
		for _, c := range []struct {
			name   string
			pass   time.Duration
			signed bool
		}{
			{"at once", 0, true},
			{"the last moment", life - time.Microsecond, true},
			{"a life after its last use", life - time.Microsecond, true},
			{"a life without use", life, false},
			{"and never again", 0, false},
		} {
			hour.pass(c.pass)
			found, err := s.BySession(t.Context(), token)
			if c.signed && (err != nil || found.Account.ID != self.ID) || !c.signed && !fault.Is(err, fault.Unauthenticated) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if err := s.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left := must[[]account.Session](t)(s.Sessions(t.Context(), self)); len(left) != 0 {
			t.Errorf("%d are left", len(left))
		}
	})
}

func TestASessionIsTouchedAtMostEveryFiveMinutes(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, hour *clock, self account.Account) {
		token := must[string](t)(signIn(t, s, email, password, "10.0.0.1"))
		seen := func() time.Time { return must[[]account.Session](t)(s.Sessions(t.Context(), self))[0].SeenAt.UTC() }
		began := seen()
		for _, c := range []struct {
			pass time.Duration
			want time.Duration
		}{{5 * time.Minute, 0}, {time.Microsecond, 5*time.Minute + time.Microsecond}} {
			hour.pass(c.pass)
			must[account.Signed](t)(s.BySession(t.Context(), token))
			if got := seen().Sub(began); got != c.want {
				t.Errorf("after another %s it was seen after %s, want %s", c.pass, got, c.want)
			}
		}
	})
}

func TestSessionsEndOneOrAll(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, self account.Account) {
		open := func() string { return must[string](t)(signIn(t, s, email, password, "10.0.0.1")) }
		ended := func(token string) bool {
			_, err := s.BySession(t.Context(), token)
			return fault.Is(err, fault.Unauthenticated)
		}
		one, two, three := open(), open(), open()
		if err := s.SignOut(t.Context(), one); err != nil || !ended(one) || ended(two) {
			t.Errorf("signing out: %v", err)
		}
		if err := s.ChangePassword(t.Context(), self, two, account.PasswordChange{Current: password, New: "another long one"}); err != nil || ended(two) || !ended(three) {
			t.Errorf("a new password keeps this browser only: %v", err)
		}
		if err := s.SignOutEverywhere(t.Context(), self); err != nil || !ended(two) {
			t.Errorf("signing out everywhere: %v", err)
		}
		if !ended("") || !ended("guess") {
			t.Error("a made up token is somebody's")
		}
	})
}

func TestABrowsersNameIsKeptWhateverItsBytes(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, self account.Account) {
		for _, agent := range []string{strings.Repeat("å", 150), "\xff\xfe", "a\x00b", strings.Repeat("x", 500), ""} {
			token := must[string](t)(s.OpenSession(t.Context(), self, agent))
			if found := must[account.Signed](t)(s.BySession(t.Context(), token)); len(found.Session.Agent) > 200 {
				t.Errorf("%q is kept whole", agent)
			}
		}
	})
}

func TestAPasswordHasTenToTwoHundredLetters(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, self account.Account) {
		for _, c := range []struct {
			name, word string
			taken      bool
		}{
			{"nine", strings.Repeat("a", 9), false},
			{"ten", strings.Repeat("a", 10), true},
			{"ten that are not English", strings.Repeat("å", 10), true},
			{"two hundred", strings.Repeat("ł", 200), true},
			{"two hundred and one", strings.Repeat("a", 201), false},
			{"none", "", false},
		} {
			err := s.SetPassword(t.Context(), audit.System("test"), self.ID, c.word)
			if c.taken != (err == nil) || !c.taken && !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", c.name, err)
			}
			if c.taken {
				must[string](t)(signIn(t, s, email, c.word, "10.0.0.1"))
			}
		}
		if err := s.ChangePassword(t.Context(), self, "", account.PasswordChange{Current: "wrong", New: "long enough"}); said(t, err).Fields["current"].Key != "account.fault.current" {
			t.Errorf("with a wrong current one: %v", err)
		}
	})
}

func TestSecretsAreInNoImageOfTheLog(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := account.New(db, account.Letters{}, time.Now)
		self := must[account.Account](t)(s.Create(t.Context(), audit.System("test"), account.Draft{Email: email, Name: "Åsa", Password: password}, false))
		if err := s.SetPassword(t.Context(), audit.System("test"), self.ID, "another long one"); err != nil {
			t.Fatal(err)
		}
		err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			lines, _, err := audit.List(tx, "installation", audit.Filter{Kind: account.Kind}, 0, 10)
			for _, e := range lines {
				if strings.Contains(e.BeforeImage+e.AfterImage, "argon2") || strings.Contains(e.BeforeImage+e.AfterImage, "another") {
					t.Errorf("%s holds a secret: %s", e.Action, e.AfterImage)
				}
			}
			if len(lines) != 2 {
				t.Errorf("%d lines", len(lines))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestALinkWorksForItsPurposeUntilItExpiresIsUsedOrRevoked(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, hour *clock, _ account.Account) {
		issue := func() (account.Link, string) {
			l, token, err := s.IssueLink(t.Context(), account.Link{Purpose: account.Reset, ObjectID: "thing"}, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(l.TokenHash, token) {
				t.Error("the token is kept")
			}
			return l, token
		}
		opens := func(purpose account.Purpose, token string) bool {
			_, err := s.LinkByToken(t.Context(), purpose, token)
			if err != nil && !fault.Is(err, fault.NotFound) {
				t.Fatal(err)
			}
			return err == nil
		}
		used, usedToken := issue()
		_, revokedToken := issue()
		if !opens(account.Reset, usedToken) || opens(account.Invitation, usedToken) || opens(account.Reset, "guess") || opens(account.Reset, used.TokenHash) {
			t.Error("a link opens what it is not for")
		}
		if err := s.UseLink(t.Context(), used); err != nil || opens(account.Reset, usedToken) {
			t.Errorf("used: %v", err)
		}
		if err := s.RevokeLinks(t.Context(), account.Invitation, "thing"); err != nil || !opens(account.Reset, revokedToken) {
			t.Errorf("links of another purpose were revoked: %v", err)
		}
		if err := s.RevokeLinks(t.Context(), account.Reset, "thing"); err != nil || opens(account.Reset, revokedToken) {
			t.Errorf("revoked: %v", err)
		}
		_, expiring := issue()
		hour.pass(time.Hour - time.Microsecond)
		if !opens(account.Reset, expiring) {
			t.Error("it ends too early")
		}
		hour.pass(time.Microsecond)
		if opens(account.Reset, expiring) {
			t.Error("it works beyond its hour")
		}
	})
}

func TestALinkIsUsedOnceThoughManyTryAtOnce(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, _ account.Account) {
		l, _, err := s.IssueLink(t.Context(), account.Link{Purpose: account.Reset}, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		var used atomic.Int64
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				switch err := s.UseLink(t.Context(), l); {
				case err == nil:
					used.Add(1)
				case !fault.Is(err, fault.NotFound):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if used.Load() != 1 {
			t.Errorf("it was used %d times", used.Load())
		}
	})
}

func TestANewPasswordByLinkClosesSessionsAndOtherLinks(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, self account.Account) {
		session := must[string](t)(signIn(t, s, email, password, "10.0.0.1"))
		reset := func() (account.Link, string) {
			l, token, err := s.IssueLink(t.Context(), account.Link{Purpose: account.Reset, ObjectID: self.ID}, account.ResetLife)
			if err != nil {
				t.Fatal(err)
			}
			return l, token
		}
		l, _ := reset()
		_, other := reset()
		if _, err := s.ResetByLink(t.Context(), l, account.NewPassword{Password: "short"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("a short one: %v", err)
		}
		must[account.Account](t)(s.ResetByLink(t.Context(), l, account.NewPassword{Password: "another long one"}))
		_, bySession := s.BySession(t.Context(), session)
		_, byOther := s.LinkByToken(t.Context(), account.Reset, other)
		_, again := s.ResetByLink(t.Context(), l, account.NewPassword{Password: "and another one"})
		if !fault.Is(bySession, fault.Unauthenticated) || !fault.Is(byOther, fault.NotFound) || !fault.Is(again, fault.NotFound) {
			t.Errorf("%v", errors.Join(bySession, byOther, again))
		}
		must[string](t)(signIn(t, s, email, "another long one", "10.0.0.1"))
	})
}

func TestOfManyLinksOfOneAccountUsedAtOnceOneSetsThePassword(t *testing.T) {
	opened(t, func(t *testing.T, s *account.Accounts, _ *clock, self account.Account) {
		var links []account.Link
		for range 5 {
			l, _, err := s.IssueLink(t.Context(), account.Link{Purpose: account.Reset, ObjectID: self.ID}, account.ResetLife)
			if err != nil {
				t.Fatal(err)
			}
			links = append(links, l)
		}
		var set atomic.Int64
		var all sync.WaitGroup
		for _, l := range links {
			all.Go(func() {
				_, err := s.ResetByLink(t.Context(), l, account.NewPassword{Password: "another long one"})
				switch {
				case err == nil:
					set.Add(1)
				case !fault.Is(err, fault.NotFound):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if set.Load() != 1 {
			t.Errorf("it was set %d times", set.Load())
		}
	})
}

func TestTheFirstAccountIsMadeOnceByTheLatestToken(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := account.New(db, account.Letters{}, time.Now)
		old := must[string](t)(s.OfferSetUp(t.Context()))
		token := must[string](t)(s.OfferSetUp(t.Context()))
		d := account.FirstDraft{Token: old, Organisation: "Fjord & Søn", Draft: account.Draft{Email: email, Name: "Åsa", Password: password}}
		if _, err := s.SetUp(t.Context(), d); said(t, err).Fields["token"].Key != "account.fault.setup_token" {
			t.Errorf("an earlier token: %v", err)
		}
		d.Token = token
		var made atomic.Int64
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				if _, err := s.SetUp(t.Context(), d); err == nil {
					made.Add(1)
				} else if _, expected := fault.As(err); !expected {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if made.Load() != 1 {
			t.Errorf("%d were made", made.Load())
		}
		if again := must[string](t)(s.OfferSetUp(t.Context())); again != "" {
			t.Error("a second set-up is offered")
		}
	})
}

package account_test

import (
	"sync"
	"testing"
	"time"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/fault"
)

func admit(t *testing.T, all *account.Accounts, email string) account.Account {
	t.Helper()
	a, err := all.Create(t.Context(), audit.System("test"), account.Draft{Email: email, Name: "Åsa", Password: "correct horse battery"}, true)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestOfTwoWhoChangeAnAccountAtOnceNoneTakesTheOthersChangeBack(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		all := account.New(db, account.Letters{}, time.Now)
		a := admit(t, all, "asa@firm.example")
		var others sync.WaitGroup
		done := make(chan struct{})
		for range 4 {
			others.Go(func() {
				for {
					select {
					case <-done:
						return
					default:
					}
					if err := all.SavePreferences(t.Context(), a, account.Preferences{Name: "Åsa", Language: "sv", Theme: "dark"}); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		for _, password := range []string{"four unrelated words", "five quite unrelated words", "six words of no relation", "seven words and no more"} {
			if err := all.SetPassword(t.Context(), audit.System("test"), a.ID, password); err != nil {
				t.Fatal(err)
			}
			time.Sleep(20 * time.Millisecond) // for those who had read the account before
			now, err := all.ByID(t.Context(), a.ID)
			if err != nil {
				t.Fatal(err)
			}
			if ok, err := all.Matches(t.Context(), now, password); !ok || err != nil {
				t.Errorf("the password %q was taken back: %v", password, err)
			}
		}
		close(done)
		others.Wait()
	})
}

func TestASignInThatBeganBeforeThePasswordChangedOrTheAccountClosedOpensNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		all := account.New(db, account.Letters{}, time.Now)
		a, other := admit(t, all, "asa@firm.example"), admit(t, all, "eivind@firm.example")
		if err := all.SetPassword(t.Context(), audit.System("test"), a.ID, "four unrelated words"); err != nil {
			t.Fatal(err)
		}
		if _, err := all.OpenSession(t.Context(), a, "Firefox"); !fault.Is(err, fault.Invalid) {
			t.Errorf("with the password of before: %v", err)
		}
		if err := all.Close(t.Context(), a, other.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := all.OpenSession(t.Context(), other, "Firefox"); !fault.Is(err, fault.Invalid) {
			t.Errorf("with a closed account: %v", err)
		}
	})
}

func TestOfTwoAdministratorsWhoCloseEachOthersAccountsOneIsLeft(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		all := account.New(db, account.Letters{}, time.Now)
		a, b := admit(t, all, "asa@firm.example"), admit(t, all, "eivind@firm.example")
		var both sync.WaitGroup
		var errs [2]error
		both.Go(func() { errs[0] = all.Close(t.Context(), a, b.ID) })
		both.Go(func() { errs[1] = all.Close(t.Context(), b, a.ID) })
		both.Wait()
		open := 0
		for _, one := range []account.Account{a, b} {
			now, err := all.ByID(t.Context(), one.ID)
			if err != nil {
				t.Fatal(err)
			}
			if now.DisabledAt == nil {
				open++
			}
		}
		if open != 1 || (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("%d accounts are open; the answers were %v and %v", open, errs[0], errs[1])
		}
	})
}

func TestOneReadsOnWhenNothingCanBeWritten(t *testing.T) {
	db := databasetest.SQLite(t)
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	all := account.New(db, account.Letters{}, func() time.Time { return at })
	token, err := all.OpenSession(t.Context(), admit(t, all, "asa@firm.example"), "Firefox")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.SQL().ExecContext(t.Context(), "PRAGMA query_only = 1"); err != nil { // as on a full disk
		t.Fatal(err)
	}
	at = at.Add(time.Hour)
	if _, err := all.BySession(t.Context(), token); err != nil {
		t.Errorf("the session is refused: %v", err)
	}
}

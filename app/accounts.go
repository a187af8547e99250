package app

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
)

// commandLine is who the log names for what is done from a shell.
func commandLine() audit.Actor { return audit.System("command line") }

// AddAccount makes an account from the command line. The first one closes the
// set-up page, so it has to be an administrator's.
func (a *App) AddAccount(ctx context.Context, d account.Draft, administrator bool) error {
	any, err := a.rooms.Accounts.Any(ctx)
	if err == nil && !any && !administrator {
		return errors.New("nobody has an account yet: the first must be an administrator's (--administrator)")
	}
	if err == nil {
		_, err = a.rooms.Accounts.Create(ctx, commandLine(), d, administrator)
	}
	return a.explained(err)
}

// SetPassword sets the password of the account with an e-mail address and ends
// its sessions.
func (a *App) SetPassword(ctx context.Context, email, password string) error {
	who, err := a.rooms.Accounts.ByEmail(ctx, email)
	if fault.Is(err, fault.NotFound) {
		return errors.New("nobody has an account with the address " + email)
	}
	if err == nil {
		err = a.rooms.Accounts.SetPassword(ctx, commandLine(), who.ID, password)
	}
	return a.explained(err)
}

// explained puts an expected failure into the words that pages have for it.
func (a *App) explained(err error) error {
	f, ok := fault.As(err)
	if !ok {
		return err
	}
	t := a.rooms.Texts.For(i18n.Fallback)
	var parts []string
	for _, field := range slices.Sorted(maps.Keys(f.Fields)) {
		text := f.Fields[field]
		parts = append(parts, field+": "+t.T(text.Key, text.Args...))
	}
	if len(parts) == 0 {
		parts = []string{t.T(f.Text.Key, f.Text.Args...)}
	}
	return errors.New(strings.Join(parts, " "))
}

package account

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/i18n"
	"stegvis/app/platform/mail"
)

// Letters writes what people get by mail. Where an installation sends none, the
// links are shown to whoever made them, to hand over.
type Letters struct {
	Texts *i18n.Bundle
	Base  string // what addresses of pages begin with
	Sends bool
}

// Address is where the bearer of a link's token goes.
func (l Letters) Address(p Purpose, token string) string {
	return l.Base + "/" + string(p) + "/" + token
}

// Letter is one of the letters that mail.yaml holds, as KEY_subject and KEY_body.
type Letter struct {
	Key  string
	To   string
	Lang string // of the receiver
	Link string
	Args []any // name-value pairs for the placeholders
}

// Post orders a letter within the caller's transaction.
func (l Letters) Post(ctx context.Context, tx *gorm.DB, letter Letter) error {
	t := l.Texts.For(letter.Lang)
	args := append([]any{"link", letter.Link}, letter.Args...)
	body := []string{t.T("mail.greeting"), t.T("mail."+letter.Key+"_body", args...), t.T("mail.foot", "base", l.Base)}
	return mail.Enqueue(ctx, tx, mail.Message{
		To: letter.To, Lang: t.Lang(), Dir: t.Dir(),
		Subject: t.T("mail."+letter.Key+"_subject", args...), Text: strings.Join(body, "\n\n"),
	})
}

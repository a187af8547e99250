// Package mail sends letters in the background: one is ordered within the
// transaction that makes it necessary, and tried again until the mail server
// takes it.
package mail

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"unicode"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/job"
)

// Kind is the kind of the jobs that carry letters.
const Kind = "mail"

// Message is one letter to one receiver, in their language.
type Message struct {
	ID      string `json:"id"` // the same on each attempt, so that a mailbox can tell a repeat; made by Enqueue
	To      string `json:"to"` // a bare address
	Lang    string `json:"lang"`
	Dir     string `json:"dir"`
	Subject string `json:"subject"`
	Text    string `json:"text"` // paragraphs with an empty line between; an address alone in one becomes a link
	Files   []File `json:"-"`    // of letters that are delivered at once: what is ordered carries none
}

// File goes with a letter.
type File struct {
	Name    string
	Type    string
	Content []byte
}

// ErrReceiver is a receiver that is not exactly one bare address.
var ErrReceiver = errors.New("mail: the receiver must be one address")

// Enqueue orders a letter within the caller's transaction: rolled back, it is
// never sent. What it carries leaves the database once it is sent or given up.
func Enqueue(ctx context.Context, tx *gorm.DB, m Message) error {
	to, err := mail.ParseAddress(m.To)
	if err != nil || to.Address != m.To || to.Name != "" {
		return ErrReceiver
	}
	m.ID, m.Subject = database.NewID(), oneLine(m.Subject)
	if err := job.Enqueue(ctx, tx, job.Order{Kind: Kind, Payload: m}); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	return nil
}

// oneLine keeps a subject, into which names that people typed are woven, from
// becoming several header lines.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	}), " ")
}

// Package once answers a form that arrives twice, as after a double click or when
// it is sent again by a browser, with what came of it the first time.
package once

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
)

// ErrTwice is the answer to a form that has been sent already.
var ErrTwice = errors.New("once: this form has been sent already")

const (
	again  = 10 * time.Minute // then the same words are meant anew
	keeps  = 24 * time.Hour
	wait   = 5 * time.Second // for what comes of the first
	glance = 50 * time.Millisecond
)

// Outcome is where a form led, and the word that was said.
type Outcome struct{ Location, Word string }

// form is one that was sent.
type form struct {
	Digest    string `gorm:"primaryKey"`
	AccountID string
	At        time.Time
	Location  string
	Word      string
}

// TableName tells GORM.
func (form) TableName() string { return "sent_form" }

// Forms keeps which forms were sent.
type Forms struct{ db *database.DB }

// New takes the database.
func New(db *database.DB) *Forms { return &Forms{db} }

// Sent is a form on its way: what is written with its context takes note of it in
// the same transaction, so that of two that arrive at once one is kept.
type Sent struct {
	forms   *Forms
	digest  string
	account string
	noted   bool
}

// Begin prepares a context for a form of an account, told from others by a digest.
func (f *Forms) Begin(ctx context.Context, account, digest string) (context.Context, *Sent) {
	s := &Sent{forms: f, digest: digest, account: account}
	return database.First(ctx, s.note), s
}

// note is the first thing that the form's transaction writes.
func (s *Sent) note(tx *gorm.DB) error {
	now := database.Instant(time.Now())
	done := tx.Exec("INSERT INTO sent_form (digest, account_id, at, location, word) VALUES (?, ?, ?, '', '') "+
		"ON CONFLICT (digest) DO UPDATE SET at = excluded.at, location = '', word = '' WHERE sent_form.at < ?",
		s.digest, s.account, now, now.Add(-again))
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrTwice
	}
	s.noted = done.Error == nil
	return done.Error
}

// End keeps what came of the form; one that led nowhere may be sent again.
func (s *Sent) End(ctx context.Context, o Outcome) error {
	if !s.noted {
		return nil
	}
	return s.forms.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		if o.Location == "" {
			return tx.Where("digest = ?", s.digest).Delete(&form{}).Error
		}
		return tx.Model(&form{}).Where("digest = ?", s.digest).Updates(form{Location: o.Location, Word: o.Word}).Error
	})
}

// First waits for what came of the same form when it was sent the first time; it is
// empty when that is still not known, or led nowhere.
func (s *Sent) First(ctx context.Context) (Outcome, error) {
	var first form
	for until := time.Now().Add(wait); ; {
		err := s.forms.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
			return tx.Where("digest = ?", s.digest).Limit(1).Find(&first).Error
		})
		if err != nil || first.Location != "" || first.Digest == "" || time.Now().After(until) {
			return Outcome{first.Location, first.Word}, err
		}
		select {
		case <-ctx.Done():
			return Outcome{}, ctx.Err()
		case <-time.After(glance):
		}
	}
}

// Forget lets an account send anything again: it has taken something back, and what
// it sends now is meant.
func (f *Forms) Forget(ctx context.Context, account string) error {
	return f.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("account_id = ?", account).Delete(&form{}).Error
	})
}

// Sweep drops what is of no use any more.
func (f *Forms) Sweep(ctx context.Context) error {
	return f.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("at < ?", database.Instant(time.Now().Add(-keeps))).Delete(&form{}).Error
	})
}

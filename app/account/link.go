package account

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/secret"
)

// Purpose says what a link opens.
type Purpose string

// The purposes of links.
const (
	SetUp      Purpose = "set-up"
	Invitation Purpose = "invitation"
	Reset      Purpose = "reset"
	Seat       Purpose = "seat"   // of a participant in a workshop
	Review     Purpose = "review" // of an issued report, by somebody who was asked for it
	Ballot     Purpose = "ballot" // to answer a question that is put to the committee by circulation
)

// Link is a key that somebody holds as an address. Only its hash is kept.
type Link struct {
	ID             string `gorm:"primaryKey"`
	TokenHash      string
	Purpose        Purpose
	OrganisationID string
	ProjectID      string
	ObjectID       string
	Email          string
	Role           string
	CreatedBy      string
	CreatedAt      time.Time
	ExpiresAt      time.Time
	UsedAt         *time.Time
	RevokedAt      *time.Time
}

// TableName tells GORM.
func (Link) TableName() string { return "link" }

// Open reports whether a link can still be used.
func (l Link) Open(now time.Time) bool {
	return l.UsedAt == nil && l.RevokedAt == nil && l.ExpiresAt.After(now)
}

// IssueLink keeps a new link that lives for a time, from its creation where that is
// known and else from now, and gives its clear token.
func (s *Accounts) IssueLink(ctx context.Context, l Link, life time.Duration) (Link, string, error) {
	token, hash := secret.Token()
	if l.CreatedAt.IsZero() {
		l.CreatedAt = s.now()
	}
	at := database.Instant(l.CreatedAt)
	l.ID, l.TokenHash, l.CreatedAt, l.ExpiresAt = database.NewID(), hash, at, at.Add(life)
	err := s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error { return tx.Create(&l).Error })
	return l, token, err
}

// SpentLink is the message of a link that has been used or withdrawn, is too old
// or never was; which of these, a stranger does not learn.
const SpentLink = "account.fault.link"

// LinkByToken finds a link that can still be used for a purpose; else NotFound,
// without saying whether it ever was.
func (s *Accounts) LinkByToken(ctx context.Context, purpose Purpose, token string) (Link, error) {
	var l Link
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("token_hash = ? AND purpose = ?", secret.Hash(token), purpose).Take(&l).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) || (err == nil && !l.Open(s.now())) {
		return Link{}, fault.New(fault.NotFound, SpentLink)
	}
	return l, err
}

// UseLink marks a link as used within the caller's transaction; a second use,
// even at the same moment, is NotFound.
func (s *Accounts) UseLink(ctx context.Context, l Link) error {
	at := database.Instant(s.now())
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		done := tx.Model(&Link{}).Where("id = ? AND used_at IS NULL AND revoked_at IS NULL", l.ID).Update("used_at", at)
		if done.Error == nil && done.RowsAffected == 0 {
			return fault.New(fault.NotFound, SpentLink)
		}
		return done.Error
	})
}

// RevokeLinksBy closes the open links that an account made for a project, for an
// organisation and all in it, or, with neither, anywhere: who loses a right leaves
// no door open.
func (s *Accounts) RevokeLinksBy(ctx context.Context, accountID, organisationID, projectID string) error {
	at := database.Instant(s.now())
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := tx.Model(&Link{}).Where("created_by = ? AND used_at IS NULL AND revoked_at IS NULL", accountID)
		if organisationID != "" {
			q = q.Where("organisation_id = ?", organisationID)
		}
		if projectID != "" {
			q = q.Where("project_id = ?", projectID)
		}
		return q.Update("revoked_at", at).Error
	})
}

// RevokeLinks closes the open links of a purpose that point at an object.
func (s *Accounts) RevokeLinks(ctx context.Context, purpose Purpose, objectID string) error {
	at := database.Instant(s.now())
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Link{}).Where("purpose = ? AND object_id = ? AND used_at IS NULL AND revoked_at IS NULL", purpose, objectID).
			Update("revoked_at", at).Error
	})
}

package committee

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/record"
)

// PassLife is how long somebody can sign by a link, and answer at least.
const PassLife = 14 * 24 * time.Hour

// Pass is a link by which somebody without an account does what the committee is asked
// for. The link itself is account's and points at who was asked.
type Pass struct {
	LinkID         string `gorm:"primaryKey"`
	OrganisationID string
	ProjectID      string
	AskedID        string
	SendingID      string // the letter that carries it, "" where it was handed over
	Token          string // in clear, only until the letter is out: each attempt sends the same
	MadeName       string
	OpenedAt       *time.Time
}

// TableName tells GORM.
func (Pass) TableName() string { return "committee_link" }

// PassState is how far a link has come.
type PassState string

// The states of links.
const (
	Unopened PassState = "unopened"
	Opened   PassState = "opened"
	Signed   PassState = "signed"
	Answered PassState = "answered" // as signed, of a question
	Expired  PassState = "expired"
	Revoked  PassState = "revoked"
)

// Handed is a link as the list of those who were asked shows it.
type Handed struct {
	Pass
	CreatedAt time.Time  // of the link
	ExpiresAt time.Time  // of the link
	RevokedAt *time.Time // of the link
	State     PassState  `gorm:"-"`
}

// Open reports whether the link still leads somewhere.
func (h Handed) Open() bool { return h.State != Expired && h.State != Revoked }

// state is how far a link has come; one that was used says so until it is closed.
func (h Handed) state(used map[string]PassState, now time.Time) PassState {
	switch {
	case h.RevokedAt != nil:
		return Revoked
	case !h.ExpiresAt.After(now):
		return Expired
	case used[h.LinkID] != "":
		return used[h.LinkID]
	case h.OpenedAt != nil:
		return Opened
	}
	return Unopened
}

// Used are the links by which somebody signed.
func (r Review) Used() map[string]PassState {
	used := map[string]PassState{}
	for _, s := range r.Signoffs {
		used[s.LinkID] = Signed
	}
	return used
}

// Passes are the links of those who were asked for a matter, the latest first, for who
// may hand them out; used says by which of them somebody did what they are for.
func (s *Committees) Passes(ctx context.Context, key project.Scope, m Matter, used map[string]PassState) ([]Handed, error) {
	if err := key.Require(m.HandedOutBy()); err != nil {
		return nil, err
	}
	var all []Handed
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("committee_link AS p").Joins("JOIN link AS l ON l.id = p.link_id").Select("p.*, l.created_at, l.expires_at, l.revoked_at").
			Where("p.project_id = ? AND p.asked_id IN (?)", key.ProjectID, Lines(tx, key, m)).
			Order("l.created_at DESC, l.id DESC").Limit(mostMembers * 4).Find(&all).Error
	})
	for i := range all {
		all[i].Token = ""
		all[i].State = all[i].state(used, key.Now())
	}
	return all, err
}

// Clear is a link in clear, and until when it leads somewhere.
type Clear struct {
	Token     string
	ExpiresAt time.Time
}

// Make makes a link for somebody who was asked; a letter may carry it. issue makes the
// link that points at them, within the same transaction.
func (s *Committees) Make(ctx context.Context, key project.Scope, a Asked, sendingID string, issue func(context.Context, account.Link) (account.Link, string, error)) (Clear, error) {
	var made Clear
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		link, clear, err := issue(ctx, account.Link{Purpose: a.Purpose, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, ObjectID: a.ID, CreatedBy: key.Actor().ID})
		if err != nil {
			return err
		}
		p := Pass{LinkID: link.ID, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, AskedID: a.ID, SendingID: sendingID, MadeName: key.Actor().Name}
		if made = (Clear{clear, link.ExpiresAt}); sendingID != "" {
			p.Token = clear
		}
		if err := tx.Create(&p).Error; err != nil {
			return err
		}
		return record.Log(ctx, tx, key, ActMade, a.ref(), a.Name, nil, map[string]string{"link": link.ID})
	})
	return made, err
}

// Entered notes that a link was opened for the first time.
func (s *Committees) Entered(ctx context.Context, guest project.Guest) error {
	var unopened bool
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Pass{}).Select("COUNT(*) > 0").Where("link_id = ? AND opened_at IS NULL", guest.Link.ID).Scan(&unopened).Error
	})
	if err != nil || !unopened {
		return err
	}
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Pass{}).Where("link_id = ? AND opened_at IS NULL", guest.Link.ID).Update("opened_at", database.Instant(guest.Now)).Error
	})
}

// Held is the link that a letter carries while it is not out and the link still leads
// somewhere; empty without one.
func (s *Committees) Held(ctx context.Context, sendingID string, now time.Time) (Clear, error) {
	var held Clear
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("committee_link AS p").Joins("JOIN link AS l ON l.id = p.link_id").Select("p.token, l.expires_at").
			Where("p.sending_id = ? AND p.token <> '' AND l.revoked_at IS NULL AND l.expires_at > ?", sendingID, database.Instant(now)).Limit(1).Scan(&held).Error
	})
	return held, err
}

// Forget drops the clear link of a letter that is out, within the caller's transaction.
func Forget(tx *gorm.DB, sendingID string) error {
	return forget(tx.Where("sending_id = ?", sendingID))
}

// forget drops the clear tokens of some links.
func forget(of *gorm.DB) error {
	return of.Model(&Pass{}).Where("token <> ''").Update("token", "").Error
}

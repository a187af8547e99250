package committee

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// PassLife is how long somebody can sign by a link.
const PassLife = 14 * 24 * time.Hour

// Pass is a link by which somebody without an account reviews one report. The link
// itself is account's and points at who was asked.
type Pass struct {
	LinkID         string `gorm:"primaryKey"`
	OrganisationID string
	ProjectID      string
	ReviewID       string
	AskedID        string
	SendingID      string // the letter that carries it, "" where it was handed over
	Token          string // in clear, only until the letter is out: each attempt sends the same
	MadeName       string
	OpenedAt       *time.Time
}

// TableName tells GORM.
func (Pass) TableName() string { return "review_link" }

// PassState is how far a link has come.
type PassState string

// The states of links.
const (
	Unopened PassState = "unopened"
	Opened   PassState = "opened"
	Signed   PassState = "signed"
	Expired  PassState = "expired"
	Revoked  PassState = "revoked"
)

// Handed is a link of a review as its list shows it.
type Handed struct {
	Pass
	Asked     Asked      `gorm:"-"`
	CreatedAt time.Time  // of the link
	ExpiresAt time.Time  // of the link
	RevokedAt *time.Time // of the link
	State     PassState  `gorm:"-"`
}

// Open reports whether the link still leads to the report.
func (h Handed) Open() bool { return h.State == Unopened || h.State == Opened || h.State == Signed }

// state is how far a link has come; one by which somebody signed says so until it is
// closed.
func (h Handed) state(r Review, now time.Time) PassState {
	switch {
	case h.RevokedAt != nil:
		return Revoked
	case !h.ExpiresAt.After(now):
		return Expired
	}
	for _, s := range r.Signoffs {
		if s.LinkID == h.LinkID {
			return Signed
		}
	}
	if h.OpenedAt != nil {
		return Opened
	}
	return Unopened
}

// Passes are the links of a review, the latest first, for who may hand them out.
func (s *Committees) Passes(ctx context.Context, key project.Scope, r Review) ([]Handed, error) {
	if err := key.Require(project.Issue); err != nil || r.ID == "" {
		return nil, err
	}
	var all []Handed
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("review_link AS p").Joins("JOIN link AS l ON l.id = p.link_id").Select("p.*, l.created_at, l.expires_at, l.revoked_at").
			Where("p.project_id = ? AND p.review_id = ?", key.ProjectID, r.ID).Order("l.created_at DESC, l.id DESC").Limit(mostMembers * 4).Find(&all).Error
	})
	for i := range all {
		all[i].Token = ""
		all[i].State = all[i].state(r, key.Now())
		for _, a := range r.Roll {
			if a.ID == all[i].AskedID {
				all[i].Asked = a
			}
		}
	}
	return all, err
}

// Make makes a link for somebody who was asked; a letter may carry it. issue makes the
// link that points at them, within the same transaction.
func (s *Committees) Make(ctx context.Context, key project.Scope, a Asked, sendingID string, issue func(context.Context, account.Link) (account.Link, string, error)) (string, error) {
	var token string
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		link, clear, err := issue(ctx, account.Link{Purpose: account.Review, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, ObjectID: a.ID, CreatedBy: key.Actor().ID})
		if err != nil {
			return err
		}
		p := Pass{LinkID: link.ID, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, ReviewID: a.ReviewID, AskedID: a.ID, SendingID: sendingID, MadeName: key.Actor().Name}
		if token = clear; sendingID != "" {
			p.Token = clear
		}
		if err := tx.Create(&p).Error; err != nil {
			return err
		}
		return record.Log(ctx, tx, key, ActMade, record.Ref{Kind: PassKind, ID: a.ReportID}, a.Name, nil, map[string]string{"link": link.ID})
	})
	return token, err
}

// closed closes the open links of somebody who was asked and gives how many there were.
func closed(tx *gorm.DB, key project.Scope, askedID string) (int64, error) {
	done := tx.Model(&account.Link{}).Where("purpose = ? AND project_id = ? AND object_id = ? AND revoked_at IS NULL", account.Review, key.ProjectID, askedID).
		Update("revoked_at", database.Instant(key.Now()))
	return done.RowsAffected, done.Error
}

// Revoke closes the links of somebody who was asked for a report; until they are asked
// again there is no other.
func (s *Committees) Revoke(ctx context.Context, key project.Scope, reportID, askedID string) error {
	now := database.Instant(key.Now())
	return s.shut(ctx, key, reportID, askedID, &now)
}

// Renew closes the links that somebody has who is asked for a report again, so that
// the next one is the only one.
func (s *Committees) Renew(ctx context.Context, key project.Scope, reportID, askedID string) error {
	return s.shut(ctx, key, reportID, askedID, nil)
}

// shut closes the links of somebody who was asked, and notes since when they have none.
func (s *Committees) shut(ctx context.Context, key project.Scope, reportID, askedID string, revokedAt *time.Time) error {
	if err := key.Require(project.Issue); err != nil {
		return err
	}
	return s.within(ctx, key, reportID, func(ctx context.Context, tx *gorm.DB, r Review) error {
		a, err := r.line(askedID)
		if err != nil {
			return err
		}
		n, err := closed(tx, key, a.ID)
		if err != nil {
			return err
		}
		if err := tx.Model(&Asked{}).Where("id = ?", a.ID).Update("revoked_at", revokedAt).Error; err != nil {
			return err
		}
		if n == 0 && (revokedAt == nil || a.RevokedAt != nil) {
			return nil
		}
		return record.Log(ctx, tx, key, ActRevoked, record.Ref{Kind: PassKind, ID: a.ReportID}, a.Name, nil, nil)
	})
}

// Admitted reports within the caller's transaction whether somebody who was asked may
// be given a link: it was not revoked since they were asked last.
func Admitted(tx *gorm.DB, askedID string) (bool, error) {
	var n int64
	err := tx.Model(&Asked{}).Where("id = ? AND revoked_at IS NULL", askedID).Count(&n).Error
	return n == 1, err
}

// line is one of the roll by its own id.
func (r Review) line(askedID string) (Asked, error) {
	for _, a := range r.Roll {
		if a.ID == askedID {
			return a, nil
		}
	}
	return Asked{}, fault.Missing()
}

// Bearer is who was asked to review a report and holds a link to it.
func (s *Committees) Bearer(ctx context.Context, guest project.Guest) (Asked, error) {
	var a Asked
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("id = ? AND project_id = ?", guest.Link.ObjectID, guest.Link.ProjectID).Take(&a).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.New(fault.NotFound, account.SpentLink)
	}
	return a, err
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

// Held is the link that a letter carries, in clear, while it is not out and the link
// still leads somewhere; "" without one.
func (s *Committees) Held(ctx context.Context, sendingID string, now time.Time) (string, error) {
	var token []string
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("review_link AS p").Joins("JOIN link AS l ON l.id = p.link_id").
			Where("p.sending_id = ? AND p.token <> '' AND l.revoked_at IS NULL AND l.expires_at > ?", sendingID, database.Instant(now)).Limit(1).Pluck("p.token", &token).Error
	})
	if err != nil || len(token) == 0 {
		return "", err
	}
	return token[0], nil
}

// Forget drops the clear link of a letter that is out, within the caller's transaction.
func Forget(tx *gorm.DB, sendingID string) error {
	return tx.Model(&Pass{}).Where("sending_id = ? AND token <> ''", sendingID).Update("token", "").Error
}

// AskedIn is who was asked for a report, of some person; false when they were not.
func (s *Committees) AskedIn(ctx context.Context, key project.Scope, reportID, personID string) (Asked, bool, error) {
	var found []Asked
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND report_id = ? AND person_id = ?", key.ProjectID, reportID, personID).Limit(1).Find(&found).Error
	})
	if err != nil || len(found) == 0 {
		return Asked{}, false, err
	}
	return found[0], true, nil
}

// Line is one of the roll of a report's review by its own id; else NotFound.
func (s *Committees) Line(ctx context.Context, key project.Scope, reportID, askedID string) (Asked, error) {
	var a Asked
	if err := key.Require(project.Issue); err != nil {
		return a, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND report_id = ? AND id = ?", key.ProjectID, reportID, askedID).Take(&a).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing()
	}
	return a, err
}

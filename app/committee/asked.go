package committee

import (
	"context"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// What the log says of links. The object of each line is the report or the decision.
const (
	PassKind   record.Kind = "review_link"
	BallotKind record.Kind = "ballot_link"
)

// Matter is what somebody of the committee is asked for: a signature under a report, or
// the answer to a question that is put to the members by circulation. Purpose is that
// of the links to it.
type Matter struct {
	Purpose  account.Purpose `json:"-"`
	ObjectID string          `json:"-"`
}

// Signing is the matter of signing a report.
func Signing(reportID string) Matter { return Matter{account.Review, reportID} }

// Answering is the matter of answering a question, a decision to be.
func Answering(decisionID string) Matter { return Matter{account.Ballot, decisionID} }

// ref is how the log calls the links to it.
func (m Matter) ref() record.Ref {
	if m.Purpose == account.Ballot {
		return record.Ref{Kind: BallotKind, ID: m.ObjectID}
	}
	return record.Ref{Kind: PassKind, ID: m.ObjectID}
}

// HandedOutBy is what somebody must hold to hand out links to it.
func (m Matter) HandedOutBy() project.Permission {
	if m.Purpose == account.Ballot {
		return project.Manage
	}
	return project.Issue
}

// rows narrows a query to those who were asked.
func (m Matter) rows(tx *gorm.DB, key project.Scope) *gorm.DB {
	return tx.Model(&Asked{}).Where("project_id = ? AND object_id = ? AND purpose = ?", key.ProjectID, m.ObjectID, m.Purpose)
}

// Lines are the ids of those who were asked for a matter, within a query.
func Lines(tx *gorm.DB, key project.Scope, m Matter) *gorm.DB { return m.rows(tx, key).Select("id") }

// Asked is somebody in the roll of a matter: a member, or who stood in for one that
// day. A member for whom another stands in is asked as well.
type Asked struct {
	ID             string `json:"id" gorm:"primaryKey"`
	OrganisationID string `json:"-"`
	ProjectID      string `json:"-"`
	Matter         `gorm:"embedded"`
	Place          int    `json:"-"`
	PersonID       string `json:"person_id"`
	Name           string `json:"name"`     // as it was
	ForID          string `json:"for_id"`   // the member whose deputy it is, "" for a member
	ForName        string `json:"for_name"` // as it was

	RevokedAt *time.Time `json:"-"` // since when no letter carries a link for them, until they are asked again
}

// TableName tells GORM.
func (Asked) TableName() string { return "committee_asked" }

// Seat is the member, a person, whose seat it is.
func (a Asked) Seat() string {
	if a.ForID != "" {
		return a.ForID
	}
	return a.PersonID
}

// SamePerson reports whether another line is of the same person.
func (a Asked) SamePerson(other Asked) bool { return a.PersonID == other.PersonID }

// speakers are those who speak for the committee today, as they are asked for
// something: its members, and who stands in for them.
func (b Board) speakers(key project.Scope, m Matter) []Asked {
	var all []Asked
	add := func(a Asked) {
		a.ID, a.OrganisationID, a.ProjectID, a.Matter, a.Place = database.NewID(), key.OrganisationID, key.ProjectID, m, len(all)
		all = append(all, a)
	}
	for _, m := range b.Members {
		add(Asked{PersonID: m.PersonID, Name: m.Name})
		if d, away := b.For(m.PersonID, key.Today()); away && !b.Has(d.DeputyID) {
			add(Asked{PersonID: d.DeputyID, Name: d.Name, ForID: m.PersonID, ForName: m.Name})
		}
	}
	return all
}

// Speakers are those who speak for the committee today, and those who were asked for a
// matter before and do so no more. Those of today who were not asked have no id yet.
func (s *Committees) Speakers(ctx context.Context, key project.Scope, m Matter) (now, before []Asked, err error) {
	err = s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		board, err := boardOf(tx, key)
		if err != nil {
			return err
		}
		var had []Asked
		if err := m.rows(tx, key).Order("place, id").Find(&had).Error; err != nil {
			return err
		}
		now = board.speakers(key, m)
		for i := range now {
			now[i].ID = ""
		}
		for _, a := range had {
			i := slices.IndexFunc(now, a.SamePerson)
			if i < 0 {
				before = append(before, a)
				continue
			}
			now[i].ID, now[i].RevokedAt = a.ID, a.RevokedAt
		}
		return nil
	})
	return now, before, err
}

// Strike ends, within the caller's transaction, what everybody was asked for in a
// matter: no link opens it any more until they are asked again.
func (s *Committees) Strike(ctx context.Context, key project.Scope, m Matter) error {
	now := database.Instant(key.Now())
	return s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := openLinks(tx, key, m).Where("object_id IN (?)", Lines(tx, key, m)).Update("revoked_at", now).Error; err != nil {
			return err
		}
		if err := forget(tx.Where("asked_id IN (?)", Lines(tx, key, m))); err != nil {
			return err
		}
		return m.rows(tx, key).Update("revoked_at", now).Error
	})
}

// Enrol writes people into the roll of a matter within the caller's transaction; who
// stands in it is asked anew.
func (s *Committees) Enrol(ctx context.Context, roll []Asked) ([]Asked, error) {
	err := s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		for i := range roll {
			if roll[i].RevokedAt = nil; roll[i].ID == "" {
				roll[i].ID = database.NewID()
			}
			err := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}},
				DoUpdates: clause.AssignmentColumns([]string{"place", "name", "for_id", "for_name", "revoked_at"})}).Create(&roll[i]).Error
			if err != nil {
				return err
			}
		}
		return nil
	})
	return roll, err
}

// Line is one of the roll of a matter by its own id; else NotFound.
func (s *Committees) Line(ctx context.Context, key project.Scope, m Matter, id string) (Asked, error) {
	if err := key.Require(m.HandedOutBy()); err != nil {
		return Asked{}, err
	}
	return s.taken(ctx, func(tx *gorm.DB) *gorm.DB { return m.rows(tx, key).Where("id = ?", id) }, fault.Missing())
}

// AskedBy is the line of the roll that a letter was written for; else NotFound.
func (s *Committees) AskedBy(ctx context.Context, key project.Scope, id string) (Asked, error) {
	return s.taken(ctx, func(tx *gorm.DB) *gorm.DB { return tx.Where("project_id = ? AND id = ?", key.ProjectID, id) }, fault.Missing())
}

// Bearer is who was asked and holds a link to what they were asked for.
func (s *Committees) Bearer(ctx context.Context, guest project.Guest) (Asked, error) {
	return s.taken(ctx, func(tx *gorm.DB) *gorm.DB {
		return tx.Where("id = ? AND project_id = ? AND purpose = ?", guest.Link.ObjectID, guest.Link.ProjectID, guest.Link.Purpose)
	}, fault.New(fault.NotFound, account.SpentLink))
}

// taken is one line of a roll, or the fault for none.
func (s *Committees) taken(ctx context.Context, by func(*gorm.DB) *gorm.DB, none error) (Asked, error) {
	var a Asked
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error { return by(tx).Take(&a).Error })
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = none
	}
	return a, err
}

// AskedIn is who was asked for a matter, of some person; false when they were not.
func (s *Committees) AskedIn(ctx context.Context, key project.Scope, m Matter, personID string) (Asked, bool, error) {
	var found []Asked
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return m.rows(tx, key).Where("person_id = ?", personID).Limit(1).Find(&found).Error
	})
	if err != nil || len(found) == 0 {
		return Asked{}, false, err
	}
	return found[0], true, nil
}

// Revoke closes the links of somebody who was asked; until they are asked again there
// is no other.
func (s *Committees) Revoke(ctx context.Context, key project.Scope, a Asked) error {
	now := database.Instant(key.Now())
	return s.shut(ctx, key, a, &now)
}

// Renew closes the links that somebody has who is asked again, so that the next one is
// the only one. Nobody is asked to sign where nothing is signed any more.
func (s *Committees) Renew(ctx context.Context, key project.Scope, a Asked) error {
	return s.db.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		over, err := s.Over(ctx, key, a)
		if err == nil && over {
			err = fault.Broken("review.fault.closed")
		}
		if err != nil {
			return err
		}
		return s.shut(ctx, key, a, nil)
	})
}

// shut closes the links of somebody who was asked, and notes since when they have none.
func (s *Committees) shut(ctx context.Context, key project.Scope, a Asked, revokedAt *time.Time) error {
	if err := key.Require(a.HandedOutBy()); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil {
			return err
		}
		if err := a.rows(tx, key).Where("id = ?", a.ID).Take(&a).Error; err != nil {
			return err
		}
		n, err := closed(tx, key, a)
		if err != nil {
			return err
		}
		if err := tx.Model(&Asked{}).Where("id = ?", a.ID).Update("revoked_at", revokedAt).Error; err != nil {
			return err
		}
		if n == 0 && (revokedAt == nil || a.RevokedAt != nil) {
			return nil
		}
		return record.Log(ctx, tx, key, ActRevoked, a.ref(), a.Name, nil, nil)
	})
}

// closed closes the open links of somebody who was asked and gives how many there were.
func closed(tx *gorm.DB, key project.Scope, a Asked) (int64, error) {
	done := openLinks(tx, key, a.Matter).Where("object_id = ?", a.ID).Update("revoked_at", database.Instant(key.Now()))
	if done.Error != nil {
		return 0, done.Error
	}
	return done.RowsAffected, forget(tx.Where("asked_id = ?", a.ID))
}

// openLinks narrows a query to the links of a purpose that were not closed.
func openLinks(tx *gorm.DB, key project.Scope, m Matter) *gorm.DB {
	return tx.Model(&account.Link{}).Where("purpose = ? AND project_id = ? AND revoked_at IS NULL", m.Purpose, key.ProjectID)
}

// Admitted reports within the caller's transaction whether somebody who was asked may
// be given a link: it was not revoked since they were asked last.
func Admitted(tx *gorm.DB, askedID string) (bool, error) {
	var n int64
	err := tx.Model(&Asked{}).Where("id = ? AND revoked_at IS NULL", askedID).Count(&n).Error
	return n == 1, err
}

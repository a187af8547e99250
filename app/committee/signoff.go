package committee

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Verdict is what somebody says of a report by signing it.
type Verdict string

// The verdicts.
const (
	Acknowledged Verdict = "acknowledged" // has read it
	Approved     Verdict = "approved"
	Refused      Verdict = "refused"
)

// Verdicts lists them as they are offered.
func Verdicts() []Verdict { return []Verdict{Approved, Acknowledged, Refused} }

// Signoff is a signature under an issued report. It is appended and never changed; a
// later one of the same person counts in its place. Number is the order in which the
// review's were given, whatever the clock says.
type Signoff struct {
	ID             string      `json:"id" gorm:"primaryKey"`
	OrganisationID string      `json:"organisation_id"`
	ProjectID      string      `json:"project_id"`
	ReviewID       string      `json:"review_id"`
	ReportID       string      `json:"report_id"`
	Number         int         `json:"number"`
	SHA256         string      `json:"sha256" gorm:"column:sha256"`
	PersonID       string      `json:"person_id"`
	Name           string      `json:"name"`   // as it was
	ForID          string      `json:"for_id"` // the member whose deputy signed, "" for a member
	ForName        string      `json:"for_name"`
	Verdict        Verdict     `json:"verdict"`
	Reason         string      `json:"reason"`
	Via            project.Via `json:"via"`
	LinkID         string      `json:"link_id"`
	SignedAt       time.Time   `json:"signed_at"`
}

// TableName tells GORM.
func (Signoff) TableName() string { return "review_signoff" }

// Seat is the member, a person, for whose seat it was given.
func (s Signoff) Seat() string {
	if s.ForID != "" {
		return s.ForID
	}
	return s.PersonID
}

// SignDraft is what is typed to sign.
type SignDraft struct {
	Verdict Verdict `form:"verdict" validate:"chosen,oneof=acknowledged approved refused"`
	Reason  string  `form:"reason" validate:"required_if=Verdict refused,max=2000"`
}

// Sign signs a report as whoever holds the key, who must be in the review's roll and
// still be there. The same said again is no second signature: then the first is given.
func (s *Committees) Sign(ctx context.Context, key project.Scope, reportID string, d SignDraft) (Signoff, error) {
	var made Signoff
	d.Reason = strings.TrimSpace(d.Reason)
	err := s.within(ctx, key, reportID, func(ctx context.Context, tx *gorm.DB, r Review) error {
		asked, err := r.signer(tx, key)
		if err == nil {
			err = r.open()
		}
		if err == nil {
			err = validate.Draft(d)
		}
		if err != nil {
			return err
		}
		if last, signed := r.Last(asked.PersonID); signed && last.Verdict == d.Verdict && last.Reason == d.Reason {
			made = last
			return nil
		}
		made = Signoff{ID: database.NewID(), OrganisationID: r.OrganisationID, ProjectID: r.ProjectID, ReviewID: r.ID, ReportID: r.ReportID,
			Number: len(r.Signoffs) + 1, SHA256: r.SHA256, PersonID: asked.PersonID, Name: asked.Name, ForID: asked.ForID, ForName: asked.ForName,
			Verdict: d.Verdict, Reason: d.Reason, SignedAt: database.Instant(key.Now())}
		made.Via, made.LinkID = key.Via()
		if err := tx.Create(&made).Error; err != nil {
			return err
		}
		return record.Log(ctx, tx, key, ActSigned, record.Ref{Kind: SignoffKind, ID: r.ReportID}, r.Title, nil, made)
	})
	return made, err
}

// within writes something in a review; those who write in the project take turns.
func (s *Committees) within(ctx context.Context, key project.Scope, reportID string, write func(context.Context, *gorm.DB, Review) error) error {
	if err := key.Require(project.Read); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil {
			return err
		}
		r, err := reviewOf(tx, key, reportID)
		if err == nil {
			err = key.OpenStill(tx)
		}
		if err != nil {
			return err
		}
		return write(ctx, tx, r)
	})
}

// signer is who signs: somebody who was asked, and has not left since.
func (r Review) signer(tx *gorm.DB, key project.Scope) (Asked, error) {
	asked, found := r.Asked(key.PersonID)
	if !found {
		return asked, fault.Broken("review.fault.not_asked")
	}
	gone, err := left(tx, key, []string{asked.PersonID})
	if err == nil && gone[asked.PersonID] {
		err = fault.Broken("review.fault.left")
	}
	return asked, err
}

// left says who of some people is in the project no more, or whose account is closed.
func left(tx *gorm.DB, key project.Scope, people []string) (map[string]bool, error) {
	var ids []string
	err := tx.Table("person AS p").Joins("LEFT JOIN account AS a ON a.id = p.account_id").
		Where("p.project_id = ? AND p.id IN ? AND (p.deleted_at IS NOT NULL OR a.disabled_at IS NOT NULL)", key.ProjectID, people).Pluck("p.id", &ids).Error
	gone := map[string]bool{}
	for _, id := range ids {
		gone[id] = true
	}
	return gone, err
}

// Left reports whether whoever holds the key is in the project no more, or has had
// their account closed.
func (s *Committees) Left(ctx context.Context, key project.Scope) (bool, error) {
	var gone map[string]bool
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		gone, err = left(tx, key, []string{key.PersonID})
		return err
	})
	return gone[key.PersonID], err
}

// Last is the last signature of a person.
func (r Review) Last(personID string) (Signoff, bool) {
	for i := len(r.Signoffs) - 1; i >= 0; i-- {
		if r.Signoffs[i].PersonID == personID {
			return r.Signoffs[i], true
		}
	}
	return Signoff{}, false
}

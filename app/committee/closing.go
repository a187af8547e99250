package committee

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// ActClosed is that a review was closed.
const ActClosed audit.Action = "closed"

// Closing is the end of a review: what came of it then stands, and nothing is signed
// or said in it any more.
type Closing struct {
	ReviewID       string    `json:"review_id" gorm:"primaryKey"`
	OrganisationID string    `json:"-"`
	ProjectID      string    `json:"-"`
	ReportID       string    `json:"-"`
	Outcome        Outcome   `json:"outcome"`
	VotesFor       int       `json:"votes_for"`
	VotesAgainst   int       `json:"votes_against"`
	VotesAbstained int       `json:"votes_abstained"`
	Members        int       `json:"members"`
	ClosedBy       string    `json:"-"`
	ClosedName     string    `json:"-"` // as it was
	ClosedAt       time.Time `json:"-"`
}

// TableName tells GORM.
func (Closing) TableName() string { return "review_closing" }

// CloseReview ends a review. Closed again it stays as it was.
func (s *Committees) CloseReview(ctx context.Context, key project.Scope, reportID string) (Closing, error) {
	var made Closing
	if err := key.Require(project.Issue); err != nil {
		return made, err
	}
	err := s.within(ctx, key, reportID, func(ctx context.Context, tx *gorm.DB, r Review) error {
		if r.Closing != nil {
			made = *r.Closing
			return nil
		}
		v, outcome := r.Votes(), r.Outcome()
		if outcome == Unsettled {
			outcome = Lapsed
		}
		made = Closing{ReviewID: r.ID, OrganisationID: r.OrganisationID, ProjectID: r.ProjectID, ReportID: r.ReportID, Outcome: outcome,
			VotesFor: v.For, VotesAgainst: v.Against, VotesAbstained: v.Abstained, Members: v.Members,
			ClosedBy: key.Actor().ID, ClosedName: key.Actor().Name, ClosedAt: database.Instant(key.Now())}
		if err := tx.Create(&made).Error; err != nil {
			return err
		}
		return record.Log(ctx, tx, key, ActClosed, record.Ref{Kind: ReviewKind, ID: r.ReportID}, r.Title, nil, made)
	})
	return made, err
}

// Over reports whether what somebody was asked to sign was closed since. A question that
// is asked by circulation is never over here: its register knows.
func (s *Committees) Over(ctx context.Context, key project.Scope, a Asked) (bool, error) {
	if a.Purpose != account.Review {
		return false, nil
	}
	var n int64
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Closing{}).Where("project_id = ? AND report_id = ?", key.ProjectID, a.ObjectID).Count(&n).Error
	})
	return n > 0, err
}

// open refuses what comes after a review was closed.
func (r Review) open() error {
	if r.Closing != nil {
		return fault.Broken("review.fault.closed")
	}
	return nil
}

// closingsOf are the ends of some reviews, by review.
func closingsOf(tx *gorm.DB, reviews ...string) (map[string]*Closing, error) {
	var all []Closing
	by := map[string]*Closing{}
	err := tx.Where("review_id IN ?", reviews).Find(&all).Error
	for i := range all {
		by[all[i].ReviewID] = &all[i]
	}
	return by, err
}

package committee

import (
	"context"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// What the log says of a review. The object of each line is the report.
const (
	ReviewKind  record.Kind = "report_review"
	SignoffKind record.Kind = "review_signoff"
	RemarkKind  record.Kind = "review_remark"

	ActAsked     audit.Action = "asked"
	ActSigned    audit.Action = "signed"
	ActCommented audit.Action = "commented"
	ActMade      audit.Action = "made"
	ActRevoked   audit.Action = "revoked"
)

// Report is what the committee knows of an issued report.
type Report struct {
	ID     string
	Title  string // as the log calls it
	SHA256 string // of the PDF
}

// Review is an issued report that the committee was asked to sign. Who was asked, and
// by which rule it is carried, stays as it was then.
type Review struct {
	ID             string `json:"id" gorm:"primaryKey"`
	OrganisationID string `json:"organisation_id"`
	ProjectID      string `json:"project_id"`
	ReportID       string `json:"report_id"`
	Title          string `json:"title"`
	SHA256         string `json:"sha256" gorm:"column:sha256"`
	Rule           `gorm:"embedded"`
	Members        int       `json:"members"`
	AskedBy        string    `json:"asked_by"`
	AskedName      string    `json:"asked_name"`
	AskedAt        time.Time `json:"asked_at"`
	Roll           []Asked   `json:"roll" gorm:"-"`
	Signoffs       []Signoff `json:"-" gorm:"-"` // as they were given, the first first
	Remarks        []Remark  `json:"-" gorm:"-"` // the same
	Closing        *Closing  `json:"-" gorm:"-"` // nil while it goes on
}

// TableName tells GORM.
func (Review) TableName() string { return "report_review" }

// Ask puts an issued report before the committee as it stands today. A report is put
// before it once.
func (s *Committees) Ask(ctx context.Context, key project.Scope, of Report) (Review, error) {
	var made Review
	if err := key.Require(project.Issue); err != nil {
		return made, err
	}
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil {
			return err
		}
		var n int64
		if err := tx.Model(&Review{}).Where("report_id = ?", of.ID).Count(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			return fault.Broken("review.fault.asked")
		}
		board, err := boardOf(tx, key)
		if err != nil {
			return err
		}
		if len(board.Members) == 0 {
			return fault.Broken("review.fault.nobody")
		}
		made = board.asks(key, of)
		if err := tx.Create(&made).Error; err != nil {
			return err
		}
		if err := tx.Create(&made.Roll).Error; err != nil {
			return err
		}
		return record.Log(ctx, tx, key, ActAsked, record.Ref{Kind: ReviewKind, ID: of.ID}, of.Title, nil, made)
	})
	return made, err
}

// asks is a review of a report by the committee as it stands.
func (b Board) asks(key project.Scope, of Report) Review {
	r := Review{ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, ReportID: of.ID, Title: of.Title, SHA256: of.SHA256,
		Rule: b.Committee.Rule, Members: len(b.Members), AskedBy: key.Actor().ID, AskedName: key.Actor().Name, AskedAt: database.Instant(key.Now())}
	r.Roll = b.speakers(key, Signing(of.ID))
	return r
}

// Asked is the line of the roll of somebody who was asked.
func (r Review) Asked(personID string) (Asked, bool) {
	i := slices.IndexFunc(r.Roll, func(a Asked) bool { return personID != "" && a.PersonID == personID })
	if i < 0 {
		return Asked{}, false
	}
	return r.Roll[i], true
}

// Review is that of a report, with all that was said of it; without an id when the
// committee was never asked.
func (s *Committees) Review(ctx context.Context, key project.Scope, reportID string) (Review, error) {
	var r Review
	if err := key.Require(project.Read); err != nil {
		return r, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		r, err = reviewOf(tx, key, reportID)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return tx.Where("review_id = ?", r.ID).Order("number").Find(&r.Remarks).Error
	})
	return r, err
}

// reviewOf is the review of a report with its roll and what was signed; NotFound when
// there is none.
func reviewOf(tx *gorm.DB, key project.Scope, reportID string) (Review, error) {
	var r Review
	err := tx.Where("project_id = ? AND report_id = ?", key.ProjectID, reportID).Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return r, fault.Missing()
	}
	if err != nil {
		return r, err
	}
	if err := Signing(r.ReportID).rows(tx, key).Order("place").Find(&r.Roll).Error; err != nil {
		return r, err
	}
	closed, err := closingsOf(tx, r.ID)
	if err != nil {
		return r, err
	}
	r.Closing = closed[r.ID]
	return r, tx.Where("review_id = ?", r.ID).Order("number").Find(&r.Signoffs).Error
}

// Reviews are those of some reports of a project, by report, with what was signed.
func (s *Committees) Reviews(ctx context.Context, key project.Scope, reportIDs []string) (map[string]Review, error) {
	by := map[string]Review{}
	if err := key.Require(project.Read); err != nil || len(reportIDs) == 0 {
		return by, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var all []Review
		if err := tx.Where("project_id = ? AND report_id IN ?", key.ProjectID, reportIDs).Find(&all).Error; err != nil || len(all) == 0 {
			return err
		}
		var signed []Signoff
		if err := tx.Where("project_id = ? AND report_id IN ?", key.ProjectID, reportIDs).Order("number").Find(&signed).Error; err != nil {
			return err
		}
		ids := make([]string, len(all))
		for i, r := range all {
			ids[i] = r.ID
		}
		closed, err := closingsOf(tx, ids...)
		if err != nil {
			return err
		}
		for _, r := range all {
			r.Closing = closed[r.ID]
			by[r.ReportID] = r
		}
		for _, one := range signed {
			r := by[one.ReportID]
			r.Signoffs = append(r.Signoffs, one)
			by[one.ReportID] = r
		}
		return nil
	})
	return by, err
}

package committee

import (
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Whole is the section of a remark on the report as a whole.
const Whole = "whole"

// mostRemarks is how many remarks a review holds at most.
const mostRemarks = 500

// Remark is what somebody says of a section of a report. It is appended and never
// changed.
type Remark struct {
	ID             string      `json:"id" gorm:"primaryKey"`
	OrganisationID string      `json:"organisation_id"`
	ProjectID      string      `json:"project_id"`
	ReviewID       string      `json:"review_id"`
	ReportID       string      `json:"report_id"`
	Number         int         `json:"number"`
	Section        string      `json:"section"` // of the report, or Whole
	PersonID       string      `json:"person_id"`
	Name           string      `json:"name"` // as it was
	Text           string      `json:"text"`
	Via            project.Via `json:"via"`
	LinkID         string      `json:"link_id"`
	MadeAt         time.Time   `json:"made_at"`
}

// TableName tells GORM.
func (Remark) TableName() string { return "review_remark" }

// RemarkDraft is what is typed of a remark.
type RemarkDraft struct {
	Section string `form:"section" validate:"max=60"`
	Text    string `form:"text" validate:"required,max=4000"`
}

// fits checks what was typed against the sections that the report has.
func (d RemarkDraft) fits(sections []string) error {
	err := validate.Draft(d)
	if err == nil && d.Section != Whole && !slices.Contains(sections, d.Section) {
		err = fault.Field("section", "fault.field.oneof")
	}
	return err
}

// Say appends a remark on one of the sections that the report has. Sent twice it is
// said once.
func (s *Committees) Say(ctx context.Context, key project.Scope, reportID string, sections []string, d RemarkDraft) (Remark, error) {
	var made Remark
	if d.Text = strings.TrimSpace(d.Text); d.Section == "" {
		d.Section = Whole
	}
	err := s.within(ctx, key, reportID, func(ctx context.Context, tx *gorm.DB, r Review) error {
		name, err := r.speaker(tx, key)
		if err == nil {
			err = r.open()
		}
		if err == nil {
			err = d.fits(sections)
		}
		if err != nil {
			return err
		}
		if err := tx.Where("review_id = ?", r.ID).Order("number").Find(&r.Remarks).Error; err != nil {
			return err
		}
		if r.said(key.PersonID, name, d, &made) {
			return nil
		}
		if len(r.Remarks) >= mostRemarks {
			return fault.Broken("review.fault.many", "most", mostRemarks)
		}
		made = Remark{ID: database.NewID(), OrganisationID: r.OrganisationID, ProjectID: r.ProjectID, ReviewID: r.ID, ReportID: r.ReportID, Number: len(r.Remarks) + 1,
			Section: d.Section, PersonID: key.PersonID, Name: name, Text: d.Text, MadeAt: database.Instant(key.Now())}
		made.Via, made.LinkID = key.Via()
		if err := tx.Create(&made).Error; err != nil {
			return err
		}
		return record.Log(ctx, tx, key, ActCommented, record.Ref{Kind: RemarkKind, ID: r.ReportID}, r.Title, nil, made)
	})
	return made, err
}

// speaker is the name of who comments: somebody who was asked and has not left, or
// whose role lets them comment on anything.
func (r Review) speaker(tx *gorm.DB, key project.Scope) (string, error) {
	if _, asked := r.Asked(key.PersonID); !asked {
		return key.Actor().Name, key.Require(project.Comment)
	}
	asked, err := r.signer(tx, key)
	return asked.Name, err
}

// said finds what somebody said last on a section, when that is the very same.
func (r Review) said(personID, name string, d RemarkDraft, same *Remark) bool {
	for _, m := range slices.Backward(r.Remarks) {
		if m.PersonID == personID && m.Name == name && m.Section == d.Section {
			*same = m
			return m.Text == d.Text
		}
	}
	return false
}

package report

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/workshop"
)

// DraftKind names drafts in addresses and the log.
const DraftKind record.Kind = "report_draft"

// Draft is a report that is being prepared: which one, and what the lead says in it.
// What it shows is read from the project anew each time until it is issued.
type Draft struct {
	record.Row `gorm:"embedded"`
	Kind       Kind       `json:"kind"`
	VariantID  string     `json:"variant_id"`
	SubjectID  string     `json:"subject_id"`
	Lang       string     `json:"lang"`
	Comment    string     `json:"comment"`
	IssueOn    date.Day   `json:"issue_on"`  // when it is to be issued; zero for whenever the lead does
	IssueAt    *time.Time `json:"issue_at"`  // the moment of that day
	IssuedID   string     `json:"issued_id"` // the report that came of it, "" while there is none
}

// TableName tells GORM.
func (Draft) TableName() string { return "report_draft" }

// RecordKind tells package record.
func (Draft) RecordKind() record.Kind { return DraftKind }

// Label is the kind, as the log names it.
func (d Draft) Label() string { return string(d.Kind) }

// Wanted is which report the draft is of.
func (d Draft) Wanted() Wanted {
	return Wanted{Kind: d.Kind, Variant: d.VariantID, Subject: d.SubjectID, Comment: d.Comment}
}

// Drafted is the draft as its form shows it.
func (d Draft) Drafted(*i18n.Text) any {
	return DraftForm{Kind: d.Kind, Variant: d.VariantID, Subject: d.SubjectID, Lang: d.Lang, Comment: d.Comment, IssueOn: d.IssueOn, Version: d.Version}
}

// DraftForm is what is typed of a draft.
type DraftForm struct {
	Kind    Kind      `form:"kind" validate:"required,max=40"`
	Variant string    `form:"variant" validate:"max=40"`
	Subject string    `form:"subject" validate:"max=40"`
	Lang    string    `form:"lang" validate:"max=20"`
	Comment string    `form:"comment" validate:"max=4000"`
	IssueOn date.Day  `form:"issue_on"`
	IssueAt time.Time `form:"-"` // of what a schedule prepares: the moment of the day
	Version int64     `form:"version"`
}

// BasedOn is the version that the person saw.
func (d DraftForm) BasedOn() int64 { return d.Version }

// Apply copies the form onto a draft.
func (d DraftForm) Apply(row *Draft, key project.Scope) {
	row.Kind, row.VariantID, row.SubjectID = d.Kind, d.Variant, d.Subject
	row.Lang, row.Comment, row.IssueOn = d.Lang, d.Comment, d.IssueOn
	if !d.IssueAt.IsZero() {
		row.IssueOn = date.Of(d.IssueAt, key.Project.Zone())
		row.IssueAt = &d.IssueAt
	}
	if row.Lang == "" {
		row.Lang = key.Project.Language
	}
}

// Drafts keeps the drafts of all projects.
type Drafts struct {
	record.Register[Draft, *Draft, DraftForm]
}

func newDrafts(db *database.DB) Drafts {
	return Drafts{record.Register[Draft, *Draft, DraftForm]{DB: db, May: project.Issue, Check: preparable, Keep: unissued}}
}

// preparable refuses a kind or a variant that there is not, and what has been issued.
func preparable(tx *gorm.DB, key project.Scope, d *Draft) error {
	if d.IssuedID != "" {
		return fault.Broken("report.fault.issued")
	}
	if d.VariantID != "" {
		if err := audit.Hold(tx, key.ProjectID); err != nil { // so that nobody removes it meanwhile
			return err
		}
		var v Variant
		found := tx.Where("project_id = ? AND id = ? AND deleted_at IS NULL", key.ProjectID, d.VariantID).Limit(1).Find(&v)
		if found.Error != nil || found.RowsAffected == 0 {
			return missing(found.Error)
		}
		d.Kind = v.Kind
	}
	if err := d.told(tx, key); err != nil {
		return err
	}
	d.timed(key.Project.Zone())
	return nil
}

// told refuses what no lead prepares, and a rehearsal, of which nothing is kept.
func (d *Draft) told(tx *gorm.DB, key project.Scope) error {
	f, err := d.Kind.form()
	switch {
	case err == nil && f.of == ofProject:
		d.SubjectID = ""
		return nil
	case err == nil && f.of == ofWorkshop:
		var w workshop.Workshop
		if err := record.Take(tx, key, d.SubjectID, &w); err != nil {
			return err
		}
		if w.Rehearsal {
			return fault.Broken("report.workshop.fault.rehearsal")
		}
		return nil
	}
	return fault.Missing()
}

// issuedAt is when in its day a draft is issued, in minutes, unless a schedule says.
const issuedAt = 8 * 60

// timed keeps the moment at which the draft is issued in its day.
func (d *Draft) timed(zone *time.Location) {
	switch {
	case d.IssueOn.IsZero():
		d.IssueAt = nil
	case d.IssueAt == nil || date.Of(*d.IssueAt, zone) != d.IssueOn:
		at := database.Instant(d.IssueOn.At(issuedAt, zone))
		d.IssueAt = &at
	}
}

func missing(err error) error {
	if err != nil {
		return err
	}
	return fault.Missing()
}

// unissued keeps a draft of which a report came.
func unissued(_ *gorm.DB, _ project.Scope, d *Draft) error {
	if d.IssuedID != "" {
		return fault.Broken("report.fault.issued")
	}
	return nil
}

// Open are the drafts that wait, the one to be issued first at the head.
func (s Drafts) Open(ctx context.Context, key project.Scope) ([]Draft, error) {
	if err := key.Require(project.Issue); err != nil {
		return nil, err
	}
	var all []Draft
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND issued_id = '' AND deleted_at IS NULL", key.ProjectID).
			Order("issue_on IS NULL, issue_on, number").Limit(mostDrafts).Find(&all).Error
	})
	return all, err
}

// mostDrafts is how many drafts are shown: more than anybody prepares at a time.
const mostDrafts = 50

// issued notes within the caller's transaction which report came of a draft. Whoever
// comes second finds it issued.
func (d Draft) issued(tx *gorm.DB, id string) error {
	done := tx.Model(&Draft{}).Where("id = ? AND issued_id = '' AND deleted_at IS NULL AND version = ?", d.ID, d.Version).
		Updates(map[string]any{"issued_id": id, "version": d.Version + 1})
	if done.Error == nil && done.RowsAffected == 0 {
		return fault.Broken("report.fault.issued")
	}
	return done.Error
}

// Postpone gives a draft that waits for its day another moment at which it is issued,
// or with none takes the day from it. It leaves no line in the log, for what it follows
// has one, and the version that the lead has seen stays good.
func Postpone(tx *gorm.DB, id string, at time.Time, zone *time.Location) error {
	values := map[string]any{"issue_at": nil, "issue_on": nil}
	if !at.IsZero() {
		values = map[string]any{"issue_at": at, "issue_on": date.Of(at, zone)}
	}
	return tx.Model(&Draft{}).Where("id = ? AND issued_id = '' AND issue_at IS NOT NULL", id).UpdateColumns(values).Error
}

package dispatch

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/job"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
)

// SendingKind names sendings in the log.
const SendingKind record.Kind = "report_sending"

// ActSent says in the log that somebody had a report sent.
const ActSent audit.Action = "sent"

// Standing is how far a sending has come.
type Standing string

// The standings.
const (
	Waiting Standing = "waiting" // for its time, for a mail server, or to be tried again
	Sent    Standing = "sent"    // a mail server has taken it
	Failed  Standing = "failed"  // given up, until somebody sends it again
)

// Sending is a report on its way to one person. There is one for each.
type Sending struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	ProjectID      string
	ReportID       string // that it carries, "" for none
	PersonID       string
	Name           string
	Email          string
	Lang           string
	Account        bool // had when it was written down: the letter leads to the report's page
	State          Standing
	Attempts       int64  // begun
	LastError      string // what the mail server said last, or a key of schedule.error.*
	DueAt          time.Time
	SentAt         *time.Time
	CreatedAt      time.Time
}

// TableName tells GORM.
func (Sending) TableName() string { return "report_sending" }

// Tried reports whether it waits after a failure.
func (s Sending) Tried() bool { return s.State == Waiting && s.Attempts > 0 && s.LastError != "" }

// attempts is how often a sending is tried: over about half a day.
const attempts = 22

// order is the job that sends.
func (s Sending) order(of letters) job.Order {
	return job.Order{Kind: of.job, UniqueKey: s.ID, RunAt: s.DueAt, MaxAttempts: attempts, OrganisationID: s.OrganisationID, Payload: due{Sending: s.ID}}
}

// noAddress is what a sending failed for whose person cannot be reached.
const noAddress = "address"

// post writes down within the caller's transaction that a report goes to people at a
// time, and orders that; those to whom it went already are left out. It gives how many
// were new.
func (p *Post) post(ctx context.Context, tx *gorm.DB, key project.Scope, issued report.Issued, people []Recipient, at time.Time) (int, error) {
	n := 0
	for _, to := range people {
		s := Sending{ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, ReportID: issued.ID,
			PersonID: to.PersonID, Name: to.Name, Email: to.Email, Lang: to.Lang, Account: to.Account,
			State: Waiting, DueAt: database.Instant(at), CreatedAt: database.Instant(key.Now())}
		if s.Email == "" {
			s.State, s.LastError = Failed, noAddress
		}
		made := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&s)
		if made.Error != nil {
			return n, made.Error
		}
		if made.RowsAffected == 0 {
			continue
		}
		n++
		if s.State != Waiting {
			continue
		}
		if err := job.Enqueue(ctx, tx, s.order(reportLetters)); err != nil {
			return n, err
		}
	}
	return n, nil
}

// Send mails an issued report to those of the committee who have not got it, now.
func (p *Post) Send(ctx context.Context, key project.Scope, reportID string) (int, error) {
	if err := key.Require(project.Issue); err != nil {
		return 0, err
	}
	issued, err := p.slices.Reports.One(ctx, key, reportID)
	if err != nil {
		return 0, err
	}
	n := 0
	err = p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		people, err := p.recipients(tx, key, nil)
		if err == nil && len(people) == 0 {
			err = fault.Broken("schedule.fault.nobody")
		}
		if err != nil {
			return err
		}
		if n, err = p.post(ctx, tx, key, issued, people, key.Now()); err != nil {
			return err
		}
		if n == 0 {
			return fault.Broken("schedule.fault.all_have_it")
		}
		return p.logged(ctx, tx, key, issued, n)
	})
	return n, err
}

// logged says in the log that a report goes to so many.
func (p *Post) logged(ctx context.Context, tx *gorm.DB, key project.Scope, issued report.Issued, n int) error {
	return record.Log(ctx, tx, key, ActSent, record.Ref{Kind: report.IssuedKind, ID: issued.ID}, issued.Title(key.Text), nil, map[string]int{"recipients": n})
}

// Again sends once more what failed, to the address that the person has now.
func (p *Post) Again(ctx context.Context, key project.Scope, reportID, id string) error {
	if err := key.Require(project.Issue); err != nil {
		return err
	}
	return p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var s Sending
		found := tx.Where("project_id = ? AND report_id = ? AND id = ?", key.ProjectID, reportID, id).Limit(1).Find(&s)
		if found.Error != nil || found.RowsAffected == 0 {
			return missing(found.Error)
		}
		if s.State != Failed {
			return fault.Broken("schedule.fault.under_way")
		}
		if err := s.readdress(tx); err != nil {
			return err
		}
		s.DueAt = database.Instant(key.Now())
		done := tx.Model(&Sending{}).Where("id = ? AND state = ?", s.ID, Failed).
			Updates(map[string]any{"state": Waiting, "attempts": 0, "last_error": "", "due_at": s.DueAt, "email": s.Email})
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		if err := job.Enqueue(ctx, tx, s.order(reportLetters)); err != nil {
			return err
		}
		return record.Log(ctx, tx, key, ActSent, record.Ref{Kind: SendingKind, ID: s.ID}, s.Name, nil, map[string]string{"email": s.Email})
	})
}

func missing(err error) error {
	if err == nil {
		err = fault.Missing()
	}
	return err
}

// readdress takes the address that the person has now.
func (s *Sending) readdress(tx *gorm.DB) error {
	var emails []string
	err := tx.Table("person AS p").Joins("LEFT JOIN account AS a ON a.id = p.account_id AND a.disabled_at IS NULL").
		Where("p.id = ? AND p.project_id = ?", s.PersonID, s.ProjectID).
		Limit(1).Pluck("CASE WHEN p.email <> '' THEN p.email ELSE COALESCE(a.email, '') END", &emails).Error
	if err == nil && len(emails) > 0 && emails[0] != "" {
		s.Email = emails[0]
	}
	if err == nil && s.Email == "" {
		err = fault.Broken("schedule.fault.no_address", "name", s.Name)
	}
	return err
}

// Sendings are those of a report, by name; only who issues reports is told addresses.
func (p *Post) Sendings(ctx context.Context, key project.Scope, reportID string) ([]Sending, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	var all []Sending
	err := p.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND report_id = ?", key.ProjectID, reportID).Order("created_at, name, id").Limit(mostRecipients * 2).Find(&all).Error
	})
	if !key.Allows(project.Issue) {
		for i := range all {
			all[i].Email, all[i].LastError = "", ""
		}
	}
	return all, err
}

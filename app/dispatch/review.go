package dispatch

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/committee"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/job"
	"stegvis/app/platform/mail"
	"stegvis/app/project"
)

// Asking is a letter on its way that asks somebody to sign a report.
type Asking struct {
	Sending `gorm:"embedded"`
	AskedID string
}

// TableName tells GORM.
func (Asking) TableName() string { return "review_sending" }

// AskForReview puts an issued report before the committee, and writes to each who is
// asked, all of it or nothing.
func (p *Post) AskForReview(ctx context.Context, key project.Scope, reportID string) (committee.Review, error) {
	var r committee.Review
	if err := key.Require(project.Issue); err != nil {
		return r, err
	}
	issued, err := p.slices.Reports.One(ctx, key, reportID)
	if err != nil {
		return r, err
	}
	err = p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		r, err = p.slices.Committee.Ask(ctx, key, committee.Report{ID: issued.ID, Title: issued.Title(key.Text), SHA256: issued.SHA256})
		if err != nil {
			return err
		}
		return p.call(ctx, tx, key, r.Roll)
	})
	return r, err
}

// call writes down within the caller's transaction that some who were asked are
// written to, and orders that.
func (p *Post) call(ctx context.Context, tx *gorm.DB, key project.Scope, roll []committee.Asked) error {
	ids := make([]string, len(roll))
	for i, a := range roll {
		ids[i] = a.PersonID
	}
	var found []Recipient
	if err := reached(tx, key).Where("p.id IN ?", ids).Scan(&found).Error; err != nil {
		return err
	}
	addressed(found, key)
	for _, a := range roll {
		to := Recipient{PersonID: a.PersonID, Name: a.Name}
		if i := slices.IndexFunc(found, func(r Recipient) bool { return r.PersonID == a.PersonID }); i >= 0 {
			to = found[i]
		}
		s := Asking{AskedID: a.ID, Sending: Sending{ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, ReportID: a.ReportID,
			PersonID: a.PersonID, Name: a.Name, Email: to.Email, Lang: to.Lang, Account: to.Account,
			State: Waiting, DueAt: database.Instant(key.Now()), CreatedAt: database.Instant(key.Now())}}
		if s.Email == "" {
			s.State, s.LastError = Failed, noAddress
		}
		if err := tx.Create(&s).Error; err != nil {
			return err
		}
		if s.State == Waiting {
			if err := job.Enqueue(ctx, tx, s.order(reviewLetters)); err != nil {
				return err
			}
		}
	}
	return nil
}

// asks hands in the letter that asks one person to sign.
func (p *Post) asks(ctx context.Context, d due) error {
	return p.deliver(ctx, reviewLetters, d.Sending, p.asking)
}

// asking is the letter that asks one person to sign a report, with the report.
func (p *Post) asking(ctx context.Context, s Sending) (mail.Message, error) {
	var m mail.Message
	key, err := p.key(ctx, s.ProjectID)
	if err != nil {
		return m, final(err)
	}
	asked, found, err := p.slices.Committee.AskedIn(ctx, key, s.ReportID, s.PersonID)
	if err == nil && !found {
		err = job.Final(fault.Missing())
	}
	if err != nil {
		return m, err
	}
	issued, err := p.slices.Reports.One(ctx, key, s.ReportID)
	if err != nil {
		return m, final(err)
	}
	file, err := p.slices.Reports.File(ctx, key, issued.ID, p.letters.Texts.For(issued.Lang))
	if err != nil {
		return m, err
	}
	at, err := p.door(ctx, key, asked, reviewLetters, s)
	if err == nil && at == "" {
		err = job.Final(fault.Missing())
	}
	if err != nil {
		return m, err
	}
	which, t := "link", p.letters.Texts.For(s.Lang)
	if s.Account {
		which = "page"
	}
	seat := ""
	if asked.ForID != "" {
		seat = t.T("review.mail.for", "name", asked.ForName)
	}
	args := []any{"link", at, "report", issued.Title(t), "project", key.Project.Named(), "organisation", key.Organisation, "seat", seat,
		"day", t.Day(issued.Day), "by", issued.By(t), "seal", issued.Seal(), "days", int(committee.PassLife / (24 * time.Hour))}
	return enclosed(p.worded(t, t.T("review.mail."+which+"_subject", args...), t.T("review.mail."+which+"_body", args...)), s, file), nil
}

// door is where somebody who was asked signs: the page of the review, or for somebody
// who cannot open it a link of their own, which is the same on each attempt; "" when
// that was revoked.
func (p *Post) door(ctx context.Context, key project.Scope, a committee.Asked, of letters, s Sending) (string, error) {
	if s.Account {
		return p.letters.Base + "/projects/" + key.Project.Slug + "/reports/" + a.ReportID + "/review", nil
	}
	var token string
	err := p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil { // so that nobody takes the letter back meanwhile
			return err
		}
		var n int64
		err := tx.Table(of.table).Where("id = ? AND state = ?", s.ID, Waiting).Count(&n).Error
		if err == nil && n == 0 {
			err = job.Final(fault.Missing())
		}
		if err != nil {
			return err
		}
		if admitted, err := committee.Admitted(tx, a.ID); err != nil || !admitted {
			return err
		}
		if token, err = p.slices.Committee.Held(ctx, s.ID, key.Now()); err == nil && token == "" {
			token, err = p.slices.Committee.Make(ctx, key, a, s.ID, p.issueLink)
		}
		return err
	})
	if token == "" {
		return "", err
	}
	return p.letters.Address(account.Review, token), err
}

func (p *Post) issueLink(ctx context.Context, l account.Link) (account.Link, string, error) {
	return p.slices.Accounts.IssueLink(ctx, l, committee.PassLife)
}

// alsoAsked adds to the letter with a report where its reader is to sign it, if they
// were asked to and that was not revoked.
func (p *Post) alsoAsked(ctx context.Context, key project.Scope, letter string, s Sending) (string, error) {
	asked, found, err := p.slices.Committee.AskedIn(ctx, key, s.ReportID, s.PersonID)
	if err != nil || !found {
		return letter, err
	}
	at, err := p.door(ctx, key, asked, reportLetters, s)
	if err != nil || at == "" {
		return letter, err
	}
	return p.letters.Texts.For(s.Lang).T("review.mail.also", "letter", letter, "link", at), nil
}

// AskAgain writes once more to somebody who was asked, or who has no account by which
// to open the review gets a new link, the earlier ones being closed. Where no mail is
// sent or no address is known, the link is given to hand over.
func (p *Post) AskAgain(ctx context.Context, key project.Scope, reportID, askedID string) (account.Handed, error) {
	var out account.Handed
	asked, err := p.slices.Committee.Line(ctx, key, reportID, askedID)
	if err != nil {
		return out, err
	}
	err = p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var to []Recipient
		if err := reached(tx, key).Where("p.id = ?", asked.PersonID).Scan(&to).Error; err != nil {
			return err
		}
		if len(to) == 0 {
			return fault.Broken("review.fault.gone", "name", asked.Name)
		}
		addressed(to, key)
		out.To, out.Mailed = asked.Name, p.Mails() && to[0].Email != ""
		if to[0].Account && !out.Mailed {
			return fault.Broken("review.fault.account", "name", asked.Name)
		}
		if err := p.recall(tx, asked, func() error { return p.slices.Committee.Renew(ctx, key, reportID, asked.ID) }); err != nil {
			return err
		}
		if out.Mailed {
			return p.call(ctx, tx, key, []committee.Asked{asked})
		}
		token, err := p.slices.Committee.Make(ctx, key, asked, "", p.issueLink)
		out.Address = p.letters.Address(account.Review, token)
		return err
	})
	return out, err
}

// RevokeLink closes the links of somebody who was asked, and takes back what is on its
// way to them; no letter carries another until they are asked again.
func (p *Post) RevokeLink(ctx context.Context, key project.Scope, reportID, askedID string) error {
	asked, err := p.slices.Committee.Line(ctx, key, reportID, askedID)
	if err != nil {
		return err
	}
	return p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		return p.recall(tx, asked, func() error { return p.slices.Committee.Revoke(ctx, key, reportID, asked.ID) })
	})
}

// recalled is what a letter failed for that was taken back.
const recalled = "recalled"

// recall closes somebody's links as shut does, and takes back the letters that ask them.
func (p *Post) recall(tx *gorm.DB, a committee.Asked, shut func() error) error {
	if err := shut(); err != nil {
		return err
	}
	return tx.Model(&Asking{}).Where("asked_id = ? AND state = ?", a.ID, Waiting).Updates(map[string]any{"state": Failed, "last_error": recalled}).Error
}

// Askings are the latest letters to those who were asked to sign a report, by who was
// asked; only who issues reports is told addresses.
func (p *Post) Askings(ctx context.Context, key project.Scope, reportID string) (map[string]Sending, error) {
	by := map[string]Sending{}
	if !key.Allows(project.Issue) {
		return by, nil
	}
	var all []Asking
	err := p.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND report_id = ?", key.ProjectID, reportID).Order("created_at, id").Limit(mostRecipients * 4).Find(&all).Error
	})
	for _, a := range all {
		by[a.AskedID] = a.Sending
	}
	return by, err
}

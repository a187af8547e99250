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
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/job"
	"stegvis/app/platform/mail"
	"stegvis/app/project"
)

// Asking is a letter on its way that asks somebody of the committee to sign a report or
// to answer a question.
type Asking struct {
	Sending `gorm:"embedded"`
	AskedID string
}

// TableName tells GORM.
func (Asking) TableName() string { return "committee_letter" }

// left is what a letter failed for whose reader is in the project no more, or has had
// their account closed.
const left = "left"

// call writes down within the caller's transaction that some who were asked are
// written to, and orders that.
func (p *Post) call(ctx context.Context, tx *gorm.DB, key project.Scope, roll []committee.Asked) error {
	ids := make([]string, len(roll))
	for i, a := range roll {
		ids[i] = a.PersonID
	}
	var found []Recipient
	if err := there(tx, key).Where("p.id IN ?", ids).Scan(&found).Error; err != nil {
		return err
	}
	addressed(found, key)
	for _, a := range roll {
		to, why := Recipient{Lang: key.Project.Language}, left
		if i := slices.IndexFunc(found, func(r Recipient) bool { return r.PersonID == a.PersonID }); i >= 0 {
			to, why = found[i], noAddress
		}
		s := Asking{AskedID: a.ID, Sending: Sending{ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID,
			PersonID: a.PersonID, Name: a.Name, Email: to.Email, Lang: to.Lang, Account: to.Account,
			State: Waiting, DueAt: database.Instant(key.Now()), CreatedAt: database.Instant(key.Now())}}
		if a.Purpose == account.Review {
			s.ReportID = a.ObjectID
		}
		if s.Email == "" {
			s.State, s.LastError = Failed, why
		}
		if err := tx.Create(&s).Error; err != nil {
			return err
		}
		if s.State == Waiting {
			if err := job.Enqueue(ctx, tx, s.order(askingLetters)); err != nil {
				return err
			}
		}
	}
	return nil
}

// asks hands in the letter that asks one person for something.
func (p *Post) asks(ctx context.Context, d due) error {
	return p.deliver(ctx, askingLetters, d.Sending, p.asking)
}

// asking is the letter that asks one person for what they were asked for.
func (p *Post) asking(ctx context.Context, s Sending) (mail.Message, error) {
	var m mail.Message
	key, err := p.key(ctx, s.ProjectID)
	if err != nil {
		return m, final(err)
	}
	var row Asking
	err = p.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error { return tx.Where("id = ?", s.ID).Take(&row).Error })
	if err != nil {
		return m, err
	}
	asked, err := p.slices.Committee.AskedBy(ctx, key, row.AskedID)
	switch {
	case err != nil:
		return m, final(err)
	case asked.Purpose == account.Ballot:
		return p.balloting(ctx, key, s, asked)
	}
	return p.reviewing(ctx, key, s, asked)
}

// wayIn is the door in a letter that asks for something, which is nothing without one.
func (p *Post) wayIn(ctx context.Context, key project.Scope, a committee.Asked, s Sending) (way, error) {
	in, err := p.door(ctx, key, a, askingLetters, s)
	if err == nil && in.at == "" {
		err = job.Final(fault.Missing())
	}
	return in, err
}

// way is an address by which somebody comes in; by a link, it ends at some time.
type way struct {
	at   string
	ends time.Time
}

// lastDay is the last day of which any part is left to come in, the zero day where there
// is no end.
func (w way) lastDay(zone *time.Location) date.Day {
	if w.ends.IsZero() {
		return date.Day{}
	}
	return date.Of(w.ends.Add(-time.Second), zone)
}

// door is where somebody does what they were asked for: a page of the app, or for
// somebody who cannot open it a link of their own, which is the same on each attempt;
// "" when that was revoked.
func (p *Post) door(ctx context.Context, key project.Scope, a committee.Asked, of letters, s Sending) (way, error) {
	if s.Account {
		return way{at: p.letters.Base + "/projects/" + key.Project.Slug + pageOf(a)}, nil
	}
	var link committee.Clear
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
		if link, err = p.slices.Committee.Held(ctx, s.ID, key.Now()); err == nil && link.Token == "" {
			link, err = p.slices.Committee.Make(ctx, key, a, s.ID, p.issueLink(key, a))
		}
		return err
	})
	if err != nil || link.Token == "" {
		return way{}, err
	}
	return way{p.letters.Address(a.Purpose, link.Token), link.ExpiresAt}, nil
}

// pageOf is where in a project those with an account do what they were asked for.
func pageOf(a committee.Asked) string {
	if a.Purpose == account.Ballot {
		return "/decisions/" + a.ObjectID + "#circulation"
	}
	return "/reports/" + a.ObjectID + "/review"
}

// AskAgain writes once more to somebody who was asked, or who has no account by which
// to come in gets a new link, the earlier ones being closed. Where no mail is sent or no
// address is known, the link is given to hand over.
func (p *Post) AskAgain(ctx context.Context, key project.Scope, asked committee.Asked) (account.Handed, error) {
	var out account.Handed
	err := p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var to []Recipient
		if err := there(tx, key).Where("p.id = ?", asked.PersonID).Scan(&to).Error; err != nil {
			return err
		}
		if len(to) == 0 {
			return fault.Broken("asked.fault.gone", "name", asked.Name)
		}
		addressed(to, key)
		out.To, out.Mailed = asked.Name, p.Mails() && to[0].Email != ""
		if to[0].Account && !out.Mailed {
			return fault.Broken("asked.fault.account", "name", asked.Name)
		}
		if err := p.recall(tx, asked, func() error { return p.slices.Committee.Renew(ctx, key, asked) }); err != nil {
			return err
		}
		if out.Mailed {
			return p.call(ctx, tx, key, []committee.Asked{asked})
		}
		link, err := p.slices.Committee.Make(ctx, key, asked, "", p.issueLink(key, asked))
		out.Address = p.letters.Address(asked.Purpose, link.Token)
		return err
	})
	return out, err
}

// RevokeLink closes the links of somebody who was asked, and takes back what is on its
// way to them; no letter carries another until they are asked again.
func (p *Post) RevokeLink(ctx context.Context, key project.Scope, asked committee.Asked) error {
	return p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		return p.recall(tx, asked, func() error { return p.slices.Committee.Revoke(ctx, key, asked) })
	})
}

// recalled is what a letter failed for that was taken back.
const recalled = "recalled"

// recall closes somebody's links as shut does, and takes back the letters that ask them.
func (p *Post) recall(tx *gorm.DB, a committee.Asked, shut func() error) error {
	if err := shut(); err != nil {
		return err
	}
	return takeBack(tx.Where("asked_id = ?", a.ID))
}

// takeBack keeps those of some letters at home that have not gone out.
func takeBack(of *gorm.DB) error {
	return of.Model(&Asking{}).Where("state = ?", Waiting).Updates(map[string]any{"state": Failed, "last_error": recalled}).Error
}

// Askings are the latest letters to those who were asked for a matter, by who was asked;
// only who hands out links to it is told addresses.
func (p *Post) Askings(ctx context.Context, key project.Scope, m committee.Matter) (map[string]Sending, error) {
	by := map[string]Sending{}
	if !key.Allows(m.HandedOutBy()) {
		return by, nil
	}
	var all []Asking
	err := p.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND asked_id IN (?)", key.ProjectID, committee.Lines(tx, key, m)).Order("created_at, id").Limit(mostRecipients * 4).Find(&all).Error
	})
	for _, a := range all {
		by[a.AskedID] = a.Sending
	}
	return by, err
}

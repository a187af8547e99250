package dispatch

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"stegvis/app/committee"
	"stegvis/app/platform/job"
	"stegvis/app/platform/mail"
	"stegvis/app/project"
)

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

// reviewing is the letter that asks one person to sign a report, with the report.
func (p *Post) reviewing(ctx context.Context, key project.Scope, s Sending, asked committee.Asked) (mail.Message, error) {
	var m mail.Message
	over, err := p.slices.Committee.Over(ctx, key, asked)
	if err == nil && over {
		err = job.Final(errors.New(recalled))
	}
	if err != nil {
		return m, err
	}
	issued, err := p.slices.Reports.One(ctx, key, asked.ObjectID)
	if err != nil {
		return m, final(err)
	}
	file, err := p.slices.Reports.File(ctx, key, issued.ID, p.letters.Texts.For(issued.Lang))
	if err != nil {
		return m, err
	}
	in, err := p.wayIn(ctx, key, asked, s)
	if err != nil {
		return m, err
	}
	which, t := "link", p.letters.Texts.For(s.Lang)
	if s.Account {
		which = "page"
	}
	args := []any{"link", in.at, "report", issued.Title(t), "project", key.Project.Named(), "organisation", key.Organisation, "seat", seatWords(t, "review.mail.for", asked),
		"day", t.Day(issued.Day), "by", issued.By(t), "seal", issued.Seal(), "days", int(committee.PassLife / (24 * time.Hour))}
	return enclosed(p.worded(t, t.T("review.mail."+which+"_subject", args...), t.T("review.mail."+which+"_body", args...)), s, file), nil
}

// alsoAsked adds to the letter with a report where its reader is to sign it, if they
// were asked to, that was not revoked, and the review is not closed.
func (p *Post) alsoAsked(ctx context.Context, key project.Scope, letter string, s Sending) (string, error) {
	asked, found, err := p.slices.Committee.AskedIn(ctx, key, committee.Signing(s.ReportID), s.PersonID)
	if err != nil || !found {
		return letter, err
	}
	if over, err := p.slices.Committee.Over(ctx, key, asked); err != nil || over {
		return letter, err
	}
	in, err := p.door(ctx, key, asked, reportLetters, s)
	if err != nil || in.at == "" {
		return letter, err
	}
	return p.letters.Texts.For(s.Lang).T("review.mail.also", "letter", letter, "link", in.at), nil
}

package dispatch

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/job"
	"stegvis/app/platform/mail"
	"stegvis/app/project"
	"stegvis/app/report"
)

// send hands a report in for one person, and marks it as sent as soon as the server
// has taken it. It goes twice only if the node dies in between; both letters have the
// same Message-ID then, by which mailboxes may tell.
func (p *Post) send(ctx context.Context, d due) error {
	s, begun, err := p.attempt(ctx, d.Sending)
	if err != nil || !begun {
		return err
	}
	m, err := p.written(ctx, s)
	if err == nil {
		err = p.server.Deliver(ctx, m)
	}
	if err == nil {
		return p.mark(ctx, s, map[string]any{"state": Sent, "sent_at": database.Instant(p.now()), "last_error": ""})
	}
	if ctx.Err() != nil { // the node stops, which is no failure of the sending
		return errors.Join(err, p.mark(ctx, s, map[string]any{"attempts": s.Attempts - 1}))
	}
	values := map[string]any{"last_error": readable(err)}
	if job.IsFinal(err) || s.Attempts >= attempts {
		values["state"] = Failed
		err = job.Final(err)
	}
	return errors.Join(err, p.mark(ctx, s, values))
}

// attempt counts one, unless there is nothing to do any more.
func (p *Post) attempt(ctx context.Context, id string) (s Sending, begun bool, err error) {
	err = p.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		found := tx.Where("id = ? AND state = ?", id, Waiting).Limit(1).Find(&s)
		if found.Error != nil || found.RowsAffected == 0 {
			return found.Error
		}
		done := tx.Model(&Sending{}).Where("id = ? AND state = ? AND attempts = ?", s.ID, Waiting, s.Attempts).Update("attempts", s.Attempts+1)
		s.Attempts++
		begun = done.RowsAffected == 1
		return done.Error
	})
	return s, begun && err == nil, err
}

// mark writes down how an attempt went, even when its own time is over: what the
// server has taken must not be handed in again because the database was away.
func (p *Post) mark(ctx context.Context, s Sending, values map[string]any) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	for {
		err := p.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
			return tx.Model(&Sending{}).Where("id = ? AND state = ? AND attempts = ?", s.ID, Waiting, s.Attempts).Updates(values).Error
		})
		if err == nil {
			return nil
		}
		slog.Warn("dispatch: how a sending went could not be kept yet", "sending", s.ID, "error", err)
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Second):
		}
	}
}

// patience is how long it is tried to write down how an attempt went; shorter than a
// stopping node waits.
const patience = 10 * time.Second

// readable shortens an error to what is shown of it.
func readable(err error) string {
	const most = 500
	said := strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\x00", ""), "")
	if runes := []rune(said); len(runes) > most {
		said = string(runes[:most])
	}
	return said
}

// written is the letter to one person, with the report as it was issued.
func (p *Post) written(ctx context.Context, s Sending) (mail.Message, error) {
	key, err := p.key(ctx, s.ProjectID)
	if err != nil {
		return mail.Message{}, final(err)
	}
	issued, err := p.slices.Reports.One(ctx, key, s.ReportID)
	if err != nil {
		return mail.Message{}, final(err)
	}
	in, err := p.slices.Reports.Snapshot(ctx, key, issued.ID)
	if err != nil {
		return mail.Message{}, err
	}
	file, err := p.slices.Reports.File(ctx, key, issued.ID, p.letters.Texts.For(issued.Lang))
	if err != nil {
		return mail.Message{}, err
	}
	t := p.letters.Texts.For(s.Lang)
	m := p.covering(t, key, issued, in, s)
	m.ID, m.To = s.ID, s.Email
	m.Files = []mail.File{{Name: file.Name, Type: "application/pdf", Content: file.PDF}}
	return m, nil
}

// final gives up what is gone for good.
func final(err error) error {
	if fault.Is(err, fault.NotFound) {
		return job.Final(err)
	}
	return err
}

// covering is what the letter with a report says: what it is, how the project stands,
// and where its page is, to whom may see that.
func (p *Post) covering(t *i18n.Text, key project.Scope, issued report.Issued, in report.Input, s Sending) mail.Message {
	which, link := "file", ""
	if s.Account && p.letters.Base != "" {
		which, link = "page", p.letters.Base+"/projects/"+key.Project.Slug+"/reports/"+issued.ID
	}
	m := p.letter(t, which, link, "name", s.Name, "report", issued.Title(t), "project", key.Project.Named(), "organisation", key.Organisation,
		"day", t.Day(issued.Day), "by", issued.IssuedName, "seal", issued.Seal())
	if said := in.Sentence(t); said != "" {
		m.Text = strings.Replace(m.Text, sentenceMark, said, 1)
	}
	m.Text = strings.Replace(m.Text, sentenceMark+"\n\n", "", 1)
	return m
}

// sentenceMark stands in a letter where the report's sentence goes.
const sentenceMark = "\uE000"

// letter is one of the letters of this room, to whom the caller says.
func (p *Post) letter(t *i18n.Text, which, link string, args ...any) mail.Message {
	args = append([]any{"link", link, "sentence", sentenceMark}, args...)
	body := []string{t.T("mail.greeting"), t.T("schedule.mail."+which+"_body", args...), t.T("mail.foot", "base", p.letters.Base)}
	return mail.Message{Lang: t.Lang(), Dir: t.Dir(), Subject: t.T("schedule.mail."+which+"_subject", args...), Text: strings.Join(body, "\n\n")}
}

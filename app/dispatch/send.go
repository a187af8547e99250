package dispatch

import (
	"context"
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/committee"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/job"
	"stegvis/app/platform/mail"
	"stegvis/app/project"
	"stegvis/app/report"
)

// send hands a report in for one person.
func (p *Post) send(ctx context.Context, d due) error {
	return p.deliver(ctx, reportLetters, d.Sending, p.written)
}

// letters are one of the sorts that go out: their rows, and the job that sends one.
type letters struct{ table, job string }

var (
	reportLetters = letters{"report_sending", sendKind}
	askingLetters = letters{"committee_letter", askKind}
)

// deliver hands a letter in, and marks it as sent as soon as the server has taken it.
// It goes twice only if the node dies in between; both have the same Message-ID then,
// by which mailboxes may tell.
func (p *Post) deliver(ctx context.Context, of letters, id string, write func(context.Context, Sending) (mail.Message, error)) error {
	s, begun, err := p.attempt(ctx, of, id)
	if err != nil || !begun {
		return err
	}
	m, err := write(ctx, s)
	if err == nil {
		err = p.server.Deliver(ctx, m)
	}
	if err == nil {
		return p.mark(ctx, of, s, map[string]any{"state": Sent, "sent_at": database.Instant(p.now()), "last_error": ""})
	}
	if ctx.Err() != nil { // the node stops, which is no failure of the sending
		return errors.Join(err, p.mark(ctx, of, s, map[string]any{"attempts": s.Attempts - 1}))
	}
	values := map[string]any{"last_error": readable(err)}
	if job.IsFinal(err) || s.Attempts >= attempts {
		values["state"] = Failed
		err = job.Final(err)
	}
	return errors.Join(err, p.mark(ctx, of, s, values))
}

// attempt counts one, unless there is nothing to do any more.
func (p *Post) attempt(ctx context.Context, of letters, id string) (s Sending, begun bool, err error) {
	err = p.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		found := tx.Table(of.table).Where("id = ? AND state = ?", id, Waiting).Limit(1).Find(&s)
		if found.Error != nil || found.RowsAffected == 0 {
			return found.Error
		}
		done := tx.Table(of.table).Where("id = ? AND state = ? AND attempts = ?", s.ID, Waiting, s.Attempts).Update("attempts", s.Attempts+1)
		s.Attempts++
		begun = done.RowsAffected == 1
		return done.Error
	})
	return s, begun && err == nil, err
}

// mark writes down how an attempt went, even when its own time is over: what the
// server has taken must not be handed in again because the database was away.
func (p *Post) mark(ctx context.Context, of letters, s Sending, values map[string]any) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	for {
		err := p.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
			err := tx.Table(of.table).Where("id = ? AND state = ? AND attempts = ?", s.ID, Waiting, s.Attempts).Updates(values).Error
			if err == nil && values["state"] != nil { // it is out, or given up
				err = committee.Forget(tx, s.ID)
			}
			return err
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

// answered is what a mail server said, with its number, within an error.
var answered = regexp.MustCompile(`\b([245]\d\d) "([^"]+)"`)

// readable is what is shown of an error: what the server said, where it said anything.
func readable(err error) string {
	const most = 500
	said := strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\x00", ""), "")
	if found := answered.FindStringSubmatch(said); found != nil {
		said = found[1] + " " + found[2]
	}
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
	m := p.covering(p.letters.Texts.For(s.Lang), key, issued, in, s)
	if m.Text, err = p.alsoAsked(ctx, key, m.Text, s); err != nil {
		return mail.Message{}, err
	}
	return enclosed(m, s, file), nil
}

// enclosed is a letter to one person with the report as it was issued.
func enclosed(m mail.Message, s Sending, file report.File) mail.Message {
	m.ID, m.To = s.ID, s.Email
	m.Files = []mail.File{{Name: file.Name, Type: "application/pdf", Content: file.PDF}}
	return m
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
		"day", t.Day(issued.Day), "by", issued.By(t), "seal", issued.Seal())
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
	return p.worded(t, t.T("schedule.mail."+which+"_subject", args...), t.T("schedule.mail."+which+"_body", args...))
}

// worded is a letter that says something, between its greeting and its foot.
func (p *Post) worded(t *i18n.Text, subject, body string) mail.Message {
	all := []string{t.T("mail.greeting"), body, t.T("mail.foot", "base", p.letters.Base)}
	return mail.Message{Lang: t.Lang(), Dir: t.Dir(), Subject: subject, Text: strings.Join(all, "\n\n")}
}

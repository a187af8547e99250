package dispatch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/report"
)

// settle issues what a turn prepared and writes down to whom it goes, all of it or
// nothing. Where the lead has issued it already, that one goes; a day that the lead
// put off is waited for.
func (p *Post) settle(ctx context.Context, d due) error {
	key, err := p.key(ctx, d.Project)
	if err != nil {
		return unless(err, fault.NotFound)
	}
	o, s, draft, err := p.occasion(ctx, d)
	now := key.Now()
	switch {
	case err != nil || o.State != Drafted:
		return err
	case draft.ID == "" || draft.DeletedAt != nil || s.DeletedAt != nil || s.Paused:
		return p.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error { return o.drop(tx) })
	case draft.IssuedID != "":
		return p.orDrop(ctx, o, p.goes(ctx, key, o, s, draft.IssuedID))
	case draft.IssueAt == nil:
		return p.change(ctx, o, map[string]any{"state": Held})
	case draft.IssueAt.After(now):
		return p.change(ctx, o, map[string]any{"issue_at": *draft.IssueAt})
	}
	_, err = p.slices.Reports.Issue(ctx, key, draft, p.letters.Texts.For(draft.Lang), func(ctx context.Context, tx *gorm.DB, issued report.Issued) error {
		return p.wentOut(ctx, tx, key, o, s, issued)
	})
	return p.orDrop(ctx, o, err)
}

// orDrop ends an occasion for good of which something is there no more, since no later
// attempt would find it either.
func (p *Post) orDrop(ctx context.Context, o Occasion, err error) error {
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	slog.Warn("dispatch: what a turn is of is there no more, so nothing goes out", "schedule", o.ScheduleID, "period", o.Period, "draft", o.DraftID)
	return p.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error { return o.drop(tx) })
}

// occasion reads an occasion with what hangs on it, removed or not.
func (p *Post) occasion(ctx context.Context, d due) (o Occasion, s Schedule, draft report.Draft, err error) {
	err = p.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Where("schedule_id = ? AND period = ?", d.Schedule, d.Period).Take(&o).Error; err != nil {
			return err
		}
		if err := tx.Where("id = ?", o.ScheduleID).Take(&s).Error; err != nil {
			return err
		}
		return tx.Where("id = ?", o.DraftID).Limit(1).Find(&draft).Error
	})
	return o, s, draft, err
}

func (p *Post) change(ctx context.Context, o Occasion, values map[string]any) error {
	return p.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		_, err := o.become(tx, values)
		return err
	})
}

// goes sends what the lead issued before its time.
func (p *Post) goes(ctx context.Context, key project.Scope, o Occasion, s Schedule, reportID string) error {
	issued, err := p.slices.Reports.One(ctx, key, reportID)
	if err != nil {
		return err
	}
	return p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error { return p.wentOut(ctx, tx, key, o, s, issued) })
}

// errSettled says that another node was quicker.
var errSettled = errors.New("dispatch: another has issued this turn")

// wentOut writes down within the caller's transaction that a turn's report is on its
// way, and to whom. A report that was issued early is sent when it was to be.
func (p *Post) wentOut(ctx context.Context, tx *gorm.DB, key project.Scope, o Occasion, s Schedule, issued report.Issued) error {
	first, err := o.become(tx, map[string]any{"state": Issued, "report_id": issued.ID})
	if err == nil && !first {
		err = errSettled
	}
	if err != nil {
		return err
	}
	people, err := p.recipients(tx, key, s.Extra())
	if err != nil {
		return err
	}
	at := database.Instant(key.Now())
	if o.IssueAt.After(at) {
		at = o.IssueAt
	}
	n, err := p.post(ctx, tx, key, issued, people, at)
	if err != nil || n == 0 {
		return err
	}
	return p.logged(ctx, tx, key, issued, n)
}

// issueDraft issues a draft whose day the lead has set.
func (p *Post) issueDraft(ctx context.Context, d due) error {
	key, err := p.key(ctx, d.Project)
	if err != nil {
		return unless(err, fault.NotFound)
	}
	draft, err := p.slices.Reports.Drafts.One(ctx, key, d.Draft)
	if err != nil || draft.IssuedID != "" || draft.IssueAt == nil || draft.IssueAt.After(key.Now()) {
		return unless(err, fault.NotFound)
	}
	_, err = p.slices.Reports.Issue(ctx, key, draft, p.letters.Texts.For(draft.Lang))
	if fault.Is(err, fault.NotFound) { // and will not be later: it waits for the lead, without a day
		slog.Warn("dispatch: what a draft is of is there no more, so it is not issued", "draft", draft.ID)
		return p.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
			return report.Postpone(tx, draft.ID, time.Time{}, time.UTC)
		})
	}
	return err
}

// called is which report a schedule sends, in words.
func (s Schedule) called(tx *gorm.DB, t *i18n.Text) (string, error) {
	if s.VariantID == "" {
		return t.T("report.kind." + string(s.ReportKind)), nil
	}
	var v report.Variant
	if err := tx.Where("project_id = ? AND id = ?", s.ProjectID, s.VariantID).Take(&v).Error; err != nil {
		return "", fmt.Errorf("dispatch: the variant of a schedule: %w", err)
	}
	return v.Named().In(t), nil
}

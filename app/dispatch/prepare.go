package dispatch

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/committee"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/mail"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
)

// prepare makes the draft of a turn and tells the leads, once. Of a meeting that was
// moved it moves what was prepared.
func (p *Post) prepare(ctx context.Context, d due) error {
	key, err := p.key(ctx, d.Project)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var s Schedule
		if err := record.Take(tx, key, d.Schedule, &s); err != nil || s.Paused {
			return unless(err, fault.NotFound)
		}
		if d.Meeting != "" {
			return p.ofMeeting(ctx, tx, key, s, d.Meeting)
		}
		return p.ofMonths(ctx, tx, key, s)
	})
}

// unless is an error but for one that is expected.
func unless(err error, expected fault.Kind) error {
	if fault.Is(err, expected) {
		return nil
	}
	return err
}

// ofMonths prepares the turn of a monthly schedule that has come. Turns at which
// nothing ran are missed once the next has come; the last of them goes out late.
func (p *Post) ofMonths(ctx context.Context, tx *gorm.DB, key project.Scope, s Schedule) error {
	zone := key.Project.Zone()
	for s.PrepareAt != nil && !s.PrepareAt.After(key.Now()) {
		turn, known := s.again(s.Period, zone)
		if !known {
			return nil
		}
		state := Drafted
		if !s.Rhythm.Next(turn.Issue, zone).Prepare.After(key.Now()) {
			state = Missed
		}
		if err := p.begin(ctx, tx, key, s, turn, Occasion{State: state}); err != nil {
			return err
		}
		if err := s.aim(tx, turn.Issue, zone); err != nil {
			return err
		}
		if err := tx.Model(&Schedule{}).Where("id = ?", s.ID).UpdateColumns(map[string]any{"period": s.Period, "prepare_at": s.PrepareAt}).Error; err != nil {
			return err
		}
	}
	return nil
}

// ofMeeting prepares what goes out before a meeting, or lets what was prepared
// follow the meeting.
func (p *Post) ofMeeting(ctx context.Context, tx *gorm.DB, key project.Scope, s Schedule, meetingID string) error {
	var m committee.Meeting
	if err := tx.Where("project_id = ? AND id = ?", key.ProjectID, meetingID).Take(&m).Error; err != nil {
		return err
	}
	turn := s.For(m.ID, m.HeldOn, m.StartsAt, key.Project.Zone())
	var had Occasion
	switch err := tx.Where("schedule_id = ? AND period = ?", s.ID, m.ID).Take(&had).Error; {
	case errors.Is(err, gorm.ErrRecordNotFound):
		if m.DeletedAt != nil || m.Status != committee.Planned || turn.Prepare.After(key.Now()) {
			return nil
		}
		return p.begin(ctx, tx, key, s, turn, Occasion{State: Drafted, MeetingID: m.ID, MeetingVersion: m.Version})
	case err != nil:
		return err
	case had.State != Drafted || had.MeetingVersion == m.Version:
		return nil
	case m.DeletedAt != nil || m.Status != committee.Planned:
		return had.drop(tx)
	}
	return had.move(tx, turn, m.Version, key.Project.Zone())
}

// drop ends an occasion whose report goes to nobody; the draft stays, without a day.
func (o Occasion) drop(tx *gorm.DB) error {
	dropped, err := o.become(tx, map[string]any{"state": Dropped})
	if err != nil || !dropped {
		return err
	}
	return report.Postpone(tx, o.DraftID, time.Time{}, time.UTC)
}

// begin writes an occasion down; of one that is drafted, the draft with it, and the
// letters to the leads. Whoever comes second writes nothing.
func (p *Post) begin(ctx context.Context, tx *gorm.DB, key project.Scope, s Schedule, turn Turn, o Occasion) error {
	o.ScheduleID, o.Period, o.OrganisationID, o.ProjectID = s.ID, turn.Period, key.OrganisationID, key.ProjectID
	o.DueAt, o.IssueAt, o.CreatedAt = database.Instant(turn.Due), database.Instant(turn.Issue), database.Instant(key.Now())
	there, err := s.there(tx, key.ProjectID)
	if err != nil {
		return err
	}
	if !there {
		o.State = Dropped
	}
	made := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&o)
	if made.Error != nil || made.RowsAffected == 0 || o.State != Drafted {
		return made.Error
	}
	draft, err := p.slices.Reports.Drafts.Create(ctx, key, report.DraftForm{Kind: s.ReportKind, Variant: s.VariantID, Lang: s.Lang, IssueAt: o.IssueAt})
	if err != nil {
		return err
	}
	if err := tx.Model(&o).Update("draft_id", draft.ID).Error; err != nil {
		return err
	}
	return p.tellLeads(ctx, tx, key, s, draft, turn)
}

// lead is somebody who leads the project.
type lead struct{ Email, Language string }

// tellLeads writes to those who lead the project that a draft waits for their words.
func (p *Post) tellLeads(ctx context.Context, tx *gorm.DB, key project.Scope, s Schedule, d report.Draft, turn Turn) error {
	if !p.Mails() {
		return nil
	}
	var leads []lead
	err := tx.Table("member AS m").Joins("JOIN account AS a ON a.id = m.account_id AND a.disabled_at IS NULL").
		Where("m.project_id = ? AND m.role = ?", key.ProjectID, project.Lead).Order("m.created_at, m.id").Limit(20).
		Select("a.email, a.language").Scan(&leads).Error
	if err != nil {
		return err
	}
	zone := key.Project.Zone()
	for _, to := range leads {
		t := p.letters.Texts.For(to.Language)
		if to.Language == "" {
			t = key.Text
		}
		name, err := s.called(tx, t)
		if err != nil {
			return err
		}
		m := p.letter(t, "draft", p.letters.Base+"/projects/"+key.Project.Slug+"/reports/drafts/"+d.ID,
			"report", name, "project", key.Project.Named(), "issue", t.Instant(turn.Issue, zone), "due", t.Instant(turn.Due, zone))
		m.To = to.Email
		if err := mail.Enqueue(ctx, tx, m); err != nil {
			return err
		}
	}
	return nil
}

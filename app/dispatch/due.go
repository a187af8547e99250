package dispatch

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"stegvis/app/committee"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/job"
	"stegvis/app/project"
)

// due is what a job of this room is about.
type due struct {
	Project  string `json:"project,omitempty"`
	Schedule string `json:"schedule,omitempty"`
	Period   string `json:"period,omitempty"`
	Draft    string `json:"draft,omitempty"`
	Sending  string `json:"sending,omitempty"`
	Meeting  string `json:"meeting,omitempty"`
}

// payload reads what a job is about.
func payload(do func(context.Context, due) error) job.Handler {
	return func(ctx context.Context, raw json.RawMessage) error {
		var d due
		if err := json.Unmarshal(raw, &d); err != nil {
			return job.Final(err)
		}
		return do(ctx, d)
	}
}

// atOnce is how much is ordered in one look; what is left is found a minute later.
const atOnce = 500

// Due orders what has become due, each a job of its own, so that nodes share it and
// what fails keeps nothing else. How many queries it takes does not depend on how many
// projects there are, and what was ordered already is not ordered again.
func (p *Post) Due(ctx context.Context) error {
	return p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		now := database.Instant(p.now())
		for _, look := range []func(*gorm.DB, time.Time) ([]job.Order, error){monthlies, meetings, changed, settled, drafts, lost(reportLetters), lost(askingLetters)} {
			orders, err := look(tx, now)
			if err != nil {
				return err
			}
			for _, o := range orders {
				if err := job.Enqueue(ctx, tx, o); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// living narrows a query to what is of projects that are there.
const living = "JOIN project AS p ON p.id = x.project_id AND p.deleted_at IS NULL"

func monthlies(tx *gorm.DB, now time.Time) (orders []job.Order, err error) {
	var found []Schedule
	err = tx.Table("report_schedule AS x").Select("x.id, x.project_id, x.period").Joins(living).
		Where("x.deleted_at IS NULL AND x.prepare_at <= ?", now).Order("x.prepare_at").Limit(atOnce).Find(&found).Error
	for _, s := range found {
		orders = append(orders, job.Order{Kind: prepareKind, UniqueKey: s.ID, Payload: due{Project: s.ProjectID, Schedule: s.ID}})
	}
	return orders, err
}

// meetings are those to come, the nearest first, of which there is nothing yet, in
// projects whose schedules follow them: each as near as its schedule prepares it.
func meetings(tx *gorm.DB, now time.Time) (orders []job.Order, err error) {
	var found []struct {
		ScheduleID, ProjectID, MeetingID, TimeZone string
		DaysAhead                                  int64
		HeldOn                                     date.Day
		StartsAt                                   string
	}
	today := date.Of(now, time.UTC)
	near := tx.Session(&gorm.Session{NewDB: true})
	for days := range mostAhead + 1 { // a day for the report to be there, one for the zones
		near = near.Or("x.days_ahead = ? AND m.held_on <= ?", days, today.AddDays(days+2))
	}
	err = tx.Table("report_schedule AS x").Joins(living).
		Joins("JOIN meeting AS m ON m.project_id = x.project_id AND m.status = ? AND m.deleted_at IS NULL AND m.held_on BETWEEN ? AND ?",
			committee.Planned, today.AddDays(-1), today.AddDays(mostAhead+2)).
		Select("x.id AS schedule_id, x.project_id, x.days_ahead, m.id AS meeting_id, m.held_on, m.starts_at, p.time_zone").
		Where("x.way = ? AND x.deleted_at IS NULL AND NOT x.paused", BeforeMeeting).Where(near).
		Where("NOT EXISTS (SELECT 1 FROM report_occasion AS o WHERE o.schedule_id = x.id AND o.period = m.id)").
		Order("m.held_on, x.id, m.id").Limit(atOnce).Find(&found).Error
	for _, f := range found {
		turn := Rhythm{Way: BeforeMeeting, DaysAhead: f.DaysAhead}.For(f.MeetingID, f.HeldOn, f.StartsAt, project.Project{TimeZone: f.TimeZone}.Zone())
		if !turn.Prepare.After(now) && turn.Due.After(now) {
			orders = append(orders, ofMeeting(f.ScheduleID, f.ProjectID, f.MeetingID))
		}
	}
	return orders, err
}

// changed are the meetings that were edited since their report was prepared.
func changed(tx *gorm.DB, _ time.Time) (orders []job.Order, err error) {
	var found []Occasion
	err = tx.Table("report_occasion AS x").Select("x.schedule_id, x.project_id, x.meeting_id").Joins(living).
		Joins("JOIN report_schedule AS s ON s.id = x.schedule_id AND s.way = ? AND s.deleted_at IS NULL AND NOT s.paused", BeforeMeeting).
		Joins("JOIN meeting AS m ON m.id = x.meeting_id AND m.version <> x.meeting_version").
		Where("x.state = ?", Drafted).Order("x.issue_at").Limit(atOnce).Find(&found).Error
	for _, o := range found {
		orders = append(orders, ofMeeting(o.ScheduleID, o.ProjectID, o.MeetingID))
	}
	return orders, err
}

func ofMeeting(scheduleID, projectID, meetingID string) job.Order {
	return job.Order{Kind: prepareKind, UniqueKey: scheduleID + ":" + meetingID, Payload: due{Project: projectID, Schedule: scheduleID, Meeting: meetingID}}
}

// settled are the occasions whose time has come, or that of their draft, which the
// lead can have brought forward.
func settled(tx *gorm.DB, now time.Time) (orders []job.Order, err error) {
	var found []Occasion
	err = tx.Table("report_occasion AS x").Select("x.*").Joins(living).
		Joins("LEFT JOIN report_draft AS d ON d.id = x.draft_id AND d.issued_id = '' AND d.deleted_at IS NULL").
		Where("x.state = ? AND (x.issue_at <= ? OR d.issue_at <= ?)", Drafted, now, now).Order("x.issue_at").Limit(atOnce).Find(&found).Error
	for _, o := range found {
		orders = append(orders, job.Order{Kind: settleKind, UniqueKey: o.ScheduleID + ":" + o.Period, Payload: due{Project: o.ProjectID, Schedule: o.ScheduleID, Period: o.Period}})
	}
	return orders, err
}

// drafts are those that a lead gave a day.
func drafts(tx *gorm.DB, now time.Time) (orders []job.Order, err error) {
	var found []struct{ ID, ProjectID string }
	err = tx.Table("report_draft AS x").Select("x.id, x.project_id").Joins(living).
		Where("x.issued_id = '' AND x.deleted_at IS NULL AND x.issue_at <= ?", now).
		Where("NOT EXISTS (SELECT 1 FROM report_occasion AS o WHERE o.draft_id = x.id AND o.state = ?)", Drafted).
		Order("x.issue_at").Limit(atOnce).Find(&found).Error
	for _, d := range found {
		orders = append(orders, job.Order{Kind: issueKind, UniqueKey: d.ID, Payload: due{Project: d.ProjectID, Draft: d.ID}})
	}
	return orders, err
}

// lost looks for the letters that wait for a job that is no more, such as one whose
// nodes died again and again.
func lost(of letters) func(*gorm.DB, time.Time) ([]job.Order, error) {
	return func(tx *gorm.DB, now time.Time) (orders []job.Order, err error) {
		var found []Sending
		err = tx.Table(of.table).Where("state = ? AND due_at <= ?", Waiting, now).
			Where("NOT EXISTS (SELECT 1 FROM job WHERE job.kind = ? AND job.unique_key = "+of.table+".id AND job.done_at IS NULL)", of.job).
			Order("due_at").Limit(atOnce).Find(&found).Error
		for _, s := range found {
			orders = append(orders, s.order(of))
		}
		return orders, err
	}
}

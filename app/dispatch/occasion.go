package dispatch

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/committee"
	"stegvis/app/platform/database"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
)

// State is what became of a turn of a schedule.
type State string

// The states.
const (
	Drafted State = "drafted" // the lead has the draft
	Issued  State = "issued"  // and on its way to the committee
	Held    State = "held"    // the lead took the day from the draft, and issues it when they will
	Dropped State = "dropped" // draft or meeting are gone, or what it is of
	Missed  State = "missed"  // nothing ran when it was time, and it is too late
)

// Occasion is a turn of a schedule that came about. There is one for each period of
// a schedule, so that whoever comes second finds it there.
type Occasion struct {
	ScheduleID     string `gorm:"primaryKey"`
	Period         string `gorm:"primaryKey"`
	OrganisationID string
	ProjectID      string
	State          State
	DueAt          time.Time // when the committee takes the report up
	IssueAt        time.Time // when it is issued and mailed
	MeetingID      string
	MeetingVersion int64 // of the meeting as IssueAt follows from it
	DraftID        string
	ReportID       string
	CreatedAt      time.Time
}

// TableName tells GORM.
func (Occasion) TableName() string { return "report_occasion" }

// become moves an occasion on; false when it is no longer as it was.
func (o Occasion) become(tx *gorm.DB, values map[string]any) (bool, error) {
	done := tx.Model(&Occasion{}).Where("schedule_id = ? AND period = ? AND state = ?", o.ScheduleID, o.Period, o.State).Updates(values)
	return done.RowsAffected == 1, done.Error
}

// Listed is a schedule as a list shows it, with what comes next.
type Listed struct {
	Schedule
	Next []Turn // the nearest first
	Open []Occasion
}

// shown is how many turns to come are listed, and mostSchedules how many schedules a
// project has at most.
const (
	shown         = 3
	mostSchedules = 50
)

// All are the schedules of a project, the oldest first.
func (p *Post) All(ctx context.Context, key project.Scope) ([]Listed, error) {
	if err := key.Require(project.Issue); err != nil {
		return nil, err
	}
	var all []Listed
	err := p.db.Read(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var schedules []Schedule
		if err := tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).Order("number").Limit(mostSchedules).Find(&schedules).Error; err != nil {
			return err
		}
		var err error
		all, err = p.listed(ctx, tx, key, schedules)
		return err
	})
	return all, err
}

// One is a schedule with what comes next; else NotFound.
func (p *Post) One(ctx context.Context, key project.Scope, id string) (Listed, error) {
	if err := key.Require(project.Issue); err != nil {
		return Listed{}, err
	}
	var one Listed
	err := p.db.Read(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var s Schedule
		if err := record.Take(tx, key, id, &s); err != nil {
			return err
		}
		all, err := p.listed(ctx, tx, key, []Schedule{s})
		if err == nil {
			one = all[0]
		}
		return err
	})
	return one, err
}

// listed reads what comes of schedules next, all of it at once.
func (p *Post) listed(ctx context.Context, tx *gorm.DB, key project.Scope, schedules []Schedule) ([]Listed, error) {
	if len(schedules) == 0 {
		return nil, nil
	}
	ids := make([]string, len(schedules))
	for i, s := range schedules {
		ids[i] = s.ID
	}
	var had []Occasion
	if err := tx.Where("schedule_id IN ? AND (state = ? OR due_at > ?)", ids, Drafted, database.Instant(key.Now())).Order("due_at").Find(&had).Error; err != nil {
		return nil, err
	}
	meetings, err := p.slices.Committee.List(ctx, key, committee.MeetingFilter{Status: committee.Planned, Page: record.Page{Size: 20}})
	if err != nil {
		return nil, err
	}
	all := make([]Listed, len(schedules))
	for i, s := range schedules {
		all[i].Schedule = s
		taken := map[string]bool{}
		for _, o := range had {
			if o.ScheduleID != s.ID {
				continue
			}
			taken[o.Period] = true
			if o.State == Drafted {
				all[i].Open = append(all[i].Open, o)
			}
		}
		all[i].Next = s.coming(key, meetings.Rows, taken)
	}
	return all, nil
}

// coming are the next turns that there has been nothing of yet.
func (s Schedule) coming(key project.Scope, meetings []committee.Meeting, taken map[string]bool) []Turn {
	var next []Turn
	zone := key.Project.Zone()
	switch {
	case s.Paused:
	case s.Way == BeforeMeeting:
		for _, m := range meetings {
			if turn := s.For(m.ID, m.HeldOn, m.StartsAt, zone); !taken[turn.Period] && turn.Due.After(key.Now()) && len(next) < shown {
				next = append(next, turn)
			}
		}
	default:
		for at := key.Now(); len(next) < shown; {
			turn := s.Rhythm.Next(at, zone)
			if at = turn.Issue; !taken[turn.Period] {
				next = append(next, turn)
			}
		}
	}
	return next
}

// Past is a page of what became of a schedule's turns, the latest first.
func (p *Post) Past(ctx context.Context, key project.Scope, id string, page record.Page) (record.Paged[Occasion], error) {
	var found record.Paged[Occasion]
	if err := key.Require(project.Issue); err != nil {
		return found, err
	}
	err := p.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		found, err = record.Fetch[Occasion](tx.Model(&Occasion{}).Where("project_id = ? AND schedule_id = ?", key.ProjectID, id), "due_at DESC, period", page)
		return err
	})
	return found, err
}

// follow moves what is drafted along with a changed schedule, and with its draft the
// day on which that is issued.
func follow(_ context.Context, tx *gorm.DB, key project.Scope, before, s *Schedule) error {
	if before == nil || s.Way != Monthly || before.Rhythm == s.Rhythm {
		return nil
	}
	var open []Occasion
	if err := tx.Where("schedule_id = ? AND state = ? AND meeting_id = ''", s.ID, Drafted).Find(&open).Error; err != nil {
		return err
	}
	for _, o := range open {
		turn, known := s.again(o.Period, key.Project.Zone())
		if !known {
			continue
		}
		if err := o.move(tx, turn, o.MeetingVersion, key.Project.Zone()); err != nil {
			return err
		}
	}
	return nil
}

// move gives an occasion and its draft the times of a turn. One that is taken up when
// it was keeps its draft's day, which the lead can have put off.
func (o Occasion) move(tx *gorm.DB, turn Turn, version int64, zone *time.Location) error {
	if o.DueAt.Equal(database.Instant(turn.Due)) {
		_, err := o.become(tx, map[string]any{"meeting_version": version})
		return err
	}
	issue := database.Instant(turn.Issue)
	moved, err := o.become(tx, map[string]any{"due_at": database.Instant(turn.Due), "issue_at": issue, "meeting_version": version})
	if err != nil || !moved {
		return err
	}
	return report.Postpone(tx, o.DraftID, issue, zone)
}

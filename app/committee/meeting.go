package committee

import (
	"cmp"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// MeetingKind names meetings in addresses and the log.
const MeetingKind record.Kind = "meeting"

// MeetingLetter stands before a meeting's number.
const MeetingLetter = "MT"

// Status is where a meeting stands.
type Status string

// The statuses.
const (
	Planned   Status = "planned"
	Held      Status = "held"
	Cancelled Status = "cancelled"
)

// Statuses lists the statuses.
func Statuses() []Status { return []Status{Planned, Held, Cancelled} }

// Meeting is one of the steering committee, with who takes part. Its clock times are
// written 09:30, in the project's time zone; "" when they are not known.
type Meeting struct {
	record.Row   `gorm:"embedded"`
	Title        string        `json:"title"`
	TitleFold    string        `json:"-"`
	HeldOn       date.Day      `json:"held_on"`
	StartsAt     string        `json:"starts_at"`
	EndsAt       string        `json:"ends_at"`
	Location     string        `json:"place" gorm:"column:place"` // a room, or the address of a video meeting
	Status       Status        `json:"status"`
	Notes        string        `json:"notes"`
	ClosedAt     *time.Time    `json:"closed_at"` // when its minutes were closed
	ClosedBy     string        `json:"closed_by"`
	Participants []Participant `json:"participants" gorm:"-"`
	Order        []string      `json:"order" gorm:"-"` // of its points, by id
}

// TableName tells GORM.
func (Meeting) TableName() string { return "meeting" }

// RecordKind tells package record.
func (Meeting) RecordKind() record.Kind { return MeetingKind }

// Label is the title.
func (m Meeting) Label() string { return m.Title }

// Code is the number as people name it.
func (m Meeting) Code() string { return m.Coded(MeetingLetter) }

// Titled is the title as a phrase.
func (m Meeting) Titled() i18n.Phrase { return m.Phrase("title", m.Title) }

// Where is the place as a phrase.
func (m Meeting) Where() i18n.Phrase { return m.Phrase("place", m.Location) }

// Noted is the notes as a phrase.
func (m Meeting) Noted() i18n.Phrase { return m.Phrase("notes", m.Notes) }

// Closed reports whether the minutes are closed: then nothing of the meeting changes.
func (m Meeting) Closed() bool { return m.ClosedAt != nil }

// Minutes is how long the meeting takes, 0 when that is not known.
func (m Meeting) Minutes() int {
	from, to := clock(m.StartsAt), clock(m.EndsAt)
	if from < 0 || to < 0 {
		return 0
	}
	return to - from
}

// clock is a time of day in minutes, -1 for none.
func clock(s string) int {
	at, err := time.Parse("15:04", s)
	if err != nil {
		return -1
	}
	return at.Hour()*60 + at.Minute()
}

// MeetingDraft is what is typed of a meeting.
type MeetingDraft struct {
	Title    string   `form:"title" validate:"required,max=200,oneline"`
	HeldOn   date.Day `form:"held_on" validate:"required"`
	StartsAt string   `form:"starts_at" validate:"max=5"`
	EndsAt   string   `form:"ends_at" validate:"max=5"`
	Location string   `form:"place" validate:"max=300,oneline"`
	Status   Status   `form:"status" validate:"omitempty,oneof=planned held cancelled"`
	Notes    string   `form:"notes" validate:"max=10000"`
	Version  int64    `form:"version"`
}

// BasedOn is the version that the person saw.
func (d MeetingDraft) BasedOn() int64 { return d.Version }

// Valid checks the times of day and their order, and that nothing was held on a day
// to come.
func (d MeetingDraft) Valid(key project.Scope) error {
	from, to := clock(d.StartsAt), clock(d.EndsAt)
	switch {
	case d.StartsAt != "" && from < 0:
		return fault.Field("starts_at", "meeting.fault.clock")
	case d.EndsAt != "" && to < 0:
		return fault.Field("ends_at", "meeting.fault.clock")
	case d.EndsAt != "" && d.StartsAt == "":
		return fault.Field("starts_at", "fault.field.required")
	case to >= 0 && to <= from:
		return fault.Field("ends_at", "fault.field.gtfield")
	case d.Status == Held && d.HeldOn.After(key.Today()):
		return fault.Field("held_on", "fault.field.ahead")
	}
	return nil
}

// Apply copies the draft onto a meeting.
func (d MeetingDraft) Apply(m *Meeting, key project.Scope) {
	m.Keep(key.Text,
		record.Words{Field: "title", Stored: &m.Title, Typed: strings.TrimSpace(d.Title)},
		record.Words{Field: "place", Stored: &m.Location, Typed: strings.TrimSpace(d.Location)},
		record.Words{Field: "notes", Stored: &m.Notes, Typed: d.Notes},
	)
	m.HeldOn, m.StartsAt, m.EndsAt, m.Status = d.HeldOn, d.StartsAt, d.EndsAt, cmp.Or(d.Status, m.Status, Planned)
}

// Drafted is Draft, for a form that is shown again.
func (m Meeting) Drafted(t *i18n.Text) any { return m.Draft(t) }

// Draft is the meeting as its form shows it to a reader.
func (m Meeting) Draft(t *i18n.Text) MeetingDraft {
	return MeetingDraft{Title: m.Titled().In(t), HeldOn: m.HeldOn, StartsAt: m.StartsAt, EndsAt: m.EndsAt, Location: m.Where().In(t),
		Status: m.Status, Notes: m.Noted().In(t), Version: m.Version}
}

// Found is what those who search see of a meeting.
func (m Meeting) Found() record.Found {
	return record.Found{Code: m.Code(), Title: m.Titled(), State: "meeting.status." + string(m.Status), Body: []i18n.Phrase{m.Where(), m.Noted()}}
}

func checkMeeting(_ *gorm.DB, _ project.Scope, m *Meeting) error {
	m.TitleFold = text.Fold(m.Title)
	return nil
}

// keepMinutes keeps a meeting whose minutes are closed.
func keepMinutes(_ *gorm.DB, _ project.Scope, m *Meeting) error {
	if m.Closed() {
		return fault.Broken("meeting.fault.closed")
	}
	return nil
}

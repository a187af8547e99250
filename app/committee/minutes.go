package committee

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// Minutes are those of a meeting as they were when they were closed: what a file is
// drawn from, byte for byte, and the file in the language in which they were closed.
type Minutes struct {
	MeetingID      string `gorm:"primaryKey"`
	OrganisationID string
	ProjectID      string
	Input          string
	Lang           string // of the file; "" for minutes of which none is kept
	Digest         string // SHA-256 of the input, hexadecimal
	SHA256         string `gorm:"column:sha256"` // of the file
	Pages          int
	PDF            []byte `gorm:"column:pdf"`
	CreatedAt      time.Time
}

// TableName tells GORM.
func (Minutes) TableName() string { return "meeting_minutes" }

// Close closes a meeting's minutes within the caller's transaction: from then on
// nothing of the meeting changes. Write gives the input and the file that are kept of it.
func (s *Committees) Close(ctx context.Context, key project.Scope, id string, version int64, write func(context.Context, Meeting) (Minutes, error)) (Meeting, error) {
	var m Meeting
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var err error
		m, err = s.Meetings.Change(ctx, key, id, version, func(m *Meeting) error { return m.close(key) })
		if err != nil {
			return err
		}
		kept, err := write(ctx, m)
		if err != nil {
			return err
		}
		kept.MeetingID, kept.OrganisationID, kept.ProjectID, kept.CreatedAt = m.ID, key.OrganisationID, key.ProjectID, *m.ClosedAt
		return tx.Create(&kept).Error
	})
	return m, err
}

func (m *Meeting) close(key project.Scope) error {
	switch {
	case m.Closed():
		return fault.Broken("meeting.fault.closed")
	case m.Status != Held:
		return fault.Broken("meeting.fault.not_held")
	}
	at := database.Instant(key.Now())
	m.ClosedAt, m.ClosedBy = &at, key.Actor().Name
	return nil
}

// MinutesOf are the closed minutes of a meeting; NotFound while they are open.
func (s *Committees) MinutesOf(ctx context.Context, key project.Scope, meetingID string) (Minutes, error) {
	var m Minutes
	if err := key.Require(project.Read); err != nil {
		return m, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND meeting_id = ?", key.ProjectID, meetingID).Take(&m).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing()
	}
	return m, err
}

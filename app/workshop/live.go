package workshop

import (
	"strings"
	"time"
)

// Live is what changes while a workshop runs.
type Live struct {
	WorkshopID     string `gorm:"primaryKey"`
	OrganisationID string
	ProjectID      string
	Code           *string    // six letters while participants may come, nil before and after
	CodeUntil      *time.Time // when the code stops working
	Locked         bool       // nobody else comes in
	ActivityID     string     // what is on, "" before the first
	TimerUntil     *time.Time // when the time of what is on is over
	OpenedAt       *time.Time
	EndedAt        *time.Time
	Tables         int      // breakout tables, 0 or 1 for none
	TablesBy       Dividing // how people came to them
}

// TableName tells GORM.
func (Live) TableName() string { return "workshop_live" }

// Stage is how far a workshop has come.
type Stage string

// The stages.
const (
	Planned Stage = "planned"
	Running Stage = "running"
	Ended   Stage = "ended"
)

// Stage says how far the workshop has come.
func (l Live) Stage() Stage {
	switch {
	case l.EndedAt != nil:
		return Ended
	case l.OpenedAt != nil:
		return Running
	}
	return Planned
}

// Admits reports whether somebody new may come in.
func (l Live) Admits(now time.Time) bool {
	return l.Stage() == Running && !l.Locked && l.Code != nil && l.CodeUntil != nil && l.CodeUntil.After(now)
}

// codeLife is how long a code works: a day's workshop and the evening before.
const codeLife = 18 * time.Hour

// Typed is a code as it is kept, whatever people type around its letters.
func Typed(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z':
			return r
		}
		return -1
	}, code)
}

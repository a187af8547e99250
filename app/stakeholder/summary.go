package stakeholder

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/project"
)

// Told is how far the communication of a project has come.
type Told struct {
	Planned    int
	Overdue    int // of those planned, how many should have been sent
	Sent       int
	LastSentOn date.Day // none when nothing was sent
	NextOn     date.Day // of what is planned and not overdue
	Reach      int64    // people whom the messages came to, counted once a message
}

// Trained is how far the training of a project has come.
type Trained struct {
	Planned    int
	Overdue    int // of those planned, how many should have been held
	Held       int
	LastHeldOn date.Day
	NextOn     date.Day
	Places     int64 // at the trainings that were held
	Attended   int64
	Ahead      int64 // places at those that are planned
}

const (
	isOverdue = "COUNT(CASE WHEN status = 'planned' AND planned_on < ? THEN 1 END) AS overdue, "
	isPlanned = "COUNT(CASE WHEN status = 'planned' THEN 1 END) AS planned, "
	nextOn    = "MIN(CASE WHEN status = 'planned' AND planned_on >= ? THEN planned_on END) AS next_on, "
)

// Told sums up a project's messages in one query.
func (s *Stakeholders) Told(ctx context.Context, key project.Scope) (Told, error) {
	return summed[Message, Told](ctx, s, key, "COUNT(CASE WHEN status = 'sent' THEN 1 END) AS sent, MAX(sent_on) AS last_sent_on, "+
		"CAST(COALESCE(SUM(reach), 0) AS BIGINT) AS reach")
}

// Trained sums up a project's trainings in one query.
func (s *Stakeholders) Trained(ctx context.Context, key project.Scope) (Trained, error) {
	return summed[Training, Trained](ctx, s, key, "COUNT(CASE WHEN status = 'held' THEN 1 END) AS held, MAX(held_on) AS last_held_on, "+
		"CAST(COALESCE(SUM(CASE WHEN status = 'held' THEN places END), 0) AS BIGINT) AS places, "+
		"CAST(COALESCE(SUM(CASE WHEN status = 'planned' THEN places END), 0) AS BIGINT) AS ahead, "+
		"CAST(COALESCE(SUM(attended), 0) AS BIGINT) AS attended")
}

// summed reads the sums that messages and trainings share, and columns of one.
func summed[Row, Sum any](ctx context.Context, s *Stakeholders, key project.Scope, columns string) (Sum, error) {
	var sum Sum
	if err := key.Require(project.Read); err != nil {
		return sum, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return rows[Row](tx, key).Select(isPlanned+isOverdue+nextOn+columns, key.Today(), key.Today()).Scan(&sum).Error
	})
	return sum, err
}

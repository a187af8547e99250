package rollout

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/money"
	"stegvis/app/project"
)

// The work ahead: what is to be finished within so many days, and how many of
// those tasks are more than one person can be expected to finish.
const (
	AheadDays = 30
	FullLoad  = 10
)

// Pace says how a roll-out goes: whether it keeps its days, and whether somebody
// does the work that lies ahead.
type Pace struct {
	Tasks    int      `json:"tasks"` // milestones included
	Open     int      `json:"open"`
	Late     int      `json:"late"` // open, and expected before today
	Planned  date.Day `json:"planned"`
	Expected date.Day `json:"expected"` // of the last task or milestone
	Ahead    int      `json:"ahead"`    // open, and expected within AheadDays or late
	Unowned  int      `json:"unowned"`  // of those ahead
	Overload int      `json:"overload"` // people with more than FullLoad of those ahead
	Pending  int      `json:"pending"`  // milestones that are planned and not reached
	Slip     int      `json:"slip"`     // of the pending milestone that slips most, in days
}

// FinishSlip is how many days later than planned all is expected to be done;
// negative when earlier, zero when nothing was planned.
func (p Pace) FinishSlip() int {
	if p.Planned.IsZero() || p.Expected.IsZero() {
		return 0
	}
	return p.Expected.Sub(p.Planned)
}

// LateShare is how much of the open work is late.
func (p Pace) LateShare() money.BasisPoints { return money.Share(int64(p.Late), int64(p.Open)) }

// UnownedShare is how much of the work ahead nobody owns.
func (p Pace) UnownedShare() money.BasisPoints { return money.Share(int64(p.Unowned), int64(p.Ahead)) }

// Pace reads how a roll-out goes, in three queries.
func (s *Plan) Pace(ctx context.Context, key project.Scope) (Pace, error) {
	var p Pace
	if err := key.Require(project.Read); err != nil {
		return p, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		mine := func() *gorm.DB {
			return tx.Model(&Task{}).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID)
		}
		today, end := key.Today(), key.Today().AddDays(AheadDays)
		if err := mine().Select(`COUNT(*) AS tasks, COUNT(CASE WHEN status <> 'done' THEN 1 END) AS open,
			COUNT(CASE WHEN status <> 'done' AND `+expected+` < ? THEN 1 END) AS late,
			COUNT(CASE WHEN status <> 'done' AND `+expected+` <= ? THEN 1 END) AS ahead,
			COUNT(CASE WHEN status <> 'done' AND `+expected+` <= ? AND owner_id IS NULL THEN 1 END) AS unowned,
			MAX(planned_finish) AS planned, MAX(CASE WHEN planned_finish IS NOT NULL THEN `+expected+` END) AS expected`, today, end, end).
			Scan(&p).Error; err != nil {
			return err
		}
		var loads []int
		if err := mine().Where("status <> 'done' AND owner_id IS NOT NULL AND "+expected+" <= ?", end).
			Group("owner_id").Having("COUNT(*) > ?", FullLoad).Pluck("COUNT(*)", &loads).Error; err != nil {
			return err
		}
		p.Overload = len(loads)
		return p.milestones(mine())
	})
	return p, err
}

func (p *Pace) milestones(mine *gorm.DB) error {
	var pending []Task
	err := mine.Where("milestone = ? AND status <> 'done' AND planned_finish IS NOT NULL", true).
		Select("status, planned_finish, forecast_finish, actual_finish").Limit(1000).Find(&pending).Error
	p.Pending = len(pending)
	for _, m := range pending {
		p.Slip = max(p.Slip, m.Slip())
	}
	return err
}

package rollout

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Stages are the waves with their pilots, what those must show, and how far the
// work of each has come.
type Stages struct {
	Waves    []Wave
	Pilots   []Pilot
	Criteria []Criterion
	tallies  []tally
}

// Tally is how far the tasks of a wave or a pilot have come.
type Tally struct{ Done, Late, Total int }

type tally struct {
	WaveID  *string
	PilotID *string
	Tally   `gorm:"embedded"`
}

// Stages reads all waves, pilots and criteria of a project.
func (s *Plan) Stages(ctx context.Context, key project.Scope) (Stages, error) {
	var all Stages
	if err := key.Require(project.Read); err != nil {
		return all, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		mine := func() *gorm.DB {
			return tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).Limit(1000)
		}
		if err := mine().Order(stageOrder).Find(&all.Waves).Error; err != nil {
			return err
		}
		if err := mine().Order(stageOrder).Find(&all.Pilots).Error; err != nil {
			return err
		}
		kept := tx.Model(&Pilot{}).Select("id").Where("project_id = ? AND deleted_at IS NULL", key.ProjectID)
		if err := mine().Where("pilot_id IN (?)", kept).Order("number").Find(&all.Criteria).Error; err != nil {
			return err
		}
		return tasks(tx, key).Where("wave_id IS NOT NULL OR pilot_id IS NOT NULL").Group("wave_id, pilot_id").
			Select("wave_id, pilot_id, COUNT(*) AS total, SUM(CASE WHEN status = 'done' THEN 1 ELSE 0 END) AS done, "+
				"SUM(CASE WHEN status <> 'done' AND COALESCE(forecast_finish, planned_finish) < ? THEN 1 ELSE 0 END) AS late", key.Today()).
			Scan(&all.tallies).Error
	})
	return all, err
}

// stageOrder puts what has no beginning last, on either database.
const stageOrder = "start_on IS NULL, start_on, number"

// Of are the criteria of a pilot.
func (s Stages) Of(pilotID string) Judged {
	var own Judged
	for _, c := range s.Criteria {
		if c.PilotID == pilotID {
			own = append(own, c)
		}
	}
	return own
}

// In are the pilots before a wave; "" gives those that belong to none.
func (s Stages) In(waveID string) []Pilot {
	var own []Pilot
	for _, p := range s.Pilots {
		if record.Given(p.WaveID) == waveID {
			own = append(own, p)
		}
	}
	return own
}

// WaveNamed is the name of a wave, empty for none.
func (s Stages) WaveNamed(id string) i18n.Phrase {
	for _, w := range s.Waves {
		if w.ID == id {
			return w.Named()
		}
	}
	return i18n.Phrase{}
}

// PilotNamed is the name of a pilot, empty for none.
func (s Stages) PilotNamed(id string) i18n.Phrase {
	for _, p := range s.Pilots {
		if p.ID == id {
			return p.Named()
		}
	}
	return i18n.Phrase{}
}

// OfWave is how far the tasks of a wave have come, those of its pilots that stand
// in it included.
func (s Stages) OfWave(id string) Tally { return s.sum(func(t tally) *string { return t.WaveID }, id) }

// OfPilot is how far the tasks of a pilot have come.
func (s Stages) OfPilot(id string) Tally {
	return s.sum(func(t tally) *string { return t.PilotID }, id)
}

func (s Stages) sum(of func(tally) *string, id string) Tally {
	var sum Tally
	for _, t := range s.tallies {
		if record.Given(of(t)) == id {
			sum.Done, sum.Late, sum.Total = sum.Done+t.Done, sum.Late+t.Late, sum.Total+t.Total
		}
	}
	return sum
}

// Judged are the criteria of one pilot.
type Judged []Criterion

// Count is how many have a verdict.
func (j Judged) Count(v Verdict) int {
	n := 0
	for _, c := range j {
		if c.Verdict == v {
			n++
		}
	}
	return n
}

// keepWave refuses to remove a wave that has pilots or tasks.
func keepWave(tx *gorm.DB, key project.Scope, w *Wave) error {
	pilots, err := within[Pilot](tx, key, "wave_id", w.ID)
	if err != nil {
		return err
	}
	tasks, err := within[Task](tx, key, "wave_id", w.ID)
	if err == nil && pilots+tasks > 0 {
		return fault.Broken("rollout.fault.wave_used", "pilots", pilots, "tasks", tasks)
	}
	return err
}

// keepPilot refuses to remove a pilot that has tasks. Its criteria are part of it:
// they go and come back with it.
func keepPilot(tx *gorm.DB, key project.Scope, p *Pilot) error {
	tasks, err := within[Task](tx, key, "pilot_id", p.ID)
	if err == nil && tasks > 0 {
		return fault.Broken("rollout.fault.pilot_used", "tasks", tasks)
	}
	return err
}

// within counts the rows that point at another.
func within[T any](tx *gorm.DB, key project.Scope, column, id string) (int64, error) {
	var n int64
	err := tx.Model(new(T)).Where("project_id = ? AND "+column+" = ? AND deleted_at IS NULL", key.ProjectID, id).Count(&n).Error
	return n, err
}

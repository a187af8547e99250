package rollout

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Plan keeps the roll-outs of all projects.
type Plan struct {
	db       *database.DB
	Tasks    record.Register[Task, *Task, TaskDraft]
	Waves    record.Register[Wave, *Wave, WaveDraft]
	Pilots   record.Register[Pilot, *Pilot, PilotDraft]
	Criteria record.Register[Criterion, *Criterion, CriterionDraft]
}

// New takes the database.
func New(db *database.DB) *Plan {
	may := project.EditRegisters
	return &Plan{
		db:    db,
		Tasks: record.Register[Task, *Task, TaskDraft]{DB: db, May: may, Check: checkTask, Then: appendForecast},
		Waves: record.Register[Wave, *Wave, WaveDraft]{DB: db, May: may, Keep: keepWave},
		Pilots: record.Register[Pilot, *Pilot, PilotDraft]{DB: db, May: may, Keep: keepPilot, Check: func(tx *gorm.DB, key project.Scope, p *Pilot) error {
			return known[Wave](tx, key, "wave_id", p.WaveID)
		}},
		Criteria: record.Register[Criterion, *Criterion, CriterionDraft]{DB: db, May: may, Check: func(tx *gorm.DB, key project.Scope, c *Criterion) error {
			return known[Pilot](tx, key, "pilot_id", &c.PilotID)
		}},
	}
}

func checkTask(tx *gorm.DB, key project.Scope, t *Task) error {
	t.TitleFold = text.Fold(t.Title)
	if err := project.CheckPeople(tx, key, map[string]string{"owner_id": t.Owner()}); err != nil {
		return err
	}
	if err := known[Pilot](tx, key, "pilot_id", t.PilotID); err != nil {
		return err
	}
	if err := followPilot(tx, key, t); err != nil {
		return err
	}
	return known[Wave](tx, key, "wave_id", t.WaveID)
}

// followPilot puts a task of a pilot, for which nobody chose a wave, into the
// pilot's.
func followPilot(tx *gorm.DB, key project.Scope, t *Task) error {
	if t.WaveID != nil || t.PilotID == nil {
		return nil
	}
	var p Pilot
	err := record.Take(tx, key, *t.PilotID, &p)
	t.WaveID = p.WaveID
	return err
}

// known is a fault of a field when its id is not a row of this project.
func known[T any](tx *gorm.DB, key project.Scope, field string, id *string) error {
	if id == nil {
		return nil
	}
	n, err := within[T](tx, key, "id", *id)
	if err == nil && n == 0 {
		return fault.Field(field, "fault.field.unknown")
	}
	return err
}

func appendForecast(_ context.Context, tx *gorm.DB, key project.Scope, before, after *Task) error {
	if before != nil && before.ForecastFinish == after.ForecastFinish || before == nil && after.ForecastFinish.IsZero() {
		return nil
	}
	return record.AppendForecast(tx, key, record.Ref{Kind: TaskKind, ID: after.ID}, after.ForecastFinish, after.forecastReason)
}

// Move puts a task into another column of the board.
func (s *Plan) Move(ctx context.Context, key project.Scope, id string, version int64, to Status) (Task, error) {
	if err := key.Require(project.EditRegisters); err != nil {
		return Task{}, err
	}
	if !slices.Contains(Statuses(), to) {
		return Task{}, fault.Field("status", "fault.field.oneof")
	}
	return s.Tasks.Change(ctx, key, id, version, func(t *Task) error {
		t.Status = to
		t.settle(key.Today())
		return nil
	})
}

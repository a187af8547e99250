package framework

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Framework keeps the tracks of all projects.
type Framework struct {
	db           *database.DB
	sheets       Sheets
	Steps        record.Register[Step, *Step, StepDraft]
	Deliverables record.Register[Deliverable, *Deliverable, DeliverableDraft]
	Visions      record.Register[Vision, *Vision, VisionDraft]
	Wins         record.Register[Win, *Win, WinDraft]
	Worksheets   record.Register[Worksheet, *Worksheet, WorksheetDraft]
}

// New takes the database and the templates that steps offer to fill in.
func New(db *database.DB, sheets Sheets) *Framework {
	may := project.EditRegisters
	return &Framework{
		db:           db,
		sheets:       sheets,
		Steps:        record.Register[Step, *Step, StepDraft]{DB: db, May: may, Check: checkStep, Then: appendForecast},
		Deliverables: record.Register[Deliverable, *Deliverable, DeliverableDraft]{DB: db, May: may, Check: checkDeliverable, Then: stays, Keep: judged},
		Visions:      record.Register[Vision, *Vision, VisionDraft]{DB: db, May: may},
		Wins: record.Register[Win, *Win, WinDraft]{DB: db, May: may, Check: func(tx *gorm.DB, key project.Scope, w *Win) error {
			w.KotterStep = winStep
			return project.CheckPeople(tx, key, map[string]string{"owner_id": w.Owner()})
		}},
		Worksheets: record.Register[Worksheet, *Worksheet, WorksheetDraft]{DB: db, May: may, Check: func(tx *gorm.DB, key project.Scope, w *Worksheet) error {
			return project.CheckPeople(tx, key, map[string]string{"owner_id": w.Owner()})
		}},
	}
}

// checkStep holds the rule of the tracks: a step is done only when each of its
// deliverables is settled, and it has any.
func checkStep(tx *gorm.DB, key project.Scope, s *Step) error {
	if err := project.CheckPeople(tx, key, map[string]string{"owner_id": s.Owner()}); err != nil || s.Status != Done {
		return err
	}
	if _, err := hold(tx, key, s.Place); err != nil {
		return err
	}
	all, err := deliverablesOf(tx, key, s.Place)
	if err != nil {
		return err
	}
	return finishable(all, key.Text)
}

// checkDeliverable settles what Apply and Undo bring, and keeps what a step that
// is done was judged by: nothing is added to it, and nothing of it is unsettled,
// until the step is reopened.
func checkDeliverable(tx *gorm.DB, key project.Scope, d *Deliverable) error {
	d.settle(key.Today(), key.Actor().Name)
	d.Tags = d.Place.own(d.Tags)
	step, err := hold(tx, key, d.Place)
	if err != nil {
		return err
	}
	if added := d.Version == 0; step.Status == Done && (added || !d.Settled()) {
		return closed()
	}
	if d.Position > 0 {
		return nil
	}
	return tx.Model(&Deliverable{}).Where("project_id = ? AND track = ? AND step_key = ?", key.ProjectID, d.Track, d.StepKey).
		Select("COALESCE(MAX(position), 0) + 1").Scan(&d.Position).Error
}

func closed() error { return fault.Broken("track.fault.closed") }

// judged keeps a deliverable of a step that is done from being removed.
func judged(tx *gorm.DB, key project.Scope, d *Deliverable) error {
	step, err := hold(tx, key, d.Place)
	if err == nil && step.Status == Done {
		return closed()
	}
	return err
}

// stays refuses to move a deliverable: its address names its step.
func stays(_ context.Context, _ *gorm.DB, _ project.Scope, before, after *Deliverable) error {
	if before != nil && before.Place != after.Place {
		return fault.Missing()
	}
	return nil
}

func appendForecast(_ context.Context, tx *gorm.DB, key project.Scope, before, after *Step) error {
	if before != nil && before.ForecastFinish == after.ForecastFinish {
		return nil
	}
	return record.AppendForecast(tx, key, record.Ref{Kind: StepKind, ID: after.ID}, after.ForecastFinish, after.forecastReason)
}

// SaveStep changes a step's plan, owner, status and notes; a stale draft is a
// Conflict. Saved as done it must be finishable.
func (f *Framework) SaveStep(ctx context.Context, key project.Scope, d StepDraft) (Step, error) {
	return f.onStep(ctx, key, d.Place, func(ctx context.Context, id string) (Step, error) { return f.Steps.Save(ctx, key, id, d) })
}

// Finish makes a step done today. It is refused while a deliverable is owed.
func (f *Framework) Finish(ctx context.Context, key project.Scope, at Place, version int64) (Step, error) {
	return f.change(ctx, key, at, version, func(s *Step) error {
		if s.Status == Done {
			return nil
		}
		s.Status, s.ReopenedReason = Done, ""
		s.settle(key.Today())
		return nil
	})
}

// Reopening is what is typed when a step that was done is opened again.
type Reopening struct {
	Reason  string `form:"reason" validate:"required,max=2000"`
	Version int64  `form:"version"`
}

// Reopen puts a step that is done under way again.
func (f *Framework) Reopen(ctx context.Context, key project.Scope, at Place, r Reopening) (Step, error) {
	if err := key.Require(project.EditRegisters); err != nil {
		return Step{}, err
	}
	r.Reason = strings.TrimSpace(r.Reason)
	if err := validate.Draft(r); err != nil {
		return Step{}, err
	}
	return f.change(ctx, key, at, r.Version, func(s *Step) error {
		if s.Status != Done {
			return fault.Broken("track.fault.not_done")
		}
		s.Status, s.ReopenedReason = Active, r.Reason
		s.settle(key.Today())
		return nil
	})
}

func (f *Framework) change(ctx context.Context, key project.Scope, at Place, version int64, edit func(*Step) error) (Step, error) {
	return f.onStep(ctx, key, at, func(ctx context.Context, id string) (Step, error) {
		return f.Steps.Change(ctx, key, id, version, edit)
	})
}

// onStep writes to a step, whose row it plants when there is none.
func (f *Framework) onStep(ctx context.Context, key project.Scope, at Place, write func(ctx context.Context, id string) (Step, error)) (Step, error) {
	var after Step
	if err := key.Require(project.EditRegisters); err != nil {
		return after, err
	}
	if !at.Known() {
		return after, fault.Missing()
	}
	err := f.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		now, err := hold(tx, key, at)
		if err != nil {
			return err
		}
		after, err = write(ctx, now.ID)
		return err
	})
	return after, err
}

// SaveDeliverable changes a deliverable, and keeps the file that comes with it. A
// file that it takes the place of stays in the database, for Undo.
func (f *Framework) SaveDeliverable(ctx context.Context, key project.Scope, id string, d DeliverableDraft) (Deliverable, error) {
	var after Deliverable
	if err := key.Require(project.EditRegisters); err != nil {
		return after, err
	}
	err := f.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if _, err := hold(tx, key, d.Place); err != nil { // before the log, as all do who change the step
			return err
		}
		if d.Upload.Name != "" {
			kept, err := record.KeepFile(ctx, tx, key, record.Ref{Kind: DeliverableKind, ID: id}, d.Upload)
			if err != nil {
				return err
			}
			d.fileID = kept.ID
		}
		var err error
		after, err = f.Deliverables.Save(ctx, key, id, d)
		return err
	})
	return after, err
}

// RemoveDeliverable hides a deliverable of a step that is not done; Undo brings
// it back.
func (f *Framework) RemoveDeliverable(ctx context.Context, key project.Scope, at Place, id string, version int64) (Deliverable, error) {
	var gone Deliverable
	err := f.db.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		var err error
		if gone, err = f.Deliverables.Delete(ctx, key, id, version); err == nil && gone.Place != at {
			return fault.Missing()
		}
		return err
	})
	return gone, err
}

// SaveVision writes the change vision; a stale draft is a Conflict.
func (f *Framework) SaveVision(ctx context.Context, key project.Scope, d VisionDraft) (Vision, error) {
	var after Vision
	if err := key.Require(project.EditRegisters); err != nil {
		return after, err
	}
	err := f.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		now, err := holdVision(tx, key)
		if err != nil {
			return err
		}
		after, err = f.Visions.Save(ctx, key, now.ID, d)
		return err
	})
	return after, err
}

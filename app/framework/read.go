package framework

import (
	"context"
	"errors"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Standing is a step with how many of its deliverables are settled.
type Standing struct {
	Step
	Done  int
	Total int
}

// State is where the step stands for everybody to see: it is under way, too, when
// something of it is settled though nobody has said that it began.
func (s Standing) State() Status {
	if s.Status == Idle && s.Done > 0 {
		return Active
	}
	return s.Status
}

// Tracks is where both tracks of a project stand.
type Tracks map[string][]Standing

// Of are the eight steps of a track in their order.
func (t Tracks) Of(track string) []Standing { return t[track] }

// Current is the first step of a track that is not done; false when all are.
func (t Tracks) Current(track string) (Standing, bool) {
	for _, s := range t[track] {
		if s.Status != Done {
			return s, true
		}
	}
	return Standing{}, false
}

// Finished counts the steps of a track that are done.
func (t Tracks) Finished(track string) int {
	n := 0
	for _, s := range t[track] {
		if s.Status == Done {
			n++
		}
	}
	return n
}

// Late are the steps of both tracks that should have been finished and are not.
func (t Tracks) Late(today date.Day) []Standing {
	var late []Standing
	for _, track := range []string{record.Kotter, record.Gartner} {
		for _, s := range t[track] {
			if s.Late(today) {
				late = append(late, s)
			}
		}
	}
	return late
}

// Tracks reads where both tracks stand, in two queries.
func (f *Framework) Tracks(ctx context.Context, key project.Scope) (Tracks, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	all, err := f.TracksOf(ctx, []string{key.ProjectID})
	return all[key.ProjectID], err
}

// TracksOf is Tracks for some projects by their ids, in two queries. Who has the
// ids was let in to those projects.
func (f *Framework) TracksOf(ctx context.Context, projects []string) (map[string]Tracks, error) {
	var steps []Step
	var counts []struct {
		ProjectID   string
		Place       `gorm:"embedded"`
		Total, Done int
	}
	err := f.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Where("project_id IN ?", projects).Find(&steps).Error; err != nil {
			return err
		}
		return tx.Model(&Deliverable{}).Where("project_id IN ? AND deleted_at IS NULL", projects).
			Select("project_id, track, step_key, COUNT(*) AS total, COUNT(settled_on) AS done").Group("project_id, track, step_key").Scan(&counts).Error
	})
	at := make(map[string]map[Place]Standing, len(projects))
	for _, id := range projects {
		at[id] = map[Place]Standing{}
	}
	for _, s := range steps {
		at[s.ProjectID][s.Place] = Standing{Step: s}
	}
	for _, c := range counts {
		at[c.ProjectID][c.Place] = Standing{Step: at[c.ProjectID][c.Place].Step, Done: c.Done, Total: c.Total}
	}
	all := make(map[string]Tracks, len(projects))
	for id, standings := range at {
		all[id] = ordered(standings)
	}
	return all, err
}

// ordered puts the steps of both tracks in order; one without a row is idle.
func ordered(at map[Place]Standing) Tracks {
	all := Tracks{}
	for _, track := range []string{record.Kotter, record.Gartner} {
		for _, step := range record.Steps(track) {
			s := at[Place{track, step}]
			if s.ID == "" {
				s.Step = Step{Place: Place{track, step}, Status: Idle}
			}
			all[track] = append(all[track], s)
		}
	}
	return all
}

// mostDeliverables is how many are read of a track at once; one has some dozens.
const mostDeliverables = 2000

// AllDeliverables are those of a track, in the order of its steps.
func (f *Framework) AllDeliverables(ctx context.Context, key project.Scope, track string) ([]Deliverable, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	var all []Deliverable
	err := f.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND track = ? AND deleted_at IS NULL", key.ProjectID, track).Order("position, number").Limit(mostDeliverables).Find(&all).Error
	})
	slices.SortStableFunc(all, func(x, y Deliverable) int { return x.Place.Ordinal() - y.Place.Ordinal() })
	return all, err
}

// Work is one step with all that belongs to it.
type Work struct {
	Step         Step
	Deliverables []Deliverable
	Files        map[string]record.File // evidence by id, without the bytes
	Forecasts    []record.Forecast      // the latest first
}

// Standing is the step with its counts.
func (w Work) Standing() Standing {
	return Standing{Step: w.Step, Done: len(w.Deliverables) - len(owed(w.Deliverables)), Total: len(w.Deliverables)}
}

// Work reads one step with its deliverables and forecasts; NotFound when there
// is no such step.
func (f *Framework) Work(ctx context.Context, key project.Scope, at Place) (Work, error) {
	w := Work{Step: Step{Place: at, Status: Idle}}
	if err := key.Require(project.Read); err != nil {
		return w, err
	}
	if !at.Known() {
		return w, fault.Missing()
	}
	err := f.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := tx.Where("project_id = ? AND track = ? AND step_key = ?", key.ProjectID, at.Track, at.StepKey).Take(&w.Step).Error
		if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		if w.Forecasts, err = record.Forecasts(tx, key, record.Ref{Kind: StepKind, ID: w.Step.ID}); err != nil {
			return err
		}
		if w.Deliverables, err = deliverablesOf(tx, key, at); err != nil {
			return err
		}
		w.Files, err = filesOf(tx, key, w.Deliverables)
		return err
	})
	return w, err
}

func filesOf(tx *gorm.DB, key project.Scope, all []Deliverable) (map[string]record.File, error) {
	var ids []string
	for _, d := range all {
		if d.FileID != nil {
			ids = append(ids, *d.FileID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	var files []record.File
	err := tx.Omit("body").Where("project_id = ? AND id IN ? AND deleted_at IS NULL", key.ProjectID, ids).Find(&files).Error
	byID := make(map[string]record.File, len(files))
	for _, f := range files {
		byID[f.ID] = f
	}
	return byID, err
}

func deliverablesOf(tx *gorm.DB, key project.Scope, at Place) ([]Deliverable, error) {
	var all []Deliverable
	err := tx.Where("project_id = ? AND track = ? AND step_key = ? AND deleted_at IS NULL", key.ProjectID, at.Track, at.StepKey).
		Order("position, number").Limit(500).Find(&all).Error
	return all, err
}

func owed(all []Deliverable) []Deliverable {
	var open []Deliverable
	for _, d := range all {
		if !d.Settled() {
			open = append(open, d)
		}
	}
	return open
}

// finishable is nil when a step with these deliverables may be done, else a
// fault that says what is owed.
func finishable(all []Deliverable, t *i18n.Text) error {
	if len(all) == 0 {
		return fault.Broken("track.fault.nothing")
	}
	var names []string
	for _, d := range owed(all) {
		names = append(names, d.Called().In(t))
	}
	if len(names) == 0 {
		return nil
	}
	return fault.Broken("track.fault.owed", "names", strings.Join(names, "; "))
}

// Vision is the change vision; empty and of version 0 before anybody wrote it.
func (f *Framework) Vision(ctx context.Context, key project.Scope) (Vision, error) {
	v := Vision{State: Drafting}
	if err := key.Require(project.Read); err != nil {
		return v, err
	}
	err := f.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := tx.Where("project_id = ?", key.ProjectID).Take(&v).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil
		}
		return err
	})
	return v, err
}

// AllWins are a project's wins by the day for which they were promised, those
// without a day last.
func (f *Framework) AllWins(ctx context.Context, key project.Scope) ([]Win, error) {
	var all []Win
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := f.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).
			Order("CASE WHEN promised_on IS NULL THEN 1 ELSE 0 END, promised_on, number").Limit(500).Find(&all).Error
	})
	return all, err
}

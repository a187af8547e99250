package rollout

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/record"
)

// opened runs a test in an empty project on the tenth of November.
func opened(t *testing.T, run func(t *testing.T, plan *Plan, key project.Scope)) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		run(t, New(db), projecttest.Open(t, db, texts(t).For("en"), day(10)))
	})
}

// must gives what was made, or ends the test.
func must[T any](t *testing.T) func(made T, err error) T {
	return func(made T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
}

func draft(title string, status Status) TaskDraft { return TaskDraft{Title: title, Status: status} }

func TestWhatIsDoneHasADayAndWhatIsNotHasNone(t *testing.T) {
	opened(t, func(t *testing.T, plan *Plan, key project.Scope) {
		d := draft("Train the sellers", Doing)
		d.ActualFinish = day(3)
		task := must[Task](t)(plan.Tasks.Create(t.Context(), key, d))
		if !task.ActualFinish.IsZero() {
			t.Error("a task under way has been finished")
		}
		task = must[Task](t)(plan.Move(t.Context(), key, task.ID, task.Version, Done))
		if task.ActualFinish != day(10) {
			t.Errorf("finished on %s, want today", task.ActualFinish)
		}
		task = must[Task](t)(plan.Move(t.Context(), key, task.ID, task.Version, Blocked))
		if !task.ActualFinish.IsZero() {
			t.Error("a task that was taken up again is still finished")
		}
		d = draft("Train the sellers", Done)
		d.Version, d.ActualFinish = task.Version, day(11)
		if _, err := plan.Tasks.Save(t.Context(), key, task.ID, d); !wrong(err, "actual_finish") {
			t.Errorf("done tomorrow: %v", err)
		}
		d.ActualFinish = day(10)
		must[Task](t)(plan.Tasks.Save(t.Context(), key, task.ID, d))
	})
}

// wrong reports whether a fault names a field.
func wrong(err error, field string) bool {
	f, ok := fault.As(err)
	return ok && f.Kind == fault.Invalid && f.Fields[field].Key != ""
}

func TestAForecastIsKeptOnlyWhenItChangesAndAlsoWhenItIsDropped(t *testing.T) {
	opened(t, func(t *testing.T, plan *Plan, key project.Scope) {
		task := must[Task](t)(plan.Tasks.Create(t.Context(), key, draft("Clean the data", Todo)))
		for _, forecast := range []date.Day{day(20), day(20), day(25), {}} {
			d := draft("Clean the data", Todo)
			d.ForecastFinish, d.ForecastReason, d.Version = forecast, "because of "+forecast.String(), task.Version
			task = must[Task](t)(plan.Tasks.Save(t.Context(), key, task.ID, d))
		}
		task = must[Task](t)(plan.Move(t.Context(), key, task.ID, task.Version, Doing))
		var got []string
		for _, f := range must[[]record.Forecast](t)(plan.Forecasts(t.Context(), key, task.ID)) {
			got = append(got, f.Day.String()+" "+f.Reason)
		}
		want := []string{" because of", "2026-11-25 because of 2026-11-25", "2026-11-20 because of 2026-11-20"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
	})
}

func TestATaskOfAPilotStandsInThePilotsWaveUnlessAnotherIsChosen(t *testing.T) {
	opened(t, func(t *testing.T, plan *Plan, key project.Scope) {
		south := must[Wave](t)(plan.Waves.Create(t.Context(), key, WaveDraft{Name: "South"}))
		north := must[Wave](t)(plan.Waves.Create(t.Context(), key, WaveDraft{Name: "North"}))
		pilot := must[Pilot](t)(plan.Pilots.Create(t.Context(), key, PilotDraft{Name: "Lund", WaveID: south.ID}))
		d := draft("Prepare", Todo)
		d.PilotID = pilot.ID
		if got := must[Task](t)(plan.Tasks.Create(t.Context(), key, d)); got.Wave() != south.ID {
			t.Error("the task does not stand in the pilot's wave")
		}
		d.WaveID = north.ID
		if got := must[Task](t)(plan.Tasks.Create(t.Context(), key, d)); got.Wave() != north.ID {
			t.Error("the task does not stand in the wave that was chosen")
		}
		stages := must[Stages](t)(plan.Stages(t.Context(), key))
		if got := stages.OfPilot(pilot.ID); got.Total != 2 {
			t.Errorf("the pilot has %d tasks, want 2", got.Total)
		}
		if got := stages.OfWave(south.ID); got.Total != 1 {
			t.Errorf("the wave has %d tasks, want 1", got.Total)
		}
	})
}

func TestAWaveIsKeptWhileItIsUsedEvenFromUndo(t *testing.T) {
	opened(t, func(t *testing.T, plan *Plan, key project.Scope) {
		wave := must[Wave](t)(plan.Waves.Create(t.Context(), key, WaveDraft{Name: "South"}))
		pilot := must[Pilot](t)(plan.Pilots.Create(t.Context(), key, PilotDraft{Name: "Lund", WaveID: wave.ID}))
		if _, err := plan.Waves.Delete(t.Context(), key, wave.ID, wave.Version); !fault.Is(err, fault.Refused) {
			t.Errorf("a wave with a pilot: %v", err)
		}
		made := audit.Entry{Action: audit.Created, ObjectID: wave.ID, AfterImage: `{"version":1}`}
		if err := plan.Waves.Undo(t.Context(), key, made); !fault.Is(err, fault.Refused) {
			t.Errorf("taking back a wave that has a pilot by now: %v", err)
		}
		must[Criterion](t)(plan.Criteria.Create(t.Context(), key, CriterionDraft{PilotID: pilot.ID, Name: "Use", Target: "80 %", Verdict: Open}))
		must[Pilot](t)(plan.Pilots.Delete(t.Context(), key, pilot.ID, pilot.Version))
		must[Wave](t)(plan.Waves.Delete(t.Context(), key, wave.ID, wave.Version))
		if got := must[Stages](t)(plan.Stages(t.Context(), key)); len(got.Criteria) != 0 {
			t.Error("a criterion stays without its pilot")
		}
	})
}

func TestTheBoardPutsWhatIsPressingFirstAndCutsEachLane(t *testing.T) {
	opened(t, func(t *testing.T, plan *Plan, key project.Scope) {
		for i := range LaneSize + 2 {
			d := draft(fmt.Sprintf("todo %d", i), Todo)
			if i > 0 { // the first has no day
				d.PlannedFinish = day(28 - i)
			}
			must[Task](t)(plan.Tasks.Create(t.Context(), key, d))
			d.Status, d.ActualFinish = Done, day(10).AddDays(-i)
			must[Task](t)(plan.Tasks.Create(t.Context(), key, d))
		}
		lanes := must[[]Lane](t)(plan.Board(t.Context(), key, Filter{}))
		todo, done := lanes[0], lanes[3]
		if len(todo.Tasks) != LaneSize || todo.More() != 2 || len(done.Tasks) != DoneSize || done.More() != LaneSize+2-DoneSize {
			t.Errorf("to do %d and %d more, done %d and %d more", len(todo.Tasks), todo.More(), len(done.Tasks), done.More())
		}
		if todo.Tasks[0].Title != "todo 26" {
			t.Errorf("to do begins with %q", todo.Tasks[0].Title)
		}
		for _, task := range todo.Tasks {
			if task.PlannedFinish.IsZero() {
				t.Error("a task without a day takes the place of one that has a day")
			}
		}
		if done.Tasks[0].Title != "todo 0" || done.Tasks[1].Title != "todo 1" {
			t.Errorf("done begins with %q and %q", done.Tasks[0].Title, done.Tasks[1].Title)
		}
	})
}

func TestOnlyThoseWhoMayEditMoveTasks(t *testing.T) {
	opened(t, func(t *testing.T, plan *Plan, key project.Scope) {
		task := must[Task](t)(plan.Tasks.Create(t.Context(), key, draft("Prepare", Todo)))
		for _, role := range project.Roles() {
			_, err := plan.Move(t.Context(), projecttest.As(key, role), task.ID, 99, Doing)
			if may := role.May(project.EditRegisters); may == fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", role, err)
			}
		}
		if _, err := plan.Move(t.Context(), key, task.ID, 1, "later"); !wrong(err, "status") {
			t.Errorf("an unknown lane: %v", err)
		}
	})
}

func TestNothingOfAnotherProjectIsSeenOrUsed(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		plan, en := New(db), texts(t).For("en")
		ours, theirs := projecttest.Open(t, db, en, day(10)), projecttest.Open(t, db, en, day(10))
		wave := must[Wave](t)(plan.Waves.Create(t.Context(), theirs, WaveDraft{Name: "South"}))
		task := must[Task](t)(plan.Tasks.Create(t.Context(), theirs, draft("Prepare", Todo)))
		d := draft("Ours", Todo)
		d.WaveID = wave.ID
		_, taken := plan.Tasks.Create(t.Context(), ours, d)
		_, moved := plan.Move(t.Context(), ours, task.ID, 1, Done)
		_, removed := plan.Waves.Delete(t.Context(), ours, wave.ID, 1)
		if !wrong(taken, "wave_id") || !fault.Is(moved, fault.NotFound) || !fault.Is(removed, fault.NotFound) {
			t.Error(errors.Join(taken, moved, removed))
		}
		board := must[[]Lane](t)(plan.Board(t.Context(), ours, Filter{}))
		stages := must[Stages](t)(plan.Stages(t.Context(), ours))
		if board[0].Total != 0 || len(stages.Waves) != 0 {
			t.Error("rows of another project are shown")
		}
	})
}

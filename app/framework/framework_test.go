package framework

import (
	"context"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

func words(t *testing.T) *i18n.Text {
	t.Helper()
	b, err := i18n.Load(fstest.MapFS{"en/domain.yaml": {Data: []byte("deliverable: {kotter: {urgency: {case: {name: The case for change}}}}")}})
	if err != nil {
		t.Fatal(err)
	}
	return b.For("en")
}

func today() date.Day { return date.New(2026, 11, 23) }

// opened is a project in an empty database, and the system's key to it.
func opened(t *testing.T, db *database.DB) project.Scope {
	t.Helper()
	at := database.Instant(today().Time().Add(12 * time.Hour))
	firm := account.Organisation{ID: database.NewID(), Name: "Fjord & Søn", Slug: "fjord", Version: 1, CreatedAt: at, UpdatedAt: at}
	p := project.Project{ID: database.NewID(), OrganisationID: firm.ID, Name: "CRM", Slug: "crm", TimeZone: "UTC", Version: 1,
		StartOn: today(), CreatedAt: at, UpdatedAt: at}
	err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Create(&firm).Error; err != nil {
			return err
		}
		return tx.Create(&p).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return project.SystemScope{What: "test", Text: words(t), Now: at}.In(p, firm.Name)
}

func urgency() Place { return Place{record.Kotter, "urgency"} }

func TestADeliverableIsSettledByEvidenceOrByAReason(t *testing.T) {
	file := "f"
	for _, c := range []struct {
		name string
		row  Deliverable
		want bool
	}{
		{"nothing given", Deliverable{}, false},
		{"a text", Deliverable{EvidenceText: "Minutes of 3 May"}, true},
		{"a link", Deliverable{EvidenceLink: "https://firm.example/case"}, true},
		{"a file", Deliverable{FileID: &file}, true},
		{"not applicable without a reason", Deliverable{NotApplicable: true}, false},
		{"not applicable without a reason, evidence or not", Deliverable{NotApplicable: true, EvidenceText: "x"}, false},
		{"not applicable with a reason", Deliverable{NotApplicable: true, Reason: "One site only"}, true},
		{"a reason alone", Deliverable{Reason: "One site only"}, false},
	} {
		if got := c.row.Settled(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAStepIsLateTheDayAfterItWasExpected(t *testing.T) {
	s := Step{Status: Active, PlannedFinish: today().AddDays(-9), ForecastFinish: today()}
	if s.Late(today()) || !s.Late(today().AddDays(1)) {
		t.Error("late on the day, or not on the next")
	}
	if s.Slip() != 9 {
		t.Errorf("slip %d, want 9", s.Slip())
	}
	s.Status = Done
	if s.Late(today().AddDays(1)) {
		t.Error("a step that is done is late")
	}
}

func TestAStepIsUnderWayOnceSomethingOfItIsSettled(t *testing.T) {
	for _, c := range []struct {
		name string
		s    Standing
		want Status
	}{
		{"nothing settled", Standing{Step: Step{Status: Idle}, Total: 3}, Idle},
		{"one settled", Standing{Step: Step{Status: Idle}, Done: 1, Total: 3}, Active},
		{"begun by hand", Standing{Step: Step{Status: Active}, Total: 3}, Active},
		{"done", Standing{Step: Step{Status: Done}, Done: 3, Total: 3}, Done},
	} {
		if got := c.s.State(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestAProjectHasItsSixteenStepsWithoutAnyRow(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		key := opened(t, db)
		tracks, err := New(db, Sheets{}).Tracks(t.Context(), key)
		if err != nil || len(tracks.Of("kotter")) != 8 || len(tracks.Of("gartner")) != 8 {
			t.Fatal(tracks, err)
		}
		if s, open := tracks.Current("gartner"); !open || s.StepKey != "vision" || s.Status != Idle || s.Version != 0 {
			t.Errorf("the current step is %+v", s.Step)
		}
	})
}

func TestAStepIsDoneWhenEachDeliverableIsSettled(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		key, f, ctx := opened(t, db), New(db, Sheets{}), t.Context()
		if _, err := f.Finish(ctx, key, urgency(), 0); !refused(err, "track.fault.nothing") {
			t.Errorf("with no deliverable at all: %v", err)
		}
		if err := f.Plant(ctx, key, []Planting{{"kotter", "urgency", "case", ""}}); err != nil {
			t.Fatal(err)
		}
		work := must(f.Work(ctx, key, urgency()))(t)
		planted := work.Deliverables[0]
		if _, err := f.Finish(ctx, key, urgency(), 0); !refused(err, "track.fault.owed") {
			t.Errorf("with one deliverable owed: %v", err)
		}
		d := planted.Draft(key.Text)
		d.EvidenceText = "Shown on 3 May"
		settled := must(f.Deliverables.Save(ctx, key, planted.ID, d))(t)
		if settled.SettledOn != today() || settled.SettledBy == "" || settled.TextKey != planted.TextKey {
			t.Errorf("settled as %+v", settled)
		}
		done := must(f.Finish(ctx, key, urgency(), 0))(t)
		if done.Status != Done || done.ActualFinish != today() {
			t.Errorf("finished as %+v", done)
		}
		tracks := must(f.Tracks(ctx, key))(t)
		if s := tracks.Of("kotter")[0]; s.Done != 1 || s.Total != 1 || tracks.Finished("kotter") != 1 {
			t.Errorf("the track stands at %+v", s)
		}
		if s, _ := tracks.Current("kotter"); s.StepKey != "coalition" {
			t.Errorf("the current step is %s", s.StepKey)
		}
	})
}

func TestAStepThatIsDoneKeepsWhatItWasJudgedBy(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		key, f, ctx := opened(t, db), New(db, Sheets{}), t.Context()
		d := must(f.Deliverables.Create(ctx, key, DeliverableDraft{Place: urgency(), Name: "The case", EvidenceLink: "https://firm.example/"}))(t)
		receipted, left := record.WithReceipt(ctx)
		must(f.Deliverables.Create(receipted, key, DeliverableDraft{Place: urgency(), Name: "Voices", EvidenceText: "Ten talks"}))(t)
		done := must(f.Finish(ctx, key, urgency(), 0))(t)

		if err := f.Deliverables.Undo(ctx, key, line(t, db, key, left.Seq)); !refused(err, "track.fault.closed") {
			t.Errorf("the adding of a deliverable was taken back: %v", err)
		}
		if _, err := f.Deliverables.Create(ctx, key, DeliverableDraft{Place: urgency(), Name: "More"}); !refused(err, "track.fault.closed") {
			t.Errorf("a deliverable was added: %v", err)
		}
		bare := d.Draft(key.Text)
		bare.EvidenceLink = ""
		if _, err := f.Deliverables.Save(ctx, key, d.ID, bare); !refused(err, "track.fault.closed") {
			t.Errorf("a deliverable was unsettled: %v", err)
		}
		if _, err := f.RemoveDeliverable(ctx, key, urgency(), d.ID, d.Version); !refused(err, "track.fault.closed") {
			t.Errorf("a deliverable was removed: %v", err)
		}
		better := d.Draft(key.Text)
		better.EvidenceLink = "https://firm.example/better"
		if _, err := f.Deliverables.Save(ctx, key, d.ID, better); err != nil {
			t.Errorf("evidence could not be bettered: %v", err)
		}
		plan := done.Draft(key.Text)
		plan.Status, plan.Notes = Idle, "Kept short"
		if s := must(f.SaveStep(ctx, key, plan))(t); s.Status != Done || s.ActualFinish != today() {
			t.Errorf("a save opened the step: %+v", s)
		}
	})
}

func TestAStepIsReopenedOnlyWithAReason(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		key, f, ctx := opened(t, db), New(db, Sheets{}), t.Context()
		if _, err := f.Reopen(ctx, key, urgency(), Reopening{Reason: "why not"}); !refused(err, "track.fault.not_done") {
			t.Errorf("a step that is not done was reopened: %v", err)
		}
		must(f.Deliverables.Create(ctx, key, DeliverableDraft{Place: urgency(), Name: "The case", NotApplicable: true, Reason: "Known to all"}))(t)
		done := must(f.Finish(ctx, key, urgency(), 0))(t)
		if _, err := f.Reopen(ctx, key, urgency(), Reopening{Reason: "  ", Version: done.Version}); !fault.Is(err, fault.Invalid) {
			t.Errorf("without a reason: %v", err)
		}
		again := must(f.Reopen(ctx, key, urgency(), Reopening{Reason: "New management", Version: done.Version}))(t)
		if again.Status != Active || !again.ActualFinish.IsZero() || again.ReopenedReason != "New management" {
			t.Errorf("reopened as %+v", again)
		}
	})
}

func TestUndoNeverMakesAStepDoneThatOwesSomething(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		key, f, ctx := opened(t, db), New(db, Sheets{}), t.Context()
		must(f.Deliverables.Create(ctx, key, DeliverableDraft{Place: urgency(), Name: "The case", EvidenceText: "Told"}))(t)
		done := must(f.Finish(ctx, key, urgency(), 0))(t)
		receipted, left := record.WithReceipt(ctx)
		must(f.Reopen(receipted, key, urgency(), Reopening{Reason: "More to show", Version: done.Version}))(t)
		must(f.Deliverables.Create(ctx, key, DeliverableDraft{Place: urgency(), Name: "More"}))(t)
		if err := f.Steps.Undo(ctx, key, line(t, db, key, left.Seq)); !refused(err, "track.fault.owed") {
			t.Errorf("the reopening was taken back: %v", err)
		}
	})
}

func TestOfTwoFirstSavesOneIsStale(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		key, f := opened(t, db), New(db, Sheets{})
		var all sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			all.Go(func() { _, errs[i] = f.SaveStep(t.Context(), key, StepDraft{Place: urgency(), Status: Active}) })
		}
		all.Wait()
		kept := 0
		for _, err := range errs {
			if err == nil {
				kept++
			} else if !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		}
		if kept != 1 {
			t.Errorf("%d saves were kept, want 1", kept)
		}
	})
}

func TestAStepIsNotFinishedWhileADeliverableIsAdded(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		key, f, ctx := opened(t, db), New(db, Sheets{}), t.Context()
		for _, step := range record.Steps(record.Kotter) {
			at := Place{record.Kotter, step}
			must(f.Deliverables.Create(ctx, key, DeliverableDraft{Place: at, Name: "One", EvidenceText: "Done"}))(t)
			var both sync.WaitGroup
			both.Go(func() { _, _ = f.Finish(ctx, key, at, 0) })
			both.Go(func() { _, _ = f.Deliverables.Create(ctx, key, DeliverableDraft{Place: at, Name: "Two"}) })
			both.Wait()
			if w := must(f.Work(ctx, key, at))(t); w.Step.Status == Done && len(owed(w.Deliverables)) > 0 {
				t.Errorf("%s is done and owes something", step)
			}
		}
	})
}

func TestEachForecastIsKept(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		key, f, ctx := opened(t, db), New(db, Sheets{}), t.Context()
		d := StepDraft{Place: urgency(), Status: Active, PlannedFinish: today(), ForecastFinish: today().AddDays(7)}
		s := must(f.SaveStep(ctx, key, d))(t)
		d = s.Draft(key.Text)
		d.ForecastFinish, d.ForecastReason = today().AddDays(12), "The board meets later"
		s = must(f.SaveStep(ctx, key, d))(t)
		d = s.Draft(key.Text)
		d.Notes = "Nothing moved"
		must(f.SaveStep(ctx, key, d))(t)
		w := must(f.Work(ctx, key, urgency()))(t)
		if len(w.Forecasts) != 2 || w.Forecasts[0].Reason != "The board meets later" || w.Forecasts[1].Day != today().AddDays(7) {
			t.Errorf("kept %+v", w.Forecasts)
		}
	})
}

func TestTheVisionIsOneRowOfManyVersions(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		key, f, ctx := opened(t, db), New(db, Sheets{}), t.Context()
		v := must(f.SaveVision(ctx, key, VisionDraft{Body: "Every customer is known.", State: Drafting}))(t)
		d := v.Draft(key.Text)
		d.State = Communicated
		v = must(f.SaveVision(ctx, key, d))(t)
		if v.Version != 2 || v.CommunicatedOn != today() {
			t.Errorf("kept as %+v", v)
		}
		if _, err := f.SaveVision(ctx, key, d); !fault.Is(err, fault.Conflict) {
			t.Errorf("a stale save: %v", err)
		}
	})
}

func refused(err error, key string) bool {
	f, ok := fault.As(err)
	return ok && f.Kind == fault.Refused && f.Text.Key == key
}

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func line(t *testing.T, db *database.DB, key project.Scope, seq int64) audit.Entry {
	t.Helper()
	var e audit.Entry
	err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		var err error
		e, err = audit.Find(tx, key.ProjectID, seq)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

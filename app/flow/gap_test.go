package flow

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/businesscase"
	"stegvis/app/maturity"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// closing is a project with its rooms, in which every dimension is at level 2.
type closing struct {
	*Gaps
	db   *database.DB
	key  project.Scope
	undo *Undo
}

func eachClosing(t *testing.T, run func(t *testing.T, c closing)) {
	t.Helper()
	texts := shippedTexts(t)
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		system := projecttest.Open(t, db, texts.For("en"), date.New(2026, time.November, 23))
		key := project.SystemScope{Text: system.Text}.As(system, account.Account{ID: "maker", Name: "Maker"}, system.Now())
		key.Project.Currency = "SEK"
		c := closing{db: db, key: key}
		c.Gaps = NewGaps(db, maturity.New(db, maturity.Shelf{}), rollout.New(db), risk.New(db), businesscase.New(db), record.NewAttachments(db, []record.Sort{
			{Kind: risk.Kind, Table: "risk", Title: "title", Letter: risk.Letter}, {Kind: businesscase.Kind, Table: "cost_line", Title: "name", Letter: businesscase.Letter},
			{Kind: rollout.TaskKind, Table: "task", Title: "title", Letter: rollout.TaskLetter},
		}))
		c.undo = NewUndo(db, map[record.Kind]Undoable{record.LinkKind: c.attached.Undo, risk.Kind: c.risks.Undo, businesscase.Kind: c.costs.Undo, rollout.TaskKind: c.plan.Tasks.Undo})
		run(t, c)
	})
}

// assess judges every dimension at one level.
func (c closing) assess(t *testing.T, on date.Day, level int) maturity.Assessment {
	t.Helper()
	d := maturity.Draft{AssessedOn: on, Current: map[string]int{}, Target: map[string]int{}}
	for _, one := range maturity.Dimensions() {
		d.Current[one], d.Target[one] = level, 4
	}
	a, err := c.judged.Create(t.Context(), c.key, d)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// count is how many rows of a table are there.
func (c closing) count(t *testing.T, table, where string) int64 {
	t.Helper()
	var n int64
	err := c.db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Table(table).Where(where).Count(&n).Error })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAGapBecomesLinkedRowsWhichOneUndoTakesBack(t *testing.T) {
	eachClosing(t, func(t *testing.T, c closing) {
		a := c.assess(t, c.key.Today(), 2)
		ctx, receipt := record.WithReceipt(t.Context())
		n, err := c.Make(ctx, c.key, "information", GapDraft{Make: []string{"t1", "t2", "r1", "c1"}, Amount: "12 500", DueOn: c.key.Today().AddDays(60)})
		if err != nil || n != 4 {
			t.Fatal(n, err)
		}
		var tasks []rollout.Task
		if err := c.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error { return tx.Order("number").Find(&tasks).Error }); err != nil {
			t.Fatal(err)
		}
		if len(tasks) != 2 || tasks[0].OriginKind != "gap" || tasks[0].OriginID != a.ID || tasks[0].GartnerStep != "information" || tasks[0].TextKey != "domain.gap.information.t1" {
			t.Errorf("%+v", tasks)
		}
		if got := c.count(t, "record_link", "relation = 'mitigates' OR relation = 'relates'"); got != 4 {
			t.Errorf("%d links, want two tasks to one risk and one cost to two tasks", got)
		}
		if got := c.count(t, "cost_amount", "planned = 1250000"); got != 1 {
			t.Error("the expected cost is not planned")
		}
		if err := c.undo.Take(t.Context(), c.key, receipt.Seq); err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"task", "risk", "cost_line"} {
			if got := c.count(t, table, "deleted_at IS NULL"); got != 0 {
				t.Errorf("%d rows of %s are left after Undo", got, table)
			}
		}
		if got := c.count(t, "record_link", "1 = 1"); got != 0 {
			t.Errorf("%d links are left after Undo", got)
		}
		if offer, err := c.Offered(t.Context(), c.key, "information"); err != nil || offer.Proposals[0].Made != nil {
			t.Errorf("what was taken back cannot be made again: %v", err)
		}
	})
}

func TestWhatIsMadeOfAGapIsMadeOnceAndAsOneChange(t *testing.T) {
	eachClosing(t, func(t *testing.T, c closing) {
		c.assess(t, c.key.Today(), 2)
		if _, err := c.Make(t.Context(), c.key, "vision", GapDraft{Make: []string{"t1", "r1"}}); err != nil {
			t.Fatal(err)
		}
		if n, err := c.Make(t.Context(), c.key, "vision", GapDraft{Make: []string{"t1", "c1"}}); n != 1 || err != nil {
			t.Errorf("%d made, %v: only the cost is new", n, err)
		}
		var batches []string
		err := c.db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Model(&audit.Entry{}).Where("stream = ? AND batch <> ''", c.key.ProjectID).Distinct().Pluck("batch", &batches).Error
		})
		if err != nil || len(batches) != 2 {
			t.Errorf("%d changes, %v", len(batches), err)
		}
	})
}

func TestWhatTwoMakeOfAGapAtTheSameMomentIsMadeOnce(t *testing.T) {
	eachClosing(t, func(t *testing.T, c closing) {
		c.assess(t, c.key.Today(), 2)
		const people = 6
		var made, refused atomic.Int64
		var all sync.WaitGroup
		for range people {
			all.Go(func() {
				n, err := c.Make(t.Context(), c.key, "vision", GapDraft{Make: []string{"t1"}})
				made.Add(int64(n))
				if fault.Is(err, fault.Invalid) {
					refused.Add(1)
				}
			})
		}
		all.Wait()
		if made.Load() != 1 || refused.Load() != people-1 {
			t.Errorf("%d made, %d told that there is nothing left", made.Load(), refused.Load())
		}
		if n := c.count(t, "task", "1 = 1"); n != 1 {
			t.Errorf("%d tasks", n)
		}
	})
}

func TestNothingIsMadeWhenOnePartIsWrong(t *testing.T) {
	eachClosing(t, func(t *testing.T, c closing) {
		c.assess(t, c.key.Today(), 2)
		all := []string{"t1", "t2", "r1", "c1"}
		for rule, w := range map[string]struct {
			key       project.Scope
			dimension string
			d         GapDraft
			want      fault.Kind
		}{
			"nothing chosen":          {c.key, "vision", GapDraft{}, fault.Invalid},
			"a part that is not one":  {c.key, "vision", GapDraft{Make: []string{"x9"}}, fault.Invalid},
			"an amount that is words": {c.key, "vision", GapDraft{Make: all, Amount: "much"}, fault.Invalid},
			"a dimension that is not": {c.key, "weather", GapDraft{Make: all}, fault.NotFound},
			"a stranger's owner":      {c.key, "vision", GapDraft{Make: all, OwnerID: "nobody here"}, fault.Invalid},
			"without the right":       {projecttest.As(c.key, project.Viewer), "vision", GapDraft{Make: all}, fault.Forbidden},
		} {
			if _, err := c.Make(t.Context(), w.key, w.dimension, w.d); !fault.Is(err, w.want) {
				t.Errorf("%s: %v", rule, err)
			}
			if n := c.count(t, "task", "1 = 1") + c.count(t, "gap_work", "1 = 1"); n != 0 {
				t.Fatalf("%s: %d rows were kept all the same", rule, n)
			}
		}
	})
}

func TestALaterAssessmentShowsWhatWasDoneInBetween(t *testing.T) {
	eachClosing(t, func(t *testing.T, c closing) {
		today := c.key.Today()
		before := c.assess(t, today.AddDays(-30), 2)
		if _, err := c.Make(t.Context(), c.key, "metrics", GapDraft{Make: []string{"t1", "t2", "c1"}}); err != nil {
			t.Fatal(err)
		}
		offer, err := c.Offered(t.Context(), c.key, "metrics")
		if err != nil {
			t.Fatal(err)
		}
		first, err := c.plan.Tasks.One(t.Context(), c.key, offer.Proposals[0].Made.ObjectID)
		if err != nil {
			t.Fatal(err)
		}
		d := first.Draft(c.key.Text)
		d.Status = rollout.Done
		if _, err := c.plan.Tasks.Save(t.Context(), c.key, first.ID, d); err != nil {
			t.Fatal(err)
		}
		now := c.assess(t, today, 2)
		now.Answers[7].Current = 3
		proofs, err := c.Proofs(t.Context(), c.key, before, now)
		if err != nil || len(proofs) != 1 {
			t.Fatal(proofs, err)
		}
		p := proofs[0]
		if p.Dimension != "metrics" || p.Moved() != 10 || len(p.Between) != 1 || len(p.Open) != 2 || p.Between[0].Code != first.Code() {
			t.Errorf("%+v", p)
		}
	})
}

func TestWorkIsDoneBetweenTwoAssessmentsFromTheDayAfterTheFirst(t *testing.T) {
	day := func(n int) date.Day { return date.New(2026, time.March, n) }
	level := func(on date.Day, n int) maturity.Assessment {
		return maturity.Assessment{AssessedOn: on, Answers: []maturity.Answer{{Dimension: "vision", Current: n, Target: 4}}}
	}
	at := func(made, on date.Day) Done {
		return Done{Work: maturity.Work{Dimension: "vision", MadeOn: made}, On: on}
	}
	for _, c := range []struct {
		rule          string
		done          Done
		between, open int
	}{
		{"done on the first one's day", at(day(1), day(10)), 0, 0},
		{"done the day after", at(day(1), day(11)), 1, 0},
		{"done on the later one's day", at(day(1), day(20)), 1, 0},
		{"done after it", at(day(1), day(21)), 0, 1},
		{"not done", at(day(15), date.Day{}), 0, 1},
		{"made after it", at(day(21), date.Day{}), 0, 0},
	} {
		p := proofs(level(day(10), 2), level(day(20), 3), []Done{c.done})
		if len(p) != 1 || len(p[0].Between) != c.between || len(p[0].Open) != c.open {
			t.Errorf("%s: %+v", c.rule, p)
		}
	}
}

func TestEveryDimensionHasItsProposalsInEveryLanguage(t *testing.T) {
	texts := shippedTexts(t)
	for _, lang := range texts.Languages() {
		for _, dimension := range maturity.Dimensions() {
			for _, p := range proposals(dimension) {
				fields := map[record.Kind][]string{rollout.TaskKind: {"title", "note"}, risk.Kind: {"title", "cause", "effect", "response"}, businesscase.Kind: {"name", "note"}}[p.Kind]
				for _, field := range fields {
					if key := p.textKey + "." + field; !texts.For(lang).Has(key) {
						t.Errorf("%s: %s is missing", lang, key)
					}
				}
				if p.Kind == risk.Kind && p.category == "" || p.Kind == businesscase.Kind && p.cost == "" {
					t.Errorf("%s.%s is of no sort", dimension, p.Part)
				}
			}
		}
	}
}

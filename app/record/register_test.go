package record_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/record"
)

// note is a row as slices have them, with as little in it as can be.
type note struct {
	record.Row    `gorm:"embedded"`
	record.Tags   `gorm:"embedded"`
	record.Origin `gorm:"embedded"`
	Title         string `json:"title"`
	Body          string `json:"body"`
}

func (note) TableName() string          { return "note" }
func (note) RecordKind() record.Kind    { return "note" }
func (n note) Label() string            { return n.Title }
func (n note) Drafted(t *i18n.Text) any { return n.draft(t) }

func (n note) draft(t *i18n.Text) draft {
	return draft{Title: n.Phrase("title", n.Title).In(t), Body: n.Phrase("body", n.Body).In(t), Version: n.Version, Tags: n.Tags}
}

type draft struct {
	Title   string `form:"title" validate:"required,max=20,oneline"`
	Body    string `form:"body" validate:"max=100"`
	Version int64  `form:"version"`
	record.Tags
}

func (d draft) BasedOn() int64 { return d.Version }

func (d draft) Apply(n *note, key project.Scope) {
	n.Keep(key.Text, record.Words{Field: "title", Stored: &n.Title, Typed: d.Title}, record.Words{Field: "body", Stored: &n.Body, Typed: d.Body})
	n.Tags = d.Tags
}

type notes struct {
	record.Register[note, *note, draft]
	texts *i18n.Bundle
}

func today() date.Day { return date.New(2026, 11, 23) }

// opened runs a test with an empty register of notes in an empty project.
func opened(t *testing.T, run func(t *testing.T, r notes, key project.Scope)) {
	t.Helper()
	texts, err := i18n.Load(fstest.MapFS{
		"en/known.yaml": {Data: []byte("n: {title: A known title, body: A known body}\n")},
		"sv/known.yaml": {Data: []byte("n: {title: En känd rubrik, body: En känd text}\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Exec(`CREATE TABLE note (id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL, project_id TEXT NOT NULL REFERENCES project (id),
				number BIGINT NOT NULL, version BIGINT NOT NULL, created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL, deleted_at TIMESTAMP, text_key TEXT NOT NULL,
				kotter_step TEXT NOT NULL, gartner_step TEXT NOT NULL, origin_kind TEXT NOT NULL, origin_id TEXT NOT NULL,
				title TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (project_id, number))`).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		r := notes{record.Register[note, *note, draft]{DB: db, May: project.EditRegisters}, texts}
		run(t, r, projecttest.Open(t, db, texts.For("en"), today()))
	})
}

// got gives what was made, or ends the test.
func got[T any](t *testing.T) func(made T, err error) T {
	return func(made T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
}

// log are the lines of the project's log about notes, the first one first.
func (r notes) log(t *testing.T, key project.Scope) []audit.Entry {
	t.Helper()
	var lines []audit.Entry
	err := r.DB.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("stream = ?", key.ProjectID).Order("seq").Find(&lines).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// last is the latest line.
func (r notes) last(t *testing.T, key project.Scope) audit.Entry {
	t.Helper()
	lines := r.log(t, key)
	return lines[len(lines)-1]
}

func (r notes) undo(t *testing.T, key project.Scope, e audit.Entry) {
	t.Helper()
	if err := r.Undo(t.Context(), key, e); err != nil {
		t.Fatal(err)
	}
}

// titled is the title in an image of the log, "" for none.
func titled(t *testing.T, image string) string {
	t.Helper()
	var n note
	if image == "" {
		return ""
	}
	if err := json.Unmarshal([]byte(image), &n); err != nil {
		t.Fatal(err)
	}
	return n.Title
}

func TestEachWriteRaisesTheVersionAndLeavesOneLineWithBeforeAndAfter(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		n := got[note](t)(r.Create(t.Context(), key, draft{Title: "one", Tags: record.Tags{KotterStep: "vision", GartnerStep: "strategy"}}))
		n = got[note](t)(r.Save(t.Context(), key, n.ID, draft{Title: "two", Version: n.Version}))
		n = got[note](t)(r.Change(t.Context(), key, n.ID, n.Version, func(n *note) error { n.Title = "three"; return nil }))
		got[note](t)(r.Delete(t.Context(), key, n.ID, n.Version))
		r.undo(t, key, r.last(t, key))
		n = got[note](t)(r.One(t.Context(), key, n.ID))
		if n.Version != 5 || n.Number != 1 || n.Title != "three" || n.DeletedAt != nil || !n.CreatedAt.Equal(key.Now()) {
			t.Errorf("%+v", n)
		}
		var got [][3]string
		for i, e := range r.log(t, key) {
			got = append(got, [3]string{string(e.Action), titled(t, e.BeforeImage), titled(t, e.AfterImage)})
			if e.Seq != int64(i+1) || e.ObjectID != n.ID || e.Kind != "note" || e.ActorName != "test" {
				t.Errorf("%+v", e)
			}
		}
		want := [][3]string{{"created", "", "one"}, {"changed", "one", "two"}, {"changed", "two", "three"}, {"deleted", "three", "three"}, {"restored", "three", "three"}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWhatIsRefusedLeavesNothing(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		n := got[note](t)(r.Create(t.Context(), key, draft{Title: "one"}))
		refusal := errors.New("not this one")
		broken, failing := r, r
		broken.Check = func(*gorm.DB, project.Scope, *note) error { return fault.Field("title", "fault.field.unknown") }
		failing.Then = func(context.Context, *gorm.DB, project.Scope, *note, *note) error { return refusal }
		viewer := projecttest.As(key, project.Viewer)
		for name, c := range map[string]struct {
			do   func() error
			want fault.Kind
		}{
			"without the right to create": {func() error { _, err := r.Create(t.Context(), viewer, draft{Title: "x"}); return err }, fault.Forbidden},
			"without the right to save":   {func() error { _, err := r.Save(t.Context(), viewer, n.ID, draft{Title: "x", Version: 1}); return err }, fault.Forbidden},
			"without the right to change": {func() error {
				_, err := r.Change(t.Context(), viewer, n.ID, 1, func(*note) error { return nil })
				return err
			}, fault.Forbidden},
			"without the right to delete": {func() error { _, err := r.Delete(t.Context(), viewer, n.ID, 1); return err }, fault.Forbidden},
			"without the right to undo":   {func() error { return r.Undo(t.Context(), viewer, r.last(t, key)) }, fault.Forbidden},
			"a draft with a wrong field":  {func() error { _, err := r.Create(t.Context(), key, draft{Title: strings.Repeat("å", 21)}); return err }, fault.Invalid},
			"a step that there is not": {func() error {
				_, err := r.Save(t.Context(), key, n.ID, draft{Title: "x", Version: 1, Tags: record.Tags{KotterStep: "strategy"}})
				return err
			}, fault.Invalid},
			"a reference that is unknown":  {func() error { _, err := broken.Create(t.Context(), key, draft{Title: "x"}); return err }, fault.Invalid},
			"a stale save":                 {func() error { _, err := r.Save(t.Context(), key, n.ID, draft{Title: "x", Version: 2}); return err }, fault.Conflict},
			"a stale delete":               {func() error { _, err := r.Delete(t.Context(), key, n.ID, 0); return err }, fault.Conflict},
			"what goes with it fails, new": {func() error { _, err := failing.Create(t.Context(), key, draft{Title: "x"}); return err }, 0},
			"what goes with it fails": {func() error {
				_, err := failing.Save(t.Context(), key, n.ID, draft{Title: "x", Version: 1})
				return err
			}, 0},
		} {
			err := c.do()
			if c.want == 0 && !errors.Is(err, refusal) || c.want != 0 && !fault.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n = got[note](t)(r.One(t.Context(), key, n.ID)); n.Title != "one" || n.Version != 1 || len(r.log(t, key)) != 1 {
			t.Errorf("%+v with %d lines", n, len(r.log(t, key)))
		}
		if next := got[note](t)(r.Create(t.Context(), key, draft{Title: "two"})); next.Number != 2 {
			t.Errorf("the next is number %d: a failed one took a number", next.Number)
		}
	})
}

func TestAStaleSaveShowsTheRowAsItIsNow(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		n := got[note](t)(r.Create(t.Context(), key, draft{Title: "one"}))
		got[note](t)(r.Save(t.Context(), key, n.ID, draft{Title: "hers", Version: 1}))
		_, err := r.Save(t.Context(), key, n.ID, draft{Title: "his", Version: 1})
		f, ok := fault.As(err)
		if !ok || f.Kind != fault.Conflict {
			t.Fatal(err)
		}
		if now, ok := f.Current.(*note); !ok || now.Title != "hers" || now.Version != 2 {
			t.Errorf("shown is %+v", f.Current)
		}
	})
}

func TestOfManyWhoSaveTheSameVersionOneIsKept(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		n := got[note](t)(r.Create(t.Context(), key, draft{Title: "one"}))
		var kept, stale int
		var mutex sync.Mutex
		var all sync.WaitGroup
		for range 12 {
			all.Go(func() {
				_, err := r.Save(t.Context(), key, n.ID, draft{Title: "two", Version: 1})
				mutex.Lock()
				defer mutex.Unlock()
				switch {
				case err == nil:
					kept++
				case fault.Is(err, fault.Conflict):
					stale++
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if kept != 1 || stale != 11 || len(r.log(t, key)) != 2 {
			t.Errorf("%d kept, %d stale, %d lines", kept, stale, len(r.log(t, key)))
		}
	})
}

func TestUndoTakesBackEachSortOfChangeAndItself(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		n := got[note](t)(r.Create(t.Context(), key, draft{Title: "one", Body: "first"}))
		created := r.last(t, key)
		got[note](t)(r.Save(t.Context(), key, n.ID, draft{Title: "two", Body: "second", Version: 1}))
		r.undo(t, key, r.last(t, key))
		if back := got[note](t)(r.One(t.Context(), key, n.ID)); back.Title != "one" || back.Body != "first" || back.Version != 3 {
			t.Errorf("a change taken back: %+v", back)
		}
		r.undo(t, key, r.last(t, key))
		if again := got[note](t)(r.One(t.Context(), key, n.ID)); again.Title != "two" || again.Version != 4 {
			t.Errorf("an undo taken back: %+v", again)
		}
		if err := r.Undo(t.Context(), key, created); !fault.Is(err, fault.Conflict) {
			t.Errorf("an undo of what was changed since: %v", err)
		}
		m := got[note](t)(r.Create(t.Context(), key, draft{Title: "three"}))
		r.undo(t, key, r.last(t, key))
		if _, err := r.One(t.Context(), key, m.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a creation taken back is still there: %v", err)
		}
		r.undo(t, key, r.last(t, key))
		if back := got[note](t)(r.One(t.Context(), key, m.ID)); back.Title != "three" || back.Version != 3 {
			t.Errorf("and back again: %+v", back)
		}
	})
}

func TestUndoIsHeldToTheRulesOfTheDay(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		n := got[note](t)(r.Create(t.Context(), key, draft{Title: "one"}))
		got[note](t)(r.Save(t.Context(), key, n.ID, draft{Title: "two", Version: 1}))
		line := r.last(t, key)
		strict, kept := r, r
		strict.Check = func(_ *gorm.DB, _ project.Scope, n *note) error {
			if n.Title == "one" {
				return fault.Field("title", "fault.field.unknown")
			}
			return nil
		}
		if err := strict.Undo(t.Context(), key, line); !fault.Is(err, fault.Invalid) {
			t.Errorf("what may be no longer comes back: %v", err)
		}
		line.BeforeImage = strings.ReplaceAll(line.BeforeImage, `"one"`, `""`)
		if err := r.Undo(t.Context(), key, line); !fault.Is(err, fault.Invalid) {
			t.Errorf("an image that is no valid draft comes back: %v", err)
		}
		m := got[note](t)(r.Create(t.Context(), key, draft{Title: "three"}))
		kept.Keep = func(*gorm.DB, project.Scope, *note) error { return fault.Broken("fault.kept") }
		if err := kept.Undo(t.Context(), key, r.last(t, key)); !fault.Is(err, fault.Refused) {
			t.Errorf("what must be kept is removed by undo: %v", err)
		}
		if _, err := kept.Delete(t.Context(), key, m.ID, 1); !fault.Is(err, fault.Refused) {
			t.Errorf("what must be kept is removed: %v", err)
		}
	})
}

func TestARowOfAnotherProjectIsNotFoundByAnyVerb(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		n := got[note](t)(r.Create(t.Context(), key, draft{Title: "ours"}))
		line := r.last(t, key)
		foreign := projecttest.Open(t, r.DB, key.Text, today())
		for name, do := range map[string]func() error{
			"read": func() error { _, err := r.One(t.Context(), foreign, n.ID); return err },
			"save": func() error {
				_, err := r.Save(t.Context(), foreign, n.ID, draft{Title: "theirs", Version: 1})
				return err
			},
			"change": func() error {
				_, err := r.Change(t.Context(), foreign, n.ID, 1, func(n *note) error { n.Title = "theirs"; return nil })
				return err
			},
			"delete": func() error { _, err := r.Delete(t.Context(), foreign, n.ID, 1); return err },
			"undo":   func() error { return r.Undo(t.Context(), foreign, line) },
			"no id":  func() error { _, err := r.One(t.Context(), foreign, "nothing"); return err },
		} {
			if err := do(); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if now := got[note](t)(r.One(t.Context(), key, n.ID)); now.Title != "ours" || now.Version != 1 {
			t.Errorf("%+v", now)
		}
		if theirs := got[note](t)(r.Create(t.Context(), foreign, draft{Title: "theirs"})); theirs.Number != 1 {
			t.Errorf("numbers of another project go on from ours: %d", theirs.Number)
		}
	})
}

func TestWhatIsDeletedIsNotFoundByAnyVerbButUndo(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		n := got[note](t)(r.Create(t.Context(), key, draft{Title: "one"}))
		got[note](t)(r.Delete(t.Context(), key, n.ID, 1))
		_, read := r.One(t.Context(), key, n.ID)
		_, saved := r.Save(t.Context(), key, n.ID, draft{Title: "two", Version: 2})
		_, deleted := r.Delete(t.Context(), key, n.ID, 2)
		for what, err := range map[string]error{"read": read, "saved": saved, "deleted": deleted} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if next := got[note](t)(r.Create(t.Context(), key, draft{Title: "next"})); next.Number != 2 {
			t.Errorf("a deleted row's number was given again: %d", next.Number)
		}
	})
}

func TestACataloguesWordsAreTheReadersUntilAPersonChangesThem(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		sv := key
		sv.Text = r.texts.For("sv")
		n := got[note](t)(r.CreateFrom(t.Context(), key, draft{Title: "A known title", Body: "A known body"}, "known.n", record.Origin{OriginKind: "catalogue", OriginID: "n"}))
		if n.OriginKind != "catalogue" || n.OriginID != "n" {
			t.Errorf("it came from %+v", n.Origin)
		}
		if d := n.draft(sv.Text); d.Title != "En känd rubrik" || d.Body != "En känd text" {
			t.Errorf("a Swedish reader sees %+v", d)
		}
		tagged := n.draft(sv.Text)
		tagged.KotterStep = "wins"
		n = got[note](t)(r.Save(t.Context(), sv, n.ID, tagged))
		if n.TextKey != "known.n" || n.Title != "A known title" || n.KotterStep != "wins" {
			t.Errorf("a save that changes no word: %+v", n)
		}
		edited := n.draft(sv.Text)
		edited.Body = "Min egen text"
		n = got[note](t)(r.Save(t.Context(), sv, n.ID, edited))
		if n.TextKey != "" || n.Title != "En känd rubrik" || n.Body != "Min egen text" {
			t.Errorf("a save that changes a word: %+v", n)
		}
		r.undo(t, sv, r.last(t, key))
		if n = got[note](t)(r.One(t.Context(), key, n.ID)); n.TextKey != "known.n" || n.draft(key.Text).Body != "A known body" {
			t.Errorf("taken back: %+v", n)
		}
		if n = got[note](t)(r.Create(t.Context(), key, draft{Title: "A known title"})); n.TextKey != "" || n.draft(sv.Text).Title != "A known title" {
			t.Errorf("words that a person typed are translated: %+v", n)
		}
	})
}

func TestOnlyTheLatestLineOfARequestIsOnItsReceipt(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		ctx, receipt := record.WithReceipt(t.Context())
		n := got[note](t)(r.Create(ctx, key, draft{Title: "one"}))
		got[note](t)(r.Save(ctx, key, n.ID, draft{Title: "two", Version: 1}))
		got[note](t)(r.Create(t.Context(), key, draft{Title: "of another request"}))
		if receipt.Seq != 2 {
			t.Errorf("the receipt says %d", receipt.Seq)
		}
	})
}

func TestForecastsAreAppendedAndReadFromTheLatest(t *testing.T) {
	opened(t, func(t *testing.T, r notes, key project.Scope) {
		n := got[note](t)(r.Create(t.Context(), key, draft{Title: "one"}))
		ref := record.Ref{Kind: "note", ID: n.ID}
		later := project.SystemScope{Text: key.Text}.As(key, account.Account{ID: "1", Name: "Åsa Łukowska"}, key.Now().Add(time.Hour))
		earlier := project.SystemScope{Text: key.Text}.As(key, account.Account{ID: "2", Name: key.Actor().Name}, key.Now().Add(-time.Hour))
		err := r.DB.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return errors.Join(record.AppendForecast(tx, key, ref, today(), i18n.Phrase{}), record.AppendForecast(tx, later, ref, date.Day{}, i18n.Phrase{Text: "nobody knows"}),
				record.AppendForecast(tx, earlier, ref, today().AddDays(9), i18n.Phrase{Text: "told before"}),
				record.AppendForecast(tx, key, record.Ref{Kind: "note", ID: "another"}, today(), i18n.Phrase{}))
		})
		if err != nil {
			t.Fatal(err)
		}
		foreign := projecttest.Open(t, r.DB, key.Text, today())
		err = r.DB.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			all, err := record.Forecasts(tx, key, ref)
			var got []string
			for _, f := range all {
				got = append(got, f.Day.String()+" "+f.Reason+" "+f.MadeBy)
			}
			if diff := cmp.Diff([]string{" nobody knows Åsa Łukowska", "2026-11-23  test", "2026-12-02 told before test"}, got); diff != "" {
				t.Error(diff)
			}
			none, missing := record.Forecasts(tx, foreign, ref)
			if len(none) > 0 {
				t.Error("another project reads them")
			}
			return errors.Join(err, missing)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

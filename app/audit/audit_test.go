package audit_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
)

func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func åsa() audit.Actor { return audit.Actor{Kind: "account", ID: "1", Name: "Åsa Łukowska"} }

// write records changes, each in a transaction of its own.
func write(t *testing.T, db *database.DB, changes ...audit.Change) []audit.Entry {
	t.Helper()
	var lines []audit.Entry
	for _, c := range changes {
		err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			e, err := audit.Record(tx, c)
			lines = append(lines, e)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return lines
}

func list(t *testing.T, db *database.DB, stream string, f audit.Filter, offset, limit int) ([]audit.Entry, int64) {
	t.Helper()
	var entries []audit.Entry
	var total int64
	err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		var err error
		entries, total, err = audit.List(tx, stream, f, offset, limit)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return entries, total
}

// labels are the entries' labels in their order.
func labels(entries []audit.Entry) string {
	var all []string
	for _, e := range entries {
		all = append(all, e.Label)
	}
	return strings.Join(all, " ")
}

func TestALineSaysWhoWhenWhatBeforeAndAfter(t *testing.T) {
	type row struct {
		Title  string `json:"title"`
		Secret string `json:"-"`
	}
	at := time.Date(2026, 11, 23, 13, 5, 6, 123456789, time.FixedZone("", 3600))
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		write(t, db, audit.Change{Actor: åsa(), OrganisationID: "o", ProjectID: "p", Action: audit.Changed, Kind: "risk", ObjectID: "r", Label: "Title <b>",
			Before: row{"Old", "hash"}, After: &row{"New \u2028 \"é\"", "hash"}, At: at})
		got, _ := list(t, db, "p", audit.Filter{}, 0, 10)
		want := []audit.Entry{{Stream: "p", Seq: 1, At: time.Date(2026, 11, 23, 12, 5, 6, 123456000, time.UTC), ActorKind: "account", ActorID: "1", ActorName: "Åsa Łukowska",
			OrganisationID: "o", ProjectID: "p", Action: "changed", Kind: "risk", ObjectID: "r", Label: "Title <b>",
			BeforeImage: `{"title":"Old"}`, AfterImage: `{"title":"New \u2028 \"é\""}`}}
		got[0].At = got[0].At.UTC()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestNothingIsWrittenAsNoImageAndAMomentIsNowUnlessSaid(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		e := write(t, db, audit.Change{Actor: audit.System("sweep"), Action: audit.Deleted})[0]
		if e.BeforeImage+e.AfterImage != "" || e.ActorKind != "system" || e.ActorName != "sweep" || time.Since(e.At) > time.Minute {
			t.Errorf("%+v", e)
		}
	})
}

func TestAStreamIsTheProjectElseTheOrganisationElseTheInstallation(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		lines := write(t, db, audit.Change{OrganisationID: "o", ProjectID: "p"}, audit.Change{OrganisationID: "o"}, audit.Change{}, audit.Change{ProjectID: "p"})
		for i, want := range []string{"p 1", "o 1", "installation 1", "p 2"} {
			if got := fmt.Sprint(lines[i].Stream, " ", lines[i].Seq); got != want {
				t.Errorf("line %d is %s, want %s", i, got, want)
			}
		}
	})
}

func TestASequenceHasNoGapsThoughManyWriteAndSomeFail(t *testing.T) {
	const writers, each = 16, 6
	failure := errors.New("this one is rolled back")
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				for n := range each {
					err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
						if _, err := audit.Record(tx, audit.Change{Actor: åsa(), ProjectID: "p", Label: fmt.Sprint(w)}); err != nil {
							return err
						}
						if n%3 == 2 {
							return failure
						}
						return nil
					})
					if err != nil && !errors.Is(err, failure) {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		entries, total := list(t, db, "p", audit.Filter{}, 0, 1000)
		if total != writers*each*2/3 || len(entries) != int(total) {
			t.Fatalf("%d lines of %d", len(entries), total)
		}
		for i, e := range entries {
			if e.Seq != total-int64(i) {
				t.Fatalf("line %d from the end has the number %d of %d", i, e.Seq, total)
			}
		}
	})
}

func TestNumbersFollowTheOrderOfCommits(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		first, hold := make(chan struct{}), make(chan struct{})
		ended := make(chan error, 1)
		go func() {
			ended <- db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
				_, err := audit.Record(tx, audit.Change{ProjectID: "p", Label: "slow"})
				close(first)
				<-hold
				return err
			})
		}()
		<-first
		quick := make(chan error, 1)
		go func() {
			quick <- db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
				_, err := audit.Record(tx, audit.Change{ProjectID: "p", Label: "quick"})
				return err
			})
		}()
		select {
		case err := <-quick:
			t.Errorf("the second was committed before the first: %v", err)
		case <-time.After(150 * time.Millisecond):
		}
		if _, total := list(t, db, "p", audit.Filter{}, 0, 10); total != 0 {
			t.Errorf("%d lines are seen before any commit", total)
		}
		close(hold)
		if err := errors.Join(<-ended, <-quick); err != nil {
			t.Fatal(err)
		}
		if entries, _ := list(t, db, "p", audit.Filter{}, 0, 10); labels(entries) != "quick slow" {
			t.Errorf("latest first: %s", labels(entries))
		}
	})
}

func TestEachFilterNarrowsAndPagesHoldTheRest(t *testing.T) {
	other := audit.Actor{Kind: "account", ID: "2", Name: "Øystein Bø"}
	line := func(label string, by audit.Actor, action audit.Action, kind, object string, hours int) audit.Change {
		return audit.Change{Actor: by, ProjectID: "p", Action: action, Kind: kind, ObjectID: object, Label: label, At: noon().Add(time.Duration(hours) * time.Hour)}
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		write(t, db, line("a", åsa(), audit.Created, "risk", "1", 0), line("b", other, audit.Changed, "risk", "1", 1),
			line("c", åsa(), audit.Created, "task", "2", 2), line("d", åsa(), audit.Deleted, "risk", "3", 3),
			audit.Change{Actor: åsa(), ProjectID: "another", Action: audit.Created, Kind: "risk", ObjectID: "1", Label: "elsewhere", At: noon()})
		for _, c := range []struct {
			name          string
			filter        audit.Filter
			offset, limit int
			want          string
			total         int64
		}{
			{"everything, the latest first", audit.Filter{}, 0, 10, "d c b a", 4},
			{"a kind", audit.Filter{Kind: "risk"}, 0, 10, "d b a", 3},
			{"an object", audit.Filter{Kind: "risk", ObjectID: "1"}, 0, 10, "b a", 2},
			{"a person", audit.Filter{ActorID: "2"}, 0, 10, "b", 1},
			{"an action", audit.Filter{Action: audit.Created}, 0, 10, "c a", 2},
			{"from a moment on", audit.Filter{From: noon().Add(time.Hour)}, 0, 10, "d c b", 3},
			{"until before a moment", audit.Filter{To: noon().Add(time.Hour)}, 0, 10, "a", 1},
			{"between, in another zone", audit.Filter{From: noon().Add(time.Hour).In(time.FixedZone("", 7200)), To: noon().Add(3 * time.Hour).In(time.FixedZone("", -7200))}, 0, 10, "c b", 2},
			{"all at once", audit.Filter{Kind: "risk", ActorID: "1", Action: audit.Deleted, From: noon()}, 0, 10, "d", 1},
			{"nobody", audit.Filter{ActorID: "3"}, 0, 10, "", 0},
			{"the second page", audit.Filter{}, 3, 3, "a", 4},
			{"beyond the last page", audit.Filter{}, 6, 3, "", 4},
		} {
			entries, total := list(t, db, "p", c.filter, c.offset, c.limit)
			if labels(entries) != c.want || total != c.total {
				t.Errorf("%s: %q of %d, want %q of %d", c.name, labels(entries), total, c.want, c.total)
			}
		}
	})
}

func TestALineIsFoundInItsStreamOnlyAndActorsAreListedOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		renamed := åsa()
		renamed.Name = "Åsa Ö"
		write(t, db, audit.Change{Actor: åsa(), ProjectID: "p", Label: "one"}, audit.Change{Actor: renamed, ProjectID: "p"}, audit.Change{Actor: audit.System("import"), ProjectID: "p"},
			audit.Change{Actor: audit.System("elsewhere"), ProjectID: "another"})
		err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			if e, err := audit.Find(tx, "p", 1); err != nil || e.Label != "one" {
				t.Errorf("%+v, %v", e, err)
			}
			if _, err := audit.Find(tx, "another", 2); !errors.Is(err, gorm.ErrRecordNotFound) {
				t.Errorf("a line of another stream: %v", err)
			}
			actors, err := audit.Actors(tx, "p")
			if len(actors) != 2 {
				t.Errorf("%+v", actors)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

package risk_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
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
	"stegvis/app/risk"
)

func today() date.Day { return date.New(2026, 11, 23) }

func english(t *testing.T) *i18n.Text {
	t.Helper()
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	return texts.For("en")
}

// opened runs a test with the register of an empty project.
func opened(t *testing.T, run func(t *testing.T, db *database.DB, register *risk.Register, key project.Scope)) {
	t.Helper()
	text := english(t)
	databasetest.Each(t, func(t *testing.T, db *database.DB) { run(t, db, risk.New(db), projecttest.Open(t, db, text, today())) })
}

// typed is a draft with the usual values.
func typed(title string, likelihood, impact int) risk.Draft {
	d := risk.Fresh()
	d.Title, d.Likelihood, d.Impact = title, likelihood, impact
	return d
}

func must[T any](t *testing.T) func(made T, err error) T {
	return func(made T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
}

func TestTheLevelsDivideTheMatrixAtFiveAndTwelve(t *testing.T) {
	for score, want := range map[int]risk.Level{1: risk.Low, 4: risk.Low, 5: risk.Middle, 10: risk.Middle, 12: risk.High, 25: risk.High} {
		if got := risk.LevelOf(score); got != want {
			t.Errorf("%d is %s, want %s", score, got, want)
		}
	}
}

func TestAReviewIsDueTheDayAfterWhileTheRiskIsOpen(t *testing.T) {
	for _, c := range []struct {
		name string
		row  risk.Risk
		want bool
	}{
		{"on the day", risk.Risk{Status: risk.Open, ReviewOn: today()}, false},
		{"the day after", risk.Risk{Status: risk.Open, ReviewOn: today().AddDays(-1)}, true},
		{"without a day", risk.Risk{Status: risk.Open}, false},
		{"closed", risk.Risk{Status: risk.Closed, ReviewOn: today().AddDays(-1)}, false},
	} {
		if got := c.row.ReviewDue(today()); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestAScoringIsKeptWhenItChangesAndAtNoOtherTime(t *testing.T) {
	opened(t, func(t *testing.T, _ *database.DB, register *risk.Register, key project.Scope) {
		row := must[risk.Risk](t)(register.Create(t.Context(), key, typed("Data", 3, 3)))
		save := func(key project.Scope, edit func(*risk.Draft)) {
			d := row.Draft(key.Text)
			edit(&d)
			row = must[risk.Risk](t)(register.Save(t.Context(), key, row.ID, d))
		}
		later := project.SystemScope{Text: key.Text}.As(key, account.Account{ID: "1", Name: "Åsa Łukowska"}, key.Now().Add(time.Hour))
		save(key, func(d *risk.Draft) { d.Plan = "Look again" })
		save(later, func(d *risk.Draft) { d.Likelihood, d.Impact = 4, 5 })
		save(later, func(d *risk.Draft) { d.Status = risk.Closed })
		all := must[[]risk.Scoring](t)(register.Scorings(t.Context(), key, row.ID))
		var got [][2]int
		for _, s := range all {
			got = append(got, [2]int{s.Likelihood, s.Impact})
		}
		if diff := cmp.Diff([][2]int{{4, 5}, {3, 3}}, got); diff != "" || row.Score != 20 || all[0].MadeBy != "Åsa Łukowska" {
			t.Errorf("score %d by %q: %s", row.Score, all[0].MadeBy, diff)
		}
		foreign := projecttest.Open(t, register.DB, key.Text, today())
		if theirs := must[[]risk.Scoring](t)(register.Scorings(t.Context(), foreign, row.ID)); len(theirs) > 0 {
			t.Error("another project reads them")
		}
	})
}

func TestAScoringTakenBackIsAppendedToo(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, register *risk.Register, key project.Scope) {
		row := must[risk.Risk](t)(register.Create(t.Context(), key, typed("Data", 3, 3)))
		d := typed("Data", 5, 5)
		d.Version = 1
		must[risk.Risk](t)(register.Save(t.Context(), key, row.ID, d))
		err := db.Read(t.Context(), func(ctx context.Context, tx *gorm.DB) error {
			e, err := audit.Find(tx, key.ProjectID, 2)
			d.Title = e.BeforeImage
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		line := audit.Entry{Action: audit.Changed, ObjectID: row.ID, BeforeImage: d.Title, AfterImage: `{"version":2}`}
		if err := register.Undo(t.Context(), key, line); err != nil {
			t.Fatal(err)
		}
		now := must[risk.Risk](t)(register.One(t.Context(), key, row.ID))
		if all := must[[]risk.Scoring](t)(register.Scorings(t.Context(), key, row.ID)); now.Score != 9 || len(all) != 3 {
			t.Errorf("score %d after %d scorings", now.Score, len(all))
		}
	})
}

// filled are risks of which each filter leaves some out.
func filled(t *testing.T, db *database.DB, register *risk.Register, key project.Scope) project.Person {
	t.Helper()
	people := project.New(db, &account.Accounts{}, &i18n.Bundle{}, nil)
	owner := must[project.Person](t)(people.AddPerson(t.Context(), key, project.PersonDraft{Name: "Saga Lindmark"}))
	a, b, c, d, e := typed("Ålderdomlig data 100%", 5, 5), typed("b", 2, 3), typed("c", 1, 4), typed("d", 3, 4), typed("e", 5, 5)
	a.Category, a.OwnerID, a.ReviewOn = risk.Technical, owner.ID, today().AddDays(-1)
	b.KotterStep, b.ReviewOn = "vision", today()
	c.GartnerStep, c.Status = "technology", risk.Occurred
	d.Category = risk.Personnel
	e.Status, e.ReviewOn = risk.Closed, today().AddDays(-9)
	for _, one := range []risk.Draft{a, b, c, d, e} {
		must[risk.Risk](t)(register.Create(t.Context(), key, one))
	}
	gone := must[risk.Risk](t)(register.Create(t.Context(), key, typed("gone", 5, 5)))
	must[risk.Risk](t)(register.Delete(t.Context(), key, gone.ID, 1))
	must[risk.Risk](t)(register.Create(t.Context(), projecttest.Open(t, db, key.Text, today()), typed("elsewhere", 5, 5)))
	return owner
}

func TestEachFilterNarrowsAndEachOrderIsTheSameOnBothDatabases(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, register *risk.Register, key project.Scope) {
		owner := filled(t, db, register, key)
		for _, c := range []struct {
			name   string
			filter risk.Filter
			want   string
			total  int64
		}{
			{"everything, the highest score first, of equals the latest", risk.Filter{}, "e Å d b c", 5},
			{"a category", risk.Filter{Category: risk.Technical}, "Å", 1},
			{"a status", risk.Filter{Status: risk.Closed}, "e", 1},
			{"an owner", risk.Filter{OwnerID: owner.ID}, "Å", 1},
			{"nobody's", risk.Filter{OwnerID: record.Nobody}, "e d b c", 4},
			{"high", risk.Filter{Level: risk.High}, "e Å d", 3},
			{"middle", risk.Filter{Level: risk.Middle}, "b", 1},
			{"low", risk.Filter{Level: risk.Low}, "c", 1},
			{"due for review", risk.Filter{Due: true}, "Å", 1},
			{"a step of Kotter", risk.Filter{Tags: record.Tags{KotterStep: "vision"}}, "b", 1},
			{"a step of Gartner", risk.Filter{Tags: record.Tags{GartnerStep: "technology"}}, "c", 1},
			{"words in any case", risk.Filter{Words: " åLDER "}, "Å", 1},
			{"a sign of patterns", risk.Filter{Words: "0%"}, "Å", 1},
			{"all at once", risk.Filter{Status: risk.Open, Level: risk.High, Category: risk.Personnel}, "d", 1},
			{"by number", risk.Filter{Sort: "number"}, "Å b c d e", 5},
			{"by number from the last", risk.Filter{Sort: "number", Desc: true}, "e d c b Å", 5},
			{"by review, those without at the end", risk.Filter{Sort: "review"}, "e Å b c d", 5},
			{"by review from the latest, those without at the end", risk.Filter{Sort: "review", Desc: true}, "b Å e d c", 5},
			{"by what cannot be sorted by", risk.Filter{Sort: "id; DROP TABLE risk"}, "e Å d b c", 5},
			{"the second page", risk.Filter{Page: record.Page{Number: 2, Size: 2}}, "d b", 5},
			{"a page below the first", risk.Filter{Page: record.Page{Number: -1, Size: 2}}, "e Å", 5},
			{"beyond the last page", risk.Filter{Page: record.Page{Number: 9, Size: 2}}, "", 5},
		} {
			list := must[record.Paged[risk.Risk]](t)(register.List(t.Context(), key, c.filter))
			var titles []string
			for _, r := range list.Rows {
				titles = append(titles, string([]rune(r.Title)[:1]))
			}
			if got := strings.Join(titles, " "); got != c.want || list.Total != c.total {
				t.Errorf("%s: %q of %d, want %q of %d", c.name, got, list.Total, c.want, c.total)
			}
		}
	})
}

func TestTheMatrixAndTheStandingCountWhatIsOpen(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, register *risk.Register, key project.Scope) {
		filled(t, db, register, key)
		must[risk.Risk](t)(register.Create(t.Context(), key, typed("another", 3, 4)))
		cells := must[[]risk.Cell](t)(register.Matrix(t.Context(), key))
		slices.SortFunc(cells, func(x, y risk.Cell) int { return x.Likelihood - y.Likelihood })
		if diff := cmp.Diff([]risk.Cell{{2, 3, 1}, {3, 4, 2}, {5, 5, 1}}, cells); diff != "" {
			t.Error(diff)
		}
		standing := must[risk.Standing](t)(register.Standing(t.Context(), key))
		if diff := cmp.Diff(risk.Standing{All: 6, Open: 4, High: 3, Top: 25, Unowned: 2, Due: 1}, standing); diff != "" {
			t.Error(diff)
		}
		top := must[[]risk.Risk](t)(register.Top(t.Context(), key, 2))
		if len(top) != 2 || top[0].Score != 25 || top[1].Score != 12 {
			t.Errorf("%+v", top)
		}
		empty := must[risk.Standing](t)(register.Standing(t.Context(), projecttest.Open(t, db, key.Text, today())))
		if empty != (risk.Standing{}) {
			t.Errorf("of nothing: %+v", empty)
		}
	})
}

func TestManyWhoAddRisksAtOnceGetNumbersWithoutGaps(t *testing.T) {
	const many = 32
	opened(t, func(t *testing.T, db *database.DB, register *risk.Register, key project.Scope) {
		var all sync.WaitGroup
		for range many {
			all.Go(func() {
				if _, err := register.Create(t.Context(), key, typed("One of many", 3, 3)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		list := must[record.Paged[risk.Risk]](t)(register.List(t.Context(), key, risk.Filter{Sort: "number"}))
		for i, r := range list.Rows {
			if r.Number != int64(i+1) {
				t.Fatalf("row %d has number %d", i+1, r.Number)
			}
		}
		var lines int64
		err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Model(&audit.Entry{}).Where("stream = ?", key.ProjectID).Count(&lines).Error
		})
		if err != nil || list.Total != many || lines != many {
			t.Errorf("%d risks, %d lines, %v", list.Total, lines, err)
		}
	})
}

func TestARiskHasAnOwnerOfItsProject(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, register *risk.Register, key project.Scope) {
		foreign := projecttest.Open(t, db, key.Text, today())
		people := project.New(db, &account.Accounts{}, &i18n.Bundle{}, nil)
		theirs := must[project.Person](t)(people.AddPerson(t.Context(), foreign, project.PersonDraft{Name: "Øystein Bø"}))
		d := typed("Data", 3, 3)
		d.OwnerID = theirs.ID
		_, err := register.Create(t.Context(), key, d)
		if f, ok := fault.As(err); !ok || f.Fields["owner_id"].Key == "" {
			t.Errorf("an owner of another project: %v", err)
		}
	})
}

func TestTheRegisterTellsWhatHasChangedInItOfLate(t *testing.T) {
	opened(t, func(t *testing.T, _ *database.DB, register *risk.Register, key project.Scope) {
		on := func(days int) project.Scope {
			at := key.Now().Add(time.Duration(days) * 24 * time.Hour)
			return project.SystemScope{Text: key.Text}.As(key, account.Account{ID: "1", Name: "Åsa Łukowska"}, at)
		}
		add := func(days int, title string, likelihood, impact int) risk.Risk {
			return must[risk.Risk](t)(register.Create(t.Context(), on(days), typed(title, likelihood, impact)))
		}
		change := func(days int, row risk.Risk, edit func(*risk.Draft)) risk.Risk {
			d := row.Draft(key.Text)
			edit(&d)
			return must[risk.Risk](t)(register.Save(t.Context(), on(days), row.ID, d))
		}
		worse := change(8, add(1, "Worse", 2, 3), func(d *risk.Draft) { d.Likelihood, d.Impact = 4, 5 })
		worse = change(40, worse, func(d *risk.Draft) { d.Likelihood = 3 })
		same, fresh := add(2, "Same", 3, 3), add(35, "New", 1, 1)
		change(5, add(1, "Closed long ago", 5, 5), func(d *risk.Draft) { d.Status = risk.Closed })
		closed := change(33, add(1, "Closed", 5, 5), func(d *risk.Draft) { d.Status = risk.Closed })
		occurred := change(4, add(1, "Occurred", 4, 4), func(d *risk.Draft) { d.Status = risk.Occurred })
		found, err := register.Recent(t.Context(), key, today().AddDays(32), today().AddDays(30))
		if err != nil {
			t.Fatal(err)
		}
		titles := func(all []risk.Risk) (names []string) {
			for _, r := range all {
				names = append(names, r.Title)
			}
			return names
		}
		if diff := cmp.Diff([]string{"Worse", "Same", "New"}, titles(found.Open)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"Closed", "Occurred"}, titles(found.Past)); diff != "" {
			t.Error(diff)
		}
		want := map[string]int{worse.ID: 20, same.ID: 9, closed.ID: 25, occurred.ID: 16}
		for id, score := range want {
			if found.Was[id] != score {
				t.Errorf("of %s it says %d, want %d", id, found.Was[id], score)
			}
		}
		if _, known := found.Was[fresh.ID]; known {
			t.Error("a risk that was not there had a score")
		}
	})
}

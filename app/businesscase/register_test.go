package businesscase_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/businesscase"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
)

// opened runs a test with the costs of an empty project in crowns, in November.
func opened(t *testing.T, run func(t *testing.T, db *database.DB, costs *businesscase.Register, key project.Scope)) {
	t.Helper()
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		key := projecttest.Open(t, db, texts.For("en"), date.New(2026, time.November, 23))
		key.Project.Currency = "SEK"
		run(t, db, businesscase.New(db), key)
	})
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

type months = map[string]string

func TestAmountsOfALineAreReplacedAndNotAdded(t *testing.T) {
	opened(t, func(t *testing.T, _ *database.DB, costs *businesscase.Register, key project.Scope) {
		d := businesscase.Draft{Cost: "licence", Name: "Licences", Approved: months{"2026-10": "1 000", "2026-11": "2 000,50"}, Planned: months{"2026-11": "500"}, Actual: months{"2026-10": "900", "2026-12": "0"}}
		line := must[businesscase.Line](t)(costs.Create(t.Context(), key, d))
		for range 2 {
			d = must[businesscase.Line](t)(costs.One(t.Context(), key, line.ID)).Draft(key.Text)
			line = must[businesscase.Line](t)(costs.Save(t.Context(), key, line.ID, d))
		}
		sum := must[businesscase.Case](t)(costs.Case(t.Context(), key)).All()
		if diff := cmp.Diff(businesscase.Sum{Approved: 300050, Planned: 50000, Actual: 90000, ToComplete: 50000}, sum); diff != "" {
			t.Error(diff)
		}
		d.Version, d.Approved, d.Planned, d.Actual = line.Version, months{"2027-01": "7"}, nil, nil
		must[businesscase.Line](t)(costs.Save(t.Context(), key, line.ID, d))
		now := must[businesscase.Line](t)(costs.One(t.Context(), key, line.ID))
		if len(now.Amounts) != 1 || now.Amounts[0].Month.String() != "2027-01" || now.Amounts[0].Approved != 700 {
			t.Errorf("%+v", now.Amounts)
		}
	})
}

func TestAnEstimateOfOnesOwnStandsForThePlanAndZeroIsOne(t *testing.T) {
	opened(t, func(t *testing.T, _ *database.DB, costs *businesscase.Register, key project.Scope) {
		d := businesscase.Draft{Cost: "training", Name: "Training", Planned: months{"2026-10": "5", "2026-11": "10", "2026-12": "20"}}
		line := must[businesscase.Line](t)(costs.Create(t.Context(), key, d))
		for _, c := range []struct {
			name, typed string
			want        int64
		}{{"none: the plan from this month on", "", 3000}, {"one", "12,50", 1250}, {"nothing more to come", "0", 0}, {"none again", " ", 3000}} {
			d.Version, d.ToComplete = line.Version, c.typed
			line = must[businesscase.Line](t)(costs.Save(t.Context(), key, line.ID, d))
			if got := must[businesscase.Case](t)(costs.Case(t.Context(), key)).All().ToComplete; got != c.want {
				t.Errorf("%s: %d, want %d", c.name, got, c.want)
			}
		}
	})
}

func TestTheLogKeepsTheMonthsAndUndoBringsThemBack(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, costs *businesscase.Register, key project.Scope) {
		d := businesscase.Draft{Cost: "licence", Name: "Licences", Approved: months{"2026-10": "10"}, ToComplete: "3"}
		line := must[businesscase.Line](t)(costs.Create(t.Context(), key, d))
		d.Version, d.Approved, d.ToComplete = 1, months{"2026-11": "99"}, ""
		must[businesscase.Line](t)(costs.Save(t.Context(), key, line.ID, d))
		var e audit.Entry
		err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			var err error
			e, err = audit.Find(tx, key.ProjectID, 2)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := costs.Undo(t.Context(), key, e); err != nil {
			t.Fatal(err)
		}
		back := must[businesscase.Line](t)(costs.One(t.Context(), key, line.ID))
		if len(back.Amounts) != 1 || back.Amounts[0].Month.String() != "2026-10" || back.Amounts[0].Approved != 1000 || back.ToComplete == nil || *back.ToComplete != 300 {
			t.Errorf("%+v", back)
		}
		must[businesscase.Line](t)(costs.Delete(t.Context(), key, line.ID, back.Version))
		if sum := must[businesscase.Case](t)(costs.Case(t.Context(), key)).All(); sum != (businesscase.Sum{}) {
			t.Errorf("a removed line still counts: %+v", sum)
		}
	})
}

func TestAmountsThatCannotBeReadAreFaultsOfTheirFields(t *testing.T) {
	opened(t, func(t *testing.T, _ *database.DB, costs *businesscase.Register, key project.Scope) {
		_, err := costs.Create(t.Context(), key, businesscase.Draft{Cost: "licence", Name: "Licences", ToComplete: "soon",
			Approved: months{"2026-10": "ten"}, Planned: months{"2026-13": "1"}, Actual: months{"2026-10": "0,125", "2026-11": "99999999999999999999"}})
		f, ok := fault.As(err)
		if !ok {
			t.Fatal(err)
		}
		got := map[string]string{}
		for name, text := range f.Fields {
			got[name] = text.Key
		}
		want := map[string]string{"to_complete": "fault.field.money", "approved[2026-10]": "fault.field.money", "planned": "fault.field.month",
			"actual[2026-10]": "fault.field.money_decimals", "actual[2026-11]": "fault.field.money_large"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestACaseIsThatOfItsProjectInTheTaxonomysOrder(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, costs *businesscase.Register, key project.Scope) {
		all := businesscase.Costs()
		for i := range all {
			must[businesscase.Line](t)(costs.Create(t.Context(), key, businesscase.Draft{Cost: all[len(all)-1-i], Name: "x", Approved: months{"2026-10": "1"}}))
		}
		foreign := projecttest.Open(t, db, key.Text, date.New(2026, time.November, 23))
		must[businesscase.Line](t)(costs.Create(t.Context(), foreign, businesscase.Draft{Cost: "licence", Name: "theirs", Approved: months{"2026-10": "1"}}))
		c := must[businesscase.Case](t)(costs.Case(t.Context(), key))
		var order []businesscase.Cost
		for _, l := range c.Lines {
			order = append(order, l.Cost)
		}
		if diff := cmp.Diff(all, order); diff != "" {
			t.Error(diff)
		}
		if got := [3]int64{c.Direct().Approved, c.Indirect().Approved, c.All().Approved}; got != [3]int64{900, 500, 1400} {
			t.Errorf("direct, indirect, all: %v", got)
		}
	})
}

package outlook_test

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/businesscase"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/outlook"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

// house is an outlook over slices in an empty database, with one project.
type house struct {
	*outlook.Outlook
	db    *database.DB
	risks *risk.Register
	p     project.Project
}

func build(t *testing.T, db *database.DB) house {
	t.Helper()
	at := database.Instant(today().Time().Add(12 * time.Hour))
	firm := account.Organisation{ID: database.NewID(), Name: "Fjord & Søn", Slug: "fjord", Version: 1, CreatedAt: at, UpdatedAt: at}
	h := house{db: db, risks: risk.New(db), p: project.Project{ID: database.NewID(), OrganisationID: firm.ID, Name: "CRM", Slug: "crm",
		Currency: "SEK", TimeZone: "UTC", Version: 1, StartOn: today(), CreatedAt: at, UpdatedAt: at}}
	h.Outlook = outlook.New(db, outlook.Slices{Plan: rollout.New(db), Costs: businesscase.New(db), Risks: h.risks, Tracks: framework.New(db, framework.Sheets{}), Maturity: maturity.New(db, maturity.Shelf{}), Involved: stakeholder.New(db, nil)})
	err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Create(&firm).Error; err != nil {
			return err
		}
		return tx.Create(&h.p).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// on is the key on a day, counted from today.
func (h house) on(t *testing.T, days int) project.Scope {
	at := database.Instant(today().AddDays(days).Time().Add(12 * time.Hour))
	return project.SystemScope{What: "test", Text: texts(t, "en"), Now: at}.In(h.p, "Fjord & Søn")
}

func (h house) addRisk(t *testing.T, days, likelihood, impact int) risk.Risk {
	t.Helper()
	d := risk.Fresh()
	d.Title, d.Likelihood, d.Impact = "Resistance", likelihood, impact
	r, err := h.risks.Create(t.Context(), h.on(t, days), d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (h house) keep(t *testing.T, days int) {
	t.Helper()
	if _, err := h.Keep(t.Context(), h.on(t, days)); err != nil {
		t.Fatal(err)
	}
}

// turns are the colours that a dimension has had, the first first.
func (h house) turns(t *testing.T, d outlook.Dimension) []outlook.Turn {
	t.Helper()
	all, err := h.Turns(t.Context(), h.on(t, 0))
	if err != nil {
		t.Fatal(err)
	}
	var own []outlook.Turn
	for _, turn := range all {
		if turn.Dimension == d {
			own = append([]outlook.Turn{turn}, own...)
		}
	}
	return own
}

func (h house) health(t *testing.T, days int) outlook.Health {
	t.Helper()
	health, err := h.Health(t.Context(), h.on(t, days))
	if err != nil {
		t.Fatal(err)
	}
	return health
}

func TestWhatKeepingWritesMovesTheProjectsStamp(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		stamp := func() (found struct {
			Stamp audit.Stamp `gorm:"embedded;embeddedPrefix:stamp_"`
		}) {
			if err := db.Ask(t.Context(), func(tx *gorm.DB) error {
				return tx.Raw("SELECT "+audit.StampColumns("p.id", "p.organisation_id")+" FROM project AS p WHERE p.id = ?", h.p.ID).Take(&found).Error
			}); err != nil {
				t.Fatal(err)
			}
			return found
		}
		before := stamp()
		h.keep(t, 0)
		after := stamp()
		if before == after {
			t.Error("health was written down and the stamp stands where it stood")
		}
		if h.keep(t, 0); stamp() != after {
			t.Error("nothing was written and the stamp moves")
		}
	})
}

func TestColoursAreAppendedWhenTheyTurnAndAtNoOtherTime(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		h.keep(t, 0)
		h.keep(t, 1)
		if all := h.turns(t, outlook.Risk); len(all) != 1 || all[0].Colour != outlook.Unknown {
			t.Fatalf("an empty project's colours were kept as %+v", all)
		}
		h.addRisk(t, 2, 2, 2)
		h.keep(t, 2)
		r := h.addRisk(t, 3, 4, 4) // high, owned by nobody
		h.keep(t, 3)
		h.keep(t, 3)
		want := []outlook.Colour{outlook.Unknown, outlook.Green, outlook.Amber}
		all := h.turns(t, outlook.Risk)
		if len(all) != len(want) {
			t.Fatalf("%d turns, want %d", len(all), len(want))
		}
		for i, turn := range all {
			if turn.Colour != want[i] {
				t.Errorf("turn %d is %s, want %s", i, turn.Colour, want[i])
			}
		}
		if last := all[2]; !last.MadeAt.Equal(h.on(t, 3).Now()) || last.MadeBy != "" || len(last.Basis.Figures) == 0 {
			t.Errorf("the last turn is %+v", last)
		}
		if v := h.health(t, 5).Of(outlook.Risk); v.Colour != outlook.Amber || !v.Since.Equal(h.on(t, 3).Now()) {
			t.Errorf("on day 5 risk is %s since %s", v.Colour, v.Since)
		}
		if _, err := h.risks.Delete(t.Context(), h.on(t, 6), r.ID, r.Version); err != nil {
			t.Fatal(err)
		}
		h.keep(t, 6)
		if all := h.turns(t, outlook.Risk); len(all) != 4 || all[3].Colour != outlook.Green {
			t.Errorf("the turns are %+v", all)
		}
	})
}

func TestWhatIsKeptTellsItsSentenceInAnyLanguage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		h.addRisk(t, 0, 3, 4)
		h.keep(t, 0)
		mark, err := h.Mark(t.Context(), h.on(t, 0))
		if err != nil || mark.Colour != outlook.Amber {
			t.Fatalf("the mark is %+v, %v", mark, err)
		}
		for lang, want := range map[string]string{"en": "One high risk has nobody to own it.", "sv": "En hög risk har ingen ansvarig."} {
			if got := mark.Basis.Sentence(texts(t, lang)); got != want {
				t.Errorf("%s: %s", lang, got)
			}
		}
	})
}

func TestAnOverrideEndsForGoodWhenTheRulesColourChanges(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		r := h.addRisk(t, 0, 4, 4)
		made, err := h.Override(t.Context(), h.on(t, 0), outlook.OverrideDraft{Dimension: outlook.Risk, Colour: outlook.Green, Reason: "It is being handled."})
		if err != nil || made.RuleColour != outlook.Amber {
			t.Fatalf("made %+v, %v", made, err)
		}
		h.keep(t, 0)
		if v := h.health(t, 1).Of(outlook.Risk); v.Colour != outlook.Green || v.RuleColour != outlook.Amber || v.Reason.Text != "It is being handled." {
			t.Fatalf("overridden, risk is %+v", v)
		}
		if _, err := h.risks.Delete(t.Context(), h.on(t, 2), r.ID, r.Version); err != nil {
			t.Fatal(err)
		}
		h.keep(t, 2)
		h.addRisk(t, 3, 4, 4) // the rule says again what it said when the override was made
		if v := h.health(t, 3).Of(outlook.Risk); v.Overridden() || v.Colour != outlook.Amber {
			t.Errorf("the override came back: %+v", v)
		}
	})
}

func TestAnOverrideWithADayEndsAfterIt(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		h.addRisk(t, 0, 4, 4)
		d := outlook.OverrideDraft{Dimension: outlook.Overall, Colour: outlook.Red, Reason: "The supplier is being sold", UntilOn: today().AddDays(2)}
		if _, err := h.Override(t.Context(), h.on(t, 0), d); err != nil {
			t.Fatal(err)
		}
		for days, want := range []outlook.Colour{outlook.Red, outlook.Red, outlook.Red, outlook.Amber} {
			h.keep(t, days)
			if got := h.health(t, days).Overall.Colour; got != want {
				t.Errorf("on day %d the whole is %s, want %s", days, got, want)
			}
		}
		if all := h.turns(t, outlook.Overall); len(all) != 2 {
			t.Errorf("the whole turned %d times, want twice", len(all))
		}
	})
}

func TestAnOverrideIsRefusedWithoutReasonRightOrDifference(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		h.addRisk(t, 0, 4, 4)
		good := outlook.OverrideDraft{Dimension: outlook.Risk, Colour: outlook.Red, Reason: "It is worse than it looks"}
		for name, c := range map[string]struct {
			change func(*outlook.OverrideDraft)
			role   project.Role
			want   fault.Kind
		}{
			"no reason":              {func(d *outlook.OverrideDraft) { d.Reason = " " }, project.Lead, fault.Invalid},
			"the rule's own colour":  {func(d *outlook.OverrideDraft) { d.Colour = outlook.Amber }, project.Lead, fault.Invalid},
			"unknown":                {func(d *outlook.OverrideDraft) { d.Colour = outlook.Unknown }, project.Lead, fault.Invalid},
			"a day that is over":     {func(d *outlook.OverrideDraft) { d.UntilOn = today().AddDays(-1) }, project.Lead, fault.Invalid},
			"no dimension":           {func(d *outlook.OverrideDraft) { d.Dimension = "luck" }, project.Lead, fault.Invalid},
			"somebody without right": {func(*outlook.OverrideDraft) {}, project.Contributor, fault.Forbidden},
		} {
			d, key := good, h.on(t, 0)
			c.change(&d)
			key.Role = c.role
			if _, err := h.Override(t.Context(), key, d); !fault.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for range 2 { // the second takes the place of the first
			if _, err := h.Override(t.Context(), h.on(t, 0), good); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestAProjectsOwnThresholdsAreKeptWhereTheyDifferAndComeBack(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		h.addRisk(t, 0, 4, 4)
		key := h.on(t, 0)
		rules, err := h.Rules(t.Context(), key)
		if err != nil || rules.Version != 0 {
			t.Fatalf("before: %+v, %v", rules, err)
		}
		d := rules.Draft(key.Text)
		if d.Amber["late_share"] != "10" || d.Amber["gap"] != "2" {
			t.Errorf("the form shows %s%% and %s levels", d.Amber["late_share"], d.Amber["gap"])
		}
		d.Amber["unowned_risks"], d.Red["unowned_risks"] = "2", "4"
		d.Amber["top_score"], d.Red["late_share"], d.Red["gap"] = "20", "30,5 %", "2,8"
		if rules, err = h.SaveRules(t.Context(), key, d); err != nil || rules.Version != 1 || len(rules.Limits) != 4 {
			t.Fatalf("saved: %+v, %v", rules, err)
		}
		if got := h.health(t, 0).Of(outlook.Risk).Colour; got != outlook.Green {
			t.Errorf("by its own thresholds risk is %s", got)
		}
		if _, err := h.SaveRules(t.Context(), key, d); !fault.Is(err, fault.Conflict) {
			t.Errorf("a stale save: %v", err)
		}
		if _, err := h.SaveRules(t.Context(), key, outlook.RulesDraft{Version: 1}); err != nil {
			t.Fatal(err)
		}
		if got := h.health(t, 0).Of(outlook.Risk).Colour; got != outlook.Amber {
			t.Errorf("by the defaults again risk is %s", got)
		}
	})
}

func TestThresholdsThatCannotBeReadOrAreInTheWrongOrderAreRefused(t *testing.T) {
	for name, d := range map[string]outlook.RulesDraft{
		"red[finish_slip]":    {Amber: map[string]string{"finish_slip": "30"}, Red: map[string]string{"finish_slip": "29"}},
		"amber[finish_slip]":  {Amber: map[string]string{"finish_slip": "2.5"}},
		"amber[gap]":          {Amber: map[string]string{"gap": "1.55"}},
		"amber[late_share]":   {Amber: map[string]string{"late_share": "0"}},
		"red[high_risks]":     {Red: map[string]string{"high_risks": "many"}},
		"red[over_share]":     {Red: map[string]string{"over_share": "1e9"}},
		"red[milestone_slip]": {Red: map[string]string{"milestone_slip": "999999999999"}},
	} {
		f, ok := fault.As(d.Valid(project.Scope{}))
		if !ok || len(f.Fields) != 1 || f.Fields[name].Key == "" {
			t.Errorf("%s: %v", name, f)
		}
	}
}

func TestHowManyQueriesHealthTakesDoesNotDependOnHowMuchThereIs(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db)
		h.keep(t, 0)
		ask := func() int64 {
			before := db.Statements()
			h.health(t, 0)
			return db.Statements() - before
		}
		few := ask()
		plan := rollout.New(db)
		for range 30 {
			h.addRisk(t, 0, 4, 4)
			d := rollout.TaskDraft{Title: "Migrate", Status: rollout.Todo, Milestone: true, PlannedFinish: today()}
			if _, err := plan.Tasks.Create(t.Context(), h.on(t, 0), d); err != nil {
				t.Fatal(err)
			}
		}
		assess(t, h)
		if many := ask(); many > few+1 || many > 24 { // the answers of an assessment
			t.Errorf("%d queries in an empty project, %d in a full one", few, many)
		}
	})
}

func assess(t *testing.T, h house) {
	t.Helper()
	d := maturity.Draft{AssessedOn: today(), Current: map[string]int{}, Target: map[string]int{}}
	for _, one := range maturity.Dimensions() {
		d.Current[one], d.Target[one] = 1, 5
	}
	if _, err := maturity.New(h.db, maturity.Shelf{}).Create(t.Context(), h.on(t, 0), d); err != nil {
		t.Fatal(err)
	}
	if v := h.health(t, 0).Of(outlook.Capability); v.Colour != outlook.Red || v.Figures[0].Value != 40 {
		t.Errorf("four levels below the target, capability is %+v", v)
	}
}

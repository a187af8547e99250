package flow

import (
	"os"
	"testing"
	"testing/fstest"
	"time"

	"stegvis/app/account"
	"stegvis/app/businesscase"
	"stegvis/app/framework"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// house is what beginning a project takes, over one database.
type house struct {
	projects *project.Projects
	accounts *account.Accounts
	tracks   *framework.Framework
	risks    *risk.Register
	costs    *businesscase.Register
	plan     *rollout.Plan
	begin    *Begin
	causes   *Causes
	texts    *i18n.Bundle
	owner    project.OrgScope
}

func build(t *testing.T, db *database.DB, c *Catalogue) *house {
	t.Helper()
	now := time.Now
	h := &house{
		accounts: account.New(db, account.Letters{}, now), tracks: framework.New(db, framework.Sheets{}), risks: risk.New(db), costs: businesscase.New(db), plan: rollout.New(db), texts: shippedTexts(t),
	}
	h.projects = project.New(db, h.accounts, h.texts, now)
	h.begin = NewBegin(db, h.projects, h.tracks, h.risks, h.costs, h.plan, c)
	h.causes = NewCauses(db, h.risks, c)
	who, err := h.accounts.Create(t.Context(), demoActor(), account.Draft{Email: "saga@firm.example", Name: "Saga Lindmark", Password: "a long enough one"}, true)
	if err != nil {
		t.Fatal(err)
	}
	firm, err := h.accounts.CreateOrganisation(t.Context(), who, account.OrganisationDraft{Name: "Fjäll & Hav"})
	if err != nil {
		t.Fatal(err)
	}
	h.owner = project.OrgScope{Organisation: firm, Role: account.Owner, Account: who, Text: h.texts.For("sv")}
	return h
}

func draft(name string) project.Draft {
	return project.Draft{Name: "Vår CRM", Template: name, Currency: "SEK", TimeZone: "Europe/Stockholm", Country: "SE", Language: "sv",
		StartOn: date.New(2026, 3, 2), Budget: "1 000 000"}
}

func TestEachTemplateFillsInWhatItSaysInBothLanguages(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db, shipped(t))
		for _, want := range h.begin.Contents() {
			key, err := h.begin.Create(t.Context(), h.owner, draft(want.Template))
			if err != nil {
				t.Fatal(err)
			}
			if key.Project.HorizonMonths != want.Months || key.Project.Switches != want.Expert {
				t.Errorf("%s: %d months, %+v", want.Template, key.Project.HorizonMonths, key.Project.Switches)
			}
			want.Expert, want.Months = project.Switches{}, 0
			if got := h.counted(t, key, want.Template); got != want {
				t.Errorf("filled in %+v, want %+v", got, want)
			}
			h.speaks(t, key)
		}
	})
}

// counted counts what a project holds.
func (h *house) counted(t *testing.T, key project.Scope, name string) Contents {
	t.Helper()
	tracks, err := h.tracks.Tracks(t.Context(), key)
	must(t, err)
	risks, err := h.risks.List(t.Context(), key, risk.Filter{})
	must(t, err)
	costs, err := h.costs.Case(t.Context(), key)
	must(t, err)
	if planned := costs.All().Planned; planned != 100_000_000 {
		t.Errorf("%s: the lines plan %d öre of 1,000,000 kronor", name, planned)
	}
	all := Contents{Template: name, Risks: int(risks.Total), Costs: len(costs.Lines)}
	for _, track := range []string{record.Kotter, record.Gartner} {
		for _, s := range tracks.Of(track) {
			all.Deliverables += s.Total
			if s.Owner() != key.PersonID || s.PlannedStart.Before(key.Project.StartOn) || !s.PlannedFinish.After(s.PlannedStart) {
				t.Errorf("%s: %s.%s is planned from %s to %s", name, track, s.StepKey, s.PlannedStart, s.PlannedFinish)
			}
		}
	}
	stages, err := h.plan.Stages(t.Context(), key)
	must(t, err)
	tasks, err := h.plan.Find(t.Context(), key, rollout.Filter{Page: record.Page{Size: 500}})
	must(t, err)
	all.Waves, all.Pilots = len(stages.Waves), len(stages.Pilots)
	for _, task := range tasks.Rows {
		if task.Milestone {
			all.Milestones++
		} else {
			all.Tasks++
		}
		if task.Owner() != key.PersonID {
			t.Errorf("%s begins without an owner", task.Title)
		}
		if day := task.PlannedFinish.Weekday(); day == time.Saturday || day == time.Sunday {
			t.Errorf("%s is to be finished on a %s", task.Title, day)
		}
	}
	return all
}

// speaks checks that rows are stored in the creator's language and show in the
// reader's.
func (h *house) speaks(t *testing.T, key project.Scope) {
	t.Helper()
	sv, en := h.texts.For("sv"), h.texts.For("en")
	risks, err := h.risks.List(t.Context(), key, risk.Filter{})
	must(t, err)
	for _, r := range risks.Rows {
		cause := "domain.cause." + r.OriginID
		if r.Title != sv.T(cause+".title") || r.Plan != sv.T(cause+".response") || r.Phrase("title", r.Title).In(en) != en.T(cause+".title") {
			t.Errorf("%s is stored as %q and shown as %q", cause, r.Title, r.Phrase("title", r.Title).In(en))
		}
	}
	tasks, err := h.plan.Find(t.Context(), key, rollout.Filter{Page: record.Page{Size: 500}})
	must(t, err)
	for _, task := range tasks.Rows {
		if task.TextKey == "" || task.Title != sv.T(task.TextKey+".title") || task.Titled().In(en) != en.T(task.TextKey+".title") {
			t.Errorf("%q shows as %q", task.Title, task.Titled().In(en))
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestATemplateThatFailsHalfWayLeavesNothing(t *testing.T) {
	broken := fstest.MapFS{}
	for _, name := range []string{"tracks.yaml", "risks.yaml", "agendas.yaml", "templates/small.yaml", "templates/enterprise.yaml", "templates/rescue.yaml"} {
		raw, err := os.ReadFile("../../seeds/catalogue/" + name)
		must(t, err)
		broken[name] = &fstest.MapFile{Data: raw}
	}
	broken["templates/small.yaml"].Data = append(broken["templates/small.yaml"].Data, "  - {key: common.goals, to: -400, from: 20, hours: 1}\n"...)
	c, err := LoadCatalogue(broken)
	must(t, err)
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db, c)
		if _, err := h.begin.Create(t.Context(), h.owner, draft("small")); !fault.Is(err, fault.Invalid) {
			t.Fatalf("the broken template gives %v", err)
		}
		wrong := draft("enterprise")
		wrong.Budget = "a lot"
		if _, err := h.begin.Create(t.Context(), h.owner, wrong); !fault.Is(err, fault.Invalid) {
			t.Fatalf("the wrong budget gives %v", err)
		}
		for _, table := range []string{"project", "risk", "cost_line", "task", "deliverable", "step", "person"} {
			var n int64
			must(t, db.SQL().QueryRow("SELECT COUNT(*) FROM "+table).Scan(&n))
			if n != 0 {
				t.Errorf("%d rows are left in %s", n, table)
			}
		}
	})
}

func TestThePlanStretchesWithTheMonths(t *testing.T) {
	tpl := template{Months: 6}
	for _, c := range []struct {
		name   string
		months int
		day    int
		want   date.Day
	}{
		{"the first day is the start", 6, 0, date.New(2026, 3, 2)},
		{"as the template has it", 6, 10, date.New(2026, 3, 12)},
		{"twice as long", 12, 10, date.New(2026, 3, 23)}, // the 22nd is a Sunday
		{"a Saturday becomes a Monday", 6, 5, date.New(2026, 3, 9)},
		{"shorter", 3, 21, date.New(2026, 3, 12)},
	} {
		p := project.Project{StartOn: date.New(2026, 3, 2), HorizonMonths: c.months}
		if got := tpl.day(p, c.day); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestASpreadLosesNothing(t *testing.T) {
	for months := 1; months <= 60; months++ {
		p := project.Project{StartOn: date.New(2026, 3, 2), HorizonMonths: months}
		for _, s := range []spread{{From: 0, To: 100}, {From: 0, To: 1}, {From: 99, To: 100}, {From: 33, To: 67}, {From: 50, To: 51}} {
			for _, code := range []string{"SEK", "JPY", "KWD"} {
				for _, minor := range []int64{0, 1, 99, 100, 12_345, 9_000_000_000_000_000} {
					if sum := added(t, code, s.months(p, money.New(minor, code))); sum.Minor != minor {
						t.Errorf("%d months, %+v: %d of %d %s", months, s, sum.Minor, minor, code)
					}
				}
			}
		}
	}
}

func added(t *testing.T, code string, months map[string]string) money.Amount {
	t.Helper()
	sum := money.New(0, code)
	for month, typed := range months {
		a, err := money.Parse(code, typed)
		if err != nil || a.Minor < 0 {
			t.Fatalf("%s gets %q: %v", month, typed, err)
		}
		sum = sum.Add(a)
	}
	return sum
}

func TestACauseIsOfferedUntilTheRegisterHoldsIt(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := build(t, db, shipped(t))
		key, err := h.begin.Create(t.Context(), h.owner, draft("small"))
		must(t, err)
		offered := h.offered(t, key)
		if len(offered) != 10 || offered["poor_data"] || !offered["it_project"] {
			t.Fatalf("offered: %v", offered)
		}
		must(t, h.causes.Note(t.Context(), key, "it_project"))
		must(t, h.causes.Note(t.Context(), key, "it_project")) // a double click
		list, err := h.risks.List(t.Context(), key, risk.Filter{Words: h.texts.For("sv").T("domain.cause.it_project.title")})
		must(t, err)
		if list.Total != 1 || h.offered(t, key)["it_project"] {
			t.Fatalf("the register holds it %d times", list.Total)
		}

		noted := list.Rows[0]
		d := noted.Draft(key.Text)
		d.Title = "It styr, inte verksamheten"
		_, err = h.risks.Save(t.Context(), key, noted.ID, d)
		must(t, err)
		if h.offered(t, key)["it_project"] {
			t.Error("a risk in words of our own is offered again")
		}
		_, err = h.risks.Delete(t.Context(), key, noted.ID, 2)
		must(t, err)
		if !h.offered(t, key)["it_project"] {
			t.Error("a risk that was removed is not offered again")
		}

		if err := h.causes.Note(t.Context(), key, "weather"); !fault.Is(err, fault.NotFound) {
			t.Errorf("an unknown cause gives %v", err)
		}
		key.Role = project.Viewer
		if err := h.causes.Note(t.Context(), key, "weather"); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a viewer gets %v", err)
		}
	})
}

func (h *house) offered(t *testing.T, key project.Scope) map[string]bool {
	t.Helper()
	all, err := h.causes.Offered(t.Context(), key)
	must(t, err)
	keys := map[string]bool{}
	for _, c := range all {
		keys[c.Key] = true
	}
	return keys
}

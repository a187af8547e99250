package decision_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stegvis/app/audit"
	"stegvis/app/decision"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/record"
)

func today() date.Day { return date.New(2026, 11, 23) }

// opened runs a test in an empty project.
func opened(t *testing.T, run func(t *testing.T, register *decision.Register, key project.Scope)) {
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		run(t, decision.New(db), projecttest.Open(t, db, texts.For("en"), today()))
	})
}

func ask(t *testing.T, register *decision.Register, key project.Scope, d decision.Draft) decision.Decision {
	t.Helper()
	row, err := register.Create(t.Context(), key, d)
	if err != nil {
		t.Fatal(err)
	}
	return row
}

func TestOptionsAreTheLinesThatSaySomething(t *testing.T) {
	d := decision.Decision{Options: " Buy \r\n\n\tBuild\n   \nWait"}
	if diff := cmp.Diff([]string{"Buy", "Build", "Wait"}, d.Choices(nil)); diff != "" {
		t.Error(diff)
	}
}

func TestAQuestionIsOverdueTheDayAfterItsDeadlineWhileItIsOpen(t *testing.T) {
	for _, c := range []struct {
		name string
		row  decision.Decision
		want bool
	}{
		{"on the day", decision.Decision{Status: decision.Asked, Deadline: today()}, false},
		{"the day after", decision.Decision{Status: decision.Asked, Deadline: today().AddDays(-1)}, true},
		{"without a day", decision.Decision{Status: decision.Asked}, false},
		{"decided", decision.Decision{Status: decision.Decided, Deadline: today().AddDays(-1)}, false},
		{"withdrawn", decision.Decision{Status: decision.Withdrawn, Deadline: today().AddDays(-1)}, false},
	} {
		if got := c.row.Overdue(today()); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestWhoMayAskAndWhoMayDecide(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		row := ask(t, register, key, decision.Draft{Question: "Shall we?"})
		for role, want := range map[project.Role][2]bool{
			project.Lead: {true, true}, project.Contributor: {true, false}, project.Consultant: {true, false},
			project.Committee: {false, true}, project.Viewer: {false, false},
		} {
			as := projecttest.As(key, role)
			_, asked := register.Create(t.Context(), as, decision.Draft{})
			_, changed := register.Save(t.Context(), as, row.ID, decision.Draft{})
			_, decided := register.Decide(t.Context(), as, row.ID, decision.Verdict{})
			got := [3]bool{!fault.Is(asked, fault.Forbidden), !fault.Is(changed, fault.Forbidden), !fault.Is(decided, fault.Forbidden)}
			if got != [3]bool{want[0], want[0], want[1]} {
				t.Errorf("%s may ask, change, decide: %v", role, got)
			}
		}
	})
}

func TestADecisionRemembersWhoAndWhenAndIsClosed(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		row := ask(t, register, key, decision.Draft{Question: "Buy or build?", Options: "Buy\nBuild"})
		made, err := register.Decide(t.Context(), key, row.ID, decision.Verdict{Choice: "Buy", Reason: "Time.", Version: 1})
		if err != nil {
			t.Fatal(err)
		}
		if made.Status != decision.Decided || made.Choice != "Buy" || made.DecidedBy != "test" || made.DecidedOn != today() {
			t.Errorf("%+v", made)
		}
		_, again := register.Decide(t.Context(), key, row.ID, decision.Verdict{Own: "Neither", Version: made.Version})
		_, changed := register.Save(t.Context(), key, row.ID, decision.Draft{Question: "Buy?", Version: made.Version})
		_, removed := register.Delete(t.Context(), key, row.ID, made.Version)
		for what, err := range map[string]error{"decided again": again, "changed": changed, "removed": removed} {
			if !fault.Is(err, fault.Refused) {
				t.Errorf("%s: %v", what, err)
			}
		}
		image := audit.Entry{Action: audit.Changed, ObjectID: row.ID, AfterImage: `{"version":2}`,
			BeforeImage: `{"id":"` + row.ID + `","organisation_id":"` + key.OrganisationID + `","project_id":"` + key.ProjectID + `","question":"Buy or build?","status":"asked","version":1}`}
		if err := register.Undo(t.Context(), key, image); err != nil {
			t.Fatal(err)
		}
		if open, err := register.One(t.Context(), key, row.ID); err != nil || open.Status != decision.Asked || open.Choice != "" {
			t.Errorf("taken back: %+v, %v", open, err)
		}
	})
}

func TestAWithdrawnQuestionIsAskedAgainByTakingTheMarkAway(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		row := ask(t, register, key, decision.Draft{Question: "Shall we?", Withdrawn: true})
		if row.Status != decision.Withdrawn {
			t.Fatalf("it is %s", row.Status)
		}
		if _, err := register.Decide(t.Context(), key, row.ID, decision.Verdict{Own: "Yes", Version: 1}); !fault.Is(err, fault.Refused) {
			t.Errorf("a withdrawn question is decided: %v", err)
		}
		row, err := register.Save(t.Context(), key, row.ID, decision.Draft{Question: "Shall we?", Version: 1})
		if err != nil || row.Status != decision.Asked {
			t.Errorf("it is %s, %v", row.Status, err)
		}
	})
}

func TestEachFilterOfDecisionsNarrows(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		late := ask(t, register, key, decision.Draft{Question: "Årets budget?", Deadline: today().AddDays(-1), Tags: record.Tags{KotterStep: "vision"}})
		soon := ask(t, register, key, decision.Draft{Question: "b 100%?", Deadline: today(), Tags: record.Tags{GartnerStep: "strategy"}})
		ask(t, register, key, decision.Draft{Question: "c?"})
		ask(t, register, key, decision.Draft{Question: "d?", Withdrawn: true, Deadline: today().AddDays(-3)})
		made := ask(t, register, key, decision.Draft{Question: "e?", Deadline: today().AddDays(-2)})
		if _, err := register.Decide(t.Context(), key, made.ID, decision.Verdict{Own: "Yes", Version: 1}); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name   string
			filter decision.Filter
			want   string
		}{
			{"everything, the most pressing first", decision.Filter{}, "Å b c e d"},
			{"open", decision.Filter{Status: decision.Asked}, "Å b c"},
			{"decided", decision.Filter{Status: decision.Decided}, "e"},
			{"withdrawn", decision.Filter{Status: decision.Withdrawn}, "d"},
			{"late", decision.Filter{Late: true}, "Å"},
			{"words in any case", decision.Filter{Words: "åRETS"}, "Å"},
			{"a sign of patterns", decision.Filter{Words: "%"}, "b"},
			{"a step of Kotter", decision.Filter{Tags: record.Tags{KotterStep: "vision"}}, "Å"},
			{"a step of Gartner", decision.Filter{Tags: record.Tags{GartnerStep: "strategy"}}, "b"},
			{"by deadline, those without at the end", decision.Filter{Sort: "deadline"}, "d e Å b c"},
			{"by deadline from the latest, those without at the end", decision.Filter{Sort: "deadline", Desc: true}, "b Å e d c"},
			{"the second page", decision.Filter{Page: record.Page{Number: 2, Size: 2}}, "c e"},
		} {
			list, err := register.List(t.Context(), key, c.filter)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range list.Rows {
				got = append(got, string([]rune(d.Question)[:1]))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
		waiting, err := register.Waiting(t.Context(), key, 2)
		if err != nil || len(waiting) != 2 || waiting[0].ID != late.ID || waiting[1].ID != soon.ID {
			t.Errorf("%+v, %v", waiting, err)
		}
	})
}

func TestOfTwoWhoDecideAtOnceOneDoes(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		row := ask(t, register, key, decision.Draft{Question: "Shall we?"})
		answers := make(chan error, 8)
		for range cap(answers) {
			go func() {
				_, err := register.Decide(t.Context(), key, row.ID, decision.Verdict{Own: "Yes", Version: 1})
				answers <- err
			}()
		}
		made := 0
		for range cap(answers) {
			switch err := <-answers; {
			case err == nil:
				made++
			case !fault.Is(err, fault.Refused) && !fault.Is(err, fault.Conflict):
				t.Error(err)
			}
		}
		if made != 1 {
			t.Errorf("it was decided %d times", made)
		}
	})
}

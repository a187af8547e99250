package decision_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/decision"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/record"
)

func someone() *string { id := "p"; return &id }

func TestADecisionIsAskedThenMadeThenCarriedOutThenDone(t *testing.T) {
	for _, c := range []struct {
		name string
		row  decision.Decision
		want decision.Stage
		open bool
	}{
		{"a question", decision.Decision{Status: decision.Asked}, decision.Waiting, true},
		{"one that is asked no more", decision.Decision{Status: decision.Withdrawn}, decision.Dropped, false},
		{"decided, and nobody carries it out", decision.Decision{Status: decision.Decided}, decision.Made, true},
		{"a day alone is nobody", decision.Decision{Status: decision.Decided, DueOn: today()}, decision.Made, true},
		{"somebody carries it out", decision.Decision{Status: decision.Decided, OwnerID: someone()}, decision.CarryingOut, true},
		{"done by its owner", decision.Decision{Status: decision.Decided, OwnerID: someone(), DoneOn: today()}, decision.Done, false},
		{"done, though nobody was named", decision.Decision{Status: decision.Decided, DoneOn: today()}, decision.Done, false},
	} {
		if got, open := c.row.Stage(), c.row.Open(); got != c.want || open != c.open {
			t.Errorf("%s: %s, open %v", c.name, got, open)
		}
	}
}

func TestADecisionIsOverdueTheDayAfterItWasToBeDone(t *testing.T) {
	made := func(due date.Day) decision.Decision {
		return decision.Decision{Status: decision.Decided, OwnerID: someone(), Deadline: today().AddDays(-90), DueOn: due}
	}
	done := made(today().AddDays(-5))
	done.DoneOn = today()
	for _, c := range []struct {
		name string
		row  decision.Decision
		days int
		late int
	}{
		{"asked, two days beyond the deadline", decision.Decision{Status: decision.Asked, Deadline: today().AddDays(-2)}, -2, 2},
		{"asked, a day ahead", decision.Decision{Status: decision.Asked, Deadline: today().AddDays(1)}, 1, 0},
		{"asked without a day", decision.Decision{Status: decision.Asked}, 0, 0},
		{"asked, and a day to be done by is no deadline", decision.Decision{Status: decision.Asked, DueOn: today().AddDays(-2)}, 0, 0},
		{"decided, on the day", made(today()), 0, 0},
		{"decided, the day after", made(today().AddDays(-1)), -1, 1},
		{"decided, without a day", made(date.Day{}), 0, 0},
		{"done too late", done, 0, 0},
		{"withdrawn", decision.Decision{Status: decision.Withdrawn, Deadline: today().AddDays(-2)}, 0, 0},
	} {
		if c.row.Days(today()) != c.days || c.row.Late(today()) != c.late || c.row.Overdue(today()) != (c.late > 0) {
			t.Errorf("%s: %d days left, %d late, overdue %v", c.name, c.row.Days(today()), c.row.Late(today()), c.row.Overdue(today()))
		}
	}
}

// decided asks and decides.
func decided(t *testing.T, register *decision.Register, key project.Scope, question string) decision.Decision {
	t.Helper()
	row := ask(t, register, key, decision.Draft{Question: question})
	row, err := register.Decide(t.Context(), key, row.ID, decision.Verdict{Own: "Yes", DecidedOn: today().AddDays(-3), Version: row.Version})
	if err != nil {
		t.Fatal(err)
	}
	return row
}

func person(t *testing.T, db *database.DB, key project.Scope, name string) string {
	t.Helper()
	p := project.Person{ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Name: name, Version: 1}
	err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Create(&p).Error })
	if err != nil {
		t.Fatal(err)
	}
	return p.ID
}

func TestWhatWasDecidedIsCarriedOutBySomebodyAndDone(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		owner, row := person(t, register.DB, key, "Ásta Lindmark"), decided(t, register, key, "Buy?")
		row, err := register.Carry(t.Context(), key, row.ID, decision.Carrying{OwnerID: owner, DueOn: today(), Version: row.Version})
		if err != nil || row.Owner() != owner || row.DueOn != today() || row.Stage() != decision.CarryingOut {
			t.Fatalf("%+v, %v", row, err)
		}
		made, err := register.Finish(t.Context(), key, row.ID, decision.Ending{Outcome: " Bought. ", Version: row.Version})
		if err != nil || made.DoneOn != today() || made.DoneBy != "test" || made.Outcome != "Bought." || made.Stage() != decision.Done {
			t.Fatalf("%+v, %v", made, err)
		}
		if made.Question != "Buy?" || made.Choice != "Yes" || made.DecidedOn != today().AddDays(-3) {
			t.Errorf("what was asked and decided became %+v", made)
		}
		_, carried := register.Carry(t.Context(), key, row.ID, decision.Carrying{Version: made.Version})
		_, finished := register.Finish(t.Context(), key, row.ID, decision.Ending{Version: made.Version})
		for what, err := range map[string]error{"carried out": carried, "done": finished} {
			if !fault.Is(err, fault.Refused) {
				t.Errorf("what is done is %s again: %v", what, err)
			}
		}
		open, err := register.Reopen(t.Context(), key, row.ID, made.Version)
		if err != nil || open.Stage() != decision.CarryingOut || open.DoneBy != "" || open.Outcome != "" {
			t.Errorf("taken back: %+v, %v", open, err)
		}
		if _, err := register.Reopen(t.Context(), key, row.ID, open.Version); !fault.Is(err, fault.Refused) {
			t.Errorf("what is not done is taken back: %v", err)
		}
	})
}

func TestDoneIsTakenBackByUndo(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		row := decided(t, register, key, "Buy?")
		if _, err := register.Finish(t.Context(), key, row.ID, decision.Ending{Version: row.Version}); err != nil {
			t.Fatal(err)
		}
		var last audit.Entry
		err := register.DB.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Where("stream = ?", key.ProjectID).Order("seq DESC").Take(&last).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := register.Undo(t.Context(), key, last); err != nil {
			t.Fatal(err)
		}
		if open, err := register.One(t.Context(), key, row.ID); err != nil || open.Stage() != decision.Made || open.Choice != "Yes" {
			t.Errorf("%+v, %v", open, err)
		}
	})
}

func TestNothingIsCarriedOutBeforeItIsDecidedOrOnADayThatCannotBe(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		asked, row := ask(t, register, key, decision.Draft{Question: "Shall we?"}), decided(t, register, key, "Buy?")
		carry := func(id string, c decision.Carrying) error {
			_, err := register.Carry(t.Context(), key, id, c)
			return err
		}
		finish := func(id string, e decision.Ending) error {
			_, err := register.Finish(t.Context(), key, id, e)
			return err
		}
		before := today().AddDays(-4)
		for name, c := range map[string]struct {
			err   error
			kind  fault.Kind
			field string
		}{
			"carried out while it is asked":    {carry(asked.ID, decision.Carrying{Version: 1}), fault.Refused, ""},
			"done while it is asked":           {finish(asked.ID, decision.Ending{Version: 1}), fault.Refused, ""},
			"due before it was decided":        {carry(row.ID, decision.Carrying{DueOn: before, Version: row.Version}), fault.Invalid, "due_on"},
			"done before it was decided":       {finish(row.ID, decision.Ending{DoneOn: before, Version: row.Version}), fault.Invalid, "done_on"},
			"done on a day to come":            {finish(row.ID, decision.Ending{DoneOn: today().AddDays(1), Version: row.Version}), fault.Invalid, "done_on"},
			"done with words without end":      {finish(row.ID, decision.Ending{Outcome: strings.Repeat("x", 10001), Version: row.Version}), fault.Invalid, "outcome"},
			"carried out by a stranger":        {carry(row.ID, decision.Carrying{OwnerID: "0193", Version: row.Version}), fault.Invalid, "owner_id"},
			"carried out by who saw it before": {carry(row.ID, decision.Carrying{Version: 1}), fault.Conflict, ""},
			"done by who saw it before":        {finish(row.ID, decision.Ending{Version: 1}), fault.Conflict, ""},
			"carried out where it is not":      {carry("0193", decision.Carrying{}), fault.NotFound, ""},
		} {
			f, _ := fault.As(c.err)
			if f == nil || f.Kind != c.kind || c.field != "" && f.Fields[c.field].Key == "" {
				t.Errorf("%s: %v", name, c.err)
			}
		}
		if now, err := register.One(t.Context(), key, row.ID); err != nil || now.Version != row.Version {
			t.Errorf("%+v, %v", now, err)
		}
	})
}

func TestWhoMayCarryOutAndSayThatItIsDone(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		row := decided(t, register, key, "Buy?")
		for role, want := range map[project.Role]bool{project.Lead: true, project.Contributor: true, project.Consultant: true, project.Committee: false, project.Viewer: false} {
			as := projecttest.As(key, role)
			_, carried := register.Carry(t.Context(), as, row.ID, decision.Carrying{})
			_, finished := register.Finish(t.Context(), as, row.ID, decision.Ending{})
			_, reopened := register.Reopen(t.Context(), as, row.ID, 0)
			for what, err := range map[string]error{"carry out": carried, "finish": finished, "reopen": reopened} {
				if may := !fault.Is(err, fault.Forbidden); may != want {
					t.Errorf("%s may %s: %v", role, what, may)
				}
			}
		}
	})
}

func TestADecisionSaysInWhichWayItWasMade(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		for _, c := range []struct {
			name    string
			verdict decision.Verdict
			how     decision.How
			fault   string
		}{
			{"nobody says", decision.Verdict{}, "", ""},
			{"by circulation", decision.Verdict{How: decision.Circulation}, decision.Circulation, ""},
			{"in a meeting that is named", decision.Verdict{How: decision.Meeting, MeetingID: "m"}, decision.Meeting, ""},
			{"a meeting says it", decision.Verdict{MeetingID: "m"}, decision.Meeting, ""},
			{"by circulation in a meeting", decision.Verdict{How: decision.Circulation, MeetingID: "m"}, "", "meeting_id"},
			{"in another way", decision.Verdict{How: "lot"}, "", "how"},
		} {
			row := ask(t, register, key, decision.Draft{Question: c.name})
			c.verdict.Own, c.verdict.Version = "Yes", 1
			made, err := register.Decide(t.Context(), key, row.ID, c.verdict)
			f, _ := fault.As(err)
			if made.DecidedHow != c.how || (f != nil) != (c.fault != "") || f != nil && f.Fields[c.fault].Key == "" {
				t.Errorf("%s: %q, %v", c.name, made.DecidedHow, err)
			}
		}
		found, err := register.List(t.Context(), key, decision.Filter{Meeting: "m"})
		if err != nil || len(found.Rows) != 2 {
			t.Errorf("%d decisions of the meeting, %v", len(found.Rows), err)
		}
	})
}

func TestAQuestionTellsWhatItCosts(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		key.Project.Currency = "SEK"
		for typed, want := range map[string]string{"180 000": "180000", "0": "0", "": "", "12,5": "12.50"} {
			row := ask(t, register, key, decision.Draft{Question: "Buy?", Cost: typed})
			read, err := register.One(t.Context(), key, row.ID)
			if err != nil || read.Draft(key.Text).Cost != want || row.Draft(key.Text).Cost != want {
				t.Errorf("%q is kept as %q and shown as %q, %v", typed, read.Draft(key.Text).Cost, row.Draft(key.Text).Cost, err)
			}
		}
		for typed, want := range map[string]string{"much": "fault.field.money", "1.234": "", "1,2345": "fault.field.money_decimals"} {
			_, err := register.Create(t.Context(), key, decision.Draft{Question: "Buy?", Cost: typed})
			f, _ := fault.As(err)
			if got := f; want == "" && got != nil || want != "" && (got == nil || got.Fields["cost"].Key != want) {
				t.Errorf("%q: %v", typed, err)
			}
		}
		if err := validate.Draft(decision.Draft{Question: "Buy?", Cost: strings.Repeat("1", 41)}); !fault.Is(err, fault.Invalid) {
			t.Errorf("a cost without end: %v", err)
		}
	})
}

func TestEachStageAndOwnerIsAFilter(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		owner := person(t, register.DB, key, "Ásta Lindmark")
		carry := func(row decision.Decision, c decision.Carrying) decision.Decision {
			c.Version = row.Version
			row, err := register.Carry(t.Context(), key, row.ID, c)
			if err != nil {
				t.Fatal(err)
			}
			return row
		}
		ask(t, register, key, decision.Draft{Question: "a", Deadline: today().AddDays(-1)})
		decided(t, register, key, "b")
		carry(decided(t, register, key, "c"), decision.Carrying{OwnerID: owner, DueOn: today().AddDays(-2)})
		carry(decided(t, register, key, "d"), decision.Carrying{OwnerID: owner, DueOn: today()})
		done := carry(decided(t, register, key, "e"), decision.Carrying{OwnerID: owner, DueOn: today().AddDays(-3)})
		if _, err := register.Finish(t.Context(), key, done.ID, decision.Ending{Version: done.Version}); err != nil {
			t.Fatal(err)
		}
		ask(t, register, key, decision.Draft{Question: "f", Withdrawn: true})
		for _, c := range []struct {
			name   string
			filter decision.Filter
			want   string
		}{
			{"everything, what presses most first", decision.Filter{}, "a c d b e f"},
			{"asked", decision.Filter{Stage: decision.Waiting}, "a"},
			{"decided, and nobody carries it out", decision.Filter{Stage: decision.Made}, "b"},
			{"carried out", decision.Filter{Stage: decision.CarryingOut}, "c d"},
			{"done", decision.Filter{Stage: decision.Done}, "e"},
			{"withdrawn", decision.Filter{Stage: decision.Dropped}, "f"},
			{"no stage", decision.Filter{Stage: "later"}, ""},
			{"decided, whatever came of it", decision.Filter{Status: decision.Decided}, "c d b e"},
			{"overdue", decision.Filter{Late: true}, "a c"},
			{"overdue and carried out", decision.Filter{Late: true, Stage: decision.CarryingOut}, "c"},
			{"of an owner", decision.Filter{OwnerID: owner}, "c d e"},
			{"of nobody", decision.Filter{OwnerID: record.Nobody}, "a b f"},
			{"by the day that counts now", decision.Filter{Sort: "awaited"}, "c a d b e f"},
			{"by owner", decision.Filter{Sort: "owner", Stage: decision.CarryingOut}, "c d"},
			{"by stage, in reverse", decision.Filter{Sort: "stage", Desc: true}, "f e d c b a"},
		} {
			list, err := register.List(t.Context(), key, c.filter)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range list.Rows {
				got = append(got, list.Rows[i].Question)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
		overdue, err := register.Overdue(t.Context(), key, record.Page{})
		if err != nil || len(overdue.Rows) != 2 || overdue.Rows[0].Question != "c" {
			t.Errorf("%+v, %v", overdue.Rows, err)
		}
	})
}

func TestManyDecisionsChangeAsFarAsTheirStageAllows(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		owner := person(t, register.DB, key, "Ásta Lindmark")
		asked, made := ask(t, register, key, decision.Draft{Question: "a", Deadline: today()}), decided(t, register, key, "b")
		made, err := register.Carry(t.Context(), key, made.ID, decision.Carrying{DueOn: today(), Version: made.Version})
		if err != nil {
			t.Fatal(err)
		}
		pick := func(rows ...decision.Decision) []record.Picked {
			var picks []record.Picked
			for _, row := range rows {
				now, err := register.One(t.Context(), key, row.ID)
				if err != nil {
					t.Fatal(err)
				}
				picks = append(picks, record.Picked{ID: now.ID, Version: now.Version})
			}
			return picks
		}
		n, err := register.ChangeMany(t.Context(), key, pick(asked, made), decision.Changes{Changes: record.Changes{Shift: 7}})
		if err != nil || n != 2 {
			t.Fatalf("%d moved, %v", n, err)
		}
		if n, err = register.ChangeMany(t.Context(), key, pick(made), decision.Changes{Changes: record.Changes{OwnerID: owner}}); err != nil || n != 1 {
			t.Fatalf("%d given an owner, %v", n, err)
		}
		for name, refused := range map[string]struct {
			rows   []decision.Decision
			change decision.Changes
		}{
			"an owner of a question":      {[]decision.Decision{asked, made}, decision.Changes{Changes: record.Changes{OwnerID: record.Nobody}}},
			"a decision that is undone":   {[]decision.Decision{made}, decision.Changes{Status: decision.Withdrawn}},
			"a decision's step":           {[]decision.Decision{made}, decision.Changes{Changes: record.Changes{KotterStep: "wins"}}},
			"a day before it was decided": {[]decision.Decision{made}, decision.Changes{Changes: record.Changes{Shift: -30}}},
		} {
			if _, err := register.ChangeMany(t.Context(), key, pick(refused.rows...), refused.change); !fault.Is(err, fault.Conflict) {
				t.Errorf("%s: %v", name, err)
			}
		}
		now, err := register.One(t.Context(), key, made.ID)
		if err != nil || now.Owner() != owner || now.DueOn != today().AddDays(7) || now.Choice != "Yes" || now.Question != "b" {
			t.Errorf("%+v, %v", now, err)
		}
		if now, err = register.One(t.Context(), key, asked.ID); err != nil || now.Deadline != today().AddDays(7) {
			t.Errorf("%+v, %v", now, err)
		}
	})
}

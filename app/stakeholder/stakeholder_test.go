package stakeholder_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/record"
	"stegvis/app/stakeholder"
)

func today() date.Day { return date.New(2026, 11, 23) }

// open is a project of its own, and the system's key to it.
func open(t *testing.T, db *database.DB) project.Scope {
	t.Helper()
	b, err := i18n.Load(fstest.MapFS{"en/x.yaml": {Data: []byte("y: z")}})
	if err != nil {
		t.Fatal(err)
	}
	return projecttest.Open(t, db, b.For("en"), today())
}

func build(t *testing.T, db *database.DB) (*stakeholder.Stakeholders, *project.Projects, project.Scope) {
	t.Helper()
	people := project.New(db, &account.Accounts{}, &i18n.Bundle{}, nil)
	return stakeholder.New(db, people), people, open(t, db)
}

func TestAPartIsPlayedFromItsFirstDayUntilTheOneOnWhichItIsGivenUp(t *testing.T) {
	for _, c := range []struct {
		name         string
		joined, left date.Day
		want         bool
	}{
		{"no days", date.Day{}, date.Day{}, true},
		{"joins today", today(), date.Day{}, true},
		{"joins tomorrow", today().AddDays(1), date.Day{}, false},
		{"leaves tomorrow", date.Day{}, today().AddDays(1), true},
		{"leaves today", date.Day{}, today(), false},
		{"left yesterday", today().AddDays(-9), today().AddDays(-1), false},
	} {
		if got := (stakeholder.Member{JoinedOn: c.joined, LeftOn: c.left}).Active(today()); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestWhatIsPlannedIsOverdueTheDayAfter(t *testing.T) {
	m := stakeholder.Message{Status: stakeholder.MessagePlanned, PlannedOn: today()}
	tr := stakeholder.Training{Status: stakeholder.TrainingPlanned, PlannedOn: today()}
	if m.Overdue(today()) || !m.Overdue(today().AddDays(1)) || tr.Overdue(today()) || !tr.Overdue(today().AddDays(1)) {
		t.Error("overdue on the day, or not on the next")
	}
	m.Status, tr.Status = stakeholder.MessageCancelled, stakeholder.TrainingHeld
	if m.Overdue(today().AddDays(1)) || tr.Overdue(today().AddDays(1)) {
		t.Error("what is cancelled or held is overdue")
	}
}

func TestACoalitionMissesTheNeededPartsThatNobodyPlaysNow(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _, key := build(t, db)
		add := func(d stakeholder.MemberDraft) stakeholder.Member {
			t.Helper()
			m, err := s.AddMember(t.Context(), key, d)
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		sponsor := add(stakeholder.MemberDraft{NewPerson: " Solveig Hattestad ", Part: stakeholder.Sponsor})
		add(stakeholder.MemberDraft{PersonID: sponsor.PersonID, Part: stakeholder.Communicator})
		add(stakeholder.MemberDraft{NewPerson: "Runa Midtskog", Part: stakeholder.LineManager, LeftOn: today()})
		add(stakeholder.MemberDraft{NewPerson: "Anton Bergkvist", Part: stakeholder.Expert, JoinedOn: today().AddDays(5)})
		all, err := s.Coalition(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		want := []stakeholder.Part{stakeholder.LineManager, stakeholder.Expert, stakeholder.Voice}
		if diff := cmp.Diff(want, all.Missing(today())); diff != "" {
			t.Error(diff)
		}
		if n := all.People(today()); n != 1 || len(all) != 4 || all[0].Name != "Solveig Hattestad" {
			t.Errorf("%d people play %d parts, first %q", n, len(all), all[0].Name)
		}
		if diff := cmp.Diff([]stakeholder.Part{stakeholder.LineManager, stakeholder.Voice}, all.Missing(today().AddDays(5))); diff != "" {
			t.Error("five days on:", diff)
		}
	})
}

func TestAMemberWhoIsRefusedLeavesNoPersonBehind(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, people, key := build(t, db)
		m, err := s.AddMember(t.Context(), key, stakeholder.MemberDraft{NewPerson: "Runa Midtskog", Part: stakeholder.Expert})
		if err != nil {
			t.Fatal(err)
		}
		stale := stakeholder.MemberDraft{NewPerson: "Någon Helt Ny", Part: stakeholder.Expert, Version: 7}
		if _, err := s.SaveMember(t.Context(), key, m.ID, stale); !fault.Is(err, fault.Conflict) {
			t.Errorf("a stale save: %v", err)
		}
		viewer := projecttest.As(key, project.Viewer)
		if _, err := s.AddMember(t.Context(), viewer, stakeholder.MemberDraft{NewPerson: "Någon Annan", Part: stakeholder.IT}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a viewer adds: %v", err)
		}
		all, err := people.People(t.Context(), key)
		if err != nil || len(all) != 1 {
			t.Errorf("%d people, want 1: %v", len(all), err)
		}
	})
}

func TestMessagesAreSummedUp(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _, key := build(t, db)
		if empty, err := s.Told(t.Context(), key); err != nil || empty != (stakeholder.Told{}) {
			t.Fatalf("of nothing: %+v, %v", empty, err)
		}
		for _, d := range []stakeholder.MessageDraft{
			{Status: stakeholder.MessageSent, SentOn: today().AddDays(-30), Reach: 240},
			{Status: stakeholder.MessageSent, Reach: 1000}, // today
			{Status: stakeholder.MessagePlanned, PlannedOn: today().AddDays(-1)},
			{Status: stakeholder.MessagePlanned, PlannedOn: today()},
			{Status: stakeholder.MessagePlanned, PlannedOn: today().AddDays(8), Reach: 99},
			{Status: stakeholder.MessagePlanned},
			{Status: stakeholder.MessageCancelled, PlannedOn: today().AddDays(-9), SentOn: today().AddDays(-9), Reach: 99},
		} {
			d.Subject, d.Audience, d.Channel = "Why", "All", stakeholder.Mail
			if _, err := s.Messages.Create(t.Context(), key, d); err != nil {
				t.Fatal(err)
			}
		}
		want := stakeholder.Told{Planned: 4, Overdue: 1, Sent: 2, LastSentOn: today(), NextOn: today(), Reach: 1240}
		if got, err := s.Told(t.Context(), key); err != nil || got != want {
			t.Errorf("%+v, want %+v, %v", got, want, err)
		}
		foreign := open(t, db)
		if got, err := s.Told(t.Context(), foreign); err != nil || got != (stakeholder.Told{}) {
			t.Errorf("of another project: %+v, %v", got, err)
		}
	})
}

func TestTrainingsAreSummedUp(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _, key := build(t, db)
		for _, d := range []stakeholder.TrainingDraft{
			{Status: stakeholder.TrainingHeld, HeldOn: today().AddDays(-7), Places: 12, Attended: 9},
			{Status: stakeholder.TrainingHeld, HeldOn: today().AddDays(-3), Places: 4, Attended: 5}, // one more than there was room for
			{Status: stakeholder.TrainingPlanned, PlannedOn: today().AddDays(-1), Places: 6},
			{Status: stakeholder.TrainingPlanned, PlannedOn: today().AddDays(2), Places: 8, Attended: 3}, // nobody yet
			{Status: stakeholder.TrainingCancelled, PlannedOn: today(), Places: 99},
		} {
			d.Topic, d.Audience = "Quotations", "Sales"
			if _, err := s.Trainings.Create(t.Context(), key, d); err != nil {
				t.Fatal(err)
			}
		}
		want := stakeholder.Trained{Planned: 2, Overdue: 1, Held: 2, LastHeldOn: today().AddDays(-3), NextOn: today().AddDays(2), Places: 16, Attended: 14, Ahead: 14}
		if got, err := s.Trained(t.Context(), key); err != nil || got != want {
			t.Errorf("%+v, want %+v, %v", got, want, err)
		}
	})
}

func TestListsStandInTheSameOrderOnEitherDatabase(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _, key := build(t, db)
		for _, d := range []stakeholder.MessageDraft{
			{Subject: "cancelled", Status: stakeholder.MessageCancelled},
			{Subject: "sent long ago", Status: stakeholder.MessageSent, SentOn: today().AddDays(-30)},
			{Subject: "planned for no day", Status: stakeholder.MessagePlanned},
			{Subject: "sent", Status: stakeholder.MessageSent, SentOn: today().AddDays(-1)},
			{Subject: "planned late", Status: stakeholder.MessagePlanned, PlannedOn: today().AddDays(9)},
			{Subject: "planned soon", Status: stakeholder.MessagePlanned, PlannedOn: today().AddDays(1)},
		} {
			d.Audience, d.Channel = "All", stakeholder.Mail
			if _, err := s.Messages.Create(t.Context(), key, d); err != nil {
				t.Fatal(err)
			}
		}
		subjects := func(f stakeholder.MessageFilter) []string {
			found, err := s.FindMessages(t.Context(), key, f)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, m := range found.Rows {
				all = append(all, m.Subject)
			}
			return all
		}
		for _, c := range []struct {
			name   string
			filter stakeholder.MessageFilter
			want   []string
		}{
			{"as usual", stakeholder.MessageFilter{}, []string{"planned soon", "planned late", "planned for no day", "sent", "sent long ago", "cancelled"}},
			{"by the day sent", stakeholder.MessageFilter{Sort: "sent", Desc: true, Page: record.Page{Size: 2}}, []string{"sent", "sent long ago"}},
			{"by the day planned, none last", stakeholder.MessageFilter{Sort: "planned", Status: stakeholder.MessagePlanned}, []string{"planned soon", "planned late", "planned for no day"}},
			{"by words, whatever their case", stakeholder.MessageFilter{Words: " LONG "}, []string{"sent long ago"}},
			{"by signs that SQL knows", stakeholder.MessageFilter{Words: "%"}, nil},
			{"by a column that is none", stakeholder.MessageFilter{Sort: "id; DROP TABLE message", Page: record.Page{Size: 1}}, []string{"planned soon"}},
		} {
			if diff := cmp.Diff(c.want, subjects(c.filter)); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
	})
}

func TestManyMayJoinTheCoalitionAtOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, people, key := build(t, db)
		known, err := people.AddPerson(t.Context(), key, project.PersonDraft{Name: "Saga Lindmark"})
		if err != nil {
			t.Fatal(err)
		}
		parts := stakeholder.Parts()
		failed := make(chan error)
		var made int
		for n := range 16 {
			d := stakeholder.MemberDraft{Part: parts[n/2%len(parts)], PersonID: known.ID}
			if n%2 == 0 {
				d.PersonID, d.NewPerson = "", fmt.Sprintf("Person %d", n)
			} else if n/2 >= len(parts) {
				continue // plays each part already
			}
			made++
			go func() {
				_, err := s.AddMember(t.Context(), key, d)
				failed <- err
			}()
		}
		for range made {
			if err := <-failed; err != nil {
				t.Error(err)
			}
		}
	})
}

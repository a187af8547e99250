package workshop_test

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

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
	"stegvis/app/workshop"
)

// stage is a room in which a test plays.
type stage struct {
	*workshop.Workshops
	t        *testing.T
	key      project.Scope
	accounts *account.Accounts
	id       string
}

func each(t *testing.T, run func(t *testing.T, s stage)) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		texts, err := i18n.Open(os.DirFS("../../seeds/texts"))
		if err != nil {
			t.Fatal(err)
		}
		accounts := account.New(db, account.Letters{}, time.Now)
		s := stage{Workshops: workshop.New(db, accounts, time.Now), t: t, key: projecttest.Open(t, db, texts.For("en"), date.New(2026, 11, 25)), accounts: accounts}
		w, err := s.Create(t.Context(), s.key, workshop.Draft{Title: "Risk session", HeldOn: date.New(2026, 11, 25), Naming: workshop.Either, AskRole: true})
		s.must(err)
		s.id = w.ID
		run(t, s)
	})
}

func (s stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s stage) refused(err error, kind fault.Kind, what string) {
	s.t.Helper()
	if !fault.Is(err, kind) {
		s.t.Errorf("%s: %v", what, err)
	}
}

func (s stage) adds(d workshop.ActivityDraft) string {
	s.t.Helper()
	d.Minutes = 10
	a, err := s.Add(s.t.Context(), s.key, s.id, d, "", nil)
	s.must(err)
	return a.ID
}

func (s stage) code() string {
	s.t.Helper()
	w, _, err := s.Agenda(s.t.Context(), s.key, s.id)
	s.must(err)
	if w.Live.Code == nil {
		return ""
	}
	return *w.Live.Code
}

// joins seats somebody and gives their phone's key.
func (s stage) joins(name string, role workshop.Role) project.Guest {
	s.t.Helper()
	_, token, err := s.Join(s.t.Context(), workshop.Entry{Code: s.code(), Name: name, Role: role}, "10.0.0.1")
	s.must(err)
	link, err := s.accounts.LinkByToken(s.t.Context(), account.Seat, token)
	s.must(err)
	return project.Guest{Link: link, Now: time.Now()}
}

func (s stage) votes(g project.Guest, activity, subject string, value int, sent int64) error {
	return s.Vote(s.t.Context(), g, activity, workshop.VoteDraft{Subject: subject, Value: value, Sent: sent})
}

func (s stage) room() workshop.State {
	s.t.Helper()
	state, err := s.Room(s.t.Context(), s.id)
	s.must(err)
	return state
}

func TestAVoteCountsOnceAndTheLaterOneStandsWhicheverArrivesFirst(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Motion, Options: "Go on to wave two"})
		_, all, err := s.Agenda(t.Context(), s.key, s.id)
		s.must(err)
		question := all[0].Settings().Options[0].Key
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja, olle := s.joins("Maja", workshop.Sales), s.joins("", "")
		s.refused(s.votes(maja, a, question, workshop.Yes, 1), fault.Refused, "a vote before the opening")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		for _, v := range []struct {
			value int
			sent  int64
		}{{workshop.Yes, 1}, {workshop.No, 3}, {workshop.No, 3}, {workshop.No, 2}} {
			s.must(s.votes(maja, a, question, v.value, v.sent))
		}
		s.refused(s.votes(maja, a, question, workshop.Abstain, 2), fault.Conflict, "another answer that was sent before")
		s.refused(s.votes(maja, a, question, workshop.Abstain, 3), fault.Conflict, "another answer under the same number")
		s.must(s.votes(olle, a, question, workshop.Yes, 1))
		if state := s.room(); state.Voted != 2 || state.People != 2 || len(state.Results) != 0 {
			t.Errorf("while it is open: %+v", state)
		}
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Closed))
		s.refused(s.votes(maja, a, question, workshop.Yes, 9), fault.Refused, "a vote after the end")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Revealed))
		result := s.room().ResultOf(question)
		if result.Count(workshop.No) != 1 || result.Count(workshop.Yes) != 1 || len(result.Ballots) != 2 {
			t.Errorf("revealed: %+v", result)
		}
		if told := s.room().VotesOn(question); !told.Silent || told.Yes+told.No != 0 {
			t.Errorf("of two voices is told: %+v", told)
		}
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Closed))
		s.refused(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open), fault.Refused, "taking votes again that were seen")
		if state := s.room(); len(state.Results) != 0 {
			t.Errorf("what was taken back is still seen: %+v", state.Results)
		}
	})
}

func TestDotsAreSpentOnceAndCardsAreKeptOnce(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Dots: 3})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja, olle := s.joins("Maja", ""), s.joins("Olle", "")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		d := workshop.CardDraft{ID: database.NewID(), Text: "The sales staff have no time"}
		for range 2 {
			s.must(s.Put(t.Context(), maja, a, d))
		}
		s.refused(s.Put(t.Context(), olle, a, d), fault.NotFound, "a card over somebody else's")
		s.must(s.votes(olle, a, d.ID, 2, 1))
		s.must(s.votes(olle, a, d.ID, 3, 2))
		s.refused(s.votes(olle, a, d.ID, 4, 3), fault.Invalid, "a fourth dot")
		s.refused(s.votes(olle, a, database.NewID(), 1, 4), fault.NotFound, "a vote on no card")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Revealed))
		if state := s.room(); len(state.Cards) != 1 || state.ResultOf(d.ID).Sum != 3 {
			t.Errorf("%+v", state)
		}
	})
}

func TestALockedRoomAndAWrongCodeLetNobodyIn(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		code := s.code()
		s.must(s.Lock(t.Context(), s.key, s.id, true))
		_, _, err := s.Join(t.Context(), workshop.Entry{Code: code}, "10.0.0.1")
		s.refused(err, fault.Refused, "a locked room")
		s.must(s.Lock(t.Context(), s.key, s.id, false))
		for i := range 200 {
			_, err := s.Door(t.Context(), "AAAAA"+strconv.Itoa(i), "10.0.0.2")
			s.refused(err, fault.NotFound, "a wrong code")
		}
		_, err = s.Door(t.Context(), "AAAAAA", "10.0.0.2")
		s.refused(err, fault.TooMany, "the wrong code after two hundred")
		_, err = s.Door(t.Context(), code, "10.0.0.2")
		s.refused(err, fault.TooMany, "the right code from where it was guessed")
		if _, err := s.Door(t.Context(), " "+code[:3]+"-"+code[3:], "10.0.0.3"); err != nil {
			t.Errorf("the right code is turned away after another's guesses: %v", err)
		}
		s.must(s.End(t.Context(), s.key, s.id))
		_, _, err = s.Join(t.Context(), workshop.Entry{Code: code}, "10.0.0.1")
		s.refused(err, fault.NotFound, "an ended workshop")
	})
}

func TestTheLogTellsHowFarARoomHasComeAndNotItsCode(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		first := s.code()
		s.must(s.Renew(t.Context(), s.key, s.id))
		second := s.code()
		s.must(s.End(t.Context(), s.key, s.id))
		var lines []audit.Entry
		s.must(s.DB.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Where("object_id = ? AND action = ?", s.id, audit.Changed).Order("seq").Find(&lines).Error
		}))
		if len(lines) != 3 || lines[0].AfterImage != `{"stage":"running","locked":false}` || lines[2].AfterImage != `{"stage":"ended","locked":false}` {
			t.Fatalf("%+v", lines)
		}
		for _, line := range lines {
			if said := line.BeforeImage + line.AfterImage; strings.Contains(said, first) || strings.Contains(said, second) {
				t.Errorf("the log tells a code: %s", said)
			}
		}
	})
}

func TestWherePeopleStandIsToldToLeadAndConsultantOnly(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Map})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja", "")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		s.must(s.Put(t.Context(), maja, a, workshop.CardDraft{ID: database.NewID(), Text: "The head of sales", Column: 5, Line: 1}))
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Revealed))
		for _, role := range project.Roles() {
			want := 0
			if role == project.Lead || role == project.Consultant {
				want = 1
			}
			key := projecttest.As(s.key, role)
			_, states, err := s.Results(t.Context(), key, s.id)
			s.must(err)
			one, err := s.Came(t.Context(), key, s.id, a)
			s.must(err)
			if len(states[0].Cards) != want || len(one.Cards) != want {
				t.Errorf("%s is told %d and %d cards, want %d", role, len(states[0].Cards), len(one.Cards), want)
			}
		}
	})
}

func TestATitleOfTheCatalogueIsReadInAnyLanguageUntilItIsChanged(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		w, err := s.CreateFollowing(t.Context(), s.key, workshop.Draft{Title: s.key.Text.T("demo.workshop.risks.title"), HeldOn: date.New(2026, 11, 25), Naming: workshop.Anonymous}, "demo.workshop.risks", nil)
		s.must(err)
		texts, err := i18n.Open(os.DirFS("../../seeds/texts"))
		s.must(err)
		swedish := texts.For("sv")
		told := swedish.T("demo.workshop.risks.title")
		if d := w.Draft(swedish); d.Title != told || w.Titled().In(swedish) != told {
			t.Fatalf("the form shows %q, the page %q", d.Title, w.Titled().In(swedish))
		}
		d := w.Draft(s.key.Text)
		d.AskRole = true
		w, err = s.Save(t.Context(), s.key, w.ID, d)
		s.must(err)
		if w.Titled().In(swedish) != told {
			t.Errorf("saved as it stood it is %q", w.Titled().In(swedish))
		}
		d = w.Draft(s.key.Text)
		d.Title = "Our own name"
		w, err = s.Save(t.Context(), s.key, w.ID, d)
		s.must(err)
		if got := w.Titled().In(swedish); got != "Our own name" {
			t.Errorf("renamed it is %q", got)
		}
	})
}

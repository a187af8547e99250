package workshop_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/workshop"
)

// consultant is the key of somebody with an account to the stage's project.
func (s stage) consultant(email string) (account.Account, project.Scope) {
	s.t.Helper()
	at := database.Instant(time.Now())
	who := account.Account{ID: database.NewID(), Email: email, EmailFold: email, Name: "Signe Lund", Language: "en", Version: 1, CreatedAt: at, UpdatedAt: at}
	s.must(s.DB.Write(s.t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Create(&who).Error }))
	return who, project.SystemScope{Text: s.key.Text}.As(s.key, who, time.Now())
}

func TestASavedAgendaHoldsWhatIsAskedAndNothingOfTheClient(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		who, key := s.consultant("signe@example.com")
		library := workshop.NewLibrary(s.DB, s.Workshops, time.Now)
		_, err := library.Save(t.Context(), key, s.id, workshop.AgendaDraft{Name: "Empty"})
		s.refused(err, fault.Refused, "an agenda of nothing")
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Title: "What could go wrong at Fjord & Søn", Prompt: "Ask Maja Ek about Fjord & Søn's plan.", Options: "fjord & søn Fjord & Søn buys late\nOld data"})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja Ek", workshop.Sales)
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		s.must(s.Put(t.Context(), maja, a, workshop.CardDraft{ID: database.NewID(), Text: "A secret of the house"}))

		saved, err := library.Save(t.Context(), key, s.id, workshop.AgendaDraft{Name: "Risks of Fjord & Søn"})
		s.must(err)
		one, err := library.One(t.Context(), who, saved.ID)
		s.must(err)
		held := strings.ToLower(one.Name + one.PointsJSON)
		for _, word := range []string{"fjord", "søn", "maja", "secret"} {
			if strings.Contains(held, word) {
				t.Errorf("the agenda holds %q: %s", word, held)
			}
		}
		points := one.Points()
		if len(points) != 1 || one.Minutes != 10 || points[0].Title != "What could go wrong at …" || points[0].Settings.Options[1].Text != "Old data" {
			t.Errorf("%+v", one)
		}

		other := projecttest.Open(t, s.DB, s.key.Text, date.New(2026, 11, 25))
		w, err := s.CreateFollowing(t.Context(), other, workshop.Draft{Title: "Risks", HeldOn: date.New(2026, 12, 1), Naming: workshop.Named}, "", points)
		s.must(err)
		_, all, err := s.Agenda(t.Context(), other, w.ID)
		s.must(err)
		if len(all) != 1 || all[0].Phase != workshop.Waiting || all[0].OpenedAt != nil {
			t.Errorf("elsewhere: %+v", all)
		}
	})
}

func TestAnAgendaIsItsOwnersAloneAndAStaleChangeIsAConflict(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		who, key := s.consultant("signe@example.com")
		stranger, theirs := s.consultant("arne@example.com")
		library := workshop.NewLibrary(s.DB, s.Workshops, time.Now)
		s.adds(workshop.ActivityDraft{Kind: workshop.Cards})
		a, err := library.Save(t.Context(), key, s.id, workshop.AgendaDraft{Name: "Mine"})
		s.must(err)
		_, err = library.Use(t.Context(), theirs, a.ID)
		s.refused(err, fault.NotFound, "somebody else's agenda")
		s.refused(library.Rename(t.Context(), stranger, a.ID, workshop.AgendaDraft{Name: "Ours", Version: 1}), fault.NotFound, "renaming somebody else's")
		s.refused(library.Delete(t.Context(), stranger, a.ID, 1), fault.NotFound, "removing somebody else's")
		_, err = library.Save(t.Context(), projecttest.As(key, project.Contributor), s.id, workshop.AgendaDraft{Name: "Ours"})
		s.refused(err, fault.Forbidden, "saving by a contributor")
		s.must(library.Rename(t.Context(), who, a.ID, workshop.AgendaDraft{Name: "Mine, better", Version: 1}))
		s.refused(library.Rename(t.Context(), who, a.ID, workshop.AgendaDraft{Name: "Mine, worse", Version: 1}), fault.Conflict, "a stale name")
		mine, err := library.Mine(t.Context(), key)
		s.must(err)
		if len(mine) != 1 || mine[0].Name != "Mine, better" {
			t.Errorf("%+v", mine)
		}
		s.must(library.Delete(t.Context(), who, a.ID, 2))
		if mine, _ = library.Mine(t.Context(), key); len(mine) != 0 {
			t.Errorf("after removal: %+v", mine)
		}
	})
}

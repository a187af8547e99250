package workshop_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/workshop"
)

// comes tries to come in by a code.
func (s stage) comes(code, from string) (workshop.Participant, error) {
	p, _, err := s.Join(s.t.Context(), workshop.Entry{Code: code}, from)
	return p, err
}

// does runs SQL that brings the database to where an evening would have brought it.
func (s stage) does(sql string, values ...any) {
	s.t.Helper()
	s.must(s.DB.Write(s.t.Context(), func(_ context.Context, tx *gorm.DB) error {
		done := tx.Exec(sql, values...)
		if done.Error == nil && done.RowsAffected == 0 {
			s.t.Errorf("nothing to change: %s", sql)
		}
		return done.Error
	}))
}

func TestWhoIsOnTheWayInIsNotSeatedOnceTheDoorIsShut(t *testing.T) {
	for name, shut := range map[string]func(s stage) error{
		"locked":       func(s stage) error { return s.Lock(s.t.Context(), s.key, s.id, true) },
		"ended":        func(s stage) error { return s.End(s.t.Context(), s.key, s.id) },
		"another code": func(s stage) error { return s.Renew(s.t.Context(), s.key, s.id) },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, s stage) {
				s.must(s.Begin(t.Context(), s.key, s.id))
				looks := 0 // at the clock: the second is when the code has been read, the third when the room has
				late := workshop.New(s.DB, s.accounts, func() time.Time {
					if looks++; looks == 3 {
						s.must(shut(s))
					}
					return time.Now()
				})
				p, _, err := late.Join(t.Context(), workshop.Entry{Code: s.code()}, "10.0.0.1")
				if err == nil || looks < 3 {
					t.Errorf("seat %d is given after the door was shut: %v, after %d looks at the clock", p.Seat, err, looks)
				}
				if n := s.room().People; n != 0 {
					t.Errorf("%d people are in the room", n)
				}
			})
		})
	}
}

func TestWhoLocksARoomWaitsForWhoIsBeingSeated(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		locked := make(chan error, 1)
		looks := 0
		slow := workshop.New(s.DB, s.accounts, func() time.Time {
			if looks++; looks == 5 { // the room was looked at once more, and nobody is seated yet
				go func() { locked <- s.Lock(t.Context(), s.key, s.id, true) }()
				s.waits("workshop_live", locked)
			}
			return time.Now()
		})
		_, _, err := slow.Join(t.Context(), workshop.Entry{Code: s.code()}, "10.0.0.1")
		s.must(err)
		s.must(<-locked)
		if _, err := s.comes(s.code(), "10.0.0.1"); !fault.Is(err, fault.Refused) || s.room().People != 1 {
			t.Errorf("after the lock: %v, %d people", err, s.room().People)
		}
	})
}

// waits returns once something waits for a row of a table that another holds; on SQLite
// there is one writer, and so it is sure to wait.
func (s stage) waits(table string, done <-chan error) {
	for deadline := time.Now().Add(10 * time.Second); s.DB.Postgres(); time.Sleep(5 * time.Millisecond) {
		var waiting int64
		if err := s.DB.SQL().QueryRowContext(s.t.Context(), `SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1`, "%"+table+"%").Scan(&waiting); err != nil {
			s.t.Error(err)
			return
		}
		if len(done) > 0 || time.Now().After(deadline) {
			s.t.Errorf("nobody waits for %s", table)
			return
		}
		if waiting > 0 {
			return
		}
	}
}

func TestAHallComesInFromOneAddressAndAMachineDoesNotTakeEverySeat(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		now := time.Now()
		s.Workshops = workshop.New(s.DB, s.accounts, func() time.Time { return now })
		s.must(s.Begin(t.Context(), s.key, s.id))
		first := s.code()
		for range 3 {
			_, err := s.comes(first, "10.0.0.1")
			s.must(err)
		}
		s.does("UPDATE rate SET tries = 1499 WHERE name = ? AND tries = 3", "workshop:"+s.id+":10.0.0.1")
		_, err := s.comes(first, "10.0.0.1")
		s.must(err)
		for range 3 {
			_, err = s.comes(first, "10.0.0.1")
			s.refused(err, fault.TooMany, "the 1,501st from one address")
		}
		_, err = s.comes(first, "10.0.0.2")
		s.must(err)
		w, err := s.Create(t.Context(), s.key, workshop.Draft{Title: "Next door", HeldOn: date.New(2026, 11, 25), Naming: workshop.Anonymous})
		s.must(err)
		s.must(s.Begin(t.Context(), s.key, w.ID))
		door, _, err := s.Agenda(t.Context(), s.key, w.ID)
		s.must(err)
		_, err = s.comes(*door.Live.Code, "10.0.0.1")
		s.must(err)
		now = now.Add(10 * time.Minute)
		_, err = s.comes(first, "10.0.0.1")
		s.must(err)
		if n := s.room().People; n != 6 {
			t.Errorf("%d people are in the room, want 6", n)
		}
	})
}

func TestARoomIsFullOfThoseWhoAreInItAndNotOfThoseWhoLeft(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		first, err := s.comes(s.code(), "10.0.0.1")
		s.must(err)
		crowd := make([]workshop.Participant, 1998)
		for i := range crowd {
			crowd[i] = first
			crowd[i].ID, crowd[i].Seat = database.NewID(), i+2
		}
		s.must(s.DB.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.CreateInBatches(crowd, 100).Error }))
		s.does("UPDATE counter SET value = 1999 WHERE name = ?", "seat:"+s.id)
		_, err = s.comes(s.code(), "10.0.0.1")
		s.must(err)
		_, err = s.comes(s.code(), "10.0.0.1")
		s.refused(err, fault.Refused, "the 2,001st person")
		s.must(s.Dismiss(t.Context(), s.key, s.id, []string{first.ID}))
		last, err := s.comes(s.code(), "10.0.0.1")
		s.must(err)
		if last.Seat != 2001 || s.room().People != 2000 {
			t.Errorf("seat %d, %d people", last.Seat, s.room().People)
		}
	})
}

func TestAfterARehearsalIsThrownAwaySeatsAreCountedFromOne(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.rehearses()
		for range 2 {
			s.must(s.Begin(t.Context(), s.key, s.id))
			s.must(s.Rehearse(t.Context(), s.key, s.id, workshop.VoicesDraft{People: 5}))
			p, err := s.comes(s.code(), "10.0.0.1")
			s.must(err)
			if p.Seat != 6 {
				t.Errorf("seat %d, want 6", p.Seat)
			}
			s.must(s.Discard(t.Context(), s.key, s.id))
		}
	})
}

func TestDotsOnACardThatIsTakenAwayCanBeGivenToAnother(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Dots: 3})
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja, olle := s.joins("Maja", ""), s.joins("Olle", "")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		cards := []string{database.NewID(), database.NewID(), database.NewID()}
		for i, id := range cards {
			s.must(s.Put(t.Context(), maja, a, workshop.CardDraft{ID: id, Text: "Card " + strconv.Itoa(i)}))
		}
		s.must(s.votes(maja, a, cards[0], 2, 1))
		s.must(s.votes(maja, a, cards[1], 1, 2))
		s.must(s.votes(olle, a, cards[0], 1, 1))
		s.must(s.Hide(t.Context(), s.key, s.id, a, cards[:1], true))
		own, err := s.Own(t.Context(), maja, a)
		s.must(err)
		if own.Spent() != 1 || own.Sent != 2 {
			t.Errorf("with the card away %d dots are spent, and the counter is at %d", own.Spent(), own.Sent)
		}
		s.refused(s.votes(maja, a, cards[0], 1, 3), fault.NotFound, "a dot on a card that is away")
		s.must(s.votes(maja, a, cards[2], 1, 4))
		s.refused(s.votes(maja, a, cards[2], 3, 5), fault.Invalid, "a dot too many")
		s.must(s.Hide(t.Context(), s.key, s.id, a, cards[:1], false))
		own, err = s.Own(t.Context(), maja, a)
		s.must(err)
		if own.Spent() != 3 || own.Votes[cards[0]] != 1 {
			t.Errorf("with the card back: %+v", own.Votes)
		}
		s.must(s.Hide(t.Context(), s.key, s.id, a, cards, true))
		s.must(s.votes(maja, a, cards[0], 0, 6))
		s.must(s.Hide(t.Context(), s.key, s.id, a, cards, false))
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Revealed))
		for i, want := range []int{1, 1, 1} {
			if got := s.room().ResultOf(cards[i]).Sum; got != want {
				t.Errorf("card %d has %d dots, want %d", i, got, want)
			}
		}
	})
}

func TestSeveralCardsThatComeBackTogetherHaveNoMoreDotsThanThereAre(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Risks, Dots: 3, Options: "Old data"})
		_, all, err := s.Agenda(t.Context(), s.key, s.id)
		s.must(err)
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja", "")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		cards := []string{database.NewID(), database.NewID()}
		for i, id := range cards {
			s.must(s.Put(t.Context(), maja, a, workshop.CardDraft{ID: id, Text: "Card " + strconv.Itoa(i)}))
		}
		s.must(s.Vote(t.Context(), maja, a, workshop.VoteDraft{Subject: cards[0], Value: 1, Sent: 1}, workshop.VoteDraft{Subject: cards[1], Value: 2, Sent: 1}))
		s.must(s.Hide(t.Context(), s.key, s.id, a, cards, true))
		s.must(s.votes(maja, a, all[0].Settings().Options[0].Key, 1, 2))
		s.must(s.Hide(t.Context(), s.key, s.id, a, cards, false))
		own, err := s.Own(t.Context(), maja, a)
		s.must(err)
		if own.Spent() != 3 || own.Votes[cards[0]] != 1 || own.Votes[cards[1]] != 1 {
			t.Errorf("%+v", own.Votes)
		}
	})
}

func TestVotesThatAreSentTogetherAreTakenTogetherAndOnlySoMany(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		a := s.adds(workshop.ActivityDraft{Kind: workshop.Scoring, Options: "Vision\nMetrics"})
		_, all, err := s.Agenda(t.Context(), s.key, s.id)
		s.must(err)
		options := all[0].Settings().Options
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja", "")
		s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
		sent := int64(1)
		say := func(values ...int) error {
			votes := make([]workshop.VoteDraft, len(values))
			for i, v := range values {
				votes[i] = workshop.VoteDraft{Subject: options[i%len(options)].Key, Value: v, Sent: sent + int64(i)}
			}
			sent += 100
			return s.Vote(t.Context(), maja, a, votes...)
		}
		s.refused(say(4, 6), fault.Invalid, "a level too high")
		s.refused(say(make([]int, 101)...), fault.Refused, "101 votes at once")
		own, err := s.Own(t.Context(), maja, a)
		s.must(err)
		if len(own.Votes) != 0 {
			t.Errorf("of what was refused there is %v", own.Votes)
		}
		s.must(say(4, 2))
		if own, err = s.Own(t.Context(), maja, a); err != nil || len(own.Votes) != 2 {
			t.Errorf("%v, %v", own.Votes, err)
		}
		many := make([]int, 100)
		for i := range many {
			many[i] = i%5 + 1
		}
		s.must(say(many...))
	})
}

func TestACardIsOfAPartThatItsActivityHas(t *testing.T) {
	each(t, func(t *testing.T, s stage) {
		s.must(s.Begin(t.Context(), s.key, s.id))
		maja := s.joins("Maja", "")
		for _, kind := range workshop.ActivityKinds() {
			a := s.adds(workshop.ActivityDraft{Kind: kind, Options: "One"})
			s.must(s.Turn(t.Context(), s.key, s.id, a, "", workshop.Open))
			if !kind.Rules().Cards {
				continue
			}
			for _, part := range []string{"", "technical", "vision", "nonsense", strings.Repeat("x", 40)} {
				err := s.Put(t.Context(), maja, a, workshop.CardDraft{ID: database.NewID(), Text: "A card", Part: part})
				if fits := part == "" || kind == workshop.Risks && part == "technical" || kind == workshop.Vision && part == "vision"; fits {
					s.must(err)
				} else {
					s.refused(err, fault.Invalid, string(kind)+" of "+part)
				}
			}
		}
	})
}

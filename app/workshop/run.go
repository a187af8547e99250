package workshop

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/secret"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Begin opens the room: from now on people come in by its code.
func (s *Workshops) Begin(ctx context.Context, key project.Scope, id string) error {
	return s.noted(ctx, key, id, func(_ context.Context, tx *gorm.DB, w *Workshop) error {
		if err := unended(w); err != nil || w.Live.Stage() == Running {
			return err
		}
		at := database.Instant(s.now())
		w.Live.OpenedAt = &at
		if w.Tables > 1 {
			w.Live.Tables, w.Live.TablesBy = w.Tables, ByChance
		}
		return s.newCode(tx, &w.Live)
	})
}

// Renew gives the room another code; who is in stays in.
func (s *Workshops) Renew(ctx context.Context, key project.Scope, id string) error {
	return s.noted(ctx, key, id, func(_ context.Context, tx *gorm.DB, w *Workshop) error {
		if w.Live.Stage() != Running {
			return fault.New(fault.Refused, "workshop.fault.not_running")
		}
		return s.newCode(tx, &w.Live)
	})
}

// newCode picks a code that no other room has.
func (s *Workshops) newCode(tx *gorm.DB, l *Live) error {
	until := database.Instant(s.now().Add(codeLife))
	l.CodeUntil = &until
	for {
		code := secret.Code()
		var taken int64
		if err := tx.Model(&Live{}).Where("code = ?", code).Count(&taken).Error; err != nil {
			return err
		}
		if taken == 0 {
			l.Code = &code
			return saveLive(tx, *l)
		}
	}
}

func saveLive(tx *gorm.DB, l Live) error { return tx.Select("*").Updates(&l).Error }

// Lock keeps others from coming in, or lets them again.
func (s *Workshops) Lock(ctx context.Context, key project.Scope, id string, locked bool) error {
	return s.noted(ctx, key, id, func(_ context.Context, tx *gorm.DB, w *Workshop) error {
		if w.Live.Stage() != Running {
			return fault.New(fault.Refused, "workshop.fault.not_running")
		}
		w.Live.Locked = locked
		return saveLive(tx, w.Live)
	})
}

// Nothing is what is on in a room before the first activity, as a form says it.
const Nothing = "nothing"

// Show puts an activity before the room, for somebody who saw from there, "" for
// whatever is.
func (s *Workshops) Show(ctx context.Context, key project.Scope, id, activityID, from string) error {
	return s.running(ctx, key, id, func(tx *gorm.DB, w *Workshop) error {
		if on := cmp.Or(w.Live.ActivityID, Nothing); from != "" && from != on {
			return fault.New(fault.Refused, "workshop.fault.moved_on")
		}
		_, err := one(tx, id, activityID)
		w.Live.ActivityID, w.Live.TimerUntil = activityID, nil
		return err
	})
}

// Time sets the clock of what is on to so many minutes from now; 0 takes it away.
func (s *Workshops) Time(ctx context.Context, key project.Scope, id string, minutes int) error {
	if minutes < 0 || minutes > 480 {
		return fault.Field("minutes", "workshop.fault.minutes")
	}
	return s.running(ctx, key, id, func(_ *gorm.DB, w *Workshop) error {
		w.Live.TimerUntil = nil
		if minutes > 0 {
			until := database.Instant(s.now().Add(time.Duration(minutes) * time.Minute))
			w.Live.TimerUntil = &until
		}
		return nil
	})
}

// running is a change of the room that a running workshop allows.
func (s *Workshops) running(ctx context.Context, key project.Scope, id string, fn func(tx *gorm.DB, w *Workshop) error) error {
	return s.facilitated(ctx, key, id, func(_ context.Context, tx *gorm.DB, w *Workshop) error {
		if w.Live.Stage() != Running {
			return fault.New(fault.Refused, "workshop.fault.not_running")
		}
		if err := fn(tx, w); err != nil {
			return err
		}
		return saveLive(tx, w.Live)
	})
}

// Turn brings an activity to a phase, onward or back, and before the room, for
// somebody who saw it in the phase from, "" for whatever it is in. When it has been turned since, at another desk
// or by the first of two clicks, nothing happens. With the first opening its clock starts.
// Blind votes that the room has seen are not taken again: the difference would tell who
// came or changed. Once the workshop has ended, what the room said in an activity can
// still be revealed, and nothing else.
func (s *Workshops) Turn(ctx context.Context, key project.Scope, id, activityID string, from, to Phase) error {
	if !slices.Contains(Phases(), to) {
		return fault.Missing()
	}
	return s.led(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		a, err := one(tx, id, activityID)
		if err != nil {
			return err
		}
		if err := w.Live.turns(a, from, to); err != nil {
			return err
		}
		before := a.Phase
		if err := s.turn(ctx, tx, w, a, to); err != nil || before == to {
			return err
		}
		return acted(ctx, tx, key, audit.Changed, a, "", turned{before}, turned{to})
	})
}

// turns reports whether an activity that was seen in a phase can be brought to another.
func (l Live) turns(a Activity, from, to Phase) error {
	running := l.Stage() == Running
	switch {
	case from != "" && running && l.ActivityID != a.ID:
		return fault.New(fault.Refused, "workshop.fault.moved_on")
	case from != "" && from != a.Phase:
		return fault.New(fault.Refused, "workshop.fault.turned."+string(a.Phase))
	case to == Open && a.Seen():
		return fault.New(fault.Refused, "workshop.fault.seen")
	case !running && (l.Stage() != Ended || to != Revealed || a.OpenedAt == nil):
		return fault.New(fault.Refused, "workshop.fault.not_running")
	}
	return nil
}

func (s *Workshops) turn(ctx context.Context, tx *gorm.DB, w *Workshop, a Activity, to Phase) error {
	at := database.Instant(s.now())
	if w.Live.ActivityID != a.ID || to != Open {
		w.Live.TimerUntil = nil
	}
	w.Live.ActivityID = a.ID
	if to == Open && a.OpenedAt == nil {
		until := at.Add(time.Duration(a.Minutes) * time.Minute)
		a.OpenedAt, w.Live.TimerUntil = &at, &until
	}
	if to == Revealed && a.RevealedAt == nil {
		a.RevealedAt = &at
	}
	if err := s.parting(ctx, tx, *w, &a, to); err != nil {
		return err
	}
	a.Phase = to
	if err := tx.Select("phase", "opened_at", "revealed_at", "gathered_at").Updates(&a).Error; err != nil {
		return err
	}
	if err := counted(tx, a); err != nil {
		return err
	}
	return saveLive(tx, w.Live)
}

// End closes the room: nobody comes in, and nobody's phone is heard any more.
func (s *Workshops) End(ctx context.Context, key project.Scope, id string) error {
	return s.noted(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		if w.Live.Stage() != Running {
			return fault.New(fault.Refused, "workshop.fault.not_running")
		}
		at := database.Instant(s.now())
		w.Live.EndedAt, w.Live.Code, w.Live.CodeUntil, w.Live.TimerUntil = &at, nil, nil, nil
		if err := tx.Model(&Activity{}).Where("workshop_id = ? AND phase = ?", id, Open).Update("phase", Closed).Error; err != nil {
			return err
		}
		return saveLive(tx, w.Live)
	})
}

// Choose marks a card as the one chosen, or takes the mark away.
func (s *Workshops) Choose(ctx context.Context, key project.Scope, id, activityID, cardID string, mark bool) error {
	return s.decided(ctx, key, id, activityID, func(ctx context.Context, tx *gorm.DB, a Activity, o *Outcome) error {
		c, err := card(tx, a.ID, cardID)
		if err != nil {
			return err
		}
		before := slices.Contains(o.Chosen, cardID)
		o.Chosen = slices.DeleteFunc(o.Chosen, func(have string) bool { return have == cardID })
		if mark {
			o.Chosen = append(o.Chosen, cardID)
		}
		if before == mark {
			return nil
		}
		return acted(ctx, tx, key, audit.Changed, a, wordsOf([]Card{c}), chosen{before}, chosen{mark})
	})
}

// Write notes which row a card or option has become; it joins the transaction in
// which that row is made, and refuses a second one. Nothing of a rehearsal becomes one.
func (s *Workshops) Write(ctx context.Context, key project.Scope, id, activityID, subject, became string) error {
	return s.decided(ctx, key, id, activityID, func(ctx context.Context, tx *gorm.DB, a Activity, o *Outcome) error {
		var w Workshop
		if err := record.Take(tx, key, id, &w); err != nil {
			return err
		}
		if w.Rehearsal {
			return fault.New(fault.Refused, "agenda.rehearsal.fault.written")
		}
		if o.Written[subject] != "" {
			return fault.New(fault.Refused, "workshop.fault.written")
		}
		if o.Written == nil {
			o.Written = map[string]string{}
		}
		o.Written[subject] = became
		return nil
	})
}

// decided changes what came of an activity, during the workshop or after it.
func (s *Workshops) decided(ctx context.Context, key project.Scope, id, activityID string, fn func(ctx context.Context, tx *gorm.DB, a Activity, o *Outcome) error) error {
	return s.led(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		a, err := one(tx, id, activityID)
		if err != nil {
			return err
		}
		o := a.Outcome()
		if err := fn(ctx, tx, a, &o); err != nil {
			return err
		}
		return tx.Model(&a).Update("outcome", written(o)).Error
	})
}

func card(tx *gorm.DB, activityID, id string) (Card, error) {
	var c Card
	err := tx.Where("activity_id = ? AND id = ?", activityID, id).Take(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, fault.Missing()
	}
	return c, err
}

// seatLife is how long a phone keeps its seat.
const seatLife = 36 * time.Hour

// seat is the link of a participant.
func seat(w Live, participantID string) account.Link {
	return account.Link{Purpose: account.Seat, OrganisationID: w.OrganisationID, ProjectID: w.ProjectID, ObjectID: participantID}
}

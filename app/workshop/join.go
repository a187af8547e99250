package workshop

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/rate"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
)

// guesses is how many wrong codes may come from one address: a hall of people who
// mistype is let through, a machine that tries them all is not. Of the 300 million
// codes it gets through a few ten thousand a day.
func guesses() rate.Limit { return rate.Limit{Tries: 200, Window: 10 * time.Minute} }

func guessing(from string) string { return "workshop:" + from }

// Door is what a code opens, before anybody has come in.
type Door struct {
	Workshop Workshop
}

// Door looks what a code opens. A wrong one counts against the address it came from,
// and after too many of them a right one opens nothing from there either: else who
// guesses could go on.
func (s *Workshops) Door(ctx context.Context, code, from string) (Door, error) {
	var d Door
	open, err := s.byCode(ctx, code, from)
	if err == nil {
		d.Workshop = open
		return d, nil
	}
	if !fault.Is(err, fault.NotFound) {
		return d, err
	}
	return d, s.wrongCode(ctx, from, err)
}

func (s *Workshops) byCode(ctx context.Context, code, from string) (Workshop, error) {
	var w Workshop
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		if spent, err := guesses().Spent(tx, guessing(from), s.now()); err != nil {
			return err
		} else if spent {
			return fault.New(fault.TooMany, "workshop.fault.guesses")
		}
		var l Live
		err := tx.Where("code = ?", Typed(code)).Take(&l).Error
		if errors.Is(err, gorm.ErrRecordNotFound) || err == nil && (l.CodeUntil == nil || !l.CodeUntil.After(s.now())) {
			return fault.New(fault.NotFound, "workshop.fault.code")
		}
		if err != nil {
			return err
		}
		if err := tx.Where("id = ? AND deleted_at IS NULL", l.WorkshopID).Take(&w).Error; err != nil {
			return fault.New(fault.NotFound, "workshop.fault.code")
		}
		w.Live = l
		return nil
	})
	return w, err
}

// wrongCode counts a wrong code, and says so when there were too many.
func (s *Workshops) wrongCode(ctx context.Context, from string, wrong error) error {
	within := true
	err := s.DB.Write(ctx, func(_ context.Context, tx *gorm.DB) (err error) {
		within, err = guesses().Take(tx, guessing(from), s.now())
		return err
	})
	if err == nil && !within {
		return fault.New(fault.TooMany, "workshop.fault.guesses")
	}
	return errors.Join(err, wrong)
}

// Join seats somebody and gives the secret by which their phone is known again.
func (s *Workshops) Join(ctx context.Context, e Entry, from string) (Participant, string, error) {
	var p Participant
	if err := validate.Draft(e); err != nil {
		return p, "", err
	}
	door, err := s.Door(ctx, e.Code, from)
	if err != nil {
		return p, "", err
	}
	w := door.Workshop
	if !w.Live.Admits(s.now()) {
		return p, "", fault.New(fault.Refused, "workshop.fault.locked")
	}
	if p, err = s.named(w, e); err != nil {
		return p, "", err
	}
	var token string
	err = s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := s.stillAdmits(tx, &w, e.Code); err != nil {
			return err
		}
		if within, err := comings().Take(tx, coming(w, from), s.now()); err != nil {
			return err
		} else if !within {
			return fault.New(fault.TooMany, "workshop.fault.comings")
		}
		if err := s.sit(ctx, tx, w, &p); err != nil {
			return err
		}
		_, token, err = s.accounts.IssueLink(ctx, seat(w.Live, p.ID), seatLife)
		return err
	})
	return p, token, err
}

// comings is how many people may come in from one address: a hall of a thousand
// behind one, and those who come in once more, but no machine that takes every seat.
func comings() rate.Limit { return rate.Limit{Tries: 1500, Window: 10 * time.Minute} }

func coming(w Workshop, from string) string { return "workshop:" + w.ID + ":" + from }

// stillAdmits looks once more, in the transaction that seats somebody, whether the
// room lets them in: once locking it or ending it is done, nobody else is seated.
func (s *Workshops) stillAdmits(tx *gorm.DB, w *Workshop, code string) error {
	w.Live = Live{}
	shared := tx.Clauses(clause.Locking{Strength: clause.LockingStrengthShare})
	if err := shared.Where("workshop_id = ?", w.ID).Take(&w.Live).Error; err != nil {
		return err
	}
	if w.Live.Code == nil || *w.Live.Code != Typed(code) {
		return fault.New(fault.NotFound, "workshop.fault.code")
	}
	if !w.Live.Admits(s.now()) {
		return fault.New(fault.Refused, "workshop.fault.locked")
	}
	return nil
}

// named is the participant that somebody wants to be.
func (s *Workshops) named(w Workshop, e Entry) (Participant, error) {
	p := Participant{Name: strings.TrimSpace(e.Name), Role: e.Role}
	if w.Naming == Anonymous {
		p.Name = ""
	}
	if w.Naming == Named && p.Name == "" {
		return p, fault.Field("name", "fault.field.required")
	}
	if !w.AskRole {
		p.Role = ""
	}
	return p, nil
}

// seatsMost is how many people a room holds.
const seatsMost = 2000

// sit gives a participant the next seat.
func (s *Workshops) sit(ctx context.Context, tx *gorm.DB, w Workshop, p *Participant) error {
	n, err := database.Next(tx, seats(w.ID))
	if err != nil {
		return err
	}
	if full, err := full(tx, w, n); err != nil {
		return err
	} else if full {
		return fault.New(fault.Refused, "workshop.fault.full")
	}
	p.ID, p.WorkshopID, p.OrganisationID, p.ProjectID = database.NewID(), w.ID, w.OrganisationID, w.ProjectID
	p.Seat, p.JoinedAt = int(n), database.Instant(s.now())
	if p.Group, err = smallest(tx, w); err != nil {
		return err
	}
	if err := tx.Create(p).Error; err != nil {
		return err
	}
	return tell(ctx, tx, w.ProjectID, w.ID)
}

// seats names the counter of a room's seats.
func seats(id string) string { return "seat:" + id }

// full reports whether a room has nobody's place left once n have come, of whom some
// may have gone.
func full(tx *gorm.DB, w Workshop, n int64) (bool, error) {
	if n <= seatsMost {
		return false, nil
	}
	var there int64
	err := tx.Model(&Participant{}).Where("workshop_id = ? AND left_at IS NULL", w.ID).Count(&there).Error
	return there >= seatsMost, err
}

// Seated is the participant whose phone holds a link, with the workshop.
func (s *Workshops) Seated(ctx context.Context, guest project.Guest) (Participant, Workshop, error) {
	var p Participant
	var w Workshop
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) (err error) {
		p, w, err = seated(tx, guest)
		return err
	})
	return p, w, err
}

func seated(tx *gorm.DB, guest project.Guest) (p Participant, w Workshop, err error) {
	if err := tx.Where("id = ? AND project_id = ? AND left_at IS NULL", guest.Link.ObjectID, guest.Link.ProjectID).Take(&p).Error; err != nil {
		return p, w, orMissing(err)
	}
	if err := tx.Where("id = ? AND deleted_at IS NULL", p.WorkshopID).Take(&w).Error; err != nil {
		return p, w, orMissing(err)
	}
	return p, w, tx.Where("workshop_id = ?", w.ID).Take(&w.Live).Error
}

func orMissing(err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.Missing()
	}
	return err
}

// AddProxy seats somebody without a phone, for whom the facilitator speaks.
func (s *Workshops) AddProxy(ctx context.Context, key project.Scope, id string, e Entry) (Participant, error) {
	e.Code = "proxy"
	var p Participant
	if err := validate.Draft(e); err != nil {
		return p, err
	}
	err := s.running(ctx, key, id, func(tx *gorm.DB, w *Workshop) (err error) {
		if p, err = s.named(*w, e); err != nil {
			return err
		}
		p.Proxy = true
		return s.sit(ctx, tx, *w, &p)
	})
	return p, err
}

// Sits are those who have a seat in a room, with their breakout tables, 0 for none.
func (s *Workshops) Sits(ctx context.Context, workshopID string) (map[string]int, error) {
	sits := map[string]int{}
	err := s.DB.Ask(ctx, func(tx *gorm.DB) error {
		var all []struct {
			ID          string
			TableNumber int
		}
		err := tx.Raw(`SELECT p.id, p.table_number FROM workshop_participant AS p JOIN workshop AS w ON w.id = p.workshop_id
			WHERE p.workshop_id = ? AND p.left_at IS NULL AND w.deleted_at IS NULL`, workshopID).Scan(&all).Error
		for _, one := range all {
			sits[one.ID] = one.TableNumber
		}
		return err
	})
	return sits, err
}

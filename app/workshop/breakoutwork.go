package workshop

import (
	"context"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
)

// Apart reports whether tables work on the activity apart: what one says the others do
// not see before they are brought together.
func (a Activity) Apart() bool { return a.AtTables && a.GatheredAt == nil }

// settled refuses to seat a room anew while its tables are at work, be it on something
// that is not before the room any more.
func settled(tx *gorm.DB, w Workshop) error {
	open, err := atWork(tx, w.ID)
	if len(open) > 0 {
		return fault.New(fault.Refused, "table.fault.at_work")
	}
	if err != nil || w.Live.ActivityID == "" {
		return err
	}
	a, err := one(tx, w.ID, w.Live.ActivityID)
	if err == nil && a.Apart() && a.OpenedAt != nil {
		return fault.New(fault.Refused, "table.fault.at_work")
	}
	return err
}

// atWork is what is open at tables, in the order in which it is held.
func atWork(tx *gorm.DB, workshopID string) ([]Activity, error) {
	var open []Activity
	err := tx.Where("workshop_id = ? AND phase = ? AND at_tables = ? AND gathered_at IS NULL", workshopID, Open, true).Order("id").Find(&open).Error
	return open, err
}

// tidy takes back the dots on cards that their voter's table does not see, and notes of
// the other votes at which table their voter sits.
func tidy(tx *gorm.DB, activityID string) error {
	err := tx.Exec(`DELETE FROM workshop_vote WHERE activity_id = ? AND EXISTS (SELECT 1 FROM workshop_card AS c, workshop_participant AS p
		WHERE c.id = workshop_vote.subject AND p.id = workshop_vote.participant_id AND c.table_number > 0 AND c.table_number <> p.table_number)`, activityID).Error
	if err != nil {
		return err
	}
	return tx.Exec(`UPDATE workshop_vote SET table_number = (SELECT p.table_number FROM workshop_participant AS p WHERE p.id = workshop_vote.participant_id)
		WHERE activity_id = ? AND table_number <> (SELECT p.table_number FROM workshop_participant AS p WHERE p.id = workshop_vote.participant_id)`, activityID).Error
}

// AtTables says of an activity that has not begun whether it is worked on at tables or
// by the whole room.
func (s *Workshops) AtTables(ctx context.Context, key project.Scope, id, activityID string, apart bool) error {
	return s.untouched(ctx, key, id, activityID, func(ctx context.Context, tx *gorm.DB, a Activity) error {
		if a.AtTables == apart {
			return nil
		}
		if err := tx.Model(&a).Updates(map[string]any{"at_tables": apart, "version": gorm.Expr("version + 1")}).Error; err != nil {
			return err
		}
		return acted(ctx, tx, key, audit.Changed, a, "", worked{a.AtTables, false}, worked{apart, false})
	})
}

// Gather brings the tables together: from now on the room sees in one picture what all
// of them said, as far as it is not blind. What was seen stays so.
func (s *Workshops) Gather(ctx context.Context, key project.Scope, id, activityID string) error {
	return s.led(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		if w.Live.Stage() != Running {
			return fault.New(fault.Refused, "workshop.fault.not_running")
		}
		a, err := one(tx, id, activityID)
		if err != nil || !a.Apart() {
			return err
		}
		if a.OpenedAt == nil {
			return fault.New(fault.Refused, "table.fault.not_begun")
		}
		a.gather(s.now())
		if err := tx.Select("gathered_at").Updates(&a).Error; err != nil {
			return err
		}
		return acted(ctx, tx, key, audit.Changed, a, "", worked{true, false}, worked{true, true})
	})
}

// gather notes when the tables came together, the first time.
func (a *Activity) gather(now time.Time) {
	if at := database.Instant(now); a.Apart() {
		a.GatheredAt = &at
	}
}

// parting is what turning an activity to a phase does to the tables: before they are
// opened everybody sits at one, and what is revealed is revealed to all.
func (s *Workshops) parting(ctx context.Context, tx *gorm.DB, w Workshop, a *Activity, to Phase) error {
	if to == Revealed {
		a.gather(s.now())
	}
	if to != Open || !a.Apart() {
		return nil
	}
	if !w.Live.Divided() {
		return fault.New(fault.Refused, "table.fault.undivided")
	}
	if err := s.seatLeft(ctx, tx, w); err != nil {
		return err
	}
	return tidy(tx, a.ID)
}

// tableOf is the table at which somebody's cards and votes in the activity are.
func (a Activity) tableOf(p Participant) int {
	if !a.AtTables {
		return 0
	}
	return p.Group
}

// shows reports whether a table sees a card; the room's own are seen by all.
func (a Activity) shows(c Card, table int) bool {
	return !a.Apart() || c.Table == 0 || c.Table == table
}

// worked is what the log tells of how an activity is worked on.
type worked struct {
	AtTables bool `json:"at_tables"`
	Gathered bool `json:"gathered"`
}

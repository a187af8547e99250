package workshop

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Workshops keeps the workshops of all projects.
type Workshops struct {
	record.Register[Workshop, *Workshop, Draft]
	accounts *account.Accounts
	now      func() time.Time
}

// New takes the database, the accounts that keep the links of seats, and the clock.
func New(db *database.DB, accounts *account.Accounts, now func() time.Time) *Workshops {
	s := &Workshops{accounts: accounts, now: now}
	s.Register = record.Register[Workshop, *Workshop, Draft]{DB: db, May: project.Assess, Then: s.begin, Load: loadLive, Keep: notRunning}
	return s
}

// begin writes what changes while a new workshop runs.
func (s *Workshops) begin(ctx context.Context, tx *gorm.DB, key project.Scope, before, w *Workshop) error {
	if before != nil {
		return tell(ctx, tx, w.ProjectID, w.ID)
	}
	w.Live = Live{WorkshopID: w.ID, OrganisationID: key.OrganisationID, ProjectID: key.ProjectID}
	return tx.Create(&w.Live).Error
}

func loadLive(tx *gorm.DB, key project.Scope, w *Workshop) error {
	return tx.Where("workshop_id = ? AND project_id = ?", w.ID, key.ProjectID).Take(&w.Live).Error
}

// notRunning keeps a workshop with people in it from being removed.
func notRunning(_ *gorm.DB, _ project.Scope, w *Workshop) error {
	if w.Live.Stage() == Running {
		return fault.New(fault.Refused, "workshop.fault.running")
	}
	return nil
}

// Event is the kind under which the bus tells that something in a room changed; its
// id is the workshop's.
const Event = "room"

// Parted is the kind under which it is told that somebody lost their seat in a room, or
// has another.
const Parted = "parted"

// parted makes known to every node that somebody lost their seat.
func parted(ctx context.Context, tx *gorm.DB, projectID, workshopID string) error {
	return bus.Publish(ctx, tx, bus.Event{ProjectID: projectID, Kind: Parted, ID: workshopID})
}

// tell makes a change in a room known to every node.
func tell(ctx context.Context, tx *gorm.DB, projectID, workshopID string) error {
	return bus.Publish(ctx, tx, bus.Event{ProjectID: projectID, Kind: Event, ID: workshopID})
}

func attachLive(tx *gorm.DB, key project.Scope, rows []Workshop) error {
	at := map[string]int{}
	ids := make([]string, len(rows))
	for i, w := range rows {
		ids[i], at[w.ID] = w.ID, i
	}
	var live []Live
	if err := tx.Where("project_id = ? AND workshop_id IN ?", key.ProjectID, ids).Find(&live).Error; err != nil {
		return err
	}
	for _, l := range live {
		rows[at[l.WorkshopID]].Live = l
	}
	return nil
}

// facilitated is led, with a change after which votes may count otherwise.
func (s *Workshops) facilitated(ctx context.Context, key project.Scope, id string, fn func(ctx context.Context, tx *gorm.DB, w *Workshop) error) error {
	return s.led(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		if err := fn(ctx, tx, w); err != nil {
			return err
		}
		return forgetTallies(tx, id)
	})
}

// led runs fn on a workshop that the key may lead, in a write, and tells the room of
// it.
func (s *Workshops) led(ctx context.Context, key project.Scope, id string, fn func(ctx context.Context, tx *gorm.DB, w *Workshop) error) error {
	if err := key.Require(project.Assess); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var w Workshop
		if err := record.Take(tx, key, id, &w); err != nil {
			return err
		}
		if err := audit.Hold(tx, key.ProjectID); err != nil { // as those do who write what a room said into the project
			return err
		}
		alone := tx.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}) // one after another; SQLite has one writer anyway
		if err := loadLive(alone, key, &w); err != nil {
			return err
		}
		if err := fn(ctx, tx, &w); err != nil {
			return err
		}
		return tell(ctx, tx, key.ProjectID, id)
	})
}

// noted is facilitated, with a line in the log.
func (s *Workshops) noted(ctx context.Context, key project.Scope, id string, fn func(ctx context.Context, tx *gorm.DB, w *Workshop) error) error {
	return s.facilitated(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		before := w.Live
		if err := fn(ctx, tx, w); err != nil {
			return err
		}
		return record.Log(ctx, tx, key, audit.Changed, record.Ref{Kind: Kind, ID: id}, w.Label(), standingOf(before), standingOf(w.Live))
	})
}

// standing is what the log tells of a room. The code is not in it: who reads the log
// need not be let in.
type standing struct {
	Stage  Stage `json:"stage"`
	Locked bool  `json:"locked"`

	Tables int      `json:"tables,omitempty"`
	By     Dividing `json:"tables_by,omitempty"`
}

func standingOf(l Live) standing { return standing{l.Stage(), l.Locked, l.Tables, l.TablesBy} }

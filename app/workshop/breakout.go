package workshop

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/audit"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Dividing is how people come to their tables.
type Dividing string

// The ways of dividing a room.
const (
	ByChance Dividing = "chance" // evenly, as the lot falls
	ByRoles  Dividing = "roles"  // evenly, and so that each table has as many roles as can be
	ByChoice Dividing = "choice" // each as they like
)

// Dividings lists the ways of dividing a room.
func Dividings() []Dividing { return []Dividing{ByChance, ByRoles, ByChoice} }

// TablesMost is how many breakout tables a room has at most.
const TablesMost = 20

// DivisionDraft divides a room. Who draws the same lot once more gets the same tables,
// so that a form that is sent twice moves nobody the second time.
type DivisionDraft struct {
	Tables int      `form:"tables" validate:"min=2,max=20"`
	By     Dividing `form:"by" validate:"required,oneof=chance roles choice"`
	Lot    string   `form:"lot" validate:"max=80"`
}

// Divided reports whether the room has breakout tables.
func (l Live) Divided() bool { return l.Tables > 1 }

// Chooses reports whether people choose their tables themselves.
func (l Live) Chooses() bool { return l.Divided() && l.TablesBy == ByChoice }

// Divide seats everybody in the room at one of so many tables. Those who choose for
// themselves keep the table that they have chosen while there still is one.
func (s *Workshops) Divide(ctx context.Context, key project.Scope, id string, d DivisionDraft) error {
	if err := key.Require(project.Assess); err != nil {
		return err
	}
	if err := validate.Draft(d); err != nil {
		return err
	}
	return s.seating(ctx, key, id, func(tx *gorm.DB, w *Workshop) error {
		if err := settled(tx, *w); err != nil {
			return err
		}
		people, err := seatedPeople(tx, id)
		if err != nil {
			return err
		}
		chosen := w.Live.Chooses()
		w.Live.Tables, w.Live.TablesBy = d.Tables, d.By
		at := dealt(people, d)
		for _, p := range people {
			if d.By == ByChoice && chosen && p.Group <= d.Tables {
				at[p.ID] = p.Group
			}
		}
		return s.reseat(tx, people, at)
	})
}

// Rejoin makes one room of its tables again.
func (s *Workshops) Rejoin(ctx context.Context, key project.Scope, id string) error {
	return s.seating(ctx, key, id, func(tx *gorm.DB, w *Workshop) error {
		if err := settled(tx, *w); err != nil {
			return err
		}
		w.Live.Tables, w.Live.TablesBy = 0, ""
		people, err := seatedPeople(tx, id)
		if err != nil {
			return err
		}
		return s.reseat(tx, people, map[string]int{})
	})
}

// SeatAt moves somebody to another table. In what is being worked on at tables, what
// they voted on goes with them, and the dots that they gave to cards of the table that
// they leave they have again.
func (s *Workshops) SeatAt(ctx context.Context, key project.Scope, id, participantID string, table int) error {
	return s.seating(ctx, key, id, func(tx *gorm.DB, w *Workshop) error {
		if table < 1 || table > w.Live.Tables {
			return fault.Field("table", "table.fault.unknown")
		}
		var p Participant
		if err := tx.Where("workshop_id = ? AND id = ? AND left_at IS NULL", id, participantID).Take(&p).Error; err != nil {
			return orMissing(err)
		}
		return s.reseat(tx, []Participant{p}, map[string]int{p.ID: table})
	})
}

// ChooseTable seats a phone's participant at the table that they chose, while each
// chooses for themselves and no tables are at work: else one could look at all of them.
func (s *Workshops) ChooseTable(ctx context.Context, guest project.Guest, table int) error {
	return s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		p, w, err := seated(tx, guest)
		if err != nil {
			return err
		}
		w.Live = Live{}
		alone := tx.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}) // the room is not divided anew meanwhile
		if err := alone.Where("workshop_id = ?", w.ID).Take(&w.Live).Error; err != nil {
			return err
		}
		if w.Live.Stage() != Running || !w.Live.Chooses() {
			return fault.New(fault.Refused, "table.fault.not_chosen")
		}
		if err := settled(tx, w); err != nil {
			return err
		}
		if table < 1 || table > w.Live.Tables {
			return fault.New(fault.Refused, "table.fault.unknown")
		}
		if err := s.reseat(tx, []Participant{p}, map[string]int{p.ID: table}); err != nil {
			return err
		}
		return reseated(ctx, tx, w.ProjectID, w.ID)
	})
}

// seating changes who sits where in a running room, and writes into the log how the
// room is divided.
func (s *Workshops) seating(ctx context.Context, key project.Scope, id string, fn func(tx *gorm.DB, w *Workshop) error) error {
	return s.facilitated(ctx, key, id, func(ctx context.Context, tx *gorm.DB, w *Workshop) error {
		if w.Live.Stage() != Running {
			return fault.New(fault.Refused, "workshop.fault.not_running")
		}
		before := standingOf(w.Live)
		if err := fn(tx, w); err != nil {
			return err
		}
		if err := saveLive(tx, w.Live); err != nil {
			return err
		}
		if after := standingOf(w.Live); after != before {
			if err := record.Log(ctx, tx, key, audit.Changed, record.Ref{Kind: Kind, ID: id}, w.Label(), before, after); err != nil {
				return err
			}
		}
		return reseated(ctx, tx, w.ProjectID, w.ID)
	})
}

func seatedPeople(tx *gorm.DB, id string) ([]Participant, error) {
	var people []Participant
	err := tx.Where("workshop_id = ? AND left_at IS NULL", id).Order("seat").Find(&people).Error
	return people, err
}

// dealt deals people to tables one after another, in the order of the lot; by roles,
// those of one role stand side by side, so that they come to as many tables as can be.
// Who chooses for themselves sits nowhere at first.
func dealt(people []Participant, d DivisionDraft) map[string]int {
	at := map[string]int{}
	if d.By == ByChoice {
		return at
	}
	drawn := slices.Clone(people)
	slices.SortFunc(drawn, func(x, y Participant) int {
		if c := cmp.Compare(x.Role, y.Role); d.By == ByRoles && c != 0 {
			return c
		}
		return strings.Compare(lot(d.Lot, x.ID), lot(d.Lot, y.ID))
	})
	for i, p := range drawn {
		at[p.ID] = i%d.Tables + 1
	}
	return at
}

func lot(drawn, id string) string {
	sum := sha256.Sum256([]byte(drawn + id))
	return hex.EncodeToString(sum[:])
}

// seatedAtOnce is how many people are moved to a table by one statement.
const seatedAtOnce = 500

// reseat seats people where they are to sit, those without a table at none.
func (s *Workshops) reseat(tx *gorm.DB, people []Participant, at map[string]int) error {
	moved := map[int][]string{}
	for _, p := range people {
		if table := at[p.ID]; table != p.Group {
			moved[table] = append(moved[table], p.ID)
		}
	}
	if len(moved) == 0 {
		return nil
	}
	open, err := atWork(tx, people[0].WorkshopID)
	if err != nil {
		return err
	}
	for _, a := range open { // before people are touched, as whoever votes does
		if err := s.silence(tx, a.ID); err != nil {
			return err
		}
	}
	for table, all := range moved {
		for some := range slices.Chunk(all, seatedAtOnce) {
			if err := tx.Model(&Participant{}).Where("id IN ?", some).Update("table_number", table).Error; err != nil {
				return err
			}
		}
	}
	for _, a := range open {
		if err := tidy(tx, a.ID); err != nil {
			return err
		}
	}
	return nil
}

// smallest is the table at which the fewest sit, the first of them; 0 in a room without
// tables.
func smallest(tx *gorm.DB, w Workshop) (int, error) {
	if !w.Live.Divided() {
		return 0, nil
	}
	at, err := headsAt(tx, w.ID)
	table := 1
	for n := 2; n <= w.Live.Tables; n++ {
		if at[n] < at[table] {
			table = n
		}
	}
	return table, err
}

// headsAt is how many people sit at each table.
func headsAt(tx *gorm.DB, workshopID string) (map[int]int, error) {
	var all []struct{ TableNumber, People int }
	err := tx.Raw("SELECT table_number, COUNT(*) AS people FROM workshop_participant WHERE workshop_id = ? AND left_at IS NULL GROUP BY table_number", workshopID).Scan(&all).Error
	at := map[int]int{}
	for _, one := range all {
		at[one.TableNumber] = one.People
	}
	return at, err
}

// seatLeft seats those who sit at no table yet, one after another at the smallest.
func (s *Workshops) seatLeft(ctx context.Context, tx *gorm.DB, w Workshop) error {
	people, err := seatedPeople(tx, w.ID)
	if err != nil {
		return err
	}
	heads, at := make([]int, w.Live.Tables+1), map[string]int{}
	for _, p := range people {
		if at[p.ID] = p.Group; p.Group > 0 && p.Group <= w.Live.Tables {
			heads[p.Group]++
		}
	}
	for _, p := range people {
		if p.Group < 1 || p.Group > w.Live.Tables {
			table := 1 + slices.Index(heads[1:], slices.Min(heads[1:]))
			at[p.ID] = table
			heads[table]++
		}
	}
	if err := s.reseat(tx, people, at); err != nil {
		return err
	}
	return reseated(ctx, tx, w.ProjectID, w.ID)
}

// reseated makes known that people sit elsewhere.
func reseated(ctx context.Context, tx *gorm.DB, projectID, workshopID string) error {
	if err := parted(ctx, tx, projectID, workshopID); err != nil {
		return err
	}
	return tell(ctx, tx, projectID, workshopID)
}

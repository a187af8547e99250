package record

import (
	"context"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
)

// LinkKind names links in the log.
const LinkKind Kind = "link"

// Relation says what one row is to another.
type Relation string

// The relations, each read from the row that the link was made on.
const (
	Relates   Relation = "relates"
	Causes    Relation = "causes"
	Mitigates Relation = "mitigates"
	Blocks    Relation = "blocks"
)

// Relations lists the relations.
func Relations() []Relation { return []Relation{Relates, Causes, Mitigates, Blocks} }

// Link joins two rows of one project.
type Link struct {
	ID             string    `json:"id" gorm:"primaryKey"`
	OrganisationID string    `json:"organisation_id"`
	ProjectID      string    `json:"project_id"`
	FromKind       Kind      `json:"from_kind"`
	FromID         string    `json:"from_id"`
	ToKind         Kind      `json:"to_kind"`
	ToID           string    `json:"to_id"`
	Relation       Relation  `json:"relation"`
	CreatedAt      time.Time `json:"created_at"`
}

// TableName tells GORM.
func (Link) TableName() string { return "record_link" }

// Linked is a link as one of its ends sees it.
type Linked struct {
	Link
	Other   Ref
	Reverse bool // the link was made on the other row
	Code    string
	Title   i18n.Phrase
	Path    string // below the project's address
}

// LinkDraft is what is typed of a link: what it is, and the code of the other
// row, such as R12 or T5.
type LinkDraft struct {
	Relation Relation `form:"relation" validate:"required,oneof=relates causes mitigates blocks"`
	To       string   `form:"to" validate:"required,max=40,oneline"`
}

// Link joins a row to another of the same project; once is enough.
func (s *Attachments) Link(ctx context.Context, key project.Scope, ref Ref, d LinkDraft) error {
	return s.on(ctx, key, project.EditRegisters, ref, func(ctx context.Context, tx *gorm.DB) error {
		if err := validate.Draft(d); err != nil {
			return err
		}
		other, err := s.byCode(tx, key, d.To)
		if err != nil {
			return err
		}
		if other == ref {
			return fault.Field("to", "attached.fault.itself")
		}
		l := Link{ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, FromKind: ref.Kind, FromID: ref.ID,
			ToKind: other.Kind, ToID: other.ID, Relation: d.Relation, CreatedAt: database.Instant(key.Now())}
		if err := room(linked(tx, key, ref), "to"); err != nil {
			return err
		}
		label, err := s.between(tx, key, l)
		if err != nil {
			return err
		}
		if ctx, err = s.within(ctx, tx, key, other); err != nil {
			return err
		}
		if fresh, err := join(tx, l); err != nil || !fresh {
			return err
		}
		return Log(ctx, tx, key, audit.Created, Ref{LinkKind, l.ID}, label, nil, l)
	})
}

// linked are the links of a row, whichever end it is.
func linked(tx *gorm.DB, key project.Scope, ref Ref) *gorm.DB {
	return tx.Model(&Link{}).Where("project_id = ? AND ((from_kind = ? AND from_id = ?) OR (to_kind = ? AND to_id = ?))",
		key.ProjectID, ref.Kind, ref.ID, ref.Kind, ref.ID)
}

// join keeps a link, and says whether it was not there before. What belongs
// together does so from either end.
func join(tx *gorm.DB, l Link) (bool, error) {
	if l.Relation == Relates {
		turned := l
		turned.FromKind, turned.FromID, turned.ToKind, turned.ToID = l.ToKind, l.ToID, l.FromKind, l.FromID
		if known, err := joined(tx, turned); err != nil || known {
			return false, err
		}
	}
	done := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&l)
	return done.RowsAffected > 0, done.Error
}

// between names a link by its two ends, for the log.
func (s *Attachments) between(tx *gorm.DB, key project.Scope, l Link) (string, error) {
	from, to := Ref{l.FromKind, l.FromID}, Ref{l.ToKind, l.ToID}
	wanted := map[Kind][]string{from.Kind: {from.ID}}
	wanted[to.Kind] = append(wanted[to.Kind], to.ID)
	named, err := s.named(tx, key, wanted)
	return named[from].Code + " – " + named[to].Code, err
}

func joined(tx *gorm.DB, l Link) (bool, error) {
	var n int64
	err := tx.Model(&Link{}).Where("project_id = ? AND from_kind = ? AND from_id = ? AND to_kind = ? AND to_id = ? AND relation = ?",
		l.ProjectID, l.FromKind, l.FromID, l.ToKind, l.ToID, l.Relation).Count(&n).Error
	return n > 0, err
}

// byCode finds the row that a person names by its letter and number.
func (s *Attachments) byCode(tx *gorm.DB, key project.Scope, code string) (Ref, error) {
	unknown := fault.Field("to", "attached.fault.unknown")
	code = strings.ToUpper(strings.TrimSpace(code))
	for _, sort := range s.sorts {
		digits, ok := strings.CutPrefix(code, sort.Letter)
		number, err := strconv.ParseInt(digits, 10, 64)
		if !ok || err != nil || sort.Letter == "" {
			continue
		}
		var ids []string
		err = sort.seen(tx.Table(sort.Table), key).Where("project_id = ? AND number = ? AND deleted_at IS NULL", key.ProjectID, number).Limit(1).Pluck("id", &ids).Error
		if err != nil {
			return Ref{}, err
		}
		if len(ids) == 1 {
			return Ref{sort.Kind, ids[0]}, nil
		}
	}
	return Ref{}, unknown
}

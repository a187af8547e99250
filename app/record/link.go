package record

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

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
		if known, err := joined(tx, l); err != nil || known {
			return err
		}
		if err := tx.Create(&l).Error; err != nil {
			return err
		}
		return Log(ctx, tx, key, audit.Created, Ref{LinkKind, l.ID}, strings.ToUpper(d.To), nil, l)
	})
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
		err = tx.Table(sort.Table).Where("project_id = ? AND number = ? AND deleted_at IS NULL", key.ProjectID, number).Limit(1).Pluck("id", &ids).Error
		if err != nil {
			return Ref{}, err
		}
		if len(ids) == 1 {
			return Ref{sort.Kind, ids[0]}, nil
		}
	}
	return Ref{}, unknown
}

// Unlink takes a link away.
func (s *Attachments) Unlink(ctx context.Context, key project.Scope, id string) error {
	if err := key.Require(project.EditRegisters); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var l Link
		err := tx.Where("project_id = ? AND id = ?", key.ProjectID, id).Take(&l).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return fault.Missing()
		}
		if err != nil {
			return err
		}
		if err := tx.Delete(&Link{}, "id = ?", l.ID).Error; err != nil {
			return err
		}
		return Log(ctx, tx, key, audit.Deleted, Ref{LinkKind, l.ID}, "", l, nil)
	})
}

package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/slug"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// OrganisationKind names organisations in the audit log.
const OrganisationKind = "organisation"

// Role is what a person is in an organisation.
type Role string

// The organisation roles.
const (
	Owner  Role = "owner"
	Member Role = "member"
)

// Organisation is a client: its projects are walled off from all others.
type Organisation struct {
	ID        string    `json:"id" gorm:"primaryKey"`
	Name      string    `json:"name"`
	NameFold  string    `json:"-"`
	Slug      string    `json:"slug"`
	Version   int64     `json:"version"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// TableName tells GORM.
func (Organisation) TableName() string { return "organisation" }

// Membership is one account in one organisation.
type Membership struct {
	OrganisationID string    `json:"organisation_id" gorm:"primaryKey"`
	AccountID      string    `json:"account_id" gorm:"primaryKey"`
	Role           Role      `json:"role"`
	CreatedAt      time.Time `json:"created_at"`
}

// TableName tells GORM.
func (Membership) TableName() string { return "organisation_member" }

// OrganisationDraft is what a new organisation needs.
type OrganisationDraft struct {
	Name    string `form:"name" validate:"required,max=120,oneline"`
	Version int64  `form:"version"`
}

// Draft is the organisation as its form shows it.
func (o Organisation) Draft() OrganisationDraft {
	return OrganisationDraft{Name: o.Name, Version: o.Version}
}

// Drafted is Draft, for a form that is shown again.
func (o Organisation) Drafted(*i18n.Text) any { return o.Draft() }

// CreateOrganisation makes an organisation whose first owner is by. Allowed to
// administrators and to those whom one has allowed it.
func (s *Accounts) CreateOrganisation(ctx context.Context, by Account, d OrganisationDraft) (Organisation, error) {
	if !by.Administrator && !by.MayCreateOrganisations {
		return Organisation{}, fault.New(fault.Forbidden, "fault.forbidden_admin")
	}
	d.Name = strings.TrimSpace(d.Name)
	if err := validate.Draft(d); err != nil {
		return Organisation{}, err
	}
	at := database.Instant(s.now())
	o := Organisation{ID: database.NewID(), Name: d.Name, NameFold: text.Plain(d.Name), Version: 1, CreatedAt: at, UpdatedAt: at}
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var err error
		if o.Slug, err = slug.Free(tx, "organisation", d.Name); err != nil {
			return err
		}
		if err := tx.Create(&o).Error; err != nil {
			return err
		}
		if err := s.Join(ctx, by.Actor(), o.ID, by.ID, Owner); err != nil {
			return err
		}
		_, err = audit.Record(tx, audit.Change{Actor: by.Actor(), OrganisationID: o.ID, Action: audit.Created,
			Kind: OrganisationKind, ObjectID: o.ID, Label: o.Name, After: o})
		return err
	})
	return o, err
}

// Join makes an account a member of an organisation; one who is already there
// keeps the higher role.
func (s *Accounts) Join(ctx context.Context, by audit.Actor, organisationID, accountID string, role Role) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var before Membership
		err := tx.Where("organisation_id = ? AND account_id = ?", organisationID, accountID).Take(&before).Error
		if err == nil && (before.Role == role || before.Role == Owner) {
			return nil
		}
		if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		after := Membership{organisationID, accountID, role, database.Instant(s.now())}
		if err := tx.Save(&after).Error; err != nil {
			return err
		}
		_, err = audit.Record(tx, audit.Change{Actor: by, OrganisationID: organisationID, Action: audit.Changed,
			Kind: OrganisationKind, ObjectID: organisationID, Label: accountID, Before: before, After: after})
		return err
	})
}

// Belonging is an organisation that a person is in, with their role.
type Belonging struct {
	Organisation
	Role Role
}

// Belongings lists a person's organisations by name.
func (s *Accounts) Belongings(ctx context.Context, self Account) ([]Belonging, error) {
	var found []Belonging
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("organisation AS o").Select("o.*, m.role").
			Joins("JOIN organisation_member AS m ON m.organisation_id = o.id").
			Where("m.account_id = ?", self.ID).Order("o.name, o.id").Limit(500).Scan(&found).Error
	})
	return found, err
}

// Standing is an organisation as the list of organisations shows it.
type Standing struct {
	Organisation
	Role    Role // of the reader, "" for none
	Owners  int64
	Members int64 // owners included
}

// OrganisationFilter narrows the organisations; empty fields do not.
type OrganisationFilter struct {
	Words string `form:"q"` // in the name
	database.Order
	database.Page
}

// Organisations lists those that a person is in; an administrator sees them all.
func (s *Accounts) Organisations(ctx context.Context, self Account, f OrganisationFilter) (database.Paged[Standing], error) {
	var found database.Paged[Standing]
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := tx.Table("organisation AS o").Joins("LEFT JOIN organisation_member AS m ON m.organisation_id = o.id AND m.account_id = ?", self.ID)
		if !self.Administrator {
			q = q.Where("m.account_id IS NOT NULL")
		}
		var err error
		found, err = database.Fetch[Standing](slug.Like(q, "o.", f.Words), f.By(map[string]string{"name": "LOWER(o.name)", "since": "o.created_at"}, "o.name, o.id", "o.id"), f.Page, `o.*, COALESCE(m.role, '') AS role,
			(SELECT COUNT(*) FROM organisation_member AS x WHERE x.organisation_id = o.id AND x.role = 'owner') AS owners,
			(SELECT COUNT(*) FROM organisation_member AS x WHERE x.organisation_id = o.id) AS members`)
		return err
	})
	return found, err
}

// RoleIn is a person's role in an organisation, "" when none.
func RoleIn(tx *gorm.DB, organisationID, accountID string) (Role, error) {
	var roles []Role
	err := tx.Model(&Membership{}).Where("organisation_id = ? AND account_id = ?", organisationID, accountID).
		Limit(1).Pluck("role", &roles).Error
	if len(roles) == 0 {
		return "", err
	}
	return roles[0], err
}

package project

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
)

// Projects keeps projects, people and members.
type Projects struct {
	db       *database.DB
	accounts *account.Accounts
	texts    *i18n.Bundle
	now      func() time.Time
	opening  string
	reading  sync.Mutex // of logos, one at a time

	// Seated says whether somebody speaks for the steering committee, of which this
	// room knows nothing; nil where nobody does.
	Seated func(tx *gorm.DB, key Scope, personID string) (bool, error)
}

// New takes what projects stand on.
func New(db *database.DB, accounts *account.Accounts, texts *i18n.Bundle, now func() time.Time) *Projects {
	return &Projects{db: db, accounts: accounts, texts: texts, now: now, opening: opening()}
}

// access is all that the check needs, read in one query.
type access struct {
	Project      Project `gorm:"embedded"`
	Organisation string
	OrgRole      account.Role
	Role         Role
	PersonID     string
	Stamp        audit.Stamp `gorm:"embedded;embeddedPrefix:stamp_"`
}

// opening is asked for with every request within a project, and so is one statement.
func opening() string {
	return `SELECT p.*, o.name AS organisation, COALESCE(om.role, '') AS org_role, COALESCE(m.role, '') AS role,
	COALESCE(m.person_id, '') AS person_id, ` + audit.StampColumns("p.id", "p.organisation_id") + `
	FROM project AS p
	JOIN organisation AS o ON o.id = p.organisation_id
	LEFT JOIN organisation_member AS om ON om.organisation_id = p.organisation_id AND om.account_id = ?
	LEFT JOIN member AS m ON m.project_id = p.id AND m.account_id = ?
	WHERE p.slug = ? AND p.deleted_at IS NULL`
}

// Open is the access check: a person's key to the project at a slug. Members
// enter with their role, owners of the organisation as leads. To anybody else,
// and for a slug that does not exist, the answer is NotFound.
func (s *Projects) Open(ctx context.Context, self account.Account, slug string, t *i18n.Text) (Scope, error) {
	var found access
	err := s.db.Ask(ctx, func(tx *gorm.DB) error {
		return tx.Raw(s.opening, self.ID, self.ID, slug).Take(&found).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Scope{}, fault.Missing()
	}
	if err != nil {
		return Scope{}, err
	}
	role := found.role()
	if role == "" {
		return Scope{}, fault.Missing()
	}
	return Scope{
		OrganisationID: found.Project.OrganisationID, ProjectID: found.Project.ID, Project: found.Project,
		Organisation: found.Organisation, Role: role, PersonID: found.PersonID, Text: t,
		Stamp: found.Stamp, actor: self.Actor(), now: s.now(),
	}, nil
}

func (a access) role() Role {
	if a.OrgRole == account.Owner {
		return Lead
	}
	return a.Role
}

// Moved is the present slug of a project that once had another, or NotFound.
func (s *Projects) Moved(ctx context.Context, old string) (string, error) {
	var slugs []string
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("project AS p").Joins("JOIN project_slug AS h ON h.project_id = p.id").
			Where("h.slug = ? AND p.deleted_at IS NULL", old).Limit(1).Pluck("p.slug", &slugs).Error
	})
	if err == nil && len(slugs) == 0 {
		err = fault.Missing()
	}
	if err != nil {
		return "", err
	}
	return slugs[0], nil
}

// OpenByID is Open of the project with an id, for what knows a project by that.
func (s *Projects) OpenByID(ctx context.Context, self account.Account, id string, t *i18n.Text) (Scope, error) {
	var slugs []string
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Project{}).Where("id = ? AND deleted_at IS NULL", id).Limit(1).Pluck("slug", &slugs).Error
	})
	if err == nil && len(slugs) == 0 {
		err = fault.Missing()
	}
	if err != nil {
		return Scope{}, err
	}
	return s.Open(ctx, self, slugs[0], t)
}

// OpenOrganisation is a person's key to an organisation, or NotFound. The
// installation's administrator gets one to every organisation, without a role:
// it opens the list of members and no project.
func (s *Projects) OpenOrganisation(ctx context.Context, self account.Account, slug string, t *i18n.Text) (OrgScope, error) {
	key := OrgScope{Account: self, Text: t}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Where("slug = ?", slug).Take(&key.Organisation).Error; err != nil {
			return err
		}
		var err error
		key.Role, err = account.RoleIn(tx, key.Organisation.ID, self.ID)
		return err
	})
	if errors.Is(err, gorm.ErrRecordNotFound) || (err == nil && key.Role == "" && !self.Administrator) {
		return OrgScope{}, fault.Missing()
	}
	return key, err
}

// ByID is a project for the system's own use.
func (s *Projects) ByID(ctx context.Context, k SystemScope, id string) (Scope, error) {
	return s.one(ctx, k, "p.id = ?", id)
}

// BySlug is a project for whoever types its address, or its id, at the command line.
func (s *Projects) BySlug(ctx context.Context, k SystemScope, slug string) (Scope, error) {
	key, err := s.ByID(ctx, k, slug)
	if fault.Is(err, fault.NotFound) {
		return s.one(ctx, k, "p.slug = ?", slug)
	}
	return key, err
}

func (s *Projects) one(ctx context.Context, k SystemScope, by, value string) (Scope, error) {
	var found access
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("project AS p").Select("p.*, o.name AS organisation").
			Joins("JOIN organisation AS o ON o.id = p.organisation_id").
			Where(by+" AND p.deleted_at IS NULL", value).Take(&found).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Scope{}, fault.Missing()
	}
	return k.In(found.Project, found.Organisation), err
}

// guestKind is what the log calls the bearer of a link.
const guestKind = "guest"

// ByLink is the key of a link's bearer to the project that the link is for: they may
// read, as the person whose link it is, and the log names them as its bearer.
func (s *Projects) ByLink(ctx context.Context, g Guest, personID, name string) (Scope, error) {
	key, err := s.ByID(ctx, SystemScope{Text: g.Text, Now: g.Now}, g.Link.ProjectID)
	key.Role, key.PersonID, key.actor = Viewer, personID, audit.Actor{Kind: guestKind, ID: g.Link.ID, Name: name}
	return key, err
}

// Each does something in every project, a few at a time, for the system. What
// fails in one does not keep it from the others.
func (s *Projects) Each(ctx context.Context, k SystemScope, do func(context.Context, Scope) error) error {
	const few = 100
	var failed error
	for after := ""; ; {
		var found []access
		err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
			return tx.Table("project AS p").Select("p.*, o.name AS organisation").
				Joins("JOIN organisation AS o ON o.id = p.organisation_id").
				Where("p.id > ? AND p.deleted_at IS NULL", after).Order("p.id").Limit(few).Find(&found).Error
		})
		if err != nil || len(found) == 0 {
			return errors.Join(failed, err)
		}
		for _, p := range found {
			after = p.Project.ID
			if err := do(ctx, k.In(p.Project, p.Organisation)); err != nil {
				failed = errors.Join(failed, fmt.Errorf("project %s: %w", after, err))
			}
		}
	}
}

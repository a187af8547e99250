package project

import (
	"cmp"
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/slug"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// Draft is what is typed of a project.
type Draft struct {
	Name          string   `form:"name" validate:"required,max=120,oneline"`
	Template      string   `form:"template" validate:"required,oneof=small enterprise rescue"`
	Currency      string   `form:"currency" validate:"required,currency"`
	TimeZone      string   `form:"time_zone" validate:"required,zone"`
	Country       string   `form:"country" validate:"required,iso3166_1_alpha2"`
	Language      string   `form:"language" validate:"required,max=10"`
	StartOn       date.Day `form:"start_on" validate:"required"`
	HorizonMonths int      `form:"horizon_months" validate:"min=1,max=60"`
	Aim           string   `form:"aim" validate:"max=2000"`
	Sponsor       string   `form:"sponsor" validate:"max=120,oneline"` // a name; becomes a person of the project
	Switches
	Version int64  `form:"version"`
	TextKey string `form:"-"`
	Slug    string `form:"-"`                        // the address to have if it is free; "" for one made of the name
	Budget  string `form:"budget" validate:"max=40"` // for whoever fills a new project in: what it is expected to cost
}

// Draft is the project as its settings form shows it.
func (p Project) Draft(t *i18n.Text) Draft {
	return Draft{
		Name: p.Named().In(t), Template: p.Template, Currency: p.Currency, TimeZone: p.TimeZone, Country: p.Country,
		Language: p.Language, StartOn: p.StartOn, HorizonMonths: p.HorizonMonths, Aim: p.Aimed().In(t),
		Switches: p.Switches, Version: p.Version,
	}
}

// Drafted is Draft, for a form that is shown again.
func (p Project) Drafted(t *i18n.Text) any { return p.Draft(t) }

// Create makes an empty project of which the creator is the first lead.
// Templates are filled in by whoever calls, in the same transaction.
func (s *Projects) Create(ctx context.Context, key OrgScope, d Draft) (Scope, error) {
	if err := key.RequireOwner(); err != nil {
		return Scope{}, err
	}
	d.Name, d.Country, d.Currency = strings.TrimSpace(d.Name), strings.ToUpper(d.Country), strings.ToUpper(d.Currency)
	if err := validate.Draft(d); err != nil {
		return Scope{}, err
	}
	at := database.Instant(s.now())
	p := Project{ID: database.NewID(), OrganisationID: key.Organisation.ID, Version: 1, CreatedAt: at, UpdatedAt: at}
	p.apply(d)
	p.Template, p.Currency, p.TextKey = d.Template, d.Currency, d.TextKey
	in := Scope{OrganisationID: p.OrganisationID, Organisation: key.Organisation.Name, ProjectID: p.ID, Role: Lead,
		Text: key.Text, actor: key.Account.Actor(), now: at}
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		var err error
		if p.Slug, err = freeSlug(tx, cmp.Or(d.Slug, d.Name)); err != nil {
			return err
		}
		if err := tx.Create(&p).Error; err != nil {
			return err
		}
		in.Project = p
		if err := record(tx, in, audit.Created, Kind, p.ID, p.Name, nil, p); err != nil {
			return err
		}
		self := text.Fold(d.Sponsor) == text.Fold(key.Account.Name)
		m, err := s.Enrol(ctx, in, key.Account, Lead, PersonDraft{Sponsor: self})
		in.PersonID = m.PersonID
		if err != nil || self || strings.TrimSpace(d.Sponsor) == "" {
			return err
		}
		_, err = s.AddPerson(ctx, in, PersonDraft{Name: d.Sponsor, Sponsor: true})
		return err
	})
	return in, err
}

func (p *Project) apply(d Draft) {
	p.NameFold = text.Plain(d.Name)
	p.Name, p.TimeZone, p.Country, p.Language = d.Name, d.TimeZone, d.Country, d.Language
	p.StartOn, p.HorizonMonths, p.Aim, p.Switches = d.StartOn, d.HorizonMonths, d.Aim, d.Switches
}

// freeSlug is a slug that no project has or ever had, so that old addresses keep
// leading where they led.
func freeSlug(tx *gorm.DB, name string) (string, error) {
	s, err := slug.Free(tx, "project", name)
	for n := 0; err == nil && n < 1000; n++ {
		var was int64
		if err = tx.Table("project_slug").Where("slug = ?", s).Count(&was).Error; was == 0 {
			break
		}
		s, err = slug.Free(tx, "project", s+"-x")
	}
	return s, err
}

// Save changes a project's settings; template and currency stay as they began. A
// new name brings a new address, and the old one leads on.
func (s *Projects) Save(ctx context.Context, key Scope, d Draft) (Project, error) {
	if err := key.Require(Manage); err != nil {
		return Project{}, err
	}
	d.Name, d.Template, d.Currency, d.Country = strings.TrimSpace(d.Name), key.Project.Template, key.Project.Currency, strings.ToUpper(d.Country)
	if err := validate.Draft(d); err != nil {
		return Project{}, err
	}
	var after Project
	err := s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		var before Project
		if err := tx.Where("id = ?", key.ProjectID).Take(&before).Error; err != nil {
			return err
		}
		if before.Version != d.Version {
			return fault.Stale(before)
		}
		after = before
		if d.Name != before.Named().In(key.Text) || d.Aim != before.Aimed().In(key.Text) {
			after.TextKey = ""
		} else {
			d.Name, d.Aim = before.Name, before.Aim
		}
		after.apply(d)
		if err := audit.Hold(tx, key.ProjectID); err != nil {
			return err
		}
		if err := rename(tx, before, &after); err != nil {
			return err
		}
		after.Version, after.UpdatedAt = before.Version+1, database.Instant(key.Now())
		done := tx.Where("version = ?", before.Version).Select("*").Updates(&after)
		if done.Error == nil && done.RowsAffected == 0 {
			return fault.Stale(before)
		}
		if done.Error != nil {
			return done.Error
		}
		return record(tx, key, audit.Changed, Kind, after.ID, after.Name, before, after)
	})
	return after, err
}

func rename(tx *gorm.DB, before Project, after *Project) error {
	if before.Name == after.Name {
		return nil
	}
	var err error
	if after.Slug, err = freeSlug(tx, after.Name); err != nil {
		return err
	}
	return tx.Exec("INSERT INTO project_slug (slug, project_id) VALUES (?, ?)", before.Slug, before.ID).Error
}

package project

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
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// PersonKind names people in the audit log.
const PersonKind = "person"

// Person is somebody in a project: an owner of work, a sponsor, a participant.
// People need no account.
type Person struct {
	ID             string     `json:"id" gorm:"primaryKey"`
	OrganisationID string     `json:"organisation_id"`
	ProjectID      string     `json:"project_id"`
	Number         int64      `json:"number"`
	AccountID      *string    `json:"account_id"`
	Name           string     `json:"name"`
	NameFold       string     `json:"-"`
	Title          string     `json:"title"`
	Email          string     `json:"email"`
	Sponsor        bool       `json:"sponsor"` // stands for the change in management
	TextKey        string     `json:"text_key"`
	Version        int64      `json:"version"`
	CreatedAt      time.Time  `json:"created_at"`
	UpdatedAt      time.Time  `json:"updated_at"`
	DeletedAt      *time.Time `json:"deleted_at"`
}

// TableName tells GORM.
func (Person) TableName() string { return "person" }

// Titled is what the person does, as a phrase.
func (p Person) Titled() i18n.Phrase { return phrase(p.TextKey, "title", p.Title) }

// PersonDraft is what is typed of a person.
type PersonDraft struct {
	Name    string `form:"name" validate:"required,max=120,oneline"`
	Title   string `form:"title" validate:"max=120,oneline"`
	Email   string `form:"email" validate:"omitempty,email,max=254,oneline"`
	Sponsor bool   `form:"sponsor"`
	Version int64  `form:"version"`
	TextKey string `form:"-"`
}

// Draft is the person as its form shows it.
func (p Person) Draft(t *i18n.Text) PersonDraft {
	return PersonDraft{Name: p.Name, Title: p.Titled().In(t), Email: p.Email, Sponsor: p.Sponsor, Version: p.Version}
}

// Drafted is Draft, for a form that is shown again.
func (p Person) Drafted(t *i18n.Text) any { return p.Draft(t) }

// AddPerson puts somebody into a project.
func (s *Projects) AddPerson(ctx context.Context, key Scope, d PersonDraft) (Person, error) {
	if err := key.Require(EditRegisters); err != nil {
		return Person{}, err
	}
	d.Name, d.Email = strings.TrimSpace(d.Name), strings.TrimSpace(d.Email)
	if err := validate.Draft(d); err != nil {
		return Person{}, err
	}
	var p Person
	err := s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		p, err = s.insertPerson(tx, key, d, nil)
		return err
	})
	return p, err
}

func (s *Projects) insertPerson(tx *gorm.DB, key Scope, d PersonDraft, accountID *string) (Person, error) {
	at := database.Instant(key.Now())
	p := Person{
		ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, AccountID: accountID,
		Name: d.Name, NameFold: text.Fold(d.Name), Title: d.Title, Email: d.Email, Sponsor: d.Sponsor, TextKey: d.TextKey,
		Version: 1, CreatedAt: at, UpdatedAt: at,
	}
	err := audit.Hold(tx, key.ProjectID)
	if err != nil {
		return p, err
	}
	if p.Number, err = database.Next(tx, "number:"+key.ProjectID+":"+PersonKind); err != nil {
		return p, err
	}
	if err := tx.Create(&p).Error; err != nil {
		return p, err
	}
	if err := findable(tx, key, p); err != nil {
		return p, err
	}
	return p, record(tx, key, audit.Created, PersonKind, p.ID, p.Name, nil, p)
}

// record logs a change of this room.
func record(tx *gorm.DB, key Scope, action audit.Action, kind, id, label string, before, after any) error {
	_, err := audit.Record(tx, audit.Change{
		Actor: key.Actor(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID,
		Action: action, Kind: kind, ObjectID: id, Label: label, Before: before, After: after, At: key.Now(),
	})
	return err
}

// SavePerson changes a person; a stale version is a Conflict.
func (s *Projects) SavePerson(ctx context.Context, key Scope, id string, d PersonDraft) (Person, error) {
	if err := key.Require(EditRegisters); err != nil {
		return Person{}, err
	}
	d.Name, d.Email = strings.TrimSpace(d.Name), strings.TrimSpace(d.Email)
	if err := validate.Draft(d); err != nil {
		return Person{}, err
	}
	var after Person
	err := s.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil { // so that nobody is seated meanwhile
			return err
		}
		before, err := personByID(tx, key, id)
		if err != nil {
			return err
		}
		if before.Version != d.Version {
			return fault.Stale(before)
		}
		if err := s.mayReach(tx, key, before, d.Email); err != nil {
			return err
		}
		after = before
		if d.Title != before.Titled().In(key.Text) {
			after.Title, after.TextKey = d.Title, ""
		}
		after.Sponsor = d.Sponsor
		after.Name, after.NameFold, after.Email = d.Name, text.Fold(d.Name), d.Email
		return savePerson(tx, key, audit.Changed, before, &after)
	})
	return after, err
}

// mayReach keeps the address of who speaks for the steering committee from being
// changed by others than a lead or they themselves: whoever had it could sign in
// their place.
func (s *Projects) mayReach(tx *gorm.DB, key Scope, p Person, email string) error {
	if email == p.Email || key.Allows(Manage) || key.PersonID == p.ID || s.Seated == nil {
		return nil
	}
	seated, err := s.Seated(tx, key, p.ID)
	if err == nil && seated {
		err = fault.Field("email", "member.fault.seated")
	}
	return err
}

func personByID(tx *gorm.DB, key Scope, id string) (Person, error) {
	var p Person
	err := tx.Where("project_id = ? AND id = ? AND deleted_at IS NULL", key.ProjectID, id).Take(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing()
	}
	return p, err
}

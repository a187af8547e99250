package committee

import (
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Member is a person's seat in the steering committee.
type Member struct {
	record.Row `gorm:"embedded"`
	PersonID   string `json:"person_id"`
	Name       string `json:"name" gorm:"-"` // the person's
	Email      string `json:"-" gorm:"-"`    // the person's, or of their account
	Account    bool   `json:"-" gorm:"-"`    // they can sign in
}

// TableName tells GORM.
func (Member) TableName() string { return "committee_member" }

// RecordKind tells package record.
func (Member) RecordKind() record.Kind { return MemberKind }

// Label is the person's name.
func (m Member) Label() string { return m.Name }

// MemberDraft names who takes a seat.
type MemberDraft struct {
	PersonID string `form:"person_id" validate:"required,max=36"`
	Version  int64  `form:"version"`
}

// BasedOn is the version that the person saw.
func (d MemberDraft) BasedOn() int64 { return d.Version }

// Apply copies the draft onto a member.
func (d MemberDraft) Apply(m *Member, _ project.Scope) { m.PersonID = d.PersonID }

// Drafted is the member as its form shows it.
func (m Member) Drafted(*i18n.Text) any { return MemberDraft{PersonID: m.PersonID, Version: m.Version} }

// checkMember sees to it that the person is of this project and has one seat.
func checkMember(tx *gorm.DB, key project.Scope, m *Member) error {
	if err := project.CheckPeople(tx, key, map[string]string{"person_id": m.PersonID}); err != nil {
		return err
	}
	if err := nameMember(tx, key, m); err != nil {
		return err
	}
	var n int64
	err := rows[Member](tx, key).Where("person_id = ? AND id <> ?", m.PersonID, m.ID).Count(&n).Error
	if err == nil && n > 0 {
		err = fault.Field("person_id", "committee.fault.seated", "name", m.Name)
	}
	return err
}

// known is how a person is reached.
type known struct {
	ID        string
	Name      string
	Email     string
	AccountID *string
}

// peopleBy are some people of a project, removed or not, by id.
func peopleBy(tx *gorm.DB, key project.Scope, ids []string) (map[string]known, error) {
	by := map[string]known{}
	if len(ids) == 0 {
		return by, nil
	}
	var found []known
	err := tx.Table("person AS p").Joins("LEFT JOIN account AS a ON a.id = p.account_id").
		Select("p.id, p.name, p.account_id, CASE WHEN p.email <> '' THEN p.email ELSE COALESCE(a.email, '') END AS email").
		Where("p.project_id = ? AND p.id IN ?", key.ProjectID, ids).Scan(&found).Error
	for _, p := range found {
		by[p.ID] = p
	}
	return by, err
}

func nameMember(tx *gorm.DB, key project.Scope, m *Member) error {
	people, err := peopleBy(tx, key, []string{m.PersonID})
	m.named(people)
	return err
}

func (m *Member) named(people map[string]known) {
	p := people[m.PersonID]
	m.Name, m.Email, m.Account = p.Name, strings.TrimSpace(p.Email), p.AccountID != nil
}

// mostMembers is how many a committee may have.
const mostMembers = 60

// membersOf are the members of a project's committee, by name.
func membersOf(tx *gorm.DB, key project.Scope) ([]Member, error) {
	var all []Member
	err := rows[Member](tx, key).Order(record.NameOf("committee_member", "person_id") + ", id").Limit(mostMembers).Find(&all).Error
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(all))
	for i, m := range all {
		ids[i] = m.PersonID
	}
	people, err := peopleBy(tx, key, ids)
	for i := range all {
		all[i].named(people)
	}
	return all, err
}

// keepChair keeps whoever chairs in the committee, until another does.
func keepChair(tx *gorm.DB, key project.Scope, m *Member) error {
	c, err := committeeOf(tx, key)
	if err == nil && c.Chair() == m.PersonID {
		err = fault.Broken("committee.fault.chairs", "name", m.Name)
	}
	return err
}

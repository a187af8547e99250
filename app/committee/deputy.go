package committee

import (
	"slices"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Deputy stands in for a member from one day to another, at meetings and in reviews.
type Deputy struct {
	record.Row `gorm:"embedded"`
	MemberID   string   `json:"member_id"` // a person
	DeputyID   string   `json:"deputy_id"` // a person
	FromOn     date.Day `json:"from_on"`
	ToOn       date.Day `json:"to_on"`
	Member     string   `json:"member" gorm:"-"` // by name
	Name       string   `json:"name" gorm:"-"`   // of the deputy
	Email      string   `json:"-" gorm:"-"`      // of the deputy
	Account    bool     `json:"-" gorm:"-"`      // the deputy can sign in
}

// TableName tells GORM.
func (Deputy) TableName() string { return "committee_deputy" }

// RecordKind tells package record.
func (Deputy) RecordKind() record.Kind { return DeputyKind }

// Label is who stands in for whom.
func (d Deputy) Label() string { return d.Name + " → " + d.Member }

// InForce reports whether the deputy stands in on a day; both ends count.
func (d Deputy) InForce(day date.Day) bool { return !day.Before(d.FromOn) && !day.After(d.ToOn) }

// DeputyDraft is what is typed of a deputy.
type DeputyDraft struct {
	MemberID string   `form:"member_id" validate:"required,max=36"`
	DeputyID string   `form:"deputy_id" validate:"required,max=36,nefield=MemberID"`
	FromOn   date.Day `form:"from_on" validate:"required"`
	ToOn     date.Day `form:"to_on" validate:"required"`
	Version  int64    `form:"version"`
}

// BasedOn is the version that the person saw.
func (d DeputyDraft) BasedOn() int64 { return d.Version }

// Valid checks the order of the days, and that whoever is no lead names a deputy for
// themselves alone.
func (d DeputyDraft) Valid(key project.Scope) error {
	if d.ToOn.Before(d.FromOn) {
		return fault.Field("to_on", "fault.field.gtefield")
	}
	return ownSeat(key, d.MemberID)
}

// ownSeat keeps who names a deputy from giving away the voice of another.
func ownSeat(key project.Scope, memberID string) error {
	if key.Allows(project.Manage) || key.PersonID != "" && key.PersonID == memberID {
		return nil
	}
	return fault.Field("member_id", "committee.fault.own_seat")
}

// Apply copies the draft onto a deputy.
func (d DeputyDraft) Apply(row *Deputy, _ project.Scope) {
	row.MemberID, row.DeputyID, row.FromOn, row.ToOn = d.MemberID, d.DeputyID, d.FromOn, d.ToOn
}

// Drafted is the deputy as its form shows it.
func (d Deputy) Drafted(*i18n.Text) any {
	return DeputyDraft{MemberID: d.MemberID, DeputyID: d.DeputyID, FromOn: d.FromOn, ToOn: d.ToOn, Version: d.Version}
}

// checkDeputy sees to it that a member is stood in for, by somebody of the project
// who has no seat, and by one at a time.
func checkDeputy(tx *gorm.DB, key project.Scope, d *Deputy) error {
	if err := audit.Hold(tx, key.ProjectID); err != nil { // so that no other is named meanwhile
		return err
	}
	if err := ownSeat(key, d.MemberID); err != nil { // by Undo as well
		return err
	}
	if err := project.CheckPeople(tx, key, map[string]string{"member_id": d.MemberID, "deputy_id": d.DeputyID}); err != nil {
		return err
	}
	members, err := membersOf(tx, key)
	if err != nil {
		return err
	}
	seated := func(id string) bool {
		return slices.ContainsFunc(members, func(m Member) bool { return m.PersonID == id })
	}
	switch {
	case !seated(d.MemberID):
		return fault.Field("member_id", "committee.fault.no_seat")
	case seated(d.DeputyID):
		return fault.Field("deputy_id", "committee.fault.has_seat")
	}
	var n int64
	err = rows[Deputy](tx, key).Where("(member_id = ? OR deputy_id = ?) AND id <> ? AND from_on <= ? AND to_on >= ?", d.MemberID, d.DeputyID, d.ID, d.ToOn, d.FromOn).Count(&n).Error
	if err == nil && n > 0 {
		err = fault.Field("from_on", "committee.fault.overlap")
	}
	if err != nil {
		return err
	}
	return nameDeputy(tx, key, d)
}

// keepDeputy lets nobody end what another member has arranged.
func keepDeputy(_ *gorm.DB, key project.Scope, d *Deputy) error {
	if ownSeat(key, d.MemberID) != nil {
		return fault.Broken("committee.fault.own_seat")
	}
	return nil
}

func nameDeputy(tx *gorm.DB, key project.Scope, d *Deputy) error {
	people, err := peopleBy(tx, key, []string{d.MemberID, d.DeputyID})
	d.named(people)
	return err
}

func (d *Deputy) named(people map[string]known) {
	p := people[d.DeputyID]
	d.Member, d.Name, d.Email, d.Account = people[d.MemberID].Name, p.Name, p.Email, p.AccountID != nil
}

// deputiesOf are those who stand in now or later, the nearest first.
func deputiesOf(tx *gorm.DB, key project.Scope) ([]Deputy, error) {
	var all []Deputy
	if err := rows[Deputy](tx, key).Where("to_on >= ?", key.Today()).Order("from_on, id").Limit(200).Find(&all).Error; err != nil {
		return nil, err
	}
	var ids []string
	for _, d := range all {
		ids = append(ids, d.MemberID, d.DeputyID)
	}
	people, err := peopleBy(tx, key, ids)
	for i := range all {
		all[i].named(people)
	}
	return all, err
}

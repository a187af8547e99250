package stakeholder

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// MemberKind names members of the coalition in addresses and the log.
const MemberKind record.Kind = "coalition"

// Part is what somebody does for the change.
type Part string

// The parts.
const (
	Sponsor      Part = "sponsor"
	ProjectLead  Part = "project_lead"
	LineManager  Part = "line_manager"
	Expert       Part = "expert"
	Voice        Part = "employee_voice" // a union, or colleagues whom others listen to
	Communicator Part = "communicator"
	IT           Part = "it"
)

// Parts lists the parts, the one that carries most first.
func Parts() []Part {
	return []Part{Sponsor, ProjectLead, LineManager, Expert, Voice, Communicator, IT}
}

// Needed are the parts without which a coalition seldom carries a change: the
// mandate, the departments that change, the knowledge, and the trust.
func Needed() []Part { return []Part{Sponsor, LineManager, Expert, Voice} }

// Needed reports whether a coalition seldom carries a change without the part.
func (p Part) Needed() bool { return slices.Contains(Needed(), p) }

// Member is one part that a person plays in the coalition. Who plays several has
// several rows, so that each part is taken up and given up on its own day.
type Member struct {
	record.Row `gorm:"embedded"`
	PersonID   string   `json:"person_id"`
	Part       Part     `json:"part"`
	Note       string   `json:"note"`
	JoinedOn   date.Day `json:"joined_on"`
	LeftOn     date.Day `json:"left_on"`
	Name       string   `json:"name" gorm:"-"` // the person's
}

// TableName tells GORM.
func (Member) TableName() string { return "coalition_member" }

// RecordKind tells package record.
func (Member) RecordKind() record.Kind { return MemberKind }

// Label is the person's name.
func (m Member) Label() string { return m.Name }

// Noted is the note as a phrase.
func (m Member) Noted() i18n.Phrase { return m.Phrase("note", m.Note) }

// Active reports whether the part is played on a day.
func (m Member) Active(on date.Day) bool {
	return !m.JoinedOn.After(on) && (m.LeftOn.IsZero() || m.LeftOn.After(on))
}

// MemberDraft is what is typed of a member: somebody of the project, or the name
// of somebody who is new to it.
type MemberDraft struct {
	PersonID  string   `form:"person_id" validate:"max=36"`
	NewPerson string   `form:"new_person" validate:"max=120,oneline"`
	Part      Part     `form:"part" validate:"required,oneof=sponsor project_lead line_manager expert employee_voice communicator it"`
	Note      string   `form:"note" validate:"max=10000"`
	JoinedOn  date.Day `form:"joined_on"`
	LeftOn    date.Day `form:"left_on"`
	Version   int64    `form:"version"`
}

// BasedOn is the version that the person saw.
func (d MemberDraft) BasedOn() int64 { return d.Version }

// Valid checks that the draft names one person, and the order of the days.
func (d MemberDraft) Valid(project.Scope) error {
	named := strings.TrimSpace(d.NewPerson) != ""
	switch {
	case d.PersonID == "" && !named:
		return fault.Field("person_id", "stakeholder.fault.nobody")
	case d.PersonID != "" && named:
		return fault.Field("new_person", "stakeholder.fault.either")
	case !d.JoinedOn.IsZero() && !d.LeftOn.IsZero() && d.LeftOn.Before(d.JoinedOn):
		return fault.Field("left_on", "fault.field.gtefield")
	}
	return nil
}

// Apply copies the draft onto a member.
func (d MemberDraft) Apply(m *Member, key project.Scope) {
	m.Keep(key.Text, record.Words{Field: "note", Stored: &m.Note, Typed: strings.TrimSpace(d.Note)})
	m.PersonID, m.Part, m.JoinedOn, m.LeftOn = d.PersonID, d.Part, d.JoinedOn, d.LeftOn
}

// Drafted is Draft, for a form that is shown again.
func (m Member) Drafted(t *i18n.Text) any { return m.Draft(t) }

// Draft is the member as its form shows it to a reader.
func (m Member) Draft(t *i18n.Text) MemberDraft {
	return MemberDraft{PersonID: m.PersonID, Part: m.Part, Note: m.Noted().In(t), JoinedOn: m.JoinedOn, LeftOn: m.LeftOn, Version: m.Version}
}

// nameMember reads the person's name, for the log.
func nameMember(tx *gorm.DB, key project.Scope, m *Member) error {
	return tx.Model(&project.Person{}).Select("name").Where("project_id = ? AND id = ?", key.ProjectID, m.PersonID).Scan(&m.Name).Error
}

// checkMember sees to it that the person is of this project, and plays each part
// once at a time.
func checkMember(tx *gorm.DB, key project.Scope, m *Member) error {
	if err := project.CheckPeople(tx, key, map[string]string{"person_id": m.PersonID}); err != nil {
		return err
	}
	if err := nameMember(tx, key, m); err != nil || !m.LeftOn.IsZero() {
		return err
	}
	var n int64
	err := rows[Member](tx, key).Where("person_id = ? AND part = ? AND left_on IS NULL AND id <> ?", m.PersonID, m.Part, m.ID).Count(&n).Error
	if err == nil && n > 0 {
		return fault.Field("part", "stakeholder.fault.plays_already", "name", m.Name)
	}
	return err
}

// Coalition are all members that a project has or had, by part.
type Coalition []Member

// Active are those who play their part on a day.
func (c Coalition) Active(on date.Day) Coalition {
	var active Coalition
	for _, m := range c {
		if m.Active(on) {
			active = append(active, m)
		}
	}
	return active
}

// Playing are those of a part.
func (c Coalition) Playing(p Part) Coalition {
	var players Coalition
	for _, m := range c {
		if m.Part == p {
			players = append(players, m)
		}
	}
	return players
}

// Has reports whether somebody plays a part on a day.
func (c Coalition) Has(p Part, on date.Day) bool { return len(c.Playing(p).Active(on)) > 0 }

// Missing are the needed parts that nobody plays on a day.
func (c Coalition) Missing(on date.Day) []Part {
	return slices.DeleteFunc(Needed(), func(p Part) bool { return c.Has(p, on) })
}

// People counts the persons who play any part on a day.
func (c Coalition) People(on date.Day) int {
	seen := map[string]bool{}
	for _, m := range c.Active(on) {
		seen[m.PersonID] = true
	}
	return len(seen)
}

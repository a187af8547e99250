package stakeholder

import (
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// PartyKind names stakeholders in addresses, tags and the log.
const PartyKind record.Kind = "stakeholder"

// PartyLetter stands before a stakeholder's number.
const PartyLetter = "S"

// Sort says what a stakeholder is.
type Sort string

// The sorts.
const (
	Group  Sort = "group"
	Person Sort = "person" // a named one, whose attitude is confided to few
)

// Sorts lists the sorts.
func Sorts() []Sort { return []Sort{Group, Person} }

// The ends of the scales.
const (
	MostInfluence = 5
	MostSupport   = 2 // and as far below naught
	Powerful      = 4 // from so much influence on somebody can carry the change or stop it
)

// Party is a stakeholder: a group or a named person whom the change touches or who
// can sway it.
type Party struct {
	record.Row    `gorm:"embedded"`
	record.Tags   `gorm:"embedded"`
	record.Origin `gorm:"embedded"`
	Sort          Sort     `json:"sort"`
	PersonID      *string  `json:"person_id"` // when a person of the project is meant
	Name          string   `json:"name"`
	NameFold      string   `json:"-"`
	Department    string   `json:"department"`
	Influence     int      `json:"influence"` // 1 to 5
	Support       int      `json:"support"`   // -2 is much against, 2 is much for
	Wanted        int      `json:"wanted"`    // the support that the change needs of them
	Concerns      string   `json:"concerns"`
	Note          string   `json:"note"`
	OwnerID       *string  `json:"owner_id"` // who talks to them
	TalkOn        date.Day `json:"talk_on"`
}

// TableName tells GORM.
func (Party) TableName() string { return "stakeholder" }

// RecordKind tells package record.
func (Party) RecordKind() record.Kind { return PartyKind }

// Label is the name.
func (p Party) Label() string { return p.Name }

// Needs is the permission without which a named person is not seen here at all:
// that somebody stands in the register says something about them already.
func (p Party) Needs() project.Permission {
	if p.Sort == Person {
		return project.Confide
	}
	return ""
}

// Code is the number as people name it.
func (p Party) Code() string { return p.Coded(PartyLetter) }

// Titled is the name as a phrase.
func (p Party) Titled() i18n.Phrase { return p.Phrase("name", p.Name) }

// Of is the department or role as a phrase.
func (p Party) Of() i18n.Phrase { return p.Phrase("department", p.Department) }

// Owner is the id of who talks to them, "" for nobody.
func (p Party) Owner() string { return record.Given(p.OwnerID) }

// Who is the id of the project's person who is meant, "" for none.
func (p Party) Who() string { return record.Given(p.PersonID) }

// Opposed reports whether they can stop the change and are against it.
func (p Party) Opposed() bool { return p.Influence >= Powerful && p.Support < 0 }

// Unheard reports whether they can stop the change, are against it, and nobody
// talks to them.
func (p Party) Unheard() bool { return p.Opposed() && p.OwnerID == nil }

// Overdue reports whether somebody should have talked to them by now.
func (p Party) Overdue(today date.Day) bool { return !p.TalkOn.IsZero() && p.TalkOn.Before(today) }

// PartyDraft is what is typed of a stakeholder. Sort counts for a new one alone.
type PartyDraft struct {
	Sort       Sort     `form:"sort" validate:"omitempty,oneof=group person"`
	PersonID   string   `form:"person_id" validate:"max=36"`
	Name       string   `form:"name" validate:"max=120,oneline"`
	Department string   `form:"department" validate:"max=200,oneline"`
	Influence  int      `form:"influence" validate:"min=1,max=5"`
	Support    int      `form:"support" validate:"min=-2,max=2"`
	Wanted     int      `form:"wanted" validate:"min=-2,max=2"`
	Concerns   string   `form:"concerns" validate:"max=10000"`
	Note       string   `form:"note" validate:"max=10000"`
	OwnerID    string   `form:"owner_id" validate:"max=36"`
	TalkOn     date.Day `form:"talk_on"`
	Version    int64    `form:"version"`
	record.Tags
	record.Proposal
}

// FreshParty is a draft with the values that a new stakeholder usually begins with.
func FreshParty() PartyDraft {
	d := PartyDraft{Sort: Group, Influence: 3, Wanted: 1}
	d.Tags = d.suggested()
	d.Proposal = d.Tags.Proposed()
	return d
}

// suggested are the tags of a stakeholder: who is won over belongs to the coalition.
func (d PartyDraft) suggested() record.Tags { return record.Tags{KotterStep: "coalition"} }

// BasedOn is the version that the person saw.
func (d PartyDraft) BasedOn() int64 { return d.Version }

// Valid asks for a name, and for the permission that naming a person takes.
func (d PartyDraft) Valid(key project.Scope) error {
	switch {
	case d.Sort == Person && !key.Allows(project.Confide):
		return project.Denied(project.Confide, key.Text)
	case d.PersonID != "" && d.Sort != Person:
		return fault.Field("person_id", "stakeholder.fault.group_person")
	case d.PersonID == "":
		return written(map[string]string{"name": d.Name})
	}
	return nil
}

// Apply copies the draft onto a stakeholder. What sort it is is said once: else what
// was confided of a person would come to light with the group that they became.
func (d PartyDraft) Apply(p *Party, key project.Scope) {
	p.Keep(key.Text,
		record.Words{Field: "name", Stored: &p.Name, Typed: strings.TrimSpace(d.Name)},
		record.Words{Field: "department", Stored: &p.Department, Typed: strings.TrimSpace(d.Department)},
		record.Words{Field: "concerns", Stored: &p.Concerns, Typed: strings.TrimSpace(d.Concerns)},
		record.Words{Field: "note", Stored: &p.Note, Typed: strings.TrimSpace(d.Note)},
	)
	if p.ID == "" {
		p.Sort = Group
		if d.Sort == Person {
			p.Sort = Person
		}
	}
	p.PersonID, p.Influence, p.Support, p.Wanted = record.Optional(d.PersonID), d.Influence, d.Support, d.Wanted
	p.OwnerID, p.TalkOn, p.Tags = record.Optional(d.OwnerID), d.TalkOn, d.Settle(d.Tags, d.suggested())
}

// Drafted is Draft, for a form that is shown again.
func (p Party) Drafted(t *i18n.Text) any { return p.Draft(t) }

// Draft is the stakeholder as its form shows it to a reader.
func (p Party) Draft(t *i18n.Text) PartyDraft {
	return PartyDraft{
		Sort: p.Sort, PersonID: p.Who(), Name: p.Titled().In(t), Department: p.Of().In(t), Influence: p.Influence, Support: p.Support, Wanted: p.Wanted,
		Concerns: p.Phrase("concerns", p.Concerns).In(t), Note: p.Phrase("note", p.Note).In(t), OwnerID: p.Owner(), TalkOn: p.TalkOn,
		Version: p.Version, Tags: p.Tags,
	}
}

// Stand is where a stakeholder was found to stand at a moment. Stands are appended,
// never changed.
type Stand struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	ProjectID      string
	StakeholderID  string
	Influence      int
	Support        int
	Wanted         int
	MadeBy         string
	MadeAt         time.Time
}

// TableName tells GORM.
func (Stand) TableName() string { return "stakeholder_stand" }

// seeParties leaves named persons out for those to whom they are not confided.
func seeParties(q *gorm.DB, key project.Scope) *gorm.DB {
	if key.Allows(project.Confide) {
		return q
	}
	return q.Where("sort = ?", Group)
}

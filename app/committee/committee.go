// Package committee keeps a project's steering committee: who is in it and by which
// rule it decides, its meetings with agenda and minutes, and how its members review
// the reports that are issued. A report, a decision or a task is known here by id
// and title alone.
package committee

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// The kinds of row in addresses and the log.
const (
	Kind       record.Kind = "committee"
	MemberKind record.Kind = "committee_member"
	DeputyKind record.Kind = "committee_deputy"
)

// Committee is by which rule a project's steering committee decides, and who chairs
// it. A project has one at most; until it is set the usual rule counts.
type Committee struct {
	record.Row `gorm:"embedded"`
	Rule       `gorm:"embedded"`
	ChairID    *string `json:"chair_id"`
}

// TableName tells GORM.
func (Committee) TableName() string { return "committee" }

// RecordKind tells package record.
func (Committee) RecordKind() record.Kind { return Kind }

// Label is nothing: there is one in a project.
func (Committee) Label() string { return "" }

// Chair is who chairs, "" for nobody.
func (c Committee) Chair() string { return record.Given(c.ChairID) }

// Draft is what is typed of a committee.
type Draft struct {
	Rule
	ChairID string `form:"chair_id" validate:"max=36"`
	Version int64  `form:"version"`
}

// BasedOn is the version that the person saw.
func (d Draft) BasedOn() int64 { return d.Version }

// Apply copies the draft onto a committee.
func (d Draft) Apply(c *Committee, _ project.Scope) {
	c.Rule, c.ChairID = d.Rule, record.Optional(d.ChairID)
}

// Drafted is the committee as its form shows it.
func (c Committee) Drafted(*i18n.Text) any { return c.Draft() }

// Draft is the committee as its form shows it.
func (c Committee) Draft() Draft { return Draft{Rule: c.Rule, ChairID: c.Chair(), Version: c.Version} }

// Committees keeps the committees of all projects.
type Committees struct {
	db       *database.DB
	Rules    record.Register[Committee, *Committee, Draft]
	Members  record.Register[Member, *Member, MemberDraft]
	Deputies record.Register[Deputy, *Deputy, DeputyDraft]
	Meetings record.Register[Meeting, *Meeting, MeetingDraft]
	Items    record.Register[Item, *Item, ItemDraft]
	Actions  record.Register[Action, *Action, ActionDraft]
}

// New takes the database.
func New(db *database.DB) *Committees {
	s := &Committees{db: db}
	s.Rules = record.Register[Committee, *Committee, Draft]{DB: db, May: project.Manage, Check: checkCommittee}
	s.Members = record.Register[Member, *Member, MemberDraft]{DB: db, May: project.Manage, Check: checkMember, Load: nameMember, Keep: keepChair}
	s.Deputies = record.Register[Deputy, *Deputy, DeputyDraft]{DB: db, May: project.Comment, Check: checkDeputy, Load: nameDeputy, Keep: keepDeputy}
	s.Meetings = record.Register[Meeting, *Meeting, MeetingDraft]{DB: db, May: project.EditRegisters,
		Check: checkMeeting, Then: s.keepMeeting, Keep: keepMinutes, Load: loadMeeting}
	s.Items = record.Register[Item, *Item, ItemDraft]{DB: db, May: project.EditRegisters, Check: checkItem, Keep: keepItem}
	s.Actions = record.Register[Action, *Action, ActionDraft]{DB: db, May: project.EditRegisters, Check: checkAction, Keep: keepAction}
	return s
}

// Set puts a rule and a chair in force.
func (s *Committees) Set(ctx context.Context, key project.Scope, d Draft) (Committee, error) {
	var after Committee
	if err := key.Require(project.Manage); err != nil {
		return after, err
	}
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		now, err := committeeOf(tx, key)
		switch {
		case err != nil:
			return err
		case now.ID == "" && d.Version != 0:
			return fault.Missing()
		case now.ID == "":
			after, err = s.Rules.Create(ctx, key, d)
		default:
			after, err = s.Rules.Save(ctx, key, now.ID, d)
		}
		return err
	})
	return after, err
}

// committeeOf is a project's committee, or the usual one, which has no id.
func committeeOf(tx *gorm.DB, key project.Scope) (Committee, error) {
	var found []Committee
	err := rows[Committee](tx, key).Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return Committee{Rule: Usual()}, err
	}
	return found[0], nil
}

// checkCommittee sees to it that the members can reach the quorum and that a member
// chairs.
func checkCommittee(tx *gorm.DB, key project.Scope, c *Committee) error {
	members, err := membersOf(tx, key)
	if err != nil {
		return err
	}
	if c.ChairID != nil && !slices.ContainsFunc(members, func(m Member) bool { return m.PersonID == *c.ChairID }) {
		return fault.Field("chair_id", "committee.fault.chair")
	}
	return c.fits(len(members))
}

// rows are those of a project that are there.
func rows[T any](tx *gorm.DB, key project.Scope) *gorm.DB {
	return tx.Model(new(T)).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID)
}

// Board is the committee as it stands.
type Board struct {
	Committee Committee
	Members   []Member // the chair first, then by name
	Deputies  []Deputy // today's and those to come
}

// Board reads a project's committee.
func (s *Committees) Board(ctx context.Context, key project.Scope) (Board, error) {
	var b Board
	if err := key.Require(project.Read); err != nil {
		return b, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		b, err = boardOf(tx, key)
		return err
	})
	return b, err
}

func boardOf(tx *gorm.DB, key project.Scope) (Board, error) {
	var b Board
	var err error
	if b.Committee, err = committeeOf(tx, key); err != nil {
		return b, err
	}
	if b.Members, err = membersOf(tx, key); err != nil {
		return b, err
	}
	chair := b.Committee.Chair()
	slices.SortStableFunc(b.Members, func(x, y Member) int {
		switch {
		case x.PersonID == chair:
			return -1
		case y.PersonID == chair:
			return 1
		}
		return 0
	})
	b.Deputies, err = deputiesOf(tx, key)
	return b, err
}

// Chairs reports whether a person chairs the committee.
func (b Board) Chairs(personID string) bool { return personID != "" && b.Committee.Chair() == personID }

// Has reports whether a person is a member.
func (b Board) Has(personID string) bool {
	return slices.ContainsFunc(b.Members, func(m Member) bool { return m.PersonID == personID })
}

// Needed is how many of today's members must take part.
func (b Board) Needed() int { return b.Committee.Needed(len(b.Members)) }

// For is who sits for a member on a day, and false where they sit themselves.
func (b Board) For(memberID string, day date.Day) (Deputy, bool) {
	for _, d := range b.Deputies {
		if d.MemberID == memberID && d.InForce(day) {
			return d, true
		}
	}
	return Deputy{}, false
}

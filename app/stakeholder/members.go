package stakeholder

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// AddMember puts somebody into the coalition. A person who is new to the project
// is entered in the same transaction.
func (s *Stakeholders) AddMember(ctx context.Context, key project.Scope, d MemberDraft) (Member, error) {
	return s.withPerson(ctx, key, d, func(ctx context.Context, d MemberDraft) (Member, error) {
		return s.Members.Create(ctx, key, d)
	})
}

// SaveMember changes a member; a stale draft is a Conflict.
func (s *Stakeholders) SaveMember(ctx context.Context, key project.Scope, id string, d MemberDraft) (Member, error) {
	return s.withPerson(ctx, key, d, func(ctx context.Context, d MemberDraft) (Member, error) {
		return s.Members.Save(ctx, key, id, d)
	})
}

// withPerson writes a member once the draft names a person of the project.
func (s *Stakeholders) withPerson(ctx context.Context, key project.Scope, d MemberDraft, write func(context.Context, MemberDraft) (Member, error)) (Member, error) {
	var after Member
	if err := key.Require(project.EditRegisters); err != nil {
		return after, err
	}
	if err := validate.Draft(d); err != nil {
		return after, err
	}
	if err := d.Valid(key); err != nil {
		return after, err
	}
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		err := s.enter(ctx, tx, key, &d)
		if err != nil {
			return err
		}
		after, err = write(ctx, d)
		return err
	})
	return after, err
}

// enter makes the typed name a person of the project. A name that is there
// already is asked about, so that nobody comes to stand in the project twice.
func (s *Stakeholders) enter(ctx context.Context, tx *gorm.DB, key project.Scope, d *MemberDraft) error {
	name := strings.TrimSpace(d.NewPerson)
	if name == "" {
		return nil
	}
	var known int64
	err := rows[project.Person](tx, key).Where("name_fold = ?", text.Fold(name)).Count(&known).Error
	if err == nil && known > 0 {
		return fault.Field("new_person", "stakeholder.fault.known")
	}
	if err != nil {
		return err
	}
	p, err := s.people.AddPerson(ctx, key, project.PersonDraft{Name: name})
	d.PersonID, d.NewPerson = p.ID, ""
	return err
}

// MemberFilter narrows the coalition; empty fields do not.
type MemberFilter struct {
	Part     Part   `form:"part"`
	PersonID string `form:"person"`
	Former   bool   `form:"former"` // only those who have left
	Sort     string `form:"sort"`
	Desc     bool   `form:"desc"`
	record.Page
}

// byPart is the order of Parts as SQL.
const byPart = "CASE part WHEN 'sponsor' THEN 0 WHEN 'project_lead' THEN 1 WHEN 'line_manager' THEN 2 WHEN 'expert' THEN 3 WHEN 'employee_voice' THEN 4 WHEN 'communicator' THEN 5 ELSE 6 END"

// FindMembers is a page of the coalition.
func (s *Stakeholders) FindMembers(ctx context.Context, key project.Scope, f MemberFilter) (record.Paged[Member], error) {
	columns := map[string]string{"part": byPart, "joined": "joined_on", "left": "left_on", "person": record.NameOf("coalition_member", "person_id")}
	return find[Member](ctx, s.db, key, func(q *gorm.DB) *gorm.DB {
		if f.Former {
			q = q.Where("left_on <= ?", key.Today())
		}
		return equal(q, map[string]string{"part": string(f.Part), "person_id": f.PersonID})
	}, order(columns, f.Sort, f.Desc, byPart+", number"), f.Page)
}

// most is how many members are read at once; a coalition has a dozen.
const most = 500

// Coalition reads everybody who plays or played a part, with their names.
func (s *Stakeholders) Coalition(ctx context.Context, key project.Scope) (Coalition, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	var all []struct {
		Member     `gorm:"embedded"`
		PersonName string
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("coalition_member AS c").Select("c.*, p.name AS person_name").Joins("JOIN person AS p ON p.id = c.person_id").
			Where("c.project_id = ? AND c.deleted_at IS NULL", key.ProjectID).Order(byPart + ", c.number").Limit(most).Scan(&all).Error
	})
	members := make(Coalition, len(all))
	for i, one := range all {
		members[i] = one.Member
		members[i].Name = one.PersonName
	}
	return members, err
}

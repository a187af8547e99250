package project

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
	"stegvis/app/platform/validate"
)

// MemberKind names memberships in the audit log.
const MemberKind = "member"

// Member is an account's part in a project.
type Member struct {
	ID             string    `json:"id" gorm:"primaryKey"`
	OrganisationID string    `json:"organisation_id"`
	ProjectID      string    `json:"project_id"`
	AccountID      string    `json:"account_id"`
	PersonID       string    `json:"person_id"`
	Role           Role      `json:"role"`
	Version        int64     `json:"version"`
	CreatedAt      time.Time `json:"created_at"`
	UpdatedAt      time.Time `json:"updated_at"`
}

// TableName tells GORM.
func (Member) TableName() string { return "member" }

// Listed is a member with what they are known by.
type Listed struct {
	Member
	Name     string
	Title    string
	TextKey  string
	Sponsor  bool
	Email    string
	Disabled bool // the account is
}

// Titled is what the member does, as a phrase.
func (l Listed) Titled() i18n.Phrase { return phrase(l.TextKey, "title", l.Title) }

// Draft is the membership as its form shows it.
func (l Listed) Draft() MemberDraft {
	return MemberDraft{Role: l.Role, Version: l.Version}
}

// Drafted is Draft, for a form that is shown again.
func (l Listed) Drafted(*i18n.Text) any { return l.Draft() }

// listed reads members with what they are known by.
func listed(tx *gorm.DB, key Scope) *gorm.DB {
	return tx.Table("member AS m").
		Joins("JOIN person AS p ON p.id = m.person_id").Joins("JOIN account AS a ON a.id = m.account_id").
		Where("m.project_id = ?", key.ProjectID)
}

const listedColumns = "m.*, p.name, p.title, p.text_key, p.sponsor, a.email, a.disabled_at IS NOT NULL AS disabled"

// byRole is the order of roles as SQL.
const byRole = "CASE m.role WHEN 'lead' THEN 0 WHEN 'contributor' THEN 1 WHEN 'consultant' THEN 2 WHEN 'committee' THEN 3 ELSE 4 END"

// MemberFilter narrows the members; empty fields do not.
type MemberFilter struct {
	Words string `form:"who"` // in name or address
	Role  Role   `form:"role"`
	database.Order
}

// Members lists a project's members, leads first.
func (s *Projects) Members(ctx context.Context, key Scope, f MemberFilter, p database.Page) (database.Paged[Listed], error) {
	if err := key.Require(Read); err != nil {
		return database.Paged[Listed]{}, err
	}
	var found database.Paged[Listed]
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := ofWords(listed(tx, key), f.Words, "p.name_fold", "a.email_fold")
		if f.Role != "" {
			q = q.Where("m.role = ?", f.Role)
		}
		var err error
		columns := map[string]string{"member": "p.name_fold", "role": byRole, "address": "a.email_fold"}
		found, err = database.Fetch[Listed](q, f.By(columns, byRole+", p.name_fold, m.id", "p.name_fold, m.id"), p, listedColumns)
		return err
	})
	return found, err
}

// ofWords narrows a query to what holds words in one of some folded columns.
func ofWords(q *gorm.DB, words string, columns ...string) *gorm.DB {
	if words = text.Fold(words); words == "" {
		return q
	}
	like, either, values := "%"+text.Like(words)+"%", make([]string, len(columns)), make([]any, len(columns))
	for i, column := range columns {
		either[i], values[i] = column+" LIKE ? ESCAPE '!'", like
	}
	return q.Where("("+strings.Join(either, " OR ")+")", values...)
}

// MemberOf is the membership of a person of the project; false when the person
// is no member.
func (s *Projects) MemberOf(ctx context.Context, key Scope, personID string) (Listed, bool, error) {
	var found []Listed
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return listed(tx, key).Where("m.person_id = ?", personID).Select(listedColumns).Limit(1).Scan(&found).Error
	})
	if err != nil || len(found) == 0 {
		return Listed{}, false, err
	}
	return found[0], true, nil
}

// Deputies are the owners of the organisation who are no members: they act as
// leads all the same.
func (s *Projects) Deputies(ctx context.Context, key Scope) ([]string, error) {
	var names []string
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("organisation_member AS o").Joins("JOIN account AS a ON a.id = o.account_id").
			Where("o.organisation_id = ? AND o.role = 'owner' AND a.disabled_at IS NULL", key.OrganisationID).
			Where("NOT EXISTS (SELECT 1 FROM member AS m WHERE m.project_id = ? AND m.account_id = o.account_id)", key.ProjectID).
			Order("a.name_fold, a.id").Limit(50).Pluck("a.name", &names).Error
	})
	return names, err
}

// Enrol makes an account a member within the caller's transaction: it becomes a
// person of the project and a member of its organisation. One who is a member
// already stays what they are.
func (s *Projects) Enrol(ctx context.Context, key Scope, a account.Account, role Role, d PersonDraft) (Member, error) {
	var m Member
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		err := tx.Where("project_id = ? AND account_id = ?", key.ProjectID, a.ID).Take(&m).Error
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		p, err := s.personOf(tx, key, a, d)
		if err != nil {
			return err
		}
		at := database.Instant(key.Now())
		m = Member{ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, AccountID: a.ID,
			PersonID: p.ID, Role: role, Version: 1, CreatedAt: at, UpdatedAt: at}
		if err := tx.Create(&m).Error; err != nil {
			return err
		}
		if err := s.accounts.Join(ctx, key.Actor(), key.OrganisationID, a.ID, account.Member); err != nil {
			return err
		}
		return record(tx, key, audit.Created, MemberKind, m.ID, a.Name, nil, m)
	})
	return m, err
}

// personOf is the person that the account was before it lost its access, or who
// was entered under its address, or is entered anew.
func (s *Projects) personOf(tx *gorm.DB, key Scope, a account.Account, d PersonDraft) (Person, error) {
	var p Person
	err := tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).
		Where("account_id = ? OR account_id IS NULL AND LOWER(email) = LOWER(?)", a.ID, a.Email).
		Order("CASE WHEN account_id IS NULL THEN 1 ELSE 0 END, id").Take(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		if d.Name == "" {
			d.Name = a.Name
		}
		d.Email = a.Email
		return s.insertPerson(tx, key, d, &a.ID)
	}
	if err != nil {
		return p, err
	}
	p.AccountID = &a.ID
	return p, tx.Model(&p).Update("account_id", a.ID).Error
}

// MemberDraft is what a lead sets of a member.
type MemberDraft struct {
	Role    Role  `form:"role" validate:"required,oneof=lead contributor consultant committee viewer"`
	Version int64 `form:"version"`
}

// SaveMember changes a member's role; the last lead stays one.
func (s *Projects) SaveMember(ctx context.Context, key Scope, id string, d MemberDraft) error {
	if err := key.Require(Manage); err != nil {
		return err
	}
	if err := validate.Draft(d); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil {
			return err
		}
		before, err := memberByID(tx, key, id)
		if err != nil {
			return err
		}
		if before.Version != d.Version {
			return stale(tx, key, id)
		}
		if before.Role == Lead && d.Role != Lead {
			if err := s.endLead(ctx, tx, key, before); err != nil {
				return err
			}
		}
		after := before
		after.Role = d.Role
		after.Version, after.UpdatedAt = before.Version+1, database.Instant(key.Now())
		done := tx.Where("version = ?", before.Version).Select("*").Updates(&after)
		if done.Error == nil && done.RowsAffected == 0 {
			return stale(tx, key, id)
		}
		if done.Error != nil {
			return done.Error
		}
		p, err := personByID(tx, key, after.PersonID)
		if err != nil {
			return err
		}
		if err := record(tx, key, audit.Changed, MemberKind, id, p.Name, before, after); err != nil {
			return err
		}
		return memberChanged(ctx, tx, key, id)
	})
}

// memberChanged tells those who keep a door open that somebody may do less now.
func memberChanged(ctx context.Context, tx *gorm.DB, key Scope, id string) error {
	return bus.Publish(ctx, tx, bus.Event{OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Kind: MemberKind, ID: id})
}

// RemoveMember takes a member's access away; the person stays. The last lead
// cannot be removed.
func (s *Projects) RemoveMember(ctx context.Context, key Scope, id string) error {
	if err := key.Require(Manage); err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil {
			return err
		}
		m, err := memberByID(tx, key, id)
		if err != nil {
			return err
		}
		if m.Role == Lead {
			if err := s.endLead(ctx, tx, key, m); err != nil {
				return err
			}
		}
		if err := tx.Delete(&Member{}, "id = ?", id).Error; err != nil {
			return err
		}
		p, err := personByID(tx, key, m.PersonID)
		if err != nil {
			return err
		}
		if err := record(tx, key, audit.Deleted, MemberKind, id, p.Name, m, nil); err != nil {
			return err
		}
		return memberChanged(ctx, tx, key, id)
	})
}

// stale shows a member as it is now.
func stale(tx *gorm.DB, key Scope, id string) error {
	var now Listed
	if err := listed(tx, key).Where("m.id = ?", id).Select(listedColumns).Take(&now).Error; err != nil {
		return err
	}
	return fault.Stale(now)
}

// endLead lets a lead go when another stays, and closes the invitations of the one
// who goes.
func (s *Projects) endLead(ctx context.Context, tx *gorm.DB, key Scope, m Member) error {
	if err := anotherLead(tx, key, m.ID); err != nil {
		return err
	}
	return s.accounts.RevokeLinksBy(ctx, m.AccountID, key.OrganisationID, key.ProjectID)
}

// anotherLead locks the project's row, so that two leads who leave at the same
// moment cannot both be told that the other stays.
func anotherLead(tx *gorm.DB, key Scope, except string) error {
	if err := tx.Exec("UPDATE project SET version = version WHERE id = ?", key.ProjectID).Error; err != nil {
		return err
	}
	var n int64
	err := tx.Model(&Member{}).Where("project_id = ? AND role = ? AND id <> ?", key.ProjectID, Lead, except).Count(&n).Error
	if err == nil && n == 0 {
		return fault.Broken("member.fault.last_lead")
	}
	return err
}

func memberByID(tx *gorm.DB, key Scope, id string) (Member, error) {
	var m Member
	err := tx.Where("project_id = ? AND id = ?", key.ProjectID, id).Take(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing()
	}
	return m, err
}

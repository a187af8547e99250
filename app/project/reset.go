package project

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/platform/fault"
)

// ResetFor is the lead's way to help a member who forgot the password: a link
// for a new one, mailed to the member. Where no mail is sent the lead gets it to
// hand over, for members alone who have no rights that the lead lacks, so that
// nobody climbs by it.
func (s *Projects) ResetFor(ctx context.Context, key Scope, memberID string) (account.Handed, error) {
	if err := key.Require(Manage); err != nil {
		return account.Handed{}, err
	}
	var out account.Handed
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		m, err := memberByID(tx, key, memberID)
		if err != nil {
			return err
		}
		if !s.accounts.Letters().Sends {
			if err := within(tx, key, m.AccountID); err != nil {
				return err
			}
		}
		a, err := s.accounts.ByID(ctx, m.AccountID)
		if err != nil {
			return err
		}
		out, err = s.accounts.HandReset(ctx, a, account.Link{OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, CreatedBy: key.Actor().ID})
		if err != nil {
			return err
		}
		return record(tx, key, "reset", MemberKind, m.ID, a.Name, nil, nil)
	})
	return out, err
}

// within refuses when an account may do something that the lead may not: more
// than take part, in another organisation, or in a project of this one in which
// the lead is none.
func within(tx *gorm.DB, key Scope, accountID string) error {
	var more int64
	lead := key.Actor().ID
	err := tx.Raw(`SELECT (SELECT COUNT(*) FROM account WHERE id = ? AND (administrator OR may_create_organisations))
		+ (SELECT COUNT(*) FROM organisation_member WHERE account_id = ? AND (organisation_id <> ? OR role = 'owner'))
		+ (SELECT COUNT(*) FROM member AS m WHERE m.account_id = ? AND m.project_id <> ?
			AND NOT EXISTS (SELECT 1 FROM member AS l WHERE l.project_id = m.project_id AND l.account_id = ? AND l.role = 'lead')
			AND NOT EXISTS (SELECT 1 FROM organisation_member AS o WHERE o.organisation_id = m.organisation_id AND o.account_id = ? AND o.role = 'owner'))`,
		accountID, accountID, key.OrganisationID, accountID, key.ProjectID, lead, lead).Scan(&more).Error
	if err == nil && more > 0 {
		return fault.Broken("member.fault.reset")
	}
	return err
}

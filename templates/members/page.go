// Package members holds the pages of the people in a project: members,
// invitations, and those who take part without an account.
package members

import (
	"context"
	"time"

	"stegvis/app/account"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/templates/partial"
)

// ListPage is everybody in a project.
type ListPage struct {
	Home           string
	Members        []project.Listed
	MemberList     partial.Listing
	Deputies       []string // owners of the organisation, who act as leads
	Invitations    []Invitation
	InvitationList partial.Listing
	People         []project.Person // who are no members
	PeopleList     partial.Listing
	Invite         partial.Form
	Add            partial.Form
	Handed         account.Handed
	Zone           *time.Location
	MayEdit        bool
	MayManage      bool
}

// Place puts a form that is shown again where it belongs.
func (p *ListPage) Place(typed partial.Form) {
	for _, f := range []*partial.Form{&p.Invite, &p.Add} {
		if typed.Action == f.Action {
			*f = typed
		}
	}
	p.Invite.ID, p.Add.ID = "invite-", "add-"
}

// Invitation is one that is open.
type Invitation struct {
	account.Link
	Renew  partial.Form
	Revoke partial.Form
}

// PersonPage is one person of a project.
type PersonPage struct {
	Person    project.Person
	Member    project.Listed
	IsMember  bool
	Home      string
	Back      string
	Form      partial.Form
	Role      partial.Form
	Reset     partial.Form
	Leave     partial.Form
	Remove    partial.Form
	Restore   partial.Form
	Invite    partial.Form
	Handed    account.Handed
	MayEdit   bool
	MayManage bool
}

// Place puts what is shown again where it belongs: what a button could not do is
// said by the form that it stands beneath.
func (p *PersonPage) Place(typed partial.Form) {
	switch typed.Action {
	case p.Form.Action:
		p.Form = typed
	case p.Role.Action:
		p.Role = typed
	case p.Leave.Action, p.Reset.Action:
		p.Role.Errors = typed.Errors
	case p.Remove.Action:
		p.Form.Errors, p.Form.Theirs, p.Form.Version = typed.Errors, typed.Theirs, max(p.Form.Version, typed.Version)
	}
	p.Role.ID, p.Invite.ID = "role-", "invite-"
}

func roles(ctx context.Context) []partial.Option {
	return partial.Options(project.Roles(), func(r project.Role) string {
		return i18n.T(ctx, "member.role_choice", "role", i18n.T(ctx, "member.role."+string(r)), "help", i18n.T(ctx, "member.role_help."+string(r)))
	})
}

package project

import (
	"slices"

	"stegvis/app/platform/i18n"
)

// Role is what a member is in a project.
type Role string

// The project roles, the most trusted first.
const (
	Lead        Role = "lead"
	Contributor Role = "contributor"
	Consultant  Role = "consultant"
	Committee   Role = "committee"
	Viewer      Role = "viewer"
)

// Roles lists all roles, the most trusted first.
func Roles() []Role { return []Role{Lead, Contributor, Consultant, Committee, Viewer} }

// Permission is something that a role may or may not do.
type Permission string

// The permissions.
const (
	Read          Permission = "read"           // pages and reports
	ReadActivity  Permission = "read_activity"  // who changed what
	EditRegisters Permission = "edit_registers" // steps, risks, costs, tasks, decisions asked
	Assess        Permission = "assess"         // maturity and workshops
	Comment       Permission = "comment"        // say something about any row
	Decide        Permission = "decide"         // decide what was asked
	Issue         Permission = "issue"          // issue reports, and put together what they hold
	Confide       Permission = "confide"        // what a named person thinks of the change
	Manage        Permission = "manage"         // members, settings, overrides, the project itself
)

// Holders are the roles that hold a permission: the one table of who may what.
func (p Permission) Holders() []Role {
	switch p {
	case Read:
		return Roles()
	case ReadActivity, EditRegisters:
		return []Role{Lead, Contributor, Consultant}
	case Comment:
		return []Role{Lead, Contributor, Consultant, Committee}
	case Assess, Confide:
		return []Role{Lead, Consultant}
	case Decide:
		return []Role{Lead, Committee}
	case Issue, Manage:
		return []Role{Lead}
	}
	return nil
}

// Named are the holders' names for a reader.
func (p Permission) Named(t *i18n.Text) []string {
	names := make([]string, 0, len(Roles()))
	for _, r := range p.Holders() {
		names = append(names, t.T("member.role."+string(r)))
	}
	return names
}

// Confidential are the permissions without which something is not even seen.
func Confidential() []Permission { return []Permission{Confide} }

// May reports whether a role holds a permission.
func (r Role) May(p Permission) bool { return slices.Contains(p.Holders(), r) }

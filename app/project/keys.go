package project

import (
	"slices"
	"strings"
	"time"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
)

// Scope is a person in one project. Only the access check makes one, so whoever
// holds it has been let in. Every query of a slice filters by ProjectID.
type Scope struct {
	OrganisationID string
	ProjectID      string
	Project        Project
	Organisation   string // its name
	Role           Role
	PersonID       string // the person as whom the reader appears in the project, "" for none
	Text           *i18n.Text
	Stamp          audit.Stamp // what the project's pages show has not changed while this has not; of people's keys
	actor          audit.Actor
	now            time.Time
}

// Actor is who acts, for the log.
func (k Scope) Actor() audit.Actor { return k.actor }

// Now is the moment of the request, the same throughout it.
func (k Scope) Now() time.Time { return k.now }

// Today is the day of the request in the project's time zone.
func (k Scope) Today() date.Day { return date.Of(k.now, k.Project.Zone()) }

// Allows reports whether the person holds a permission.
func (k Scope) Allows(p Permission) bool { return k.Role.May(p) }

// Require is nil when the person holds a permission, else a fault that names the
// roles that do.
func (k Scope) Require(p Permission) error {
	if k.Allows(p) {
		return nil
	}
	return Denied(p, k.Text)
}

// Closed are the confidential permissions that the person does not hold: what asks
// for one of them is not there for them, by whatever way they come.
func (k Scope) Closed() []Permission {
	return slices.DeleteFunc(Confidential(), k.Allows)
}

// Denied is the fault for a missing permission, naming who holds it.
func Denied(p Permission, t *i18n.Text) error {
	return fault.New(fault.Forbidden, "fault.forbidden", "roles", strings.Join(p.Named(t), ", "))
}

// OrgScope is a person in one organisation.
type OrgScope struct {
	Organisation account.Organisation
	Role         account.Role
	Account      account.Account
	Text         *i18n.Text
}

// RequireOwner is nil for an owner.
func (k OrgScope) RequireOwner() error {
	if k.Role == account.Owner {
		return nil
	}
	return fault.New(fault.Forbidden, "fault.forbidden_owner")
}

// Keeps reports whether the person looks after who is in the organisation: its
// owners do, and the installation's administrator, without whom one that has lost
// its owner could get no other.
func (k OrgScope) Keeps() bool { return k.Role == account.Owner || k.Account.Administrator }

// RequireKeeper is nil for who looks after who is in the organisation.
func (k OrgScope) RequireKeeper() error {
	if k.Keeps() {
		return nil
	}
	return fault.New(fault.Forbidden, "fault.forbidden_owner")
}

// SystemScope is a job or the command line; the log says so.
type SystemScope struct {
	What string
	Text *i18n.Text
	Now  time.Time
}

// In is the system's key to one project: it may do everything there.
func (k SystemScope) In(p Project, organisation string) Scope {
	return Scope{
		OrganisationID: p.OrganisationID, ProjectID: p.ID, Project: p, Organisation: organisation, Role: Lead,
		Text: k.Text, actor: audit.System(k.What), now: k.Now,
	}
}

// As is the key of an account at an earlier moment, in the system's hands: by it
// imports tell who did what and when.
func (k SystemScope) As(in Scope, a account.Account, at time.Time) Scope {
	in.Role, in.Text, in.actor, in.now = Lead, k.Text, a.Actor(), at
	return in
}

// Guest is the bearer of one link and may do what that link is for.
type Guest struct {
	Link account.Link
	Text *i18n.Text
	Now  time.Time
}

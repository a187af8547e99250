package web

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"stegvis/app/committee"
	"stegvis/app/project"
	"stegvis/templates/layout"
	"stegvis/templates/meetings"
	"stegvis/templates/partial"
)

// committeeRoutes are the addresses of who is in the committee and how it decides.
func (s *server) committeeRoutes(p fiber.Router) {
	p.Get("/committee", s.inProject(s.committee))
	p.Post("/committee", s.inProject(s.saveCommittee))
	p.Post("/committee/members", s.inProject(s.seatMember))
	p.Post("/committee/members/:id/delete", s.inProject(s.unseatMember))
	p.Post("/committee/deputies", s.inProject(s.nameDeputy))
	p.Post("/committee/deputies/:id/delete", s.inProject(s.endDeputy))
}

// inDecisions begins a page of what the committee does: its decisions, its meetings,
// itself.
func inDecisions(key project.Scope, title, purpose string, crumbs ...layout.Crumb) layout.Page {
	return inRoom(key, "decisions", title, purpose, crumbs...)
}

// withViews is a page's body beneath the ways to what else the committee does.
func withViews(key project.Scope, current string, body templ.Component) templ.Component {
	return templ.Join(meetings.Views(projectPath(key), current), body)
}

func (s *server) committee(c *fiber.Ctx, key project.Scope) error {
	return s.showCommittee(c, key, partial.Form{})
}

// showCommittee shows the committee; typed is the form that is shown again.
func (s *server) showCommittee(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	board, err := s.Committee.Board(c.UserContext(), key)
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	home, t := projectPath(key, "committee"), key.Text
	p := meetings.CommitteePage{
		Home: projectPath(key), Board: board, Today: key.Today(), Self: key.PersonID, People: people.options, MayManage: key.Allows(project.Manage),
		MayName: key.Allows(project.Manage) || board.Has(key.PersonID) && key.Allows(project.Comment), MayAny: key.Allows(project.Manage),
		Rule:   among(typed, s.filled(c, home, board.Committee.Draft(), board.Committee.Version), "rule"),
		Seat:   among(typed, s.blank(c, home+"/members", committee.MemberDraft{}), "seat"),
		Deputy: among(typed, s.blank(c, home+"/deputies", committee.DeputyDraft{MemberID: key.PersonID, FromOn: key.Today(), ToOn: key.Today().AddDays(14)}), "deputy"),
		End:    s.blank(c, home, nil),
	}
	return s.page(c, inDecisions(key, t.T("committee.title"), t.T("committee.purpose")), withViews(key, "committee", meetings.Committee(p)))
}

func (s *server) saveCommittee(c *fiber.Ctx, key project.Scope) error {
	var d committee.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Committee.Set(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showCommittee(c, key, f) })
	}
	return s.saidUndo(c, c.Path(), "committee.said.rule")
}

func (s *server) seatMember(c *fiber.Ctx, key project.Scope) error {
	var d committee.MemberDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Committee.Members.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showCommittee(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "committee"), "committee.said.seated")
}

func (s *server) unseatMember(c *fiber.Ctx, key project.Scope) error {
	err := remove(s, c, key, projectPath(key, "committee"), s.Committee.Members.Delete)
	return s.again(c, err, func(f partial.Form) error { return s.showCommittee(c, key, f) })
}

func (s *server) nameDeputy(c *fiber.Ctx, key project.Scope) error {
	var d committee.DeputyDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Committee.Deputies.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showCommittee(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "committee"), "committee.said.deputy")
}

func (s *server) endDeputy(c *fiber.Ctx, key project.Scope) error {
	err := remove(s, c, key, projectPath(key, "committee"), s.Committee.Deputies.Delete)
	return s.again(c, err, func(f partial.Form) error { return s.showCommittee(c, key, f) })
}

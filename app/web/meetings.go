package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/committee"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/layout"
	"stegvis/templates/meetings"
	"stegvis/templates/partial"
)

// meetingRoutes are the addresses of the committee's meetings.
func (s *server) meetingRoutes(p fiber.Router) {
	p.Get("/meetings", s.inProject(s.meetingList))
	p.Post("/meetings", s.inProject(s.planMeeting))
	p.Get("/meetings/:id", s.inProject(s.meeting))
	p.Post("/meetings/:id", s.inProject(s.saveMeeting))
	p.Post("/meetings/:id/delete", s.inProject(s.deleteMeeting))
	p.Post("/meetings/:id/participants", s.inProject(s.attend))
	p.Post("/meetings/:id/agenda", s.inProject(s.propose))
	p.Post("/meetings/:id/items", s.inProject(s.addItem))
	p.Get("/meetings/:id/items/:item", s.inProject(s.meetingItem))
	p.Post("/meetings/:id/items/:item", s.inProject(s.saveItem))
	p.Post("/meetings/:id/items/:item/move", s.inProject(s.moveItem))
	p.Post("/meetings/:id/items/:item/delete", s.inProject(s.deleteItem))
	p.Post("/meetings/:id/items/:item/decide", s.inProject(s.decideAt))
	p.Post("/meetings/:id/items/:item/actions", s.inProject(s.addAction))
	p.Post("/meetings/:id/items/:item/actions/:action", s.inProject(s.saveAction))
	p.Post("/meetings/:id/items/:item/actions/:action/delete", s.inProject(s.deleteAction))
	p.Post("/meetings/:id/tasks", s.inProject(s.makeTasks))
	p.Post("/meetings/:id/close", s.inProject(s.closeMinutes))
	p.Get("/meetings/:id/minutes.pdf", s.inProject(s.minutesPDF))
}

func meetingTable(t *i18n.Text) table[committee.Meeting] {
	type r = committee.Meeting
	return table[r]{"meetings", []column[r]{
		{head: "common.number", sort: "number", num: true, cell: func(r r) any { return r.Code() }},
		{head: "meeting.field.title", sort: "title", cell: func(r r) any { return r.Titled() }},
		{head: "meeting.field.held_on", sort: "day", cell: func(r r) any { return r.HeldOn }},
		{head: "meeting.field.starts_at", cell: func(r r) any { return r.StartsAt }},
		{head: "meeting.field.ends_at", extra: true, cell: func(r r) any { return r.EndsAt }},
		{head: "meeting.field.place", cell: func(r r) any { return r.Where() }},
		{head: "meeting.field.status", sort: "status", cell: func(r r) any { return t.T("meeting.status." + string(r.Status)) }},
		{head: "meeting.field.minutes", cell: func(r r) any { return t.T(meetings.MinutesKey(r)) }},
	}}
}

func (s *server) meetingList(c *fiber.Ctx, key project.Scope) error {
	return s.showMeetings(c, key, s.fresh(c, c.Path(), committee.MeetingDraft{Title: key.Text.T("meeting.usual"), HeldOn: key.Today().AddDays(7)}))
}

func (s *server) showMeetings(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter committee.MeetingFilter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	t, of := key.Text, meetingTable(key.Text)
	return answered(c, key, of, filter.Page, func(at record.Page) (record.Paged[committee.Meeting], error) {
		filter.Page = at
		return s.Committee.List(c.UserContext(), key, filter)
	}, func(found record.Paged[committee.Meeting]) error {
		list := listing(c, t, of, found, narrowing(c, words(t), choice(t, "status", "meeting.field.status", committee.Statuses(), "meeting.status.")))
		list.Label, list.Empty = t.T("meeting.title"), t.T("meeting.empty")
		return s.page(c, inDecisions(key, t.T("meeting.title"), t.T("meeting.purpose")), withViews(key, "meetings", meetings.List(meetings.ListPage{
			Home: projectPath(key, "meetings"), Rows: found.Rows, List: list, Form: f, MayPlan: key.Allows(project.EditRegisters),
		})))
	})
}

func (s *server) planMeeting(c *fiber.Ctx, key project.Scope) error {
	var d committee.MeetingDraft
	var m committee.Meeting
	err := parse(c, &d)
	if err == nil {
		m, err = s.Committee.Meetings.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMeetings(c, key, f) })
	}
	return s.saidUndo(c, meetingPath(key, m.ID), "meeting.said.planned")
}

func meetingPath(key project.Scope, id string, rest ...string) string {
	return projectPath(key, append([]string{"meetings", id}, rest...)...)
}

func (s *server) meeting(c *fiber.Ctx, key project.Scope) error {
	return s.showMeeting(c, key, partial.Form{})
}

// showMeeting shows a meeting; typed is the form that is shown again, if there is one.
func (s *server) showMeeting(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	m, err := s.Meetings.Read(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	here, t := meetingPath(key, m.ID), key.Text
	p := meetings.OnePage{
		Home: here, Project: projectPath(key), Meeting: m, People: people.options, Names: people.names, Languages: s.readIn(key),
		MayEdit: key.Allows(project.EditRegisters) && !m.Closed(),
		Form:    among(typed, s.filled(c, here, m.Draft(t), m.Version), "meeting"), Attend: among(typed, s.filled(c, here+"/participants", nil, m.Version), "attend"),
		Add: among(typed, s.blank(c, here+"/items", committee.ItemDraft{Minutes: 10}), "add"), Propose: among(typed, s.blank(c, here+"/agenda", nil), "agenda"),
		Move: s.filled(c, here+"/items", nil, m.Version), Tasks: s.blank(c, here+"/tasks", nil), Close: among(typed, s.filled(c, here+"/close", nil, m.Version), "close"),
		Delete: among(typed, s.filled(c, here+"/delete", nil, m.Version), "delete"),
	}
	if p.MayEdit {
		if p.Open, err = s.Meetings.Open(c.UserContext(), key, m); err != nil {
			return err
		}
	}
	page := inDecisions(key, m.Titled().In(t), m.Code(), layout.Crumb{Label: t.T("meeting.title"), Href: projectPath(key, "meetings")})
	return s.withAttached(c, key, page, record.Ref{Kind: committee.MeetingKind, ID: m.ID}, meetings.One(p))
}

func (s *server) saveMeeting(c *fiber.Ctx, key project.Scope) error {
	var d committee.MeetingDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Committee.Meetings.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMeeting(c, key, f) })
	}
	return s.saidUndo(c, c.Path(), "common.saved")
}

func (s *server) deleteMeeting(c *fiber.Ctx, key project.Scope) error {
	err := remove(s, c, key, projectPath(key, "meetings"), s.Committee.Meetings.Delete)
	return s.again(c, err, func(f partial.Form) error { return s.showMeeting(c, key, f) })
}

func (s *server) attend(c *fiber.Ctx, key project.Scope) error {
	var d committee.AttendanceDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Committee.Attend(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMeeting(c, key, f) })
	}
	return s.saidUndo(c, meetingPath(key, c.Params("id")), "common.saved")
}

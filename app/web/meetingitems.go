package web

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/flow"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/rollout"
	"stegvis/templates/layout"
	"stegvis/templates/meetings"
	"stegvis/templates/partial"
)

// propose puts what was picked of what is open onto the agenda.
func (s *server) propose(c *fiber.Ctx, key project.Scope) error {
	n, err := s.Meetings.Propose(c.UserContext(), key, c.Params("id"), posted(c)["pick"])
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMeeting(c, key, f) })
	}
	return s.saidMany(c, meetingPath(key, c.Params("id")), "meeting.said.proposed", n)
}

func (s *server) addItem(c *fiber.Ctx, key project.Scope) error {
	var d committee.ItemDraft
	err := parse(c, &d)
	if err == nil {
		d.MeetingID = c.Params("id")
		_, err = s.Committee.Items.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMeeting(c, key, f) })
	}
	return s.saidUndo(c, meetingPath(key, c.Params("id")), "meeting.said.added")
}

func (s *server) moveItem(c *fiber.Ctx, key project.Scope) error {
	var d struct {
		Place   int   `form:"place"`
		Version int64 `form:"version"`
	}
	err := parse(c, &d)
	if err == nil {
		err = s.Committee.Move(c.UserContext(), key, c.Params("id"), d.Version, c.Params("item"), d.Place)
	}
	if err != nil {
		return s.again(c, err, func(partial.Form) error { return s.showMeeting(c, key, partial.Form{}) })
	}
	return s.saidUndo(c, meetingPath(key, c.Params("id")), "meeting.said.moved")
}

func (s *server) meetingItem(c *fiber.Ctx, key project.Scope) error {
	return s.showItem(c, key, partial.Form{})
}

// showItem shows a point of the agenda: what is planned, said, decided and to be done
// at it; typed is the form that is shown again.
func (s *server) showItem(c *fiber.Ctx, key project.Scope, typed partial.Form) error {
	m, err := s.Meetings.Read(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	at, before, after := m.Point(c.Params("item"))
	if at == nil {
		return fault.Missing()
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	home, t := meetingPath(key, m.ID), key.Text
	here := home + "/items/" + at.ID
	p := meetings.ItemPage{
		Home: home, Project: projectPath(key), Meeting: m, Point: *at, Before: before, After: after, People: people.options, Names: people.names,
		MayEdit: key.Allows(project.EditRegisters) && !m.Closed(), MayDecide: key.Allows(project.Decide) && key.Allows(project.EditRegisters) && !m.Closed(),
		Form:    among(typed, s.filled(c, here, at.Draft(t), at.Version), "item"),
		Verdict: among(typed, s.filled(c, here+"/decide", flow.Verdict{Question: at.Titled().In(t), Seen: meetings.Seen(*at)}, at.Version), "verdict"),
		Delete:  among(typed, s.filled(c, here+"/delete", nil, at.Version), "delete"), Action: among(typed, s.blank(c, here+"/actions", committee.ActionDraft{}), "action"),
	}
	for _, a := range at.Actions {
		one := here + "/actions/" + a.ID
		p.Edits = append(p.Edits, among(typed, s.filled(c, one, a.Draft(t), a.Version), a.ID))
		p.Drops = append(p.Drops, s.filled(c, one+"/delete", nil, a.Version))
	}
	page := inDecisions(key, at.Titled().In(t), t.T("meeting.point_of", "place", m.Place(at.ID), "meeting", m.Titled().In(t)),
		layout.Crumb{Label: t.T("meeting.title"), Href: projectPath(key, "meetings")}, layout.Crumb{Label: m.Code() + " " + m.Titled().In(t), Href: home})
	return s.page(c, page, meetings.Item(p))
}

// ofItem answers a write on a point: with its page, or with the form once more.
func (s *server) ofItem(c *fiber.Ctx, key project.Scope, err error, word string) error {
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showItem(c, key, f) })
	}
	return s.saidUndo(c, meetingPath(key, c.Params("id"), "items", c.Params("item")), word)
}

func (s *server) saveItem(c *fiber.Ctx, key project.Scope) error {
	var d committee.ItemDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Committee.Items.Save(c.UserContext(), key, c.Params("item"), d)
	}
	return s.ofItem(c, key, err, "common.saved")
}

func (s *server) deleteItem(c *fiber.Ctx, key project.Scope) error {
	version, err := seen(c)
	if err == nil {
		_, err = s.Committee.Items.Delete(c.UserContext(), key, c.Params("item"), version)
	}
	if err != nil {
		return s.ofItem(c, key, err, "")
	}
	return s.saidUndo(c, meetingPath(key, c.Params("id")), "common.deleted")
}

// decideAt writes down what the meeting decided at a point.
func (s *server) decideAt(c *fiber.Ctx, key project.Scope) error {
	var v flow.Verdict
	err := parse(c, &v)
	if err == nil {
		err = s.Meetings.Decide(c.UserContext(), key, c.Params("id"), c.Params("item"), v)
	}
	return s.ofItem(c, key, err, "decision.said.decided")
}

func (s *server) addAction(c *fiber.Ctx, key project.Scope) error {
	var d committee.ActionDraft
	err := parse(c, &d)
	if err == nil {
		d.MeetingID, d.ItemID = c.Params("id"), c.Params("item")
		_, err = s.Committee.Actions.Create(c.UserContext(), key, d)
	}
	return s.ofItem(c, key, err, "meeting.said.action")
}

func (s *server) saveAction(c *fiber.Ctx, key project.Scope) error {
	var d committee.ActionDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Committee.Actions.Save(c.UserContext(), key, c.Params("action"), d)
	}
	return s.ofItem(c, key, err, "common.saved")
}

func (s *server) deleteAction(c *fiber.Ctx, key project.Scope) error {
	version, err := seen(c)
	if err == nil {
		_, err = s.Committee.Actions.Delete(c.UserContext(), key, c.Params("action"), version)
	}
	return s.ofItem(c, key, err, "common.deleted")
}

// makeTasks makes tasks of the meeting's actions.
func (s *server) makeTasks(c *fiber.Ctx, key project.Scope) error {
	n, err := s.Meetings.MakeTasks(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return s.again(c, err, func(partial.Form) error { return s.showMeeting(c, key, partial.Form{}) })
	}
	return s.saidMany(c, meetingPath(key, c.Params("id")), "meeting.said.tasks", n)
}

// closeMinutes closes the minutes, after which nothing of the meeting changes.
func (s *server) closeMinutes(c *fiber.Ctx, key project.Scope) error {
	version, err := seen(c)
	if err == nil {
		err = s.Meetings.Close(c.UserContext(), key, c.Params("id"), version)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showMeeting(c, key, f) })
	}
	return s.said(c, meetingPath(key, c.Params("id")), "meeting.said.closed")
}

// minutesPDF is the minutes of a meeting as a file.
func (s *server) minutesPDF(c *fiber.Ctx, key project.Scope) error {
	t := s.reportLanguage(key, c.Query("lang"))
	file, err := s.Meetings.Minutes(c.UserContext(), key, c.Params("id"), t)
	if err != nil {
		return err
	}
	return sendPDF(c, file.Name, t.Lang(), file.PDF)
}

// cameFromMeetings says at which meetings a row came about.
func (s *server) cameFromMeetings(c *fiber.Ctx, key project.Scope, ref record.Ref) (templ.Component, error) {
	var came []committee.Came
	var err error
	switch ref.Kind {
	case rollout.TaskKind:
		came, err = s.Committee.TaskCameFrom(c.UserContext(), key, ref.ID)
	case decision.Kind:
		came, err = s.Committee.DecisionCameFrom(c.UserContext(), key, ref.ID)
	}
	return meetings.CameFrom(projectPath(key), came), err
}

package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/decisions"
	"stegvis/templates/partial"
)

// mostMeetings is how many of the latest meetings that were held are offered as that in which
// something was decided.
const mostMeetings = 20

// fillDeciding puts onto a decision's page how the committee decides it: in which
// meeting, or what its members answer by circulation.
func (s *server) fillDeciding(c *fiber.Ctx, key project.Scope, d decision.Decision, p *decisions.OnePage) error {
	var err error
	p.MayClose, p.MaySee = key.Allows(project.Manage), key.Allows(project.Comment)
	if p.Tally, err = s.Deciding.Tally(c.UserContext(), key, d); err != nil {
		return err
	}
	switch {
	case d.Status == decision.Asked && key.Allows(project.Decide):
		return s.fillMeetings(c, key, p)
	case d.MeetingID != "":
		m, err := s.Committee.Meetings.One(c.UserContext(), key, d.MeetingID)
		if err == nil {
			p.Meeting = &decisions.Link{Label: meetingNamed(key, m), Href: meetingPath(key, m.ID)}
		} else if !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}

func (s *server) fillMeetings(c *fiber.Ctx, key project.Scope, p *decisions.OnePage) error {
	found, err := s.Committee.List(c.UserContext(), key, committee.MeetingFilter{Status: committee.Held, Sort: "day", Desc: true, Page: record.Page{Size: mostMeetings}})
	for _, m := range found.Rows {
		p.Meetings = append(p.Meetings, partial.Option{Value: m.ID, Label: meetingNamed(key, m)})
	}
	return err
}

func meetingNamed(key project.Scope, m committee.Meeting) string {
	return m.Titled().In(key.Text) + ", " + key.Text.Day(m.HeldOn)
}

// circulateDecision puts a question to the members outside of a meeting.
func (s *server) circulateDecision(c *fiber.Ctx, key project.Scope) error {
	version, err := seen(c)
	if err == nil {
		_, err = s.Deciding.Circulate(c.UserContext(), key, c.Params("id"), version)
	}
	return s.tookFurther(c, key, err, "decision.said.circulated")
}

// recallDecision takes a question back from circulation.
func (s *server) recallDecision(c *fiber.Ctx, key project.Scope) error {
	version, err := seen(c)
	if err == nil {
		_, err = s.Decisions.Recall(c.UserContext(), key, c.Params("id"), version)
	}
	return s.tookFurther(c, key, err, "decision.said.recalled")
}

// voteOnDecision notes what a member answers; it is not taken back but answered anew.
func (s *server) voteOnDecision(c *fiber.Ctx, key project.Scope) error {
	if err := s.answers(c, key, c.Params("id")); err != nil {
		return s.again(c, err, func(f partial.Form) error {
			return s.showDecision(c, key, unanswered(key, f), account.Handed{})
		})
	}
	return s.said(c, projectPath(key, "decisions", c.Params("id")), "decision.said.voted")
}

// closeDecision writes down what the members have answered.
func (s *server) closeDecision(c *fiber.Ctx, key project.Scope) error {
	var read struct {
		Version int64 `form:"version"`
		Carried int   `form:"carried"`
	}
	err := parse(c, &read)
	if err == nil {
		_, err = s.Deciding.Close(c.UserContext(), key, c.Params("id"), read.Version, read.Carried)
	}
	return s.tookFurther(c, key, err, "decision.said.decided")
}

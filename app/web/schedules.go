package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/dispatch"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/reports"
)

func (s *server) scheduleList(c *fiber.Ctx, key project.Scope) error {
	first := dispatch.Draft{What: string(report.KindSteering), Lang: key.Project.Language, Rhythm: dispatch.Usual()}
	return s.showSchedules(c, key, s.fresh(c, c.Path(), first))
}

func (s *server) showSchedules(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	all, err := s.Post.All(c.UserContext(), key)
	if err != nil {
		return err
	}
	p := reports.SchedulesPage{Home: reportPath(key, "schedules"), All: all, Form: f}
	if p.Choices, err = s.scheduleChoices(c, key); err != nil {
		return err
	}
	return s.page(c, amongReports(key, key.Text.T("schedule.title"), key.Text.T("schedule.purpose")), reports.Schedules(p))
}

// mostOffered is how many people a schedule's form offers beside the committee.
const mostOffered = 200

// scheduleChoices are what the form of a schedule offers.
func (s *server) scheduleChoices(c *fiber.Ctx, key project.Scope) (reports.Choices, error) {
	choices := reports.Choices{Kinds: report.Kinds(), Languages: s.languages(), Zone: key.Project.Zone(), Mails: s.Post.Mails()}
	var err error
	if choices.Variants, err = s.Reports.Variants.All(c.UserContext(), key); err != nil {
		return choices, err
	}
	people, err := s.Projects.People(c.UserContext(), key)
	for _, p := range people {
		if p.DeletedAt == nil && (p.Email != "" || p.AccountID != nil) && len(choices.People) < mostOffered {
			choices.People = append(choices.People, partial.Option{Value: p.ID, Label: p.Name})
		}
	}
	return choices, err
}

func (s *server) createSchedule(c *fiber.Ctx, key project.Scope) error {
	var d dispatch.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Post.Schedules.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showSchedules(c, key, f) })
	}
	return s.saidUndo(c, c.Path(), "common.saved")
}

func (s *server) schedulePage(c *fiber.Ctx, key project.Scope) error {
	return s.showSchedule(c, key, nil)
}

// showSchedule shows a schedule, what comes next and what became of it; its form as it
// was typed when given.
func (s *server) showSchedule(c *fiber.Ctx, key project.Scope, typed *partial.Form) error {
	one, err := s.Post.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	var at record.Page
	if err := decode(query(c), &at); err != nil {
		return err
	}
	past, err := s.Post.Past(c.UserContext(), key, one.ID, at)
	if err != nil {
		return err
	}
	home := reportPath(key, "schedules", one.ID)
	p := reports.SchedulePage{Room: reportPath(key), Schedule: one, Past: past.Rows, Pages: pages(c, past),
		Form: s.filled(c, home, one.Drafted(key.Text), one.Version), Delete: s.filled(c, home+"/delete", nil, one.Version)}
	if typed != nil {
		p.Form = *typed
	}
	if p.Choices, err = s.scheduleChoices(c, key); err != nil {
		return err
	}
	page := amongReports(key, key.Text.T("schedule.one"), key.Text.T("schedule.purpose"), layout.Crumb{Label: key.Text.T("schedule.title"), Href: reportPath(key, "schedules")})
	return s.page(c, page, reports.Schedule(p))
}

func (s *server) saveSchedule(c *fiber.Ctx, key project.Scope) error {
	var d dispatch.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Post.Schedules.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showSchedule(c, key, &f) })
	}
	return s.saidUndo(c, c.Path(), "common.saved")
}

func (s *server) deleteSchedule(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, reportPath(key, "schedules"), s.Post.Schedules.Delete)
}

// sent is who has got an issued report.
func (s *server) sent(c *fiber.Ctx, key project.Scope, id string, typed partial.Form) (reports.Sent, error) {
	all, err := s.Post.Sendings(c.UserContext(), key, id)
	p := reports.Sent{All: all, MayIssue: key.Allows(project.Issue), Mails: s.Post.Mails(), Zone: key.Project.Zone(),
		Send: s.blank(c, reportPath(key, id, "send"), nil), Again: s.blank(c, reportPath(key, id, "again"), nil)}
	if typed.NeedsLook() {
		p.Send.Errors = typed.Errors
	}
	return p, err
}

// sendReport mails a report to those of the committee who have not got it.
func (s *server) sendReport(c *fiber.Ctx, key project.Scope) error {
	if _, err := s.Post.Send(c.UserContext(), key, c.Params("id")); err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showIssued(c, key, f) })
	}
	return s.said(c, reportPath(key, c.Params("id")), "schedule.said.sending")
}

// sendAgain mails a report once more to somebody with whom it failed.
func (s *server) sendAgain(c *fiber.Ctx, key project.Scope) error {
	var d struct {
		Sending string `form:"sending"`
	}
	err := parse(c, &d)
	if err == nil {
		err = s.Post.Again(c.UserContext(), key, c.Params("id"), d.Sending)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showIssued(c, key, f) })
	}
	return s.said(c, reportPath(key, c.Params("id")), "schedule.said.again")
}

package web

import (
	"cmp"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/assessments"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/practices"
)

// roomRadius makes the radar small beside its words, which a phone has to show too.
const roomRadius = 90

func (s *server) maturityRoom(c *fiber.Ctx, key project.Scope) error {
	history, err := s.Maturity.History(c.UserContext(), key)
	if err != nil {
		return err
	}
	if exporting(c) {
		return export(c, key, assessmentTable(key.Text), every(judgements(history)))
	}
	p := assessments.RoomPage{Home: projectPath(key, "maturity"), Tracks: projectPath(key, "tracks/gartner"),
		History: history, MayAssess: key.Allows(project.Assess), Checks: questionnairePath(key), Report: projectPath(key, "reports/maturity.pdf?lang="+key.Text.Lang())}
	page := inRoom(key, "maturity", key.Text.T("maturity.title"), key.Text.T("maturity.purpose"))
	if len(history) > 0 {
		aims, err := s.Targets.Now(c.UserContext(), key)
		if err != nil {
			return err
		}
		latest := aims.Aimed(maturity.Leading(history)[0])
		p.Latest = &latest
		p.Before = maturity.Before(history, p.Latest.ID)
		p.Radar = chart.SVG(maturity.RadarOf(roomRadius, key.Text, *p.Latest, p.Before), "radar")
		if p.MayAssess {
			page.Action = &layout.Action{Label: key.Text.T("maturity.again"), Href: p.Home + "/new"}
		}
	}
	return s.page(c, page, assessments.Room(p))
}

func (s *server) assessment(c *fiber.Ctx, key project.Scope) error {
	a, err := s.Maturity.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	read, err := s.readPage(c, key, a)
	switch {
	case err != nil:
		return err
	case exporting(c):
		return exportPractices(c, key, read)
	case !a.OfCRM():
		return s.showResult(c, key, read)
	}
	return s.showAssessment(c, key, read)
}

// showAssessment shows an assessment of the eight dimensions, its practices below.
func (s *server) showAssessment(c *fiber.Ctx, key project.Scope, read practices.ReadPage) error {
	history, err := s.Maturity.History(c.UserContext(), key)
	if err != nil {
		return err
	}
	agreed, err := s.agreedIn(c, key, read)
	if err != nil {
		return err
	}
	a, back := read.Assessment, projectPath(key, "maturity")
	before := maturity.Before(history, a.ID)
	page := inRoom(key, "maturity", key.Text.T("maturity.numbered", "number", a.Number), key.Text.Day(a.AssessedOn),
		layout.Crumb{Label: key.Text.T("maturity.title"), Href: back})
	one := assessments.OnePage{
		Assessment: a, Before: before, Radar: chart.SVG(maturity.RadarOf(roomRadius, key.Text, a, before), "radar"), Tracks: projectPath(key, "tracks/gartner"),
		Delete: s.filled(c, back+"/"+a.ID+"/delete", nil, a.Version), MayAssess: key.Allows(project.Assess),
	}
	body, err := s.withOrigin(c, key, record.Ref{Kind: maturity.Kind, ID: a.ID}, assessments.One(one), agreed, practices.Read(read), assessments.Removal(one))
	if err != nil {
		return err
	}
	return s.page(c, page, body)
}

// agreedIn is what a room agreed on in an assessment, after which blind votes; it is
// nothing of one that nobody talked over.
func (s *server) agreedIn(c *fiber.Ctx, key project.Scope, read practices.ReadPage) (templ.Component, error) {
	all, err := s.Agreed.Of(c.UserContext(), key, read.Assessment.ID)
	if err != nil || len(all) == 0 {
		return templ.NopComponent, err
	}
	voted := maturity.VotedOf(key.Text, read.Asked, all)
	p := practices.AgreedPage{Spread: chart.SVG(maturity.SpreadPlot(key.Text, voted), "spread")}
	for i, one := range all {
		for _, d := range one.Dissents {
			p.Dissents = append(p.Dissents, practices.Dissent{Of: voted[i].Name, Level: one.Level, Said: maturity.DissentSaid(key.Text, d.Role, d.Level, d.Reason)})
		}
	}
	return practices.Agreed(p), nil
}

// newAssessment begins with what the latest one says, since little changes from
// one to the next.
func (s *server) newAssessment(c *fiber.Ctx, key project.Scope) error {
	if err := key.Require(project.Assess); err != nil {
		return err
	}
	if c.Query("by") != "dimension" {
		return s.askFor(c, key, cmp.Or(c.Query("questionnaire"), maturity.CRM))
	}
	history, err := s.Maturity.History(c.UserContext(), key)
	if err != nil {
		return err
	}
	d := maturity.Draft{AssessedOn: key.Today()}
	if len(history) > 0 {
		d = maturity.Leading(history)[0].After(key.Today(), key.Text)
	}
	return s.showNewAssessment(c, key, s.blank(c, projectPath(key, "maturity"), d))
}

func (s *server) showNewAssessment(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	back := projectPath(key, "maturity")
	page := inRoom(key, "maturity", key.Text.T("maturity.new.title"), key.Text.T("maturity.new.purpose"),
		layout.Crumb{Label: key.Text.T("maturity.title"), Href: back})
	return s.page(c, page, assessments.New(assessments.NewPage{Form: f, Back: back}))
}

func (s *server) createAssessment(c *fiber.Ctx, key project.Scope) error {
	typed := posted(c)
	if typed.Get("go") != "" {
		return s.turn(c, key, typed)
	}
	var d maturity.Draft
	var made maturity.Assessment
	err := parse(c, &d)
	if err == nil {
		made, err = s.Maturity.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error {
			if typed.Get("by") == "practice" {
				return s.practicesAgain(c, key, d.Questionnaire, f)
			}
			return s.showNewAssessment(c, key, f)
		})
	}
	if !made.OfCRM() {
		return s.saidUndo(c, questionnairePath(key, made.Questionnaire), "maturity.said.created")
	}
	return s.saidUndo(c, projectPath(key, "maturity"), "maturity.said.created")
}

func (s *server) deleteAssessment(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "maturity"), s.Maturity.Delete)
}

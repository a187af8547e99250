package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/maturity"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/practices"
)

// askFor begins an assessment by a questionnaire: with what the latest one says,
// since little changes from one to the next, and with its evidence.
func (s *server) askFor(c *fiber.Ctx, key project.Scope, name string) error {
	q, err := s.Maturity.Questionnaire(c.UserContext(), key, name)
	if err != nil {
		return err
	}
	last, err := s.lastBy(c, key, name)
	if err != nil {
		return err
	}
	d := maturity.Draft{AssessedOn: key.Today(), Method: maturity.Single}
	if last.ID != "" {
		d = last.After(key.Today(), key.Text)
		proofs, err := s.Maturity.Proofs(c.UserContext(), key, last.ID)
		if err != nil {
			return err
		}
		d.Still = map[string]bool{}
		for _, of := range proofs {
			for _, one := range of {
				d.Still[one.ID] = true
			}
		}
	}
	if unit := c.Query("unit"); unit != "" {
		d.Unit = unit
	}
	return s.showPractices(c, key, q, s.blank(c, projectPath(key, "maturity"), d.By(q)), "")
}

// lastBy is the latest assessment by a questionnaire with its practices, empty
// when there is none.
func (s *server) lastBy(c *fiber.Ctx, key project.Scope, name string) (maturity.Assessment, error) {
	history, err := s.Maturity.HistoryOf(c.UserContext(), key, name)
	if err != nil || len(history) == 0 {
		return maturity.Assessment{}, err
	}
	return s.Maturity.One(c.UserContext(), key, maturity.Leading(history)[0].ID)
}

// showPractices shows the form that judges practices, or one section of it.
func (s *server) showPractices(c *fiber.Ctx, key project.Scope, q maturity.Questionnaire, f partial.Form, section string) error {
	units, err := s.Maturity.Units(c.UserContext(), key)
	if err != nil {
		return err
	}
	last, err := s.lastBy(c, key, q.Key)
	if err != nil {
		return err
	}
	p := practices.FormPage{Asked: q, Form: f, Back: projectPath(key, "maturity"), Units: units}
	if _, there := q.Section(section); there {
		p.Section = section
	}
	if q.Key == maturity.CRM {
		p.Quick = p.Back + "/new?by=dimension"
	} else {
		p.Back = questionnairePath(key, q.Key)
	}
	if last.ID != "" {
		if p.Proofs, err = s.Maturity.Proofs(c.UserContext(), key, last.ID); err != nil {
			return err
		}
	}
	page := inRoom(key, "maturity", q.Titled().In(key.Text), q.About().In(key.Text),
		layout.Crumb{Label: key.Text.T("maturity.title"), Href: projectPath(key, "maturity")})
	return s.page(c, page, practices.Form(p))
}

// turn shows another part of a form that is being filled in; nothing is kept yet.
func (s *server) turn(c *fiber.Ctx, key project.Scope, typed url.Values) error {
	if err := key.Require(project.Assess); err != nil {
		return err
	}
	q, err := s.Maturity.Questionnaire(c.UserContext(), key, typed.Get("questionnaire"))
	if err != nil {
		return err
	}
	c.Set("HX-Push-Url", "false")
	form := s.blank(c, projectPath(key, "maturity"), nil)
	form.Values = typed
	return s.showPractices(c, key, q, form, typed.Get("go"))
}

// practicesAgain shows the form of practices once more with what was typed, all of
// it on a page, so that each fault is seen.
func (s *server) practicesAgain(c *fiber.Ctx, key project.Scope, name string, f partial.Form) error {
	q, err := s.Maturity.Questionnaire(c.UserContext(), key, name)
	if err != nil {
		return err
	}
	return s.showPractices(c, key, q, f, "")
}

// readPage is an assessment by its practices, with the forms of who may assess.
func (s *server) readPage(c *fiber.Ctx, key project.Scope, a maturity.Assessment) (practices.ReadPage, error) {
	p := practices.ReadPage{Assessment: a, Project: projectPath(key), MayAssess: key.Allows(project.Assess)}
	var err error
	if p.Asked, err = s.Maturity.AskedIn(c.UserContext(), key, a); err != nil {
		return p, err
	}
	p.Assessment = a.Ordered(p.Asked)
	if p.Proofs, err = s.Maturity.Proofs(c.UserContext(), key, a.ID); err != nil {
		return p, err
	}
	own := projectPath(key, "maturity", a.ID)
	p.Proof, p.Remove = s.blank(c, own+"/evidence", nil), s.blank(c, own+"/evidence", nil)
	gone := s.filled(c, own+"/delete", nil, a.Version)
	if p.MayAssess {
		p.Delete = &gone
	}
	return p, nil
}

// showResult shows an assessment that is not of the eight dimensions.
func (s *server) showResult(c *fiber.Ctx, key project.Scope, p practices.ReadPage) error {
	title := p.Asked.Titled().In(key.Text)
	page := inRoom(key, "maturity", key.Text.T("maturity.numbered", "number", p.Assessment.Number), key.Text.Day(p.Assessment.AssessedOn),
		layout.Crumb{Label: key.Text.T("maturity.title"), Href: projectPath(key, "maturity")}, layout.Crumb{Label: title, Href: questionnairePath(key, p.Assessment.Questionnaire)})
	agreed, err := s.agreedIn(c, key, p)
	if err != nil {
		return err
	}
	body, err := s.withOrigin(c, key, record.Ref{Kind: maturity.Kind, ID: p.Assessment.ID}, practices.Result(p), agreed)
	if err != nil {
		return err
	}
	return s.page(c, page, body)
}

func (s *server) giveEvidence(c *fiber.Ctx, key project.Scope) error {
	var d maturity.EvidenceDraft
	err := parse(c, &d)
	if err == nil {
		d.Upload, err = uploaded(c)
	}
	d.AssessmentID = c.Params("id")
	if err == nil {
		_, err = s.Maturity.Evidence.Create(c.UserContext(), key, d)
	}
	back := projectPath(key, "maturity", d.AssessmentID)
	if err != nil {
		return s.again(c, err, func(f partial.Form) error {
			page := inRoom(key, "maturity", key.Text.T("practice.give_proof"), "", layout.Crumb{Label: key.Text.T("maturity.title"), Href: projectPath(key, "maturity")})
			return s.page(c, page, practices.Again(f, back))
		})
	}
	return s.saidUndo(c, back+"#p-"+d.Practice, "practice.said.proof")
}

func (s *server) removeEvidence(c *fiber.Ctx, key project.Scope) error {
	version, err := seen(c)
	if err == nil {
		_, err = s.Maturity.Evidence.Delete(c.UserContext(), key, c.Params("evidence"), version)
	}
	if err != nil {
		return err
	}
	return s.saidUndo(c, projectPath(key, "maturity", c.Params("id")), "common.deleted")
}

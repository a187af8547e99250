package web

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/risks"
)

func (s *server) riskList(c *fiber.Ctx, key project.Scope) error {
	return s.showRisks(c, key, s.fresh(c, projectPath(key, "risks"), risk.Fresh()))
}

func (s *server) showRisks(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter risk.Filter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	of := riskTable(key.Text, people)
	return answered(c, key, of, filter.Page, func(at record.Page) (record.Paged[risk.Risk], error) {
		filter.Page = at
		return s.Risks.List(c.UserContext(), key, filter)
	}, func(found record.Paged[risk.Risk]) error {
		list := listing(c, key.Text, of, found, riskNarrowing(c, key, people))
		return s.showRegister(c, key, people, found.Rows, list, f)
	})
}

// showRegister shows some risks beside the matrix of all that are open, above what
// the catalogue offers.
func (s *server) showRegister(c *fiber.Ctx, key project.Scope, people known, found []risk.Risk, list partial.Listing, f partial.Form) error {
	cells, err := s.Risks.Matrix(c.UserContext(), key)
	if err != nil {
		return err
	}
	offered, err := s.Causes.Offered(c.UserContext(), key)
	if err != nil {
		return err
	}
	t := key.Text
	list.Label, list.Empty, list.Pick = t.T("risk.title"), t.T("risk.empty"), picking(c, key, "risks")
	page := risks.ListPage{
		Home: projectPath(key, "risks"), List: list, People: people.options, Form: f, MayEdit: key.Allows(project.EditRegisters),
		Offered: offered, Note: s.blank(c, projectPath(key, "risks", "from-catalogue"), nil),
		Offering: c.Query("offer") != "", Matrix: chart.SVG(risk.Matrix(t, cells, matrixCell(key)), "matrix"),
	}
	for _, r := range found {
		page.Risks = append(page.Risks, risks.Row{Risk: r, Owner: people.names[r.Owner()], Due: r.ReviewDue(key.Today())})
	}
	return s.page(c, inRoom(key, "risks", t.T("risk.title"), t.T("risk.purpose")), risks.List(page))
}

// matrixCell is the address of the open risks of one likelihood and impact.
func matrixCell(key project.Scope) func(likelihood, impact int) string {
	return func(likelihood, impact int) string {
		return fmt.Sprintf("%s?status=open&likelihood=%d&impact=%d", projectPath(key, "risks"), likelihood, impact)
	}
}

// scale is the field of a filter by likelihood or impact.
func scale(t *i18n.Text, of string) partial.Field {
	return choose(t, of, "risk.field."+of, partial.Options([]string{"1", "2", "3", "4", "5"}, func(n string) string { return t.T("risk." + of + ".s" + n) }))
}

func riskNarrowing(c *fiber.Ctx, key project.Scope, people known) partial.Narrow {
	t := key.Text
	n := narrowing(c, words(t),
		choice(t, "category", "risk.field.category", risk.Categories(), "risk.category."),
		choice(t, "status", "risk.field.status", risk.Statuses(), "risk.status."),
		choice(t, "level", "risk.field.score", []risk.Level{risk.High, risk.Middle, risk.Low}, "risk.level."),
		byOwner(t, people), only(t, "due", "risk.only_due"))
	n.More = append(n.More, scale(t, "likelihood"), scale(t, "impact"))
	n.More = append(n.More, onSteps(t)...)
	return n
}

func (s *server) createRisk(c *fiber.Ctx, key project.Scope) error {
	var d risk.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Risks.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showRisks(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "risks"), "risk.said.created")
}

// noteCause adds a risk that the catalogue offers.
func (s *server) noteCause(c *fiber.Ctx, key project.Scope) error {
	if err := s.Causes.Note(c.UserContext(), key, c.FormValue("key")); err != nil {
		return err
	}
	return s.saidUndo(c, projectPath(key, "risks")+"?offer=open", "risk.said.created")
}

func (s *server) riskPage(c *fiber.Ctx, key project.Scope) error {
	r, err := s.Risks.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.showRisk(c, key, s.filled(c, c.Path(), r.Draft(key.Text), r.Version))
}

func (s *server) showRisk(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	r, err := s.Risks.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	scorings, err := s.Risks.Scorings(c.UserContext(), key, r.ID)
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	back := projectPath(key, "risks")
	page := inRoom(key, "risks", r.Phrase("title", r.Title).In(key.Text), r.Code(),
		layout.Crumb{Label: key.Text.T("risk.title"), Href: back})
	return s.withAttached(c, key, page, record.Ref{Kind: risk.Kind, ID: r.ID}, risks.One(risks.OnePage{
		Risk: r, Owner: people.names[r.Owner()], Form: f, People: people.options, Scorings: scorings, Key: key, Back: back,
		Delete: s.filled(c, back+"/"+r.ID+"/delete", nil, r.Version), MayEdit: key.Allows(project.EditRegisters),
	}))
}

func (s *server) saveRisk(c *fiber.Ctx, key project.Scope) error {
	var d risk.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Risks.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showRisk(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "risks"), "common.saved")
}

func (s *server) deleteRisk(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "risks"), s.Risks.Delete)
}

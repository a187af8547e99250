package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/businesscase"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/costs"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
)

func (s *server) costCase(c *fiber.Ctx, key project.Scope) error {
	return s.showCase(c, key, s.fresh(c, projectPath(key, "costs"), businesscase.Fresh("licence")))
}

func (s *server) showCase(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	all, err := s.Costs.Case(c.UserContext(), key)
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	narrowed, err := narrowCase(c, key, people, all)
	if err != nil {
		return err
	}
	switch c.Query("export") {
	case "csv":
		return export(c, key, costTable(key, people), every(narrowed.Lines))
	case "months":
		return export(c, key, costMonthTable(key), every(monthsOf(narrowed)))
	}
	t := key.Text
	return s.page(c, inRoom(key, "costs", t.T("cost.title"), t.T("cost.purpose")), costs.Case(costs.CasePage{
		Home: projectPath(key, "costs"), Case: all, Shown: narrowed, List: caseListing(c, key, people, narrowed), Form: f, People: people.options,
		MayEdit: key.Allows(project.EditRegisters), Curve: chart.SVG(businesscase.Curve(t, all), "curve"),
	}))
}

func caseListing(c *fiber.Ctx, key project.Scope, people known, narrowed businesscase.Case) partial.Listing {
	t := key.Text
	list := listing(c, t, costTable(key, people), entire(narrowed.Lines), costNarrowing(c, t, people))
	list.Pick, list.Label, list.Empty = picking(c, key, "costs"), t.T("cost.title"), t.T("cost.empty")
	list.Pages.Others = []partial.Option{{Value: withQuery(c, "export", "months"), Label: t.T("cost.export_months")}}
	return list
}

// narrowCase is the case as the address narrows and orders it: within each group,
// since those are what the lines are summed by.
func narrowCase(c *fiber.Ctx, key project.Scope, people known, all businesscase.Case) (businesscase.Case, error) {
	var f businesscase.Filter
	err := decode(query(c), &f)
	narrowed := all.Narrow(f, key.Text)
	narrowed.Lines = arrange(c, key.Text, costTable(key, people), narrowed.Lines)
	return narrowed, err
}

func costNarrowing(c *fiber.Ctx, t *i18n.Text, people known) partial.Narrow {
	n := narrowing(c, words(t), choice(t, "group", "cost.field.group", businesscase.Groups(), "cost.group."),
		choose(t, "cost", "cost.field.cost", partial.Options(businesscase.Costs(), func(v businesscase.Cost) string { return t.T("domain.cost." + string(v) + ".name") })),
		byOwner(t, people), only(t, "over", "cost.only_over"))
	n.More = onSteps(t)
	return n
}

func (s *server) createCost(c *fiber.Ctx, key project.Scope) error {
	var d businesscase.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Costs.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showCase(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "costs"), "cost.said.created")
}

func (s *server) costLine(c *fiber.Ctx, key project.Scope) error {
	l, err := s.Costs.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.showCost(c, key, s.filled(c, c.Path(), l.Draft(key.Text), l.Version))
}

func (s *server) showCost(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	l, err := s.Costs.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	back := projectPath(key, "costs")
	page := inRoom(key, "costs", l.Phrase("name", l.Name).In(key.Text), l.Code()+" · "+key.Text.T("cost.group."+string(l.Cost.Group())),
		layout.Crumb{Label: key.Text.T("cost.title"), Href: back})
	return s.withAttached(c, key, page, record.Ref{Kind: businesscase.Kind, ID: l.ID}, costs.Line(costs.LinePage{
		Line: l, Sum: l.Sum(key.Today().Month()), Case: businesscase.Case{Currency: key.Project.Currency}, Form: f,
		Delete: s.filled(c, back+"/"+l.ID+"/delete", nil, l.Version), Months: costMonths(key.Project, l), People: people.options,
		Owner: people.names[l.Owner()], MayEdit: key.Allows(project.EditRegisters), Back: back, Currency: key.Project.Currency,
	}))
}

// costMonths are the project's months and those beyond it that hold anything.
func costMonths(p project.Project, l businesscase.Line) []date.Month {
	months := p.Months()
	for _, a := range l.Amounts {
		for a.Month.After(months[len(months)-1]) {
			months = append(months, months[len(months)-1].Add(1))
		}
		for a.Month.Before(months[0]) {
			months = append([]date.Month{months[0].Add(-1)}, months...)
		}
	}
	return months
}

func (s *server) saveCost(c *fiber.Ctx, key project.Scope) error {
	var d businesscase.Draft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Costs.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showCost(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "costs"), "common.saved")
}

func (s *server) deleteCost(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "costs"), s.Costs.Delete)
}

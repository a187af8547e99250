package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/account"
	"stegvis/app/guide"
	"stegvis/app/outlook"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/projects"
)

func (s *server) portfolio(c *fiber.Ctx, who account.Account) error {
	var filter outlook.PortfolioFilter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	t := visitOf(c).text
	read := func(at record.Page) (record.Paged[projects.Entry], error) {
		filter.Page = at
		return s.entries(c, who, filter)
	}
	if exporting(c) {
		return exportAs(c, t, "projects-"+date.Of(s.Now(), s.Now().Location()).String(), portfolioTable(t), read)
	}
	found, err := read(filter.Page)
	if err != nil {
		return err
	}
	return s.showPortfolio(c, who, found)
}

func (s *server) showPortfolio(c *fiber.Ctx, who account.Account, found record.Paged[projects.Entry]) error {
	t := visitOf(c).text
	homes, err := s.Projects.Homes(c.UserContext(), who)
	if err != nil {
		return err
	}
	mine, err := s.Accounts.Belongings(c.UserContext(), who)
	if err != nil {
		return err
	}
	p := projects.PortfolioPage{
		Projects: found.Rows, List: listing(c, t, portfolioTable(t), found, portfolioNarrowing(c, t, homes)),
		Table: withQuery(c, "view", ""), Grids: withQuery(c, "view", "grids"), AsGrids: c.Query("view") == "grids",
		Reported: owned(mine),
	}
	p.List.Label, p.List.Empty = t.T("project.portfolio.title"), t.T("project.portfolio.empty")
	if p.AsGrids {
		if err := s.drawGrids(c, found.Rows); err != nil {
			return err
		}
	}
	page := layout.Page{Title: t.T("project.portfolio.title"), Purpose: t.T("project.portfolio.purpose"), Room: "projects", Rooms: outerRooms(who)}
	if len(owned(mine)) > 0 {
		page.Action = &layout.Action{Label: t.T("project.portfolio.new"), Href: "/projects/new"}
	}
	return s.page(c, page, projects.Portfolio(p))
}

// entries are a page of a person's projects, each with where it stands and with
// what to do in it first.
func (s *server) entries(c *fiber.Ctx, who account.Account, filter outlook.PortfolioFilter) (record.Paged[projects.Entry], error) {
	found, err := s.Outlook.Portfolio(c.UserContext(), who, filter, s.Now())
	out := record.Paged[projects.Entry]{Total: found.Total, Page: found.Page}
	if err != nil {
		return out, err
	}
	all := make([]project.Project, len(found.Rows))
	for i, e := range found.Rows {
		all[i] = e.Project
	}
	next, err := s.Guide.NextOf(c.UserContext(), all, s.Now())
	for _, e := range found.Rows {
		one := projects.Entry{Entry: e}
		if f, there := next[e.ID]; there {
			one.Next = advisedIn(e.Project, f, date.Of(s.Now(), e.Zone()))
		}
		out.Rows = append(out.Rows, one)
	}
	return out, err
}

// advisedIn is advice with its address, seen from outside the project.
func advisedIn(p project.Project, a guide.Advice, today date.Day) *partial.Advised {
	return &partial.Advised{Advice: a, Href: placed(project.Scope{Project: p}, a.Place), Today: today}
}

// drawGrids gives each project its grid.
func (s *server) drawGrids(c *fiber.Ctx, all []projects.Entry) error {
	summaries := make([]project.Summary, len(all))
	for i, e := range all {
		summaries[i] = e.Summary
	}
	grids, err := s.Outlook.GridsOf(c.UserContext(), summaries, s.Now())
	for i, e := range all {
		g := grids[e.ID]
		all[i].Grid = chart.SVG(g.Thumbnail(visitOf(c).text, nil), "grid-"+e.ID)
	}
	return err
}

func portfolioNarrowing(c *fiber.Ctx, t *i18n.Text, homes []account.Organisation) partial.Narrow {
	n := narrowing(c, words(t))
	if len(homes) > 1 {
		options := make([]partial.Option, len(homes))
		for i, o := range homes {
			options[i] = partial.Option{Value: o.Slug, Label: o.Name}
		}
		n.Fields = append(n.Fields, choose(t, "organisation", "project.field.organisation", options))
	}
	n.Fields = append(n.Fields, choice(t, "colour", "health.title", append(outlook.Colours(), outlook.Unknown), "health.colour."))
	if view := c.Query("view"); view != "" {
		n.Kept, n.Clear = []partial.Option{{Value: "view", Label: view}}, c.Path()+"?view="+url.QueryEscape(view)
	}
	return n
}

// portfolioTable is a person's projects; on the page, the six colours stand in one
// column each, and the file has the figures besides.
func portfolioTable(t *i18n.Text) table[projects.Entry] {
	type r = projects.Entry
	columns := []column[r]{
		{head: "project.field.name", sort: "name", cell: func(r r) any { return r.Named() }},
		{head: "project.field.organisation", extra: true, cell: func(r r) any { return r.Organisation }},
		{head: "health.dimension.overall", sort: "health", cell: func(r r) any { return r.Health[outlook.Overall].Colour.Word(t) }},
	}
	for _, d := range outlook.Dimensions() {
		columns = append(columns, column[r]{head: "health.dimension." + string(d), cell: func(r r) any { return r.Health[d].Colour.Word(t) }})
	}
	amount := func(minor func(r) int64) func(r) any {
		return func(r r) any { return money.New(minor(r), r.Currency) }
	}
	return table[r]{"projects", append(columns,
		column[r]{head: "project.portfolio.finish", sort: "finish", cell: func(r r) any { return r.Health[outlook.Overall].Expected }},
		column[r]{head: "rollout.field.slip", extra: true, cell: func(r r) any { return r.Health[outlook.Overall].Slip() }},
		column[r]{head: "cost.field.currency", extra: true, cell: func(r r) any { return r.Currency }},
		column[r]{head: "cost.field.approved", extra: true, cell: amount(func(r r) int64 { return r.Money.Approved })},
		column[r]{head: "cost.field.actual", extra: true, cell: amount(func(r r) int64 { return r.Money.Actual })},
		column[r]{head: "cost.field.forecast", extra: true, cell: amount(func(r r) int64 { return r.Money.Forecast() })},
		column[r]{head: "project.portfolio.money"},
		column[r]{head: "project.portfolio.decisions", extra: true, cell: func(r r) any { return r.Asked.Open() }},
		column[r]{head: "project.portfolio.overdue", extra: true, cell: func(r r) any { return r.Asked.Overdue }},
		column[r]{head: "project.portfolio.next", cell: func(r r) any { return r.FirstStep(t) }},
		column[r]{head: "project.portfolio.role", extra: true, cell: func(r r) any { return t.T("member.role." + string(r.Role)) }},
	)}
}
